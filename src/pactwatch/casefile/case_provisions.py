"""Provision tables of a case: what its documents show of each element, each word with the footnote of the claim that it is of.

Findings come from reviewed claims alone (case_held, instruments/holding.py). What would rest on other words all the same is dropped
here: in a case file that is no draft, a word without a footnote is not shown, and what rested on it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pactwatch.casefile.case_file import Note, ProvisionTable
from pactwatch.casefile.case_material import Material
from pactwatch.instruments.assess import summary
from pactwatch.instruments.findings import ElementResult, Evidence, Finding
from pactwatch.model import Span

NOT_SHOWN = "no reviewed claim of the case holds the words"


def provision_tables(notes: Sequence[Note], material: Material, *, draft: bool) -> tuple[ProvisionTable, ...]:
    """Return the tables of a case's provisions; `notes` are the footnotes of the claims that are shown."""
    numbers = {note.ref: note.number for note in notes}
    tables = []
    for name, provision in material.provisions.items():
        found = (material.drafted if draft else material.findings).get(name, ())
        findings = tuple(_only(one, notes, draft=draft) for one in found if draft or numbers.keys() & {one.claim, *one.claims})
        evidence = dict.fromkeys(item for finding in findings for result in finding.elements for item in result.evidence)
        words = {evidence_key(item.document, item.span): material.documents[item.document].text[slice(*item.span)] for item in evidence}
        marks = {evidence_key(item.document, item.span): _marks(item, notes) for item in evidence}
        tables.append(ProvisionTable(
            provision=name, cite=provision.cite, gist=provision.gist, binding=provision.binding, official=name in material.official,
            findings=findings, quotes=words, notes=marks, claims={name: numbers[name] for one in findings for name in one.claims if name in numbers},
        ))  # fmt: skip
    return tuple(tables)


def evidence_key(document: str, span: Span) -> str:
    """Return the key of an element's evidence in the `quotes` and `notes` of a ProvisionTable."""
    return f"{document}:{span[0]}:{span[1]}"


def _only(finding: Finding, notes: Sequence[Note], *, draft: bool) -> Finding:
    """Return a finding that names no claims but those shown, and other than in a draft has no words but theirs."""
    claims = {note.ref for note in notes}
    shown = tuple(dict.fromkeys(name for name in (finding.claim, *finding.claims) if name in claims))
    results = finding.elements if draft else tuple(_element(result, notes) for result in finding.elements)
    return msgspec.structs.replace(
        finding, claim=finding.claim if finding.claim in claims else None, claims=shown, elements=results,
        evidence=finding.evidence if draft else tuple(item for item in finding.evidence if _covered(item, notes)),
        exceptions=tuple(result for result in results if result.kind == "exception"), summary=summary(results),
    )  # fmt: skip


def _element(result: ElementResult, notes: Sequence[Note]) -> ElementResult:
    evidence = tuple(item for item in result.evidence if _covered(item, notes))
    if evidence == result.evidence:
        return result
    if result.by is not None:
        return msgspec.structs.replace(result, evidence=evidence)
    return msgspec.structs.replace(result, status="unknown", evidence=(), why=NOT_SHOWN, condition=None)


def _covered(item: Evidence, notes: Iterable[Note]) -> bool:
    """Whether footnotes quote all words of an evidence."""
    at, end = item.span
    for span, text in sorted((quote.span, note.document.text) for note in notes if note.document is not None and note.document.id == item.document
                             for quote in note.quotes):  # fmt: skip
        if at < span[1] and span[0] < end:
            if any(map(str.isalnum, text[at : span[0]])):
                return False
            at = span[1]
    return at >= end


def _marks(item: Evidence, notes: Iterable[Note]) -> tuple[int, ...]:
    """Return the numbers of the footnotes that quote words of an evidence."""
    start, end = item.span
    return tuple(
        note.number for note in notes
        if note.document is not None and note.document.id == item.document
        and any(quote.span[0] < end and start < quote.span[1] for quote in note.quotes)
    )  # fmt: skip

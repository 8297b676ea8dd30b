"""From a case and its material to the case file that every format renders. Pure: same ledger, same case file.

1. footnotes, numbered as paragraphs and exhibits come to them     case_notes
2. paragraphs as runs with the numbers of their footnotes          case_notes
3. charts, origin trees, timeline, map                             case_pictures, case_timeline, case_map
4. provision tables, without verdicts                              _provisions
5. signatures that still stand, what is left out, what is wrong    case_checks
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

import pactwatch
from pactwatch.casefile.case_checks import problems_of
from pactwatch.casefile.case_file import CaseFile, LeftOut, Note, ProvisionTable
from pactwatch.casefile.case_map import case_map
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_notes import claim_digest, notes_of, prose_of, standing
from pactwatch.casefile.case_pictures import charts, origin_trees
from pactwatch.casefile.case_timeline import timeline
from pactwatch.casefile.cases import Case, Signature, people, same_person
from pactwatch.instruments.findings import Finding
from pactwatch.model import Document
from pactwatch.origins.types import Story


def build(case: Case, material: Material, *, draft: bool = False, day: str | None = None) -> CaseFile:
    """Return the case file; `day` (ISO 8601) is when it is made, the ledger's newest entry where it is None."""
    notes = notes_of(case, material, draft=draft)
    shown = tuple(note for note in notes if note.claim is not None)
    signed = tuple(one.by for one in standing_signatures(case, shown))
    return CaseFile(
        case=case, draft=draft, day=day or material.day, prose=prose_of(case, notes, material), notes=notes,
        charts=charts(shown, material), origins=origin_trees(_stories(case, shown, material), shown, material),
        timeline=timeline(shown), map=case_map(shown), provisions=_provisions(shown, material, draft=draft),
        documents=_documents(shown), signed=signed, left_out=_left_out(case, notes, material),
        problems=problems_of(case, notes, material, signed), audit_head=material.head, program=f"pactwatch {pactwatch.__version__}",
        schema=material.schema,
    )  # fmt: skip


def standing_signatures(case: Case, notes: Iterable[Note]) -> tuple[Signature, ...]:
    """Return the signatures of people who are no authors, under the case as it is and the claims as they are cited."""
    claims = {note.ref: claim_digest(note.claim) for note in notes if note.claim is not None}
    found = [one for one in case.signatures if not any(same_person(one.by, author) for author in case.authors)]
    found = [one for one in found if one.content == case.content and all(one.claims.get(name) == digest for name, digest in claims.items())]
    names = people(one.by for one in found)
    return tuple(next(one for one in found if one.by == name) for name in names)


def _stories(case: Case, notes: Sequence[Note], material: Material) -> list[Story]:
    documents = {note.document.id for note in notes if note.document is not None}
    asked = {exhibit.ref for exhibit in case.exhibits if exhibit.what == "story"}
    return [story for story in material.stories if story.id in asked or documents & set(story.documents)]


def _provisions(notes: Sequence[Note], material: Material, *, draft: bool) -> tuple[ProvisionTable, ...]:
    claims = {note.ref for note in notes}
    tables = []
    for name, provision in material.provisions.items():
        findings = tuple(_masked(one, claims) for one in material.findings.get(name, ()) if draft or claims & {one.claim, *one.claims})
        tables.append(ProvisionTable(
            provision=name, cite=provision.cite, gist=provision.gist, binding=provision.binding, official=name in material.official,
            findings=findings, quotes=_quotes(findings, material),
        ))  # fmt: skip
    return tuple(tables)


def _masked(finding: Finding, claims: set[str]) -> Finding:
    """Return a finding that names no claims but those shown."""
    shown = tuple(name for name in finding.claims if name in claims)
    return msgspec.structs.replace(finding, claim=finding.claim if finding.claim in claims else None, claims=shown)


def _quotes(findings: Iterable[Finding], material: Material) -> dict[str, str]:
    evidence = (item for finding in findings for result in finding.elements for item in result.evidence)
    return {evidence_key(item.document, item.span): material.documents[item.document].text[item.span[0] : item.span[1]] for item in evidence}


def evidence_key(document: str, span: tuple[int, int]) -> str:
    """Return the key of an element's evidence in `ProvisionTable.quotes`."""
    return f"{document}:{span[0]}:{span[1]}"


def _documents(notes: Iterable[Note]) -> tuple[Document, ...]:
    return tuple({note.document.id: note.document for note in notes if note.document is not None}.values())


def _left_out(case: Case, notes: Iterable[Note], material: Material) -> tuple[LeftOut, ...]:
    shown = {note.ref for note in notes if note.claim is not None}
    found: dict[str, list[str]] = {}
    for name in material.claims:
        if name not in shown:
            found.setdefault(standing(material.reviews[name], case.rules), []).append(name)
    return tuple(LeftOut(why=why, claims=tuple(names)) for why, names in sorted(found.items()))

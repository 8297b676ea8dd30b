"""`pactwatch assess`: the ledger's claims against provisions, element by element, and what texts say wrongly of law."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from pactwatch.casefile.plain import cell, left_out_words, one_line
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.finding_judgements import Judged, judged
from pactwatch.commands.instrument_files import Texts, texts_of
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.printing import write
from pactwatch.commands.reviewed_findings import Raised, reviewed_findings, with_reviews
from pactwatch.errors import UsageError
from pactwatch.instruments import Finding, LawError, Register, assess, codes, law_errors
from pactwatch.instruments.findings import LeftOut, guess_words
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.together import together
from pactwatch.model import Reading
from pactwatch.store import open_ledger
from pactwatch.store.filters import last_day
from pactwatch.store.view import View

SIGNS = {"met": "✓", "unknown": "?", "not_met": "✗", "contested": "±"}


@dataclass(slots=True, frozen=True)
class Asked:
    """What `assess` was asked for: one claim, documents or a story, a provision, a day, everything put together."""

    claim: str | None = None
    documents: tuple[str, ...] = ()
    provision: str | None = None
    as_of: str | None = None
    joined: bool = False
    story: str | None = None


def assess_ledger(ledger: str, asked: Asked, form: Format) -> None:
    """Print the findings; those of a story together. Raises UsageError PW130 for an unknown provision, PW120 for a day that is none."""
    if asked.story:
        asked = replace(asked, documents=(*asked.documents, *_of_story(ledger, asked.story)), joined=True)
    with open_ledger(ledger) as opened, opened.view() as view:
        texts = texts_of(view)
        rows = _rows(view, texts, asked)
        findings = with_reviews(view, (finding for _, found, _ in rows for finding in found.findings))
    findings = together(findings) if asked.joined else findings
    errors = [error for _, _, found in rows for error in found]
    left = [one for _, found, _ in rows for one in found.left_out]
    readings = {reading.document.id: reading for reading, _, _ in rows}
    print_findings(findings, errors, readings, texts, form, left)
    if left and form in (Format.csv, Format.jsonl):
        say(left_out_words(len(left), "finding"))
    if not findings and not errors and not left:
        say("no provision is raised; `pactwatch instruments list` shows which there are")


def find_findings(view: View, asked: Asked) -> tuple[list[Finding], list[LawError], list[LeftOut]]:
    """Return what is asked for, as people decided, wrong statements about law, and what review left out; UsageError as `assess_ledger`."""
    rows = _rows(view, texts_of(view), asked)
    findings = with_reviews(view, (finding for _, found, _ in rows for finding in found.findings))
    return findings, [error for _, _, found in rows for error in found], [one for _, found, _ in rows for one in found.left_out]


def _rows(view: View, texts: Texts, asked: Asked) -> list[tuple[Reading, Raised, list[LawError]]]:
    claim = view.claim(asked.claim) if asked.claim else None
    only = texts.register.provision(asked.provision).id if asked.provision else None
    known = judged(view, asked.as_of)
    wanted = Asked((claim.claim.id if claim else None), _documents(asked, claim), only, last_day("as-of", asked.as_of), asked.joined)
    parties = ListedParties(view)
    rows = list(_found(view, texts.register, known, wanted, parties))
    parties.tell()
    return rows


def _of_story(ledger: str, wanted: str) -> tuple[str, ...]:
    """Return the documents of one story of `pactwatch origins`; LedgerError PW408, PW409 where the name finds none or several."""
    from pactwatch.commands.origins import story_named
    from pactwatch.commands.tracing import trace_ledger

    return story_named(trace_ledger(ledger), wanted)


def _documents(asked: Asked, claim: object) -> tuple[str, ...]:
    document = getattr(getattr(claim, "reading", None), "document", None)
    return (document.id,) if document is not None else asked.documents


def _found(
    view: View, register: Register, known: Judged, wanted: Asked, parties: ListedParties
) -> Iterator[tuple[Reading, Raised, list[LawError]]]:
    standing = view.standing()
    for reading in readings_of(view, wanted.documents):
        if wanted.as_of and (reading.document.published or "") > wanted.as_of:
            continue
        scene = Scene(reading, register.lexicon, register.facts, listed := parties.of(reading))
        machine = assess(reading, register, wanted.provision, scene)
        errors = [] if wanted.claim or wanted.provision else law_errors(reading, register, scene)
        raised = reviewed_findings(reading, register, machine, standing.about(reading.document.id), listed, wanted.provision)
        found = Raised(
            findings=tuple(known.applied(one) for one in raised.findings if wanted.claim in (None, one.claim, *one.claims)),
            left_out=tuple(one for one in raised.left_out if wanted.claim in (None, one.claim)),
        )
        if found.findings or found.left_out or errors:
            yield reading, found, errors


def readings_of(view: View, documents: Sequence[str]) -> Iterator[Reading]:
    """Yield the readings of `documents` (all where none is named), none twice; UsageError PW132 for one that is not there."""
    if not documents:
        yield from view.readings()
        return
    seen = set()
    for name in documents:
        found = False
        for reading in view.readings(name):
            found = True
            if reading.document.id not in seen:
                seen.add(reading.document.id)
                yield reading
        if not found:
            raise UsageError(f"the ledger holds no document {name}; `pactwatch claims` shows which it holds", code=codes.UNKNOWN_DOCUMENT)


def print_findings(
    findings: Sequence[Finding], errors: Sequence[LawError], readings: dict[str, Reading], texts: Texts, form: Format, left: Sequence[LeftOut] = ()
) -> None:
    """Print findings, wrong statements about law, and what review left out."""
    if form is Format.json:
        write(encode_json({"findings": findings, "law_errors": errors, "left_out": left}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(finding) + b"\n" for finding in findings))
        write(b"".join(encode_json({"law_error": msgspec.to_builtins(error)}) + b"\n" for error in errors))
    elif form is Format.csv:
        write(_csv(findings, readings))
    else:
        lines = [*_table(findings, readings, texts), *_errors(errors, readings), *_left_out(left)]
        write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


def _csv(findings: Sequence[Finding], readings: dict[str, Reading]) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("finding", "document", "claim", "provision", "cite", "modality", "date", "in_force", "element", "status", "words", "why", "by",
                    "review", "edited"))  # fmt: skip
    for finding in findings:
        for result in finding.elements:
            words = " | ".join(_quotes(result.evidence, readings))
            row = (finding.id, finding.document, finding.claim, finding.provision, finding.cite, finding.modality, finding.date,
                   finding.in_force, result.id, result.status, words, result.why, result.by, finding.review, " ".join(finding.edited))  # fmt: skip
            lines.writerow([cell("" if value is None else str(value)) for value in row])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _quotes(evidence: Sequence[object], readings: dict[str, Reading]) -> list[str]:
    found = []
    for item in evidence:
        reading = readings.get(getattr(item, "document", ""))
        start, end = getattr(item, "span", (0, 0))
        if reading is not None:
            found.append(one_line(reading.document.text[start:end]))
    return found


def _table(findings: Sequence[Finding], readings: dict[str, Reading], texts: Texts) -> Iterator[str]:
    last = None
    for finding in findings:
        if finding.document != last:
            document = readings[finding.document].document
            yield f"{one_line(document.title or document.id)} ({document.published or 'undated'})"
            last = finding.document
        yield from finding_lines(finding, readings, texts)


def finding_lines(finding: Finding, readings: dict[str, Reading], texts: Texts) -> Iterator[str]:
    """Yield the lines that show one finding."""
    force = {True: "in force then", False: "not in force then", None: "force then unknown"}.get(finding.in_force, "force then disputed")  # type: ignore[arg-type]
    yield f"\n  {finding.cite}  {finding.modality}, {finding.date or 'no date'}, {force}: {finding.summary}"
    yield f"  {finding.id}  claim {finding.claim or 'none'}{f', {finding.review}' if finding.review else ''}"
    if guess := guess_words(finding.condition):
        yield f"    {guess}"
    if finding.edited:
        read = finding.machine
        before = f"; read as {read.modality}, {read.date or 'no date'}: {read.summary}" if read else ""
        yield f"    as edited: {', '.join(finding.edited)}{before}"
    yield f"    {texts.register.provision(finding.provision).gist}"
    for result in finding.elements:
        quotes = "; ".join(f"⟦{quote}⟧" for quote in _quotes(result.evidence, readings)[:2])
        yield f"    {SIGNS[result.status]} {result.status.replace('_', ' '):9} {result.id}: {result.question}"
        words = texts.element_words(finding.provision, result.id)
        if words:
            yield f"        paragraph: “{words}”"
        yield f"        {quotes + ' ' if quotes else ''}{result.why}{f' (by {result.by}; found: {result.found})' if result.by else ''}"
    for conclusion in finding.conclusions:
        yield f"    concluded by {one_line(conclusion.who)} on {conclusion.at[:10]}: {one_line(conclusion.text)} ({conclusion.judgement})"


def _left_out(left: Sequence[LeftOut]) -> Iterator[str]:
    if left:
        yield f"\n{left_out_words(len(left), 'finding')}"
    for one in left:
        yield one_line(f"  {one.cite}  {one.finding}: its claim was {one.status} by {one.who} on {one.at[:10]}: {one.why}  {one.claim}")


def _errors(errors: Sequence[LawError], readings: dict[str, Reading]) -> Iterator[str]:
    if errors:
        yield "\nstatements about law that the register contradicts"
    for error in errors:
        document = readings[error.document].document
        yield f"  {error.kind}: ⟦{one_line(error.evidence)}⟧ in {one_line(document.title or document.id)}"
        yield f"      said: {error.asserted}; register: {error.correct} ({error.source})"

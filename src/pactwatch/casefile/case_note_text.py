"""A footnote as labelled lines: the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.casefile.case_edited import unworded
from pactwatch.casefile.case_file import CaseFile, LeftOut, Note, ProvisionTable
from pactwatch.casefile.cases import Rules
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import deed_words, modality_gloss, modality_word, who_words
from pactwatch.instruments.findings import Finding
from pactwatch.model import Document

DRAFT = "DRAFT – not for publication"
"""The stamp of a draft, on every page of every format."""
METHOD = (
    "Claims were found by a program in archived documents, each with the words that it stands on. People reviewed every claim cited here: "
    "what is cited was accepted by a person, and where a person changed it the footnote says who. Footnotes give the words, the place of the "
    "words in the archived text (in characters from its start), the SHA-256 of the bytes as they were received, and how many independent "
    "origins stand behind the claim. States are as the sources give them: planned, possible, alleged and denied are not happened. "
    "Origin trees are computed from all reports of a story."
)


def note_rows(note: Note) -> Iterator[tuple[str, str]]:
    """Yield the lines of a footnote after its quotation, as label and value."""
    claim, document = note.claim, note.document
    if claim is None or document is None:
        return
    what = " · ".join(part for part in (one_line(who_words(claim)), deed_words(claim)) if part)
    yield "claim", f"{note.ref}: {what}"
    yield "state", f"{modality_word(claim.modality)} ({modality_gloss(claim.modality)})"
    if note.read:
        yield "as read", f"{note.read} (by the program, before {_names(note.edited_by)} edited it)"
    if names := unworded(note):
        yield "caveat", f"{', '.join(names)}: a name that stands nowhere in the text"
    yield "said by", one_line(note.chain) + (f"; it {note.stance.replace('_', ' ')}" if note.stance not in ("", "asserts") else "")
    yield from (("caveat", f"“{line}”") for line in note.caveats)
    yield "source", source_line(document)
    if document.url:
        yield "url", one_line(document.url)
    yield "span", ", ".join(f"{quote.of} {quote.span[0]}–{quote.span[1]}" for quote in note.quotes) + f" of text {document.text_sha256}"
    yield "capture", _capture(note)
    yield "origins", note.origin_words
    yield "grade", note.grade
    yield "review", review_words(note)


def source_line(document: Document) -> str:
    """Return title, publisher and day of a document."""
    parts = [f"“{one_line(document.title)}”" if document.title else "untitled", one_line(document.publisher or "publisher not known")]
    return ", ".join([*parts, f"published {one_line(document.published)}" if document.published else "no date of publication"])


def _capture(note: Note) -> str:
    if note.capture is None:
        return "no bytes were captured; the text was given as it is"
    return f"sha256 {note.capture.sha256}, taken {note.capture.captured_at} from {one_line(note.capture.final_url or note.capture.source)}"


def review_words(note: Note) -> str:
    """Return who accepted and who edited a claim, or that it is not reviewed."""
    words = f"accepted by {', '.join(map(one_line, note.by))}" if note.by else note.standing.upper()
    if note.by and note.standing != "accepted":
        words = f"{note.standing.upper()}: {words}"
    return words + (f"; edited by {_names(note.edited_by)}" if note.edited_by else "")


def _names(people: Iterable[str]) -> str:
    return ", ".join(map(one_line, people))


def quotes_of(note: Note) -> tuple[str, ...]:
    """Return the quotations of a footnote, each on one line, safe to show."""
    return tuple(one_line(quote.text) for quote in note.quotes)


def rules_words(rules: Rules) -> str:
    """Return what the case's rules ask for."""
    accepted = f"Each cited claim was accepted by {'one person' if rules.accepts == 1 else f'{rules.accepts} people'} at least."
    if not rules.signers:
        return f"{accepted} No signature is asked for."
    return f"{accepted} {'One person' if rules.signers == 1 else f'{rules.signers} people'} who wrote nothing of it must have signed it."


def left_out_words(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """Return how many claims of the case are not shown and why, without saying which."""
    return tuple(f"{len(one.claims)} claim{'' if len(one.claims) == 1 else 's'} of the case: {one.why}" for one in left_out)


def signature_words(file: CaseFile) -> tuple[str, ...]:
    """Return who signed, and whose signature no longer stands."""
    lines = []
    for one in file.case.signatures:
        stands = "signed the case as it stands here" if one.by in file.signed else "signed an earlier state of the case"
        lines.append(f"{one_line(one.by)} {stands}, {one.at}: {one_line(one.why)}")
    return tuple(lines)


HELD = "Held, and cited in no paragraph"


def held_notes(file: CaseFile) -> tuple[tuple[str, int], ...]:
    """Return what the case holds and no paragraph cites: in words, with the number of its footnote."""
    cited = {number for prose in file.prose for run in prose.runs for number in run.notes}
    return tuple((_held_words(note), note.number) for note in file.notes if note.number not in cited)


def _held_words(note: Note) -> str:
    if note.claim is None:
        return note.words
    parts = (one_line(who_words(note.claim)), deed_words(note.claim), modality_word(note.claim.modality))
    return " · ".join(part for part in parts if part)


STATUS = {"met": "shown", "unknown": "unknown", "not_met": "not met", "contested": "contested"}


ELEMENTS = ("element", "status", "words", "why", "notes")
"""The heads of the columns of `element_rows`."""


def element_rows(table: ProvisionTable, finding: Finding) -> tuple[tuple[str, ...], ...]:
    """Return the elements of a finding: question, status, the words that it rests on with their place, why, numbers of footnotes."""
    rows = []
    for result in finding.elements:
        places = [(item.document, item.span) for item in result.evidence]
        words = "; ".join(f"“{one_line(table.quotes.get(f'{name}:{a}:{b}', ''))}” ({name} {a}–{b})" for name, (a, b) in places)
        by = f" (decided by {one_line(result.by)}; the program found {STATUS[result.found or 'unknown']})" if result.by else ""
        notes = dict.fromkeys(number for name, (a, b) in places for number in table.notes.get(f"{name}:{a}:{b}", ()))
        if not places and result.status != "unknown":
            notes = dict.fromkeys(finding_notes(table, finding))  # without words it rests on the day and kind of the claims
        marks = " ".join(f"[{number}]" for number in sorted(notes))
        rows.append((one_line(result.question or result.id), STATUS[result.status] + by, words, one_line(result.why), marks))
    return tuple(rows)


def finding_words(finding: Finding) -> str:
    """Return a finding's head: state, day, whether the provision was in force then."""
    force = "in force then" if finding.in_force is True else "not in force then" if finding.in_force is False else "force then not certain"
    claim = f", claim {finding.claim}" if finding.claim else ""
    return f"{modality_word(finding.modality)}, {finding.date or 'no date'}, {force}{claim}"


def finding_notes(table: ProvisionTable, finding: Finding) -> tuple[int, ...]:
    """Return the numbers of the footnotes of a finding's claims, which its head is marked with."""
    return tuple(sorted({table.claims[name] for name in finding.claims if name in table.claims}))


def conclusion_words(finding: Finding) -> tuple[str, ...]:
    """Return what named persons concluded; the program concludes nothing."""
    return tuple(f"{one_line(one.who)}, {one.at}: {one_line(one.text)} ({one_line(one.why)})" for one in finding.conclusions)

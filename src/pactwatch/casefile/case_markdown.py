"""A case file as Markdown (CommonMark with footnotes and tables); pictures are their tables, since Markdown carries none.

What comes from documents and people is escaped, so that none of it becomes a link, an image, HTML or a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pactwatch.casefile.case_file import CaseFile, Note, Picture, Prose, Table
from pactwatch.casefile.case_note_text import (
    DRAFT,
    ELEMENTS,
    HELD,
    METHOD,
    conclusion_words,
    element_rows,
    finding_notes,
    finding_words,
    held_notes,
    left_out_words,
    note_rows,
    quotes_of,
    rules_words,
    signature_words,
    source_line,
)
from pactwatch.casefile.plain import one_line

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$^])")
LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")
AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto)(:)|(www)(\.)|(\w)(@)")
WEB = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)


def render_markdown(file: CaseFile) -> str:
    """Return the case file as Markdown."""
    return "\n".join(line.rstrip() for line in _lines(file)).rstrip("\n") + "\n"


def escaped(text: str, *, opens: bool = True) -> str:
    """Return `text` on one line, with nothing in it that Markdown would read as a sign; `opens` where it may begin a line or an item."""
    line = SPECIAL.sub(r"\\\1", one_line(text))
    line = AUTOLINK.sub(lambda m: "".join(f"{a}\\{b}" for a, b in ((m[1], m[2]), (m[3], m[4]), (m[5], m[6])) if a), line)
    return LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line) if opens else line


def address(url: str) -> str:
    """Return a web address as a link that is exactly it; what is none, as escaped words."""
    line = one_line(url)
    return f"<{line}>" if WEB.fullmatch(line) else escaped(line)


def _lines(file: CaseFile) -> Iterator[str]:
    case, stamp = file.case, [f"**{DRAFT}**", ""] if file.draft else []
    facts = f"Case {case.id}, version {case.version}, by {escaped(', '.join(case.authors))}; {file.day}"
    yield from (*stamp, f"# {escaped(case.title)}", "", facts, "")
    yield from _section("Questions", [f"- {escaped(one.text)}" for one in case.questions], stamp)
    yield from _section("Findings", [line for one in file.prose for line in (_prose(one), "")], stamp)
    yield from _section("Figures", [line for one in file.charts for line in _picture(one)], stamp)
    yield from _section("Origins", [line for one in file.origins for line in _picture(one)], stamp)
    yield from _section("Timeline", _picture(file.timeline) if file.timeline else [], stamp)
    yield from _section("Places", _picture(file.map) if file.map else [], stamp)
    yield from _section("Provisions", list(_provisions(file)), stamp)
    excluded = [f"- {escaped(one.ref)}: {escaped(one.why)} ({escaped(one.by)}, {one.at})" for one in case.excluded]
    yield from _section("Excluded material", excluded, stamp)
    yield from _section("Right of reply", list(_replies(file)), stamp)
    yield from _section("Standard of evidence and method", list(_method(file)), stamp)
    yield from _section("Signatures", [f"- {escaped(line)}" for line in signature_words(file)] or ["Nobody has signed."], stamp)
    yield from _section("Exhibits", list(_exhibits(file)), stamp)
    yield from _section("Footnotes", [line for note in file.notes for line in (*_note(note), "")], stamp)
    yield from stamp


def _section(title: str, lines: Iterable[str], stamp: list[str]) -> Iterator[str]:
    known = list(lines)
    if known:
        yield from (f"## {title}", "", *stamp, *known, "")


def _prose(prose: Prose) -> str:
    return "".join(escaped_run(run.text) + "".join(f"[^{number}]" for number in run.notes) for run in prose.runs)


def escaped_run(text: str) -> str:
    """Return a piece of a paragraph escaped, the spaces at its ends kept: it stands beside others."""
    words = escaped(text)
    lead = " " if text[:1].isspace() and words else ""
    tail = " " if text[-1:].isspace() and words else ""
    return f"{lead}{words}{tail}" if words else " " if text else ""


def _picture(picture: Picture) -> list[str]:
    return [f"### {escaped(picture.title)}", "", escaped(picture.words), "", *_table(picture.table), ""]


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        cells = [escaped(cell, opens=False) for cell in row]
        cells[-1] = " ".join(f"[^{number}]" for number in re.findall(r"\d+", row[-1])) if table.head[-1].startswith("note") else cells[-1]
        yield f"| {' | '.join(cells)} |"


def _provisions(file: CaseFile) -> Iterator[str]:
    for table in file.provisions:
        yield from (f"### {escaped(table.cite)}", "", escaped(table.gist), "")
        if not table.findings:
            yield from ("No claim cited here raises it.", "")
        for finding in table.findings:
            yield from (escaped(finding_words(finding)) + "".join(f"[^{number}]" for number in finding_notes(table, finding)), "")
            yield from _table(Table(head=ELEMENTS, rows=element_rows(table, finding)))
            yield ""
            concluded = conclusion_words(finding)
            yield from (f"- Concluded by {escaped(line)}" for line in concluded)
            yield from ("" if concluded else "No person has concluded anything of it.", "")


def _replies(file: CaseFile) -> Iterator[str]:
    for one in file.case.replies:
        asked = f"{escaped(one.party)}, asked {escaped(one.asked or 'on no day given')}: {escaped(one.question) or 'no question recorded'}"
        answer = f"answered {escaped(one.answered or 'on no day given')}: {escaped(one.answer)}" if one.answer else "no answer"
        yield f"- {asked} – {answer}"


def _method(file: CaseFile) -> Iterator[str]:
    yield from (escaped(file.case.standard), "", escaped(rules_words(file.case.rules)), "", escaped(METHOD), "")
    if file.left_out and not file.draft:
        yield from ("Left out:", "", *(f"- {escaped(line)}" for line in left_out_words(file.left_out)), "")
    yield f"Ledger: audit head {file.audit_head}, schema {file.schema}; {escaped(file.program)}."


def _exhibits(file: CaseFile) -> Iterator[str]:
    if held := held_notes(file):
        yield from (f"{HELD}:", "", *(f"- {escaped(text)}[^{number}]" for text, number in held), "")
    for document in file.documents:
        capture = f", capture {document.capture_sha256}" if document.capture_sha256 else ""
        yield f"- {document.id}: {escaped(source_line(document))}; text {document.text_sha256}{capture}"


def _note(note: Note) -> Iterator[str]:
    if note.claim is None:
        yield f"[^{note.number}]: {escaped(note.words)}"
        return
    quotes = " […] ".join(f"“{escaped(quote)}”" for quote in quotes_of(note))
    yield f"[^{note.number}]: {quotes.replace('[…]', '…')}"
    yield from (f"    - {label}: {address(value) if label == 'url' else escaped(value, opens=False)}" for label, value in note_rows(note))

"""A case file as a Word document with real footnotes; same case file, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pactwatch.casefile.case_file import CaseFile, Note, Picture, Table
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
from pactwatch.casefile.docx_notes import Notes
from pactwatch.casefile.pictures_png import pngs
from pactwatch.casefile.plain import one_line

UNWRITABLE = re.compile("[\ufffe\uffff]")
"""Code points that XML cannot hold and `one_line` lets through."""
WIDTH_CM = 16.0


def render_docx(file: CaseFile) -> bytes:
    """Return the case file as the bytes of a .docx."""
    from docx import Document

    document = Document()
    writer = _Writer(file, document, Notes(document))
    writer.write()
    out = io.BytesIO()
    document.save(out)
    return _dated(out, file.day)


def _dated(made: io.BytesIO, day: str) -> bytes:
    """Return the document's archive with each part of the time `day`: python-docx stamps them with that of the clock."""
    at, out = datetime.fromisoformat(day), io.BytesIO()
    stamp = (at.year, at.month, at.day, at.hour, at.minute, at.second) if 1980 <= at.year <= 2107 else (1980, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, stamp)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            written.writestr(part, given.read(name))
    return out.getvalue()


def words(text: str) -> str:
    """Return `text` on one line, with nothing that XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", one_line(text))


class _Writer:
    """Writes one case file into one document."""

    def __init__(self, file: CaseFile, document: Any, notes: Notes) -> None:
        self._file, self._document, self._notes = file, document, notes
        pictures = [*file.charts, *file.origins, *(one for one in (file.timeline, file.map) if one is not None)]
        drawn = [one for one in pictures if one.svg]
        self._pngs = dict(zip((one.name for one in drawn), pngs(drawn, file.day), strict=True))

    def write(self) -> None:
        """Write everything."""
        self._properties()
        self._frame()
        self._head()
        self._prose()
        self._pictures("Figures", self._file.charts)
        self._pictures("Origins", self._file.origins)
        self._pictures("Timeline", [self._file.timeline] if self._file.timeline else [])
        self._pictures("Places", [self._file.map] if self._file.map else [])
        self._provisions()
        self._rest()
        for note in self._file.notes:
            self._notes.add(note.number, note_lines(note))
        self._notes.close()

    def _properties(self) -> None:
        known, at = self._document.core_properties, datetime.fromisoformat(self._file.day).replace(tzinfo=None)
        known.title, known.author = words(self._file.case.title)[:255], words(", ".join(self._file.case.authors))[:255]
        known.created = known.modified = at
        known.last_modified_by, known.comments, known.revision = self._file.program, "", 1
        known.identifier = self._file.case.id

    def _frame(self) -> None:
        from docx.shared import Cm, Pt, RGBColor

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        if self._file.draft:
            run = section.header.paragraphs[0].add_run(DRAFT)
            run.bold, run.font.size, run.font.color.rgb = True, Pt(12), RGBColor(0xA1, 0x26, 0x1F)
        _page_number(section.footer.paragraphs[0])

    def _head(self) -> None:
        case = self._file.case
        self._document.add_heading(words(case.title), 0)
        signed = f"signed by {words(', '.join(self._file.signed))}" if self._file.signed else "not signed"
        self._plain(f"{case.id}, version {case.version}, by {words(', '.join(case.authors))}; {self._file.day}; {signed}")
        if self._file.draft:
            self._document.add_paragraph().add_run(DRAFT).bold = True
        self._list("Questions", [one.text for one in case.questions])

    def _prose(self) -> None:
        if self._file.prose:
            self._document.add_heading("Findings", 1)
        for prose in self._file.prose:
            paragraph = self._document.add_paragraph()
            for run in prose.runs:
                paragraph.add_run(_spaced(run.text))
                for number in run.notes:
                    self._notes.mark(paragraph, number)
        held = held_notes(self._file)
        if held:
            self._document.add_heading(HELD, 1)
        for text, number in held:
            self._notes.mark(self._document.add_paragraph(words(text), style="List Bullet"), number)

    def _pictures(self, title: str, pictures: Sequence[Picture]) -> None:
        from docx.shared import Cm

        if pictures:
            self._document.add_heading(title, 1)
        for picture in pictures:
            self._document.add_heading(words(picture.title), 2)
            if picture.svg:
                shape = self._document.add_picture(io.BytesIO(self._pngs[picture.name]), width=Cm(WIDTH_CM))
                shape._inline.docPr.set("descr", words(f"{picture.title}. {picture.words}")[:1000])
            self._plain(picture.words)
            self._table(picture.table)

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=1, cols=len(table.head))
        made.style = "Light Grid Accent 1"
        for cell, text in zip(made.rows[0].cells, table.head, strict=True):
            cell.text = text
        for row in table.rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = words(text)
        self._document.add_paragraph()

    def _provisions(self) -> None:
        if self._file.provisions:
            self._document.add_heading("Provisions", 1)
        for table in self._file.provisions:
            self._document.add_heading(words(table.cite), 2)
            self._plain(table.gist)
            for finding in table.findings:
                head = self._document.add_paragraph(words(finding_words(finding)))
                for number in finding_notes(table, finding):
                    self._notes.mark(head, number)
                self._table(Table(head=ELEMENTS, rows=element_rows(table, finding)))
                concluded = [f"Concluded by {line}" for line in conclusion_words(finding)]
                for line in concluded or ["No person has concluded anything of it."]:
                    self._plain(line)
            if not table.findings:
                self._plain("No claim cited here raises it.")

    def _rest(self) -> None:
        case = self._file.case
        self._list("Excluded material", [f"{one.ref}: {one.why} ({one.by}, {one.at})" for one in case.excluded])
        replies = [(one.party, one.asked or "no day given", one.question, one.answer or "none") for one in case.replies]
        if replies:
            self._document.add_heading("Right of reply", 1)
            self._table(Table(head=("asked", "on", "what", "answer"), rows=tuple(replies)))
        self._document.add_heading("Standard of evidence and method", 1)
        for line in (case.standard, rules_words(case.rules), METHOD):
            self._plain(line)
        if not self._file.draft:
            self._list("Left out", list(left_out_words(self._file.left_out)))
        self._plain(f"Ledger: audit head {self._file.audit_head}, schema {self._file.schema}; {self._file.program}.")
        self._list("Signatures", list(signature_words(self._file)) or ["Nobody has signed."])
        hashes = [
            f"{one.id} {source_line(one)}; text {one.text_sha256}" + (f", capture {one.capture_sha256}" if one.capture_sha256 else "")
            for one in self._file.documents
        ]
        self._list("Exhibits", hashes)

    def _list(self, title: str, lines: Iterable[str]) -> None:
        known = list(lines)
        if known:
            self._document.add_heading(title, 1)
        for line in known:
            self._document.add_paragraph(words(line), style="List Bullet")

    def _plain(self, text: str) -> None:
        self._document.add_paragraph(words(text))


def note_lines(note: Note) -> list[str]:
    """Return a footnote as lines: its quotations, then label and value of each fact."""
    if note.claim is None:
        return [words(note.words)]
    return [" … ".join(f"“{words(quote)}”" for quote in quotes_of(note)), *(f"{label}: {words(value)}" for label, value in note_rows(note))]


def _spaced(text: str) -> str:
    """Return a piece of a paragraph on one line, a space kept at each end that has one."""
    middle = words(text)
    return f"{' ' if text[:1].isspace() else ''}{middle}{' ' if middle and text[-1:].isspace() else ''}"


def _page_number(paragraph: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), " PAGE ")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)

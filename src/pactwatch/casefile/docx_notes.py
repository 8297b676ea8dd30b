"""Real footnotes in a Word document: the part that python-docx lacks (ISO/IEC 29500-1, 17.11), its styles and settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt
from lxml import etree

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
TEXT_STYLE, MARK_STYLE = "FootnoteText", "FootnoteReference"
SEPARATORS = {-1: ("separator", "w:separator"), 0: ("continuationSeparator", "w:continuationSeparator")}
"""The notes that draw the line above the footnotes; ours are counted from 1."""


class Notes:
    """The footnotes of one document: `mark` puts a reference into a paragraph, `close` writes the part."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        self._marked: set[int] = set()
        for number, (kind, element) in SEPARATORS.items():
            self._root.append(_separator(number, kind, element))
        self._styles()

    def add(self, number: int, lines: Sequence[str]) -> None:
        """Add a footnote with its lines."""
        note, paragraph = OxmlElement("w:footnote"), OxmlElement("w:p")
        note.set(qn("w:id"), str(number))
        properties = OxmlElement("w:pPr")
        properties.append(_valued("w:pStyle", TEXT_STYLE))
        paragraph.append(properties)
        paragraph.append(_run(OxmlElement("w:footnoteRef"), style=MARK_STYLE))
        for n, line in enumerate(lines):
            text = OxmlElement("w:t")
            text.text = f" {line}" if not n else line
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            paragraph.append(_run(*([OxmlElement("w:br")] if n else []), text))
        note.append(paragraph)
        self._root.append(note)

    def mark(self, paragraph: Any, number: int) -> None:
        """Put a mark at the end of `paragraph`: a footnote where it comes first, else a reference to that one."""
        if number in self._marked:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" NOTEREF _fn{number} \\f \\h ")
            text = OxmlElement("w:t")
            text.text = str(number)
            field.append(_run(text, style=MARK_STYLE))
            paragraph._p.append(field)
            return
        self._marked.add(number)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for bookmark in (start, end):
            bookmark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), f"_fn{number}")
        for element in (start, _run(reference, style=MARK_STYLE), end):
            paragraph._p.append(element)

    def close(self) -> None:
        """Write the footnotes into the document's package."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob, self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        properties = OxmlElement("w:footnotePr")
        for number in SEPARATORS:
            note = OxmlElement("w:footnote")
            note.set(qn("w:id"), str(number))
            properties.append(note)
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(properties)
        else:
            compat.addprevious(properties)

    def _styles(self) -> None:
        styles = self._document.styles
        text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style, text.font.size = styles["Normal"], Pt(8.5)
        text.paragraph_format.space_after = Pt(2)
        text.element.set(qn("w:styleId"), TEXT_STYLE)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        mark.element.set(qn("w:styleId"), MARK_STYLE)


def _separator(number: int, kind: str, element: str) -> Any:
    note, paragraph = OxmlElement("w:footnote"), OxmlElement("w:p")
    note.set(qn("w:type"), kind)
    note.set(qn("w:id"), str(number))
    paragraph.append(_run(OxmlElement(element)))
    note.append(paragraph)
    return note


def _run(*content: Any, style: str | None = None) -> Any:
    run = OxmlElement("w:r")
    if style is not None:
        properties = OxmlElement("w:rPr")
        properties.append(_valued("w:rStyle", style))
        run.append(properties)
    for element in content:
        run.append(element)
    return run


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element

"""The page and the Markdown of a bundle against its manifest: every mark leads to a footnote, every footnote is the manifest's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from pactwatch.casefile.bundle_notes import Found, bundled_case
from pactwatch.casefile.case_bundle import Manifest, ManifestNote
from pactwatch.casefile.case_markdown import escaped
from pactwatch.casefile.case_text import parse
from pactwatch.casefile.plain import one_line, shown

PAGE, MARKDOWN = "case.html", "case.md"
MARK = re.compile(r"\[\^(\d+)\](?!:)")
DEFINITION = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)


class _Page(HTMLParser):
    """Collects marks, footnotes with what they refer to and quote, and what a page must not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[int] = []
        self.notes: dict[int, str] = {}
        self.quotes: dict[int, list[str]] = {}
        self.alien: list[str] = []
        self.prose: dict[str, str] = {}
        self._paragraph: str | None = None
        self._marking = False
        self._note: int | None = None
        self._quoting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one tag in."""
        given = dict(attrs)
        target = given.get("href") or ""
        if found := re.fullmatch(r"#fn-(\d+)", target):
            self.marks.append(int(found[1]))
        if tag in ("script", "iframe", "object", "embed", "form", "img", "link", "base") or (target and not target.startswith("#")):
            self.alien.append(f"<{tag}>")
        if given.keys() & {"src", "srcset", "action", "data", "poster"} or any(name.startswith("on") for name in given):
            self.alien.append(f"<{tag} {' '.join(given)}>")
        if tag == "li" and (found := re.fullmatch(r"fn-(\d+)", given.get("id") or "")):
            self._note = int(found[1])
            self.notes[self._note] = given.get("data-ref") or ""
        if tag == "p":
            self._paragraph = given.get("id")
        if tag == "sup":
            self._marking = True
        if tag == "q" and self._note is not None:
            self._quoting = True
            self.quotes.setdefault(self._note, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Take the end of one in."""
        self._quoting = self._quoting and tag != "q"
        self._marking = self._marking and tag != "sup"
        self._paragraph = None if tag == "p" else self._paragraph

    def handle_data(self, data: str) -> None:
        """Take text in."""
        if self._quoting and self._note is not None:
            self.quotes[self._note][-1] += data
        if self._paragraph is not None and not self._marking:
            self.prose[self._paragraph] = self.prose.get(self._paragraph, "") + data


def check_page(manifest: Manifest, files: Mapping[str, bytes], checked: dict[str, int]) -> Iterator[Found]:
    """Yield what is wrong with the footnotes of the page, and the paragraphs that are not as the judgements have them."""
    if PAGE not in files:
        return
    page = _Page()
    page.feed(files[PAGE].decode("utf-8", "replace"))
    page.close()
    yield from ((PAGE, f"it holds {what}, which a case file has not", ()) for what in dict.fromkeys(page.alien))
    yield from _marks(PAGE, page.marks, set(page.notes), manifest, checked)
    case, known = bundled_case(manifest, files), {note.ref for note in manifest.footnotes}
    for paragraph in case.paragraphs if case is not None else ():
        checked["paragraphs"] = checked.get("paragraphs", 0) + 1
        if page.prose.get(paragraph.id, "").strip() != shown(parse(paragraph.text).plain).strip():
            yield PAGE, f"paragraph {paragraph.id} has other words than {paragraph.by} wrote", ()
        for ref in parse(paragraph.text).refs if not manifest.draft else ():  # a draft may cite what leads to nothing
            if ref.kind == "claim" and ref.id not in known:
                yield PAGE, f"paragraph {paragraph.id} cites {ref.id}, of which there is no footnote", ()
    for note in manifest.footnotes:
        if note.number in page.notes and page.notes[note.number] != note.ref:
            yield PAGE, f"footnote {note.number} leads to {page.notes[note.number]} and not to {note.ref}", (note.number,)
        if note.number in page.notes and page.quotes.get(note.number, []) != _quoted(note):
            yield PAGE, f"footnote {note.number} quotes other words than the manifest", (note.number,)


def check_markdown(manifest: Manifest, files: Mapping[str, bytes], checked: dict[str, int]) -> Iterator[Found]:
    """Yield what is wrong with the footnotes of the Markdown."""
    if MARKDOWN not in files:
        return
    text = files[MARKDOWN].decode("utf-8", "replace")
    defined = {int(found[1]): found[2] for found in DEFINITION.finditer(text)}
    marks = [int(found[1]) for found in MARK.finditer(DEFINITION.sub("", text))]
    yield from _marks(MARKDOWN, marks, set(defined), manifest, checked)
    for note in manifest.footnotes:
        words = defined.get(note.number)
        if words is not None and not all(f"“{escaped(quote)}”" in words for quote in _quoted(note)):
            yield MARKDOWN, f"footnote {note.number} quotes other words than the manifest", (note.number,)


def _quoted(note: ManifestNote) -> list[str]:
    return [one_line(quote.quote) for quote in note.quotes]


def _marks(name: str, marks: list[int], notes: set[int], manifest: Manifest, checked: dict[str, int]) -> Iterator[Found]:
    known = {note.number for note in manifest.footnotes}
    checked["marks"] = checked.get("marks", 0) + len(marks)
    for number in sorted(set(marks) - notes):
        yield name, f"a mark leads to footnote {number}, which is not there", (number,)
    for number in sorted(notes ^ known):
        yield name, f"footnote {number} is {'not in the manifest' if number in notes else 'missing'}", (number,)

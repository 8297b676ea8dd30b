"""The page and the Markdown of a bundle: their paragraphs against the judgements, their footnotes against the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.casefile.bundle_opened import Found, Opened
from pactwatch.casefile.bundle_prose import PAGE, Page, page_of
from pactwatch.casefile.case_bundle import Manifest, ManifestNote
from pactwatch.casefile.case_markdown import escaped
from pactwatch.casefile.case_note_text import DRAFT
from pactwatch.casefile.case_text import parse
from pactwatch.casefile.case_types import Case
from pactwatch.casefile.plain import one_line, shown

MARKDOWN = "case.md"
MARK = re.compile(r"(?<!\\)(?:\\\\)*\[\^(\d+)\](?!:)")
DEFINITION = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
FINDINGS = re.compile(r"^## Findings\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def check_page(bundle: Opened) -> Iterator[Found]:
    """Yield what is wrong with the page's paragraphs, its head and its footnotes."""
    page, manifest = page_of(bundle), bundle.manifest
    if page is None:
        return
    yield from ((PAGE, f"it holds {what}, which a case file has not", ()) for what in dict.fromkeys(page.alien))
    yield from _marks(PAGE, page.marks, set(page.notes), bundle)
    if bundle.case is not None:
        yield from _paragraphs(bundle, bundle.case, page)
        yield from _head(bundle.case, page, manifest)
    for note in manifest.footnotes:
        if note.number in page.notes and page.notes[note.number] != note.ref:
            yield PAGE, f"footnote {note.number} leads to {page.notes[note.number]} and not to {note.ref}", (note.number,)
        if note.number in page.notes and page.quotes.get(note.number, []) != _quoted(note):
            yield PAGE, f"footnote {note.number} quotes other words than the manifest", (note.number,)


def _paragraphs(bundle: Opened, case: Case, page: Page) -> Iterator[Found]:
    known = {note.ref for note in bundle.manifest.footnotes}
    for paragraph in case.paragraphs:
        bundle.count("paragraphs")
        parsed = parse(paragraph.text)
        if page.paragraphs.get(paragraph.id, "").strip() != shown(parsed.plain).strip():
            yield PAGE, f"paragraph {paragraph.id} has other words than {paragraph.by} wrote", ()
        for ref in parsed.refs if not bundle.manifest.draft else ():  # a draft may cite what leads to nothing
            if ref.kind == "claim" and ref.id not in known:
                yield PAGE, f"paragraph {paragraph.id} cites {ref.id}, of which there is no footnote", ()
    for name in page.paragraphs.keys() - {one.id for one in case.paragraphs}:
        yield PAGE, f"nobody wrote paragraph {name or 'without a number'}, by the judgements", ()


def _head(case: Case, page: Page, manifest: Manifest) -> Iterator[Found]:
    title, said = one_line(case.title), page.words.get("p.facts", "").strip()
    signed = f"· signed by {one_line(', '.join(manifest.signed))}" if manifest.signed else "· not signed"
    if page.words.get("h1", "").strip() != title or page.words.get("title", "") != title + (f" · {DRAFT}" if manifest.draft else ""):
        yield PAGE, f"its title is not “{title}”", ()
    if not said.endswith(signed):
        yield PAGE, "it names other people who signed than the manifest", ()
    if bool(page.words.get("p.stamp")) != manifest.draft:
        yield PAGE, "it is stamped as a draft" if not manifest.draft else "it is a draft, and not stamped as one", ()


def check_markdown(bundle: Opened) -> Iterator[Found]:
    """Yield what is wrong with the paragraphs and footnotes of the Markdown."""
    text = bundle.text(MARKDOWN)
    if text is None:
        return
    defined = {int(found[1]): found[2] for found in DEFINITION.finditer(text)}
    marks = [int(found[1]) for found in MARK.finditer(DEFINITION.sub("", text))]
    yield from _marks(MARKDOWN, marks, set(defined), bundle)
    if bundle.case is not None:
        yield from _markdown_prose(bundle, bundle.case, text)
    for note in bundle.manifest.footnotes:
        words = defined.get(note.number)
        if words is not None and not all(f"“{escaped(quote)}”" in words for quote in _quoted(note)):
            yield MARKDOWN, f"footnote {note.number} quotes other words than the manifest", (note.number,)


def _markdown_prose(bundle: Opened, case: Case, text: str) -> Iterator[Found]:
    page, sections = page_of(bundle), FINDINGS.findall(text)
    order = {name: place for place, name in enumerate(page.paragraphs)} if page is not None else {}
    written = [parse(one.text).plain for one in sorted(case.paragraphs, key=lambda one: order.get(one.id, len(order)))]
    lines = [line for section in sections for line in section.splitlines() if line.strip() and line != f"**{DRAFT}**"]
    if len(sections) > 1 or list(filter(None, map(_bare, lines))) != list(filter(None, map(_bare, written))):
        yield MARKDOWN, "its findings are not the paragraphs that people wrote, by the judgements", ()
    if f"# {escaped(case.title)}" not in text.splitlines()[:3]:
        yield MARKDOWN, f"its title is not “{one_line(case.title)}”", ()


def _bare(text: str) -> str:
    """Return words without marks, signs of escaping and white space, which Markdown puts otherwise."""
    return "".join(one_line(MARK.sub("", text)).replace("\\", "").split())


def _quoted(note: ManifestNote) -> list[str]:
    return [one_line(quote.quote) for quote in note.quotes] if note.kind == "claim" else []


def _marks(name: str, marks: list[int], notes: set[int], bundle: Opened) -> Iterator[Found]:
    known = {note.number for note in bundle.manifest.footnotes}
    bundle.count("marks", len(marks))
    for number in sorted(set(marks) - notes):
        yield name, f"a mark leads to footnote {number}, which is not there", (number,)
    for number in sorted(notes ^ known):
        yield name, f"footnote {number} is {'not in the manifest' if number in notes else 'missing'}", (number,)

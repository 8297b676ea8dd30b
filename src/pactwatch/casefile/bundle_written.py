"""What is written from a bundle's case file, written again: page, Markdown and references byte for byte, the Word document by its words.

Only the program that wrote it writes the same. Of what another version made, and of format 1, paragraphs and footnotes alone are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pactwatch.casefile.bibtex import bibliography
from pactwatch.casefile.bundle_opened import Found, Opened
from pactwatch.casefile.bundle_pdf import check_pdf
from pactwatch.casefile.bundle_word import check_word
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_map import case_map
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.casefile.case_record import CASE
from pactwatch.casefile.case_timeline import timeline

BIB = "references.bib"
WRITERS: dict[str, Callable[[CaseFile], str]] = {"case.html": render_html, "case.md": render_markdown}


def check_written(bundle: Opened) -> Iterator[Found]:
    """Yield the files that are not what the case file gives."""
    other = [*_references(bundle), *_again(bundle), *check_word(bundle)]
    yield from check_pdf(bundle)
    if bundle.same_program:
        yield from other
        return
    for name, message, _ in other:
        bundle.unchecked.append(f"{name}: {message}, and {bundle.manifest.program}, not this program, made it")


def _references(bundle: Opened) -> Iterator[Found]:
    if BIB in bundle.files and bundle.claims is not None:
        made = bibliography(one.document for one in bundle.claims)
        if made.encode("utf-8", "backslashreplace") != bundle.files[BIB]:
            yield BIB, "its entries are not those of the documents", ()


def _again(bundle: Opened) -> Iterator[Found]:
    if bundle.manifest.format == 1:
        bundle.unchecked.append("the words beside paragraphs and footnotes: the bundle, of format 1, does not hold what they are written from")
    if bundle.record is None:
        return
    file = bundle.record.file
    for name, write in WRITERS.items():
        if name in bundle.files:
            bundle.count("written again")
            if write(file).encode("utf-8", "backslashreplace") != bundle.files[name]:
                yield name, f"it is not what {CASE} gives", ()
    notes = tuple(note for note in file.notes if note.claim is not None)
    if file.timeline != timeline(notes) or file.map != case_map(notes):
        yield CASE, "its timeline or map is not that of its claims", ()

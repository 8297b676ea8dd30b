"""What is written from a bundle's case file, written again: page, Markdown and references byte for byte, the Word document by its words.

Only the program that wrote it writes the same. Of what another version made, and of format 1, paragraphs and footnotes alone are checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pactwatch
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
FIRST = (0, 3, 0)
"""The first version that wrote bundles of format 2."""
WRITERS: dict[str, Callable[[CaseFile], str]] = {"case.html": render_html, "case.md": render_markdown}


def check_written(bundle: Opened) -> Iterator[Found]:
    """Yield the files that are not what the case file gives."""
    other = [*_references(bundle), *_again(bundle), *check_word(bundle)]
    yield from check_pdf(bundle)
    if bundle.same_program:
        yield from other
        return
    known = bundle.manifest.format == 1 or FIRST <= version_of(bundle.manifest.program) < version_of(f"pactwatch {pactwatch.__version__}")
    for name, message, notes in other:
        if known:
            bundle.unchecked.append(f"{name}: {message}, and {bundle.manifest.program}, not this program, made it")
        else:  # nothing else would tell a forged page from one that only a newer program can write again
            yield name, f"{message}; it says that {bundle.manifest.program} made it: verify it with that", notes


def version_of(program: str) -> tuple[int, ...]:
    """Return the version of "pactwatch 0.3.0" as numbers; () where it has none."""
    found = re.fullmatch(r"pactwatch (\d{1,6})\.(\d{1,6})\.(\d{1,6})", program)
    return tuple(map(int, found.groups())) if found else ()


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
    notes = tuple(note for note in file.notes if note.claim is not None and note.drawn)
    if file.timeline != timeline(notes) or file.map != case_map(notes):
        yield CASE, "its timeline or map is not that of its claims", ()

"""The PDF of a bundle: its title and its findings, by the words that can be read out of it.

Line breaks, hyphens and signs come out of a PDF otherwise than they went in, so letters and digits alone are compared, and of scripts
whose letters a PDF holds in another order or as other signs nothing is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache

import pypdfium2

from pactwatch.casefile.bundle_opened import Found, Opened
from pactwatch.casefile.bundle_prose import page_of
from pactwatch.casefile.case_note_text import DRAFT
from pactwatch.errors import PactwatchError
from pactwatch.intake.pdf import read_pdf

PDF = "case.pdf"
MOST = 10_000_000
"""Code points of a PDF that are read."""
FURNITURE = re.compile(r"(?:^|[\x02\ufffe])\d+ / \d+$", re.MULTILINE)
"""The number of a page, on a line of its own or after the hyphen that its last line ends in."""
STAMP = re.compile(f"{''.join(filter(str.isalnum, DRAFT))}|DRAFT")
"""The stamp of a draft, which lies across the page and comes out among any words."""
PLAIN = ("LATIN ", "GREEK ", "CYRILLIC ", "DIGIT ")
NEXT = "Figures|Origins|Timeline|Places|Provisions|Excludedmaterial|Rightofreply|Standardofevidenceandmethod"
"""The headings that may follow the findings."""


def check_pdf(bundle: Opened) -> Iterator[Found]:
    """Yield that the PDF is none, or that its title or findings are not those of the page."""
    page = page_of(bundle)
    if PDF not in bundle.files or page is None:
        return
    held = _held(bundle.files[PDF])
    if held is None:
        yield PDF, "it is no PDF with text", ()
        return
    title, written = squeezed(page.words.get("h1", "")), squeezed("".join(page.marked))
    if not all(map(_readable, title + written)):
        bundle.unchecked.append(f"{PDF}: its words are of scripts that are not read out of a PDF as they were written")
        return
    if title not in held:
        yield PDF, "its title is not that of the page", ()
    if written and not re.search(f"Findings{re.escape(written)}(?:{NEXT})", held):
        yield PDF, "its findings are not those of the page", ()


@lru_cache(maxsize=2)
def _held(data: bytes) -> str | None:
    if not data.startswith(b"%PDF-"):
        return None
    try:
        read_pdf(data, MOST)  # which refuses what is no PDF, or too much
    except PactwatchError:
        return None
    with closing(pypdfium2.PdfDocument(data)) as opened:
        return squeezed("".join(_page(page) for page in opened))


def _page(page: pypdfium2.PdfPage) -> str:
    """Return the words of a page without its number, which would stand within a word that goes on overleaf."""
    with closing(page), closing(page.get_textpage()) as words:
        return FURNITURE.sub("", words.get_text_bounded().replace("\r", ""))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, without numbers of pages and the stamp of a draft."""
    plain = unicodedata.normalize("NFKC", FURNITURE.sub("", text))
    return STAMP.sub("", "".join(char for char in plain if char.isalnum()))


def _readable(char: str) -> bool:
    return unicodedata.name(char, "").startswith(PLAIN)

"""PDF files by PDFium: the text of each page in reading order, pages parted by an empty line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.deadline import Deadline
from pactwatch.intake.plain import headline
from pactwatch.intake.signs import without_signs
from pactwatch.intake.taken import Draft

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_HYPHENATED = re.compile("(?<=\\w)[\u0002\ufffe\u00ad]\\s*(?=\\w)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\u00ad\ufffe\uffff]")
_NO_TITLE = re.compile(r"(?:microsoft \w+ - |untitled|document\d*\b|slide \d|.*\.(?:docx?|pdf|indd|qxd|odt|rtf|tex|pptx?|dvi)\Z)", re.IGNORECASE)


def read_pdf(body: bytes, most: int) -> Draft:
    """Return the draft of a PDF, with at most about `most` code points of text (what is longer is refused elsewhere).

    Raises IntakeError: BROKEN_PDF, ENCRYPTED_PDF, SCANNED_PDF, TOO_COMPLEX.
    """
    import pypdfium2
    from pypdfium2.version import PYPDFIUM_INFO

    try:
        with pypdfium2.PdfDocument(body) as document:
            text, unread = _text(document, most)
            title, author = (_named(document, key) for key in ("Title", "Author"))
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    text, notes = without_signs(text)
    if not text.strip():
        raise failure(Code.SCANNED_PDF, "the PDF holds no text, only images; run text recognition on it first")
    return Draft(
        text=text,
        extractor=f"pypdfium2/{PYPDFIUM_INFO}",
        title=None if title and _NO_TITLE.match(title) else title or headline(text),
        author=author,
        notes=(*notes, f"{unread} of the PDF's pages are damaged and were left out") if unread else notes,
    )


def _text(document: PdfDocument, most: int) -> tuple[str, int]:
    """Return the text of the pages and how many pages could not be read."""
    import pypdfium2

    count = len(document)
    if count > limits.PDF_PAGES:
        raise failure(Code.TOO_COMPLEX, f"the PDF has {count} pages, more than {limits.PDF_PAGES}; split it")
    deadline = Deadline(limits.PDF_SECONDS)
    pages: list[str] = []
    length = unread = 0
    for number in range(count):
        if not deadline.left() or length > most:
            break
        try:
            pages.append(_page(document, number))
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        length += len(pages[-1])
    if count and unread == count:
        raise _refusal("no page can be read")
    return "\n\n".join(page for page in pages if page), unread


def _page(document: PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
        finally:
            text_page.close()
    finally:
        page.close()
    text = encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", _HYPHENATED.sub("", text)).strip()


def _named(document: PdfDocument, key: str) -> str | None:
    value = encodable(document.get_metadata_value(key))
    return " ".join(_UNWRITABLE.sub("", value).split())[:300] or None


def _refusal(reason: str) -> Exception:
    if "password" in reason.lower():
        return failure(Code.ENCRYPTED_PDF, "the PDF asks for a password; save it without one")
    return failure(Code.BROKEN_PDF, "the PDF is cut short or damaged; download it again")

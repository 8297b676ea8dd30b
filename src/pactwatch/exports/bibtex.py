"""BibTeX: the documents behind the exported claims, one entry each, for LaTeX and reference managers. UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pactwatch.casefile.citations import authors, latex
from pactwatch.exports.codes import clean, web_address
from pactwatch.exports.format import Format
from pactwatch.exports.record import Record
from pactwatch.exports.sources import Source, sources

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write one entry for each document; return how many."""
    count = 0
    for source in sources(records):
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
        out.write(f"@misc{{{source.key},\n{fields}}}\n\n".encode("utf-8", "replace"))
        count += 1
    return count


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    document, capture = source.document, source.capture
    title = clean(document.title or "")
    yield "title", f"{{{{{latex(title or f'Untitled document {document.id}')}}}}}"
    if names := authors(document):
        yield "author", f"{{{' and '.join(f'{{{latex(name)}}}' for name in names)}}}"
    if publisher := clean(document.publisher or ""):
        yield "howpublished", f"{{{latex(publisher)}}}"
    yield from _date(document.published)
    if url := web_address(document.url):
        yield "url", f"{{{url}}}"
    if capture is not None:
        yield "urldate", f"{{{capture.captured_at[:10]}}}"
    if document.language:
        yield "language", f"{{{latex(document.language)}}}"
    hashes = [f"capture sha256 {document.capture_sha256}"] if document.capture_sha256 else [f"text sha256 {document.text_sha256}"]
    yield "note", f"{{{latex('; '.join([f'Pactwatch {document.id}', *hashes]))}}}"
    yield "keywords", f"{{{', '.join(source.claims)}}}"


def _date(published: str | None) -> Iterator[tuple[str, str]]:
    parts = (published or "")[:10].split("-")
    if not (parts[0].isdecimal() and parts[0].isascii()):
        return
    yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= len(MONTHS):
        yield "month", MONTHS[int(parts[1]) - 1]
        yield "date", f"{{{'-'.join(parts)}}}"


FORMAT = Format(
    name="bibtex", suffix=".bib", media_type="application/x-bibtex", write=write, things="sources",
    about="the documents behind the claims as BibTeX entries",
    fields={
        "key": "publisher or host, year, first word of weight of the title, start of the document's id",
        "title, author, howpublished": "as published; howpublished is the publisher",
        "year, month, date": "of publication, as far as known",
        "url, urldate": "address, and day of the first capture",
        "language": "ISO 639-1",
        "note": "the document's id in the ledger and the hash of its capture, or of its text where it was not captured",
        "keywords": "ids of the exported claims that stand in it",
    },
)  # fmt: skip

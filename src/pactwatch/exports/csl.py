"""CSL-JSON: the documents behind the exported claims, for Zotero, Pandoc and citeproc. One array, an item a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from pactwatch.casefile.citations import authors
from pactwatch.casefile.rows import encode_json
from pactwatch.exports.codes import clean, web_address
from pactwatch.exports.format import Format
from pactwatch.exports.record import Record
from pactwatch.exports.sources import Source, sources


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write one item for each document; return how many."""
    count = 0
    out.write(b"[")
    for source in sources(records):
        out.write((b",\n" if count else b"\n") + encode_json(item(source)))
        count += 1
    out.write(b"\n]\n" if count else b"]\n")
    return count


def item(source: Source) -> dict[str, Any]:
    """Return a document as a CSL item; what is not known is left out."""
    document, capture = source.document, source.capture
    fields = {
        "title": clean(document.title or "") or None,
        "author": [{"literal": name} for name in authors(document)],
        "container-title": clean(document.publisher or "") or None,
        "issued": _date(document.published),
        "accessed": _date(capture.captured_at) if capture else None,
        "URL": web_address(document.url),
        "language": document.language,
        "archive": "Pactwatch",
        "archive_location": document.id,
        "custom": {"capture_sha256": document.capture_sha256, "text_sha256": document.text_sha256, "claims": list(source.claims)},
    }
    return {"id": source.key, "citation-key": source.key, "type": "article-newspaper" if document.publisher else "webpage"} | {
        name: value for name, value in fields.items() if value
    }


def _date(text: str | None) -> dict[str, list[list[int]]] | None:
    """Return a year, month or day as CSL has it; None where it does not begin with a year."""
    parts = []
    for part, (least, most) in zip((text or "")[:10].split("-"), ((0, 9999), (1, 12), (1, 31)), strict=False):
        if not (part.isdecimal() and least <= int(part) <= most):
            break
        parts.append(int(part))
    return {"date-parts": [parts]} if parts else None


FORMAT = Format(
    name="csl", suffix=".csl.json", media_type="application/vnd.citationstyles.csl+json", write=write, things="sources",
    about="the documents behind the claims as CSL-JSON items",
    fields={
        "id, citation-key": "publisher or host, year, first word of weight of the title, start of the document's id",
        "type": "article-newspaper, or webpage where no publisher is known",
        "title, author, container-title": "as published; container-title is the publisher",
        "issued, accessed": "day of publication, as far as known; day of the first capture",
        "URL, language": "address; ISO 639-1",
        "archive, archive_location": "Pactwatch, and the document's id in the ledger",
        "custom": "capture_sha256, text_sha256, and the ids of the exported claims that stand in it",
    },
)  # fmt: skip

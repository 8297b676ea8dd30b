"""Bytes to jobs: what kind of input they are, and who takes the text out of that kind.

1. the first bytes are unpacked (gzip) and sniffed         inflate.py, sniff.py
2. rows by line are read from the stream as they come      rows.py
3. anything else is read whole, within its limit, and      plain.py, page.py, pdf.py, feed.py, rows.py
   given to the reader of its kind
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.decode import mark_of
from pactwatch.intake.feed import Fetch, feed_entries
from pactwatch.intake.inflate import GZIP_WINDOW, inflate
from pactwatch.intake.page import read_page
from pactwatch.intake.pdf import read_pdf
from pactwatch.intake.plain import read_markdown, read_text
from pactwatch.intake.rows import line_rows, list_rows
from pactwatch.intake.sniff import GZIP, Kind, sniff
from pactwatch.intake.taken import Draft, IntakeOptions, Job, Raw, capture_of
from pactwatch.model import Capture

MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html", "pdf": "application/pdf"}


def jobs(raw: Raw, chunks: Iterable[bytes], options: IntakeOptions, fetch: Fetch | None) -> Iterator[Job]:
    """Yield the documents to be that `chunks` hold; `raw` is what is known about them before they are read.

    `fetch` gets the pages that a feed links to. Raises IntakeError for the input as a whole.
    """
    rest = iter(chunks)
    first = _first(rest)
    packed = first.startswith(GZIP)
    head = _unpacked_head(first) if packed else first[: limits.HEAD_BYTES]
    if len(first) < limits.HEAD_BYTES and not first.strip():
        raise _empty()
    if head.startswith(GZIP) and packed:
        raise failure(Code.UNKNOWN_TYPE, "the input is compressed twice; unpack it first")
    kind = sniff(head, raw.suffix)
    if kind == "jsonl" and _is_bytewise(head):
        stream = chain([first], rest)
        yield from line_rows(raw, inflate(stream, limits.STREAM_BYTES, GZIP_WINDOW) if packed else stream)
        return
    raw = msgspec.structs.replace(raw, body=_whole(chain([first], rest), options.max_bytes))
    payload = b"".join(inflate([raw.body], options.max_bytes, GZIP_WINDOW)) if packed else raw.body
    if not payload or payload.isspace():
        raise _empty()
    yield from _by_kind(kind, raw, payload, options, fetch)


def extract_one(kind: Kind, raw: Raw, payload: bytes, options: IntakeOptions) -> tuple[Draft, Capture]:
    """Return draft and capture of an input that is one document: a text, a page, a PDF."""
    if kind == "pdf":
        draft = read_pdf(payload, options.max_text)
    elif kind == "html":
        draft = read_page(payload, raw.charset, raw.captured_at[:10])
    elif kind == "markdown":
        draft = read_markdown(payload, raw.charset)
    else:
        draft = read_text(payload, raw.charset)
    if raw.final_url:  # what a page says of its own address is its word against the fetch
        draft = msgspec.structs.replace(draft, url=raw.final_url)
    return draft, capture_of(raw, MEDIA_TYPES[kind])


def extract_linked(raw: Raw, options: IntakeOptions) -> tuple[Draft, Capture]:
    """Return draft and capture of a page that a feed links to. Raises IntakeError (UNKNOWN_TYPE) for rows and feeds."""
    kind = sniff(raw.body[: limits.HEAD_BYTES], raw.suffix)
    if kind not in MEDIA_TYPES:
        raise failure(Code.UNKNOWN_TYPE, "the entry links to rows or another feed, not to a page; give that URL itself")
    return extract_one(kind, raw, raw.body, options)


def _by_kind(kind: Kind, raw: Raw, payload: bytes, options: IntakeOptions, fetch: Fetch | None) -> Iterator[Job]:
    if kind in {"json", "jsonl"}:
        yield from list_rows(raw, payload)
    elif kind == "feed":
        yield from feed_entries(raw, payload, fetch)
    else:
        yield Job(name=raw.source, make=partial(extract_one, kind, raw, payload, options))


def _empty() -> IntakeError:
    return failure(Code.EMPTY, "the input is empty; check where it should have come from")


def _first(chunks: Iterator[bytes]) -> bytes:
    first = bytearray()
    for chunk in chunks:
        first += chunk
        if len(first) >= limits.HEAD_BYTES:
            break
    return bytes(first)


def _unpacked_head(first: bytes) -> bytes:
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(first, limits.HEAD_BYTES)
    except zlib.error as error:
        raise failure(Code.BROKEN_COMPRESSION, f"the compressed data is damaged ({error}); download it again") from error


def _is_bytewise(head: bytes) -> bool:
    """Tell whether a line feed is one byte in the encoding of `head`."""
    mark = mark_of(head)
    return b"\0" not in head[:2] and (mark is None or mark[1] == "utf-8")


def _whole(chunks: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise failure(Code.TOO_LARGE, f"the input is larger than {most} bytes; split it")
    return bytes(body)

"""Bytes to jobs: what kind of input they are, and who takes the text out of that kind.

1. the first bytes are unpacked (gzip, zstd) and sniffed   unpack.py, sniff.py
2. web archives and rows by line are read from the stream  warc.py, rows.py
   as they come
3. Parquet tables and WACZ files are read from the file    table.py, wacz.py
4. anything else is read whole, within its limit, and      plain.py, page.py, pdf.py, feed.py, rows.py
   given to the reader of its kind
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from io import BytesIO
from itertools import chain
from typing import BinaryIO

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.decode import mark_of
from pactwatch.intake.feed import Fetch, feed_entries
from pactwatch.intake.page import read_page
from pactwatch.intake.pdf import read_pdf
from pactwatch.intake.plain import read_markdown, read_text
from pactwatch.intake.rows import line_rows, list_rows
from pactwatch.intake.sniff import PARQUET, WARC, ZIP, Kind, sniff
from pactwatch.intake.table import table_jobs
from pactwatch.intake.taken import Draft, IntakeOptions, Job, Raw, capture_of
from pactwatch.intake.unpack import packing_of, unpacked, unpacked_head
from pactwatch.intake.wacz import is_wacz, wacz_jobs, warc_bytes
from pactwatch.intake.warc import warc_jobs
from pactwatch.model import Capture

MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html", "pdf": "application/pdf"}


Opened = Callable[[], BinaryIO]
"""Opens the input anew, as a file in which one can go back and forth."""


def jobs(raw: Raw, chunks: Iterable[bytes], options: IntakeOptions, fetch: Fetch | None, opened: Opened | None = None) -> Iterator[Job]:
    """Yield the documents to be that `chunks` hold; `raw` is what is known about them before they are read.

    `fetch` gets the pages that a feed links to; without `opened`, tables and WACZ files are held in memory.
    Raises IntakeError for the input as a whole.
    """
    rest = iter(chunks)
    first = _first(rest)
    if first.startswith((PARQUET, ZIP)):
        container = _container(raw, first, rest, options, opened)
        if container is not None:
            yield from container
            return
    packing = packing_of(first)
    head = unpacked_head(first, packing) if packing else first[: limits.HEAD_BYTES]
    if len(first) < limits.HEAD_BYTES and not first.strip():
        raise _empty()
    if head.startswith(WARC):
        if b"\n\r\n" not in head and b"\n\n" not in head:
            raise failure(Code.UNKNOWN_TYPE, "this starts like a web archive (WARC), but has no whole record; download it again")
        yield from warc_jobs(raw, warc_bytes(first, rest), options, options.leave_out)
        return
    if packing and packing_of(head):
        raise failure(Code.UNKNOWN_TYPE, "the input is compressed twice; unpack it first")
    kind = sniff(head, raw.suffix)
    if kind == "jsonl" and _is_bytewise(head):
        stream = chain([first], rest)
        rows = unpacked(stream, packing, limits.STREAM_BYTES) if packing else stream
        yield from line_rows(raw, rows, of_archive=packing is not None or options.rows_by_number)
        return
    raw = msgspec.structs.replace(raw, body=_whole(chain([first], rest), options.max_bytes))
    payload = b"".join(unpacked([raw.body], packing, options.max_bytes)) if packing else raw.body
    if not payload or payload.isspace():
        raise _empty()
    yield from _by_kind(kind, raw, payload, options, fetch)


def _container(
    raw: Raw, first: bytes, rest: Iterator[bytes], options: IntakeOptions, opened: Opened | None
) -> Iterator[Job] | None:
    """Return the jobs of a Parquet table or a WACZ file; None for what only starts like one."""
    if first.startswith(PARQUET) and (len(first) < limits.HEAD_BYTES and not first.endswith(PARQUET)) and first.isascii():
        return None  # words
    if opened is None:
        body = _whole(chain([first], rest), options.max_bytes)
        return _contained(raw, first, options, lambda: BytesIO(body))
    if first.startswith(ZIP):
        with closing(opened()) as file:
            if not is_wacz(file):
                return None
    return _contained(raw, first, options, opened)


def _contained(raw: Raw, first: bytes, options: IntakeOptions, opened: Opened) -> Iterator[Job]:
    with closing(opened()) as file:
        if first.startswith(PARQUET):
            yield from table_jobs(raw, file, options.meter.pass_by if options.meter else lambda _: None)
        elif is_wacz(file):
            yield from wacz_jobs(raw, file, options, options.leave_out)
        else:
            sniff(first[: limits.HEAD_BYTES], raw.suffix)  # says what it is


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

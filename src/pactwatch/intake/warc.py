"""Web archives: the pages, texts and PDFs that a crawl captured, each a document with the capture that the crawl made.

What was captured is taken as it is: its address, its time, its status and headers are those of the archive. Read are
responses that succeeded, resources and conversions (extracted text) whose media type is that of a text; requests,
metadata, revisits, redirects, images and scripts are left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

import msgspec

from pactwatch.intake.codes import Code, failure
from pactwatch.intake.http_payload import Payload, payload_of
from pactwatch.intake.sniff import suffix_of_media
from pactwatch.intake.taken import Draft, IntakeOptions, Job, LeftOut, Raw
from pactwatch.intake.warc_records import Record, records
from pactwatch.model import Capture

TEXTS = frozenset({".txt", ".md", ".html", ".xhtml", ".pdf"})
"""The kinds of content that are read, by the suffix that stands for their media type."""
_READ = frozenset({"response", "resource", "conversion"})
_NO_ARTICLE = re.compile(r"https?://[^/]+/(?:robots\.txt|(?:apple-)?favicon)|dns:|metadata:|filedesc:|urn:", re.IGNORECASE)


def warc_jobs(raw: Raw, chunks: Iterable[bytes | None], options: IntakeOptions, left_out: LeftOut) -> Iterator[Job]:
    """Yield a job for each record with text, named by its number; what holds none is counted by `left_out`.

    Raises IntakeError (EMPTY) where the archive holds no such record, damaged ones included.
    """
    found, plain = False, msgspec.structs.replace(options, stdin=None, meter=None, wanted=None)
    for record in records(chunks, options.max_bytes):
        name = f"{raw.source}#{record.number}"
        why = None if record.damage else _why_left_out(record)
        if why:
            left_out(raw.source, why)
            continue
        found = True
        yield Job(name=name, make=partial(_from_record, name, record, plain), address=_address(record), of_archive=True)
    if not found:
        raise failure(Code.EMPTY, "the archive holds no page, text or PDF")


def _why_left_out(record: Record) -> str | None:
    """Return what kind of record this is, in the plural, where it is not read; None where it is."""
    kind = record.headers.get("warc-type", "unknown").lower()
    if kind not in _READ:
        return f"{kind[:20]} records"
    if _NO_ARTICLE.match(_address(record) or "urn:"):
        return "records without a page's address"
    payload = payload_of(record)
    if payload.status is not None and not 200 <= payload.status < 300:
        return "responses that were no success"
    if payload.media_type and suffix_of_media(payload.media_type) not in TEXTS:
        return "records of other media types"
    return "empty records" if record.whole and not payload.body.strip() else None


def _from_record(name: str, record: Record, options: IntakeOptions) -> tuple[Draft, Capture]:
    from pactwatch.intake.extract import extract_linked

    if record.damage:
        raise failure(Code.BROKEN_RECORD, f"the record is damaged: {record.damage}")
    if not record.whole:
        raise failure(Code.TOO_LARGE, f"the record has {record.length} bytes, more than {options.max_bytes}")
    payload = payload_of(record)
    raw = _raw(name, record, payload, payload.decoded(options.max_bytes), options)
    draft, capture = extract_linked(raw, options)
    return draft, capture


def _raw(name: str, record: Record, payload: Payload, body: bytes, options: IntakeOptions) -> Raw:
    known = {key: record.headers[key] for key in ("warc-record-id", "warc-payload-digest", "warc-truncated") if key in record.headers}
    return Raw(
        source=name,
        body=body,
        captured_at=_time(record.headers.get("warc-date")) or options.captured_at(),
        suffix=suffix_of_media(payload.media_type),
        charset=payload.charset,
        media_type=payload.media_type,
        final_url=_address(record),
        status=payload.status,
        headers={name: value for name, value in payload.headers.items() if name != "set-cookie"} | known,
    )


def _address(record: Record) -> str | None:
    # WARC 1.0 examples write the address in angle brackets, and some programs do so too
    return record.headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">") or None


def _time(written: str | None) -> str | None:
    try:
        return datetime.fromisoformat(written or "").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None

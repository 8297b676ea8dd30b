"""Reading captured bytes: to a document, to its reading, into the ledger. Doing it twice changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

import msgspec

from pactwatch.errors import IntakeError, PactwatchError
from pactwatch.intake import IntakeOptions, Taken, limits
from pactwatch.intake.codes import encodable
from pactwatch.intake.extract import extract_linked
from pactwatch.intake.extract import jobs as extract_jobs
from pactwatch.intake.feed import MEDIA_TYPE, completed
from pactwatch.intake.finish import finish
from pactwatch.intake.taken import Draft, Job, Raw, capture_of
from pactwatch.model import Reading
from pactwatch.operations import articles, jobs, kept
from pactwatch.runners.engines import version_of
from pactwatch.runners.outcome import read_one
from pactwatch.watch import folders
from pactwatch.watch.canonical import article_key, host_of
from pactwatch.watch.context import Context

DETECT = "detect"
_CANONICAL = re.compile(rb"<link\b[^>]{0,300}?\brel\s*=\s*[\"']?canonical\b[^>]{0,600}>", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


class _Read(NamedTuple):
    """One document as it was read: `is_new` says that the ledger had no such reading, `replaced` what its article was before."""

    taken: Taken
    reading: Reading
    is_new: bool
    replaced: str | None


def read(context: Context, job: jobs.Job) -> None:
    """Read the bytes of `job` into the ledger. Raises IntakeError, ReadingError, LedgerError, jobs.Lost."""
    if job.kept is None:  # a file that could not be read, and is tried again
        folders.anew(context, job)
        return
    with context.operations.reading() as connection:
        body = kept.load(connection, job.kept)
        article = articles.get(connection, int(job.body["article"]))
    raw = msgspec.convert(job.body["raw"] | {"body": body}, Raw)
    known: list[_Read] = []
    for taken in _taken(raw, job.body, context.options):
        if _is_double(context, article, raw, taken):
            continue
        replaced = _version(context, article, taken) if taken.source == raw.source else None  # rows of a file are no versions
        known.append(_Read(taken, *_into_ledger(context, taken), replaced))
    _note(context, job, article, raw, known)


def _taken(raw: Raw, body: dict[str, Any], options: IntakeOptions) -> Iterator[Taken]:
    """Yield the documents that captured bytes hold: one, but for files of rows."""
    draft = msgspec.convert(body["draft"], Draft) if body.get("draft") else None
    if body["how"] == "file":
        yield from _rows(raw, options)
    elif body["how"] == "entry" and draft is not None:
        yield finish(raw.source, draft, capture_of(raw, MEDIA_TYPE), options)
    else:
        page, capture = extract_linked(raw, options)
        page, capture = completed(draft, page, capture) if draft is not None else (page, capture)
        yield finish(raw.source, page, capture, options)


def _rows(raw: Raw, options: IntakeOptions) -> Iterator[Taken]:
    """Yield the documents of a file; those that fail leave the others alone, unless there are no others."""
    found, first = 0, None
    every: Iterator[Job] = extract_jobs(raw, (raw.body,), options, None)
    for one in every:
        try:
            yield finish(one.name, *one.make(), options)
            found += 1
        except IntakeError as error:
            first = first or error
    if not found and first is not None:
        raise first


def _is_double(context: Context, article: dict[str, Any], raw: Raw, taken: Taken) -> bool:
    """Whether the page says that it is the copy of another page of its site, which was read with the same text."""
    address = canonical_of(raw) if taken.document is not None else None
    if address is None or taken.document is None or article["document"]:
        return False
    with context.operations.reading() as connection:
        other = articles.find(connection, [article_key(address)])
    if other is None or other["seq"] == article["seq"] or not other["document"]:
        return False
    with context.operations.ledger.view() as view:
        return view.document(other["document"]).text_sha256 == taken.document.text_sha256


def canonical_of(raw: Raw) -> str | None:
    """Return the address that a page of the same host gives as its own (`link rel=canonical`); None where it gives none."""
    link = _CANONICAL.search(raw.body[: 4 * limits.HEAD_BYTES]) if raw.final_url else None
    found = _HREF.search(link.group()) if link else None
    if found is None or raw.final_url is None:
        return None
    address = urljoin(raw.final_url, encodable(found.group(1).decode("utf-8", "replace")))
    return address if host_of(address) == host_of(raw.final_url) else None


def _version(context: Context, article: dict[str, Any], taken: Taken) -> str | None:
    """Note what the article becomes, before a reading of it is in the ledger: whoever looks at that asks what it replaces."""
    assert taken.document is not None  # noqa: S101 - finish gives one
    with context.operations.writing() as connection:
        return articles.version(connection, int(article["seq"]), taken.document.id, context.clock.now())


def _into_ledger(context: Context, taken: Taken) -> tuple[Reading, bool]:
    """Return the reading of a document, and whether it is new to the ledger, which has it from now on."""
    assert taken.document is not None  # noqa: S101 - finish gives one
    ledger, document, capture = context.operations.ledger, taken.document, taken.capture
    with ledger.view() as view:
        reading = view.reading_of(document, context.settings.engine, version_of(context.settings.engine))
        if reading is not None and (capture is None or view.has_capture(document.id, capture)):
            return reading, False
    is_new = reading is None
    if reading is None:
        with context.reading:  # the parser is one, and is not made for two threads
            outcome = read_one(document, context.settings.engine)
        if outcome.reading is None:
            raise outcome.error or PactwatchError("the text could not be read")
        reading = outcome.reading
    ledger.add(reading, capture)
    return reading, is_new


def _note(context: Context, job: jobs.Job, article: dict[str, Any], raw: Raw, known: list[_Read]) -> None:
    now, seq = context.clock.now(), int(article["seq"])
    alone = [one.reading.document.id for one in known if one.taken.source == raw.source]
    with context.operations.writing() as connection:
        if known:
            articles.became(connection, seq, alone[0] if alone else None, job.kept, now)
        else:
            articles.change(connection, seq, now, state="same")
        address = canonical_of(raw)
        if address is not None and known:
            articles.call(connection, seq, [article_key(address)])
        jobs.done(connection, job)
        jobs.wake(connection, DETECT, DETECT, now)
    for one in known:
        if one.is_new:
            _tell(context, one)


def _tell(context: Context, one: _Read) -> None:
    for note in one.taken.notes:
        context.tell("note", f"{one.taken.source}: {note}")
    document = one.reading.document
    changed = ", changed since" if one.replaced else ""
    context.tell("read", f"{len(one.reading.claims)} claims: {document.title or document.url or document.id} ({document.id}{changed})")

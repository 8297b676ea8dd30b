"""RSS and Atom feeds by feedparser: each entry is a document, from its content or from the page that it links to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.dates import iso_day
from pactwatch.intake.decode import decode_markup
from pactwatch.intake.markup import plain_of
from pactwatch.intake.signs import without_signs
from pactwatch.intake.taken import Draft, Job, Raw, capture_of
from pactwatch.model import Capture, Frozen

MEDIA_TYPE = "application/xml"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>\s*")
_TAG = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")

Fetch = Callable[[str], tuple[Draft, Capture]]
"""Fetches a linked page; may raise IntakeError."""


class Entry(Frozen, frozen=True, kw_only=True):
    """One entry of a feed: `draft` is what it tells itself (its text may be empty), `guid` the id that the feed gives it.

    `stamp` changes when the entry does: title, text or day of its last change.
    """

    draft: Draft
    link: str | None
    guid: str | None
    stamp: str

    @property
    def is_whole(self) -> bool:
        """Whether the entry's own text is an article and not a teaser."""
        return len(self.draft.text) >= limits.FRAGMENT_LETTERS


class Listing(Frozen, frozen=True, kw_only=True):
    """A feed as a watch sees it: title, entries (the first FEED_ENTRIES of `total`), seconds between its changes by its own word."""

    title: str | None
    entries: tuple[Entry, ...]
    total: int
    pace: float | None = None


def listing(raw: Raw, payload: bytes) -> Listing:
    """Return the entries of a feed; one without any is empty. IntakeError: TOO_LARGE, TOO_COMPLEX, BROKEN_FEED."""
    feed = _parse(raw, payload)
    if not feed.entries and not feed.get("version"):
        raise failure(Code.BROKEN_FEED, "the feed is damaged; check it in a feed reader")
    publisher, version = _line(feed.feed.get("title")), f"feedparser/{_version()}"
    entries = tuple(_listed(entry, publisher, version) for entry in feed.entries[: limits.FEED_ENTRIES])
    minutes = str(feed.feed.get("ttl") or "")
    return Listing(title=publisher, entries=entries, total=len(feed.entries), pace=60.0 * int(minutes[:6]) if minutes.isdecimal() else None)


def _listed(entry: Any, publisher: str | None, version: str) -> Entry:
    draft = _draft(entry, publisher, version)
    changed = str((entry.get("updated") if "updated" in entry else entry.get("published")) or "")
    stamp = sha256_hex("\x1f".join((draft.title or "", draft.text, changed)).encode("utf-8", "surrogatepass"))[:32]
    return Entry(draft=draft, link=draft.url, guid=_line(entry.get("id")), stamp=stamp)


def feed_entries(raw: Raw, payload: bytes, fetch: Fetch | None) -> Iterator[Job]:
    """Yield a job for each entry, named by its number; linked pages are asked of `fetch`, if there is one.

    Raises IntakeError: TOO_LARGE, TOO_COMPLEX, BROKEN_FEED.
    """
    feed = _parse(raw, payload)
    if not feed.entries:
        raise failure(Code.BROKEN_FEED, "the feed is damaged or has no entries; check it in a feed reader")
    capture = capture_of(raw, MEDIA_TYPE)
    publisher = _line(feed.feed.get("title"))
    version = f"feedparser/{_version()}"
    for number, entry in enumerate(feed.entries[: limits.FEED_ENTRIES], 1):
        make = partial(_entry, entry, publisher, version, capture, fetch)
        yield Job(name=f"{raw.source}#{number}", make=make)
    if len(feed.entries) > limits.FEED_ENTRIES:
        message = f"the feed has {len(feed.entries)} entries; only the first {limits.FEED_ENTRIES} were taken in"
        raise failure(Code.TOO_LARGE, message)


def _parse(raw: Raw, payload: bytes) -> Any:  # feedparser ships no types
    import feedparser

    if len(payload) > limits.FEED_BYTES:
        raise failure(Code.TOO_LARGE, f"the feed is larger than {limits.FEED_BYTES} bytes; split it")
    text, _ = decode_markup(payload, raw.charset)
    if _ENTITY.search(text):
        raise failure(Code.TOO_COMPLEX, "the feed defines entities of its own, as no feed needs to; remove them")
    headers = {"content-type": "application/xml; charset=utf-8"}
    if raw.final_url:
        headers["content-location"] = raw.final_url
    return feedparser.parse(BytesIO(_DECLARATION.sub("", encodable(text), count=1).encode()), response_headers=headers)


def _version() -> str:
    import feedparser

    return str(feedparser.__version__)


def _entry(
    entry: Any, publisher: str | None, version: str, capture: Capture, fetch: Fetch | None
) -> tuple[Draft, Capture]:
    draft = _draft(entry, publisher, version)
    link = draft.url
    if len(draft.text) >= limits.FRAGMENT_LETTERS or fetch is None or link is None:
        if not draft.text:
            raise failure(Code.BROKEN_FEED, "the entry has no text; give the URL of its page" if link else "the entry has no text")
        return draft, capture
    try:
        return completed(draft, *fetch(link))
    except IntakeError as error:
        if not draft.text:
            raise
        note = f"only the feed's summary was taken in, the linked page could not be ({error.code}: {error})"
        return _noted(draft, note), capture


def _draft(entry: Any, publisher: str | None, version: str) -> Draft:
    text, notes = without_signs(_text(entry))
    return Draft(
        text=text,
        notes=notes,
        extractor=version,
        title=_line(_plain(entry.get("title") or "")),
        author=_line(entry.get("author")),
        publisher=publisher,
        published=iso_day(entry.get("published")) or iso_day(entry.get("date")),
        url=_line(entry.get("link")),
    )


def completed(entry: Draft, page: Draft, capture: Capture) -> tuple[Draft, Capture]:
    """Return the draft of a linked page with what only the feed told about it."""
    import msgspec

    told = {key: getattr(page, key) or getattr(entry, key) for key in ("title", "author", "publisher", "published", "url")}
    return msgspec.structs.replace(page, **told), capture


def _noted(draft: Draft, note: str) -> Draft:
    import msgspec

    return msgspec.structs.replace(draft, notes=(*draft.notes, note))


def _text(entry: Any) -> str:
    """Return the longest text that the entry carries itself."""
    carried = [str(part.get("value") or "") for part in entry.get("content") or []]
    return max((_plain(text) for text in [*carried, str(entry.get("summary") or "")]), key=len)


def _plain(text: str) -> str:
    return plain_of(text) if _TAG.search(text) else encodable(text).strip()


def _line(value: object) -> str | None:
    return " ".join(encodable(value).split()) or None if isinstance(value, str) else None

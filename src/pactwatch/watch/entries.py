"""What a look at a feed brought: articles to be had, further sitemaps to look at, or a page that is an article itself."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.dates import iso_day
from pactwatch.intake.extract import MEDIA_TYPES
from pactwatch.intake.feed import Entry, Listing, listing
from pactwatch.intake.fetch import checked_url
from pactwatch.intake.sitemap import Page, is_sitemap, read_sitemap, unpacked
from pactwatch.intake.sniff import sniff
from pactwatch.intake.taken import Draft, Raw
from pactwatch.model import Frozen
from pactwatch.watch.canonical import article_key, clean_url, entry_key, guid_key

_PERIOD = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2]))?")


class Item(Frozen, frozen=True, kw_only=True):
    """One article that a feed lists: its address (None: it has only its own text), what it goes by, what changes with it.

    `draft` is what the feed tells of it; `is_whole` says that this is its whole text.
    """

    url: str | None
    names: tuple[str, ...]
    stamp: str
    draft: Draft
    is_whole: bool


class Look(Frozen, frozen=True, kw_only=True):
    """What is at a watched address: `kind` is feed, sitemap or page; `pace` its own word on how often it changes (seconds)."""

    kind: str
    title: str | None = None
    items: tuple[Item, ...] = ()
    sitemaps: tuple[tuple[str, str | None], ...] = ()
    pace: float | None = None
    note: str | None = None


def look(raw: Raw, feed: str) -> Look:
    """Return what the bytes of a watched address are. Raises IntakeError for what cannot be watched."""
    payload = unpacked(raw.body)
    if is_sitemap(payload):
        return _sitemap(payload, feed)
    kind = sniff(payload[: limits.HEAD_BYTES], raw.suffix)
    if kind == "feed":
        return _feed(listing(raw, payload), feed)
    if kind in MEDIA_TYPES:
        return Look(kind="page")
    raise failure(Code.UNKNOWN_TYPE, "this is neither a feed nor a sitemap nor a page; check the address")


def _feed(found: Listing, feed: str) -> Look:
    links: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for entry in found.entries:
        links[entry.guid or ""].add(entry.link or "")
    for entry in found.entries:
        if entry.guid and len(links[entry.guid]) == 1:
            ids[_key(entry)].add(entry_key(entry.guid, feed))
    # an id that the feed gives to several addresses tells nothing
    items = [
        item for entry in found.entries
        if (item := _item(entry, feed, trusted=len(links[entry.guid or ""]) == 1, shared=len(ids[_key(entry)]) > 1)) is not None
    ]  # fmt: skip
    note = f"{found.total} entries, of which the first {limits.FEED_ENTRIES} count" if found.total > len(found.entries) else None
    empty = len(found.entries) - len(items)
    if empty:
        note = f"{empty} entries have neither an address nor a text"
    return Look(kind="feed", title=found.title, items=tuple(items), pace=found.pace, note=note)


def _item(entry: Entry, feed: str, *, trusted: bool, shared: bool) -> Item | None:
    url = _address(entry.link)
    if url is None and not entry.draft.text.strip():
        return None
    names = _names(entry, url, feed, shared=shared) if entry.guid and trusted else [article_key(url)] if url is not None else []
    if not names:
        names = [f"text:{sha256_hex(entry.draft.text.encode('utf-8', 'surrogatepass'))}"]
    return Item(url=url, names=tuple(dict.fromkeys(names)), stamp=entry.stamp, draft=entry.draft, is_whole=entry.is_whole or url is None)


def _names(entry: Entry, url: str | None, feed: str, *, shared: bool) -> list[str]:
    """Return what an entry with an id of its own goes by: its address too, unless it is that of several (`shared`)."""
    guid = entry.guid or ""
    if url is None:
        return [guid_key(guid, feed)]
    if shared:  # texts of their own are articles of their own; teasers of one page are that page
        return [entry_key(guid, feed)] if entry.is_whole else [article_key(url)]
    return [article_key(url), guid_key(guid, feed)]


def _key(entry: Entry) -> str:
    """Return the key of the entry's address; "" where it has none."""
    url = _address(entry.link)
    return "" if url is None else article_key(url)


def _address(link: str | None) -> str | None:
    if link is None:
        return None
    try:
        return str(checked_url(clean_url(link)))
    except IntakeError:
        return None


def _sitemap(payload: bytes, feed: str) -> Look:
    found = read_sitemap(payload)
    if found.is_index:
        pairs = ((_address(page.url), page.changed) for page in found.pages)
        return Look(kind="sitemap", sitemaps=tuple((url, changed) for url, changed in pairs if url is not None and url != feed))
    items = tuple(item for page in found.pages if (item := _listed(page)) is not None)
    return Look(kind="sitemap", items=items)


def _listed(page: Page) -> Item | None:
    url = _address(page.url)
    if url is None:
        return None
    told = Draft(text="", extractor="sitemap", title=page.title, publisher=page.publisher, published=iso_day(page.published), url=url)
    return Item(url=url, names=(article_key(url),), stamp=page.changed or "", draft=told, is_whole=False)


def day_of(item: Item) -> str | None:
    """Return the day by which an article is known to be as it is: of its change (sitemaps), else of publication."""
    return (last_day(item.stamp) if item.draft.extractor == "sitemap" else None) or item.draft.published


def last_day(changed: str) -> str | None:
    """Return the last day that the lastmod of a sitemap may mean: it may name only a month or a year."""
    period = _PERIOD.fullmatch(changed.strip())
    if period is None:
        return iso_day(changed)
    year, month = int(period.group(1)), int(period.group(2) or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"

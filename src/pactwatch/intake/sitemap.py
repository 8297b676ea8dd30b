"""Sitemaps (sitemaps.org) and news sitemaps: the pages that a site lists, or the sitemaps that an index lists."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.unpack import packing_of
from pactwatch.intake.unpack import unpacked as unpacked_chunks
from pactwatch.model import Frozen

MOST_BYTES = 52_428_800
"""What sitemaps.org allows a sitemap to have, unpacked; also how many addresses:"""
MOST_ENTRIES = 50_000
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(urlset|sitemapindex)[\s>]")
_BLOCK = re.compile(rb"<(url|sitemap)>(.{0,20000}?)</\1>", re.DOTALL)
_PART = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(loc|lastmod|publication_date|title|name)>([^<]{0,4000})</")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Page(Frozen, frozen=True, kw_only=True):
    """One address of a sitemap; `changed` is its lastmod as written, the others what a news sitemap tells."""

    url: str
    changed: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None


class Sitemap(Frozen, frozen=True, kw_only=True):
    """The `pages` of a sitemap; of an index, `is_index`, the further sitemaps."""

    pages: tuple[Page, ...]
    is_index: bool


def unpacked(body: bytes) -> bytes:
    """Return a body that may be a gzip file unpacked, within the bounds of inflate.py."""
    packing = packing_of(body)
    return body if packing is None else b"".join(unpacked_chunks([body], packing, MOST_BYTES))


def is_sitemap(payload: bytes) -> bool:
    """Whether the document's first element is that of a sitemap or an index."""
    return _ROOT.search(payload[: limits.HEAD_BYTES]) is not None


def read_sitemap(payload: bytes) -> Sitemap:
    """Return what an unpacked sitemap lists, in its order; a damaged one as far as it goes.

    Raises IntakeError: TOO_LARGE, TOO_COMPLEX, BROKEN_FEED.
    """
    if len(payload) > MOST_BYTES:
        raise failure(Code.TOO_LARGE, f"the sitemap is larger than {MOST_BYTES} bytes; split it")
    if _ENTITY.search(payload):
        raise failure(Code.TOO_COMPLEX, "the sitemap defines entities of its own, as none needs to; remove them")
    root = _ROOT.search(payload[: limits.HEAD_BYTES])
    found = dict.fromkeys(_pages(payload))
    if not found and b"loc" in payload:
        raise failure(Code.BROKEN_FEED, "the sitemap is damaged; check it with an XML tool")
    return Sitemap(pages=tuple(found), is_index=root is not None and root.group(1) == b"sitemapindex")


def _pages(payload: bytes) -> list[Page]:
    from lxml import etree

    found: list[Page] = []
    events = etree.iterparse(BytesIO(payload), events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for _, element in events:
            if _name(element) in {"url", "sitemap"}:
                page = _page(element)
                if page is not None:
                    found.append(page)
                element.clear()
            if len(found) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError:
        return _rescued(payload)
    return found


def _rescued(payload: bytes) -> list[Page]:
    """Return the entries of broken XML that are whole: an address that is cut short would be another one."""
    found = []
    for block in _BLOCK.finditer(payload):
        told: dict[str, str] = {}
        for part in _PART.finditer(block.group(2)):
            told.setdefault(part.group(1).decode(), " ".join(unescape(part.group(2).decode("utf-8", "replace")).split()))
        if told.get("loc"):
            found.append(_of(told))
    return found[:MOST_ENTRIES]


def _page(element: Any) -> Page | None:  # lxml ships no types
    told: dict[str, str] = {}
    for child in element.iter():
        text = " ".join(encodable(child.text or "").split())
        if text and isinstance(child.tag, str):
            told.setdefault(_name(child), text)
    return _of(told) if "loc" in told else None


def _of(told: dict[str, str]) -> Page:
    return Page(
        url=told["loc"], changed=told.get("lastmod"), published=told.get("publication_date"), title=told.get("title"), publisher=told.get("name")
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

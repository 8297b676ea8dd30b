"""Sitemaps (sitemaps.org) and news sitemaps: the pages that a site lists, or the sitemaps that an index lists."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.inflate import GZIP_WINDOW, inflate
from pactwatch.intake.sniff import GZIP
from pactwatch.model import Frozen

MOST_BYTES = 52_428_800
"""What sitemaps.org allows a sitemap to have, unpacked; also how many addresses:"""
MOST_ENTRIES = 50_000
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(urlset|sitemapindex)[\s>]")
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
    return b"".join(inflate([body], MOST_BYTES, GZIP_WINDOW)) if body.startswith(GZIP) else body


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
    events = etree.iterparse(BytesIO(payload), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for _, element in events:
            if _name(element) in {"url", "sitemap"}:
                page = _page(element)
                if page is not None:
                    found.append(page)
                element.clear()
            if len(found) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError:  # what came before the damage stands
        pass
    return found


def _page(element: Any) -> Page | None:  # lxml ships no types
    told: dict[str, str] = {}
    for child in element.iter():
        text = " ".join(encodable(child.text or "").split())
        if text and isinstance(child.tag, str):
            told.setdefault(_name(child), text)
    url = told.get("loc")
    if url is None:
        return None
    known = {"changed": "lastmod", "published": "publication_date", "title": "title", "publisher": "name"}
    return Page(url=url, **{field: told.get(tag) for field, tag in known.items()})


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

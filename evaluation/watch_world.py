"""A small web for a watch to be tried on: feeds with articles that come over simulated hours, and the faults of real ones.

Everything follows from a seed: which article appears where and when, what each feed does wrong and at which hours. Hosts are
addresses of the loopback interface, so that each is one to the watch. `Plan.expected` says what must be in the ledger in the end.
"""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

START = 1_750_000_000.0
"""When the simulated days begin: 2025-06-15, 15:06:40 UTC."""
FAULTS = (
    "etag", "modified", "slow", "broken", "huge", "loop", "busy", "error", "changing", "double", "moved", "encoding", "bomb",
    "whole", "sitemap", "index", "late", "paced", "private", "gone",
)  # fmt: skip
"""What feeds do: one each, in turn; all but etag, modified, whole, sitemap and index are faults."""
SHOWN = 20
"""Entries that a feed shows at most."""
LATER = 7200.0
"""Seconds after which an article of a changing feed changes."""
PACED = 20.0
"""Crawl-delay of a paced host."""
SENDERS = ("Norway", "Poland", "Italy", "Spain", "Canada", "Denmark", "Greece", "Sweden")
TOWNS = ("Latvia", "Estonia", "Lithuania", "Romania", "Moldova", "Iraq", "Kosovo", "Lebanon")


@dataclass(frozen=True)
class Article:
    """One article: `number` is told in its text and nowhere else, `alerts` whether it reports soldiers that are sent."""

    number: int
    feed: int
    at: float
    alerts: bool
    private: bool = False

    def text(self, changed: bool) -> list[str]:
        """Return its paragraphs, after its change or before."""
        count = self.number + (1 if changed else 0)
        a, b = SENDERS[self.number % 8], TOWNS[self.number // 8 % 8]
        if self.alerts:
            return [f"{a} sent {count} soldiers to {b} in May 2025, the defence ministry said.",
                    f"The men left by train at dawn, and were met at the border. Report number {self.number} gave no further figures."]  # fmt: skip
        return [f"The apple fair in the old town drew {count} visitors this weekend, and the cider was praised.",
                f"Musicians played until dusk, and children rode wooden horses. Report number {self.number} came from the fair."]  # fmt: skip

    @property
    def title(self) -> str:
        """Its title, the same before and after its change."""
        return f"Dispatch {self.number} from the {'border' if self.alerts else 'fair'}"


class Plan:
    """What `feeds` feeds on `hosts` hosts publish within `hours` hours; `port` is that of every host."""

    def __init__(self, seed: int, feeds: int, hosts: int, hours: float, port: int = 0, rate: float = 0.35) -> None:
        drawn = random.Random(seed)  # noqa: S311 - a repeatable world
        self.feeds, self.hosts, self.hours, self.port = feeds, hosts, hours, port
        self.articles: list[Article] = []
        number = 1000
        for feed in range(feeds):
            for n in range(max(2, min(SHOWN, round(hours * rate)))):
                number += 17
                at = START - 3600.0 if n == 0 else START + drawn.random() * hours * 3600.0
                private = self.fault(feed) == "private" and n == 1
                self.articles.append(Article(number=number, feed=feed, at=at, alerts=drawn.random() < 0.5, private=private))
        self.by_feed = {feed: [one for one in self.articles if one.feed == feed] for feed in range(feeds)}
        self.by_number = {one.number: one for one in self.articles}

    def fault(self, feed: int) -> str:
        """Return what a feed does."""
        return FAULTS[feed % len(FAULTS)]

    def host(self, feed: int) -> str:
        """Return the address of a feed's host; a paced feed has one of its own."""
        if self.fault(feed) in {"paced", "busy"}:
            return f"127.0.1.{1 + feed % 250}"
        return f"127.0.0.{2 + feed % self.hosts}"

    def every_host(self) -> list[str]:
        """Return all hosts."""
        return sorted({self.host(feed) for feed in range(self.feeds)})

    def url(self, feed: int) -> str:
        """Return the address under which a feed is watched."""
        name = {"sitemap": "sitemap.xml", "index": "index.xml"}.get(self.fault(feed), "feed.xml")
        return f"http://{self.host(feed)}:{self.port}/{feed}/{name}"

    def article_url(self, article: Article, seen_from: int) -> str:
        """Return the address by which a feed names an article."""
        base = f"http://{self.host(article.feed)}:{self.port}"
        if self.fault(seen_from) == "moved":
            return f"{base}/{article.feed}/go/{article.number}"
        path = f"{base}/{article.feed}/{'private/' if article.private else ''}a/{article.number}"
        tracked = seen_from != article.feed or article.number % 3 == 0
        return f"{path}?utm_source=feed{seen_from}&utm_medium=rss#top" if tracked else path

    def listed(self, feed: int, now: float) -> list[Article]:
        """Return what a feed shows, the newest first; one that doubles shows what its neighbour does, too."""
        feeds = [feed, feed - 1] if self.fault(feed) == "double" else [feed]
        out = [one for name in feeds for one in self.by_feed[name] if one.at <= now]
        return sorted(out, key=lambda one: -one.at)[: SHOWN * len(feeds)]

    def failing(self, feed: int, now: float) -> bool:
        """Whether a feed's fault shows now: an hour of every four."""
        return int((now - START) // 3600 + feed) % 4 == 0

    def changed(self, article: Article, now: float) -> bool:
        """Whether an article has changed by now."""
        return self.fault(article.feed) == "changing" and now >= article.at + LATER

    def expected(self) -> dict[int, int]:
        """Return how many documents each article must be in the end, by number: as many as it had texts."""
        found = {}
        for one in self.articles:
            if one.private or self.fault(one.feed) == "gone":
                continue
            found[one.number] = 2 if self.fault(one.feed) == "changing" and one.at + LATER > START else 1
        return found

    def feed_body(self, feed: int, now: float) -> bytes:
        """Return what a feed holds now."""
        fault, articles = self.fault(feed), self.listed(feed, now)
        if fault in {"sitemap", "index"}:
            return self._sitemap(feed, articles)
        items = "".join(self._item(feed, one, now) for one in articles)
        encoding = "windows-1252" if fault == "encoding" else "utf-8"
        name = f"Gazette n° {feed} für Málaga" if fault == "encoding" else f"Gazette {feed}"
        declared = '<?xml version="1.0" encoding="utf-8"?>'  # wrong where the encoding is another
        return f"{declared}<rss version=\"2.0\"><channel><title>{name}</title>{items}</channel></rss>".encode(encoding)

    def _item(self, feed: int, one: Article, now: float) -> str:
        changed = self.changed(one, now)
        at = one.at + (LATER if changed else 0.0)
        text = "".join(f"<p>{escape(part)}</p>" for part in one.text(changed) * 3) if self.fault(feed) == "whole" else escape(one.title)
        when = format_datetime(datetime.fromtimestamp(at, UTC))
        guid = f"<guid isPermaLink=\"false\">report-{one.number}</guid>"
        link = escape(self.article_url(one, feed))
        return f"<item><title>{one.title}</title><link>{link}</link>{guid}<pubDate>{when}</pubDate><description>{escape(text)}</description></item>"

    def _sitemap(self, feed: int, articles: list[Article]) -> bytes:
        urls = "".join(f"<url><loc>{escape(self.article_url(one, feed))}</loc><lastmod>{_day(one.at)}</lastmod></url>" for one in articles)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()

    def index_body(self, feed: int) -> bytes:
        """Return the index that names a feed's sitemap."""
        loc = f"http://{self.host(feed)}:{self.port}/{feed}/part.xml"
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{loc}</loc></sitemap></sitemapindex>'.encode()

    def page(self, one: Article, now: float) -> bytes:
        """Return the page of an article."""
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in one.text(self.changed(one, now)))
        head = f"<title>{one.title}</title><meta property='article:published_time' content='{_day(one.at)}'>"
        return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><article><h1>{one.title}</h1>{paragraphs}</article></body></html>".encode()


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def packed(body: bytes) -> bytes:
    """Return a body as gzip."""
    return gzip.compress(body, mtime=0)

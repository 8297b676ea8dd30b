"""What can be watched: OPML, lists, sitemaps, feeds, and what cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pactwatch.errors import IntakeError, UsageError
from pactwatch.intake.manners import MOST_PAUSE, retry_after
from pactwatch.intake.robots import is_allowed, parse_robots
from pactwatch.intake.sitemap import MOST_BYTES, is_sitemap, read_sitemap, unpacked
from pactwatch.intake.taken import Raw
from pactwatch.operations.feeds import next_pace
from pactwatch.watch.addresses import addresses
from pactwatch.watch.entries import look
from pactwatch.watch.settings import span_of

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Asia"><outline type="rss" text="The Wire" xmlUrl="https://wire.example/rss#x"/><outline text="Nothing"/></outline>
<outline text="Twice" xmlUrl="https://wire.example/rss"/><outline type="sitemap" text="Map" url="https://map.example/sitemap.xml"/></body></opml>"""
SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def raw(body: bytes, suffix: str = "") -> Raw:
    return Raw(source="http://site.example/f", body=body, captured_at="2025-06-15T00:00:00Z", suffix=suffix, final_url="http://site.example/f")


def test_an_opml_file_and_a_list(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, encoding="utf-8")
    (tmp_path / "clippings").mkdir()
    (tmp_path / "feeds.txt").write_text("# ours\nhttps://wire.example/rss\n\nclippings\n", encoding="utf-8")
    found = addresses(str(tmp_path / "feeds.opml"))
    assert [(one.url, one.title) for one in found] == [("https://wire.example/rss", "The Wire"), ("https://map.example/sitemap.xml", "Map")]
    assert [(one.url, one.kind) for one in addresses(str(tmp_path / "feeds.txt"))] == [
        ("https://wire.example/rss", "web"), (str(tmp_path / "clippings"), "folder"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<opml><body></body></opml>", "names no feed"), ("<opml><body>", "broken XML"), ("<rss/>", "no OPML but <rss>"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", "entities"), ("not an address", "line 1"), ("", "names no feed"),
        ("https://user:pass@a.example/", "user name"), ("ftp://a.example/", "only http"), ("https:///x", "no host"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_feeds_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as caught:
        addresses(str(path))
    assert caught.value.code == "PW180"


def test_a_missing_list_is_refused() -> None:
    with pytest.raises(UsageError, match="no address, folder or readable list"):
        addresses("nowhere.opml")


def test_a_sitemap_is_read_as_far_as_it_goes() -> None:
    whole = f"<urlset {SPACE}><url><loc> http://a.example/1 </loc></url><url><loc>http://a.example/2</loc><lastmod>2025-06-01</lastmod></url></urlset>"
    assert [(page.url, page.changed) for page in read_sitemap(whole.encode()).pages] == [
        ("http://a.example/1", None), ("http://a.example/2", "2025-06-01"),
    ]  # fmt: skip
    cut = whole.index("</loc><lastmod>") - 1
    assert [page.url for page in read_sitemap(whole[:cut].encode()).pages] == ["http://a.example/1"]
    ampersand = whole.replace("example/1", "example/?a=1&b=2").encode()
    assert [page.url for page in read_sitemap(ampersand).pages] == ["http://a.example/?a=1&b=2", "http://a.example/2"]
    assert read_sitemap(f"<urlset {SPACE}></urlset>".encode()).pages == ()
    assert read_sitemap(unpacked(gzip.compress(whole.encode()))).pages[1].changed == "2025-06-01"
    assert not is_sitemap(b"<rss version='2.0'></rss>")
    assert read_sitemap(f"<sitemapindex {SPACE}><sitemap><loc>http://a.example/s</loc></sitemap></sitemapindex>".encode()).is_index


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (f"<urlset {SPACE}><loc".encode(), "PW216"), (f"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset {SPACE}/>".encode(), "PW215"),
        (b"<urlset>" + b" " * MOST_BYTES, "PW203"),
    ],
)  # fmt: skip
def test_a_broken_sitemap_is_refused(payload: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_sitemap(payload)
    assert caught.value.code == code


def test_entries_without_address_or_text_are_counted_and_bad_addresses_left_out() -> None:
    items = "<item><title>None</title></item><item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item>"
    text = f"<item><guid isPermaLink='false'>17</guid><description>{'x' * 700}</description></item>"
    found = look(raw(f"<rss version='2.0'><channel><title>T</title><ttl>60</ttl>{items}{text}</channel></rss>".encode(), ".rss"), "http://site.example/f")
    assert [(item.url, item.names, item.is_whole) for item in found.items] == [(None, ("guid:site.example:17",), True)]
    assert found.note == "3 entries have neither an address nor a text"
    assert found.pace == 3600.0


def test_an_empty_feed_is_a_feed_and_rubbish_is_not() -> None:
    assert look(raw(b"<rss version='2.0'><channel><title>T</title></channel></rss>", ".rss"), "f").items == ()
    for body in (b"\x00\x01\x02" * 50, b"<rss", b"<x/>"):
        with pytest.raises(IntakeError):
            look(raw(body, ".rss"), "f")


def test_robots_txt_names_a_delay_for_us_or_for_all() -> None:
    both = b"User-agent: *\nCrawl-delay: 5\nDisallow: /a\n\nUser-agent: other\nUser-agent: pactwatch\nCrawl-delay: 0.5\nDisallow: /b\n"
    assert parse_robots(both).delay == 0.5
    assert [is_allowed(parse_robots(both).rules, path) for path in ("/a", "/b")] == [True, False]
    assert parse_robots(b"User-agent: *\nCrawl-delay: 7\n").delay == 7.0
    assert parse_robots(b"User-agent: other\nCrawl-delay: 7\n").delay is None
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon\n").delay is None
    assert parse_robots(b"User-agent: *\nCrawl-delay: 99999999\n").delay == 86_400.0
    assert parse_robots(b"User-agent: a\nCrawl-delay: 3\nUser-agent: *\nDisallow: /\n").delay is None


def test_retry_after_is_seconds_or_a_date() -> None:
    assert retry_after("120", 0.0) == 120.0
    assert retry_after("Sun, 15 Jun 2025 15:06:40 GMT", 1_750_000_000.0 - 60) == 60.0
    assert retry_after("Sun, 15 Jun 2025 15:06:40 GMT", 1_750_000_000.0 + 60) == 0.0
    assert retry_after("99999999", 0.0) == MOST_PAUSE
    assert [retry_after(value, 0.0) for value in ("", "soon", "-5", "1e9", "9" * 400)] == [None] * 5


def test_a_span_of_time() -> None:
    assert [span_of(text, "--for") for text in ("90", "90s", "15m", "2h", "1.5d")] == [90.0, 90.0, 900.0, 7200.0, 129_600.0]
    for text in ("", "h", "0s", "-1h", "2 weeks", "nan", "inf", "9999d", "1y"):
        with pytest.raises(UsageError, match="span of time"):
            span_of(text, "--for")


def test_the_pace_stays_within_its_range() -> None:
    pace = 900.0
    for _ in range(20):
        pace = next_pace(pace, 900.0, fresh=False)
    assert pace == 3600.0
    for _ in range(20):
        pace = next_pace(pace, 900.0, fresh=True)
    assert pace == 225.0
    assert next_pace(pace, 900.0, fresh=True, floor=1800.0) == 1800.0

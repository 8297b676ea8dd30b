"""A watch of one site: each article once, captured first, politely, and what has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from small_site import HTML, RSS, Site, Watch, item
from sqlalchemy import select

from pactwatch.operations import articles, feeds, jobs, schema
from pactwatch.watch import reading
from pactwatch.watch.clock import SimulatedClock

Watching = Callable[..., Watch]
SENT = "Norway sent 120 soldiers to Latvia in May 2025, the defence ministry said. The men left at dawn by train."


def feed_row(watch: Watch, url: str) -> dict[str, object]:
    with watch.operations.reading() as connection:
        return next(row for row in feeds.listed(connection) if row["url"] == url)


def dead(watch: Watch) -> list[dict[str, object]]:
    with watch.operations.reading() as connection:
        return jobs.listed(connection, "dead")


def test_an_article_is_captured_and_read_and_verifies(site: Site, watching: Watching) -> None:
    site.feed(item("/a"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert watch.documents() == [(f"{site.url}/a", f"A report\n{SENT}")]
    with watch.ledger.view() as view:
        found = view.claim(watch.claims(type="deploy_forces")[0])
        assert view.capture_body(found.captures[0].sha256) == site.pages["/a"][2]
        assert found.captures[0].captured_at.startswith("2025-06-15T15:")
    assert watch.ledger.verify().ok


def test_one_article_by_many_names_is_fetched_once(site: Site, watching: Watching) -> None:
    host = site.url.removeprefix("http://")
    site.feed(
        item("/a?utm_source=x&b=2&c=1#top"), item(f"HTTP://{host.upper()}/./x/../a?c=1&b=2"), item("/a?b=2&c=1&fbclid=123"), item("/%61?b=2&c=1")
    )
    site.feed(item("/a?b=2&c=1&utm_medium=y"), path="/other")
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed", f"{site.url}/other")
    watch.once()
    watch.once()
    assert len([path for path in site.paths() if path.startswith(("/a", "/%61"))]) == 1
    assert len(watch.documents()) == 1


def test_a_guid_makes_one_article_of_two_addresses_unless_all_entries_have_it(site: Site, watching: Watching) -> None:
    site.feed(item("/a", more="<guid>tag:wire,2025:1</guid>"))
    site.feed(item("/b", more="<guid>tag:wire,2025:1</guid>"), path="/other")
    site.feed(item("/c", more="<guid>same</guid>"), item("/d", more="<guid>same</guid>"), path="/third")
    for path in "abcd":
        site.article(f"/{path}", f"{SENT} This is {path}.")
    watch = watching(*(f"{site.url}{path}" for path in ("/feed", "/other", "/third")))
    watch.once()
    asked = [path for path in site.paths() if len(path) == 2]
    assert sorted(asked) in (["/a", "/c", "/d"], ["/b", "/c", "/d"])
    assert len(watch.documents()) == 3


def test_what_redirects_to_a_known_article_is_that_article(site: Site, watching: Watching) -> None:
    site.feed(item("/go/1"), item("/a"))
    site.pages["/go/1"] = (301, {"Location": "/a"}, b"")
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert len(watch.documents()) == 1
    site.feed(item("/go/1"), item("/a"), item("/go/2"))
    site.pages["/go/2"] = (302, {"Location": "/go/1"}, b"")
    watch.once()
    assert len(watch.documents()) == 1
    with watch.operations.reading() as connection:
        assert articles.counts(connection) == {"read": 1, "same": 2}


def test_a_page_that_names_another_of_the_same_text_as_its_original_is_no_second_article(site: Site, watching: Watching) -> None:
    site.article("/a", SENT)
    site.article("/a/print", SENT, head="<link rel='canonical' href='/a'>")
    site.article("/b", f"{SENT} But this is another report.", head="<link rel='canonical' href='/a'>")
    site.feed(item("/b"), item("/a/print"), item("/a"))
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert sorted(url or "" for url, _ in watch.documents()) == [f"{site.url}/a", f"{site.url}/b"]


def test_an_unchanged_feed_costs_a_conditional_request(site: Site, watching: Watching) -> None:
    seen = []

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        seen.append((headers.get("If-None-Match"), headers.get("If-Modified-Since")))
        mark = {"ETag": '"one"', "Last-Modified": "Sun, 15 Jun 2025 12:00:00 GMT"}
        if seen[-1][0] == '"one"':
            return 304, mark, b""
        return 200, RSS | mark, b"<rss version='2.0'><channel><title>T</title></channel></rss>"

    site.pages["/feed"] = answer
    watch = watching(f"{site.url}/feed")
    watch.once()
    watch.once()
    assert seen == [(None, None), ('"one"', "Sun, 15 Jun 2025 12:00:00 GMT")]
    assert feed_row(watch, f"{site.url}/feed")["failures"] == 0


def test_a_changed_article_is_a_further_capture_and_its_earlier_text_stays(site: Site, watching: Watching) -> None:
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 12:00:00 GMT</pubDate>"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 14:00:00 GMT</pubDate>"))
    site.article("/a", SENT.replace("120", "140"))
    watch.once()
    texts = [text for _, text in watch.documents()]
    assert len(texts) == 2, watch.told
    with watch.operations.reading() as connection:
        rows = connection.execute(select(schema.versions).order_by(schema.versions.c.at)).all()
    assert rows[1].replaces == rows[0].document
    site.pages["/a"] = (200, HTML, site.pages["/a"][2].replace(b"</article>", b"</article><footer>seen 7 times</footer>"))
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 14:30:00 GMT</pubDate>"))
    watch.once()
    assert len(watch.documents()) == 2
    with watch.ledger.view() as view:
        assert len(view.claim(watch.claims(type="deploy_forces")[-1]).captures) == 2


def test_bytes_are_kept_before_they_are_read_and_read_after_a_crash(
    site: Site, watching: Watching, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed(item("/a"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pactwatch.watch.reading.read_one", crash)
    with pytest.raises(KeyboardInterrupt):
        watch.once()
    assert watch.documents() == []
    with watch.operations.reading() as connection:
        assert connection.execute(select(schema.kept.c.size)).scalars().all() == [len(site.pages["/a"][2])]
    monkeypatch.undo()
    del site.pages["/a"]
    clock.wait(jobs.LEASE + 1, watch.stop)
    watch.once()
    assert len(watch.documents()) == 1
    with watch.operations.reading() as connection:
        assert connection.execute(select(schema.kept.c.size)).scalars().all() == []


def test_requests_to_a_host_keep_their_distance(site: Site, watching: Watching) -> None:
    site.feed(*(item(f"/{n}") for n in range(6)))
    for n in range(6):
        site.article(f"/{n}", f"{SENT} Number {n}.")
    watching(f"{site.url}/feed", delay=3.0).once()
    times = [at for at, _ in site.asked]
    assert len(times) == 8
    assert min(after - before for before, after in pairwise(times)) >= 3.0


def test_crawl_delay_and_disallow_are_kept(site: Site, watching: Watching) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 1\n\nUser-agent: pactwatch\nCrawl-delay: 40\nDisallow: /secret\n")
    site.feed(item("/secret", text="A teaser."), item("/a"), item("/secret/2"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    times = [at for at, _ in site.asked]
    assert min(after - before for before, after in pairwise(times)) >= 40.0
    assert site.paths() == ["/feed", "/a"]
    assert sorted(text for _, text in watch.documents()) == [f"A report\n{SENT}", "A teaser."]
    assert [row["code"] for row in dead(watch)] == ["PW227"]


def test_retry_after_is_waited_for_by_the_whole_host(site: Site, watching: Watching, clock: SimulatedClock) -> None:
    began = clock.now()
    busy = (429, {"Retry-After": "5000"}, b"")
    site.pages["/feed"] = lambda _: busy if clock.now() < began + 4000 else (200, RSS, b"<rss version='2.0'><channel/></rss>")
    site.pages["/other"] = (200, RSS, b"<rss version='2.0'><channel/></rss>")
    watch = watching(f"{site.url}/feed", f"{site.url}/other")
    watch.run(4)
    times = [at for at, path in site.asked if path == "/feed"]
    assert min(at for at, _ in site.asked if at > times[0]) == times[0] + 5000
    assert sorted({path for at, path in site.asked if at > times[0]}) == ["/feed", "/other"]


def test_a_failing_feed_is_asked_ever_more_rarely_and_recovers(site: Site, watching: Watching) -> None:
    site.pages["/feed"] = (500, {}, b"")
    watch = watching(f"{site.url}/feed")
    watch.run(24)
    times = [at for at, path in site.asked if path == "/feed"]
    gaps = [after - before for before, after in pairwise(times)]
    assert 4 <= len(gaps) <= 8
    assert gaps[-1] > 5 * gaps[0]
    row = feed_row(watch, f"{site.url}/feed")
    assert (row["code"], row["failures"], row["succeeded"]) == ("PW226", len(times), None)
    site.feed(item("/a"))
    site.article("/a", SENT)
    watch.once()
    assert len(watch.documents()) == 1
    row = feed_row(watch, f"{site.url}/feed")
    assert (row["code"], row["failures"]) == (None, 0)


def test_how_often_a_feed_is_looked_at_follows_its_news(site: Site, watching: Watching) -> None:
    site.feed()
    watch = watching(f"{site.url}/feed", interval=900.0)
    watch.run(5)
    quiet = len(site.paths())
    assert quiet <= 9
    for n in range(20):
        site.feed(item(f"/{n}", text="x" * 700, title=f"n {n}"))
        watch.run(0.25)
    assert len(site.paths()) - quiet > 2 * quiet


def test_a_page_that_cannot_be_had_leaves_the_feeds_summary(site: Site, watching: Watching) -> None:
    site.feed(item("/a", text="Norway sent 120 soldiers to Latvia."), item("/b"))
    watch = watching(f"{site.url}/feed")
    watch.run(24)
    assert [text for _, text in watch.documents()] == ["Norway sent 120 soldiers to Latvia."]
    assert [row["code"] for row in dead(watch)] == ["PW226"]
    assert any("only the feed's summary" in line for kind, line in watch.told if kind == "note")
    assert watch.ledger.verify().ok


def test_a_late_page_is_had_when_it_is_there(site: Site, watching: Watching, clock: SimulatedClock) -> None:
    began = clock.now()
    site.feed(item("/a"))
    site.article("/a", SENT)
    page = site.pages["/a"]
    site.pages["/a"] = lambda _: (503, {}, b"") if clock.now() < began + 3000 else page
    watch = watching(f"{site.url}/feed")
    watch.run(3)
    assert len(watch.documents()) == 1


def test_a_sitemap_an_index_and_a_news_sitemap(site: Site, watching: Watching) -> None:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    site.pages["/index.xml"] = (200, {}, f"<sitemapindex xmlns='{space}'><sitemap><loc>{site.url}/part.xml</loc></sitemap></sitemapindex>".encode())
    urls = f"<url><loc>{site.url}/a</loc><lastmod>2025-06-01</lastmod></url><url><loc>{site.url}/old</loc><lastmod>2019-01-01</lastmod></url>"
    site.pages["/part.xml"] = (200, {}, f"<urlset xmlns='{space}'>{urls}</urlset>".encode())
    news = "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    told = "<n:news><n:publication><n:name>The Wire</n:name></n:publication><n:publication_date>2025-06-14T10:00:00Z</n:publication_date></n:news>"
    site.pages["/news.xml"] = (200, {}, f"<urlset xmlns='{space}' {news}><url><loc>{site.url}/b</loc>{told}</url></urlset>".encode())
    for path in ("a", "b", "old"):
        site.article(f"/{path}", f"{SENT} This is {path}.")
    watch = watching(f"{site.url}/index.xml", f"{site.url}/news.xml", since="2025-01-01")
    watch.once()
    assert sorted(url or "" for url, _ in watch.documents()) == [f"{site.url}/a", f"{site.url}/b"]
    with watch.ledger.view() as view:
        by_url = {reading.document.url: reading.document for reading in view.readings()}
    assert (by_url[f"{site.url}/b"].published, by_url[f"{site.url}/b"].publisher) == ("2025-06-14", "The Wire")
    assert feed_row(watch, f"{site.url}/part.xml")["parent"] == f"{site.url}/index.xml"


def test_a_watched_page_is_an_article_that_changes(site: Site, watching: Watching) -> None:
    site.article("/page", SENT)
    watch = watching(f"{site.url}/page")
    watch.run(5)
    assert len(watch.documents()) == 1
    site.article("/page", SENT.replace("120", "130"))
    watch.run(5)
    assert len(watch.documents()) == 2


def test_a_feed_that_becomes_a_page_is_an_error_and_no_article(site: Site, watching: Watching) -> None:
    site.feed(item("/a", text="x" * 700))
    watch = watching(f"{site.url}/feed")
    watch.once()
    site.article("/feed", "Please look elsewhere. This site has moved to another place, and is not here any more.")
    watch.once()
    assert len(watch.documents()) == 1
    assert feed_row(watch, f"{site.url}/feed")["code"] == "PW216"


def test_a_folder_is_watched_file_by_file(tmp_path: Path, watching: Watching) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "one.txt").write_text(SENT, encoding="utf-8")
    (folder / "rows.jsonl").write_text('{"text": "Poland sent 9 tanks to Kosovo."}\n{"text": ""}\n{"text": "A third."}\n', encoding="utf-8")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    watch = watching(str(folder))
    watch.once()
    assert sorted(text for _, text in watch.documents()) == ["A third.", SENT, "Poland sent 9 tanks to Kosovo."]
    assert [row["code"] for row in dead(watch)] == ["PW206"]
    (folder / "one.txt").write_text(f"{SENT} More.", encoding="utf-8")
    (folder / "two.txt").write_text("A fourth.", encoding="utf-8")
    os.utime(folder / "rows.jsonl")
    watch.once()
    assert len(watch.documents()) == 5
    watch.once()
    assert len(watch.documents()) == 5


def test_what_is_removed_is_asked_for_no_more(site: Site, watching: Watching) -> None:
    site.feed(item("/a", text="x" * 700))
    watch = watching(f"{site.url}/feed")
    watch.once()
    with watch.operations.writing() as connection:
        assert feeds.remove(connection, f"{site.url}/feed")
        assert not feeds.remove(connection, f"{site.url}/feed")
    count = len(site.asked)
    watch.run(5)
    assert len(site.asked) == count
    assert len(watch.documents()) == 1
    watch.add(f"{site.url}/feed")
    watch.once()
    assert len(site.asked) == count + 1
    assert len(watch.documents()) == 1


def test_the_canonical_address_of_another_host_is_not_believed() -> None:
    from pactwatch.intake.taken import Raw

    def of(link: str) -> str | None:
        body = f"<html><head>{link}</head>".encode()
        return reading.canonical_of(Raw(source="s", body=body, captured_at="", final_url="http://site.example/x/y"))

    assert of('<link rel="canonical" href="z">') == "http://site.example/x/z"
    assert of("<link href=/a rel=canonical>") == "http://site.example/a"
    assert of('<link rel="canonical" href="http://other.example/">') is None
    assert of("<link rel=alternate href=/a>") is None


def test_a_long_sitemap_is_taken_in_parts_and_once(site: Site, watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pactwatch.watch.polling.AT_ONCE", 3)
    urls = "".join(f"<url><loc>{site.url}/{n}</loc></url>" for n in range(10))
    site.pages["/map.xml"] = (200, {}, f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode())
    watch = watching(f"{site.url}/map.xml")
    watch.run(0.001)
    with watch.operations.reading() as connection:
        assert articles.counts(connection) == {"waiting": 10}
        assert jobs.counts(connection)["fetch", "waiting"] == 10
    assert feed_row(watch, f"{site.url}/map.xml")["found"] == 10
    site.pages["/map.xml"] = (200, {}, site.pages["/map.xml"][2] + b"<!-- again -->")
    watch.run(0.6)
    assert feed_row(watch, f"{site.url}/map.xml")["found"] == 10


def test_simulated_time_asks_no_other_machine(site: Site, watching: Watching) -> None:
    site.pages["/feed"] = (302, {"Location": "http://192.0.2.1/feed"}, b"")
    watch = watching(f"{site.url}/feed", "http://news.example/feed", only_loopback=True)
    watch.once()
    assert {row["code"] for row in (feed_row(watch, f"{site.url}/feed"), feed_row(watch, "http://news.example/feed"))} == {"PW222"}

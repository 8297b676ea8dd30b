"""What a feed tells of its entries: its summaries, its ids, its changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_site import HTML, Site, Watch, item
from sqlalchemy import select
from test_watching import SENT, dead

from pactwatch.operations import feeds, schema

Watching = Callable[..., Watch]
WALL = b"<html><body><p>Please enable JavaScript and cookies to continue</p></body></html>"


@pytest.mark.parametrize(("page", "code"), [(WALL, "PW229"), (b"<html><body></body></html>", "PW214"), (b"\x89PNG\r\n\x1a\n" + bytes(100), "PW206")])
def test_a_page_without_an_article_leaves_the_feeds_summary(page: bytes, code: str, site: Site, watching: Watching) -> None:
    told = "Norway sent 120 soldiers to Latvia."
    site.feed(item("/a", text=told), item("/b"))
    site.pages |= {path: (200, HTML | {"ETag": '"wall"'}, page + bytes(path, "ascii")) for path in ("/a", "/b")}
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert [text for _, text in watch.documents()] == [told]
    assert [row["code"] for row in dead(watch)] == [code]
    assert [line for kind, line in watch.told if kind == "note"] == [
        next(f"{site.url}/feed: only the feed's summary was taken in, the linked page could not be ({line[:5]}: {line.partition(': ')[2]})"
             for kind, line in watch.told if kind == "failed" and f"{site.url}/a" in line)
    ]  # fmt: skip
    with watch.ledger.view() as view:
        assert view.capture_body(view.claim(watch.claims()[0]).captures[0].sha256) == site.pages["/feed"][2]
    with watch.operations.reading() as connection:
        assert connection.execute(select(schema.kept.c.size)).scalars().all() == [len(page) + 2]
    assert watch.ledger.verify().ok
    site.feed(item("/a", text=f"{told} They came by train."))
    site.article("/a", SENT)
    watch.once()
    assert watch.documents()[-1] == (f"{site.url}/a", f"A report\n{SENT}")


def test_whole_entries_with_ids_of_their_own_are_articles_of_their_own_at_one_address(site: Site, watching: Watching) -> None:
    def entries(*, changed: str = "") -> list[str]:
        texts = [f"{SENT.replace('120', str(number))} {'It was a long way. ' * 40}" for number in range(120, 125)]
        texts[0] += changed
        ids = ["one", "two", "three", "{url}/live#four", "{url}/live#five"]
        links = ["/live", "/live", "/live", "/live#four", "/live#five"]
        return [
            item(link, text=text, more=f"<guid isPermaLink='false'>{name.format(url=site.url)}</guid>")
            for link, text, name in zip(links, texts, ids, strict=True)
        ]

    site.feed(*entries())
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert len(watch.documents()) == 5
    assert site.paths() == ["/feed"]
    site.feed(*entries(changed="It was corrected later."))
    watch.once()
    assert len(watch.documents()) == 6
    told = [line for kind, line in watch.told if kind == "read"]
    assert ["changed since" in line for line in told] == [False] * 5 + [True]


def test_teasers_of_one_address_are_one_page(site: Site, watching: Watching) -> None:
    site.feed(*(item("/live", title=f"Part {number}", more=f"<guid isPermaLink='false'>{number}</guid>") for number in range(3)))
    site.article("/live", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    assert site.paths() == ["/feed", "/live"]
    assert len(watch.documents()) == 1


def test_where_the_first_feed_of_an_article_is_removed_another_one_tells_of_its_changes(site: Site, watching: Watching) -> None:
    for path in ("/feed", "/other"):
        site.feed(item("/a"), path=path)
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.once()
    watch.add(f"{site.url}/other")
    watch.once()
    with watch.operations.writing() as connection:
        assert feeds.remove(connection, f"{site.url}/feed")
    for number in (130, 140):
        site.feed(item("/a", title=f"{number} men"), path="/other")
        site.article("/a", SENT.replace("120", str(number)))
        watch.once()
    assert len(watch.documents()) == 2
    assert "140 soldiers" in watch.documents()[-1][1]

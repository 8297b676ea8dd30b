"""Sitemaps of an index: which are too old, and which were removed."""

from __future__ import annotations

from collections.abc import Callable

from small_site import Site, Watch
from test_watching import SENT

from pactwatch.operations import feeds

Watching = Callable[..., Watch]


def sitemap(site: Site, path: str, *entries: tuple[str, str], index: bool = False) -> None:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    listed = "".join(f"<{inner}><loc>{site.url}{one}</loc><lastmod>{changed}</lastmod></{inner}>" for one, changed in entries)
    site.pages[path] = (200, {}, f"<{outer} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</{outer}>".encode())


def test_a_lastmod_of_a_month_or_a_year_may_mean_its_last_day(site: Site, watching: Watching) -> None:
    sitemap(site, "/index.xml", ("/this.xml", "2025"), ("/last.xml", "2024-12"), index=True)
    sitemap(site, "/this.xml", ("/a", "2025-02"), ("/b", "2025"), ("/c", "2025-01"), ("/d", "2024"))
    for path in "abcd":
        site.article(f"/{path}", f"{SENT} This is {path}.")
    watch = watching(f"{site.url}/index.xml", since="2025-02-28")
    watch.once()
    assert sorted(site.paths()) == ["/a", "/b", "/index.xml", "/this.xml"]


def test_a_sitemap_that_was_removed_stays_so_whatever_its_index_lists(site: Site, watching: Watching) -> None:
    parts = [("/one.xml", "2025-01-01"), ("/two.xml", "2025-01-01")]
    sitemap(site, "/index.xml", *parts, index=True)
    for path, _ in parts:
        sitemap(site, path)
    watch = watching(f"{site.url}/index.xml")
    watch.once()

    def listed() -> set[str]:
        with watch.operations.reading() as connection:
            return {str(row["url"]).removeprefix(site.url) for row in feeds.listed(connection)}

    def remove(path: str) -> None:
        with watch.operations.writing() as connection:
            assert feeds.remove(connection, f"{site.url}{path}")

    remove("/one.xml")
    sitemap(site, "/index.xml", *parts, ("/three.xml", "2025-01-01"), index=True)
    watch.once()
    assert listed() == {"/index.xml", "/two.xml", "/three.xml"}
    remove("/index.xml")
    assert listed() == set()
    watch.add(f"{site.url}/index.xml")
    watch.once()
    assert listed() == {"/index.xml", "/two.xml", "/three.xml"}
    watch.add(f"{site.url}/one.xml")
    assert "/one.xml" in listed()

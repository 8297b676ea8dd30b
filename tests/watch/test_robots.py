"""A robots.txt that redirects belongs to the turn in which it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from small_site import Site, Watch, item
from test_watching import SENT, dead

from pactwatch.intake import limits

Watching = Callable[..., Watch]


@pytest.mark.parametrize("target", ["/robots/", "http://localhost:{port}/robots.txt"])
def test_a_robots_txt_that_redirects_is_asked_once_and_obeyed(target: str, site: Site, watching: Watching) -> None:
    rules = (200, {}, b"User-agent: *\nDisallow: /secret\n")
    moved = (301, {"Location": target.format(port=site.url.rpartition(":")[2])}, b"")
    site.pages |= {"/robots/": rules, "/robots.txt": lambda headers: rules if headers["Host"].startswith("localhost") else moved}
    site.feed(item("/secret"), item("/a"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed", delay=3.0)
    watch.run(0.1)
    assert [path for _, path in site.asked] == ["/robots.txt", target.rpartition("}")[2], "/feed", "/a"]
    assert len(watch.documents()) == 1
    assert [row["code"] for row in dead(watch)] == ["PW227"]
    times = [at for at, _ in site.asked][1:]
    assert min(after - before for before, after in pairwise(times)) >= 3.0


def test_a_robots_txt_that_leads_in_a_circle_is_given_up_and_forbids_nothing(site: Site, watching: Watching) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    site.pages["/robots.txt"] = lambda headers: (302, {"Location": f"{site.url if 'localhost' in headers['Host'] else other}/robots.txt"}, b"")
    site.feed(item("/a"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    watch.run(0.1)
    assert [path for _, path in site.asked] == [*["/robots.txt"] * (limits.REDIRECTS + 1), "/feed", "/a"]

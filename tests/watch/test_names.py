"""Which addresses are one article, and which are not."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactwatch.watch.canonical import article_key, clean_url, guid_key, host_of

PATHS = st.lists(st.text(string.ascii_letters + string.digits + "-_~", min_size=1, max_size=8), max_size=4).map("/".join)
PAIRS = st.lists(st.tuples(st.sampled_from(["id", "p", "lang", "a"]), st.text(string.ascii_lowercase, min_size=1, max_size=5)), max_size=3)
NOISE = st.lists(st.sampled_from(["utm_source=a", "UTM_Medium=b", "fbclid=1", "gclid=2", "mc_cid=3"]), max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(PATHS, PAIRS, NOISE, st.randoms(use_true_random=False))
def test_trackers_order_case_fragment_scheme_and_port_change_nothing(
    path: str, pairs: list[tuple[str, str]], noise: list[str], chance: object
) -> None:
    query = [f"{name}={value}" for name, value in pairs]
    plain = f"http://site.example/{path}" + (f"?{'&'.join(query)}" if query else "")
    mixed = query + noise
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    other = f"HTTPS://Site.EXAMPLE:443/x/../{path}" + (f"?{'&'.join(mixed)}" if mixed else "") + "#part"
    assert article_key(other) == article_key(plain)
    assert article_key(article_key(plain).replace("//", "http://", 1)) == article_key(plain)
    assert clean_url(clean_url(plain)) == clean_url(plain)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://a.example/x", "http://b.example/x"), ("http://a.example/x", "http://a.example/X"), ("http://a.example/x", "http://a.example/x?p=1"),
        ("http://a.example/?id=1", "http://a.example/?id=2"), ("http://a.example/x", "http://a.example:8080/x"),
        ("http://a.example/a%2Fb", "http://a.example/a/b"), ("http://www.a.example/", "http://a.example/"),
    ],
)  # fmt: skip
def test_what_may_be_another_page_is_another_article(one: str, two: str) -> None:
    assert article_key(one) != article_key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://a.example", "https://a.example/"), ("http://a.example/%7Eann", "http://a.example/~ann"),
        ("http://b\u00fccher.example/x", "http://xn--bcher-kva.example/x"), ("http://a.example/%c3%a9", "http://a.example/%C3%A9"),
        ("http://a.example/\u00e9", "http://a.example/%C3%A9"),
    ],
)  # fmt: skip
def test_one_address_in_several_spellings_is_one_article(one: str, two: str) -> None:
    assert article_key(one) == article_key(two)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_have_a_key(text: str) -> None:
    article_key(text)
    clean_url(text)
    host_of(text)
    guid_key(text, "http://a.example/feed")


def test_an_id_counts_within_its_host_unless_it_is_an_address_or_made_to_be_unique() -> None:
    one, two = "http://a.example/feed", "http://b.example/feed"
    assert guid_key("17", one) == guid_key("17", "http://a.example/other") != guid_key("17", two)
    assert guid_key("tag:a.example,2025:17", one) == guid_key("tag:a.example,2025:17", two)
    assert guid_key("http://c.example/x?utm_source=f", one) == article_key("http://c.example/x")

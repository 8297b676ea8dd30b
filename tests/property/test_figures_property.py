"""Whatever comes in whatever order: series stay the same, estimates are figures that were given, copies confirm nothing."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import UsageError
from pactwatch.figures.derived import ratio
from pactwatch.figures.estimates import estimates
from pactwatch.figures.grades import ORIGINS, credible
from pactwatch.figures.points import Point, interval, overlap
from pactwatch.figures.series import make_series
from pactwatch.model import Comparator, Figure, Party, Source

SOURCES = ("Seoul", "Kyiv", "London")
COMPARATORS: tuple[Comparator, ...] = ("exact", "about", "at_least", "more_than", "at_most", "less_than")
MEASURES = ("killed", "wounded", "casualties", "deployed", "present")


def build(n: int, measure: str, value: int, day: int, source: str, comparator: Comparator, modality: str) -> Point:
    low = None if comparator in ("at_most", "less_than") else float(value)
    high = None if comparator in ("at_least", "more_than") else float(value)
    published = f"2025-01-{day:02}"
    figure = msgspec.convert({
        "id": f"fg-{n:04}", "measure": measure, "unit": "troops", "population": "North Korean soldiers", "group": "soldiers",
        "party": Party(name="North Korea", actor="PRK"), "place": None, "low": low, "best": float(value), "high": high,
        "comparator": comparator, "vague": False, "text": str(value), "span": (n, n + 1), "kind": "stock", "additional": False,
        "initial": False, "revised": False, "likelihood": None, "per": None, "part_of": None, "derived": None, "as_of": published,
        "modality": modality, "attributed_to": (Source(name=source),), "evidence": (n, n + 1), "claim": None, "rule": "",
    }, Figure)  # fmt: skip
    return Point(figure=figure, document=f"doc-{n // 2}", title=None, publisher=None, url=None, published=published)


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    size = draw(st.integers(1, 8))
    return [
        build(
            n, draw(st.sampled_from(MEASURES)), draw(st.integers(1, 4)) * 100, draw(st.integers(1, 28)), draw(st.sampled_from(SOURCES)),
            draw(st.sampled_from(COMPARATORS)), draw(st.sampled_from(("happened", "planned", "denied"))),
        )
        for n in range(size)
    ]


@settings(max_examples=60, deadline=None)
@given(points(), st.randoms(use_true_random=False))
def test_order_and_duplicates_change_nothing(given_points: list[Point], random_: random.Random) -> None:
    shuffled = [*given_points, *given_points[:3]]
    random_.shuffle(shuffled)
    assert make_series(shuffled) == make_series(given_points)


@settings(max_examples=60, deadline=None)
@given(points())
def test_every_point_is_in_one_series_and_relations_name_points(given_points: list[Point]) -> None:
    series = make_series(given_points)
    assert sorted(p.figure.id for s in series for p in s.points) == sorted(p.figure.id for p in given_points)
    keys = {p.key for p in given_points}
    for r in {r for s in series for r in s.relations}:
        assert {r.a, *r.b} <= keys


@settings(max_examples=60, deadline=None)
@given(points())
def test_figures_that_share_a_value_at_one_time_never_conflict(given_points: list[Point]) -> None:
    by_key = {p.key: p for p in given_points}
    for s in make_series(given_points):
        for r in s.conflicts:
            one, two = by_key[r.a], by_key[r.b[0]]
            same_state = "denied" not in (one.figure.modality, two.figure.modality) and one.figure.measure == two.figure.measure
            if same_state and len(r.b) == 1 and one.figure.modality == two.figure.modality:
                assert not overlap(interval(one.figure), interval(two.figure))


@settings(max_examples=60, deadline=None)
@given(points())
def test_estimates_are_figures_that_were_given(given_points: list[Point]) -> None:
    said = {v for p in given_points for v in (p.figure.low, p.figure.best, p.figure.high)}
    for s in make_series(given_points):
        for policy in ("lowest", "triple"):
            for e in estimates(s, policy):
                assert {e.low, e.best, e.high} <= said | {None}
                assert e.low is None or e.high is None or e.low <= e.high


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(COMPARATORS), st.sampled_from(COMPARATORS))
def test_a_ratio_holds_the_ratio_of_the_figures(a: int, b: int, one: Comparator, two: Comparator) -> None:
    found = ratio("loss rate", "x", build(0, "casualties", a, 1, "Kyiv", one, "happened"), build(2, "deployed", b, 1, "Kyiv", two, "happened"))
    assert found.low is None or found.low <= a / b * 1.0000001
    assert found.high is None or found.high >= a / b * 0.9999999


@given(st.one_of(st.none(), st.integers(0, ORIGINS - 1)))
def test_nothing_is_confirmed_without_two_origins(count: int | None) -> None:
    with pytest.raises(UsageError) as raised:
        credible(1, "cl-1", lambda claim: None if count is None else [f"origin {n}" for n in range(count)])
    assert raised.value.code == "PW152"


@given(st.integers(ORIGINS, 100), st.integers(1, 6))
def test_any_grade_stands_with_two_origins(count: int, grade: int) -> None:
    assert credible(grade, "cl-1", lambda claim: [f"origin {n}" for n in range(count)]) == grade

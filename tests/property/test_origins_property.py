"""Order of arrival, duplicates and reading again never change stories, counts or relations; copies never become confirmations."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.model import make_document
from pactwatch.origins.confirmation import origins_of
from pactwatch.origins.copies import resemblance
from pactwatch.origins.decisions import JOIN, SPLIT, apply
from pactwatch.origins.facts import facts_of
from pactwatch.origins.index import StoryIndex, build
from pactwatch.origins.stories import grouped
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Story
from pactwatch.origins.words import shingles
from pactwatch.read import read

PLACES = ("Tartu in Estonia", "Gori in Georgia", "Yola in Nigeria")
TEXTS = tuple(
    (f"{number} soldiers of the {unit} were moved to {place} on Monday, the {source} said. The column of trucks took two days.", f"2025-06-{day}")
    for place, number, unit, day in zip(PLACES, (310, 72, 1450), ("engineers", "mountain brigade", "river fleet"), ("17", "18", "24"), strict=True)
    for source in ("defence ministry", "army", "Red Cross")
)


DAYS = ("2025-06-16", "2025-06-17", "2025-06-18", "2025-06-24", "2025-07-02")


@lru_cache(maxsize=64)
def facts(text: str, published: str, publisher: str) -> Facts:
    return facts_of(read(make_document(text, published=published, publisher=publisher)))


def every() -> list[Facts]:
    return [facts(text, published, f"outlet {n}") for n, (text, published) in enumerate(TEXTS)]


def traced(index: StoryIndex, texts: dict[str, str]) -> list[Story]:
    return [trace([index.facts(name) for name in story], texts) for story in index.stories()]


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(TEXTS))), again=st.lists(st.integers(0, len(TEXTS) - 1), max_size=6))
def test_order_and_duplicates_change_nothing(order: list[int], again: list[int]) -> None:
    given_facts = every()
    texts = {f.document: TEXTS[n][0] for n, f in enumerate(given_facts)}
    expected = traced(build(given_facts), texts)
    index = StoryIndex()
    for n in [*order, *again]:
        index.add(given_facts[n])
    assert traced(index, texts) == expected
    assert traced(build([given_facts[n] for n in [*order, *again]]), texts) == expected


@settings(max_examples=40, deadline=None)
@given(days=st.lists(st.sampled_from(DAYS), min_size=9, max_size=9), as_of=st.sampled_from(["2025", "2025-05", "2025-06", *DAYS[:3], "2025-06-30"]))
def test_what_was_known_on_a_day_is_what_would_be_known_without_what_came_later(days: list[str], as_of: str) -> None:
    every_one = [msgspec.structs.replace(f, published=day) for f, day in zip(every(), days, strict=True)]
    until = [f for f in every_one if f.published is not None and f.published[: len(as_of)] <= as_of]
    known, expected = build(every_one).published_by(as_of), build(until)
    assert known.stories() == expected.stories()
    assert {name: known.links_of(name) for story in known.stories() for name in story} == {
        name: expected.links_of(name) for story in expected.stories() for name in story
    }  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(copies=st.integers(1, 12))
def test_copies_of_one_origin_never_confirm_it(copies: int) -> None:
    text, published = TEXTS[0]
    made = [facts(text, published, f"paper {n}") for n in range(copies)]
    (story,) = traced(build(made), {f.document: text for f in made})
    assert len(story.documents) == copies
    assert story.independent_confirmations == 0
    assert len([c for c in story.claimants if c.standing == "own"]) == 1
    assert {pair.relation for pair in story.pairs} <= {"near_verbatim"}


SAID = "310 soldiers of the engineers were moved to Tartu in Estonia on Monday, the {} said. The column of trucks took two days."


@settings(max_examples=15, deadline=None)
@given(mouths=st.lists(st.sampled_from(["defence ministry", "army", "Red Cross", "Latvian army"]), min_size=1, max_size=6))
def test_copies_never_give_a_claim_two_origins(mouths: list[str]) -> None:
    """Whoever a copy puts the words into the mouth of, and however many outlets print it."""
    texts = [SAID.format(mouth) for mouth in mouths]
    documents = [make_document(text, published="2025-06-17", publisher=f"paper {n}") for n, text in enumerate(texts)]
    readings = {document.id: read(document) for document in documents}
    story = trace([facts_of(reading) for reading in readings.values()], {name: r.document.text for name, r in readings.items()})
    claims = {name: reading.claims for name, reading in readings.items()}
    for claim in next(iter(claims.values())):
        assert len(origins_of(claim, story, claims)) <= 1


def test_reading_again_gives_the_same_facts() -> None:
    text, published = TEXTS[3]
    document = make_document(text, published=published)
    assert facts_of(read(document)) == facts_of(read(document))


SCORES = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.floats(-6, 6), max_size=21)


@settings(deadline=None)
@given(scores=SCORES, order=st.permutations("abcdefg"))
def test_grouping_is_a_partition_that_order_never_changes(scores: dict[tuple[int, int], float], order: list[str]) -> None:
    def score(one: str, other: str) -> float:
        a, b = sorted(("abcdefg".index(one), "abcdefg".index(other)))
        return round(scores.get((a, b), -2.0), 4)

    groups = grouped("abcdefg", score)
    assert sorted(name for group in groups for name in group) == list("abcdefg")
    assert grouped(order, score) == groups


@settings(deadline=None)
@given(text=st.text(max_size=200), other=st.text(max_size=200))
def test_resemblance_is_symmetric_and_whole_for_itself(text: str, other: str) -> None:
    one, two = shingles(text), shingles(other)
    assert resemblance(one, two) == resemblance(two, one)
    assert 0 <= resemblance(one, two) <= 1
    assert not one or resemblance(one, one) == 1


@settings(deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from([JOIN, SPLIT]), st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef"))), max_size=6))
def test_decisions_never_lose_or_double_a_document(steps: list[tuple[str, set[str], set[str]]]) -> None:
    from pactwatch.model import Judgement

    names = {JOIN: "with", SPLIT: "from"}
    judgements = [
        Judgement(id=str(n), seq=n, kind=kind, subject="s", value={"documents": sorted(one), names[kind]: sorted(other)}, who="x", at="2025", why="y")
        for n, (kind, one, other) in enumerate(steps)
    ]
    found = apply([("a", "b"), ("c",), ("d", "e", "f")], judgements, lambda a, b: 0.0)
    assert sorted(name for story in found for name in story) == list("abcdef")

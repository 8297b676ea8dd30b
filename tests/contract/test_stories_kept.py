"""One story looked up by what was kept is the same as among all: after joins, splits, later texts and later engines too."""

from __future__ import annotations

import random

import msgspec
import pytest
from store_builders import clock, reading

from evaluation.bench_origins import World
from pactwatch.origins.facts import VERSION
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.stories import is_kept, keep_stories, trace_around
from pactwatch.store.tracing import FACTS, trace_view


@pytest.fixture
def ledger(where: str) -> Ledger:
    return open_ledger(where, create=True, who="tester", clock=clock)


def add(ledger: Ledger, world: World, first: int, least: int) -> list[str]:
    """Add at least `least` texts of made-up stories with their facts; return their documents' ids."""
    made = [facts for _ in range(least) for facts, _ in world.story()][:least]
    added = ledger.add_many((reading(number), None) for number, _ in enumerate(made, first))
    facts = {item.reading: msgspec.structs.replace(one, document=item.document) for item, one in zip(added, made, strict=True)}
    ledger.derive(FACTS, VERSION, facts)
    return [item.document for item in added]


def compare(ledger: Ledger) -> None:
    """Trace all and keep it, as `pactwatch origins` does."""
    with ledger.view() as view:
        traced = trace_view(view)
    keep_stories(ledger, traced)


def agree(ledger: Ledger, documents: list[str]) -> int:
    """Check that each document's story is the same either way; return how many stories have several documents."""
    with ledger.view() as view:
        every = trace_view(view)
        assert not every.new.links
        for document in documents:
            near = trace_around(view, document)
            assert near is not None
            assert near.of(document) == every.of(document)
            assert near.facts(near.of(document)) == every.facts(every.of(document))
        return sum(len(story) > 1 for story in every.stories)


def test_a_story_is_the_same_by_itself(ledger: Ledger) -> None:
    world = World(3)
    documents = add(ledger, world, 100, 40)
    with ledger.view() as view:
        assert trace_around(view, documents[0]) is None
        assert not is_kept(view)
    compare(ledger)
    assert agree(ledger, documents) > 3
    later = add(ledger, world, 500, 12)
    with ledger.view() as view:
        assert trace_around(view, documents[0]) is None  # a later text may belong to it
    compare(ledger)
    assert agree(ledger, [*documents, *later]) > 3
    ledger.close()


def test_what_analysts_decided_is_followed(ledger: Ledger) -> None:
    documents = add(ledger, World(5), 100, 30)
    compare(ledger)
    rng = random.Random(5)  # noqa: S311 - the same on every run
    for _ in range(6):
        one, other = rng.sample(documents, 2)
        ledger.judge("story.join", one, {"documents": [one], "with": [other]}, why="same")
    split = documents[0]
    ledger.judge("story.split", split, {"documents": [split], "from": documents[1:]}, why="another")
    assert agree(ledger, documents)
    ledger.close()


def test_a_text_that_is_read_again_is_compared_again(ledger: Ledger) -> None:
    documents = add(ledger, World(7), 100, 10)
    compare(ledger)
    (added,) = ledger.add_many([(reading(100, version="0.2.0"), None)])
    with ledger.view() as view:
        assert trace_around(view, documents[1]) is None
    facts = World(7).story()[0][0]
    ledger.derive(FACTS, VERSION, {added.reading: msgspec.structs.replace(facts, document=documents[0])})
    compare(ledger)
    agree(ledger, documents)
    ledger.close()

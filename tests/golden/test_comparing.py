"""Stories and retellings newly written: what is one story, who stands behind it, what drifted and what did not."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from pactwatch.model import Document, make_document
from pactwatch.origins.facts import facts_of
from pactwatch.origins.index import StoryIndex, build
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Story
from pactwatch.read import read

HERE = Path(__file__).parent
GIVEN = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
PAIRS = tomllib.loads((HERE / "retellings.toml").read_text(encoding="utf-8"))["pairs"]


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    return {
        row["id"]: make_document(row["text"], title=row["title"], published=row["published"], publisher=row["publisher"])
        for row in GIVEN["documents"]
    }


@lru_cache(maxsize=64)
def facts(document: Document) -> Facts:
    return facts_of(read(document))


@lru_cache(maxsize=1)
def stories() -> dict[str, Story]:
    index = build([facts(document) for document in documents().values()])
    texts = {document.id: document.text for document in documents().values()}
    found = {story: trace([index.facts(name) for name in story], texts, why=True) for story in index.stories()}
    return {name: found[index.story_of(document.id)] for name, document in documents().items()}


def names(ids: Any) -> list[str]:
    by_id = {document.id: name for name, document in documents().items()}
    return sorted(by_id[one] for one in ids)


@pytest.mark.parametrize("wanted", GIVEN["stories"], ids=lambda row: row["documents"][0])
def test_a_story(wanted: dict[str, Any]) -> None:
    story = stories()[wanted["documents"][0]]
    assert names(story.documents) == wanted["documents"]
    assert names(story.unknown_lineage) == wanted["unknown"]
    for word, expected in wanted["claimants"].items():
        (claimant,) = [c for c in story.claimants if word in c.name.lower() and c.standing == "own"]
        assert names(claimant.documents) == expected
    assert story.independent_confirmations == wanted["confirmations"]
    copies = [names((c.document, c.of)) for c in story.copies if c.relation == "near_verbatim"]
    assert copies == wanted["copies"]
    assert sorted(names((p.a, p.b)) for p in story.pairs if p.relation == "independent") == wanted["independent"]
    assert story.drifts == ()


def test_relays_end_at_the_outlet() -> None:
    relays = {link for claimant in stories()["a3"].claimants for link in claimant.relays}
    assert relays == {("Reuters", "Dniester Post")}


def test_every_pair_says_why() -> None:
    story = stories()["a1"]
    assert len(story.pairs) == len(story.links) == 10
    assert all(pair.why for pair in story.pairs)
    assert all(link.joined and link.reasons for link in story.links)
    assert {pair.relation for pair in story.pairs} == {"near_verbatim", "same_origin_paraphrase", "independent", "unknown"}


def test_the_order_of_arrival_does_not_matter() -> None:
    every = [facts(document) for document in documents().values()]
    expected = build(every).stories()
    for order in list(permutations(every))[:: 40320 // 24]:
        index = StoryIndex()
        for one in order:
            index.add(one)
            index.add(one)
        assert index.stories() == expected


@pytest.mark.parametrize("pair", PAIRS, ids=lambda row: row["name"])
def test_a_retelling(pair: dict[str, Any]) -> None:
    made = [
        make_document(pair[side], published=f"2025-06-1{n}", publisher=outlet)
        for n, (side, outlet) in enumerate((("original", "First Post"), ("retelling", "Second Post")))
    ]
    index = build([facts(document) for document in made])
    texts = {document.id: document.text for document in made}
    assert len(index.stories()) == 1
    drifts = trace([index.facts(document.id) for document in made], texts).drifts
    for drift in drifts:
        assert texts[drift.document][drift.span[0] : drift.span[1]] == drift.words
        assert texts[drift.against_document][drift.against_span[0] : drift.against_span[1]] == drift.against_words
        assert (drift.document, drift.against_document) == (made[1].id, made[0].id)
    found = {drift.kind for drift in drifts}
    assert bool(found) == bool(pair["kinds"]), found
    assert not pair["kinds"] or found & set(pair["kinds"])

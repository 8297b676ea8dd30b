"""Stories that are given to a made-up ledger rather than found in it, so that looking one up can be timed at any size.

Documents that follow one another make a story: most of one, few of thirty, each linked to at most six before it. Links are
kept for all; facts (those of real texts, under the documents' ids) for one story in ten, which are those that are asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from evaluation import own_set
from pactwatch.model import make_document
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Story
from pactwatch.read import read
from pactwatch.store.ledger import Ledger
from pactwatch.store.stories import LINKED, UNTIL, Compared, KeptScore, trace_around
from pactwatch.store.tracing import FACTS, LINKS, KeptLinks
from pactwatch.store.view import View

MOST, BEFORE, KNOWN, TEMPLATES = 30, 6, 0.1, 20
BATCH = 20_000
Rows = list[tuple[str, str]]


def tell_stories(ledger: Ledger, after: int) -> list[str]:
    """Keep stories of the documents after the first `after`, as a comparison keeps them; return one of each whose facts are kept."""
    with ledger.view() as view:
        rows, until = view.latest()[after:], view.newest_reading()
    told: list[str] = []
    batch: list[Rows] = []
    for story in _stories(rows, random.Random(after)):  # noqa: S311 - the same stories each time
        batch.append(story)
        if sum(map(len, batch)) >= BATCH:
            told += _kept(ledger, batch, len(told))
            batch = []
    told += _kept(ledger, batch, len(told))
    ledger.derive(UNTIL, VERSION, {f"{until:015d}": Compared(until=until)})
    return told


def _stories(rows: Rows, chance: random.Random) -> Iterator[Rows]:
    place = 0
    while place < len(rows):
        size = min(MOST, int(chance.paretovariate(0.9)))
        yield rows[place : place + size]
        place += size


def _kept(ledger: Ledger, stories: list[Rows], seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    links, linked, facts, told = {}, {}, {}, []
    for story in stories:
        for place, (one, _) in enumerate(story):
            before = [other for other, _ in story[max(0, place - BEFORE) : place]]
            links[one] = KeptLinks(links=dict.fromkeys(before, 2.0))
            linked.update({f"{other} {one}": KeptScore(value=2.0) for other in before})
        if chance.random() < KNOWN:
            facts.update({one: replace(chance.choice(_templates()), document=document) for one, document in story})
            told.append(story[-1][1])
    ledger.derive(FACTS, VERSION, facts)
    ledger.derive(LINKS, VERSION, links)
    ledger.derive(LINKED, VERSION, linked)
    return told


@lru_cache(maxsize=1)
def _templates() -> list[Facts]:
    texts = list(own_set.load_texts("tune").values())[:TEMPLATES]
    return [facts_of(read(make_document(row["text"], published=row.get("published")))) for row in texts]


def story_of(view: View, document: str) -> Story:
    """Return the story around a document with claimants and pairs, as `pactwatch origins --document` and its page do."""
    traced = trace_around(view, document)
    if traced is None:
        raise LookupError(f"the story of {document} is not kept")
    story = traced.of(document)
    return trace(traced.facts(story), {name: view.document(name).text for name in story})

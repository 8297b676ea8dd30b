"""A story with all that stands behind it: claimants, relays, copies, independence, drifts, and why it was joined."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from pactwatch.origins.claimants import claimants_of
from pactwatch.origins.decisions import story_id
from pactwatch.origins.drift import drifts_of
from pactwatch.origins.independence import confirmations, copies_of, pairs_of, unknown_lineage
from pactwatch.origins.similarity import reasons, score
from pactwatch.origins.types import Facts, Link, Story
from pactwatch.origins.words import shingles

LATE = "9999-99-99"


def in_order(story: Sequence[Facts]) -> list[Facts]:
    """Return the documents of a story by day of publication, those without one last, then by id."""
    return sorted(story, key=lambda facts: (facts.published or LATE, facts.document))


def trace(story: Sequence[Facts], texts: Mapping[str, str], *, why: bool = False) -> Story:
    """Return the story of these documents; `texts` are theirs by id, `why` adds the reasons for each pair."""
    ordered = in_order(story)
    claimants = claimants_of(ordered)
    pieces = {facts.document: shingles(texts[facts.document]) for facts in ordered}
    pairs, drifts = pairs_of(ordered, claimants, pieces), drifts_of(ordered, texts)
    return Story(
        id=story_id(ordered[0].document),
        title=ordered[0].title,
        documents=tuple(facts.document for facts in ordered),
        claimants=tuple(claimants),
        independent_confirmations=confirmations(claimants, pairs, drifts),
        unknown_lineage=unknown_lineage(ordered, claimants),
        copies=copies_of(pairs),
        pairs=pairs,
        drifts=drifts,
        links=tuple(link(a, b, joined=True) for a, b in combinations(ordered, 2)) if why else (),
    )


def link(a: Facts, b: Facts, *, joined: bool) -> Link:
    """Return why two documents are in one story, or are not."""
    probability = 1 / (1 + math.exp(-score(a, b)))
    return Link(a=a.document, b=b.document, joined=joined, probability=round(probability, 3), reasons=reasons(a, b))

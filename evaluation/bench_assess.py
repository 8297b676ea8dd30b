"""How long 50,000 claims take against all provisions on one core, and whether twice as many take twice as long.

Claims come from readings of the benchmark's articles and of our assessment texts, repeated under other ids until there are
enough. The seconds are the processor's, so that what else the machine does counts little; they include `law_errors`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import msgspec

from evaluation.assessment import own_texts, reading_of
from evaluation.bench_texts import articles
from pactwatch.instruments import assess, law_errors, register
from pactwatch.instruments.scene import Scene
from pactwatch.model import Reading
from pactwatch.read import read

CLAIMS = 50_000
PART = 5_000
"""Claims of the smaller run, which is compared with one of twice as many."""
ROUNDS = 5
"""Pairs of runs: one pair's ratio strayed from 1.9 to 2.6 on a machine whose speed varies."""


def assess_speed() -> dict[str, float]:
    """Return the processor's seconds for CLAIMS claims, and the median ratio of the times for twice PART and for PART."""
    pool = [read(document) for document in articles()] + [reading_of(row["text"], row["title"], row["published"]) for row in own_texts()]
    register()
    seconds(pool, PART)
    ratios = [1 / seconds(pool, PART) * seconds(pool, 2 * PART) for _ in range(ROUNDS)]
    return {"assess_50000_claims_s": seconds(pool, CLAIMS), "assess_twice_over_once": median(ratios)}


def seconds(pool: list[Reading], claims: int) -> float:
    """Return the processor's seconds for assessing `claims` claims."""
    known, start = register(), time.process_time()
    for reading in repeated(pool, claims):
        scene = Scene(reading, known.lexicon, known.facts)
        assess(reading, known, scene=scene)
        law_errors(reading, known, scene)
    return time.process_time() - start


def repeated(pool: list[Reading], claims: int) -> Iterator[Reading]:
    """Yield the readings of `pool` over and over, each time under other ids, until they hold `claims` claims."""
    count = turn = 0
    while count < claims:
        for reading in pool:
            count += len(reading.claims)
            yield msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, id=f"{reading.document.id}-{turn}"))
            if count >= claims:
                return
        turn += 1

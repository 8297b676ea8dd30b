"""Stories and copies over an archive of readings: the same as pactwatch.origins finds, by joins that fit no single memory.

1. facts        each reading to what documents are compared by                     origins/facts.py
2. candidates   documents that share rare stems or figures within weeks, or a      one join by key (a shuffle, which Spark
                band of their MinHash, as origins/index.py looks them up           spills to disk where memory is short)
3. links        each candidate pair scored, kept from the index's threshold on     origins/similarity.py
4. stories      what is connected by links is grouped as the index does it         origins/index.py, on each neighbourhood

The local form does the same in this process; a test holds the two to the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from pactwatch.model import Frozen
from pactwatch.origins.copies import bands, is_copy, resemblance, signature
from pactwatch.origins.facts import facts_of
from pactwatch.origins.index import COPIED, LINK, NO_DAY, SHARED, SPAN, WINDOW, build, drawer_of, lookup_keys, within
from pactwatch.origins.similarity import Prepared, compare
from pactwatch.origins.types import Facts
from pactwatch.origins.words import shingles
from pactwatch.runners.shards import shard_rows

Pair = tuple[str, str]
Made = Callable[[Path], Iterator[tuple[str, bytes]]]
"""Makes of a shard's documents, by their ids, what they are compared by."""
REACH = -(-WINDOW // SPAN)
"""Drawers before a document's own in which one lies that was published WINDOW days before it."""


class Runs(Frozen, frozen=True, kw_only=True):
    """What copies are found by: MinHash and five-word runs, each run as 64 bits of its hash."""

    document: str
    signature: tuple[int, ...]
    pieces: tuple[int, ...]


class FoundCopy(Frozen, frozen=True, kw_only=True):
    """Two documents of which one copies the other word by word; `similarity` is the share of five-word runs in common."""

    a: str
    b: str
    similarity: float


def facts_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the id of each document in a shard with its facts, encoded: of these only what stories are found by."""
    for row in shard_rows(path, "document", "reading", "digest"):
        if row.kind == "reading":
            facts = facts_of(row.decoded()[0])
            slim = msgspec.structs.replace(facts, lines=(), voices=(), claims=(), evidence=())
            yield row.document, msgspec.msgpack.encode(slim)


def runs_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the id of each document in a shard with its runs, encoded."""
    for row in shard_rows(path, "document", "reading", "digest"):
        if row.kind == "reading":
            pieces = shingles(row.decoded()[0].document.text)
            hashed = tuple(sorted(int.from_bytes(blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8).digest()) for piece in pieces))
            yield row.document, msgspec.msgpack.encode(Runs(document=row.document, signature=signature(pieces), pieces=hashed))


def as_facts(data: bytes) -> Facts:
    """Return encoded facts."""
    return msgspec.msgpack.decode(data, type=Facts)


def as_runs(data: bytes) -> Runs:
    """Return encoded runs."""
    return msgspec.msgpack.decode(data, type=Runs)


def local_stories(paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """Return the stories of the shards at `paths`, each as sorted document ids, in the order of their first ids."""
    return build(map(as_facts, _each_once(paths, facts_in).values())).stories()


def local_copies(paths: Sequence[Path]) -> list[FoundCopy]:
    """Return the pairs of near-verbatim copies in the shards at `paths`, in the order of their ids."""
    found = {document: as_runs(data) for document, data in _each_once(paths, runs_in).items()}
    by_band: dict[tuple[int, ...], set[str]] = {}
    for document, made in found.items():
        for band in bands(made.signature):
            by_band.setdefault(band, set()).add(document)
    pairs = {pair for group in by_band.values() for pair in combinations(sorted(group), 2)}
    return [copy for a, b in sorted(pairs) for copy in copy_of(found[a], found[b])]


def _each_once(paths: Sequence[Path], made_of: Made) -> dict[str, bytes]:
    """Return what `made_of` makes of the documents in shards; of one that several engines read, the same as on Spark."""
    found: dict[str, bytes] = {}
    for path in paths:
        for document, data in made_of(path):
            found[document] = max(data, found.get(document, b""))
    return found


def copy_of(one: Runs, other: Runs) -> list[FoundCopy]:
    """Return two documents as copies, none where they are none."""
    a, b = frozenset(one.pieces), frozenset(other.pieces)
    if not is_copy(a, b):
        return []
    first, second = sorted((one.document, other.document))
    return [FoundCopy(a=first, b=second, similarity=round(resemblance(a, b), 4))]


def spark_stories(spark: Any, paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """Return what `local_stories` does, computed on Spark; links come to the driver, which joins them (two ids each)."""
    facts = _loaded(spark, paths, facts_in)
    undated = not facts.filter(lambda item: drawer_of(as_facts(item[1])) == NO_DAY).isEmpty()
    links = _joined(_candidates(facts, undated), facts).flatMap(_linked).collect()
    groups = spark.sparkContext.broadcast(neighbourhoods(links))
    alone = facts.keys().filter(lambda document: document not in groups.value).collect()
    # each neighbourhood is grouped where its facts come together
    told = facts.filter(lambda item: item[0] in groups.value).map(lambda item: (groups.value[item[0]], item[1])).groupByKey()
    return sorted([*map(tuple, told.flatMap(_grouped).collect()), *((document,) for document in alone)])


def spark_copies(spark: Any, paths: Sequence[Path]) -> list[FoundCopy]:
    """Return what `local_copies` does, computed on Spark."""
    runs = _loaded(spark, paths, runs_in)
    pairs = runs.flatMap(lambda item: _bands(item[0], as_runs(item[1]).signature)).groupByKey().flatMap(_paired).distinct()
    found = _joined(pairs.map(lambda pair: (pair, 0.0)), runs).flatMap(_copied).collect()
    return sorted(found, key=lambda copy: (copy.a, copy.b))


def neighbourhoods(links: Iterable[Pair]) -> dict[str, str]:
    """Return for each linked document the lowest id of those that it is connected with."""
    parent: dict[str, str] = {}

    def root(document: str) -> str:
        while (above := parent.setdefault(document, document)) != document:
            parent[document] = parent[above]
            document = parent[document]
        return document

    for a, b in links:
        one, other = sorted((root(a), root(b)))
        parent[other] = one
    return {document: root(document) for document in list(parent)}


def _loaded(spark: Any, paths: Sequence[Path], made_of: Made) -> Any:
    """Return what `made_of` makes of the documents in shards by their ids, each once, kept on disk where memory is short."""
    from pyspark import StorageLevel

    shown = [str(path.absolute()) for path in paths]
    made = spark.sparkContext.parallelize(shown, max(1, len(shown))).flatMap(lambda path: made_of(Path(path)))
    return made.reduceByKey(max).persist(StorageLevel.MEMORY_AND_DISK)


def _candidates(facts: Any, undated: bool) -> Any:
    """Return the pairs of documents that share enough to be scored, as the index has them; 1 marks those that share a band."""
    by_keys = facts.flatMap(lambda item: _buckets(item, undated)).groupByKey().flatMap(_weighed)
    # keys come in no fixed order, and sums of floats hang on it in their last digits
    shared = by_keys.reduceByKey(lambda one, other: one + other).filter(lambda pair: round(pair[1], 9) >= SHARED)
    by_bands = facts.flatMap(lambda item: _bands(item[0], as_facts(item[1]).signature)).groupByKey().flatMap(_paired)
    return shared.mapValues(lambda _: 0.0).union(by_bands.map(lambda pair: (pair, 1.0))).reduceByKey(max)


def _joined(pairs: Any, things: Any) -> Any:
    """Return each pair's mark with what is known of both."""
    first = pairs.map(lambda item: (item[0][0], (item[0][1], item[1]))).join(things)
    second = first.map(lambda item: (item[1][0][0], (item[1][0][1], item[1][1]))).join(things)
    return second.map(lambda item: (item[1][0][0], item[1][0][1], item[1][1]))


def _buckets(item: tuple[str, bytes], undated: bool) -> Iterator[tuple[tuple[str, int], tuple[str, bool, float]]]:
    """Yield a document by what it is looked up by and when: in its own drawer, and as a guest in those a little before.

    So two documents within reach of each other meet in one bucket alone, that of the earlier one.
    """
    document, data = item
    facts = as_facts(data)
    own = drawer_of(facts)
    guest_at = [] if own == NO_DAY else [*range(own - REACH, own), *([NO_DAY] if undated else [])]
    for key, weight in lookup_keys(facts).items():
        yield (key, own), (document, True, weight)
        for drawer in guest_at:
            yield (key, drawer), (document, False, weight)


def _weighed(item: tuple[Any, Iterable[tuple[str, bool, float]]]) -> Iterator[tuple[Pair, float]]:
    group = sorted(item[1])
    for (a, a_own, weight), (b, b_own, _) in combinations(group, 2):
        if a_own or b_own:
            yield (a, b), weight


def _bands(document: str, values: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    for band in bands(values):
        yield band, document


def _paired(item: tuple[Any, Iterable[str]]) -> Iterator[Pair]:
    yield from combinations(sorted(set(item[1])), 2)


def _linked(item: tuple[float, bytes, bytes]) -> Iterator[Pair]:
    copied, one, other = item
    a, b = as_facts(one), as_facts(other)
    if within(a, b, COPIED if copied else WINDOW) and compare(Prepared(a), Prepared(b)) >= LINK:
        yield a.document, b.document


def _copied(item: tuple[float, bytes, bytes]) -> list[FoundCopy]:
    return copy_of(as_runs(item[1]), as_runs(item[2]))


def _grouped(item: tuple[str, Iterable[bytes]]) -> list[tuple[str, ...]]:
    return build(as_facts(data) for data in item[1]).stories()

"""Missions and forces of international bodies under their own names: "the UN peacekeeping mission in Mali" is MINUSMA.

1. by place     whose it is, what it is called and where it is leave one mission (data/actors/missions.tsv), or one of those
                that the document names
2. by document  without a place, one mission of that body that was named before
3. by stem      "In Somalia, EUTM ..." is EUTM Somalia
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pactwatch.data import read_rows
from pactwatch.reading.actor_register import split_names
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

BODIES = {"united nations": "un", "european union": "eu", "african union": "au"}
"""Long forms of the words for who leads a mission."""
WHERE = frozenset({"in", "to", "for", "on"})
NONE_YET = frozenset({"a", "an", "any", "another", "new", "proposed", "future", "possible", "former", "other", "no"})
"""Words before a mission that is not the one there is."""
NEAR = 3
"""Words that may stand between a mission and the state that it is in ("in southern Lebanon")."""


@dataclass(slots=True, frozen=True)
class Mission:
    """A row of missions.tsv, its words folded; `name` is that of organisations.tsv."""

    id: str
    name: str
    bodies: frozenset[str]
    heads: frozenset[str]
    kinds: frozenset[str]
    places: frozenset[str]


def link_missions(parsed: Parsed, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the mentions, those of a mission that is only described under its name and id."""
    said = [tuple(_named(parsed, mention)) for mention in mentions]
    named = {known for some in said for known in some}
    out: list[ActorMention] = []
    before: set[str] = set()
    for n, mention in enumerate(mentions):
        found = None
        if mention.actor is None:
            found = _mission(parsed.sentences[mention.sentence], mention, mentions[n + 1 : n + 2], before, named) or _stem(mention, mentions)
        out.append(mention if found is None else replace(
            mention, name=found.name, actor=found.id, country=None, kind="organisation", rule="name",
        ))
        before.update(said[n] if found is None else (found.id,))
    return out


def _named(parsed: Parsed, mention: ActorMention) -> Iterator[str]:
    """Yield the missions that a mention names, be it within another's title ("a spokeswoman for MINUSMA")."""
    if mention.actor in _by_id():
        yield mention.actor
    elif mention.kind == "person":
        said = parsed.sentences[mention.sentence].words(mention.first, mention.last)
        yield from (row.id for row in _by_id().values() if f" {row.name} " in f" {said} ")


def _mission(
    sentence: Sentence, mention: ActorMention, following: Sequence[ActorMention], before: set[str], named: set[str]
) -> Mission | None:  # fmt: skip
    """Return the mission that a noun phrase describes, of those named `before` or anywhere; None where it may be another."""
    head = sentence.tokens[mention.head].lower
    if mention.rule != "noun" or head not in _heads():
        return None
    said = _words(sentence.words(max(0, mention.first - 1), mention.head))
    if not said.isdisjoint(NONE_YET):
        return None
    rows = [row for row in _by_id().values() if head in row.heads and not row.bodies.isdisjoint(said)]
    where = _place(sentence, mention, following)
    if where:
        there = [row for row in rows if not row.places.isdisjoint(where) and (not row.kinds or not row.kinds.isdisjoint(said))]
        return _only(there) or _only(row for row in there if row.id in named)
    return _only(row for row in rows if row.id in before)


def _place(sentence: Sentence, mention: ActorMention, following: Sequence[ActorMention]) -> frozenset[str]:
    """Return the state or the words after "in" behind a mention; empty where no place follows."""
    tokens = sentence.tokens
    after = mention.last + 1
    if after >= len(tokens) or tokens[after].lower not in WHERE:
        return frozenset()
    for other in following:
        if other.sentence == mention.sentence and other.country and other.kind == "state" and other.first - after <= NEAR:
            return frozenset((other.country,))
    words = [fold(token.text) for token in tokens[after + 1 : after + 1 + NEAR]]
    return frozenset({*words, *(" ".join(pair) for pair in pairwise(words))})


def _stem(mention: ActorMention, mentions: Sequence[ActorMention]) -> Mission | None:
    """Return the mission whose name begins with a mention and whose state the sentence names."""
    rows = _stems().get(mention.name, ())
    states = {other.country for other in mentions if other.sentence == mention.sentence and other.kind == "state"} if rows else set()
    return _only(row for row in rows if not row.places.isdisjoint(states))


def _words(text: str) -> frozenset[str]:
    folded = fold(text.replace("-", " ").replace("'s", " ").replace("’s", " "))
    for long, short in BODIES.items():
        folded = folded.replace(long, short)
    return frozenset(folded.split())


def _only(rows: Iterable[Mission]) -> Mission | None:
    found = list(rows)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Mission]:
    names = {row["id"]: row["name"] for row in read_rows("actors/organisations.tsv")}
    return {row["id"]: _row(row, names[row["id"]]) for row in read_rows("actors/missions.tsv")}


def _row(row: dict[str, str], name: str) -> Mission:
    bodies, heads, kinds = (frozenset(map(fold, split_names(row[cell]))) for cell in ("bodies", "heads", "kinds"))
    places = frozenset(place if place.isupper() else fold(place) for place in split_names(row["places"]))
    return Mission(row["id"], name, bodies, heads, kinds, places)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(head for row in _by_id().values() for head in row.heads)


@lru_cache(maxsize=1)
def _stems() -> dict[str, list[Mission]]:
    found: dict[str, list[Mission]] = {}
    for row in _by_id().values():
        stem = row.name.split()[0]
        if stem != row.name and stem.isupper():
            found.setdefault(stem, []).append(row)
    return found


@lru_cache(maxsize=1)
def mission_words() -> dict[str, frozenset[str]]:
    """Return what a mission may be called after "the", by its id."""
    return {row.id: row.heads for row in _by_id().values()}

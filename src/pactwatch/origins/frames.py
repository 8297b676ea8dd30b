"""Who does what to whom, whichever of two converse words tells it: "A lends to B", "B borrows from A", "a loan from A to B".

The words and where their two sides stand are in `origins/frames.toml`; the slots are filled in slots.py. A frame is (deed, source,
target); "" is a side that the sentence does not name. A side is a state by its code, else the stem of a noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.slots import Slots, state_tokens
from pactwatch.origins.words import common, stem
from pactwatch.reading.mentions import ActorMention, PlaceMention
from pactwatch.reading.tree import Sentence, Token

Frame = tuple[str, str, str]
GIFT, PAYMENT = "give", "pay"
KINDS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table (frames.toml): a deed, the slots of its two sides, and what it holds under, with and for."""

    deed: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    under: frozenset[str]
    when: tuple[str, ...]
    without: tuple[str, ...]
    people: bool
    acting: str
    money: bool


def frames_of(sentence: Sentence, actors: Sequence[ActorMention], places: Sequence[PlaceMention]) -> set[Frame]:
    """Return the frames of a sentence of which at least one side is named."""
    states = state_tokens(actors, places)
    return {frame for token in sentence.tokens for frame in _at(sentence, token, states)}


def _at(sentence: Sentence, token: Token, states: Mapping[int, str]) -> Iterator[Frame]:
    slots = Slots(sentence, token, states)
    rows = [row for row in _rows_of(token, slots.particle) if _holds(row, slots)]
    bound = {row.deed for row in rows if row.under}
    for row in rows:
        if row.under or row.deed not in bound:
            sources, targets = (_sides(names, row, slots) for names in (row.source, row.target))
            if row.people and not (sources and targets) and _is_of_things(row, slots):
                continue
            deed = PAYMENT if row.deed == GIFT and _is_money(slots) else row.deed
            yield from ((deed, a, b) for a in sources or ("",) for b in targets or ("",) if (a or b) and a != b)


def _rows_of(token: Token, particle: str) -> tuple[Row, ...]:
    kind = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}.get(token.pos)
    if kind is None:
        return ()
    whole = _table()[kind].get(f"{token.lemma} {particle}", ()) if particle else ()
    return whole or _table()[kind].get(token.lemma, ())


def _holds(row: Row, slots: Slots) -> bool:
    if (row.under and not row.under & slots.governing) or (row.money and not (_is_money(slots) or _is_price(slots))):
        return False
    if row.acting and any(_is_someone(token, slots) != (row.acting == "people") for token in slots.tokens("subject")):
        return False
    if any(slots.tokens(name) for name in row.without):
        return False
    return not row.when or any(slots.tokens(name) for name in row.when)


def _sides(names: tuple[str, ...], row: Row, slots: Slots) -> list[str]:
    """Return who stands in the first of the slots that is filled: a state before any other noun."""
    found: list[str] = []
    for name in names:
        tokens = slots.tokens(name)
        codes = [code for token in tokens if _fits(token, row, slots) and (code := slots.state(token, name))]
        if codes:
            return codes[:2]
        found = found or [word for token in tokens if _fits(token, row, slots) and (word := _noun(token))]
    return found[:1]


def _fits(token: Token, row: Row, slots: Slots) -> bool:
    return not row.people or _is_someone(token, slots)


def _is_someone(token: Token, slots: Slots) -> bool:
    return token.i in slots.states or stem(token.lemma) in _people()


def _is_money(slots: Slots) -> bool:
    """Say whether what changes hands is money: the object, the subject of a passive, what stands behind "of", or the deed's own noun."""
    things = [*slots.tokens("object"), *slots.tokens("of"), slots.trigger, *slots.tokens("subject")]
    return any(token.lemma.lower() in _money() for token in things)


def _is_price(slots: Slots) -> bool:
    return any(token.lemma.lower() in _money() for token in slots.tokens("for"))


@lru_cache(maxsize=1)
def _money() -> frozenset[str]:
    return frozenset(read_toml("origins/frames.toml")["money"]["words"].split())


def _is_of_things(row: Row, slots: Slots) -> bool:
    """Say whether what stands in a slot for people is none: who receives rifles is no host."""
    return any(not _is_someone(token, slots) for names in (row.source, row.target) for name in names for token in slots.tokens(name))


def _noun(token: Token) -> str:
    word = stem(token.text)
    return word if token.pos in ("NOUN", "PROPN") and word not in common() and token.text[0].isalpha() else ""


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Return the stems of who can be a side of its own: groups of people, offices, bodies."""
    words = read_toml("origins/words.toml")
    lists = (*words["groups"].values(), words["voices"]["offices"], words["voices"]["leaders"], words["voices"]["private"])
    return frozenset(stem(word) for text in lists for word in text.split()) | {"delegation", "envoy", "troop", "fight", "fighter"}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, tuple[Row, ...]]]:
    """Return the rows of each word, by the kind of word."""
    found: dict[str, dict[str, list[Row]]] = {kind: {} for kind in KINDS}
    for raw in read_toml("origins/frames.toml")["frames"]:
        row = Row(
            deed=raw["deed"], source=tuple(raw.get("source", "").split()), target=tuple(raw.get("target", "").split()),
            under=frozenset(_listed(raw.get("under", ""))), when=tuple(raw.get("when", "").split()), people=raw.get("who") == "people",
            without=tuple(raw.get("without", "").split()), acting=raw.get("acting", ""), money=raw.get("thing") == "money",
        )  # fmt: skip
        for kind in KINDS:
            for word in _listed(raw.get(kind, "")):
                found[kind].setdefault(word, []).append(row)
    return {kind: {word: tuple(rows) for word, rows in words.items()} for kind, words in found.items()}


def _listed(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := " ".join(part.split()))]

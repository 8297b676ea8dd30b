"""The words by which figures are told apart, from data/figures/measures.toml."""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.quantity_units import CURRENCIES
from pactwatch.reading.tree import Token

HARM = frozenset({"killed", "wounded", "casualties", "captured", "missing", "detained", "displaced", "deserted"})
"""Measures of people who came to harm: what happened to them outweighs where they had been sent."""
PEOPLE = HARM | {"deployed", "present", "trained", "recruited", "withdrawn", "exercising", "workers", "released"}
UNSAID = frozenset({"", "people", "persons", "others", "nationals", "citizens"})


def _table(name: str) -> dict[str, str]:
    found: dict[str, str] = read_toml("figures/measures.toml")[name]
    return found


@lru_cache(maxsize=8)
def turned(name: str) -> dict[str, str]:
    """Return {word: key} of the table `name`, whose values are words parted by blanks; the first key has precedence."""
    found: dict[str, str] = {}
    for key, words in _table(name).items():
        for word in words.split():
            found.setdefault(word, key)
    return found


def state(token: Token) -> str | None:
    """Return the measure of people that a word names by their state ("dead", "were wounded")."""
    return _table("states").get(token.lower)


def verb_measure(token: Token) -> str | None:
    """Return the measure of people that a verb speaks of."""
    if token.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    return turned("verbs").get(token.lemma) if token.pos in ("VERB", "AUX") else None


def noun_measure(token: Token) -> str | None:
    """Return what a figure measures whose words are the subject "number of X" or "X has passed"."""
    names = turned("nouns")
    return names.get(token.lemma) or names.get(token.lower) or names.get(token.lower.removesuffix("s"))


@lru_cache(maxsize=1)
def nationals() -> frozenset[str]:
    """Return the names of peoples in lower case ("nepalis")."""
    rows = read_rows("actors/states.tsv")
    return frozenset(name.strip().lower() for row in rows for name in row["people"].split(";") if name.strip())


def group_of(noun: str) -> str | None:
    """Return the group of people that a noun in lower case belongs to: soldiers, sappers, police, workers."""
    groups = turned("groups")
    last = noun.rsplit(" ", maxsplit=1)[-1]
    return groups.get(noun.replace(" ", "-")) or groups.get(last) or groups.get(last.removesuffix("s"))


def materiel(unit: str) -> str | None:
    """Return the measure of counted things by their unit ("rounds" -> shells), None for what is no materiel."""
    things = turned("materiel")
    return things.get(unit.replace(" ", "-")) or things.get(unit.rsplit(" ", maxsplit=1)[-1])


def is_money(unit: str) -> bool:
    """Say whether a unit is a currency, with or without a rate ("USD per month")."""
    return unit.split(" ", maxsplit=1)[0] in CURRENCIES


def words(table: str, key: str = "words") -> frozenset[str]:
    """Return the set of words under `key` of `table`."""
    return frozenset(_table(table)[key].split())

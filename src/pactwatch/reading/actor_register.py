"""The register of actors: states, bodies, organisations and officials from the data files, as one lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.gazetteer import Lexicon, fold


@dataclass(slots=True, frozen=True)
class Entry:
    """What the register knows of a name.

    `form` is name, seat (a capital or palace that stands for the state), adjective, people, body (a kind of
    ministry or service, `id` its suffix), person, surname or place (a name that is no actor unless it acts).
    """

    id: str
    name: str
    kind: str
    country: str | None
    form: str


@lru_cache(maxsize=1)
def register() -> Lexicon[Entry]:
    """Return the lexicon of all actors that are known by name."""
    lexicon: Lexicon[Entry] = Lexicon()
    _add_organisations(lexicon)
    _add_states(lexicon)
    _add_officials(lexicon)
    states = state_names()
    for row in read_rows("places/places.tsv"):
        for name in split_names(row["names"]):
            if not lexicon.get(name):
                # A territory that is no state of the register (Gibraltar) says nothing of an actor's state.
                lexicon.add(name, Entry("", name, "other", row["country"] if row["country"] in states else None, "place"))
    for row in read_toml("actors/nouns.toml")["body"]:
        for phrase in row["phrases"]:
            lexicon.add(phrase, Entry(row["suffix"], phrase, row["kind"], None, "body"))
    return lexicon


def _add_states(lexicon: Lexicon[Entry]) -> None:
    for row in read_rows("actors/states.tsv"):
        state, country = row["id"], row["name"]
        forms = {"name": f"{country};{row['aliases']};{row['native']}", "seat": row["seats"], "people": row["people"],
                 "adjective": row["adjectives"]}
        for form, names in forms.items():
            kind = "people" if form == "people" else "state"
            for name in split_names(names):
                lexicon.add(name, Entry(state, country, kind, state, form))


def _add_organisations(lexicon: Lexicon[Entry]) -> None:
    for row in read_rows("actors/organisations.tsv"):
        entry = Entry(row["id"], row["name"], row["kind"], row["country"] or None, "name")
        for name in (row["name"], *split_names(row["aliases"]), *split_names(row["native"])):
            lexicon.add(name, entry)


def _add_officials(lexicon: Lexicon[Entry]) -> None:
    for row in read_rows("actors/officials.tsv"):
        if row["bare"] == "lookup":
            continue
        names = split_names(row["names"])
        for name in (*names, *split_names(row["native"])):
            lexicon.add(name, Entry(row["id"], names[0], "person", row["country"], "person"))
        if row["bare"] == "yes":
            for surname in split_names(row["surname"]):
                lexicon.add(surname, Entry(row["id"], names[0], "person", row["country"], "surname"))


@lru_cache(maxsize=1)
def official_names() -> dict[str, str]:
    """Return the first name of each official by id."""
    return {row["id"]: split_names(row["names"])[0] for row in read_rows("actors/officials.tsv")}


def split_names(cell: str) -> list[str]:
    """Return the names in a table's cell, which are parted by semicolons."""
    return [name.strip() for name in cell.split(";") if name.strip()]


@lru_cache(maxsize=1)
def state_names() -> dict[str, str]:
    """Return the English name of each state by its id."""
    return {row["id"]: row["name"] for row in read_rows("actors/states.tsv")}


@lru_cache(maxsize=1)
def noun_kinds() -> dict[str, str]:
    """Return the kind of actor that each common noun makes: office, people, organisation, vessel, unit, ..."""
    nouns = read_toml("actors/nouns.toml")
    order = {"groups": "people", "instruments": "instrument", "vessels": "other", "units": "unit",
             "media": "media", "organisations": "organisation", "offices": "person"}
    return {word: kind for section, kind in order.items() for word in nouns[section]["words"].split()}


@lru_cache(maxsize=16)
def words(section: str, key: str = "words") -> frozenset[str]:
    """Return one list of words of the nouns file, folded."""
    value = read_toml("actors/nouns.toml")[section][key]
    return frozenset(fold(word) for word in (value.split() if isinstance(value, str) else value))

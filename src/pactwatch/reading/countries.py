"""The country of an actor: by the register, or by the one state whose name, adjective, people or place its name holds.

"Israeli police" and "police in Hebron" have no id of their own, and still are of a country. A name that speaks of two
countries ("Russian and Belarusian officers") has none: it would be a guess. Leaders and groups that are no part of the register
of actors are of the country that data/actors/leaders.tsv and groups.tsv say. People and bodies at home ("opposition parties") are
of the one state that a text names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.actor_register import register, split_names, state_names
from pactwatch.reading.gazetteer import Lexicon, Pieces, split_pieces
from pactwatch.reading.mentions import ActorMention, PlaceMention

TELLING = frozenset({"name", "adjective", "people", "seat", "place"})
"""Forms of names (actor_register.Entry) that say of which country somebody is."""


class Countries:
    """The countries of one document's actors: what its mentions say of a name ("Iraqi President Saddam Hussein"), then the name itself."""

    def __init__(self, mentions: Iterable[ActorMention], places: Iterable[PlaceMention] = ()) -> None:
        """Gather what the mentions say; a name that is given two countries has none of them."""
        said: dict[str, set[str]] = {}
        named = {place.country for place in places if place.country}
        for mention in mentions:
            if mention.country:
                said.setdefault(mention.name, set()).add(mention.country)
                named.add(mention.country)
        self._said = {name: next(iter(found)) for name, found in said.items() if len(found) == 1}
        self._only = next(iter(named)) if len(named) == 1 else None

    def of(self, name: str, actor: str | None) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of an actor's country, or None."""
        known = country_of(name, actor)
        if not actor and _ETHNIC.search(name):
            return known
        return known if known or actor else self._said.get(name) or (self._only if _is_at_home(name) else None)


def _is_at_home(name: str) -> bool:
    """Say whether a name is a noun for people or bodies of the country that a text is about, with no more than what kind they are."""
    words = name.split()
    heads = _domestic()
    return bool(words) and name[1:] == name[1:].lower() and (words[-1].lower() in heads or " ".join(words[-2:]).lower() in heads)


def countries_of(name: str, actor: str | None) -> tuple[str, ...]:
    """Return the country of an actor, or those of several that are named together ("Mauritania and Senegal"), in their order.

    None where one of several is not known: the others alone would be another party.
    """
    one = country_of(name, actor)
    if one:
        return (one,)
    if actor:
        found = [_by_id(part) for part in re.split("[+;]", actor) if part]
    else:
        found = [country_of(part.strip(), None) for part in _JOINED.split(name) if part.strip()]
    return tuple(dict.fromkeys(country for country in found if country)) if all(found) else ()


_JOINED = re.compile(r",| and (?:the )?")
_ETHNIC = re.compile(r"\b[Ee]thnic [\w-]+")
"""Words for a people that live anywhere: ethnic Albanians are no party of Albania's."""
_RESIDENT = re.compile(r"(?P<people>\w+s) of (?P<home>.+)")
"""A people of somewhere else: "the Albanians of southern Serbia"."""


@lru_cache(maxsize=65536)
def country_of(name: str, actor: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of an actor's country, or None."""
    if actor:
        found = {_by_id(part) for part in actor.replace("+", ";").split(";") if part}
        return next(iter(found)) if len(found) == 1 else None
    resident = _RESIDENT.fullmatch(name)
    if resident and country_of(resident["people"], None) and (home := country_of(resident["home"], None)):
        return home
    pieces = Pieces()
    for n, word in enumerate(_ETHNIC.sub("", name).split()):
        for key, written in split_pieces(word.removesuffix("'s").removesuffix("’s").strip("(),\"“”")):
            pieces.keys.append(key)
            pieces.words.append(written)
            pieces.tokens.append(n)
    told = [m.values for m in register().find(pieces) if any(v.form in TELLING for v in m.values)]
    countries = {value.country for values in told for value in values if value.form in TELLING}
    if not countries:
        countries = {country for match in _known_names().find(pieces) for country in match.values}
    return next(iter(countries)) if len(countries) == 1 else None


@lru_cache(maxsize=1)
def _known_names() -> Lexicon[str]:
    """Return the countries of leaders, by full names and by surnames that mislead nobody, and of groups."""
    names: Lexicon[str] = Lexicon()
    for row in read_rows("actors/leaders.tsv"):
        for name in (row["name"], *split_names(row["variants"]), *([row["surname"]] if row["bare"] == "yes" else [])):
            names.add(name, row["country"])
    for row in read_rows("actors/groups.tsv"):
        for name in split_names(row["names"]):
            names.add(name, row["country"])
    return names


@lru_cache(maxsize=1)
def _domestic() -> frozenset[str]:
    return frozenset(read_toml("actors/domestic.toml")["heads"])


def _by_id(actor: str) -> str | None:
    known = _register_countries()
    if actor in known:
        return known[actor]
    start = actor.split("-", maxsplit=1)[0]
    return start if start in state_names() else None


@lru_cache(maxsize=1)
def _register_countries() -> dict[str, str | None]:
    """Return the country of each body and official of the register, None where it is of none."""
    rows = (*read_rows("actors/organisations.tsv"), *read_rows("actors/officials.tsv"))
    return {name: row["country"] or None for row in rows for name in split_names(row["id"])}

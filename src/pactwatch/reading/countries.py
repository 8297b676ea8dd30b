"""The country of an actor: by the register, or by the one state whose name, adjective, people or place its name holds.

"Israeli police" and "police in Hebron" have no id of their own, and still are of a country. A name that speaks of two
countries ("Russian and Belarusian officers") has none: it would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pactwatch.data import read_rows
from pactwatch.reading.actor_register import register, split_names, state_names
from pactwatch.reading.gazetteer import Pieces, split_pieces
from pactwatch.reading.mentions import ActorMention

TELLING = frozenset({"name", "adjective", "people", "seat", "place"})
"""Forms of names (actor_register.Entry) that say of which country somebody is."""


class Countries:
    """The countries of one document's actors: what its mentions say of a name ("Iraqi President Saddam Hussein"), then the name itself."""

    def __init__(self, mentions: Iterable[ActorMention]) -> None:
        """Gather what the mentions say; a name that is given two countries has none of them."""
        said: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.country:
                said.setdefault(mention.name, set()).add(mention.country)
        self._said = {name: next(iter(found)) for name, found in said.items() if len(found) == 1}

    def of(self, name: str, actor: str | None) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of an actor's country, or None."""
        return country_of(name, actor) or (None if actor else self._said.get(name))


@lru_cache(maxsize=65536)
def country_of(name: str, actor: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of an actor's country, or None."""
    if actor:
        found = {_by_id(part) for part in actor.replace("+", ";").split(";") if part}
        return next(iter(found)) if len(found) == 1 else None
    pieces = Pieces()
    for n, word in enumerate(name.split()):
        for key, written in split_pieces(word.removesuffix("'s").removesuffix("’s").strip("(),\"“”")):
            pieces.keys.append(key)
            pieces.words.append(written)
            pieces.tokens.append(n)
    told = [m.values for m in register().find(pieces) if any(v.form in TELLING for v in m.values)]
    countries = {value.country for values in told for value in values if value.form in TELLING}
    return next(iter(countries)) if len(countries) == 1 else None


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

"""The gazetteer: states, regions, cities and sites with coordinates, looked up by folded name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_rows, read_text, read_toml
from pactwatch.reading.actor_register import split_names
from pactwatch.reading.gazetteer import Lexicon, Pieces

LONGEST = 4
"""Pieces in the longest name of the table of cities that is worth a look."""


@dataclass(slots=True, frozen=True)
class Site:
    """A place that the gazetteer knows. Coordinates are degrees north and east, rounded, None when not known."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    alternatives: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def named_places() -> Lexicon[Site]:
    """Return states and the places of our own table."""
    lexicon: Lexicon[Site] = Lexicon()
    for row in read_rows("places/places.tsv"):
        names = split_names(row["names"])
        site = Site(names[0], row["country"] or None, float(row["lat"]), float(row["lon"]), row["precision"])
        for name in names:
            lexicon.add(name, site)
    for row in read_rows("actors/states.tsv"):
        if row["lat"]:
            site = Site(row["name"], row["id"], float(row["lat"]), float(row["lon"]), "country")
            for name in (row["name"], *split_names(row["aliases"])):
                lexicon.add(name, site)
    return lexicon


@lru_cache(maxsize=1)
def _city_lines() -> tuple[dict[str, list[str]], frozenset[str]]:
    """Return the lines of the table of cities by folded name, and the first words of all names."""
    lines: dict[str, list[str]] = {}
    for line in read_text("places/cities.tsv").splitlines():
        key, _, rest = line.partition("\t")
        if rest:
            lines.setdefault(key, []).append(rest)
    return lines, frozenset(key.split(" ", 1)[0] for key in lines)


@lru_cache(maxsize=4096)
def cities(key: str) -> tuple[Site, ...]:
    """Return the cities of the folded name `key`, the largest first."""
    found = []
    for rest in _city_lines()[0].get(key, ()):
        country, lat, lon = rest.split("\t")
        found.append(Site(key.title(), country, float(lat), float(lon), "city"))
    return tuple(found)


def city_length(pieces: Pieces, at: int) -> int:
    """Return how many pieces from `at` make the longest name of a city, 0 when none does."""
    lines, firsts = _city_lines()
    if pieces.keys[at] not in firsts or not pieces.words[at][0].isupper():
        return 0
    for length in range(min(LONGEST, len(pieces.keys) - at), 0, -1):
        if " ".join(pieces.keys[at : at + length]) in lines:
            return length
    return 0


@lru_cache(maxsize=1)
def place_words() -> dict[str, frozenset[str]]:
    """Return the lists of words that tell what sort of place a name stands for."""
    lists = read_toml("places/words.toml")
    return {name: frozenset(value) for name, value in lists.items() if name != "ambiguous"}


def alternatives(key: str, sites: tuple[Site, ...]) -> tuple[str, ...]:
    """Return what else the folded name `key` may stand for, in a fixed order; empty when it is clear."""
    listed: list[str] = read_toml("places/words.toml")["ambiguous"].get(key, [])
    if listed:
        return tuple(listed)
    division = division_of(key)
    if division and key not in place_words()["cities_first"]:
        return (f"{sites[0].name} (city)", division.name)
    return tuple(f"{site.name} ({site.country})" for site in sites) if len(sites) > 1 else ()


def usual_site(key: str, site: Site) -> Site:
    """Return the division instead of its city where reporting mostly means the division ("Kursk")."""
    division = division_of(key) if key in place_words()["divisions_first"] else None
    return division or site


@lru_cache(maxsize=1024)
def division_of(key: str) -> Site | None:
    """Return the first-level division that bears the name of the city `key` ("kursk" -> Kursk Oblast), or None."""
    for kind in ("oblast", "krai", "province"):
        if found := named_places().get(f"{key} {kind}"):
            return found[0]
    return None

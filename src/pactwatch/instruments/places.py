"""Names of states, places and towns as classes of the lexicon.

States come from actors/states.tsv: each gives a class named by its code, `state`, and, unless it is the DPRK, `foreign`.
Places outside the DPRK (places/*.tsv, instruments/towns.tsv) are `abroad`, as foreign states are; towns of the states that
provisions are about belong to the class of their country too (REGIONS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactwatch.data import read_rows

if TYPE_CHECKING:
    from pactwatch.instruments.lexicon import Lexicon

DPRK = "PRK"
DPRK_PEOPLE = "dprk_people"
"""The class of "North Koreans" and whoever a pronoun stands for among them."""
REGIONS = {"LBY": ("libya",), "IRN": ("iran",), "CAF": ("car",), "SDN": ("sudan_elsewhere",), "DARFUR": ("darfur",), "PRK": ("dprk", "dprk_place")}
"""Classes of towns by their country, beside `abroad` for all but those of the DPRK."""
_FORMS = {"adjectives": "dprk_adj", "people": DPRK_PEOPLE}


def add_states(lexicon: Lexicon) -> None:
    """Add the names, adjectives, peoples and seats of states."""
    for row in read_rows("actors/states.tsv"):
        code = row["id"]
        classes = (code, "state", "dprk", "dprk_name") if code == DPRK else (code, "state", "foreign", "abroad")
        for column in ("name", "aliases", "adjectives", "people", "seats"):
            for name in row[column].split(";"):
                if name.strip() and len(name.strip()) > 1:
                    extra = (_FORMS.get(column, ""),) if code == DPRK and column in _FORMS else ()
                    lexicon.add(name.strip(), classes + extra)


def add_places(lexicon: Lexicon) -> None:
    """Add cities and other places that have a country."""
    for file in ("places/places.tsv", "places/cities.tsv"):
        for row in read_rows(file):
            country = row.get("country")
            if not country:
                continue
            classes = REGIONS[DPRK] if country == DPRK else (f"in_{country}", "abroad")
            for name in next(iter(row.values())).split(";"):
                if len(name.strip()) > 3:
                    plain = name.strip()
                    lexicon.add(plain if plain[0].isupper() else plain.title(), classes)


def add_towns(lexicon: Lexicon) -> None:
    """Add smaller towns, those of the states that provisions are about as parts of these."""
    for row in read_rows("instruments/towns.tsv"):
        country = row["country"]
        region = REGIONS.get(country, ())
        lexicon.add(row["name"], region if country == DPRK else (*region, f"in_{country}", "abroad"))

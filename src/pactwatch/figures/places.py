"""How two places lie to each other: the same, one within the other, apart, or not known."""

from __future__ import annotations

import math
import re
from typing import Literal

from pactwatch.model import Place

Area = Literal["same", "within", "contains", "apart", "unknown"]
_KINDS = re.compile(r"\b(?:the|oblast|region|province|district|city|governorate|republic|krai|state|area|border)\b")
SPREAD = {"admin1": 150.0, "region": 400.0, "admin2": 60.0, "city": 25.0, "point": 25.0, "sea": 400.0}
"""Kilometres from a place's coordinates that still lie in it, by precision: a Russian oblast is some 300 km across."""
WIDE = frozenset({"country", "region", "admin1", "sea"})


def place_key(place: Place | None) -> str:
    """Return a place's name without what kind of place it is: "Kursk region" and "Kursk Oblast" are one."""
    return name_key(place.name) if place else ""


def name_key(name: str) -> str:
    """Return the name of a place in lower case, without what kind of place it is."""
    return " ".join(_KINDS.sub(" ", name.casefold()).split())


def area(one: Place | None, two: Place | None) -> Area:
    """Return how `one` lies to `two`."""
    if one is None or two is None:
        return "unknown"
    if place_key(one) == place_key(two):
        return "same"
    if one.country and two.country and one.country != two.country:
        return "apart"
    if two.precision == "country" and one.country == two.country:
        return "within"
    if one.precision == "country" and one.country == two.country:
        return "contains"
    if one.lat is None or two.lat is None:
        return "unknown" if {one.precision, two.precision} & WIDE else "apart"
    near = distance(one, two)
    wide_one, wide_two = SPREAD.get(one.precision, 25.0), SPREAD.get(two.precision, 25.0)
    if wide_one < wide_two and near <= wide_two:
        return "within"
    if wide_two < wide_one and near <= wide_one:
        return "contains"
    return "same" if near <= min(wide_one, wide_two) / 2 else "apart"


def distance(one: Place, two: Place) -> float:
    """Return the great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    a, b = math.radians(one.lat or 0), math.radians(two.lat or 0)
    dy, dx = b - a, math.radians((two.lon or 0) - (one.lon or 0))
    h = math.sin(dy / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(dx / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))

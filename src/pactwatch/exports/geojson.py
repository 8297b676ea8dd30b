"""GeoJSON (RFC 7946): one Feature a claim. A point only where a place is known that closely; else the geometry is null.

A Feature's point is where the event is: the claim's place, else where it goes to, else where it comes from (`place_role`). A
country, a region or a sea has no honest point: a pin in the middle of it would name a town that nobody named. A province
or district has the middle of it, with how far the event may be from there (`uncertainty_km`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from pactwatch.casefile.rows import encode_json
from pactwatch.exports.csv_rows import COLUMNS
from pactwatch.exports.format import Format
from pactwatch.exports.record import Record
from pactwatch.model import Place

UNCERTAINTY_KM = {"point": 1, "city": 15, "admin2": 60, "admin1": 250}
"""How far from the point the event may be, by precision: nominal radii of a site, a city, a district, a province. What is
not here gets no point."""
CITY_AND_PROVINCE = 2
ROLES = ("place", "destination", "origin")
LEFT_OUT = frozenset({"claim", "place_precision"})


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write a FeatureCollection, a line for each Feature; return how many."""
    count = 0
    out.write(b'{"type":"FeatureCollection","features":[')
    for record in records:
        out.write((b",\n" if count else b"\n") + encode_json(feature(record)))
        count += 1
    out.write(b"\n]}\n")
    return count


def feature(record: Record) -> dict[str, Any]:
    """Return the Feature of a claim."""
    role = located(record)
    place: Place | None = getattr(record, role) if role else None
    found = point(place)
    facts = {column.name: column.value(record) for column in COLUMNS if column.name not in LEFT_OUT}
    where = {
        "place_role": role, "place_precision": place.precision if place else None,
        "uncertainty_km": UNCERTAINTY_KM[place.precision] if place and found else None,
        "alternatives": list(place.alternatives) if place else [], "no_point": None if found else _why(place),
    }  # fmt: skip
    return {"type": "Feature", "id": record.id, "geometry": found, "properties": facts | where}


def located(record: Record) -> str | None:
    """Return which of a claim's places its Feature stands at: the first with an honest point, else the first there is."""
    given = [role for role in ROLES if getattr(record, role) is not None]
    return next((role for role in given if point(getattr(record, role))), given[0] if given else None)


def point(place: Place | None) -> dict[str, Any] | None:
    """Return a GeoJSON Point, longitude first, for a place that has an honest one; None for any other."""
    if place is None or place.lat is None or place.lon is None or place.precision not in UNCERTAINTY_KM or ambiguous(place):
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def ambiguous(place: Place) -> bool:
    """Whether the name may mean a place elsewhere; a province and its own city ("Kursk") are within each other."""
    within = place.precision == "admin1" and len(place.alternatives) == CITY_AND_PROVINCE and place.alternatives[0].endswith(" (city)")
    return bool(place.alternatives) and not within


def _why(place: Place | None) -> str:
    if place is None:
        return "the claim names no place"
    if ambiguous(place):
        return f"the name may mean another place: {', '.join(place.alternatives)}"
    return f"the place is known to the {place.precision} only" if place.precision not in UNCERTAINTY_KM else "the place has no coordinates"


FORMAT = Format(
    name="geojson", suffix=".geojson", media_type="application/geo+json", write=write, things="features",
    about="one feature a claim, for maps; a point only where the place is known so closely, with its uncertainty",
    fields={"geometry": "a Point, or null where the claim has no honest point", "id": "id of the claim"}
    | {column.name: column.about for column in COLUMNS if column.name not in LEFT_OUT}
    | {"place_role": "which place the feature stands at: place, destination or origin",
       "place_precision": "what its coordinates stand for",
       "uncertainty_km": "how far from the point the event may be: nominal radius of a site 1, a city 15, a district 60, a province 250",
       "alternatives": "other places that the name may mean", "no_point": "why the geometry is null"},
)  # fmt: skip

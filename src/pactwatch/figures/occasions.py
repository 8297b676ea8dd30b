"""What the figures of a series are of: one stock, or as many occasions as its flows have periods.

Flows are of one occasion where they are of one period and place; as in relations.py, those of one local place (a town, not a region)
within SAME_EVENT days of each other are tolls of one event.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.figures.days import Days, days_of, gap
from pactwatch.figures.places import WIDE, area, place_key
from pactwatch.figures.points import Point
from pactwatch.figures.relations import SAME_EVENT

STOCK = "stock"


def occasions(points: Sequence[Point]) -> dict[str, list[Point]]:
    """Return the points by what they are of: STOCK for all stocks, "flow PLACE PERIOD" (EDTF, the earliest of an event) for flows."""
    found: dict[str, list[Point]] = {}
    named: dict[tuple[str, Days | str | None], str] = {}
    events: list[tuple[str, Point]] = []
    for p in sorted(points, key=_when):
        name, days = STOCK, days_of(p.figure.as_of)
        if p.figure.kind == "flow":
            events = [event for event in events if days is not None and _reaches(event[1], days)]
            joined = next((event for event, first in events if _is_local(p) and area(first.figure.place, p.figure.place) == "same"), _name(p))
            name = named.setdefault((place_key(p.figure.place), days or p.figure.as_of), joined)
            if name not in found and _is_local(p):
                events.append((name, p))
        found.setdefault(name, []).append(p)
    return {name: sorted(group, key=lambda p: p.order) for name, group in found.items()}


def _when(p: Point) -> tuple[str, str, tuple[str, str, int, str]]:
    """Return what points are sorted by: the first of an event, by its period, gives it its name."""
    days = days_of(p.figure.as_of)
    return days[0].isoformat() if days else "", p.figure.as_of or "", p.order


def _name(p: Point) -> str:
    return " ".join(word for word in ("flow", place_key(p.figure.place), p.figure.as_of or "") if word)


def _reaches(first: Point, days: Days) -> bool:
    """Say whether an event's first period is near enough to a later one for one event; it is to none after one that it is not."""
    period = days_of(first.figure.as_of)
    return period is not None and gap(period, days) <= SAME_EVENT


def _is_local(p: Point) -> bool:
    return p.figure.place is not None and p.figure.place.precision not in WIDE

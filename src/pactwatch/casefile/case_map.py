"""The map of a case: where it is said to have taken place, as SVG with a graticule and as a table; plate carrée, no outlines.

A mark is as precise as its claim: a pin for a point or a city, a dashed ring for a district, region or sea, and for a country
its name alone, never a pin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

from pactwatch.casefile.case_file import Note, Picture, Table
from pactwatch.casefile.case_timeline import STYLE, label
from pactwatch.casefile.map_labels import Labels, numbered, pin_box
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import modality_word, place_words
from pactwatch.model import Frozen, Place

WIDTH, HEIGHT, EDGE = 860, 430, 46
PINS = frozenset({"point", "city"})
RINGS = {"admin2": 12, "admin1": 20, "region": 28, "sea": 34}
"""Pixels of the radius of a ring, by precision; they say "about here", not how large a place is."""
LEAST_LON, LEAST_LAT = 12.0, 6.0
"""Degrees that a map shows at least, so that one place is not the whole of it."""
STEPS = (1, 2, 5, 10, 20, 30, 60)
LEFT_OUT = " Where places lie too close for all names, the table has them."


class Spot(Frozen, frozen=True, kw_only=True):
    """One place with the footnotes of the claims that name it, and as what (place, origin, destination)."""

    place: Place
    notes: tuple[int, ...]


def case_map(notes: Iterable[Note]) -> Picture | None:
    """Return the map of the notes' places; None where no claim has a place."""
    known = [note for note in notes if note.claim is not None]
    spots = spots_of(known)
    if not spots:
        return None
    placed = [spot for spot in spots if spot.place.lat is not None and spot.place.lon is not None]
    svg, unnamed = _drawn(placed)
    return Picture(
        name="map", title="Where it is said to have taken place", svg=svg,
        words="A pin is a named city or point. A dashed ring is a district, region or sea, of no known point within it. "
        "A claim that names a country only has no mark but the country's name." + LEFT_OUT * unnamed,
        table=_table(known),
    )  # fmt: skip


def spots_of(notes: Iterable[Note]) -> list[Spot]:
    """Return the places of the notes' claims, each once, those named most first."""
    found: dict[tuple[object, ...], tuple[Place, dict[int, None]]] = {}
    for note in notes:
        for place in places_of(note).values():
            key = (place.name, place.country, place.precision)
            found.setdefault(key, (place, {}))[1][note.number] = None
    spots = [Spot(place=place, notes=tuple(numbers)) for place, numbers in found.values()]
    return sorted(spots, key=lambda spot: (-len(spot.notes), spot.place.name))


def places_of(note: Note) -> dict[str, Place]:
    """Return the places of a note's claim by what they are in it."""
    claim = note.claim
    given = {"place": claim.place, "from": claim.origin, "to": claim.destination} if claim is not None else {}
    return {name: place for name, place in given.items() if place is not None}


class _Frame:
    """Where degrees lie on the map."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        lons = [spot.place.lon or 0.0 for spot in spots]
        lats = [spot.place.lat or 0.0 for spot in spots]
        self.west, self.east = _widened(min(lons), max(lons), LEAST_LON, 180.0)
        self.south, self.north = _widened(min(lats), max(lats), LEAST_LAT, 90.0)

    def x(self, lon: float) -> float:
        """Return the pixel of a longitude."""
        return round(EDGE + (WIDTH - 2 * EDGE) * (lon - self.west) / (self.east - self.west), 1)

    def y(self, lat: float) -> float:
        """Return the pixel of a latitude."""
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (lat - self.south) / (self.north - self.south), 1)

    def at(self, spot: Spot) -> tuple[float, float]:
        """Return the pixels of a spot."""
        return self.x(spot.place.lon or 0.0), self.y(spot.place.lat or 0.0)

    def graticule(self) -> Iterable[str]:
        """Yield meridians and parallels with their degrees."""
        for lon in _steps(self.west, self.east):
            yield f'<line x1="{self.x(lon)}" x2="{self.x(lon)}" y1="18" y2="{HEIGHT - 22}" stroke="#dcdcdc"/>'
            yield f'<text class="dim" x="{self.x(lon)}" y="{HEIGHT - 6}" text-anchor="middle">{_degrees(lon, "E", "W")}</text>'
        for lat in _steps(self.south, self.north):
            yield f'<line x1="40" x2="{WIDTH - 6}" y1="{self.y(lat)}" y2="{self.y(lat)}" stroke="#dcdcdc"/>'
            yield f'<text class="dim" x="34" y="{self.y(lat) + 4}" text-anchor="end">{_degrees(lat, "N", "S")}</text>'


def _widened(low: float, high: float, least: float, limit: float) -> tuple[float, float]:
    pad = max((least - (high - low)) / 2, (high - low) * 0.12)
    return max(-limit, low - pad), min(limit, high + pad)


def _steps(low: float, high: float) -> list[int]:
    step = next((step for step in STEPS if (high - low) / step <= 8), STEPS[-1])
    return [n * step for n in range(-(-int(low) // step) - 1, int(high) // step + 2) if low <= n * step <= high]


def _degrees(value: int, positive: str, negative: str) -> str:
    return f"{abs(value)}°{positive if value > 0 else negative if value < 0 else ''}"


def _drawn(spots: Sequence[Spot]) -> tuple[str, bool]:
    """Return the map, and whether there is a place that has no room for its name."""
    unnamed = False
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">',
        f"<title>Map</title><desc>{escape('; '.join(one_line(place_words(spot.place)) for spot in spots) or 'no place with coordinates')}</desc>",
        f'<style>{STYLE}</style><rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    if spots:
        frame = _Frame(spots)
        parts += frame.graticule()
        labels = Labels((42, 14, WIDTH - 6, HEIGHT - 22), [pin_box(*frame.at(spot)) for spot in spots if spot.place.precision in PINS])
        for mark in (_mark, partial(_name, labels=labels)):  # no mark over a name
            for spot in spots:
                parts += mark(spot, *frame.at(spot))
        unnamed = labels.left_out
    else:
        parts.append(f'<text x="{EDGE}" y="60">no place with coordinates</text>')
    return "\n".join([*parts, "</svg>"]) + "\n", unnamed


def _mark(spot: Spot, x: float, y: float) -> Iterable[str]:
    precision, told = spot.place.precision, f"<title>{escape(one_line(place_words(spot.place)))}</title>"
    if precision in PINS:
        yield f'<path class="pin" d="M{x} {y}l-5 -12a5.6 5.6 0 1 1 10 0z" fill="#a1261f">{told}</path>'
    elif precision != "country":
        radius = RINGS.get(precision, RINGS["region"])
        paint = 'fill="#1f4fa3" fill-opacity="0.08" stroke="#1f4fa3" stroke-dasharray="5 4"'
        yield f'<circle class="ring" cx="{x}" cy="{y}" r="{radius}" {paint}>{told}</circle>'


def _name(spot: Spot, x: float, y: float, labels: Labels) -> Iterable[str]:
    words = numbered(one_line(spot.place.name), spot.notes)
    if spot.place.precision in PINS:
        return labels.beside(words, x, y)
    if spot.place.precision == "country":
        return labels.amid(f"{words}: country only", x, y, ' class="country" font-style="italic"')
    return labels.amid(words, x, y)


def _table(notes: Iterable[Note]) -> Table:
    rows = [_row(note, ", ".join(names), place) for note in notes for names, place in _roles(note)]
    return Table(head=("place", "as", "precision", "degrees", "what", "note"), rows=tuple(rows))


def _roles(note: Note) -> Iterable[tuple[list[str], Place]]:
    """Return each place of a claim once, with all that it is in it: a claim's place is often its destination too."""
    found: dict[tuple[object, ...], tuple[list[str], Place]] = {}
    for name, place in places_of(note).items():
        found.setdefault((place.name, place.country, place.precision), ([], place))[0].append(name)
    return found.values()


def _row(note: Note, name: str, place: Place) -> tuple[str, ...]:
    placed = place.lat is not None and place.lon is not None and place.precision != "country"
    at = f"{place.lat:.2f}, {place.lon:.2f}" if placed else ""
    what = f"{label(note.claim)} ({modality_word(note.claim.modality)})" if note.claim is not None else ""
    return one_line(place_words(place)), name, place.precision.replace("_", " "), at, what, f"[{note.number}]"

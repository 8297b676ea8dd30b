"""Names on a map: off the pins, off each other, within the map; what has no room is in the table."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree

from pactwatch.casefile.case_map import HEIGHT, WIDTH, Spot, _drawn
from pactwatch.casefile.map_labels import LETTER, LINE, Box, numbered, pin_box
from pactwatch.model import Place

SVG = "{http://www.w3.org/2000/svg}"


def spot(name: str, lat: float, lon: float, precision: str, notes: int) -> Spot:
    place = Place(name=name, country="EMK", lat=lat, lon=lon, precision=precision, span=(0, 1))  # type: ignore[arg-type]
    return Spot(place=place, notes=tuple(range(1, notes + 1)))


def dense(seed: int, count: int = 40) -> list[Spot]:
    """Return places close to each other, as many as no map can name."""
    chance = random.Random(seed)  # noqa: S311 - a made-up map, no secret
    kinds = ["city", "city", "point", "country", "admin1"]
    return [
        spot(f"Place {n} of many", 50 + chance.random() * 4, 30 + chance.random() * 8, chance.choice(kinds), chance.randint(1, 30))
        for n in range(count)
    ]


def boxes(svg: str) -> tuple[list[Box], list[Box]]:
    """Return what the pins cover and what the names do."""
    root = etree.fromstring(svg)
    points = [re.match(r"M([\d.]+) ([\d.]+)", one.get("d")) for one in root.iter(f"{SVG}path") if one.get("class") == "pin"]
    pins = [pin_box(float(one[1]), float(one[2])) for one in points if one]
    names: list[Box] = []
    for one in root.iter(f"{SVG}text"):
        if one.get("class") != "dim":
            x, y, width = float(one.get("x")), float(one.get("y")), LETTER * len(one.text)
            left = x - {"start": 0, "middle": width / 2, "end": width}[one.get("text-anchor")]
            names.append((left, y - LINE + 3, left + width, y + 3))
    return pins, names


def meet(one: Box, two: Box) -> bool:
    return one[0] + 0.2 < two[2] and two[0] + 0.2 < one[2] and one[1] + 0.2 < two[3] and two[1] + 0.2 < one[3]


@pytest.mark.parametrize("seed", range(12))
def test_no_name_covers_a_pin_or_another_name(seed: int) -> None:
    pins, names = boxes(_drawn(dense(seed))[0])
    assert len(names) >= 8
    for n, name in enumerate(names):
        assert not any(meet(name, pin) for pin in pins)
        assert not any(meet(name, other) for other in names[n + 1 :])
        assert name[0] >= 40
        assert name[2] <= WIDTH
        assert 0 <= name[1] <= name[3] <= HEIGHT


def test_a_name_is_close_to_its_pin_and_where_there_is_room_all_are_named() -> None:
    spots = [spot("Vessin", 50, 20, "city", 3), spot("Port Selm", 55, 30, "city", 1), spot("Eastmark", 52, 25, "country", 2)]
    drawn, unnamed = _drawn(spots)
    assert not unnamed
    for one in spots:
        assert numbered(one.place.name, one.notes) in drawn
    pins, names = boxes(drawn)
    for pin in pins:
        assert any(meet((pin[0] - 8, pin[1] - 8, pin[2] + 8, pin[3] + 8), name) for name in names)


def test_many_numbers_are_counted() -> None:
    assert numbered("Vessin", (1, 2, 20, 39)) == "Vessin [1, 2, 20, 39]"
    assert numbered("Vessin", (1, 2, 20, 39, 40, 41, 42, 43)) == "Vessin [1, 2, 20 and 5 more]"

"""Figures in names and codes count nothing; those beside a name that they do not belong to still count."""

from __future__ import annotations

import pytest

from pactwatch.model import Block
from pactwatch.reading.parse import parse
from pactwatch.reading.quantities import find_quantities

WEAK = {"article", "ordinal-first", "definite"}


def _counted(text: str) -> list[float | None]:
    parsed = parse(text, [Block(kind="paragraph", start=0, end=len(text))])
    return [m.low for m in find_quantities(parsed) if m.rule not in WEAK]


@pytest.mark.parametrize("text", [
    "The vessel Jin Teng 8 (IMO 9163154) carried coal from Nampo to Rizhao.",
    "The tanker Ocean Pearl (MMSI 538004321) shipped oil to Wonsan.",
    "The freighter Wise Star 5 unloaded coal at Ulsan in May.",
    "The frigate, hull number 547, sailed to Karachi with passport number 30481177 on board.",
    "Norway will hand Leopard 2 tanks to Kyiv.",
    "Engineers inspected the pipeline Nord Stream 2 in spring.",
])
def test_names_and_codes_count_nothing(text: str) -> None:
    assert _counted(text) == []


@pytest.mark.parametrize(("text", "values"), [
    ("Spain delivered 19 Leopard 2 tanks to Ukraine.", [19]),
    ("Paris gave Ukraine 12 howitzers.", [12]),
    ("The ships brought Pyongyang 300 containers.", [300]),
    ("Jamaica sent 24 officers and Belize 2.", [24, 2]),
    ("Australia promised Kyiv 49 Abrams tanks.", [49]),
])
def test_counts_beside_names_stay(text: str, values: list[float]) -> None:
    assert _counted(text) == values

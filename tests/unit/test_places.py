from __future__ import annotations

import pytest

from pactwatch.model import Block
from pactwatch.reading.mentions import PlaceMention
from pactwatch.reading.parse import parse
from pactwatch.reading.places import find_places


def places(text: str) -> dict[str, PlaceMention]:
    return {p.name: p for p in find_places(parse(text, [Block(kind="paragraph", start=0, end=len(text))]))}


@pytest.mark.parametrize(("text", "name", "country", "precision"), [
    ("The builders will work in the Kursk region.", "Kursk region", "RUS", "admin1"),
    ("Ships left Rajin for Dunay.", "Rajin", "PRK", "city"),
    ("The plane landed at Nyala airport.", "Nyala airport", "SDN", "point"),
    ("Troops arrived in Mali.", "Mali", "MLI", "country"),
    ("The frigate crossed the Red Sea.", "Red Sea", None, "sea"),
    ("Fighting went on in the Tver region.", "Tver region", "RUS", "admin1"),
    ("A convoy reached El-Fasher.", "El-Fasher", "SDN", "city"),
    ("They trained in N'Djamena.", "N'Djamena", "TCD", "city"),
    ("The battery moved to Cabo Delgado.", "Cabo Delgado", "MOZ", "admin1"),
    ("Guards patrol near Port Sudan.", "Port Sudan", "SDN", "city"),
])
def test_country_and_precision(text: str, name: str, country: str | None, precision: str) -> None:
    found = places(text)
    assert name in found, list(found)
    assert (found[name].country, found[name].precision) == (country, precision)


def test_a_state_never_gets_the_pin_of_its_capital() -> None:
    found = places("Workers left for Russia and reached Moscow.")
    assert found["Russia"].precision == "country"
    assert (found["Russia"].lat, found["Russia"].lon) != (found["Moscow"].lat, found["Moscow"].lon)


def test_a_part_of_a_state_has_no_pin() -> None:
    part = places("Shelling hit eastern Ukraine overnight.")["eastern Ukraine"]
    assert (part.country, part.precision, part.lat) == ("UKR", "region", None)


def test_an_ambiguous_name_says_so() -> None:
    donetsk = places("Units advanced near Donetsk.")["Donetsk"]
    assert donetsk.alternatives == ("Donetsk (city)", "Donetsk Oblast")
    assert donetsk.precision == "admin1"


def test_a_country_in_brackets_decides_between_names() -> None:
    assert places("The drill began in Portland (United Kingdom).")["Portland"].country == "GBR"


def test_an_unknown_place_is_kept_without_coordinates() -> None:
    found = places("Residents fled from Qarabulaqtepe, a village near Zubrovnik.")
    unknown = [p for p in found.values() if p.precision == "unknown"]
    assert unknown
    assert all(p.lat is None and p.country is None for p in unknown)


def test_units_and_agencies_are_no_places() -> None:
    assert "Kursk" not in places("The Kursk group of forces was disbanded.")
    assert "NIS" not in places("The NIS briefed lawmakers.")


def test_capitals_are_read() -> None:
    assert places("TROOPS SENT TO KURSK OBLAST AFTER TALKS IN MOSCOW")["KURSK OBLAST"].precision == "admin1"

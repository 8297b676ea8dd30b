"""Of which country an actor is."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.reading.countries import countries_of, country_of


@pytest.mark.parametrize(("name", "actor", "country"), [
    ("Israeli police", None, "ISR"),
    ("police in Tokyo", None, "JPN"),
    ("Norway's defence ministry", None, "NOR"),
    ("ministry of defence", "NOR-MOD", "NOR"),
    ("Kim Jong Un", "per-kim-jong-un", "PRK"),
    ("Russian and Belarusian officers", None, None),
    ("Congo and Costa Rica", "COG+CRI", None),
    ("guerrillas", None, None),
    ("Robert Mugabe", None, "ZWE"),
    ("Mitterrand", None, "FRA"),
    ("Ian Smith", None, "ZWE"),
    ("Smith", None, None),
    ("FARC rebels", None, "COL"),
    ("Sinn Fein leader", None, "IRL"),
    ("us", None, None),
    ("ethnic Albanians", None, None),
    ("ethnic Turks in Sweden", None, "SWE"),
    ("Albanians of southern Serbia", None, "SRB"),
])  # fmt: skip
def test_country_by_register_or_by_the_one_state_that_the_name_holds(name: str, actor: str | None, country: str | None) -> None:
    assert country_of(name, actor) == country


def test_a_title_tells_the_country_of_a_name_that_no_register_knows() -> None:
    text = "Norwegian defence minister Kari Aas visited Latvia on Monday. Aas handed over 20 lorries to the Latvian army."
    parties = [p for claim in read(make_document(text, published="2025-05-06")).claims for p in (claim.agent, claim.recipient) if p]
    assert {p.country for p in parties if p.name == "Kari Aas"} == {"NOR"}
    assert all(p.country == "LVA" for p in parties if "Latvia" in p.name)


@pytest.mark.parametrize(("name", "actor", "countries"), [
    ("Mauritania and Senegal", None, ("MRT", "SEN")),
    ("Finland, Sweden and the Norwegian government", None, ("FIN", "SWE", "NOR")),
    ("Congo and Costa Rica", "COG+CRI", ("COG", "CRI")),
    ("Latvian police", None, ("LVA",)),
    ("rebels", None, ()),
])  # fmt: skip
def test_several_that_are_named_together_are_of_several_countries_or_of_none(name: str, actor: str | None, countries: tuple[str, ...]) -> None:
    assert countries_of(name, actor) == countries


def _countries(text: str) -> dict[str, str | None]:
    claims = read(make_document(text, published="2025-05-06")).claims
    return {party.name: party.country for claim in claims for party in (claim.agent, claim.recipient) if party}


def test_people_at_home_are_of_the_one_state_that_a_text_names() -> None:
    assert _countries("Opposition parties called a strike against the new law in Nepal on Monday.").get("Opposition parties") == "NPL"


def test_nobody_is_at_home_where_a_text_names_two_states() -> None:
    found = _countries("Opposition parties in Nepal condemned India on Monday over the closed border. Students threatened more protests.")
    assert found.get("Students") is None
    assert found.get("Opposition parties") in (None, "NPL")

"""Of which country an actor is."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.reading.countries import country_of


@pytest.mark.parametrize(("name", "actor", "country"), [
    ("Israeli police", None, "ISR"),
    ("police in Tokyo", None, "JPN"),
    ("Norway's defence ministry", None, "NOR"),
    ("ministry of defence", "NOR-MOD", "NOR"),
    ("Kim Jong Un", "per-kim-jong-un", "PRK"),
    ("Russian and Belarusian officers", None, None),
    ("Congo and Costa Rica", "COG+CRI", None),
    ("guerrillas", None, None),
    ("us", None, None),
])  # fmt: skip
def test_country_by_register_or_by_the_one_state_that_the_name_holds(name: str, actor: str | None, country: str | None) -> None:
    assert country_of(name, actor) == country


def test_a_title_tells_the_country_of_a_name_that_no_register_knows() -> None:
    text = "Norwegian defence minister Kari Aas visited Latvia on Monday. Aas handed over 20 lorries to the Latvian army."
    parties = [p for claim in read(make_document(text, published="2025-05-06")).claims for p in (claim.agent, claim.recipient) if p]
    assert {p.country for p in parties if p.name == "Kari Aas"} == {"NOR"}
    assert all(p.country == "LVA" for p in parties if "Latvia" in p.name)

"""Several states under one figure: casualties, one claim, the whole list in the evidence."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import read


def _casualties(text: str) -> list[Claim]:
    found = read(make_document(text, title="", published="2025-06-18"), "rules").claims
    return [claim for claim in found if claim.type == "casualties"]


@pytest.mark.parametrize(
    ("text", "low", "through"),
    [
        ("Over 700 North Korean soldiers had been killed or wounded near Sudzha, Kyiv's general staff said.", 700, "wounded"),
        ("About 2,100 North Korean soldiers have been killed, wounded or captured in Kursk, Seoul said.", 2100, "captured"),
        ("London said 3,500 North Korean troops had been killed and injured since December.", 3500, "injured"),
        ("Kyiv estimates 3,200 dead or wounded among the North Korean troops in Kursk.", 3200, "wounded"),
        ("The North Korean brigade counted 900 killed and wounded in Kursk, Kyiv said.", 900, "wounded"),
        ("Some 450 North Korean soldiers died or were injured in February, lawmakers said.", 450, "injured"),
        ("The shelling killed or wounded 60 North Korean soldiers near Guyevo, Kyiv said.", 60, "wounded"),
    ],
)
def test_states_under_one_figure_are_casualties(text: str, low: int, through: str) -> None:
    claims = _casualties(text)
    assert len(claims) == 1
    quantity = claims[0].quantity
    assert quantity is not None
    assert (quantity.low, quantity.unit) == (low, "casualties")
    start, end = claims[0].evidence[0]
    assert through in text[start:end]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("At least 120 North Korean soldiers were killed and 800 wounded, lawmakers said.", [(120, "killed"), (800, "wounded")]),
        ("The battalion lost 90 dead and captured the village of Martynovka, the governor said.", [(90, "killed")]),
        ("Three North Korean soldiers were wounded and captured in Kursk, Kyiv said.", [(3, "wounded")]),
    ],
)
def test_states_with_figures_or_objects_of_their_own_stay_apart(text: str, units: list[tuple[int, str]]) -> None:
    found = [(c.quantity.low, c.quantity.unit) for c in _casualties(text) if c.quantity]
    assert found == units

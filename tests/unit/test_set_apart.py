"""Figures set against others, invented worlds, conditions that were not met."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import read


def claims_of(text: str, engine: str) -> list[Claim]:
    return list(read(make_document(text, published="2025-06-18"), engine).claims)


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
@pytest.mark.parametrize(("text", "real", "apart"), [
    ("Norway sent 30 tanks, not 40.", 30, 40),
    ("About 300 workers, not 3,000, arrived in Vladivostok, the governor said.", 300, 3000),
    ("The army lost 12 soldiers (not 120).", 12, 120),
])  # fmt: skip
def test_a_not_before_one_figure_leaves_the_other_standing(text: str, real: float, apart: float, engine: str) -> None:
    states = {c.quantity.low: c.modality for c in claims_of(text, engine) if c.quantity}
    assert states[real] == "happened"
    assert states.get(apart, "denied") == "denied"


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
@pytest.mark.parametrize("text", [
    "In the novel, North Korea sends 20,000 troops to Siberia.",
    "In a war game, China transferred 300 missiles to Iran.",
    "In the video game, Russia deployed 5,000 soldiers to Cuba.",
    "Had Poland sent its jets, Ukraine would have received 40 aircraft, the colonel said.",
    "If Oslo had agreed, Norway would have sent 500 soldiers, the minister said.",
])  # fmt: skip
def test_what_is_invented_or_never_came_about_is_not_told_as_real(text: str, engine: str) -> None:
    assert all(c.modality not in ("happened", "ongoing", "planned") for c in claims_of(text, engine)), claims_of(text, engine)


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
def test_troops_that_are_sent_do_not_receive_them(engine: str) -> None:
    for claim in claims_of("Analysts doubt that North Korea will send more than 5,000 soldiers. Belarus stopped short of sending troops.", engine):
        assert claim.recipient is None or claim.recipient.name not in ("soldiers", "troops")


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
@pytest.mark.parametrize("text", [
    "There are no Norwegian officers in Riga except 14 guards at the embassy.",
    "No soldiers were sent to Latvia other than 14 instructors.",
    "Apart from 14 instructors, no soldiers were sent to Latvia.",
])
def test_a_figure_that_is_excepted_is_not_denied(text: str, engine: str) -> None:
    assert {c.modality for c in claims_of(text, engine) if c.quantity and c.quantity.low == 14} <= {"happened", "ongoing"}
    assert [c for c in claims_of(text, engine) if c.quantity and c.quantity.low == 14]

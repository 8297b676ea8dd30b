"""What is taken back, corrected, disbelieved, imagined or told by its contrary is read as that, by both engines."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import read

ENGINES = ("rules", "hybrid")
UNREAL = {"denied", "possible", "alleged"}


def claims(text: str, engine: str, kind: str = "") -> list[Claim]:
    found = read(make_document(text, published="2025-06-18"), engine).claims
    assert found
    return [claim for claim in found if kind in {"", claim.type}]


def states(text: str, engine: str, kind: str = "") -> set[str]:
    return {claim.modality for claim in claims(text, engine, kind)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Norway's intelligence service retracted its statement that 700 soldiers had been sent to Mali.",
    "The army in Lima withdrew its bulletin that 700 soldiers had been sent to Mali.",
    "Claims that Oman supplied Sudan with 70 drones are baseless, Muscat said.",
    "An earlier version of this article said that Oman had sent 70 drones to Sudan.",
    "Correction: an earlier headline said that Oman had sent 70 drones to Sudan.",
])
def test_what_is_taken_back_or_called_baseless_is_denied(text: str, engine: str) -> None:
    assert states(text, engine) == {"denied"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_denial_taken_back_leaves_open_what_was_denied(engine: str) -> None:
    assert "denied" not in states("The agency in Lima withdrew its denial that 70 drones had been sent to Sudan.", engine, "transfer_arms")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_right_figure_stands_beside_the_corrected_one(engine: str) -> None:
    text = "Correction: an earlier post said that 900 soldiers had been killed. The ministry in Bamako says 90 soldiers were killed."
    found = {claim.quantity.low: claim.modality for claim in claims(text, engine, "casualties") if claim.quantity}
    assert found == {900: "denied", 90: "happened"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Few believe that Lima has sent only 700 welders to Mali.",
    "Few officials in Oslo think that Lima has sent only 700 welders to Mali.",
    "Nobody in Oslo believes that Lima has sent 700 welders to Mali.",
])
def test_what_few_believe_is_open_and_few_are_nobodys_name(text: str, engine: str) -> None:
    for claim in claims(text, engine):
        assert claim.modality in UNREAL
        assert not claim.attributed_to


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "The Peruvian foreign ministry neither confirmed nor denied a report that 60 instructors had been sent to Mali.",
    "The Peruvian army declined to confirm a newspaper report that 60 instructors had been sent to Mali.",
])
def test_a_report_that_nobody_confirms_is_alleged_by_the_report_alone(text: str, engine: str) -> None:
    for claim in claims(text, engine, "deploy_forces"):
        assert (claim.modality, claim.attributed_to) == ("alleged", ())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Norway would not have delivered the 14 frigates to Ghana had Spain not paid.",
    "Norway would not have delivered the 14 frigates to Ghana if Spain had not paid 20 million euros.",
])
def test_two_negations_in_a_contrary_condition_tell_what_was(text: str, engine: str) -> None:
    assert states(text, engine) == {"happened"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Norway would have delivered the 14 frigates to Ghana had Spain paid.",
    "Norway would not have delivered the 14 frigates to Ghana even if Spain had paid 20 million euros.",
])
def test_one_contrary_condition_tells_what_was_not(text: str, engine: str) -> None:
    assert states(text, engine) == {"denied"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "In the first scenario, Lima sends 20,000 more troops to Mali.",
    "In the war game, China sends 50,000 troops to the island.",
    "Iran is only two weeks away from delivering 300 missiles to Sudan.",
])
def test_what_is_played_through_or_near_is_possible(text: str, engine: str) -> None:
    assert states(text, engine) == {"possible"}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_lost_is_given_to_nobody(engine: str) -> None:
    for claim in claims("President Zelenskyy said Russia had lost 1,400 tanks.", engine):
        assert claim.type != "transfer_arms"
        assert claim.recipient is None


@pytest.mark.parametrize("engine", ENGINES)
def test_the_figure_that_a_correction_replaces_is_denied(engine: str) -> None:
    found = read(make_document("(Corrects number of Omani drones sent to Sudan to 700 from 7,000)", published="2025-06-18"), engine)
    told = {claim.quantity.low: claim.modality for claim in found.claims if claim.quantity}
    assert told.get(7000, "denied") == "denied"
    assert told.get(700, "happened") == "happened"
    assert {figure.modality for figure in found.figures if figure.low == 7000} <= {"denied"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_scenario_goes_on_in_the_next_sentence(engine: str) -> None:
    text = "In the second scenario, Peru sends 700 soldiers to Mali. Rebels then kill 90 of the soldiers near Gao."
    assert states(text, engine, "casualties") <= UNREAL


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "The sale of 70 drones by Oman to Sudan is disputed.",
    "Oman's sale of 70 drones to Sudan, first told by a broadcaster in Riga, remains contested.",
])
def test_what_is_disputed_is_alleged(text: str, engine: str) -> None:
    assert states(text, engine, "transfer_arms") == {"alleged"}

"""Stance: the confusions that would turn silence or denial into a confirmation."""

from __future__ import annotations

import pytest

from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.parse import parse


def attributions(text: str) -> list[Attribution]:
    return find_attributions(parse(text, split_blocks(text)), [])


def stances(text: str) -> set[str]:
    return {a.stance for a in attributions(text)}


NOT_CONFIRMED = [
    "The ministry did not confirm whether the trains had crossed the border.",
    "The ministry declined to confirm that the trains had crossed the border.",
    "The ministry refused to confirm the delivery.",
    "The spokesman stopped short of confirming the delivery.",
    "The spokesman would neither confirm nor deny the delivery.",
    "The spokesman could not confirm the delivery.",
    "The army has yet to confirm the delivery.",
    "The army has not confirmed the delivery.",
    "No official has confirmed the delivery.",
    "Neither government has confirmed the delivery.",
    "The army was unable to verify the delivery.",
    "The agency could not verify the report.",
    "The general left the room without confirming the delivery.",
    "The general avoided confirming the delivery.",
    "The general never confirmed the delivery.",
    "The general may confirm the delivery on Friday.",
    "The general will confirm the delivery on Friday.",
    "If the general confirms the delivery, prices will rise.",
    "Reporters asked the general to confirm the delivery.",
    "The senator urged the general to confirm the delivery.",
    "The general is expected to confirm the delivery.",
    "The general hopes to confirm the delivery.",
    "The general did not refuse to confirm the delivery.",
    "The general failed to confirm the delivery.",
    "The general was reluctant to confirm the delivery.",
    "Nobody confirmed the delivery.",
    "Did the general confirm the delivery?",
    "The general hardly confirmed the delivery.",
    "The general could confirm the delivery within days.",
    "The senator demanded that the general confirm the delivery.",
    "The general refrained from confirming the delivery.",
]


@pytest.mark.parametrize("text", NOT_CONFIRMED)
def test_it_is_no_confirmation(text: str) -> None:
    assert "confirms" not in stances(text)
    assert "denies" not in stances(text)


@pytest.mark.parametrize("text", NOT_CONFIRMED[:13])
def test_silence_is_kept_as_silence(text: str) -> None:
    assert "does_not_confirm" in stances(text)


@pytest.mark.parametrize(("text", "stance"), [
    ("The ministry confirmed the delivery.", "confirms"),
    ("The ministry has confirmed that the trains crossed the border.", "confirms"),
    ("The ministry went on to confirm the delivery.", "confirms"),
    ("The minister was forced to admit that the trains had crossed.", "confirms"),
    ("We can confirm that the trains crossed, the minister said.", "confirms"),
    ("The minister acknowledged the losses.", "confirms"),
    ("The ministry denied the report.", "denies"),
    ("The ministry rejected the report as false.", "denies"),
    ("The ministry dismissed the report as a fake.", "denies"),
    ("The ministry ruled out sending soldiers.", "denies"),
    ("The ministry has repeatedly denied that it sent soldiers.", "denies"),
    ("The ministry refused to rule out sending soldiers.", "does_not_confirm"),
    ("The ministry did not deny that it sent soldiers.", "does_not_confirm"),
    ("The ministry would not deny the report.", "does_not_confirm"),
    ("The ministry did not rule out sending soldiers.", "does_not_confirm"),
    ("The ministry declined to say whether soldiers had been sent.", "does_not_confirm"),
    ("The minister did not say whether soldiers had been sent.", "does_not_confirm"),
    ("The minister said he did not know whether soldiers had been sent.", "does_not_confirm"),
    ("The minister asked whether soldiers had been sent.", "asks"),
    ("The senator questioned the figure.", "doubts"),
    ("The senator doubted that soldiers had been sent.", "doubts"),
    ("The senator was sceptical of the figure.", "doubts"),
    ("Analysts do not believe that soldiers had been sent.", "doubts"),
    ("There is no evidence that soldiers had been sent.", "doubts"),
    ("The council demanded that the soldiers leave.", "demands"),
    ("The council urged both sides to stop.", "demands"),
    ("The council called on the government to withdraw its troops.", "demands"),
    ("The newspaper retracted its report.", "retracts"),
    ("The general withdrew his claim that soldiers had been sent.", "retracts"),
    ("The ministry declined to comment on the report.", "does_not_confirm"),
])
def test_each_act_has_its_own_stance(text: str, stance: str) -> None:
    assert stance in stances(text)


def test_a_denied_denial_stays_a_denial_of_the_denial() -> None:
    found = attributions("The minister denied having denied the report.")
    assert "confirms" not in {a.stance for a in found}
    assert found[0].stance == "denies"


def test_a_refusal_beside_an_assertion_keeps_both() -> None:
    found = attributions("The ministry did not confirm the figure but said that soldiers had been wounded.")
    assert [a.stance for a in found] == ["does_not_confirm", "asserts"]


@pytest.mark.parametrize(("text", "stance"), [
    ("Nobody disputes that the trains crossed the border.", "confirms"),
    ("Few deny that the trains crossed the border.", "confirms"),
    ("The ministry no longer denies that the trains crossed the border.", "confirms"),
    ("No historian disputes that the trains crossed the border.", "confirms"),
    ("The ministry did not deny that the trains crossed the border.", "does_not_confirm"),
    ("No official denied that the trains crossed the border.", "does_not_confirm"),
    ("The ministry denies that the trains crossed the border.", "denies"),
])
def test_what_nobody_denies_is_conceded(text: str, stance: str) -> None:
    assert stances(text) == {stance}


def test_what_was_disputed_and_is_admitted_is_conceded() -> None:
    assert "denies" not in stances("The general admitted what he had disputed for a year: his men sold rifles.")
    assert "denies" in stances("The general disputed that his men sold rifles.")
    assert "doubts" not in stances("What was once doubted is now borne out: the trains crossed the border.")

"""Who denies one thing and tells another; whose words are given and what they count; who only sees what others do."""

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import read


def claims(text: str) -> list[Claim]:
    return list(read(make_document(text, published="2025-06-15")).claims)


def of(text: str, kind: str) -> list[Claim]:
    return [c for c in claims(text) if c.type == kind]


@pytest.mark.parametrize("text", [
    "Lima denied on Friday that it had sent soldiers to Quito but acknowledged shipping 400 rifles to Bogotá.",
    "Lima denies arming the miners and says that it has shipped 400 rifles to Bogotá.",
    "Lima rejected the report and added that it had shipped 400 rifles to Bogotá.",
])
def test_what_is_told_beside_a_denial_is_not_denied(text: str) -> None:
    assert [c.modality for c in of(text, "transfer_arms") if c.quantity and c.quantity.low == 400] == ["happened"]


def test_what_a_denial_goes_on_to_deny_stays_denied() -> None:
    text = "Lima denied that it had sent soldiers and that it had shipped 400 rifles to Bogotá."
    assert {c.modality for c in of(text, "transfer_arms")} == {"denied"}


def test_what_is_said_citing_others_is_said_as_plainly() -> None:
    text = "It said, citing five officials, that Lima had received 40 tanks from Quito."
    (claim,) = of(text, "transfer_arms")
    assert (claim.modality, claim.quantity.low if claim.quantity else None) == ("happened", 40)
    assert "officials" in [s.name for s in claim.attributed_to]


@pytest.mark.parametrize("text", [
    "According to two European diplomats, Lima has paid up to $450 million for the shells.",
    "Citing three bankers, the daily said that Lima had paid up to $450 million for the shells.",
])
def test_those_who_tell_are_not_counted(text: str) -> None:
    assert {c.quantity.high for c in claims(text) if c.quantity} == {450e6}


def test_what_kills_is_not_counted_among_the_killed() -> None:
    assert [c.quantity.low for c in of("Two missiles killed 12 people in Arica.", "casualties") if c.quantity] == [12]


def test_whoever_counts_transfers_makes_none() -> None:
    text = "The panel met in May. It identified 29 transfers of rifles to the rebels."
    assert all(c.agent is None or "panel" not in c.agent.name.lower() for c in of(text, "transfer_arms"))


def test_an_outlets_own_earlier_version_is_no_source() -> None:
    text = "Correction: an earlier version of this article said that Oslo had sent 12 jets to Kyiv; it sent six."
    found = {c.quantity.low: (c.modality, c.attributed_to) for c in of(text, "transfer_arms") if c.quantity}
    assert found == {12: ("denied", ()), 6: ("happened", ())}

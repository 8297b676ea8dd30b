"""A text's caveats stand beside the claims that they are about. Sentences are newly written."""

from __future__ import annotations

import pytest

from pactwatch.casefile.caveats import caveats
from pactwatch.model import make_document
from pactwatch.read import read

FIRST = "Norway's army said on Monday that it had sent 300 soldiers to Latvia."
SECOND = "Estonia's government said that 40 tanks had been delivered to Poland."


def found(text: str, number: float) -> tuple[str, ...]:
    reading = read(make_document(text, published="2025-06-18"), "rules")
    claim = next(c for c in reading.claims if c.quantity and c.quantity.low == number)
    return caveats(claim, reading)


@pytest.mark.parametrize("caveat", [
    "Reuters could not independently verify the claim.", "The report could not be independently verified.",
    "It was not possible to verify the account.", "The BBC has been unable to confirm this.", "AP was not able to corroborate the figure.",
    "The ministry in Riga did not confirm the report.", "Neither claim could be verified.",
])  # fmt: skip
def test_what_nobody_could_check_is_told(caveat: str) -> None:
    assert found(f"{FIRST} {caveat}", 300) == (caveat,)


@pytest.mark.parametrize("caveat", [
    "Reuters verified the claim.", "The minister could not confirm his travel plans.", "There was no comment from Riga.",
    "Latvia's army confirmed the figure.", "The office offered evidence.", "The army could not verify the age of the recruits.",
])  # fmt: skip
def test_what_leaves_no_claim_unchecked_is_no_caveat(caveat: str) -> None:
    assert found(f"{FIRST} {caveat}", 300) == ()


def test_one_report_is_that_of_the_sentence_before_and_several_are_those_of_the_paragraph() -> None:
    one, several = "Reuters could not verify the claim.", "Reuters could not verify the reports."
    assert found(f"{FIRST} {SECOND} {one}", 300) == ()
    assert found(f"{FIRST} {SECOND} {one}", 40) == (one,)
    assert found(f"{FIRST} {SECOND} {several}", 300) == (several,)
    assert found(f"{FIRST}\n\n{SECOND} {several}", 300) == ()
    assert found(f"{FIRST}\n\n{several}", 300) == (several,)


def test_that_no_proof_was_offered_is_told_with_its_words() -> None:
    assert found("Norway's army said that it had sent 300 soldiers to Latvia, but offered no evidence.", 300) == ("offered no evidence",)
    assert found(f"{FIRST} It did not provide any proof.", 300) == ("It did not provide any proof.",)
    assert found("Without offering evidence, Norway's army said that it had sent 300 soldiers to Latvia.", 300) == ("Without offering evidence",)

"""Findings under review: what rests on a claim that does not count is none, and an edited state goes before the words of the sentence."""

from __future__ import annotations

import msgspec
import pytest

from pactwatch.commands.reviewed_findings import reviewed_findings
from pactwatch.figures.rulings import Edited, Ruling
from pactwatch.instruments.assess import assess
from pactwatch.instruments.register import register
from pactwatch.instruments.reviewed import assess_reviewed
from pactwatch.model import Reading, make_document
from pactwatch.read import RULES, read

TEXT = (
    "A cannery in Nakhodka has employed 80 North Korean packers since May, the labour ministry said. They earn 600 dollars a month. "
    "In June, North Korea sent 1,000 workers to Russia, a spokesman said."
)


@pytest.fixture(scope="module")
def cannery() -> Reading:
    return read(make_document(TEXT, published="2024-12-02", title="Cannery"), RULES)


def test_without_rulings_findings_are_those_of_the_machine(cannery: Reading) -> None:
    assert assess_reviewed(cannery, register(), {}) == assess(cannery, register())


def test_where_no_claim_counts_nothing_rests_on_one(cannery: Reading) -> None:
    machine = assess(cannery, register())
    assert any(finding.claim for finding in machine)
    gone = {claim.id for claim in cannery.claims}
    for finding in assess_reviewed(cannery, register(), dict.fromkeys(gone)):
        assert finding.claim is None
        assert finding.claims == ()


def test_what_is_left_out_names_its_claim_and_keeps_the_ids_of_the_others(cannery: Reading) -> None:
    machine = assess(cannery, register())
    claim = next(finding.claim for finding in machine if finding.claim)
    rule = Ruling(claim=claim, document=cannery.document.id, status="rejected", who="Ana", at="2025-07-01", why="no work")
    raised = reviewed_findings(cannery, register(), machine, [rule])
    assert all(claim not in (finding.claim, *finding.claims) for finding in raised.findings)
    assert {finding.id for finding in raised.findings} | {left.finding for left in raised.left_out} == {finding.id for finding in machine}
    assert {(left.claim, left.who, left.why) for left in raised.left_out} == {(claim, "Ana", "no work")}


def test_an_edited_state_is_that_of_the_finding(cannery: Reading) -> None:
    machine = assess(cannery, register())
    before = next(finding for finding in machine if finding.claim and finding.modality == "happened")
    found = next(claim for claim in cannery.claims if claim.id == before.claim)
    edited = Edited(found=found, now=msgspec.structs.replace(found, modality="planned"), quotes=(), document=cannery.document)
    rule = Ruling(claim=found.id, document=cannery.document.id, status="unreviewed", who="Ana", at="2025-07-01", why="to come", edited=edited)
    raised = reviewed_findings(cannery, register(), machine, [rule])
    now = next(finding for finding in raised.findings if finding.id == before.id)
    assert found.id in now.edited
    assert now.modality == "planned" or now.claim != found.id
    if now.machine is not None:
        assert now.machine.modality == before.modality

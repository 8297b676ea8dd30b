"""What looks like a change and is none: a faithful retelling in other words is left alone, a slip is told. Texts are newly written."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift import changes, noticed
from pactwatch.origins.drift_doubts import LIKELY, UNDOUBTED, chance, cues_of, weights
from pactwatch.origins.facts import facts_of
from pactwatch.origins.types import Facts
from pactwatch.read import read

PLAN = "Norway plans to train 500 Ukrainian gunners in Rena, the defence ministry said on Monday."
SLIPS = {
    "Norway has trained 500 gunners from Ukraine in Rena, its defence ministry says.": "modality",
    "Norway plans to train 900 Ukrainian gunners in Rena, its defence ministry said on Monday.": "number",
}
FAITHFUL = (
    "Some 500 gunners from Ukraine are to be taught in Rena, Norway's defence ministry says.",
    "Norway's ministry of defence announced on Monday that it will school 500 Ukrainian gunners at Rena.",
)


def pair(retelling: str) -> tuple[Facts, Facts, dict[str, str]]:
    made = [make_document(PLAN, title="", published="2025-06-01"), make_document(retelling, title="", published="2025-06-02")]
    there, here = (facts_of(read(one)) for one in made)
    return there, here, {one.id: one.text for one in made}


@pytest.mark.parametrize("retelling", SLIPS)
def test_a_slip_is_noticed_likely_and_told(retelling: str) -> None:
    there, here, texts = pair(retelling)
    likely = {change.kind for by, change in noticed(there, here, texts) if chance(change, by, there, here) >= LIKELY}
    assert SLIPS[retelling] in likely
    assert SLIPS[retelling] in {change.kind for change in changes(there, here, texts)}


@pytest.mark.parametrize("retelling", FAITHFUL)
def test_other_words_for_the_same_are_no_drift(retelling: str) -> None:
    assert changes(*pair(retelling)) == []


@pytest.mark.parametrize("retelling", [*SLIPS, *FAITHFUL])
def test_what_is_told_was_noticed_and_is_likely_or_undoubted(retelling: str) -> None:
    there, here, texts = pair(retelling)
    found = list(noticed(there, here, texts))
    for change in changes(there, here, texts):
        by = next(name for name, one in found if one == change)
        assert by in UNDOUBTED or chance(change, by, there, here) >= LIKELY


def test_cues_are_the_same_each_time_and_chances_are_shares() -> None:
    there, here, texts = pair(next(iter(SLIPS)))
    for by, change in noticed(there, here, texts):
        assert set(cues_of(change, by, there, here)) == set(cues_of(change, by, there, here))
        assert 0 < chance(change, by, there, here) < 1


def test_the_weights_know_the_modules_that_notice() -> None:
    table = weights()
    assert table.classes == ("drift",)
    assert any(weight for cue in ("by:figures", "by:modality") for weight in table.scores([{cue: 1.0}])[0])

"""Provision tables of a case: they rest on its reviewed claims, in no state surer than theirs, and every word has a footnote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from case_builders import PROVISION, THIRD, accept, by, capture_of, file_of, labour, ledger_of

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_file import ProvisionTable
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.casefile.case_shown import signed_value
from pactwatch.casefile.cases import SIGN
from pactwatch.instruments import states
from pactwatch.model import Modality
from pactwatch.store import Ledger

HEADLINE, PLANNED, PAID, DENIED = labour().claims


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with ledger_of() as opened:
        opened.add_many([(labour(), capture_of(THIRD))])
        yield opened


def opened(ledger: Ledger, *held: str) -> str:
    case = edits.new_case(ledger, "Labour", who="Ada").subject
    for name in (PROVISION, *held):
        edits.add_exhibit(ledger, by("Ada", case), name)
    return case


def table_of(ledger: Ledger, case: str) -> ProvisionTable:
    (table,) = file_of(ledger, case, assess=True).provisions
    return table


def statuses(table: ProvisionTable) -> dict[str, str]:
    return {result.id: result.status for finding in table.findings for result in finding.elements}


def test_words_of_a_rejected_and_excluded_claim_are_in_no_table(ledger: Ledger) -> None:
    case = opened(ledger, PLANNED.id)
    accept(ledger, PLANNED)
    ledger.review(HEADLINE.id, "reject", who="Bea", why="misread")
    edits.exclude(ledger, by("Ada", case, "misread"), HEADLINE.id)
    (finding,) = table_of(ledger, case).findings
    assert (finding.claim, finding.claims, finding.modality) == (PLANNED.id, (PLANNED.id,), "planned")
    file = file_of(ledger, case, assess=True)
    for text in (render_markdown(file), render_html(file)):
        assert "to come to Russia" not in text
        assert "North Korean labourers" in text
    assert "wages" in render_markdown(file_of(ledger, case, assess=True, draft=True)), "a draft shows what is not reviewed"


def test_without_a_reviewed_claim_there_is_no_finding(ledger: Ledger) -> None:
    case = opened(ledger, PLANNED.id)
    assert table_of(ledger, case).findings == ()
    assert "No claim cited here raises it." in render_markdown(file_of(ledger, case, assess=True))


def test_an_element_is_shown_only_by_the_words_of_a_reviewed_claim(ledger: Ledger) -> None:
    case = opened(ledger, HEADLINE.id, PAID.id)
    accept(ledger, HEADLINE)
    assert statuses(table_of(ledger, case))["income"] == "unknown", "only the claim on wages speaks of it"
    accept(ledger, PAID)
    assert statuses(table_of(ledger, case))["income"] == "met"


def test_words_that_are_not_shown_still_speak_against_it() -> None:
    with ledger_of() as opened_ledger:
        reading = labour()
        opened_ledger.add_many([(reading, capture_of(THIRD))])
        case = opened(opened_ledger, PLANNED.id)
        cut = THIRD.index("send 900"), THIRD.index(". North")
        opened_ledger.review(PLANNED.id, "edit", who="Bea", why="narrower", value={"evidence": [list(cut)], "modality": "happened", "accept": True})
        (finding,) = table_of(opened_ledger, case).findings
        assert finding.modality == "planned", "the word of plan stands outside of the evidence"
        assert all(cut[0] <= item.span[0] and item.span[1] <= cut[1] for result in finding.elements for item in result.evidence)


@pytest.mark.parametrize("state", ["alleged", "possible", "ongoing"])
def test_edits_show_in_the_head_of_a_finding(ledger: Ledger, state: Modality) -> None:
    case = opened(ledger, HEADLINE.id)
    ledger.review(HEADLINE.id, "edit", who="Bea", why="as the text has it", value={"modality": state, "accept": True})
    (finding,) = table_of(ledger, case).findings
    assert finding.modality == state
    assert f"{state}, 2025-06-19" in render_markdown(file_of(ledger, case, assess=True))


def test_a_claim_of_speech_makes_no_deed(ledger: Ledger) -> None:
    case = opened(ledger, DENIED.id)
    accept(ledger, DENIED)
    assert {one.modality for one in table_of(ledger, case).findings} <= {"alleged", "denied"}


def test_each_row_has_the_footnotes_of_its_words(ledger: Ledger) -> None:
    case = opened(ledger, HEADLINE.id)
    accept(ledger, HEADLINE)
    text = render_markdown(file_of(ledger, case, assess=True))
    rows = [line for line in text.splitlines() if line.startswith("|") and "| shown |" in line]
    assert rows
    assert all(row.endswith("| [^1] |") for row in rows)
    assert f"claim {HEADLINE.id}[^1]" in text


@pytest.mark.parametrize(
    ("given", "weak"),
    [((), "alleged"), (("happened",), "happened"), (("happened", "ongoing"), "ongoing"), (("ongoing", "alleged"), "alleged"),
     (("happened", "denied"), "alleged"), (("denied",), "denied"), (("alleged", "planned"), "planned"), (("possible", "denied"), "possible")],
)  # fmt: skip
def test_the_weakest_state_heads_a_finding(given: tuple[Modality, ...], weak: Modality) -> None:
    assert states.weakest(given) == weak


@pytest.mark.parametrize(("kind", "value"), [
    ("finding.conclusion", {"text": "The act falls under paragraph 8."}), ("finding.element", {"element": "income", "status": "not_met"}),
])  # fmt: skip
@pytest.mark.parametrize("draft", [False, True])
def test_a_signature_lapses_with_what_is_decided_of_a_shown_finding_afterwards(
    ledger: Ledger, kind: str, value: dict[str, str], draft: bool
) -> None:  # fmt: skip
    case = opened(ledger, HEADLINE.id)
    accept(ledger, HEADLINE)
    ledger.judge_case(case, SIGN, signed_value(file_of(ledger, case, assess=True)), why="read", who="Bea")
    assert file_of(ledger, case, assess=True, draft=draft).signed == ("Bea",)
    (finding,) = table_of(ledger, case).findings
    ledger.judge(kind, "finding-of-another-text", value, why="elsewhere", who="Cyr")
    assert file_of(ledger, case, assess=True, draft=draft).signed == ("Bea",)
    ledger.judge(kind, finding.id, value, why="as the committee reads it", who="Cyr")
    assert file_of(ledger, case, assess=True, draft=draft).signed == ()
    ledger.judge_case(case, SIGN, signed_value(file_of(ledger, case, assess=True)), why="read again", who="Bea")
    assert file_of(ledger, case, assess=True, draft=draft).signed == ("Bea",)

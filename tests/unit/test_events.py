"""Events: the type that a sentence's words give it, in the voices in which the press writes."""

from __future__ import annotations

import msgspec
import pytest

from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.events import Event, find_events
from pactwatch.reading.parse import parse
from pactwatch.reading.quantities import find_quantities

STATE = " The defence ministry and the army gave no further details to the parliament."
"""A sentence that makes any text one on state affairs and tells of no event."""


def events_of(text: str) -> list[Event]:
    parsed = parse(text, split_blocks(text))
    return find_events(parsed, find_quantities(parsed))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norway will send 120 instructors to the island next month.", "deploy_forces"),
        ("Three battalions were dispatched to the border on Monday.", "deploy_forces"),
        ("Turkey delivered 40 drones to the Malian army in March.", "transfer_arms"),
        ("Six howitzers were handed over to the coast guard.", "transfer_arms"),
        ("Poland bought 60 tanks from a Korean manufacturer.", "transfer_arms"),
        ("Some 300 soldiers were killed near the river.", "casualties"),
        ("The European Union sanctioned two shipping firms.", "sanction_or_designate"),
        ("The council imposed sanctions on the airline.", "sanction_or_designate"),
        ("Angola and Zambia signed a defence pact on Friday.", "treaty"),
        ("The two navies held a joint exercise in the bay.", "joint_exercise"),
        ("The foreign minister visited Lusaka for talks.", "visit_or_meeting"),
        ("The ministry denied the report.", "deny"),
        ("Chad condemned the raid on the village.", "condemn_or_accuse"),
        ("British officers trained 900 recruits in the desert.", "training"),
        ("About 2,000 troops are stationed at the base.", "troop_presence"),
        ("The last French soldiers left the camp.", "troop_presence"),
        ("Sappers will be sent to rebuild the bridge and clear mines.", "demine_or_rebuild"),
        ("Laos sent 400 workers to the logging camps.", "send_workers"),
        ("The navy seized a dhow off the coast.", "other"),
        ("The council voted to end the mission.", "other"),
    ],
)
def test_a_plain_sentence_gets_its_type(sentence: str, kind: str) -> None:
    found = [e.type for e in events_of(sentence + STATE)]
    assert kind in found, found


def test_two_figures_in_one_clause_give_two_events_on_one_evidence() -> None:
    found = [e for e in events_of("Ghana sent 200 soldiers and 30 engineers to the border." + STATE) if e.quantity]
    assert len(found) == 2
    assert found[0].span == found[1].span
    assert [e.quantity.low for e in found if e.quantity] == [200, 30]


def test_evidence_is_the_clause_without_its_subordinate_clauses() -> None:
    text = "Norway will send 120 soldiers to the island because the harbour was attacked." + STATE
    first = events_of(text)[0]
    assert text[slice(*first.span)] == "Norway will send 120 soldiers to the island"


def test_a_recipe_has_no_events() -> None:
    text = "Boil 400 g of large shells for nine minutes. Add two spoons of oil, then serve four guests at once."
    assert events_of(text) == []


def test_a_bare_reference_is_not_a_second_event() -> None:
    text = "Norway will send 120 soldiers to the island. The deployment drew no comment." + STATE
    assert [e.type for e in events_of(text)].count("deploy_forces") == 1


def test_the_topic_types_a_bare_figure() -> None:
    text = ("Denmark delivered eight howitzers in May. It handed over 200 missiles in June and sold nine tanks in July. "
            "Another 26 are to follow next year." + STATE)
    last = [c for c in read(make_document(text, published="2025-06-18")).claims if c.quantity and c.quantity.low == 26]
    assert [(c.type, c.modality) for c in last] == [("transfer_arms", "planned")]
    assert last[0].rule == "encoder.transfer_arms"
    assert "near~transfer_arms" in last[0].cues or "doc~transfer_arms" in last[0].cues


def test_are_to_is_a_plan_even_where_the_parser_takes_the_verb_for_an_adjective() -> None:
    text = "The sappers are to clear mines, the secretary told the army's newspaper." + STATE
    claims = read(make_document(text, published="2025-06-18")).claims
    mines = [c for c in claims if "mines" in text[slice(*c.evidence[0])]]
    assert [(c.type, c.modality) for c in mines] == [("demine_or_rebuild", "planned")]


def test_spans_quote_the_text_and_the_same_text_reads_the_same() -> None:
    document = make_document("“Norway will send 120 soldiers — 🚢 — to Latvia,” the minister said on Tuesday." + STATE, published="2025-06-18")
    first, second = read(document), read(document)
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
    claim = next(c for c in first.claims if c.quantity)
    assert claim.quantity is not None
    assert document.text[slice(*claim.quantity.span)] == claim.quantity.text
    assert [s.name for s in claim.attributed_to] == ["minister"]

"""Who a passive names as speaking is who speaks, and not of whom is spoken. Sentences are newly written."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.read import read

LEAD = "Norway's defence ministry said on Monday that 300 soldiers had been sent to Latvia. "


@pytest.mark.parametrize(("sentence", "agent", "not_recipients"), [
    ("The step was denounced by Serbia and Hungary.", "Serbia and Hungary", {"Serbia", "Hungary"}),
    ("Oslo opened an office in Riga, a move denounced by Serbia and Hungary.", "Serbia and Hungary", {"Serbia", "Hungary"}),
    ("Norway was praised by Estonia's foreign minister.", "Estonia's foreign minister", {"Estonia", "Estonia's foreign minister"}),
])
def test_who_is_named_by_a_passive_speaks(sentence: str, agent: str, not_recipients: set[str]) -> None:
    found = [c for c in read(make_document(LEAD + sentence, published="2025-06-18")).claims
             if c.type in ("condemn_or_accuse", "statement_support") and c.evidence[0][0] >= len(LEAD)]
    assert [c.agent.name for c in found if c.agent] == [agent]
    assert not {c.recipient.name for c in found if c.recipient} & not_recipients


def test_a_speaker_whom_no_register_knows_is_kept_as_named() -> None:
    text = LEAD + "Norway was thanked by exiles in Riga for the gift."
    found = [c for c in read(make_document(text, published="2025-06-18")).claims
             if c.type == "statement_support" and c.evidence[0][0] >= len(LEAD)]
    assert [(c.agent.name, c.agent.actor) for c in found if c.agent] == [("exiles", None)]


def test_we_are_nobody_else_who_is_named() -> None:
    text = LEAD + "We categorically deny what Sweden says. We condemn the silence of the Estonian government."
    found = [c for c in read(make_document(text, published="2025-06-18")).claims if c.type in ("deny", "condemn_or_accuse")]
    assert found
    assert not {c.agent.name for c in found if c.agent} & {"Sweden", "Estonia", "Estonian government"}

"""A reading holds for any Unicode: spans lie in the text, quoted words are the text's, the same text reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactwatch.model import Claim, Reading, make_document
from pactwatch.read import read

PIECES = [
    "Norway will send 1,200 soldiers to Latvia, the defence ministry said on Tuesday.",
    "“We have not confirmed any shipment,” a spokesman for the army said – twice.",
    "Kyiv put the toll at at least 300 killed out of about 4,000 men.",
    "• Sanctions on 14 firms were announced by the Treasury last week",
    "КНДР and Россия signed a pact in June 2024; 朝鲜 denied it.",
    "MOSCOW, June 18 (Wire) — The regime’s 🚀 launch failed, Seoul says.",
    "A first group of dozens left for Libya in early March, sources told the Daily.",
    "— Some One (@some_one) June 3, 2025",
    "عاجل: 50 دبابة", "e\u0301te\u0301 \u200b\u200f 1\u00a0000 men", "\U0001f1f7\U0001f1fa\U0001f1f0\U0001f1f5 NORTH TO SEND TROOPS",
]
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(CHARACTERS, max_size=40), max_size=7).flatmap(
    lambda parts: st.sampled_from([" ", "\n\n", "\n", "\r\n"]).map(lambda gap: gap.join(parts))
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(reading: Reading) -> Iterator[tuple[int, int]]:
    for statement in reading.statements:
        yield from statement.content
        yield from (s for s in (statement.cue, *(p.span for p in statement.speakers)) if s is not None)
    for claim in reading.claims:
        yield from (*claim.evidence, *claim.modality_cues, claim.trigger)
        yield from (p.span for p in parts_of(claim))
    for block in reading.blocks:
        yield block.start, block.end


def parts_of(claim: Claim) -> list[Any]:
    parts = [claim.agent, claim.recipient, claim.object, claim.quantity, claim.time, claim.place, *claim.attributed_to]
    return [p for p in parts if p is not None and p.span is not None]


@SLOW
@given(TEXTS)
def test_every_span_lies_in_the_text_and_every_quote_is_the_text(text: str) -> None:
    reading = read(make_document(text, published="2025-06-18"))
    assert reading.document.text == text
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
    for claim in reading.claims:
        for part in (claim.quantity, claim.time):
            if part is not None:
                assert text[slice(*part.span)] == part.text


@SLOW
@given(TEXTS)
def test_the_same_text_reads_the_same_whatever_came_before(text: str) -> None:
    document = make_document(text, published="2025-06-18")
    first = msgspec.json.encode(read(document))
    read(make_document("Norway will send 1,200 soldiers to Latvia." + text[::-1]))
    assert msgspec.json.encode(read(document)) == first


@SLOW
@given(TEXTS)
def test_claims_have_ids_of_their_own_and_point_backwards(text: str) -> None:
    claims = read(make_document(text, published="2025-06-18")).claims
    ids = [c.id for c in claims]
    assert len(set(ids)) == len(ids)
    for n, claim in enumerate(claims):
        assert claim.same_as is None or claim.same_as in ids[:n]

"""Any reading that the types allow goes into the ledger and comes back equal; adding it again is a no-op."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactwatch.model import (
    Block,
    Claim,
    Document,
    Engine,
    Party,
    Place,
    Plover,
    Problem,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
    Time,
    make_document,
)
from pactwatch.store import ClaimFilter, canonical, open_ledger

ANY_TEXT = st.text(st.characters(), max_size=60)
"""Lone surrogates, NUL and right-to-left marks among them."""
KNOWN = st.none() | ANY_TEXT
FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def spans(size: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda pair: (min(pair), max(pair)))


def claims(size: int) -> st.SearchStrategy[Claim]:
    span = spans(size)
    party = st.builds(Party, name=ANY_TEXT, actor=KNOWN, span=st.none() | span)
    source = st.builds(Source, name=ANY_TEXT, actor=KNOWN, span=st.none() | span, cue=st.none() | span)
    quantity = st.builds(Quantity, low=FLOATS, high=FLOATS, span=span, part_of=st.none() | span)
    time = st.builds(Time, start=KNOWN, end=KNOWN, span=span)
    place = st.builds(Place, lat=FLOATS, lon=FLOATS, span=span, country=KNOWN)
    return st.builds(
        Claim, id=ANY_TEXT, type=ANY_TEXT, plover=st.builds(Plover, event=ANY_TEXT, mode=KNOWN), agent=st.none() | party,
        recipient=st.none() | party, object=st.none() | party, quantity=st.none() | quantity, time=st.none() | time,
        place=st.none() | place, origin=st.none(), destination=st.none(), trigger=span, same_as=KNOWN,
        modality_cues=st.lists(span, max_size=2).map(tuple), evidence=st.lists(span, max_size=3).map(tuple),
        attributed_to=st.lists(source, max_size=3).map(tuple), cues=st.lists(ANY_TEXT, max_size=2).map(tuple),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document: Document = make_document(
        draw(st.text(st.characters(), max_size=120)), title=draw(KNOWN), url=draw(KNOWN), publisher=draw(KNOWN), published=draw(KNOWN)
    )
    size = len(document.text)
    span = spans(size)
    statement = st.builds(Statement, id=ANY_TEXT, speakers=st.just(()), cue=st.none() | span, content=st.lists(span, max_size=2).map(tuple))
    block = span.map(lambda ends: Block(kind="paragraph", start=ends[0], end=ends[1]))
    return Reading(
        document=document,
        engine=Engine(name="another", version=draw(ANY_TEXT), models=draw(st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=2))),
        statements=tuple(draw(st.lists(statement, max_size=2, unique_by=lambda item: cleaned(item.id)))),
        claims=tuple(draw(st.lists(claims(size), max_size=3, unique_by=lambda item: cleaned(item.id)))),
        problems=tuple(draw(st.lists(st.builds(Problem, code=ANY_TEXT, message=ANY_TEXT), max_size=1))),
        blocks=tuple(draw(st.lists(block, max_size=2))),
    )


def cleaned(found: str) -> str:
    return found.encode("utf-8", "replace").decode().replace("\0", " ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(given_readings=st.lists(readings(), min_size=1, max_size=3))
def test_readings_come_back_equal_and_adding_twice_is_a_no_op(given_readings: list[Reading]) -> None:
    with open_ledger(":memory:", who="tester", clock=lambda: "2025-01-01T00:00:00Z") as ledger:
        added = ledger.add_many((reading, None) for reading in given_readings)
        first = ledger.verify()
        assert first.failures == ()
        again = ledger.add_many((reading, None) for reading in given_readings)
        assert not any(item.new_document or item.new_reading or item.claims_added for item in again)
        assert ledger.verify() == first
        with ledger.view() as view:
            for reading, item in zip(given_readings, added, strict=True):
                assert view.reading(item.reading) == reading
            for row in view.claims(ClaimFilter()):
                document = view.reading(row.reading).document
                assert [document.text[start:end] for start, end in row.claim.evidence] == list(row.quotes)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reading=readings())
def test_the_canonical_form_is_equal_and_stable(reading: Reading) -> None:
    once = canonical(reading)
    assert once == reading
    assert msgspec.to_builtins(canonical(once), order="deterministic") == msgspec.to_builtins(once, order="deterministic")


@settings(max_examples=150, deadline=None)
@given(query=st.text(st.characters(), max_size=80) | st.text('ab" *()^:-+{}\'', max_size=20))
def test_any_text_is_a_safe_query(query: str) -> None:
    with STORE.view() as view:
        for wanted in (ClaimFilter(text=query), ClaimFilter(agent=query, said_by=query), ClaimFilter(document=query)):
            assert view.count(wanted) == len(list(view.claims(wanted)))


STORE = open_ledger(":memory:")

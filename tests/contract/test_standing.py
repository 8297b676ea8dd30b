"""The rulings on a ledger's claims: they follow each judgement, whoever looked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from store_builders import clock, reading

from pactwatch.figures.rulings import Ruling
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.standing import Standings

READ = reading()
SENT, DENIED = (claim.id for claim in READ.claims)


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        yield opened


def ruled(ledger: Ledger) -> dict[str, Ruling]:
    with ledger.view() as view:
        return dict(view.standing().of)


def test_a_ruling_comes_and_goes_with_its_judgement(ledger: Ledger) -> None:
    assert ruled(ledger) == {}
    ledger.review(SENT, "accept", who="A", why="")
    assert ruled(ledger) == {}
    ledger.review(SENT, "reject", who="B", why="misread")
    [one] = ruled(ledger).values()
    assert (one.claim, one.document, one.status, one.who, one.why, one.counts) == (SENT, READ.document.id, "rejected", "B", "misread", False)
    ledger.review(SENT, "undo", who="B", why="")
    assert ruled(ledger) == {}
    ledger.review(SENT, "retract", who="A", why="withdrawn")
    ledger.review(DENIED, "reject", who="B", why="no denial")
    assert {claim: one.status for claim, one in ruled(ledger).items()} == {SENT: "retracted", DENIED: "rejected"}
    ledger.review(DENIED, "accept", who="A", why="")
    assert list(ruled(ledger)) == [SENT]


def test_an_edit_gives_the_claim_as_it_was_found_and_as_it_is(ledger: Ledger) -> None:
    ledger.review(SENT, "edit", who="A", why="three at least", value={"quantity": {"low": 3, "high": None}, "modality": "alleged"})
    one = ruled(ledger)[SENT]
    assert one.counts
    assert one.edited is not None
    assert one.edited.found == READ.claims[0]
    assert one.edited.now.quantity is not None
    assert (one.edited.now.quantity.low, one.edited.now.modality) == (3, "alleged")
    assert one.edited.document.id == READ.document.id


def test_a_newer_reading_takes_rulings_along_and_leaves_none_on_what_it_hides(ledger: Ledger) -> None:
    ledger.review(SENT, "reject", who="B", why="misread")
    assert list(ruled(ledger)) == [SENT]
    newer = reading(version="9.9.9")
    ledger.add(newer)
    [one] = ruled(ledger).values()
    assert (one.claim, one.status, one.who, one.why) == (newer.claims[0].id, "rejected", "B", "misread")
    with ledger.view() as view:
        assert Standings().of(view.connection).of == {one.claim: one}


def test_statuses_are_those_of_the_reviews(ledger: Ledger) -> None:
    ledger.review(SENT, "accept", who="A", why="")
    with ledger.view() as view:
        assert view.statuses([SENT, DENIED]) == {SENT: "accepted", DENIED: "unreviewed"}

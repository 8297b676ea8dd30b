"""Which names a filter means is kept while a ledger is open, and takes in each new name, in every database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from store_builders import clock, reading

from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.names import NAMES, Names
from pactwatch.store.opening import change_version
from pactwatch.store.schema import VERSION

FIRST = reading()
SENT = FIRST.claims[0].id


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        opened.add(FIRST)
        yield opened


def found(ledger: Ledger, **asked: str) -> list[str]:
    with ledger.view() as view:
        return [row.claim.id for row in view.claims(ClaimFilter(**asked))]


def named(ledger: Ledger, name: str) -> None:
    """Have a person say that the agent of the first claim is called so, and is in no register."""
    ledger.review(SENT, "edit", who="Ada", why="the text says so", value={"agent": {"name": name, "actor": None}})


def test_a_name_that_came_after_it_was_asked_for_is_found(ledger: Ledger) -> None:
    assert found(ledger, agent="harbour works") == []
    named(ledger, "Vessin Harbour Works")
    assert found(ledger, agent="harbour works") == [SENT]
    named(ledger, "Eastern Harbour Works")
    assert found(ledger, agent="harbour works") == [SENT]
    assert found(ledger, agent="vessin harbour") == []


def test_what_is_kept_is_what_would_be_asked_for(ledger: Ledger) -> None:
    kept = Names()
    for name in ("Vessin Harbour Works", "Old Harbour", "Quay"):
        named(ledger, name)
        with ledger.view() as view:
            assert kept.meant(view.connection, "harbour") == Names().meant(view.connection, "harbour")


def test_many_names_are_asked_for_by_the_statement(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    assert NAMES > 1
    monkeypatch.setattr("pactwatch.store.names.NAMES", 1)
    named(ledger, "Old Harbour")
    kept = Names()
    with ledger.view() as view:
        assert kept.meant(view.connection, "harbour") == Names().meant(view.connection, "harbour")
    named(ledger, "New Harbour")
    with ledger.view() as view:
        asked = kept.meant(view.connection, "harbour")
        assert not isinstance(asked, list)
        assert len(view.connection.execute(asked).all()) == 2


def test_names_that_were_made_anew_are_looked_up_anew(where_of: Callable[[str], str]) -> None:
    """A ledger that is open while its version goes back and comes again finds what it found, under whichever seqs names have then."""
    where = where_of("file")
    with open_ledger(where, create=True, who="tester", clock=clock) as ledger:
        ledger.add(FIRST)
        for name in ("Zet Harbour", "Vessin Harbour", "Alder Harbour"):
            named(ledger, name)
        asked = {name: found(ledger, agent=name) for name in ("alder harbour", "vessin harbour", "Norland", "EMK")}
        change_version(where, 3)
        change_version(where, VERSION)
        assert asked == {"alder harbour": [SENT], "vessin harbour": [], "Norland": [], "EMK": []}
        assert {name: found(ledger, agent=name) for name in asked} == asked

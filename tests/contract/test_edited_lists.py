"""Lists, counts and the queue find a claim by what stands after edits, in every database, however the edit came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_builders import clock, reading, tampering

from pactwatch.errors import LedgerError, UsageError
from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.copying import copy_ledger
from pactwatch.store.opening import change_version
from pactwatch.store.view import View

READ = reading()
SENT, DENIED = (claim.id for claim in READ.claims)
EDIT = {"modality": "planned", "agent": {"name": "Eastmark", "actor": "EMK"}, "recipient": None, "attributed_to": ["Radio Vessin"]}
AS_READ = [
    ClaimFilter(modality="happened"), ClaimFilter(agent="NRL"), ClaimFilter(recipient="EMK"), ClaimFilter(said_by="NRL-MFA"),
    ClaimFilter(agent="Norland", modality="happened"),
]  # fmt: skip
AS_EDITED = [
    ClaimFilter(modality="planned"), ClaimFilter(agent="EMK"), ClaimFilter(agent="EMK", modality="planned", since="2025-05"),
    ClaimFilter(text="sappers", modality="planned"), ClaimFilter(text="sappers", agent="eastmark", said_by="radio", document="sappers for"),
]  # fmt: skip
EITHER = [
    ClaimFilter(type="deploy_forces"), ClaimFilter(text="sappers"), ClaimFilter(said_by="radio vessin"),
    ClaimFilter(since="2025-05", until="2025-05"),
]  # fmt: skip


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        yield opened


def finds(view: View, wanted: ClaimFilter, claim: str = SENT) -> bool:
    """Whether `wanted` finds the claim; every way of asking must say the same."""
    listed = claim in [row.claim.id for row in view.claims(wanted)]
    status = view.review(claim).status
    assert listed == (claim in [row.claim.id for row in view.queue(wanted)])
    assert listed == (claim in [row.claim.id for row in view.queue(wanted, status, 10)])
    many = view.count(wanted)
    assert many == len(list(view.claims(wanted))) == sum(view.review_counts(wanted).values())
    assert view.count_repeated(wanted) == 0
    return listed


def agreed(ledger: Ledger, *, edited: bool, claim: str = SENT) -> None:
    """Assert that lists go by the edit, or by what was read, and that nothing is wrong with that."""
    with ledger.view() as view:
        assert {finds(view, wanted, claim) for wanted in AS_READ} == {not edited}
        assert {finds(view, wanted, claim) for wanted in AS_EDITED} == {edited}
        assert {finds(view, wanted, claim) for wanted in EITHER} == {True}
    found = ledger.verify()
    assert found.ok, found.failures


def counted(view: View, name: str, wanted: ClaimFilter | None = None) -> dict[str, int]:
    return next({one.value: one.count for one in facet.values} for facet in view.facets(wanted or ClaimFilter()) if facet.name == name)


def edit(ledger: Ledger, claim: str = SENT, value: dict[str, Any] | None = None) -> str:
    return ledger.review(claim, "edit", who="A. Analyst", why="so it says", value=value or EDIT).id


def test_an_edit_moves_a_claim_and_its_undo_moves_it_back(ledger: Ledger) -> None:
    agreed(ledger, edited=False)
    made = edit(ledger)
    agreed(ledger, edited=True)
    undo = ledger.undo(made, why="no")
    agreed(ledger, edited=False)
    ledger.undo(undo.id, why="yes after all")
    agreed(ledger, edited=True)


def test_facets_sources_and_pairs_count_what_stands(ledger: Ledger) -> None:
    with ledger.view() as view:
        assert (counted(view, "modality"), counted(view, "recipient")) == ({"happened": 1, "denied": 1}, {"EMK": 1})
        assert view.pairs(5) == [(("nrl", "emk"), 1)]
    edit(ledger)
    with ledger.view() as view:
        assert counted(view, "modality") == {"planned": 1, "denied": 1}
        assert counted(view, "agent") == {"EMK": 1, "ministry of defence of eastmark": 1}
        assert counted(view, "recipient") == {}
        assert counted(view, "month") == {"2025-05": 1, "2025-06": 1}
        assert counted(view, "agent", ClaimFilter(modality="planned")) == {"EMK": 1}
        assert {facet.name: [one.label for one in facet.values] for facet in view.facets(ClaimFilter())}["said_by"] == ["Radio Vessin"]
        assert [(one.key, one.count) for one in view.source_counts()[0]] == [("radio vessin", 1)]
        assert view.source_counts(keys=("NRL-MFA",)) == ([], 0)
        assert view.pairs(5) == []


def test_days_go_by_the_edited_time(ledger: Ledger) -> None:
    ledger.review(SENT, "edit", who="A", why="no day is given", value={"time": None})
    with ledger.view() as view:
        assert [row.claim.id for row in view.claims(ClaimFilter(until="2025-05"))] == []  # it goes by the day of publication
        assert counted(view, "month") == {"2025-06": 2}
    assert ledger.verify().ok


def test_counts_kept_for_a_filter_follow_edits(ledger: Ledger) -> None:
    planned = ClaimFilter(modality="planned")
    with ledger.view() as view:
        assert view.review_counts(planned)["unreviewed"] == 0
        stamp = view.listed_stamp()
    edit(ledger, value={"modality": "planned"})
    with ledger.view() as view:
        assert view.review_counts(planned)["unreviewed"] == 1
        assert view.listed_stamp() != stamp
        stamp = view.listed_stamp()
    ledger.review(DENIED, "accept", who="A", why="")
    with ledger.view() as view:
        assert view.listed_stamp() == stamp


def test_a_reading_that_says_the_same_keeps_the_edit(ledger: Ledger) -> None:
    edit(ledger)
    newer = reading(version="0.2.0")
    ledger.add(newer)
    agreed(ledger, edited=True, claim=newer.claims[0].id)


@pytest.mark.parametrize("kind", ["file", "postgres"])
def test_a_copy_and_every_version_of_the_schema(kind: str, where_of: Callable[[str], str], tmp_path: Path) -> None:
    where = where_of(kind)
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        edit(opened)
        agreed(opened, edited=True)
        with open_ledger(tmp_path / "copy.db", create=True) as copy:
            copy_ledger(opened, copy, lambda done, whole: None)
            agreed(copy, edited=True)
    for version in (5, 3, 2, 4, 5):
        change_version(where, version)
        with open_ledger(where) as earlier:
            agreed(earlier, edited=False)
            with earlier.view() as view:
                assert not view.by_edits
                assert counted(view, "agent") == {"NRL": 1, "ministry of defence of eastmark": 1}
    with open_ledger(where, create=True) as now:
        agreed(now, edited=True)


def test_what_was_read_is_asked_for_whatever_people_edited(ledger: Ledger) -> None:
    edit(ledger)
    with ledger.view() as view:
        assert [row.claim.id for row in view.claims_as_read(ClaimFilter(agent="NRL", recipient="EMK"))] == [SENT]
        assert list(view.claims_as_read(ClaimFilter(agent="EMK"))) == []
        assert [row.claim for row in view.claims_as_read(ClaimFilter(type="deploy_forces"))] == [READ.claims[0]]


def test_a_view_of_before_an_edit_gets_no_later_stamp_and_counts_of_its_own(where: str) -> None:
    planned = ClaimFilter(modality="planned")
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        with opened.view() as before:
            stamp = before.listed_stamp()
            edit(opened)
            with opened.view() as after:
                assert after.review_counts(planned)["unreviewed"] == 1
                assert after.listed_stamp() > stamp
            assert before.listed_stamp() == stamp
            assert sum(before.review_counts(planned).values()) == before.count(planned) == 0


def test_a_damaged_edit_costs_nothing_else(where: str) -> None:
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add_many([(READ, None), (reading(400), None)])
        edit(opened)
        edit(opened, claim=reading(400).claims[0].id)
    with tampering(where, "judgements") as connection:
        connection.execute("UPDATE judgements SET body = 'x' WHERE seq = 1")
    change_version(where, 5)
    change_version(where, 6)
    with open_ledger(where) as opened:
        assert not opened.verify().ok
        with opened.view() as view:
            assert [row.claim.id for row in view.claims(ClaimFilter(modality="planned"))] == [reading(400).claims[0].id]


def test_verify_names_a_list_that_does_not_go_by_the_edit(where: str) -> None:
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        edit(opened)
    with tampering(where) as connection:
        connection.execute("UPDATE listed_claims SET modality = 'happened' WHERE modality = 'planned'")
        connection.execute("DELETE FROM listed_sources")
    with open_ledger(where) as opened:
        told = [one.message for one in opened.verify().failures]
    assert "modality is 'happened', the claim has 'planned'" in told
    assert "lists do not find it by its source 'radio vessin'" in told


STATES = st.sampled_from(["planned", "denied", "alleged", "happened"])
NAMES = st.sampled_from(["Norland", "Eastmark", "Westmark"])
ACTS = st.lists(st.one_of(
    st.tuples(st.just("modality"), STATES), st.tuples(st.just("agent"), NAMES), st.tuples(st.just("undo"), st.integers(0, 5)),
), max_size=8)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_people_do_lists_are_what_stands(acts: list[tuple[str, Any]]) -> None:
    with open_ledger(":memory:", create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        made: list[str] = []
        for name, value in acts:
            if name != "undo":
                with suppress(UsageError):  # an edit that changes nothing
                    made.append(edit(opened, value={name: value}))
            elif made:
                with suppress(LedgerError):  # undone already
                    made.append(opened.undo(made[value % len(made)], why="no").id)
        with opened.view() as view:
            stands = view.edited(view.claim(SENT).claim, view.review(SENT))
            assert stands.agent is not None
            for state in ("planned", "alleged", "happened"):
                assert finds(view, ClaimFilter(modality=state)) == (stands.modality == state)
            for party in ("Norland", "Eastmark", "Westmark"):
                assert finds(view, ClaimFilter(agent=party)) == (party.casefold() in stands.agent.name.casefold().split())
        assert opened.verify().ok

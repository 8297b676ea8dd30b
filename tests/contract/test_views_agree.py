"""Whatever a View is asked, it answers the same on both databases; so does what lies beside the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from store_builders import capture_of, clock, reading, text

from pactwatch.screening.formats import ListFile
from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.lists import prepare_copy
from pactwatch.store.view import View

FILTERS = (
    ClaimFilter(), ClaimFilter(text="sapp*"), ClaimFilter(agent="Norland"), ClaimFilter(type="deny"), ClaimFilter(said_by="radio vessin"),
    ClaimFilter(since="2025-06"), ClaimFilter(document="sappers for"), ClaimFilter(agent="nrl", text="sent", modality="happened"),
)  # fmt: skip


def fill(ledger: Ledger) -> None:
    ledger.add_many((reading(number), capture_of(text(number))) for number in range(100, 108))
    for number, action in ((100, "accept"), (101, "reject"), (102, "accept"), (103, "note")):
        value = {"text": "50% of_it"} if action == "note" else None
        ledger.review(reading(number).claims[0].id, action, who="anna", why="seen", value=value)
    ledger.add_many([(reading(102, version="0.2.0"), None), (reading(103, version="0.2.0", modality="planned"), None)])
    ledger.add(msgspec.structs.replace(reading(101, version="0.3.0"), claims=()))
    ledger.judge("source.reliability", "TASS", {"grade": "C"}, why="state agency", who="bo")
    ledger.add_list(prepare_copy("Norland", "2025-06-18", (ListFile("n.csv", b"id,schema,name\nN1,Person,Per Holm\n"),)))
    ledger.derive("facts", "1", {"reading-1": {"a": 1}, "reading-2": {"a": 2}})


ASKED: dict[str, Callable[[View, ClaimFilter], Any]] = {
    "claims": lambda view, wanted: list(view.claims(wanted)),
    "count": lambda view, wanted: (view.count(wanted), view.count(wanted, 3)),
    "queue": lambda view, wanted: [view.queue(wanted, status) for status in ("unreviewed", "accepted", "rejected", None)],
    "review counts": lambda view, wanted: view.review_counts(wanted),
    "facets": lambda view, wanted: view.facets(wanted),
    "repeated": lambda view, wanted: (view.repeated(wanted, 5), view.count_repeated(wanted)),
}
ALONE: dict[str, Callable[[View], Any]] = {
    "reviews": lambda view: view.reviews([reading(number).claims[0].id for number in range(100, 105)]),
    "left behind": lambda view: view.left_behind(),
    "last act": lambda view: view.last_act("anna"),
    "activity": lambda view: (view.activity(), view.activity(who="anna", limit=2)),
    "judged by": lambda view: view.judged_by("bo", ["source.reliability"], 5),
    "pairs": lambda view: view.pairs(5),
    "sizes": lambda view: view.sizes(),
    "sources": lambda view: (view.source_counts(), view.source_counts("radio"), view.source_counts(keys=("NRL-MFA",))),
    "latest": lambda view: (view.latest(), view.latest_of([reading(102).document.id])),
    "readings": lambda view: (list(view.readings()), list(view.readings("sappers for")), view.reading_rows()),
    "documents": lambda view: view.shown_readings(documents=[reading(102).document.id]),
    "captures": lambda view: view.captures(reading(102).document.id),
    "types": lambda view: view.types(),
    "one claim": lambda view: view.claim(reading(102).claims[0].id),
    "derived": lambda view: (view.derived_under("facts", "1", "reading", dict), view.derived_of("facts", "1", ["reading-2"], dict)),
    "subjects": lambda view: view.subjects_with("review", ["50% of_it", "accepted"]),
    "lists": lambda view: view.list_copies(),
    "head": lambda view: (view.head(), view.stamps(), view.audit_head()),
    "provenance": lambda view: view.provenance([name for name, _ in view.latest()]),
}


@pytest.fixture(scope="module")
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    file: Path = tmp_path_factory.mktemp("views") / "a.db"
    server = request.getfixturevalue("postgres")
    with (
        open_ledger(file, create=True, who="tester", clock=clock) as one,
        open_ledger(server.place(), create=True, who="tester", clock=clock) as two,
    ):
        fill(one)
        fill(two)
        yield one, two


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("wanted", FILTERS, ids=repr)
def test_what_is_asked_of_some_claims(both: tuple[Ledger, Ledger], name: str, wanted: ClaimFilter) -> None:
    with both[0].view() as one, both[1].view() as two:
        found = ASKED[name](one, wanted)
        assert found == ASKED[name](two, wanted)


@pytest.mark.parametrize("name", ALONE)
def test_what_is_asked_of_all(both: tuple[Ledger, Ledger], name: str) -> None:
    with both[0].view() as one, both[1].view() as two:
        found = ALONE[name](one)
        assert found == ALONE[name](two)
        assert found not in (None, [], {}, ()), name


def test_both_verify_alike(both: tuple[Ledger, Ledger]) -> None:
    one, two = (ledger.verify() for ledger in both)
    assert one.ok, one.failures
    assert one == two

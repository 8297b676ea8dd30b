"""From one version of the schema to another, up and down with data, on each database; what would lose something is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_builders import capture_of, clock, reading, text

from pactwatch.errors import LedgerError
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.screening.formats import ListFile
from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.instrument_texts import make_text
from pactwatch.store.lists import prepare_copy
from pactwatch.store.opening import change_version, schema_version
from pactwatch.store.schema import VERSION

FIGURES = "About 11,000 North Korean soldiers are in Kursk, the staff in Seoul said."
OFFICIAL = b"1. Decides that nothing is known of this paragraph;\n2. Remains seized.\n"
QUERIES = (
    ClaimFilter(), ClaimFilter(text="sent sappers"), ClaimFilter(agent="NRL"), ClaimFilter(said_by="radio vessin"), ClaimFilter(type="deny"),
    ClaimFilter(since="2025-06"), ClaimFilter(document="sappers for"), ClaimFilter(text="kursk"),
)  # fmt: skip


def opened(where: str | Path) -> Ledger:
    return open_ledger(where, create=True, who="tester", clock=clock)


def fill(where: str | Path) -> None:
    with opened(where) as ledger:
        ledger.add_many((reading(number), capture_of(text(number))) for number in (100, 200, 300))
        ledger.add_many([(reading(200, version="0.2.0", modality="planned"), None), (read(make_document(FIGURES, published="2025-06-18")), None)])


def state(where: str | Path) -> tuple[object, ...]:
    """Return what must be the same whatever the version: content, audit head, every list and every figure."""
    with open_ledger(where) as ledger:
        found = ledger.verify()
        assert found.ok, found.failures
        with ledger.view() as view:
            lists = [[row.claim.id for row in view.claims(wanted)] for wanted in QUERIES]
            return found.content_sha256, found.audit_head, lists, view.types(), view.latest()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_down_and_up_again_keeps_everything(where: str, version: int) -> None:
    fill(where)
    before = state(where)
    assert change_version(where, version) == (VERSION, version)
    assert schema_version(where) == version
    assert state(where) == before  # an earlier version is read as it is
    assert change_version(where, VERSION) == (version, VERSION)
    assert state(where) == before
    with open_ledger(where) as ledger, ledger.view() as view:
        assert [row.figure.best for row in view.figures()] == [11000]


def test_step_by_step_is_as_good_as_at_once(where: str) -> None:
    fill(where)
    before = state(where)
    for step in (*range(VERSION - 1, 0, -1), *range(2, VERSION + 1)):
        change_version(where, step)
    assert state(where) == before


def test_opening_an_earlier_one_for_writing_brings_it_up(where: str) -> None:
    fill(where)
    change_version(where, 1)
    with opened(where) as ledger:
        ledger.add(reading(400))
        ledger.judge("story.join", "a", {}, why="same")
        assert ledger.verify().ok
        with ledger.view() as view:
            assert view.count(ClaimFilter(text="400")) == 1
    assert schema_version(where) == VERSION


def test_an_earlier_one_is_guarded_too(where: str) -> None:
    fill(where)
    change_version(where, 3)
    with open_ledger(where) as ledger:
        assert ledger.verify().ok
    change_version(where, VERSION)
    change_version(where, 1)
    with open_ledger(where) as ledger:
        assert ledger.verify().ok


@pytest.mark.parametrize(("kind", "version", "words"), [
    ("judgement", 1, "1 judgements would be lost"), ("text", 2, "1 instrument texts would be lost"), ("list", 2, "1 list copies would be lost"),
])  # fmt: skip
def test_what_the_log_speaks_of_is_not_lost(where: str, kind: str, version: int, words: str) -> None:
    fill(where)
    with opened(where) as ledger:
        if kind == "judgement":
            ledger.judge("story.join", "a", {}, why="same")
        elif kind == "text":
            ledger.add_instrument_text(make_text("treaty-dprk-rus-2024", "official", OFFICIAL, "copy.txt", "text/plain"), OFFICIAL)
        else:
            ledger.add_list(prepare_copy("Norland", "2025-06-18", (ListFile("n.csv", b"id,schema,name\nN1,Person,Per Holm\n"),)))
    before = state(where)
    with pytest.raises(LedgerError, match=words) as error:
        change_version(where, version)
    assert error.value.code == "PW421"
    assert schema_version(where) == VERSION
    assert state(where) == before


@pytest.mark.parametrize("version", [0, -1, VERSION + 1])
def test_a_version_that_there_is_not(where: str, version: int) -> None:
    fill(where)
    with pytest.raises(LedgerError) as error:
        change_version(where, version)
    assert error.value.code == "PW421"


def test_no_ledger_is_made_by_it(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as error:
        change_version(tmp_path / "none.db", 3)
    assert error.value.code == "PW401"
    assert list(tmp_path.iterdir()) == []

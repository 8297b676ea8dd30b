"""From one database into another and back: everything as it is, again and again, whatever ends it in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from store_builders import LASTING, capture_of, clock, reading, tampering, text

from pactwatch.errors import LedgerError
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.screening.formats import ListFile
from pactwatch.store import ClaimFilter, Ledger, copying, open_ledger
from pactwatch.store.instrument_texts import make_text
from pactwatch.store.lists import prepare_copy
from pactwatch.store.opening import change_version
from pactwatch.store.schema import VERSION

NORLAND = b"id,schema,name\nN1,Person,Per Holm\nN2,Organization,Norland Ferry\n"
OFFICIAL = b"1. Decides that nothing is known of this paragraph;\n2. Remains seized.\n"
WAYS = [(one, two) for one in LASTING for two in LASTING]


def opened(where: str | Path, who: str = "tester") -> Ledger:
    return open_ledger(where, create=True, who=who, clock=clock)


def fill(where: str | Path) -> None:
    with opened(where) as ledger:
        ledger.add_many((reading(number), capture_of(text(number))) for number in range(100, 112))
        first = ledger.judge("story.join", "a", {"with": ["b"]}, why="gleich\0 \ud800")
        ledger.add_many([(reading(110, version="0.2.0", modality="planned"), None), (reading(101, version="0.0.9"), None)])
        ledger.undo(first.id, why="wrong")
        ledger.add_list(prepare_copy("Norland", "2025-06-18", (ListFile("n.csv", NORLAND),)))
        ledger.add_instrument_text(make_text("treaty-dprk-rus-2024", "official", OFFICIAL, "copy.txt", "text/plain"), OFFICIAL)
        ledger.add(read(make_document("Norway will send 120 soldiers to Latvia, the ministry said.", published="2025-06-18")))
        ledger.derive("facts", "1", {"reading-1": {"a": 1}})


def everything(ledger: Ledger) -> tuple[object, ...]:
    found = ledger.verify()
    assert found.ok, found.failures
    with ledger.view() as view:
        return (
            found, [(row.claim, row.reading, row.version) for row in view.claims(ClaimFilter())], list(view.figures()), view.judgements(history=True),
            [view.list_entries(kept) for kept in view.list_copies()], view.instrument_texts(), view.derived("facts", "1", dict), view.latest(),
            [row.claim.id for row in view.claims(ClaimFilter(text="sapp* sent", said_by="NRL-MFA"))],
        )  # fmt: skip


def copied(source: str, target: str) -> copying.Copied:
    with open_ledger(source) as given, opened(target, "somebody else") as taken:
        return copying.copy_ledger(given, taken, lambda done, whole: None)


@pytest.mark.parametrize(("one", "two"), WAYS)
def test_a_copy_is_the_same_and_so_is_a_copy_of_it(where_of: Callable[[str], str], tmp_path: Path, one: str, two: str) -> None:
    source, there, back = where_of(one), where_of(two) if one != two or one == "postgres" else str(tmp_path / "there.db"), str(tmp_path / "back.db")
    fill(source)
    first = copied(source, there)
    assert first.copied == first.entries == 12 * 3 + 8
    copied(there, back)
    with open_ledger(source) as a, open_ledger(there) as b, open_ledger(back) as c:
        assert everything(a) == everything(b) == everything(c)


def test_again_adds_what_came_since_and_nothing_else(where_of: Callable[[str], str]) -> None:
    source, target = where_of("file"), where_of("postgres")
    fill(source)
    copied(source, target)
    assert copied(source, target).copied == 0
    with opened(source) as ledger:
        ledger.add(reading(900), capture_of(text(900)))
        ledger.add(reading(110, version="0.3.0"))
        ledger.judge("story.join", "c", {}, why="same")
    assert copied(source, target).copied == 5
    with open_ledger(source) as a, open_ledger(target) as b:
        assert everything(a) == everything(b)


class Ended(Exception):  # noqa: N818 - what the test raises, no error
    pass


@pytest.mark.parametrize("portion", [1, 7, 1000])
def test_it_goes_on_where_it_ended_and_what_is_there_verifies(
    where_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(copying, "PORTION", portion)
    source, target = where_of("file"), where_of("postgres")
    fill(source)

    def end(done: int, whole: int) -> None:
        if done < whole:
            raise Ended

    if portion < 40:
        for _ in range(2):
            with pytest.raises(Ended), open_ledger(source) as given, opened(target) as taken:
                copying.copy_ledger(given, taken, end)
            with open_ledger(target) as taken:
                assert taken.verify().ok
                assert taken.verify().checked["audit entries"] in (portion, 2 * portion)
    copied(source, target)
    with open_ledger(source) as a, open_ledger(target) as b:
        assert everything(a) == everything(b)


def test_a_place_that_holds_something_else_is_left_alone(where_of: Callable[[str], str]) -> None:
    source, target = where_of("file"), where_of("postgres")
    fill(source)
    with opened(target) as ledger:
        ledger.add(reading(999))
        before = ledger.verify()
    with pytest.raises(LedgerError, match="something else") as error:
        copied(source, target)
    assert error.value.code == "PW421"
    with open_ledger(target) as ledger:
        assert ledger.verify() == before
    copied(target, str(Path(source).parent / "third.db"))
    with opened(target) as ledger:
        ledger.add(reading(998))
    copied(target, str(Path(source).parent / "third.db"))
    with opened(Path(source).parent / "third.db") as ledger:
        ledger.add(reading(997))
    with pytest.raises(LedgerError, match="is ahead") as error:
        copied(target, str(Path(source).parent / "third.db"))
    assert error.value.code == "PW421"


FIGURES = (
    "About 11,000 North Korean soldiers are in Kursk, the staff in Seoul said.",
    "At least 4,700 North Korean soldiers were killed or wounded in Kursk, Seoul's intelligence service said, 600 of them killed.",
    "Norway will send 120 soldiers to Latvia, the ministry said.",
)


@pytest.mark.parametrize("target", LASTING)
@pytest.mark.parametrize(("version", "portion"), [(1, 1000), (2, 2), (3, 1000)])
def test_a_ledger_of_an_earlier_version_can_be_copied(
    where_of: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, version: int, portion: int
) -> None:
    monkeypatch.setattr(copying, "PORTION", portion)
    source, copy = where_of("file"), str(tmp_path / "copy.db") if target == "file" else where_of(target)
    with opened(source) as ledger:
        ledger.add_many((reading(number), capture_of(text(number))) for number in range(3))
        ledger.add_many((read(make_document(words, published="2025-06-18")), None) for words in FIGURES)
        before = everything(ledger)
        assert before[0].checked["figures"] >= 3
    change_version(source, version)
    copied(source, copy)
    with open_ledger(copy) as ledger:
        assert everything(ledger) == before
    change_version(source, VERSION)
    with opened(source) as ledger:
        ledger.add(read(make_document("Latvia counted 90 Norwegian soldiers in Riga.", published="2025-06-20")))
        later = everything(ledger)
    copied(source, copy)
    with open_ledger(copy) as ledger:
        assert everything(ledger) == later


def test_what_is_wrong_with_the_source_is_told(where_of: Callable[[str], str]) -> None:
    source, target = where_of("file"), where_of("postgres")
    fill(source)
    with tampering(source, "readings") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE readings SET id = 'reading-x' WHERE seq = 5")
    with pytest.raises(LedgerError, match="pactwatch verify") as error:
        copied(source, target)
    assert error.value.code == "PW421"

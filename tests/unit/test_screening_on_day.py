"""Copies of several days: what each day's answer is, and what cannot be said."""

from __future__ import annotations

from functools import partial

from screening_lists import copy_of

from pactwatch.screening.model import ListCopy, ListEntry
from pactwatch.screening.on_day import Dated, DayScreener


def entry(reference: str, name: str, listed_on: str | None = None) -> ListEntry:
    return ListEntry(reference=reference, schema="Person", name=name, listed_on=listed_on)


STAYS, GOES = entry("A", "ASTRID LINDQVIST", "2019-01-01"), entry("B", "BIRGER LARSSON", "2019-01-01")
COMES, RETURNS = entry("C", "CECILIA NORDIN", "2025-03-10"), entry("D", "DAGNY EKLUND", "2006-12-23")
COPIES = (
    copy_of(STAYS, GOES, as_of="2025-01-01", name="L"),
    copy_of(STAYS, COMES, RETURNS, as_of="2025-06-01", name="L"),
)


def on(day: str | None, copies: tuple[ListCopy, ...] = COPIES) -> DayScreener:
    def load(copy: ListCopy) -> ListCopy:
        return copy

    return DayScreener([Dated(copy.name, copy.as_of, partial(load, copy)) for copy in copies], day)


def matched(day: str | None, name: str) -> list[str]:
    return [match.as_of for match in on(day).screen(name).matches]


def test_each_day_is_answered_from_its_copy() -> None:
    assert matched("2025-01-01", "Birger Larsson") == ["2025-01-01"]
    assert matched("2025-06-01", "Birger Larsson") == []
    assert matched(None, "Birger Larsson") == []
    assert matched("2025-01-01", "Cecilia Nordin") == []
    assert matched("2026-01-01", "Cecilia Nordin") == ["2025-06-01"]
    assert matched("2025-03-01", "Astrid Lindqvist") == ["2025-01-01"]


def test_between_two_copies_the_later_one_tells_what_was_listed_since() -> None:
    assert matched("2025-03-09", "Cecilia Nordin") == []
    found = on("2025-03-10").screen("Cecilia Nordin").matches[0]
    assert found.as_of == "2025-06-01"
    assert "listed on 2025-03-10, as the copy of 2025-06-01 says" in found.reasons


def test_an_old_date_on_an_entry_that_came_back_proves_nothing() -> None:
    assert matched("2025-03-10", "Dagny Eklund") == []
    assert matched("2025-06-01", "Dagny Eklund") == ["2025-06-01"]


def test_an_entry_that_is_gone_later_says_so() -> None:
    found = on("2025-03-10").screen("Birger Larsson").matches[0]
    assert "no longer in the copy of 2025-06-01" in found.reasons


def test_before_the_first_copy_nothing_is_certain() -> None:
    asked = on("2020-01-01")
    found = asked.screen("Astrid Lindqvist")
    assert not found.matches
    assert [match.reference for match in found.candidates] == ["A"]
    assert "no copy is as old as 2020-01-01" in asked.asked[0]


def test_what_was_asked_is_said() -> None:
    assert on("2025-02-01").asked == ["L as of 2025-01-01 (2 entries)"]

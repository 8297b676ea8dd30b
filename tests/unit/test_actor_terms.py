"""The register's terms of office: who held an office on which day, and that the tables hold together."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from pactwatch.data import read_rows
from pactwatch.reading.actor_register import official_names, register
from pactwatch.reading.actor_terms import Term, holders, is_office, offices_named, terms

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def held_by(phrase: str, day: str) -> list[tuple[str, str]]:
    return [(term.person, held) for of, office in offices_named(phrase) for term, held in holders(of, office, day)]


@pytest.mark.parametrize("phrase", [
    "Russia's defence minister", "Russian Defense Minister", "the defence minister of Russia", "Russia’s Minister of Defence",
    "министр обороны России", "러시아 국방장관", "俄罗斯国防部长",
])  # fmt: skip
def test_an_office_is_held_by_another_person_on_another_day(phrase: str) -> None:
    assert held_by(phrase, "2024-05-10") == [("per-shoigu", "yes")]
    assert held_by(phrase, "2025-06-18") == [("per-belousov", "yes")]
    assert held_by(phrase, "2024-05-13") == []


@pytest.mark.parametrize(("phrase", "day", "person"), [
    ("US secretary of state", "2024-05-10", "per-blinken"), ("South Korean president", "2025-06-18", "per-lee-jae-myung"),
    ("NATO secretary general", "2025-06-18", "per-rutte"), ("FSB director", "2020-01-01", "per-bortnikov"),
    ("secretary of Russia's Security Council", "2024-06-19", "per-shoigu"), ("North Korean foreign minister", "2024-10-30", "per-choe-son-hui"),
    ("북한 외무상", "2024-10-30", "per-choe-son-hui"), ("Ukraine's commander-in-chief", "2023-06-01", "per-zaluzhnyi"),
])  # fmt: skip
def test_offices_in_the_words_of_the_press(phrase: str, day: str, person: str) -> None:
    assert (person, "yes") in held_by(phrase, day)


def test_what_a_date_leaves_open_stays_open() -> None:
    term = Term("X", "head", "per-x", "2020-03", "2021", "", "")
    assert [term.covers(day) for day in ("2020-02-29", "2020-03-15", "2020-12-31", "2021-06-01", "2022-01-01")] == [
        "no", "perhaps", "yes", "perhaps", "no"]  # fmt: skip
    going_on = Term("X", "head", "per-x", "2020-03-01", "", "2025-06-30", "")
    assert [going_on.covers(day) for day in ("2025-06-30", "2025-07-01")] == ["yes", "unknown"]


def test_every_term_is_of_somebody_known_in_an_office_known() -> None:
    people, offices = official_names(), {row["id"] for row in read_rows("actors/offices.tsv")}
    owners = {row["id"] for file in ("states", "organisations") for row in read_rows(f"actors/{file}.tsv")}
    for term in terms():
        assert term.person in people, term
        assert term.office in offices, term
        assert term.of in owners, term
        assert DATE.fullmatch(term.start), term
        assert (DATE.fullmatch(term.end) and term.start <= term.end) or (not term.end and DATE.fullmatch(term.until)), term
        assert term.source, term


def test_no_two_persons_hold_an_office_for_certain_on_one_day() -> None:
    by_office: dict[tuple[str, str], list[Term]] = {}
    for term in terms():
        by_office.setdefault((term.of, term.office), []).append(term)
    for office, found in by_office.items():
        for one, two in pairwise(sorted(found, key=lambda term: term.start)):
            assert one.end, (office, one, two)
            assert one.end[:7] <= two.start, (office, one, two)


def test_the_register_has_more_than_four_hundred_records_each_with_a_source() -> None:
    rows = [row for file in ("states", "organisations", "officials", "ships") for row in read_rows(f"actors/{file}.tsv")]
    assert len(rows) > 400
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize(("name", "actor"), [
    ("조선인민군", "PRK-KPA"), ("ТАСС", "med-tass"), ("Россия", "RUS"), ("朝鲜", "PRK"), ("최선희", "per-choe-son-hui"), ("Минобороны", "RUS-MOD"),
])  # fmt: skip
def test_native_names_are_in_the_register(name: str, actor: str) -> None:
    assert actor in {entry.id for entry in register().get(name)}


def test_a_title_alone_is_an_office_without_an_owner() -> None:
    assert is_office("defence minister")
    assert not is_office("Russia's defence minister")
    assert offices_named("defence minister") == []

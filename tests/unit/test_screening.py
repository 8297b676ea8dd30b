"""Names against a small list: which entries they may be, and which they may not."""

from __future__ import annotations

import pytest
from screening_lists import copy_of, screener

from pactwatch.screening.calibration import CANDIDATE, MATCH, probability
from pactwatch.screening.model import ListEntry
from pactwatch.screening.screen import Screener

ASKED = screener()


def matched(query: str) -> set[str]:
    return {match.reference for match in ASKED.screen(query).matches}


@pytest.mark.parametrize("query", [
    "Kim Pyong Chol", "KIM PYONG-CHOL", "Gim Byeong-cheol", "Kim Byung-chul", "Byeongcheol Gim", "General Kim Pyong Chol",
    "Kim Pyo'ng-ch'o'l", "Kim P’yŏng-ch’ŏl", "김병철", "병철 김", "Ким Пён Чхоль", "金炳哲", "Jin Bingzhe", "Mr Kim Pyong Chol, born in 1961",
])  # fmt: skip
def test_a_korean_name_is_found_in_every_spelling(query: str) -> None:
    assert matched(query) == {"T.01"}


@pytest.mark.parametrize("query", ["Kim Pyong Il", "Kim Pyong Chun", "Pak Pyong Chol", "Kim Chol", "김병일", "Kim Jong Chol"])
def test_another_syllable_is_another_person(query: str) -> None:
    assert matched(query) == set()


def test_kim_jong_un_is_not_kim_jong_il() -> None:
    one = Screener([copy_of(ListEntry(reference="X", schema="Person", name="KIM, Jong Un"))])
    assert one.screen("Kim Jong Un").matches
    for query in ("Kim Jong Il", "Kim Jong-il", "김정일", "Ким Чен Ир", "Kim Jong Chul"):
        assert not one.screen(query).matches, query


@pytest.mark.parametrize(("query", "reference"), [
    ("Sergey Mirzoev", "T.03"), ("Serhii Mirzoiev", "T.03"), ("Сергей Мирзоев", "T.03"), ("Sergej Anatol'evich Mirzoyev", "T.03"),
    ("Abd al-Rahman al-Qasimi", "T.04"), ("Abdulrahman Qassimi", "T.04"), ("عبد الرحمن القاسمي", "T.04"), ("Sheikh Abu Tamim al Kassimi", "T.04"),
    ("the Korea Daedongsan Trading Co.", "T.05"), ("KTTC", "T.05"), ("Choson Taedong San Trade Corp", "T.05"), ("조선대동산무역회사", "T.05"),
    ("North Korea's Overseas Development Bank", "T.06"), ("Central Committee Office 57", "T.07"), ("Room 57", "T.07"),
    ("M/V Chong-San 3", "T.08"), ("the Jong San 3", "T.08"), ("الجبهة الإسلامية في الشام", "T.09"), ("Jabhat al-Islamiyya al-Sham", "T.09"),
])  # fmt: skip
def test_names_are_found_across_languages_and_forms(query: str, reference: str) -> None:
    assert matched(query) == {reference}


@pytest.mark.parametrize("query", [
    "Overseas Development Bank of Vietnam", "South Korea's Overseas Development Bank", "Overseas Investment Bank", "Korea Development Bank",
    "Korea Trading Corporation", "Bureau 75", "Chong San 4", "M/V Chong San", "Sergei Karpov", "Abdul Karim al-Qassimi", "Ahmed Hassan",
    "Tamim", "Ali", "Maria Fernanda Lopes", "山田 太郎", "", "   ", "!!!", "12345",
])  # fmt: skip
def test_what_only_looks_alike_is_no_match(query: str) -> None:
    assert matched(query) == set()


@pytest.mark.parametrize(("query", "reference"), [
    ("Ole Larsen a.k.a. Sergei Mirzoyev", "T.03"), ("Sergei Mirzoyev (a.k.a. Ole Larsen)", "T.03"),
    ("Ole Larsen, also known as Sergey Mirzoev", "T.03"),
    ("Norland Ferry Line f.k.a. Overseas Development Bank", "T.06"), ("KTTC, formerly Norland Ferry Line", "T.05"), ("Ole Larsen aka ODB", "T.06"),
])  # fmt: skip
def test_each_side_of_also_known_as_is_a_name(query: str, reference: str) -> None:
    assert matched(query) == {reference}


@pytest.mark.parametrize("query", ["Chong San 3 (IMO: 1234567)", "M/V Jong San 3, IMO 1234567", "IMO No. 1234567", "Silver Gull, IMO number 1234567"])
def test_a_ship_is_found_by_its_imo_number(query: str) -> None:
    (match,) = ASKED.screen(query).matches
    assert (match.reference, match.reasons[0]) == ("T.08", "the IMO number 1234567 is the same")
    assert match.score >= 0.99
    assert not any("IMO number" in line for line in match.missing)


def test_a_name_beside_another_imo_number_is_still_looked_for() -> None:
    (match,) = ASKED.screen("Chong San 3 (IMO 7654321)").matches
    assert match.reference == "T.08"
    assert any("IMO number (the list: IMO 1234567)" in line for line in match.missing)
    assert not ASKED.screen("IMO 7654321").matches


def test_a_bare_number_of_a_listed_ship_is_its_imo_number() -> None:
    asked = Screener([copy_of(ListEntry(reference="A", schema="Vessel", name="SEA LARK 4", numbers=("7654321", "MMSI 212000000")))])
    assert [match.reference for match in asked.screen("Old Lark, IMO 7654321").matches] == ["A"]


FILLERS = (
    ListEntry(reference=f"F.{a}{b}{c}", schema="Person", name=f"{a}o{b}an {c}e{a}ic")
    for a in "bdfgklpt" for b in "dglnrtv" for c in "bgkmnstv"
)  # fmt: skip
AMONG_MANY = Screener([copy_of(*FILLERS, ListEntry(reference="T.03", schema="Person", name="MIRZOYEV, Sergei Anatolievich"))])
"""A surname tells the more the fewer on a list have it, so initials are asked of a longer one."""


def among_many(query: str) -> set[str]:
    return {match.reference for match in AMONG_MANY.screen(query).matches}


@pytest.mark.parametrize("query", ["S.A. Mirzoyev", "Mirzoyev S.A.", "С.А. Мирзоев", "S. A. Mirzoyev", "MIRZOYEV, S.A."])
def test_initials_are_parted_where_they_are_written_together(query: str) -> None:
    assert among_many(query) == {"T.03"}


@pytest.mark.parametrize("query", ["A.S. Mirzoyev", "S.B. Mirzoyev", "Mirzoyev D.A."])
def test_other_initials_are_another_person(query: str) -> None:
    assert among_many(query) == set()


def test_aka_within_a_name_parts_nothing() -> None:
    names = {"A": "Laurent Aka Kouame", "B": "Laurent"}
    asked = Screener([copy_of(*(ListEntry(reference=at, schema="Person", name=name) for at, name in names.items()))])
    assert {match.reference for match in asked.screen("Laurent Aka Kouame").matches} == {"A"}


def test_a_father_is_not_his_child() -> None:
    found = ASKED.screen("Ali Hamdan al-Talabani")
    assert [match.reference for match in found.matches] == ["T.11"]
    assert "T.10" in {match.reference for match in found.candidates}


def test_a_match_says_why_by_name_part_and_what_is_missing() -> None:
    match = ASKED.screen("Gim Byeong-cheol").matches[0]
    assert (match.list, match.as_of, match.name) == ("Test", "2025-06-18", "KIM PYONG CHOL")
    assert any("surname Gim and Kim" in reason and "김" in reason for reason in match.reasons)
    assert any("given name" in reason for reason in match.reasons)
    assert "date of birth (the list: 1961)" in match.missing
    assert any(line.startswith("nationality") for line in match.missing)


def test_a_weak_alias_is_worth_less() -> None:
    found = Screener([copy_of(
        ListEntry(reference="A", schema="Person", name="X Y Z", aliases=("Omar Tarabulsi",)),
        ListEntry(reference="B", schema="Person", name="U V W", weak_aliases=("Omar Tarabulsi",)),
    )]).screen("Omar Tarabulsi")  # fmt: skip
    scores = {match.reference: match.score for match in (*found.matches, *found.candidates)}
    assert scores["A"] > scores["B"]


def test_an_alias_that_names_another_entry_does_not_count() -> None:
    found = Screener([copy_of(ListEntry(reference="A", schema="Organization", name="NORTHERN ACADEMY", aliases=("Third Institute (KPe.999)",)))])
    assert not found.screen("Third Institute").matches


def test_probability_rises_with_likeness() -> None:
    steps = [probability(n / 100) for n in range(101)]
    assert steps == sorted(steps)
    assert 0 <= steps[0] <= steps[-1] <= 1
    assert CANDIDATE < MATCH
    assert probability(MATCH) > 0.5 > probability(CANDIDATE)


def test_order_of_entries_does_not_change_the_answer() -> None:
    entries = copy_of().entries
    backwards = Screener([copy_of(*reversed(entries))])
    for query in ("Kim Pyong Chol", "Ali Hamdan al-Talabani", "Korea Daedongsan Trading"):
        assert backwards.screen(query) == ASKED.screen(query)

"""Whole texts whose other sentences speak of something else: they change no element, and what speaks against one still does."""

from __future__ import annotations

import pytest

from pactwatch.instruments import Finding, assess, register
from pactwatch.model import make_document
from pactwatch.read import read


def found(text: str, published: str = "2024-09-01") -> dict[str, Finding]:
    """Return the findings of a text by provision."""
    return {one.provision: one for one in assess(read(make_document(text, published=published)), register())}


def status(finding: Finding, element: str) -> str:
    """Return the status of one element."""
    return next(result.status for result in finding.elements if result.id == element)


@pytest.mark.parametrize(("second", "expected"), [
    ("Iran's embassy in Muscat has not yet replied to our letter.", "met"),
    ("The island of Perim lies in the strait near by.", "met"),
    ("None of the shipping agents commented.", "met"),
    ("Iran dismissed the account as fabrication.", "contested"),
    ("None of the launchers has reached Hodeidah, though.", "not_met"),
])  # fmt: skip
def test_silence_and_geography_leave_a_delivery_met(second: str, expected: str) -> None:
    finding = found(f"Iran shipped rocket launchers to the Houthis in February 2024, a frigate's captain said. {second}")["unsc-2216-2015-p14"]
    assert status(finding, "act") == expected


@pytest.mark.parametrize(("second", "expected"), [
    ("Its envoy informed the president of the Security Council the same day.", "met"),
    ("Three members of the Security Council condemned the strikes.", "unknown"),
    ("It has not reported the strikes to the Security Council.", "not_met"),
    ("It should tell the Security Council in a letter, a lawyer said.", "unknown"),
])  # fmt: skip
def test_only_a_report_to_the_council_is_one(second: str, expected: str) -> None:
    first = "Chad invoked Article 51 of the UN Charter after an armed attack on its border post"
    assert status(found(f"{first}. {second}")["un-charter-art51"], "report") == expected


@pytest.mark.parametrize(("second", "expected"), [
    ("Russia notified the sanctions committee of the cargo in May.", "met"),
    ("Russia refuses the notification that is asked of it.", "unknown"),
    ("The sanctions committee is waiting for a notification by Russia.", "unknown"),
    ("Russia reports nothing to the sanctions committee.", "unknown"),
    ("The delivery was not reported to the sanctions committee.", "not_met"),
])  # fmt: skip
def test_only_a_notice_that_was_given_is_one(second: str, expected: str) -> None:
    first = "A Russian tanker delivered 80,000 barrels of diesel to Nampo in North Korea in April 2024, traders said"
    assert status(found(f"{first}. {second}")["unsc-2397-2017-p5"], "notify") == expected


@pytest.mark.parametrize(("second", "element", "expected"), [
    ("They earn 700 dollars a month.", "income", "met"),
    ("The foreman says that they were never paid.", "income", "not_met"),
    ("A spokesman denied that they generate income for anyone.", "income", "unknown"),
    ("They cannot have earned any wages, he said.", "income", "unknown"),
    ("Two of them applied for asylum in June.", "exception_law", "met"),
    ("None of them has applied for asylum, the court found.", "exception_law", "unknown"),
    ("It is unclear whether they are refugees who seek asylum.", "exception_law", "unknown"),
])  # fmt: skip
def test_pay_and_protection_that_are_denied_are_not_there(second: str, element: str, expected: str) -> None:
    first = "A cannery in Nakhodka has employed 60 North Korean packers since April 2024, the mayor said"
    assert status(found(f"{first}. {second}")["unsc-2397-2017-p8"], element) == expected


@pytest.mark.parametrize(("clause", "expected"), [
    ("all of it in less than a year", "unknown"), ("at a price well below that of others", "unknown"),
    ("well under the ceiling of the United Nations", "not_met"), ("far above the ceiling", "met"),
])  # fmt: skip
def test_below_the_cap_is_below_the_cap(clause: str, expected: str) -> None:
    text = f"China pumped crude oil to North Korea through the pipeline in 2023, {clause}, a trader said."
    assert status(found(text)["unsc-2397-2017-p4"], "cap") == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("A broker sold an oil tanker to a shipping line in North Korea in 2023.", {"unsc-2397-2017-p14"}),
    ("The oil minister of Iran met a North Korean envoy in May 2024.", set()),
    ("A tanker sold 6,000 barrels of gas oil to North Korea in 2023.", {"unsc-2397-2017-p5"}),
])  # fmt: skip
def test_oil_in_the_name_of_a_ship_or_an_office_is_no_cargo(text: str, expected: set[str]) -> None:
    assert set(found(text)) & {"unsc-2397-2017-p5", "unsc-2397-2017-p14"} == expected


@pytest.mark.parametrize(("day", "published", "expected"), [
    ("3 October 2015", "2015-11-20", {"unsc-1747-2007-p5"}), ("3 October 2016", "2016-11-20", {"unsc-2231-2015-pAnnex B 6-b"}),
])  # fmt: skip
def test_the_arms_of_iran_fall_under_what_was_in_force_that_day(day: str, published: str, expected: set[str]) -> None:
    text = f"Iran exported mortars and ammunition to Syria on {day}, an inspector reported. The arms were shipped by air."
    known = {name: one for name, one in found(text, published).items() if one.in_force is True}
    assert set(known) & {"unsc-1747-2007-p5", "unsc-2231-2015-pAnnex B 6-b"} == expected


@pytest.mark.parametrize(("day", "published", "expected"), [("4 May 2026", "2026-06-01", "met"), ("4 October 2026", "2026-11-01", "unknown")])
def test_beyond_the_last_prolongation_nothing_is_known(day: str, published: str, expected: str) -> None:
    text = f"Rifles were delivered to rebels of the CPC in the Central African Republic on {day}, a prefect said. They came from Chad by lorry."
    finding = found(text, published)["unsc-2745-2024-p2"]
    assert (status(finding, "time"), finding.in_force) == (expected, True if expected == "met" else None)

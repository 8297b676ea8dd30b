"""Findings of several texts put together: what differs in force or state stays apart, and days that differ are no clash."""

from __future__ import annotations

from pactwatch.instruments import Finding, assess, register
from pactwatch.instruments.together import BOTH, DAYS, together
from pactwatch.model import make_document
from pactwatch.read import RULES, read

WORKERS = "unsc-2397-2017-p8"
DONE = "North Korean workers at a cannery in Nakhodka {} in {}, the mayor said."
PAID, UNPAID, HIRED = "earned 600 dollars a month", "worked without pay", "were employed"


def findings(*texts: tuple[str, str]) -> list[Finding]:
    """Return what texts, each with its day of publication, give together on workers abroad."""
    found = [one for text, day in texts for one in assess(read(make_document(text, published=day), RULES), register(), WORKERS)]
    return together(found)


def status(finding: Finding, element: str) -> tuple[str, str]:
    """Return the status of an element and the reason for it."""
    return next((result.status, result.why) for result in finding.elements if result.id == element)


def test_acts_before_and_under_the_rule_stay_apart() -> None:
    before, under = findings((DONE.format(PAID, "May 2017"), "2024-05-01"), (DONE.format(PAID, "May 2023"), "2024-05-01"))
    assert [(one.in_force, one.date) for one in (before, under)] == [(False, "2017-05-31"), (True, "2023-05-31")]


def test_a_plan_stays_apart_from_what_is_reported() -> None:
    plan = "Russia will take in 60 North Korean packers for a cannery in Nakhodka from June, the mayor said."
    planned, done = findings((plan, "2024-05-01"), (DONE.format(PAID, "May 2023"), "2024-05-01"))
    assert (planned.modality, done.modality) == ("planned", "happened")


def test_days_that_differ_give_no_day_and_no_clash() -> None:
    (joined,) = findings((DONE.format(PAID, "May 2019"), "2024-05-01"), (DONE.format(UNPAID, "May 2023"), "2024-05-01"))
    assert joined.date is None
    assert joined.in_force is True
    assert status(joined, "deadline") == ("unknown", DAYS)
    assert status(joined, "income") == ("contested", BOTH)


def test_texts_on_one_day_keep_it() -> None:
    (joined,) = findings((DONE.format(HIRED, "May 2023"), "2024-05-01"), (DONE.format(PAID, "May 2023"), "2024-06-01"))
    assert joined.date == "2023-05-31"
    assert status(joined, "deadline")[0] == "met"
    assert status(joined, "income")[0] == "met"

"""Our own texts against provisions: what is found, what stays empty, and what no assessment may ever say."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from evaluation.assessment import own_texts, reading_of
from pactwatch.instruments import Finding, LawError, assess, law_errors, register
from pactwatch.instruments.assess import in_force
from pactwatch.instruments.types import Period

TEXTS = {row["id"]: row for row in own_texts()}
QUIET = [name for name, row in TEXTS.items() if not row.get("expect") and not row.get("allow")]


def found(name: str) -> list[Finding]:
    row = TEXTS[name]
    return assess(reading_of(row["text"], row["title"], row["published"]), register())


def flagged(name: str) -> list[LawError]:
    row = TEXTS[name]
    return law_errors(reading_of(row["text"], row["title"], row["published"]), register())


@pytest.mark.parametrize("name", QUIET)
def test_texts_without_an_act_raise_nothing(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize("name", list(TEXTS))
def test_no_assessment_gives_a_verdict_and_every_not_met_has_words(name: str) -> None:
    text = TEXTS[name]["text"]
    for finding in found(name):
        assert finding.verdict is None
        assert "violat" not in msgspec.json.encode(finding).decode().casefold()
        for result in finding.elements:
            assert result.why
            assert result.status != "not_met" or result.evidence
            for evidence in result.evidence:
                assert text[slice(*evidence.span)].strip()


@pytest.mark.parametrize(("name", "provision", "element", "status"), [
    ("A01", "unsc-2397-2017-p8", "income", "met"), ("A02", "unsc-2397-2017-p8", "income", "unknown"),
    ("A03", "unsc-1718-2006-p8-b", "act_procure", "contested"), ("A07", "unsc-1718-2006-p8-c", "direction_from", "unknown"),
    ("A07", "unsc-1718-2006-p8-c", "direction_to", "met"), ("A08", "unsc-2397-2017-p5", "notify", "not_met"),
    ("A28", "unsc-1591-2005-p7", "place", "not_met"), ("A31", "unsc-2806-2025-p3", "target", "not_met"),
    ("A35", "unsc-2397-2017-p4", "cap", "met"),
])  # fmt: skip
def test_elements_are_shown_left_open_contested_or_not_met(name: str, provision: str, element: str, status: str) -> None:
    finding = next(one for one in found(name) if one.provision == provision)
    assert {result.id: result.status for result in finding.elements}[element] == status


def test_training_given_and_training_taken_fall_under_different_paragraphs() -> None:
    given, taken = {one.provision for one in found("A07")}, {one.provision for one in found("A05")}
    assert "unsc-2270-2016-p6" in given
    assert "unsc-1874-2009-p9" not in given
    assert "unsc-1874-2009-p9" in taken
    assert "unsc-2270-2016-p6" not in taken


def test_a_plan_is_carried_through() -> None:
    finding = next(one for one in found("A02") if one.provision == "unsc-2397-2017-p8")
    assert finding.modality == "planned"


@pytest.mark.parametrize("name", ["L01", "L02", "L03", "L04", "L05"])
def test_wrong_statements_about_law_are_flagged(name: str) -> None:
    row: dict[str, Any] = TEXTS[name]
    spans = [error.span for error in flagged(name)]
    for words in row["law"]:
        start = row["text"].index(words)
        assert any(span[0] < start + len(words) and start < span[1] for span in spans), words


def test_right_statements_about_law_are_not_flagged() -> None:
    assert flagged("L06") == []


@pytest.mark.parametrize(("day", "expected"), [
    ("2014-12-31", False), ("2015-01-01", True), ("2016-01-01", False), ("2020-05-05", "disputed"), (None, None), ("2030-01-01", None),
])  # fmt: skip
def test_force_depends_on_the_day(day: str | None, expected: object) -> None:
    periods = (
        Period(start="2015-01-01", until="2016-01-01"), Period(start="2020-01-01", until="2021-01-01", disputed=True, renewal="unknown"),
    )  # fmt: skip
    assert in_force(periods, day) == expected

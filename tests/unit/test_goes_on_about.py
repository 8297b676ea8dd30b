"""Bare numbers that go on about a figure before them, and figures that count who tells. Texts are newly written."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.read import read


def quantities(text: str) -> list[tuple[float | None, str]]:
    reading = read(make_document(text, published="2025-10-14"))
    return [(claim.quantity.low, claim.quantity.unit) for claim in reading.claims if claim.quantity is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Croatia's order of howitzers will cost 52 million euros, of which Zagreb has so far paid 9 million, the ministry said.", (9e6, "EUR")),
        ("Norway gave Moldova 40 million dollars for its army and promised 15 million more, the premier said.", (15e6, "USD")),
    ],
)
def test_a_bare_sum_goes_on_about_the_money_before_it(text: str, found: tuple[float, str]) -> None:
    assert found in quantities(text)


def test_a_bare_subject_goes_on_about_the_subject_before_it() -> None:
    text = (
        "Some 240 Kazakh engineers have arrived in Serbia since August to rebuild two depots, the defence minister said. "
        "A further 60 are due before the end of the year, he added."
    )
    assert (60.0, "engineers") in quantities(text)
    assert all(unit != "depots" for value, unit in quantities(text) if value == 60.0)


def test_an_object_goes_on_about_the_count_before_it() -> None:
    assert (2.0, "officers") in quantities("Jamaica sent 24 officers to Haiti in May, Belize two.")


def test_those_who_tell_are_no_figure_of_what_they_tell() -> None:
    text = "Two Polish diplomats said at least four railway wagons with mine-clearing charges crossed from Romania to Serbia in September."
    assert (2.0, "diplomats") not in quantities(text)
    assert any(value == 4.0 for value, _ in quantities(text))


def test_what_there_is_no_evidence_of_but_is_not_ruled_out_is_not_denied() -> None:
    text = "The commission had no evidence that Russian explosives were delivered to the depot in Serbia, but could not rule it out."
    claims = [claim for claim in read(make_document(text, published="2025-10-14")).claims if claim.type == "transfer_arms"]
    assert claims
    assert {claim.modality for claim in claims} <= {"possible", "alleged"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The institute put the number of Chinese instructors in Zambia at about 120.", (120.0, "instructors")),
        ("The number of Chinese instructors in Zambia rose from 40 to 120 last year.", (40.0, "instructors")),
        ("The number of Chinese instructors in Zambia rose from 40 to 120 last year.", (120.0, "instructors")),
    ],
)
def test_a_bare_number_counts_what_its_number_is_of(text: str, found: tuple[float, str]) -> None:
    assert found in quantities(text)


def test_whose_words_are_given_is_no_event() -> None:
    text = "Two freighters docked at Rason on Saturday. Japan's NHK had cited diplomats from Western and Russian sources."
    assert all("cited" not in text[slice(*claim.trigger)] for claim in read(make_document(text, published="2025-11-03")).claims)


def test_its_ministry_is_of_the_one_who_is_told_of() -> None:
    text = "Japan's NHK had cited diplomats. China has not supplied lethal weapons to either side, its foreign ministry repeated."
    reading = read(make_document(text, published="2025-11-03"))
    assert "China's foreign ministry" in {speaker.name for statement in reading.statements for speaker in statement.speakers}


def test_who_reports_of_arms_does_not_get_them() -> None:
    text = "Reuters reported that Poland sent tanks. Its defence ministry said the tanks were old."
    claims = [claim for claim in read(make_document(text, published="2025-11-03")).claims if claim.type == "transfer_arms"]
    assert claims
    assert "Reuters" not in {claim.recipient.name for claim in claims if claim.recipient is not None}

"""Drafted sentences read as somebody would write them, and say no more than their claim."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from case_builders import claims

from pactwatch.casefile.case_sentences import sentence
from pactwatch.model import Modality, Place, Quantity, Source, Time, make_document

SENT = claims()[0]
DOCUMENT = make_document("x", publisher="Harbour Post")
KURSK = Place(name="Kursk", country="RUS", lat=51.7, lon=36.2, precision="ambiguous", span=(0, 0), alternatives=("Kursk (city)", "Kursk Oblast"))


def said(stance: str = "", **parts: Any) -> str:
    return sentence(msgspec.structs.replace(SENT, **parts), "", DOCUMENT, None, stance)


def source(name: str) -> tuple[Source, ...]:
    return (Source(name=name, span=(0, 0), cue=None),)


@pytest.mark.parametrize(("stance", "modality"), [("demands", "demanded"), ("denies", "denied")])
def test_a_stance_that_is_the_state_is_said_once(stance: str, modality: Modality) -> None:
    words = said(stance, modality=modality, attributed_to=source("Resolution"))
    assert words.startswith("According to the Resolution, a dispatch")
    assert f"is {modality}" in words
    assert "emands:" not in words
    assert said("doubts", modality=modality, attributed_to=source("Seoul")).startswith("Seoul doubts: ")


def test_people_named_by_what_they_are_have_small_letters() -> None:
    assert said(attributed_to=source("Analysts in Seoul")).startswith("According to analysts in Seoul, ")


def test_how_long_is_not_how_many() -> None:
    years = Quantity(low=5, high=5, comparator="exact", unit="years", text="five years", span=(0, 0))
    assert "5" not in said(quantity=years, time=None, place=None)


def test_places_that_can_be_several_and_open_times_are_said_in_words() -> None:
    time = Time(start=None, end="2019-12-31", precision="month", text="by December 2019", span=(0, 0), edtf="../2019-12")
    words = said(place=KURSK, time=time)
    assert "Kursk, RUS, either the city of Kursk or Kursk Oblast" in words
    assert "by December 2019 (until 2019-12)" in words
    assert "(or " not in words
    assert "to Kursk, RUS, either" in said(destination=KURSK)

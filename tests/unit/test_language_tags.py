"""What rows say of their language, and that a row in English is read however it says so."""

from __future__ import annotations

import io
import json

import pytest

from pactwatch.commands.stream import Result
from pactwatch.commands.telling import told_codes
from pactwatch.intake import IntakeOptions, take_in
from pactwatch.intake.language_tags import language_named
from pactwatch.model import make_document
from pactwatch.reading.gate import judge

ENGLISH = "Norway will send 120 soldiers to Latvia, the defence ministry said on Monday. They will train near the port of Riga."
FRENCH = "La Norvège enverra 120 soldats en Lettonie, a déclaré lundi le ministère de la défense. Ils seront logés près du port de Riga."
OF_ENGLISH = ["en", "EN", "en-US", "en_GB", "en-Latn-AU", "eng", "ENG", "English", "english ", "English (United States)", "British English",
              "en_US.UTF-8"]  # fmt: skip
OF_FRENCH = ["fr", "fr-CA", "fra", "fre", "French", "Français"]
OF_NONE = ["", " ", "und", "mul", "unknown", "n/a", "xx", "en,fr", "en;ru", "English/French", "-", "12", "no language"]


@pytest.mark.parametrize("written", OF_ENGLISH)
def test_english_is_english_however_it_is_written(written: str) -> None:
    assert language_named(written) == "en"


@pytest.mark.parametrize(("written", "code"), [*((written, "fr") for written in OF_FRENCH), ("zh-Hans", "zh"), ("cmn", "zh"), ("Farsi", "fa"),
                                               ("русский", "ru"), ("haw", "haw"), ("pt_BR", "pt"), ("ger", "de"), ("no", "no")])  # fmt: skip
def test_other_languages_by_tag_code_and_name(written: str, code: str) -> None:
    assert language_named(written) == code


@pytest.mark.parametrize("written", [*OF_NONE, None])
def test_what_names_no_language_or_several_says_nothing(written: str | None) -> None:
    assert language_named(written) is None


@pytest.mark.parametrize("written", [*OF_ENGLISH, *OF_NONE])
def test_a_row_in_english_passes_the_gate_whatever_its_tag(written: str) -> None:
    (taken,) = take_in(["-"], IntakeOptions(stdin=io.BytesIO(json.dumps({"text": ENGLISH, "language": written}).encode())))
    assert taken.document is not None
    assert taken.document.language == "en"
    assert judge(taken.document).passes


@pytest.mark.parametrize("written", [*OF_FRENCH, *OF_NONE])
def test_a_row_in_french_is_french_whatever_its_tag(written: str) -> None:
    (taken,) = take_in(["-"], IntakeOptions(stdin=io.BytesIO(json.dumps({"text": FRENCH, "language": written}).encode())))
    assert taken.document is not None
    assert taken.document.language == "fr"
    assert "another language (fr)" in judge(taken.document).reason


def test_documents_that_were_kept_with_their_tags_are_english_too() -> None:
    document = make_document(ENGLISH, language="en-US")
    assert judge(document).passes
    assert list(told_codes(Result(source="a.txt", document=document))) == []

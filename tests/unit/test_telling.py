"""What is told of a text that gave nothing because of its language, and of times that wait for a day of publication."""

from __future__ import annotations

from collections import Counter

import pytest

from pactwatch.commands.stream import Result
from pactwatch.commands.telling import UNDATED, UNREAD, notes_of, summary, told_codes
from pactwatch.model import Claim, Document, Engine, Plover, Reading, Time, make_document


def claim(start: str | None) -> Claim:
    time = Time(start=start, end=start, precision="day", text="then", span=(0, 4), edtf=start) if start else None
    known = dict.fromkeys(("agent", "recipient", "object", "quantity", "place", "origin", "destination", "same_as"))
    return Claim(id="cl-1", type="other", plover=Plover(event="AID", mode=None), cameo="", time=time, modality="happened", modality_cues=(),
                 attributed_to=(), evidence=((0, 40),), trigger=(0, 2), rule="test", **known)  # fmt: skip


def result(document: Document, *claims: Claim, archive: str | None = None) -> Result:
    reading = Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=claims, problems=())
    return Result(source="a.txt", reading=reading, document=document, archive=archive, notes=("as it was",))


def test_a_language_that_is_not_read_is_told_once_where_nothing_was_found():
    french = make_document("On Monday", language="fr")
    assert [note.split()[0] for note in notes_of(result(french))] == ["as", UNREAD]
    assert notes_of(result(french, claim("2025-01-01"))) == ("as it was",)
    assert list(told_codes(Result(source="a.txt", document=french, dropped=(False, 0.0, "in another language")))) == [UNREAD]
    for language in ("en", None):
        assert notes_of(result(make_document("On Monday", language=language))) == ("as it was",)


@pytest.mark.parametrize("when", ["Monday", "last week", "5 May", "yesterday", "two weeks ago"])
def test_times_that_stay_open_are_told_with_their_words(when):
    text = f"Three barges came on {when}."
    undated, dated = make_document(text), make_document(text, published="2025-06-18")
    (_, note) = notes_of(result(undated, claim(None), claim(None)))
    assert note.startswith(UNDATED)
    assert note.count(f'"{when}"') == 1
    assert "--published" in note
    assert notes_of(result(undated, claim("2025-01-01"))) == notes_of(result(dated, claim(None))) == ("as it was",)


@pytest.mark.parametrize("text", ["Three barges came.", "Three barges came on 5 May 2024.", "Three barges came within two days."])
def test_what_hangs_on_no_day_is_not_told(text):
    assert notes_of(result(make_document(text), claim(None))) == ("as it was",)


def test_archives_are_told_in_a_line_each():
    assert list(summary(Counter())) == []
    lines = list(summary(Counter({UNREAD: 3, UNDATED: 2})))
    assert [line.split()[:2] for line in lines] == [["note:", UNREAD], ["note:", UNDATED]]
    assert "language: 3;" in lines[0]

"""Screening holds for any text: it answers, in order, and always the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.screening.formats import ListFile, read_list
from pactwatch.screening.korean import korean_names, syllable_gap, syllables
from pactwatch.screening.model import ListCopy, ListEntry
from pactwatch.screening.screen import Screener
from pactwatch.screening.sounds import similarity

NAMES = ("KIM PYONG CHOL", "OLSEN, Berit", "NORLAND FERRY CO", "SEA LARK 4", "محمد القاسمي", "김병철")
ENTRIES = tuple(ListEntry(reference=str(n), schema="Person" if n % 2 else "Organization", name=name) for n, name in enumerate(NAMES))
SCREENER = Screener([ListCopy(name="L", as_of="2025-01-01", entries=ENTRIES)])

letters = st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=12)


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered_and_always_alike(query: str) -> None:
    found = SCREENER.screen(query)
    assert found.query == query
    scores = [match.score for match in (*found.matches, *found.candidates)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 and 0 <= match.probability <= 1 for score, match in zip(scores, (*found.matches, *found.candidates), strict=True))
    assert SCREENER.screen(query) == found


@given(st.lists(st.text("abcdefghijklmnop", min_size=3, max_size=9), min_size=2, max_size=4))
@settings(max_examples=80, deadline=None)
def test_a_listed_name_matches_itself(words: list[str]) -> None:
    name = " ".join(words)
    for schema in ("Person", "Organization", "Vessel"):
        entry = ListEntry(reference="X", schema=schema, name=name.upper())  # type: ignore[arg-type]
        found = Screener([ListCopy(name="L", as_of="2025-01-01", entries=(entry,))]).screen(name.title())
        assert found.matches or all(len(set(word)) == 1 or word in {"and", "the"} for word in words), (schema, name)


@given(letters, letters)
def test_likeness_does_not_depend_on_the_order(one: str, two: str) -> None:
    assert similarity(one, two)[0] == similarity(two, one)[0]
    assert 0 <= similarity(one, two)[0] <= 1.1


@given(letters)
def test_the_syllables_of_a_word_spell_it(word: str) -> None:
    for way in syllables(word):
        assert "".join("".join(part) for part in way).replace("'", "") == word.replace("'", "")
        assert all(syllable_gap(part, part) == 0 for part in way)


@given(st.lists(letters, max_size=5))
def test_reading_a_name_as_korean_never_fails(words: list[str]) -> None:
    for name in korean_names(tuple(words)):
        assert name.surnames
        assert name.given


printed = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters=";")
cells = st.text(printed, min_size=1, max_size=20).filter(lambda text: text == text.strip())


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5, unique_by=lambda row: row[0].casefold()))
@settings(max_examples=60, deadline=None)
def test_a_plain_list_reads_back_what_was_written(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("id", "schema", "name"))
    writer.writerows((reference, "Person", name) for reference, name in rows)
    read = read_list((ListFile("x.csv", out.getvalue().encode()),), "plain-csv")
    assert [(entry.reference, entry.name) for entry in read.entries] == rows

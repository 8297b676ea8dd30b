"""Words, classes, facts and conditions: the language in which provisions say what they look for."""

from __future__ import annotations

import pytest

from pactwatch.instruments.conditions import Day, holds, number_at, parse
from pactwatch.instruments.lexicon import build, forms
from pactwatch.instruments.matching import find
from pactwatch.instruments.patterns import parse_claim_test, parse_fact, parse_pattern
from pactwatch.instruments.register import register
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.within import Facts
from pactwatch.instruments.words import sentences
from pactwatch.model import Engine, Reading, make_document
from pactwatch.read import read

DAY = Day("2024-05-01", None)


def scene(text: str, title: str | None = None) -> Scene:
    known = register()
    document = make_document(text, title=title, published="2024-05-01")
    reading = Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())
    return Scene(reading, known.lexicon, known.facts)


def test_sentences_end_at_full_stops_but_not_at_abbreviations() -> None:
    text = "Gen. Ko spoke to the U.N. panel. He left at 5 p.m. on Monday! Nobody followed."
    assert [text[words.start : words.end].strip() for words in sentences(text, ())] == [
        "Gen. Ko spoke to the U.N. panel.", "He left at 5 p.m. on Monday!", "Nobody followed.",
    ]  # fmt: skip


def test_words_keep_their_places_and_lose_possessives() -> None:
    text = "Norway’s port sent 1,200 crates."
    words = sentences(text, ())[0]
    assert words.lower[:2] == ("norway", "port")
    assert text[slice(*words.spans[0])] == "Norway’s"
    assert "1,200" in words.lower


@pytest.mark.parametrize(("entry", "expected"), [
    ("shell~", {"shell", "shells"}), ("company~", {"company", "companies"}), ("box~", {"box", "boxes"}),
    ("train+", {"train", "trains", "trained", "training"}), ("ship/p+", {"ship", "ships", "shipped", "shipping"}),
    ("supply+", {"supply", "supplies", "supplied", "supplying"}), ("provide+", {"provide", "provides", "provided", "providing"}),
    ("coal", {"coal"}),
])  # fmt: skip
def test_entries_stand_for_their_forms(entry: str, expected: set[str]) -> None:
    assert set(forms(entry)) == expected


def test_wider_classes_case_and_masks() -> None:
    lexicon = build([{"gun": {"words": ["gun~"], "in": ["arms"]}, "port": {"words": ["Bar"]}, "masked": {"words": ["gun law~"]}}])
    words = sentences("Guns came to Bar after a gun law closed one bar.", ())[0]
    hits = lexicon.hits(words)
    assert hits["arms"] == hits["gun"] == [(0, 1)]
    assert hits["port"] == [(3, 4)]


def test_patterns_keep_order_and_gaps() -> None:
    lexicon = build([{"gun": {"words": ["gun~"]}, "give": {"words": ["sent"]}}])
    words = sentences("The guns that nobody had ordered were sent to Oslo.", ())[0]
    hits = lexicon.hits(words)
    assert find(parse_pattern("[gun] .. [give]"), words, hits) == (1, 8)
    assert find(parse_pattern("[gun] ..2 [give]"), words, hits) is None
    assert find(parse_pattern("[give] .. [gun]"), words, hits) is None
    assert find(parse_pattern("[give] & [gun]"), words, hits) == (1, 8)
    assert find(parse_pattern("sent|shipped to oslo"), words, hits) == (7, 10)


@pytest.mark.parametrize("text", ["", "[a] ..", " & [a]"])
def test_patterns_that_end_nowhere_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse_pattern(text)


def test_facts_name_wrong_fields_and_claim_tests_wrong_forms() -> None:
    with pytest.raises(ValueError, match="wenn"):
        parse_fact("x", {"any": ["[a]"], "wenn": []})
    with pytest.raises(ValueError, match="claim test"):
        parse_claim_test("transfer_arms from=PRK")
    assert parse_claim_test("transfer_arms agent=PRK").agent == "PRK"


@pytest.mark.parametrize("condition", ["", "arms there", "arms here,", "date after 2020-01-01", "arms here near"])
def test_conditions_that_cannot_be_read_are_refused(condition: str) -> None:
    with pytest.raises(ValueError, match="condition"):
        parse(condition)


def test_scopes_reach_as_far_as_they_say() -> None:
    view = scene("Howitzers came. A. B. Nobody knew. Rifles followed. The end came in spring. Then quiet.", title="Coal from Norway")
    first, last = view.sentences[0], view.sentences[-1]
    assert holds("arms_major", view, first, DAY)
    assert not holds("arms_small here", view, first, DAY)
    assert holds("arms_small text", view, first, DAY)
    assert not holds("arms_major near", view, last, DAY)
    assert holds("coal text, not arms_major here", view, last, DAY)
    assert holds("date from 2024-05-01", view, first, DAY)
    assert not holds("date before 2024-05-01", view, first, DAY)


def test_amounts_with_scales_and_spaced_thousands() -> None:
    view = scene("They loaded 1.2 million barrels. The cap is 500 000 barrels. It was half a million barrels.")
    first, second, third = view.sentences
    assert holds("amount barrels over 500000", view, first, DAY)
    assert holds("amount barrels within 500000", view, second, DAY)
    assert not holds("amount barrels over 500000", view, second, DAY)
    del third
    assert number_at(("4.4", "million"), 0) == 4_400_000
    assert number_at(("half", "a", "million"), 0) == 500_000
    assert number_at(("half", "a", "ship"), 0) is None
    assert number_at(("dozens",), 0) is None


def test_a_fact_that_leads_back_to_itself_finds_nothing() -> None:
    known = register()
    rows = Facts({"one": parse_fact("one", {"any": ["[two]"]}), "two": parse_fact("two", {"any": ["[one]"]})})
    document = make_document("Howitzers.")
    reading = Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())
    view = Scene(reading, known.lexicon, rows)
    assert view.find("one", view.sentences[0]) is None


def test_no_condition_of_the_shipped_data_names_what_there_is_not() -> None:
    from pactwatch.data import read_text
    from pactwatch.instruments.check import problems

    known = register()
    for one in known.instruments:
        assert problems(read_text(f"instruments/{one.id}.toml")) == []
    names = known.lexicon.classes | set(known.facts)
    assert not {name for fact in known.facts.values() for name in (*fact.names, *fact.denied)} - names


def test_press_statements_name_what_there_is() -> None:
    from pactwatch.data import read_toml
    from pactwatch.instruments.conditions import names_of

    known = register()
    names = known.lexicon.classes | set(known.facts)
    table = read_toml("instruments/press.toml")
    assert not {name for row in table["statement"] for condition in row["when"] for name in names_of(condition)} - names
    assert all(known.provision(row["source"]) for row in table["statement"])
    assert all(len(row) == 2 and 1945 < row[0] < 2100 for row in table["known"].values())


def test_a_state_s_name_within_a_longer_one_is_none() -> None:
    (words,) = sentences("The Democratic People's Republic of Korea sent military builders to Serbia.", ())
    hits = register().lexicon.hits(words)
    assert "KOR" not in hits
    assert [words.lower[first:last] for first, last in hits["foreign"]] == [("serbia",)]
    assert "authority" not in hits
    assert "KOR" in register().lexicon.hits(sentences("The Republic of Korea sent builders to Serbia.", ())[0])


def test_the_speaker_s_state_is_not_where_it_happens_while_another_is_named() -> None:
    text = "South Korea's intelligence service said that 900 North Korean loggers work in Serbia."
    reading = read(make_document(text, published="2024-05-01"))
    found = Scene(reading, register().lexicon, register().facts)
    span = found.find("foreign", found.sentences[0])
    assert span is not None
    assert text[slice(*span)] == "Serbia"

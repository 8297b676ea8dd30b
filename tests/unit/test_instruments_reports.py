"""What raises a provision and what only looks like it: directions, questions, old times, pronouns, what weapons did."""

from __future__ import annotations

import pytest

from pactwatch.instruments import assess, law_errors, register
from pactwatch.instruments.lexicon import build
from pactwatch.instruments.matching import find, find_all
from pactwatch.instruments.patterns import parse_pattern
from pactwatch.instruments.reports import is_silent
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.words import sentences
from pactwatch.model import Engine, Reading, make_document

ARMS_TO, ARMS_FROM = "unsc-1718-2006-p8-a-chapeau", "unsc-1718-2006-p8-b"
TRAINING_TO, TRAINING_FROM = "unsc-2270-2016-p6", "unsc-2270-2016-p9"
WORKERS = "unsc-2397-2017-p8"


def reading(text: str, published: str = "2025-05-01") -> Reading:
    document = make_document(text, title=None, published=published)
    return Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())


def found(text: str, published: str = "2025-05-01") -> set[str]:
    return {finding.provision for finding in assess(reading(text, published), register())}


def flagged(text: str) -> set[str]:
    return {error.kind for error in law_errors(reading(text), register())}


@pytest.mark.parametrize(("text", "pattern", "there"), [
    ("Guns went from Bergen to Oslo.", "[gun] ..3 from ..3 [north]", False), ("Guns went from Bergen to Oslo.", "[gun] ..4 to [north]", True),
    ("Guns went from old Oslo.", "[gun] ..3 from ..3 [north]", True), ("Guns went to Bergen from Oslo.", "[gun] ..3 to ..3 [north]", False),
    ("Guns stayed; Oslo slept.", "[gun] ..6 [north]", False), ("Guns stayed, Oslo slept.", "[gun] ..6 [north]", True),
])  # fmt: skip
def test_gaps_leap_over_no_word_of_the_other_direction_and_no_semicolon(text: str, pattern: str, there: bool) -> None:
    lexicon = build([{"north": {"words": ["Oslo"]}, "gun": {"words": ["gun~"]}}])
    words = sentences(text, ())[0]
    assert (find(parse_pattern(pattern), words, lexicon.hits(words)) is not None) is there


def test_all_places_of_a_pattern() -> None:
    lexicon = build([{"gun": {"words": ["gun~"]}}])
    words = sentences("A gun and a gun were sold.", ())[0]
    hits = lexicon.hits(words)
    assert find_all(parse_pattern("a [gun]"), words, hits) == [(0, 2), (3, 5)]
    assert find_all(parse_pattern("sold & [gun]"), words, hits) == [(1, 7)]
    assert find_all(parse_pattern("[gun] sold"), words, hits) == []


@pytest.mark.parametrize(("text", "silent"), [
    ("Did Moscow send shells to Pyongyang?", True), ("In the 1980s it sold Scud missiles to Egypt.", True),
    ("Decades ago its pilots flew there.", True), ("In 1981 and again in 2024 it sent trainers.", False),
    ("Since 1992 they have worked there.", False), ("Moscow sent shells.", False), ("It still does what it did in 1981.", False),
])  # fmt: skip
def test_questions_and_old_times_report_nothing(text: str, silent: bool) -> None:
    known = register()
    sentence = Scene(reading(text), known.lexicon, known.facts).sentences[0]
    assert is_silent(sentence) is silent


def test_a_text_older_than_the_resolution_bears_on_none_of_it() -> None:
    text = "A dealer in Liaoning sent six excavators to Wonsan."
    assert "unsc-2397-2017-p7" in found(text, "2021-05-01")
    assert "unsc-2397-2017-p7" not in found(text, "2015-05-01")


def test_from_one_place_to_another_gives_the_direction() -> None:
    assert {ARMS_TO} <= found("Two howitzers went by rail from Vladivostok to Nampo.")
    assert ARMS_FROM not in found("Two howitzers went by rail from Vladivostok to Nampo.")


def test_pronouns_go_on_about_the_people_named_before() -> None:
    text = "A house at Bata was home to eight men from Pyongyang. They drilled the president's regiment in pistol shooting."
    assert TRAINING_FROM in found(text)
    assert TRAINING_TO not in found(text)
    assert TRAINING_FROM not in found(text.replace("men from Pyongyang", "men from Lisbon"))


def test_weapons_at_work_are_no_delivery() -> None:
    assert "unsc-2216-2015-p14" not in found("A Houthi missile came down near the airport and hurt six people.")
    assert "unsc-2216-2015-p14" in found("Six missiles bound for the Houthis were seized off Oman.")


def test_arms_for_iran_do_not_come_from_it() -> None:
    assert "unsc-1747-2007-p5" not in found("Russia has flown two Su-35 fighters to Iran.", "2025-11-01")
    assert "unsc-1747-2007-p5" in found("Iran has flown two attack drones to Caracas.", "2025-11-01")


def test_north_darfur_is_darfur() -> None:
    assert "unsc-1591-2005-p7" in found("Mortar shells reached the Rapid Support Forces in North Darfur.")


def test_people_who_fled_are_no_workers_abroad() -> None:
    assert WORKERS not in found("In Seoul two former North Koreans run a bakery. Each of them is paid a small wage.")
    assert WORKERS in found("In Tynda two North Koreans run a bakery. They are paid 300 dollars a month.")


@pytest.mark.parametrize(("text", "kind"), [
    ("The ceiling on crude for North Korea is half a million barrels a year.", "wrong_figure"),
    ("Resolution 2321 is on students. We wrote that 1874, passed in 2006, set up the committee for North Korea.", "wrong_date"),
    ("In the treaty of Russia and North Korea Article 3 promises military help, Article 4 talks.", "wrong_article"),
    ("Somalia's army may not be sold arms under the Council's embargo.", "ended"),
    ("Paragraphs of that kind on North Korea are recommendations.", "wrong_force"),
])  # fmt: skip
def test_more_wrong_statements_about_law(text: str, kind: str) -> None:
    assert kind in flagged(text)


@pytest.mark.parametrize("text", [
    "The ceiling on crude for North Korea is four million barrels a year.",
    "In the treaty of Russia and North Korea Article 4 promises military help, Article 3 talks.",
    "The Panel of Experts that watched North Korea worked until April 2024.",
])  # fmt: skip
def test_what_is_right_is_not_flagged(text: str) -> None:
    assert not flagged(text)

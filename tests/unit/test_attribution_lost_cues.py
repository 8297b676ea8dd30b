"""Sources that the parser hides or that only the layout shows: brackets, headline tails, figures put at so much, turns."""

from __future__ import annotations

import pytest

from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions, sources_of
from pactwatch.reading.attribution_chain import names_source
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


def chain(text: str, words: str) -> list[str]:
    """Return the names of the sources of `words` in `text`, the outermost first."""
    parsed = parse(text, split_blocks(text))
    found = find_attributions(parsed, find_actors(parsed))
    start = text.index(words)
    sentence = next(s.index for s in parsed.sentences if s.end > start)
    held = chain_for(found, sentence, (start, start + len(words)))
    return [a.speakers[0].name for a in sources_of([found[n] for n in held])]


@pytest.mark.parametrize(("text", "words", "sources"), [
    # brackets that the parser hangs on the words before, or whose cue it takes for a noun
    ("Exports of shells to Russia have topped 1.3 million rounds, the intelligence service reported to parliament last Wednesday.",
     "Exports of shells to Russia have topped 1.3 million rounds", ["intelligence service"]),
    ("In exchange, critics allege, the port obtained a grant of $60m.", "the port obtained a grant of $60m", ["critics"]),
    ("A cargo plane landed seven times in Port Sudan last year, flight data show.", "A cargo plane landed seven times", ["flight data"]),
    ("The ferry Calao sails tonight with 180 lorries, says the port's harbourmaster.", "The ferry Calao sails tonight",
     ["port's harbourmaster"]),
    ("The state pays part of the soldiers' wages, or so Syrian newspapers write.", "The state pays part of the soldiers' wages",
     ["Syrian newspapers"]),
    ("Ten killed in ambush, army says", "Ten killed in ambush", ["army"]),
    # what only looks like one
    ("On Monday, the ministry announced sanctions on nine banks.", "On Monday", []),
    ("The pact was signed, the ministry building stands empty.", "The pact was signed", []),
    # measures
    ("By Zelenskyy's count 198,000 Russians have been killed since May.", "198,000 Russians have been killed", ["Volodymyr Zelenskyy"]),
    ("More than 8,000 men have been trained since 1967, by official figures.", "More than 8,000 men have been trained", ["official figures"]),
    ("According to the tracker the Europeans had allocated 132 billion euros by then.",
     "the Europeans had allocated 132 billion euros by then", ["tracker"]),
])  # fmt: skip
def test_lost_cues(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "sources"), [
    ("LONDON TRAINS 200 KOSOVO POLICEMEN IN RIOT CONTROL - OFFICIAL", ["OFFICIAL"]),
    ("London trains 200 Kosovo policemen in riot control – ministry", ["ministry"]),
    ("London trains 200 Kosovo policemen in riot-control methods", []),
    ("London trains 200 Kosovo policemen – in riot control", []),
])  # fmt: skip
def test_headline_tails(text: str, sources: list[str]) -> None:
    assert chain(text + "\n\nThe course starts in May.", "200") == sources


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("A retired officer puts the number of instructors who train the island's marines at 500; the ministry would not comment.",
     "the number of instructors who train the island's marines at 500", ["retired officer"]),
    ("Their number is put at three hundred by a security consultant in Pemba.", "three hundred", ["security consultant in Pemba"]),
])  # fmt: skip
def test_figures_put_at(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


INTERVIEW = """Radio interview

PRESENTER: The lorries have left?

ANALYST: Thirty lorries crossed the border on Friday. A Paris newspaper wrote that 300 tonnes were sold.

The buyer paid in gold.

PRESENTER: And the soldiers?

ANALYST: About a hundred instructors came in April."""


def test_a_turn_has_its_speaker() -> None:
    assert chain(INTERVIEW, "Thirty lorries crossed the border") == ["analyst"]
    assert chain(INTERVIEW, "About a hundred instructors came") == ["analyst"]


def test_a_turn_goes_on_without_a_label() -> None:
    assert chain(INTERVIEW, "The buyer paid in gold") == ["analyst"]


def test_a_turn_carries_what_is_said_in_it() -> None:
    assert chain(INTERVIEW, "300 tonnes were sold") == ["analyst", "Paris newspaper"]


def test_what_is_asked_is_nobodys_report() -> None:
    assert chain(INTERVIEW, "The lorries have left") == []


def test_a_surname_for_a_label_is_the_person_of_the_text() -> None:
    text = "Our guest is Dr. Maria Silva, a shipping analyst.\n\n" + INTERVIEW.replace("ANALYST", "SILVA")
    assert chain(text, "About a hundred instructors came") == ["Maria Silva"]


@pytest.mark.parametrize("labels", [("ARMENIA", "CYPRUS", "PERU", "SERBIA"), ("CLAIM", "VERDICT", "CLAIM", "VERDICT")])
def test_other_labels_are_no_speakers(labels: tuple[str, ...]) -> None:
    text = "\n\n".join(f"{label}: Forty soldiers crossed the border on day {n}." for n, label in enumerate(labels, 1))
    assert chain(text, "Forty soldiers crossed the border on day 1") == []


def test_us_in_capitals_is_a_state() -> None:
    assert names_source("US")
    assert not names_source("us")
    assert not names_source("We")

"""Paragraphs: references, the sentences they belong to, and which sentences need a footnote and have none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactwatch.casefile.case_text import parse, rewritten, sentences
from pactwatch.casefile.cases import Paragraph
from pactwatch.casefile.uncited import needing, uncited_in


def split(text: str) -> list[tuple[str, list[str]]]:
    return [(one.text, [ref.id for ref in one.refs]) for one in sentences(parse(text))]


def lacking(text: str, *names: str) -> list[str]:
    paragraph = Paragraph(id="p1", text=text, authors=("Ada",), by="Ada", at="", why="", judgement="")
    return [one.sentence for one in uncited_in(paragraph, names)]


@pytest.mark.parametrize(("text", "expected"), [
    ("A came.[[cl-1]] B came.", [("A came.", ["cl-1"]), ("B came.", [])]),
    ("A came. [[cl-1]] B came.", [("A came.", ["cl-1"]), ("B came.", [])]),
    ("A came [[cl-1]]. B came [[cl-2]].", [("A came.", ["cl-1"]), ("B came.", ["cl-2"])]),
    ("[[cl-1]] A came. B came.", [("A came.", ["cl-1"]), ("B came.", [])]),
    ("A came.[[cl-1, fig:fg-2; prov:unsc-2397-2017-p8]]", [("A came.", ["cl-1", "fg-2", "unsc-2397-2017-p8"])]),
    ("“A came.”[[cl-1]] B came?[[cl-2]] C!", [("“A came.”", ["cl-1"]), ("B came?", ["cl-2"]), ("C!", [])]),
    ("First line\nSecond line[[cl-1]]", [("First line", []), ("Second line", ["cl-1"])]),
])  # fmt: skip
def test_a_reference_belongs_to_the_sentence_that_it_stands_in_or_after(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize("text", [
    "Gen. Kim came with Mr. Choe.", "The U.S. State Department spoke.", "See para. 8 of No. 2397.", "Kim J. Smith came.", "It grew by 3.5 per cent.",
    "He asked “why?” and left.", "It was e.g. Kursk.",
])  # fmt: skip
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(split(text)) == 1


@pytest.mark.parametrize("text", [
    "It moved to the U.S. The army stayed.", "They said no. Five came.", "He came in 2024. Six left.", "病了。他来了。", "Came! Left!",
])  # fmt: skip
def test_sentences_end_where_readers_end_them(text: str) -> None:
    assert len(split(text)) == 2


def test_the_space_before_a_reference_goes_and_one_between_words_stays() -> None:
    assert parse("came [[cl-1]]. Then").plain == "came. Then"
    assert parse("came [[cl-1]] then").plain == "came then"
    assert parse("came. [[cl-1]]Then").plain == "came. Then"


def test_what_is_no_reference_is_told() -> None:
    assert parse("a [[x]] b [[]] c [[cl-zz]] [[fig:]]").bad == ("x", "", "cl-zz", "fig:")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["[[cl-1]]", "[[cl-2, cl-3]]", " ", ". ", "Aa", "12", "[[x]]", "\n", "[", "]]"]), max_size=12).map("".join))
def test_no_reference_is_lost_between_sentences(text: str) -> None:
    parsed = parse(text)
    found = sentences(parsed)
    assert [ref for one in found for ref in one.refs] == list(parsed.refs) or not found
    assert all(parsed.plain[a:b] == one.text for one in found for a, b in [one.span])
    assert rewritten(text, lambda kind, name: name) == rewritten(rewritten(text, lambda kind, name: name), lambda kind, name: name)
    assert parse(rewritten(text, lambda kind, name: name + "0")).refs == tuple(
        type(ref)(kind=ref.kind, id=ref.id + "0", at=ref.at) for ref in parsed.refs
    )


@pytest.mark.parametrize("text", [
    "Six thousand soldiers left.", "At least one soldier died.", "It cost 5 euros.", "Half of them left.", "Hundreds came.", "٣ men came.",
    "The ½ brigade came.", "Shoigu left.", "Kim left.", "Ivan Petrov left.", "Moscow said nothing.", "Russian troops came.", "NATO spoke.",
    "In Kursk it is quiet.", "The workers met Sergei.", "Dozens of shells fell.",
    "Petrov left.", "Ukrinform reported it.", "A third of them fell.", "They came twice.", "六千人来了。",
    "Scores were killed.", "Losses doubled within weeks.", "Every second soldier fell.", "A handful came.", "Chosun reported this.",
    "A sixth of them fell.", "Losses quintupled.", "Losses will double.", "A trio came.", "It fell by half.", "The unit is 300-strong.",
    "They got $5.",
    "Ten percent left.", "Between five and ten came.",
    "The order came from 박철수.", "The order came from وزارة الدفاع.", "The order came from 朴哲洙.", "The order came from თბილისი.",
    "The fighters were loyal to al-Zindani.", "The camp of d’Artagnan burned.", "Fighters of al-ʿAbadi left.", "Al-Zindani spoke.",
    "The spokesman was clear: Rosvertol paid.", "The spokesman was clear; Rosvertol paid.", "The spokesman said: “Rosvertol paid.”",
    "The answer was clear: \"Rosvertol paid.\"", "• Rosvertol paid.", "- Rosvertol paid.", "He named the payer: Rosvertol.",
    "Bin Salman agreed.", "Von der Leyen agreed.", "K. paid them.", "Rosvertol's envoy left.", "RUSSIA'S ARMY LEFT.", "Nobody but eBay paid.",
    "May announced it.", "Will came to the port.", "the kremlin denied it.", "the north korean troops left.", "Double the men came.",
])  # fmt: skip
def test_a_sentence_with_a_figure_or_a_name_needs_a_footnote(text: str) -> None:
    assert lacking(text) == [text]
    assert lacking(f"{text}[[cl-1]]") == []


@pytest.mark.parametrize("text", [
    "The evidence remains thin.", "No one came.", "Soldiers left in March.", "On Monday the workers came.", "“We sent them,” he said.",
    "We asked the ministry; it said nothing.", "I asked them.", "Analysts say so.", "Trains run again.", "Nothing is known.",
    "The evidence is thin: Nothing came.", "He said: “Workers left.”", "He said ‘No one came’.", "- Workers left.",
    "• Workers left; Soldiers stayed.",
    "Losses since mid-March are not known.", "I’m not sure, and I’ve asked.", "Question: Will they come?", "The answer: “Untrue.”",
    "The answer: None.",
    "They left (The ministry denied it).", "We asked: Who paid?", "Double standards apply.", "Ex-soldiers came; Analysts agree.",
    "The post-war pact is old.",
    "May the dead rest.", "Will they come?", "Fighting resumed.", "Deminers arrived.", "Evidence emerged.", "Demining stopped.",
    "They polish their report.", "The china was broken.", "They may come and will stay.", "Every day is quiet.",
])  # fmt: skip
def test_other_sentences_need_none(text: str) -> None:
    assert lacking(text) == []


def test_names_of_the_cited_claims_count_wherever_they_stand() -> None:
    assert lacking("the pactum spoke.") == []
    assert lacking("the pactum spoke.", "pactum") == ["the pactum spoke."]
    assert lacking("the pactum spoke.", "Pactum") == ["the pactum spoke."], "in small letters too"
    assert lacking("they will come.", "Will") == []
    assert needing(sentences(parse("Ada met Bea and 3 men."))[0]) == ("3", "Bea")

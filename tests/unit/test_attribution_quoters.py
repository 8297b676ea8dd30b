"""Who only passes a word on, who stands against whom, and who is nobody: chains of newly written sentences."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.facts import facts_of
from pactwatch.read import read
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions, sources_of
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


CONVOY = "Belarus has sent 90 trucks to Mali"


@pytest.mark.parametrize(("rest", "sources"), [
    (", the Coastal Press Agency quoted the chairman of Mali's Transition Council as saying.",
     ["Coastal Press Agency", "chairman of Mali's Transition Council"]),
    (", the Coastal Press Agency cited the deputy commander as saying on Monday.", ["Coastal Press Agency", "deputy commander"]),
    (", the deputy commander was quoted by the Coastal Press Agency as saying.", ["Coastal Press Agency", "deputy commander"]),
    (", the deputy commander, quoted by the Coastal Press Agency, said on Monday.", ["Coastal Press Agency", "deputy commander"]),
    (", according to the deputy commander, as quoted by the Coastal Press Agency.", ["Coastal Press Agency", "deputy commander"]),
])  # fmt: skip
def test_who_quotes_carries_who_is_quoted(rest: str, sources: list[str]) -> None:
    assert chain(CONVOY + rest, CONVOY) == sources


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("Interfax quoted Anton Siluanov as saying that Oman would lend Russia two tankers.", "Oman would lend Russia two tankers",
     ["Interfax", "Anton Siluanov"]),
    ("According to Anton Siluanov, as quoted by Interfax, Oman will lend Russia two tankers.", "Oman will lend Russia two tankers",
     ["Interfax", "Anton Siluanov"]),
])  # fmt: skip
def test_other_orders_of_a_relay(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
def test_an_agency_that_quotes_is_a_relay_and_no_second_origin(engine: str) -> None:
    text = f"{CONVOY}, the Coastal Press Agency quoted the chairman of Mali's Transition Council as saying."
    reading = read(make_document(text, published="2025-06-18"), engine)
    assert [[s.name for s in c.attributed_to] for c in reading.claims] == [["Coastal Press Agency", "chairman of Mali's Transition Council"]]
    voices = facts_of(reading).voices
    assert [v.voice for v in voices] == ["chairman of Mali's Transition Council"]
    assert voices[0].relays == (("Coastal Press Agency",),)


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("Peru's sale of 12 jets to Chad, first reported by Reuters, is in dispute: Lima and Paris confirmed it, N'Djamena denied it.",
     "Peru's sale of 12 jets to Chad", ["Reuters"]),
    ("Lima and Paris confirmed the sale, while N'Djamena denied it.", "the sale", ["Lima and Paris"]),
    ("Paris claimed that Peru sold 12 jets to Chad, and Lima denied it.", "Lima denied it", ["Lima"]),
])  # fmt: skip
def test_who_contradict_each_other_pass_nothing_on(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "sources"), [
    ("Few believe that Togo sent 90 soldiers to Niger.", []),
    ("Few analysts believe that Togo sent 90 soldiers to Niger.", []),
    ("Nobody in Lomé believes that Togo sent 90 soldiers to Niger.", []),
    ("No one at the ministry says that Togo sent 90 soldiers to Niger.", []),
    ("Some say that Togo sent 90 soldiers to Niger.", ["unnamed people"]),
    ("Only a few in Lomé think that Togo sent 90 soldiers to Niger.", ["unnamed people"]),
    ("Some of the officers say that Togo sent 90 soldiers to Niger.", ["Some of the officers"]),
])  # fmt: skip
def test_nobody_is_no_source(text: str, sources: list[str]) -> None:
    assert chain(text, "Togo sent 90 soldiers to Niger") == sources


def test_what_few_believe_has_not_happened() -> None:
    for who in ("Few believe", "Few analysts believe", "Nobody in Lomé believes"):
        reading = read(make_document(f"{who} that Togo sent 90 soldiers to Niger.", published="2025-06-18"), "rules")
        assert {c.modality for c in reading.claims} <= {"possible", "alleged"}


def test_a_report_tells_what_the_sentence_before_it_tells() -> None:
    text = "Malta agreed to lend Cyprus 6 boats in May. The Washington Post reported the deal, citing two leaked naval cables."
    assert chain(text, "Malta agreed to lend Cyprus 6 boats") == ["The Washington Post", "leaked naval cables"]
    text = "Malta lent Cyprus 6 boats in May. So the Washington Post reported on Friday, citing two leaked naval cables."
    assert chain(text, "Malta lent Cyprus 6 boats") == ["Washington Post", "leaked naval cables"]
    text = "Malta lent Cyprus 6 boats in May (Washington Post, citing two leaked naval cables)."
    assert chain(text, "Malta lent Cyprus 6 boats") == ["Washington Post", "leaked naval cables"]
    text = "Malta said that it would lend Cyprus 6 boats. The Washington Post reported the deal, citing two leaked naval cables."
    assert chain(text, "it would lend Cyprus 6 boats") == ["Malta"]


def test_a_service_is_not_its_lawmakers() -> None:
    text = "Dutch lawmakers were briefed on Monday. Their intelligence service told them that Chad had sent 40 men to Libya."
    assert chain(text, "Chad had sent 40 men to Libya") == ["intelligence service"]


QUESTIONS = """The freighter is in Pemba again, the port authority said.

Harald Brun, Norway's defence minister, spoke to the weekly Kystposten about the deliveries.

**Did Norway sell launchers to Chad?**

Yes. We sold 40 launchers to Chad in March.

**Will you send soldiers?**

No. We have trained 300 gunners from Chad in Rena, and our staff is at home.
"""
LABELS = """Interview with Georgia's foreign minister, Levan Abashidze.

Q: Did Georgia supply mines to Armenia?

A: We sold 4,000 mines to Armenia last year.

Q: And to Moldova?

A: We signed an agreement on training with Moldova in May.
"""


def test_who_is_interviewed_gives_the_answers() -> None:
    assert chain(QUESTIONS, "We sold 40 launchers to Chad in March") == ["Harald Brun"]
    assert chain(QUESTIONS, "We have trained 300 gunners from Chad") == ["Harald Brun"]
    assert chain(QUESTIONS, "Did Norway sell launchers to Chad") == []
    assert chain(LABELS, "We sold 4,000 mines to Armenia") == ["Levan Abashidze"]
    assert chain(LABELS, "We signed an agreement") == ["Levan Abashidze"]


def test_questions_that_a_text_asks_itself_are_no_interview() -> None:
    text = QUESTIONS.replace("spoke to the weekly Kystposten about the deliveries", "is under pressure").replace("We", "Oslo").replace("our", "its")
    assert chain(text, "Oslo sold 40 launchers to Chad in March") == []
    text = LABELS.replace("Interview with Georgia's foreign minister, Levan Abashidze", "What is known of Levan Abashidze's mines")
    text = text.replace("We", "Tbilisi")
    assert chain(text, "Tbilisi sold 4,000 mines to Armenia") == []


def test_an_office_that_is_interviewed_answers() -> None:
    text = (
        "“We will not send soldiers”: an interview with Norway's defence minister\n\n"
        "Q: Minister, has Norway sold shells to Latvia?\n\nA: We sold 4,000 shells to Latvia in May.\n\n"
        "Q: Will you send soldiers?\n\nA: We will send 40 instructors to Latvia.\n"
    )
    found = [c for c in read(make_document(text, published="2025-06-18")).claims if c.quantity and c.quantity.low in (4000, 40)]
    assert [s.name for c in found for s in c.attributed_to] == ["Norway's defence minister"] * len(found)
    assert found


def test_who_is_named_before_a_relative_word_is_the_source() -> None:
    text = "Latvia, which announced that Norway had sent 300 soldiers to Mali, gave no day."
    found = [c for c in read(make_document(text, published="2025-06-18")).claims if c.quantity and c.quantity.low == 300]
    assert [[s.name for s in c.attributed_to] for c in found] == [["Latvia"]]

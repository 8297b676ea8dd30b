"""Each construction of attribution: who is the source, and what is it the source of."""

from __future__ import annotations

import pytest

from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions, sources_of
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.parse import parse
from pactwatch.reading.tree import Parsed


def read(text: str) -> tuple[Parsed, list[Attribution]]:
    parsed = parse(text, split_blocks(text))
    return parsed, find_attributions(parsed, find_actors(parsed))


def chain(text: str, words: str) -> list[str]:
    """Return the names of the sources of `words` in `text`, the outermost first."""
    parsed, found = read(text)
    start = text.index(words)
    sentence = next(s.index for s in parsed.sentences if s.end > start)
    held = chain_for(found, sentence, (start, start + len(words)))
    names: list[str] = []
    for a in sources_of([found[n] for n in held]):
        if names[-1:] != [a.speakers[0].name]:
            names.append(a.speakers[0].name)
    return names


@pytest.mark.parametrize(("text", "words", "sources"), [
    # direct
    ('"The bridge is open," the governor said.', "The bridge is open", ["governor"]),
    ('The governor said: "The bridge is open to lorries."', "The bridge is open to lorries", ["governor"]),
    ('"We have lost two boats," an officer told reporters. "They were old."', "They were old", ["officer"]),
    # indirect
    ("The governor said that the bridge was open.", "the bridge was open", ["governor"]),
    ("The bridge was open, the governor said on Monday.", "The bridge was open", ["governor"]),
    ("The bridge, the governor said, was open.", "was open", ["governor"]),
    ("Two lorries crossed the bridge, the governor confirmed as he met drivers.", "Two lorries crossed the bridge", ["governor"]),
    # mixed quotation
    ('The governor said that the bridge was "as good as new" and open.', "as good as new", ["governor"]),
    # according to
    ("According to the ministry, forty lorries crossed the bridge.", "forty lorries crossed the bridge", ["ministry"]),
    ("Forty lorries crossed the bridge, according to the ministry.", "Forty lorries crossed the bridge", ["ministry"]),
    # measures and figures
    ("By the governor's count, forty lorries crossed the bridge.", "forty lorries crossed the bridge", ["governor"]),
    ("The governor put the number of lorries seized this year at forty.", "the number of lorries", ["governor"]),
    ("The army counted forty lorries, among them six of the navy.", "among them six of the navy", ["army"]),
    # asks, orders, accusations
    ("The council urged the army to leave the bridge.", "leave the bridge", ["council"]),
    ("The council accused the army of blocking the bridge.", "blocking the bridge", ["council"]),
    # cues that a tagger hides
    ("With such lorries, the rebels claim, they moved forty tons.", "they moved forty tons", ["rebels"]),
    # both sides of the cue
    ('The bridge was open, its keeper cautioned, but that "may not last".', "The bridge was open", ["keeper"]),
    # headlines
    ("Army sent forty lorries over the bridge, ministry says", "Army sent forty lorries over the bridge", ["ministry"]),
    # documents
    ("A report by the auditors says that forty lorries were lost.", "forty lorries were lost", ["auditors"]),
    ("The army released a video that shows a drone hitting a lorry.", "a drone hitting a lorry", ["army"]),
    # unnamed sources
    ("Forty lorries were lost, a security source said.", "Forty lorries were lost", ["security source"]),
    ("Two officials, who asked not to be named, said that forty lorries were lost.", "forty lorries were lost", ["officials"]),
    # states by their capitals
    ("Moscow says that forty lorries crossed the bridge.", "forty lorries crossed the bridge", ["Moscow"]),
    ("The Kremlin announced that forty lorries had crossed.", "forty lorries had crossed", ["Kremlin"]),
    ("The company let it be known that the bridge would close.", "the bridge would close", ["company"]),
])
def test_one_source(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("The agency Interfax quoted the governor as saying that the bridge was open.", "the bridge was open", ["Interfax", "governor"]),
    ("Reuters reported that the governor had said that the bridge was open.", "the bridge was open", ["Reuters", "governor"]),
    ("Reuters reported, citing the governor, that the bridge was open.", "the bridge was open", ["Reuters", "governor"]),
    ("The bridge was open, Reuters reported, quoting an aide.", "The bridge was open", ["Reuters", "aide"]),
    ("The governor told Reuters that the bridge was open.", "the bridge was open", ["Reuters", "governor"]),
    ("Officers interviewed by Reuters said that the bridge was open.", "the bridge was open", ["Reuters", "Officers"]),
    ("Kyodo reported that TASS had quoted the governor as saying that the bridge was open.", "the bridge was open",
     ["Kyodo", "TASS", "governor"]),
])
def test_relays_stand_outside_those_they_carry(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("The governor spoke on Monday. He said that the bridge was open.", "the bridge was open", ["governor"]),
    ("The Harbour Board froze two accounts, the Harbour Board said. The commission said that more would follow.",
     "more would follow", ["Harbour Board"]),
    ("An inspector saw the bridge, the town council said. The council added that lorries were waiting.",
     "lorries were waiting", ["town council"]),
    ("A study by the Harbour Institute came out in May. The study says that forty ships were lost.",
     "forty ships were lost", ["Harbour Institute"]),
    ("Bogdan Hale, the mayor, opened the bridge. Hale said that lorries may cross.", "lorries may cross", ["Bogdan Hale"]),
    ("The club's treasurer, Anton Weiss, has said that the money is gone.", "the money is gone", ["Anton Weiss"]),
])
def test_a_source_is_named_where_it_was_introduced(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "words", "sources"), [
    ("The bridge will be closed in May, the ministry said. It is to be rebuilt by 2027.", "It is to be rebuilt by 2027", ["ministry"]),
    ("About 900 men are there, the ministry said. In all, 40 lorries are taking part.", "40 lorries are taking part", ["ministry"]),
    ("The ministry said that men were lost. Boats sank as well. The ministry said that others were saved.",
     "Boats sank as well", ["ministry"]),
    ("Forty lorries came in May, the drivers said, and in the end there could be sixty.", "there could be sixty", ["drivers"]),
])
def test_speech_goes_on(text: str, words: str, sources: list[str]) -> None:
    assert chain(text, words) == sources


@pytest.mark.parametrize(("text", "words"), [
    ("The bridge was closed, the ministry said. Germany delivered six boats this week.", "Germany delivered six boats"),
    ("The bridge was closed, the ministry said.\n\nIt will be rebuilt by 2027.", "It will be rebuilt by 2027"),
    ("The ministry said that the bridge was closed. A second convoy followed in May.", "A second convoy followed"),
    ("Forty lorries crossed the bridge on Monday.", "Forty lorries crossed the bridge"),
    ("The council should list the six ships.", "list the six ships"),
    ("The two states agreed to open the bridge.", "open the bridge"),
    ("Forty firms were put under sanctions by the ministry.", "Forty firms were put under sanctions"),
    ("By our count, forty lorries crossed.", "forty lorries crossed"),
])
def test_what_the_outlet_says_has_no_source(text: str, words: str) -> None:
    assert chain(text, words) == []


@pytest.mark.parametrize(("text", "stance"), [
    ("The ministry denied that lorries had crossed.", "denies"),
    ("The ministry could not confirm that lorries had crossed.", "does_not_confirm"),
    ("The ministry confirmed that lorries had crossed.", "confirms"),
    ("The ministry asked whether lorries had crossed.", "asks"),
    ("The ministry said that lorries had crossed.", "asserts"),
])
def test_the_stance_towards_what_is_said(text: str, stance: str) -> None:
    _, found = read(text)
    assert [a.stance for a in found] == [stance]


def test_the_quoted_part_of_a_sentence_is_kept_as_a_quotation_of_its_own() -> None:
    text = 'The governor said that the bridge was "as good as new" and open.'
    _, found = read(text)
    assert [text[a:b] for x in found if x.direct for a, b in x.content] == ['"as good as new"']


def test_a_quotation_runs_on_through_paragraphs() -> None:
    text = '"The bridge is open to lorries," said the governor. "It was closed in May.\n\n"It will close again in June."'
    assert chain(text, "It will close again in June") == ["governor"]

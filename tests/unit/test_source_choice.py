"""Who tells an event: voices near it, the chain that they bring along, nobody; agent and recipient chosen together."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import RULES, read
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse
from pactwatch.reading.party_choice import best_pair
from pactwatch.reading.source_choice import chain_to
from pactwatch.reading.tree import sentence_at
from pactwatch.reading.voices import Voices

TEXT = (
    "The port is closed. The harbour master said that two ships had docked. Reuters reported that the governor said the "
    "pier was full.\n\nNobody slept. The harbour master added that a third ship had sunk."
)


def voices(text: str) -> Voices:
    """Return the voices of `text`."""
    parsed = parse(text, split_blocks(text))
    actors = find_actors(parsed)
    return Voices(parsed, find_attributions(parsed, actors), actors)


def claims(text: str) -> list[Claim]:
    """Return the claims of `text`, read by rules."""
    return list(read(make_document(text, published="2025-06-18"), RULES).claims)


def test_voices_are_counted_and_placed() -> None:
    found = voices(TEXT)
    master = next(v for v in found.voices.values() if "master" in v.name)
    sentences = found.parsed.sentences
    assert list(found.main) == [master.key]
    assert found.place(master, sentences[0]) == "later"
    assert found.place(master, sentences[1]) == "here"
    assert found.place(master, sentences[2]) == "block-1"
    assert found.place(master, sentences[3]) == "back-2"
    assert (master.before(3), master.after(3)) == (1, 4)
    assert master.nearest(0) == master.at[0]
    assert master.nearest(3) == master.at[0]


def test_the_heard_come_first_and_nobody_twice() -> None:
    found = voices(TEXT)
    heard = next(key for key, v in found.voices.items() if "governor" in v.name)
    near = [v.key for v in found.near(2, heard)]
    assert near[0] == heard
    assert len(near) == len(set(near)) == 3


def test_the_latest_voice_spoke_before_the_sentence() -> None:
    found = voices(TEXT)
    first, third = found.parsed.sentences[0], found.parsed.sentences[2]
    near = found.near(2, None)
    assert found.latest(near, first) is None
    latest = found.latest(near, third)
    assert latest is not None
    assert "master" in latest.name


def test_a_voice_brings_along_who_carries_it() -> None:
    found = voices(TEXT)
    governor = next(v for v in found.voices.values() if "governor" in v.name)
    assert [a.speakers[0].name for a in chain_to(found.attributions, governor.at[0])] == ["Reuters", "governor"]


def test_what_a_cue_gives_stays_its_source() -> None:
    found = claims("The defence ministry said on Monday that Russia had delivered 40 tanks to Syria.")
    assert [[s.name for s in c.attributed_to] for c in found] == [["defence ministry"]]


def test_a_plain_report_has_no_source() -> None:
    found = claims("Russia delivered 40 tanks to Syria in May 2025.")
    assert [c.attributed_to for c in found] == [()]


def test_who_condemns_tells_it_itself() -> None:
    found = claims("South Korea's foreign ministry strongly condemned North Korea on Tuesday for the dispatch of troops.")
    condemning = next(c for c in found if c.type == "condemn_or_accuse")
    assert [s.name for s in condemning.attributed_to] == ["South Korea's foreign ministry"]


@pytest.mark.parametrize(("agents", "recipients", "sent", "pair"), [
    ([(2.0, 1), (1.9, 2)], [(3.0, 1), (0.0, 0)], (), (2, 1)),  # together 1 is rather the recipient
    ([(2.0, 1), (0.0, 2)], [(1.0, 1), (0.5, 2)], (), (1, 2)),
    ([(2.0, 0), (1.0, 1)], [(2.0, 0), (1.0, 1)], (), (0, 0)),  # nobody may fill both
    ([(2.0, 1)], [(3.0, 2), (1.0, 0)], (2,), (1, 0)),  # those sent receive nothing
])  # fmt: skip
def test_the_best_pair_is_never_one_actor(
    agents: list[tuple[float, int]], recipients: list[tuple[float, int]], sent: tuple[int, ...], pair: tuple[int, int]
) -> None:
    assert best_pair(agents, recipients, sent) == pair


def test_the_sentence_at_an_offset() -> None:
    parsed = parse("One ship left. Two came.", split_blocks("One ship left. Two came."))
    assert [sentence_at(parsed, n) for n in (0, 13, 16, 99)] == [0, 0, 1, None]


def test_one_of_several_who_are_heard_together_is_no_further_source() -> None:
    text = "North Korea will send 1,000 sappers, an envoy said. Seoul and Washington condemned the plan as a breach of sanctions."
    condemned = next(claim for claim in read(make_document(text, published="2025-06-18")).claims if claim.type == "condemn_or_accuse")
    assert [source.name for source in condemned.attributed_to] == ["Seoul and Washington"]

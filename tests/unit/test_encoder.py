"""The encoder's windows and heads, and how its opinions are blended with the rules'."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import UsageError
from pactwatch.model import make_document
from pactwatch.read import HYBRID, RULES, read
from pactwatch.reading import blend
from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.encoder import Encoded, encoder_digest
from pactwatch.reading.events import Event
from pactwatch.reading.heads import KINDS, SLOTS, STATES, slot_number, unit_vectors
from pactwatch.reading.mentions import Certainty
from pactwatch.reading.opinions import NOBODY, NOTHING, Opinion, Opinions
from pactwatch.reading.parse import parse
from pactwatch.reading.pieces import WINDOW, windows
from pactwatch.reading.places import find_places
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.sighted import Pointed, Sighted, Signs, bucket
from pactwatch.reading.units import find_units

TEXT = (
    "Norway will send 120 soldiers to Latvia in May, the defence ministry in Oslo said on Monday.\n\n"
    "Riga has not confirmed the plan. “We welcome every ally,” a spokesman said — “Ægir’s men included.”"
)


def parsed(text: str):
    return parse(text, split_blocks(text))


def test_every_sentence_lies_in_one_window_and_no_window_is_too_long():
    text = "\n\n".join(f"On day {n} the ministry of state number {n} sent {n} lorries, {'and more ' * (n % 40)}over the border." for n in range(90))
    document = parsed(text)
    found = windows(document)
    assert [k for w in found for k in w.sentences] == list(range(len(document.sentences)))
    assert all(len(w.ids) <= WINDOW for w in found)
    assert all(len(w.ids) == len(w.starts) + 2 == len(w.ends) + 2 for w in found)
    assert len(found) > 3
    sizes = [len(w.ids) for w in found]
    assert max(sizes) < 2 * min(sizes)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80), st.integers(0, 60), st.integers(1, 30))
def test_pieces_found_for_a_span_share_its_characters(extra: str, start: int, length: int):
    text = f"{TEXT}\n\n{extra} Oslo"
    for window in windows(parsed(text)):
        found = window.find((start, start + length))
        if found is None:
            assert not any(a < start + length and start < b for a, b in zip(window.starts, window.ends, strict=True))
        else:
            inside = range(found[0] - 1, found[1] - 1)
            assert all(window.starts[k] < start + length and start < window.ends[k] for k in inside)


def test_a_sentence_without_end_is_cut_off_and_its_far_words_have_no_opinion():
    text = "The army sent " + "tanks and guns and " * 300 + "lorries, and the navy sailed."
    document = parsed(text)
    encoded = Encoded(document)
    units = find_units(document, find_quantities(document))
    assert any(v is None for v in unit_vectors(encoded, units)) or len(document.sentences) > 1
    read(make_document(text))


def test_means_over_spans_are_means_of_the_pieces():
    document = parsed(TEXT)
    encoded = Encoded(document)
    whole = encoded.mean(0, (0, len(TEXT)))
    half, rest = encoded.mean(0, (0, 40)), encoded.mean(0, (41, len(TEXT)))
    assert whole is not None
    assert half is not None
    assert rest is not None
    window = encoded.windows[0]
    n = [b - a for a, b in (window.find((0, 40)), window.find((41, len(TEXT))))]
    assert np.allclose(whole, (half * n[0] + rest * n[1]) / sum(n), atol=1e-4)


def test_places_of_a_mention_are_twelve():
    document = parsed(TEXT)
    units = find_units(document, find_quantities(document))
    apart = [bucket(units[0], Pointed(1, (at, at + 1), units[0].clause.sentence.index + k)) for k in range(-9, 9) for at in (0, 40, 90)]
    assert set(apart) <= set(range(12))
    assert len(set(apart)) > 8


def test_both_engines_are_pure_and_name_themselves():
    document = make_document(TEXT, published="2025-03-04")
    for engine in (RULES, HYBRID):
        one, two = read(document, engine), read(document, engine)
        assert one == two
        assert one.engine.name == engine
    assert "pactwatch-encoder" in read(document).engine.models
    assert next(iter(encoder_digest().values())) not in read(document, RULES).engine.models.values()
    ids = [{c.id for c in read(document, engine).claims} for engine in (RULES, HYBRID)]
    assert ids[0]
    assert ids[1]
    assert not ids[0] & ids[1]


def test_an_engine_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="no engine"):
        read(make_document("Text."), "oracle")


@pytest.mark.parametrize(("read_as", "shares", "expected"), [
    ("happened", {"denied": 0.9, "happened": 0.1}, "denied"),
    ("ongoing", {"planned": 0.7, "ongoing": 0.3}, "planned"),
    ("happened", {"denied": 0.15, "happened": 0.85}, "happened"),
    ("happened", {"denied": 0.25, "happened": 0.75}, "denied"),
    ("happened", {"planned": 0.4, "ongoing": 0.5, "happened": 0.1}, "ongoing"),
    ("denied", {"happened": 0.8, "denied": 0.2}, "denied"),
    ("planned", {"happened": 0.6, "possible": 0.25, "planned": 0.15}, "planned"),
    ("planned", {"happened": 0.05, "possible": 0.85, "planned": 0.1}, "possible"),
    ("happened", {"alleged": 0.35, "happened": 0.65}, "happened"),
    ("happened", {"alleged": 0.75, "happened": 0.25}, "alleged"),
    ("happened", {"denied": 0.45, "planned": 0.3, "happened": 0.25}, "denied"),
    ("planned", {"happened": 0.985, "planned": 0.015}, "happened"),
    ("planned", {"happened": 0.97, "planned": 0.03}, "planned"),
    ("denied", {"happened": 0.99, "denied": 0.01}, "denied"),
    ("possible", {"happened": 0.99, "possible": 0.01}, "possible"),
    ("demanded", {"ongoing": 0.99, "demanded": 0.01}, "demanded"),
])
def test_the_encoder_may_weaken_a_reading_and_hardly_ever_strengthens_one(read_as, shares, expected):
    assert blend.settle(dict.fromkeys(STATES, 0.0) | shares, read_as) == expected


def test_what_only_will_be_is_never_strengthened():
    shares = dict.fromkeys(STATES, 0.0) | {"happened": 0.99, "planned": 0.01}
    assert blend.settle(shares, "planned", firm=True) == "planned"


def event_without_opinion() -> Event:
    document = parsed(TEXT)
    return Event(find_units(document, find_quantities(document))[0], "deploy_forces", "x")


def test_without_an_opinion_the_rules_stand():
    event = event_without_opinion()
    certainty = Certainty("happened", [], "x")
    assert blend.certainty(event, certainty, None) is certainty
    assert blend.time(event, None, [], None) is None
    assert blend.place(event, None, [], None) is None
    assert blend.sources(event, (), [], {}) == ()
    assert blend.figure(event) is event.quantity


def test_a_figure_that_hardly_counts_is_left_out():
    event = event_without_opinion()
    assert event.quantity is not None
    for counts, kept in ((0.1, False), (0.9, True)):
        event.opinion = Opinion(dict.fromkeys(KINDS, 0.0), {}, counts, np.zeros(256, np.float32))
        assert (blend.figure(event) is not None) is kept


def test_signs_say_what_the_rules_see():
    signs = Signs(slots={7: 3}, proposed={2: 1}, heard=frozenset({2}))
    assert signs.of(Pointed(2, (0, 1), 0, mention=7)) == (3, 1, 1)
    assert signs.of(Pointed(1, (0, 1), 0, mention=8)) == (0, 0, 0)
    assert SLOTS[slot_number(["subject-pronoun", "of"])] == "subject"
    assert SLOTS[slot_number(["towards"])] == "other"


def test_shares_of_a_role_add_up_to_one():
    document = make_document("Norway sent 120 soldiers to Latvia, and Estonia thanked it.", published="2025-03-04")
    tree = parsed(document.text)
    opinions, actors = Opinions(tree), find_actors(tree, document.published)
    opinions.learn(actors, [], find_places(tree))
    unit = find_units(tree, find_quantities(tree))[0]
    opinion = opinions.of([unit], [{}])[0]
    assert opinion is not None
    shares = opinions.actors("agent", unit, opinion.vector, {"NOR": 1})
    assert {"NOR", "LVA", "EST", NOBODY} <= set(shares)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
    assert sum(opinions.places("time", unit, opinion.vector, NOTHING).values()) == pytest.approx(1, abs=1e-3)
    assert sum(opinions.states(opinion, "happened").values()) == pytest.approx(1, abs=1e-3)


def test_all_mentions_at_once_are_as_each_alone():
    tree = parsed(TEXT + " Estonia sent no one to Riga, and Norway thanked Estonia.")
    actors = find_actors(tree, "2025-03-04")
    mentions = [Pointed(n + 1, m.span, m.sentence, 0, n % 2, id(m)) for n, m in enumerate(actors)]
    sighted = Sighted(Encoded(tree), 0, mentions)
    assert len(sighted.mentions) == len(mentions) > 4
    signs = Signs({id(actors[0]): 2, id(actors[3]): 5, 12345: 3}, {1: 1, 3: 2}, frozenset({2}))
    assert list(zip(*(list(row) for row in sighted.seen(signs)), strict=True)) == [signs.of(m) for m in sighted.mentions]
    for unit in find_units(tree, find_quantities(tree)):
        assert list(sighted.buckets(unit)) == [bucket(unit, m) for m in sighted.mentions]

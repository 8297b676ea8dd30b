"""How far the encoder may turn what the rules read: events told plainly, and denial that no word bears out."""

import numpy as np
import pytest

from pactwatch.reading import settling
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.events import Event
from pactwatch.reading.heads import STATES
from pactwatch.reading.mentions import Certainty
from pactwatch.reading.parse import parse
from pactwatch.reading.plain import denies_something, is_plainly_told
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.units import find_units

NONE = dict.fromkeys(STATES, 0.0)
TOLD = Certainty("happened", [], "modality/tense")


def plain(marked: str, rule: str = "casualties.kill", read: Certainty = TOLD) -> bool:
    before, word, after = marked.split("*")
    document = parse(before + word + after, split_blocks(before + word + after))
    units = find_units(document, find_quantities(document))
    unit = next(u for u in units if u.clause.sentence.tokens[u.clause.head].start == len(before))
    return is_plainly_told(Event(unit, "casualties", rule), read)


@pytest.mark.parametrize("marked", [
    "A prisoner *died* of thirst in the jail.",
    "Militiamen attacked the camp, *killing* 156 people.",
    "The ministry said that a bomber *killed* 22 recruits.",
    "Two planes did *fly* out the citizens.",
    "The fund doubted the figures and still *paid* the money.",
])
def test_a_main_clause_with_a_verb_of_acting_tells_plainly(marked: str) -> None:
    assert plain(marked)


@pytest.mark.parametrize("marked", [
    "One would think that a bomber *killed* 22 recruits.",
    "The crew was spared when the missile *hit* the water.",
    "A bomber may have *killed* 22 recruits.",
    "The ministry denied that a bomber *killed* 22 recruits.",
    "A prisoner did not *die* in the jail.",
    "The base *remains* a field of stakes.",
])
def test_what_is_governed_hedged_or_no_act_is_not_told_plainly(marked: str) -> None:
    assert not plain(marked)


def test_a_guessed_type_is_plain_only_for_verbs_that_tell_an_event_themselves() -> None:
    assert plain("The isle *dispatched* planners.", "encoder.deploy_forces")
    assert not plain("The cheque *bounced*.", "encoder.payment_or_aid")
    assert not plain("The isle *dispatched* no planners.", "encoder.deploy_forces")


def test_a_reading_by_a_cue_is_not_plain() -> None:
    assert not plain("A prisoner *died* in the jail.", read=Certainty("happened", [], "modality/fail-negated"))
    assert not plain("A prisoner *died* in the jail.", read=Certainty("alleged", [], "modality/hearsay"))


@pytest.mark.parametrize(("text", "expected"), [
    ("The camp was shelled.", False),
    ("Send sappers, not delegations.", False),
    ("An abandoned barracks was shelled.", False),
    ("The visit was cancelled.", True),
    ("The cancelled visit made news.", True),
    ("The isle turned down the offer.", True),
    ("Nobody came.", True),
    ("Hardly a tank moved.", True),
    ("The isle praised the crew and said nothing about pay.", False),
    ("The isle lent two boats, giving no date.", False),
    ("The isle lent boats but did not say how many.", False),
    ("The isle did not lend boats and did not say why.", True),
    ("Nothing was lent, the isle said.", True),
])
def test_words_of_denial_are_found(text: str, expected: bool) -> None:
    assert denies_something(parse(text, split_blocks(text)).sentences[0]) is expected


@pytest.mark.parametrize(("shares", "denies", "expected"), [
    ({"denied": 0.65, "happened": 0.33}, True, "happened"),
    ({"denied": 1.0}, False, "happened"),
    ({"denied": 0.98, "happened": 0.02}, True, "denied"),
    ({"alleged": 0.9, "happened": 0.1}, False, "happened"),
    ({"alleged": 0.99, "happened": 0.01}, False, "alleged"),
    ({"planned": 0.8, "happened": 0.2}, False, "planned"),
])
def test_what_is_told_plainly_is_hardly_ever_denied(shares: dict[str, float], denies: bool, expected: str) -> None:
    heard = settling.told_plainly(NONE | shares, "happened", denies, False)
    assert np.isclose(sum(heard.values()), 1.0)
    assert settling.settle(heard, "happened", said=True) == expected


def test_what_somebody_has_said_is_alleged_sooner() -> None:
    shares = NONE | {"alleged": 0.96, "happened": 0.04}
    told = [settling.settle(settling.told_plainly(shares, "happened", False, said), "happened", said=True, plain=True) for said in (False, True)]
    assert told == ["happened", "alleged"]


@pytest.mark.parametrize(("state", "read", "rule", "denies", "expected"), [
    ("denied", "planned", "postpone", False, True),
    ("denied", "planned", "postpone", True, False),
    ("denied", "alleged", "doubt", True, True),
    ("denied", "possible", "evidence-negated", True, False),
    ("denied", "possible", "ask", False, False),
    ("planned", "possible", "ask", False, True),
    ("planned", "possible", "could", False, False),
    ("denied", "happened", "tense", False, False),
    ("alleged", "denied", "deny", True, True),
    ("alleged", "denied", "negation", True, False),
    ("possible", "denied", "deny", True, False),
])
def test_one_open_state_stands_against_what_the_encoder_overhears(state, read, rule, denies, expected):
    assert settling.is_overheard(state, Certainty(read, [], f"modality/{rule}"), denies) is expected

import copy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import own_set
from evaluation.intervals import bootstrap_f1, wilson
from evaluation.measures import claim_measures, share
from evaluation.names import same_party
from evaluation.scoring import (
    close,
    f1,
    match,
    overlap,
    same_chain,
    same_quantity,
    score_claims,
    score_quotes,
    spans_of,
    total,
)

TEXT = "Narnia sent 40 archers to Archenland. Later Narnia sent 40 archers to Archenland and 12 healers."


def claim(evidence, **changes):
    base = {
        "type": "deploy_forces", "agent": "Narnia", "recipient": "Archenland", "object": "archers", "quantity": None,
        "time": "", "place": "", "modality": "happened", "attributed_to": [], "evidence": evidence,
    }
    return base | changes


def figure(low, high, comparator, unit="archers"):
    return {"low": low, "high": high, "comparator": comparator, "unit": unit}


@pytest.mark.parametrize(("one", "other"), [
    ("Pyongyang", "North Korea"), ("the DPRK", "North Korean"),
    ("Seoul's Defence Ministry", "South Korea's defence ministry"),
    ("U.S. State Department", "State Department"), ("", ""), ("Kremlin’s spokesman", "the Kremlin spokesman"),
    ("Kigali", "Rwanda"), ("Emirati air force", "air force of the United Arab Emirates"),
])
def test_names_of_one_party_agree(one, other):
    assert same_party(one, other)
    assert same_party(other, one)


@pytest.mark.parametrize(("one", "other"), [
    ("North Korea", "South Korea"), ("North Korea", ""), ("", "Moscow"), ("Treasury", "Foreign Ministry"), ("the", ""),
    ("Japan", "China"),
])
def test_names_of_two_parties_differ(one, other):
    assert not same_party(one, other)
    assert not same_party(other, one)


def test_every_place_of_repeated_evidence_counts():
    first, second = spans_of(claim("sent 40 archers"), TEXT)
    assert first[0] < second[0]
    assert overlap([first, second], [second]) == 1.0
    assert spans_of(claim("no such words"), TEXT) == []


def test_overlap_is_the_share_of_the_shorter_span():
    assert overlap([(0, 10)], [(5, 25)]) == 0.5
    assert overlap([(0, 10)], [(20, 30)]) <= 0
    assert overlap([], [(0, 5)]) == 0.0


def test_two_claims_on_one_span_are_told_apart_by_their_figures():
    words = "sent 40 archers to Archenland and 12 healers"
    gold = [claim(words, quantity=figure(40, 40, "exact")), claim(words, quantity=figure(12, 12, "exact"))]
    assert match(gold, gold[::-1], TEXT) == [(0, 1), (1, 0)]


def test_another_type_on_the_same_words_is_no_match():
    assert match([claim("sent 40 archers")], [claim("sent 40 archers", type="training")], TEXT) == []


def test_each_damage_lowers_its_own_field_only():
    damage = {
        "agent": {"agent": "Calormen"}, "recipient": {"recipient": "Telmar"}, "modality": {"modality": "planned"},
        "time": {"time": "1014"}, "place": {"place": "Cair Paravel"}, "attribution": {"attributed_to": ["a faun"]},
        "quantity": {"quantity": figure(40, None, "at_least")},
    }
    gold = claim("Narnia sent 40 archers", quantity=figure(40, 40, "exact"))
    for name, change in damage.items():
        tally = score_claims([gold], [gold | change], TEXT)
        wrong = {k for k in tally.judged if tally.fields[k] < tally.judged[k]}
        extra = {"innermost source", "outermost source"} if name == "attribution" else set()
        assert tally.found == 1
        assert wrong == {name} | extra


def test_missed_and_spurious_claims_cost_recall_and_precision():
    gold = [claim("Narnia sent 40 archers"), claim("12 healers")]
    tally = score_claims(gold, [gold[0], claim("Later"), claim("Archenland and")], TEXT)
    assert (tally.found, tally.gold, tally.read) == (1, 2, 3)
    assert f1(1, 2, 3) == pytest.approx(0.4)


def test_an_open_bound_is_not_a_closed_one():
    assert close(None, None)
    assert not close(None, 5)
    assert close(1000, 1004)
    assert not close(1000, 1010)
    assert same_quantity(None, None)
    assert not same_quantity(figure(5, 5, "exact"), None)
    assert not same_quantity(figure(5, None, "at_least"), figure(5, None, "more_than"))


def test_chains_agree_link_by_link():
    assert same_chain(["Reuters", "the Kremlin"], ["Reuters", "Moscow"])
    assert not same_chain(["Reuters", "Moscow"], ["Moscow", "Reuters"])
    assert not same_chain(["Reuters"], [])


def test_quotes_match_on_words_and_judge_the_speaker():
    gold = [{"speaker": "the envoy", "content": "We will not leave before the spring thaw"}]
    near = [{"speaker": "a minister", "content": "“We will not leave before the spring”"}]
    tally = score_quotes(gold, near)
    assert (tally.found, tally.judged["speaker"], tally.fields["speaker"]) == (1, 1, 0)
    assert score_quotes(gold, [{"speaker": "the envoy", "content": "We will leave"}]).found == 0


def test_gold_against_itself_is_perfect_and_against_nothing_is_zero():
    texts = own_set.load_texts()
    gold = own_set.load_gold(texts)
    itself = [score_claims(gold[k]["claims"], copy.deepcopy(gold[k]["claims"])[::-1], texts[k]["text"]) for k in texts]
    nothing = [score_claims(gold[k]["claims"], [], texts[k]["text"]) for k in texts]
    assert all(m.value == 1.0 for m in claim_measures("x", itself))
    assert total(nothing).found == 0
    assert claim_measures("x", nothing)[0].value == 0.0


def test_wilson_matches_a_published_value():
    low, high = wilson(8, 10)  # Newcombe (1998), Statistics in Medicine 17: rounding of the score interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_holds_its_share(right, judged):
    right = min(right, judged)
    low, high = wilson(right, judged)
    assert 0 <= low <= right / judged + 1e-9
    assert right / judged - 1e-9 <= high <= 1


def test_bootstrap_is_repeatable_and_holds_the_value():
    counts = [(3, 5, 4), (0, 2, 1), (7, 9, 9), (1, 6, 2)]
    low, high = bootstrap_f1(counts)
    assert (low, high) == bootstrap_f1(counts)
    assert low < f1(11, 22, 16) < high
    assert bootstrap_f1([(2, 2, 2)] * 3) == (1.0, 1.0)


def test_nothing_to_judge_is_unmeasured_not_zero():
    measure = share("x", 0, 0, "claims")
    assert measure.value is None
    assert "claims" in measure.why


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
def test_match_is_one_to_one(spans):
    claims = [claim("x", spans=[(a, a + n)]) for a, n in spans]
    pairs = match(claims, claims, TEXT)
    assert len(pairs) == len(claims)
    assert all(a[0] < b[0] for a, b in pairwise(pairs))
    assert len({j for _, j in pairs}) == len(pairs)

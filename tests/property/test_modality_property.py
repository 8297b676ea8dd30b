"""What holds of certainty for every sentence of a simple build: negation undoes, cues lie where they should, no chance."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.modality import judge
from pactwatch.reading.parse import parse
from pactwatch.reading.tree import beside

REAL = {"happened", "ongoing"}
SUBJECTS = ["The army", "The republic", "The ministry of transport", "Two firms", "The young king", "Its neighbours"]
DEEDS = {
    "transfer_arms": [("sent", "send", "40 tanks to the isle"), ("delivered", "deliver", "the radars"), ("sold", "sell", "two frigates")],
    "deploy_forces": [("deployed", "deploy", "a battalion"), ("moved", "move", "300 sappers to the pass")],
    "payment_or_aid": [("paid", "pay", "the wages of the crews"), ("lent", "lend", "the town two million dollars")],
    "treaty": [("signed", "sign", "the pact"), ("ratified", "ratify", "the accord")],
    "training": [("trained", "train", "80 pilots"), ("taught", "teach", "the recruits")],
    "sanction_or_designate": [("blacklisted", "blacklist", "nine banks"), ("sanctioned", "sanction", "the refinery")],
    "visit_or_meeting": [("visited", "visit", "the shipyard"), ("met", "meet", "the general")],
    "joint_exercise": [("held", "hold", "a drill in the strait")],
    "demine_or_rebuild": [("repaired", "repair", "the bridge"), ("rebuilt", "rebuild", "the school")],
}
CASES = [(kind, *deed) for kind, deeds in DEEDS.items() for deed in deeds]
UNDONE = ["did not {base}", "never {past}", "failed to {base}", "refused to {base}", "will {base}", "may {base}",
          "plans to {base}", "was urged to {base}", "has not yet {base_d}", "would have {base_d}", "denied having {base_d}"]
PARTICIPLES = {"sent": "sent", "met": "met", "held": "held", "sold": "sold", "taught": "taught", "lent": "lent", "paid": "paid"}
FRAMES = ["{}.", "{}, officials said.", "On Monday {}.", "According to the governor, {}.", "{} in May."]


def read(text, word, kind):
    parsed = parse(text, split_blocks(text))
    start = text.index(word)
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.start <= start < token.end:
                return sentence, judge(sentence, token.i, kind)
    raise AssertionError(text)


def put(frame, clause):
    text = frame.format(clause)
    return text[0].upper() + text[1:]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SUBJECTS), st.sampled_from(CASES), st.sampled_from(FRAMES))
def test_a_plain_deed_has_happened(subject, case, frame):
    kind, past, _, rest = case
    _, found = read(put(frame, f"{subject} {past} {rest}"), past, kind)
    assert found.modality in REAL
    assert found.cues == []


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SUBJECTS), st.sampled_from(CASES), st.sampled_from(FRAMES), st.sampled_from(UNDONE))
def test_no_undone_deed_is_left_done(subject, case, frame, form):
    kind, past, base, rest = case
    words = form.format(base=base, past=past, base_d=PARTICIPLES.get(past, past))
    text = put(frame, f"{subject} {words} {rest}")
    _, found = read(text, words.split()[-1] + " " + rest, kind)
    assert found.modality not in REAL, text


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SUBJECTS), st.sampled_from(CASES), st.sampled_from(FRAMES), st.sampled_from(UNDONE))
def test_cues_lie_in_the_sentence_and_the_text_and_reading_twice_gives_the_same(subject, case, frame, form):
    kind, past, base, rest = case
    text = put(frame, f"{subject} {form.format(base=base, past=past, base_d=PARTICIPLES.get(past, past))} {rest}")
    sentence, found = read(text, rest, kind)
    for start, end in found.cues:
        assert sentence.start <= start < end <= sentence.end <= len(text)
        assert text[start:end].strip() == text[start:end]
    assert read(text, rest, kind)[1] == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(" .,;:\"'?!()-—’“”\nabcdefgtTnosi15 "), max_size=80), st.sampled_from(sorted(DEEDS)))
def test_any_text_gets_a_state_at_every_word(text, kind):
    parsed = parse(text, split_blocks(text))
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            found = judge(sentence, token.i, kind, beside=beside(parsed, sentence.index))
            assert found.rule.startswith("modality/")
            assert all(0 <= a < b <= len(text) for a, b in found.cues)

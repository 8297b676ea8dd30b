"""What holds of every attribution, whatever the text: exact spans, order, no cue inside its own content, no chance."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.model import Block
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions, sources_of
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.parse import parse
from pactwatch.reading.quotes import find_quotes
from pactwatch.reading.tree import Parsed

SPEAKERS = ["the harbour master", "Colonel Ada Brandt", "two diplomats", "the Ministry of Transport", "Moscow", "a source",
            "Reuters", "she", "it", "they", "the agency", "an internal memo", "“Radio Nord”"]
STATEMENTS = ["forty lorries crossed the river", "no boats were lost", "the pact will end in June", "up to 300 men are ill",
              "the bridge, built in 1931, is closed", "shells worth $4 million arrived; more are due"]
FRAMES = [
    "{S} said that {c}.", "{C}, {s} said.", "{C}, said {s}, and it may happen again.", "According to {s}, {c}.",
    "“{C},” {s} said. “{D}.”", "{S}: “{C}.”", "{S} denied that {c}.", "{S} could not confirm that {c}.",
    "Reuters reported, citing {s}, that {c}.", "{S} told AFP that {c}, and {d}.", "{S} asked whether {c}.",
    "{C}, TASS wrote, quoting {s} as saying that {d}.", "{S} called it “a lie that {c}”.", "{C}.", "“{C}.”", "By {s}'s count, {c}.",
    "{S} put the number at 40, six of them officers.", "{S} urged the council to act; {d}.", "{S} says: {c}", "“{C}",
    "{S} was quoted by Kyodo as saying {c}.", "- {S}: {c}", "{C} – {s}", "The claim by {s} that {c} is false.",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Return one sentence in one of the constructions."""
    speaker, one, two = draw(st.sampled_from(SPEAKERS)), draw(st.sampled_from(STATEMENTS)), draw(st.sampled_from(STATEMENTS))
    return draw(st.sampled_from(FRAMES)).format(
        s=speaker, S=speaker[:1].upper() + speaker[1:], c=one, C=one[:1].upper() + one[1:], d=two, D=two[:1].upper() + two[1:],
    )


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return one to six sentences in paragraphs."""
    parts = draw(st.lists(sentences(), min_size=1, max_size=6))
    gaps = draw(st.lists(st.sampled_from([" ", " ", "\n\n"]), min_size=len(parts), max_size=len(parts)))
    return "".join(part + gap for part, gap in zip(parts, gaps, strict=True)).strip()


RUBBLE = st.lists(
    st.sampled_from(["said", "that", "“", "”", '"', "'", ",", ".", ":", ";", "the", "army", "Moscow", "citing", "told", "as", "saying",
                     "quoted", "by", "according", "to", "is", "it", "he", "who", "(", ")", "—", "\n\n", "claims", "40", "İ", "🇰🇵", "not"]),
    min_size=1, max_size=30,
).map(" ".join)
WILD = st.one_of(texts(), texts(), RUBBLE, st.text(max_size=80))


def read(text: str) -> tuple[Parsed, list[Attribution]]:
    """Return the parse and the attributions of any text that is not blank."""
    blocks = split_blocks(text) or [Block(kind="paragraph", start=0, end=len(text))]
    parsed = parse(text, blocks)
    return parsed, find_attributions(parsed, find_actors(parsed))


@settings(max_examples=120, deadline=None)
@given(WILD)
def test_spans_lie_in_the_text_and_are_ordered(text: str) -> None:
    parsed, found = read(text)
    for a in found:
        assert 0 <= a.sentence < len(parsed.sentences)
        assert a.content
        end = -1
        for first, last in a.content:
            assert 0 <= first < last <= len(text)
            assert first >= end, "contents of one attribution overlap or are out of order"
            assert text[first:last].strip()
            end = last
        if a.cue is not None:
            assert a.cue_token is not None
            cue = parsed.sentences[a.sentence].tokens[a.cue_token]
            assert a.cue[0] <= cue.start < a.cue[1] <= len(text)


@settings(max_examples=120, deadline=None)
@given(texts())
def test_no_content_holds_the_head_of_its_own_cue(text: str) -> None:
    parsed, found = read(text)
    for a in found:
        if a.cue is not None and a.cue_token is not None and a.rule != "attr.quote.part":
            at = parsed.sentences[a.sentence].tokens[a.cue_token].start
            assert not any(first <= at < last for first, last in a.content)


@settings(max_examples=120, deadline=None)
@given(WILD)
def test_speakers_are_named_and_stand_where_they_are_said_to(text: str) -> None:
    parsed, found = read(text)
    for a in found:
        for s in a.speakers:
            assert s.name.strip()
            assert s.span is not None
            assert s.sentence is not None
            sentence = parsed.sentences[s.sentence]
            assert s.head is not None
            head = sentence.tokens[s.head]
            assert s.span[0] <= head.start < s.span[1]
            assert sentence.start <= s.span[0]
            assert s.span[1] <= sentence.end


@settings(max_examples=120, deadline=None)
@given(WILD)
def test_relays_and_nesting_never_run_in_a_circle(text: str) -> None:
    _, found = read(text)
    for n, a in enumerate(found):
        seen, parent = {n}, a.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = found[parent].parent


@settings(max_examples=100, deadline=None)
@given(texts(), st.data())
def test_a_chain_runs_from_the_outermost_in(text: str, data: st.DataObject) -> None:
    parsed, found = read(text)
    sentence = data.draw(st.sampled_from(parsed.sentences))
    chain = chain_for(found, sentence.index, (sentence.start, sentence.end))
    assert len(chain) == len(set(chain))
    for n in chain:
        parent = found[n].parent
        assert parent is None or chain.index(parent) < chain.index(n)
    chosen = sources_of([found[n] for n in chain])
    assert all(a.speakers for a in chosen)


@settings(max_examples=60, deadline=None)
@given(WILD)
def test_two_readings_are_the_same(text: str) -> None:
    assert read(text)[1] == read(text)[1]


@settings(max_examples=80, deadline=None)
@given(texts(), texts())
def test_a_paragraph_in_front_keeps_the_attributions_of_a_text_that_names_its_speakers(before: str, text: str) -> None:
    if any(mark in before + text for mark in "“”\"'"):
        return
    _, alone = read(text)
    _, after = read(f"{before}\n\n{text}")
    shift = len(before) + 2
    moved = {(a.rule, tuple((x + shift, y + shift) for x, y in a.content)) for a in alone if not a.rule.startswith("attr.relay.continued")}
    assert moved <= {(a.rule, tuple(a.content)) for a in after}


@settings(max_examples=150, deadline=None)
@given(WILD)
def test_quotations_lie_in_their_block_and_do_not_overlap(text: str) -> None:
    blocks = split_blocks(text)
    end = 0
    for q in find_quotes(text, blocks):
        block = blocks[q.block]
        assert block.start <= q.start <= q.inner[0] <= q.inner[1] <= q.end <= block.end
        assert q.start >= end
        end = q.end


REFUSALS = ["could not confirm", "did not confirm", "declined to confirm", "has yet to confirm", "was unable to confirm",
            "refused to confirm", "would neither confirm nor deny", "stopped short of confirming"]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SPEAKERS[:6]), st.sampled_from(REFUSALS), st.sampled_from(STATEMENTS[:4]))
def test_a_refusal_never_confirms_or_denies(speaker: str, refusal: str, statement: str) -> None:
    _, found = read(f"{speaker[:1].upper()}{speaker[1:]} {refusal} that {statement}.")
    stances = {a.stance for a in found}
    assert "does_not_confirm" in stances
    assert not stances & {"confirms", "denies"}

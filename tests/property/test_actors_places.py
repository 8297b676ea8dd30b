from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.model import Block
from pactwatch.reading.actors import find_actors
from pactwatch.reading.parse import parse
from pactwatch.reading.places import find_places

PARTS = [
    "North Korea", "KIM JONG UN", "Sergei Shoigu", "the Kremlin", "troops", "(NIS)", "U.S.", "’s", "“", "—", "-", "'",
    "🇰🇵",
    "موسكو", "的", "\u202e", "\u00a0", "Kursk", "region", "ÉLYSÉE", "N’Djamena", "and", "of", "said", "sent", "2,000",
    ".", "\n", "İstanbul", "ß", "ﬁ", "e\u0301",
    "of the", "Ministry of Defence", "to", "in",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=25).map(" ".join),
    st.text(max_size=120),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=15).map("".join),
)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_spans_are_exact_and_never_overlap(text: str) -> None:
    parsed = parse(text, [Block(kind="paragraph", start=0, end=len(text))])
    for mentions in (find_actors(parsed), find_places(parsed)):
        end: dict[int, int] = {}
        for mention in mentions:
            sentence = parsed.sentences[mention.sentence]
            assert mention.span == sentence.span(mention.first, mention.last)
            assert mention.first <= mention.head <= mention.last
            assert text[slice(*mention.span)].strip()
            assert mention.name.strip()
            assert mention.first > end.get(mention.sentence, -1)
            end[mention.sentence] = mention.last


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    blocks = [Block(kind="paragraph", start=0, end=len(text))]
    first, second = parse(text, blocks), parse(text, blocks)
    assert find_actors(first) == find_actors(second)
    assert find_places(first) == find_places(second)

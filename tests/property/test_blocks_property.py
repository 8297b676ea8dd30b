from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pactwatch.reading.blocks import LONGEST, split_blocks

LINES = st.sampled_from([
    "# Heading", "- bullet", "12. The Panel notes", "Read more", "— A (@b) May 3", "@a: b", "| a | b | c |", "a" * 70,
    "word " * 14,
    "14:32 GMT", "10:05 Port. Two ships", "> quoted", "🔹 x", "\ufe0f", "**bold**", "Photo: x", "-",
    "1.", "“x”", "\x00", "\u2028",
])
PAGES = st.lists(st.one_of(LINES, st.text(max_size=120)), max_size=25).map("\n".join)


@given(st.one_of(st.text(max_size=400), PAGES))
def test_blocks_are_ordered_apart_inside_the_text_and_trimmed(text):
    last = 0
    for block in split_blocks(text):
        assert last <= block.start < block.end <= len(text)
        assert block.end - block.start <= LONGEST
        body = text[block.start : block.end]
        assert body == body.strip()
        last = block.end


@given(st.lists(st.text(alphabet=st.characters(categories=["L"]), min_size=4, max_size=200), max_size=20))
def test_no_word_of_plain_lines_falls_between_blocks(words):
    text = "\n\n".join(words)
    assert "".join(text[b.start : b.end] for b in split_blocks(text)).replace("\n", "") == "".join(words)


@given(st.text(alphabet=" .!?\n-#a", max_size=200), st.integers(min_value=1, max_value=400))
def test_repetition_of_any_pattern_still_gives_bounded_ordered_blocks(pattern, times):
    text = pattern * times
    blocks = split_blocks(text)
    assert all(b.end - b.start <= LONGEST for b in blocks)
    assert all(a.end <= b.start for a, b in pairwise(blocks))

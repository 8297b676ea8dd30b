"""What intake lets in, the reading can take: endless lines are cut, and the same word over and over is no prose."""

from __future__ import annotations

import random

import pytest

from pactwatch.reading import parse as parsing
from pactwatch.reading.blocks import BREATHLESS, LONGEST, split_blocks
from pactwatch.reading.parse import parse

WORDS = ("ministry", "engineers", "border", "railway", "said", "would", "send", "count", "winter", "river", "Monday", "crossing")


def unbroken(words: int) -> str:
    chance = random.Random(7)  # noqa: S311 - no secret
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(300)}" for _ in range(words))


@pytest.mark.parametrize("pattern", ["a ", "word ", "the same words \t", "to be or not "])
def test_the_same_words_without_end_are_noise(pattern):
    text = pattern * 20_000
    blocks = split_blocks(text)
    assert sum(block.end - block.start for block in blocks if block.kind != "noise") <= LONGEST
    assert " ".join(text[b.start : b.end] for b in blocks).split() == text.split()


def test_words_that_never_end_a_sentence_are_cut_short_and_all_kept():
    text = unbroken(5_000)
    blocks = split_blocks(text)
    assert " ".join(text[b.start : b.end] for b in blocks) == text
    assert all(block.kind == "paragraph" for block in blocks)
    assert all(block.end - block.start <= BREATHLESS for block in blocks[:-5])


def test_a_line_of_sentences_is_cut_between_sentences_and_all_kept():
    sentences = [f"On that day the {word} of unit {n} was closed." for n in range(200) for word in WORDS]
    text = " ".join(sentences)
    blocks = split_blocks(text)
    assert " ".join(text[b.start : b.end] for b in blocks) == text
    assert all(text[block.end - 1] == "." for block in blocks)
    assert {block.kind for block in blocks} == {"paragraph"}


def test_a_sentence_end_early_in_an_endless_line_is_a_cut():
    text = "The gate was closed. " + unbroken(2_000)
    first = split_blocks(text)[0]
    assert text[first.start : first.end] == "The gate was closed."


def test_the_parse_does_not_hang_on_how_blocks_are_batched(monkeypatch):
    text = " ".join(f"On that day the {word} of unit {n} was closed." for n in range(60) for word in WORDS)
    whole = parse(text, split_blocks(text))
    monkeypatch.setattr(parsing, "BATCH_CHARACTERS", 1)
    single = parse(text, split_blocks(text))
    assert "".join(token.text for sentence in whole.sentences for token in sentence.tokens) == "".join(text.split())
    assert [s.tokens for s in single.sentences] == [s.tokens for s in whole.sentences]

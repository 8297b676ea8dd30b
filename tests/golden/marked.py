"""Reads the certainty of the event that is marked in a sentence: "The yard failed to *deliver* the frigate."."""

from __future__ import annotations

from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import Certainty
from pactwatch.reading.modality import judge
from pactwatch.reading.parse import parse
from pactwatch.reading.tree import beside


def certainty(marked: str, kind: str, published: str | None = None) -> Certainty:
    """Return the certainty of the event of type `kind` at the marked word, with its sources and the sentence before."""
    before, word, after = marked.split("*")
    text = before + word + after
    parsed = parse(text, split_blocks(text))
    attributions = find_attributions(parsed, find_actors(parsed, published))
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.start <= len(before) < token.end:
                chain = chain_for(attributions, sentence.index, (token.start, token.end))
                return judge(sentence, token.i, kind, published=published, beside=beside(parsed, sentence.index),
                             attributions=[attributions[n] for n in chain])
    raise AssertionError(marked)

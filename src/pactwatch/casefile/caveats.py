"""Caveats that a text sets beside a claim: that nobody could check it ("could not verify the figures"), that no proof was offered.

They leave a claim as its source made it; whoever cites it should see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pactwatch.casefile.context import block_of, whole_sentence
from pactwatch.casefile.plain import one_line
from pactwatch.data import read_toml
from pactwatch.model import Claim, Reading, Span, Statement


def caveats(claim: Claim, reading: Reading) -> tuple[str, ...]:
    """Return what a reading's text says of a claim not having been checked or proved, in order, each once: sentences, or words of its own.

    What is said of another report of the same event in that text holds for it too.
    """
    ones = [one for one in reading.claims if claim.id in (one.id, one.same_as) or (claim.same_as and claim.same_as in (one.id, one.same_as))]
    found = sorted({span for one in ones or [claim] for span in (*_unchecked(one, reading), *_unproven(one, reading))})
    return tuple(one_line(reading.document.text[a:b]) for a, b in found)


def _unchecked(claim: Claim, reading: Reading) -> Iterator[Span]:
    """Yield the sentences after a claim in which somebody could not verify what was reported."""
    text, evidence = reading.document.text, claim.evidence[-1]
    end = _horizon(evidence, reading)
    near = [s for s in reading.statements if s.cue and evidence[1] <= s.cue[0] < end]
    said = [(s.cue, text[slice(*s.content[0])]) for s in near if s.cue and _is_unchecking(s, text) and not _spoke(claim, s)]
    told = [(found.span(), found["what"]) for pattern in _patterns("unchecked") for found in pattern.finditer(text, evidence[1], end)]
    for cue, what in (*said, *told):
        width, sentence = _width(what), _sentence(reading, cue)
        if width and evidence[0] >= _reach(sentence, width, reading):
            yield sentence


def _horizon(evidence: Span, reading: Reading) -> int:
    """Return where a caveat about a claim stands at the latest: at the end of the paragraph after its own."""
    end = block_of(evidence, reading.blocks, len(reading.document.text))[1]
    return min((block.end for block in reading.blocks if block.start >= end), default=end)


def _is_unchecking(statement: Statement, text: str) -> bool:
    """Whether somebody could not verify one thing."""
    left, cue = statement.stance in ("does_not_confirm", "doubts"), statement.cue
    return left and cue is not None and len(statement.content) == 1 and text[cue[0] : cue[1]].casefold() in _words()[0]


def _width(what: str) -> str:
    """Return "one" for words that stand for what was said just before, "several" for all that was, "" for any other words."""
    _, one, several, before = _words()
    words = what.casefold().split()
    if not words:
        return ""
    last, rest = words[-1], [word for word in words[:-1] if not word.endswith(("'s", "’s", "s'", "s’"))]
    if any(word not in before and word not in one and word not in several for word in rest):
        return ""
    return "one" if last in one else "several" if last in several else ""


def _reach(sentence: Span, width: str, reading: Reading) -> int:
    """Return where the text begins that a caveat is about: the sentence before it, or the paragraph (the one before if it opens its own)."""
    text, blocks = reading.document.text, reading.blocks
    start = block_of(sentence, blocks, len(text))[0]
    if not text[start : sentence[0]].strip():
        earlier = [b for b in blocks if b.end <= sentence[0] and b.kind != "heading"]
        if not earlier:
            return sentence[0]
        start, end = earlier[-1].start, earlier[-1].end
    else:
        end = sentence[0]
    if width == "several":
        return start
    end = start + len(text[start:end].rstrip())
    return whole_sentence(text, (max(start, end - 1), end), blocks)[0]


def _spoke(claim: Claim, statement: Statement) -> bool:
    """Whether who could not check is the claimant, who then speaks of somebody else's word."""
    return bool(claim.attributed_to) and claim.attributed_to[-1].name in {source.name for source in statement.speakers}


def _unproven(claim: Claim, reading: Reading) -> Iterator[Span]:
    """Yield the sentence of a claim, or the next of its paragraph, that says that no proof was offered."""
    text = reading.document.text
    own = _sentence(reading, claim.evidence[-1])
    end = block_of(own, reading.blocks, len(text))[1]
    following = own[1] + len(text[own[1] : end]) - len(text[own[1] : end].lstrip())
    windows = [own] + ([_sentence(reading, (following, following + 1))] if following < end else [])
    for window in windows:
        for pattern in _patterns("unproven"):
            for found in pattern.finditer(text, window[0], window[1]):
                yield found.span() if window == own else window
                return


def _sentence(reading: Reading, span: Span) -> Span:
    return whole_sentence(reading.document.text, span, reading.blocks)


@cache
def _words() -> tuple[frozenset[str], ...]:
    table = read_toml("output/caveats.toml")
    return tuple(frozenset(table[name].split()) for name in ("checked", "one", "several", "before"))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line, re.IGNORECASE) for line in read_toml("output/caveats.toml")[name].splitlines())

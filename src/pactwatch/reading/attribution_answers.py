"""Interviews: who answers, and the answers that stand between questions without a label.

1. the introduction, all that stands before the first turn, names who is interviewed: the only person in sentences that tell of
   an interview (a list of questions about somebody is none);
2. where at least two paragraphs are nothing but a question and what follows speaks of "we" or "I", what follows is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from pactwatch.model import Block, Span
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed

FIRST = re.compile(r"\b(?:we|our|us|I|my)\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]")
LEAST_QUESTIONS = 2
LONGEST = 6
"""Paragraphs that an answer may have."""
ANSWER = "A"


@dataclass(slots=True)
class Turn:
    """One turn: its label and where that stands, and the stretch of text that is said; `asks` where that is a question."""

    label: str
    at: Span
    start: int
    end: int
    blocks: int = 1
    asks: bool = False


def interviewed(parsed: Parsed, actors: Sequence[ActorMention], before: int, asking: Set[str]) -> ActorMention | None:
    """Return the person whom the text before offset `before` names as interviewed, None where that is left open."""
    persons = [m for m in actors if m.kind == "person" and m.span[1] <= before and m.name.lower() not in asking]
    told = {s.index for s in parsed.sentences if s.start < before and {t.lower for t in s.tokens} & lexicon().words["turns.interviews"]}
    there = [m for m in persons if m.sentence in told]
    guests = [m for m in there if _is_name(m.name)] or [m for m in there if m.country]  # "an interview with Serbia's defence minister"
    return guests[0] if len({m.name for m in guests}) == 1 else None


def _is_name(name: str) -> bool:
    """Say whether the name is a person's own: of capitalised words, an office being none."""
    return all(word[:1].isupper() or "-" in word for word in name.split()) and " " in name


def answers(parsed: Parsed) -> list[Turn]:
    """Return the questions that stand alone and the answers between them as turns; none where the text is no interview."""
    questions = [n for n, block in enumerate(parsed.blocks) if _is_question(parsed, block)]
    if len(questions) < LEAST_QUESTIONS:
        return []
    before = parsed.blocks[questions[0]].start
    lead = [s for s in parsed.sentences if s.start < before]
    if not any({t.lower for t in s.tokens} & lexicon().words["turns.interviews"] for s in lead):
        return []
    turns = list(_between(parsed, questions))
    told = [turn for turn in turns if turn.label == ANSWER]
    first = [turn for turn in told if FIRST.search(QUOTED.sub(" ", parsed.text[turn.start : turn.end]))]
    return turns if len(told) >= LEAST_QUESTIONS and 2 * len(first) >= len(told) else []


def _is_question(parsed: Parsed, block: Block) -> bool:
    """Say whether the block is nothing but a question, in whatever emphasis."""
    words = parsed.text[block.start : block.end].strip("*_ ")
    return block.kind in ("paragraph", "heading") and words.endswith("?") and not re.search(r"[.!] [A-Z]", words)


def _between(parsed: Parsed, questions: Sequence[int]) -> Iterator[Turn]:
    """Yield each question, and the paragraphs after it as its answer."""
    asked = set(questions)
    for n in questions:
        block = parsed.blocks[n]
        yield Turn("Q", (block.start, block.end), block.start, block.end, asks=True)
        said = []
        for after in range(n + 1, min(len(parsed.blocks), n + 1 + LONGEST)):
            if after in asked or parsed.blocks[after].kind != "paragraph":
                break
            said.append(parsed.blocks[after])
        if said:
            yield Turn(ANSWER, (said[0].start, said[0].start), said[0].start, said[-1].end, len(said))

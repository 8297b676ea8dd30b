"""Transcripts: whoever a turn of speech is marked with says the whole turn ("ANALYST: It takes away ...").

A text is a transcript where paragraphs open with labels before a colon and the same labels come back. What is asked is
nobody's report: turns of those who ask (data/attribution/cues.toml, [turns]) have no source of their own. Turns marked "A", and
paragraphs between questions that stand alone, are said by whoever the introduction names as interviewed (attribution_answers.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from pactwatch.reading.attribution_answers import Turn, answers, interviewed
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.mentions import ActorMention, Attribution, SourceMention
from pactwatch.reading.tree import Parsed, sentence_at

LABEL = re.compile(r"(?:\*\*|__)?(?:Q\d{1,3}\s+)?(?P<label>[A-Z][\w.’'-]*(?: [A-Za-z][\w.’'-]*){0,3})(?: \([^()\n]{2,60}\))?:(?:\*\*|__)?\s")
"""A label of at most four words at the start of a paragraph, perhaps with an office in brackets."""
LEAST_TURNS, LEAST_BACK = 4, 2
"""Labelled paragraphs that make a transcript, and those of them whose label has come before."""
LONGEST = 6
"""Paragraphs without a label that still go on with a turn."""


def in_turns(parsed: Parsed, found: list[Attribution], actors: Sequence[ActorMention]) -> list[Attribution]:
    """Return the attributions with those of a transcript's turns, which all others inside them are told in."""
    added: list[Attribution] = []
    named = sorted((m for m in actors if m.kind == "person" and m.name and not m.name.isupper()), key=lambda m: len(m.name))
    persons = {m.name.rsplit(maxsplit=1)[-1].lower(): m for m in named}
    turns = _turns(parsed) or answers(parsed)
    asking = _asking(turns)
    guest = interviewed(parsed, actors, turns[0].at[0], asking) if turns else None
    words = lexicon().words
    for turn in turns:
        answer = turn.label.lower() in words["turns.answering"] and bool(asking & words["turns.questions"])
        if not answer and turn.label.lower() in asking | words["turns.headings"]:
            continue
        sentence = sentence_at(parsed, turn.start)
        if sentence is None or (answer and guest is None):
            continue
        if answer and guest is not None:
            source = SourceMention(guest.name, guest.actor, guest.span, guest.sentence, guest.head)
        else:
            name, actor = _speaker(turn.label, persons)
            source = SourceMention(name, actor, turn.at)
        added.append(Attribution(sentence, [source], None, None, [(turn.start, turn.end)], False, "asserts", "attr.turn"))
    starts = [a.content[0][0] for a in added]
    for a in found:
        first = a.content[0][0] if a.cue is None else a.cue[0]
        n = bisect_right(starts, first) - 1
        if a.parent is None and n >= 0 and first < added[n].content[0][1]:
            a.parent = len(found) + n
    return found + added


def _asking(turns: Sequence[Turn]) -> frozenset[str]:
    """Return the labels of those who ask: by what they are called, an outlet's, or where they do nothing else."""
    words, labels = lexicon().words, {turn.label.lower() for turn in turns if turn.label}
    media = words["sources.media"] | words["sources.agencies"]
    found = {label for label in labels if label in words["turns.asking"] or label in media or label.rsplit(maxsplit=1)[-1] in media}
    for label in labels:
        said = [turn for turn in turns if turn.label.lower() == label]
        if len(said) > 1 and all(turn.asks for turn in said):
            found.add(label)
    return frozenset(found)


def _turns(parsed: Parsed) -> list[Turn]:
    """Return the turns of a transcript in order; none where the text is no transcript."""
    turns = list(_labelled(parsed))
    counts = Counter(turn.label.lower() for turn in turns if turn.label)
    marked = sum(counts.values())
    back = sum(n - 1 for n in counts.values())
    if marked < LEAST_TURNS or back < LEAST_BACK or 2 * sum(n for n in counts.values() if n > 1) < marked:
        return []
    return [turn for turn in turns if turn.label and (turn.label.isupper() or counts[turn.label.lower()] > 1)]


def _labelled(parsed: Parsed) -> Iterator[Turn]:
    """Yield the labelled turns, each with the paragraphs that go on with it."""
    turn: Turn | None = None
    for block in parsed.blocks:
        label = LABEL.match(parsed.text, block.start, block.end)
        if label is not None:
            if turn is not None:
                yield turn
            asks = parsed.text[label.end() : block.end].rstrip("*_ ").endswith("?")
            turn = Turn(label["label"], label.span("label"), label.end(), block.end, asks=asks)
        elif turn is not None and block.kind == "paragraph" and turn.blocks < LONGEST:
            turn.end, turn.blocks = block.end, turn.blocks + 1
        elif turn is not None:
            yield turn
            turn = None
    if turn is not None:
        yield turn


def _speaker(label: str, persons: dict[str, ActorMention]) -> tuple[str, str | None]:
    """Return name and register id of whom a label stands for: a person of the text, an office, or the name itself."""
    known = persons.get(label.rsplit(maxsplit=1)[-1].lower())
    if known is not None:
        return known.name, known.actor
    if label.lower() in lexicon().words["sources.person"]:
        return label.lower(), None
    return (label.title() if label.isupper() else label), None

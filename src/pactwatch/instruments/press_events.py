"""Wrong days of what happened to measures: when they were imposed, lifted, brought back, by the rows of press.toml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pactwatch.data import read_toml
from pactwatch.instruments.calendar_words import Days, dates, said
from pactwatch.instruments.conditions import Day, holds
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.model import Span

_BEFORE = frozenset({"in", "on", "since", "from", "of", "at", "late", "early", "end", "mid", "by", "until", "before", "to", "as", "last", "than"})
_NEAR = 8
"""Words between an event and its day."""
_APART = frozenset({";", "but", "while", "whereas", "although", "until"})


def wrong_events(scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    """Yield the days that a sentence gives for an event of a measure and that are not those of the register."""
    found = dates(sentence, scene.document.published)
    if not found:
        return
    for row in read_toml("instruments/press.toml")["dated"]:
        span = _wrong(row, scene, sentence, found)
        if span is not None:
            yield LawError(
                document=scene.document.id, span=span[1], evidence=scene.document.text[span[1][0] : span[1][1]], kind=row["kind"],
                asserted=f"{row['id'].replace('_', ' ')}: {said(span[0])}", correct=row["correct"], source=row["source"],
                why="the register holds another day",
            )  # fmt: skip
            return


def _wrong(
    row: dict[str, Any], scene: Scene, sentence: Sentence, found: Sequence[tuple[Days, Span, int]]
) -> tuple[Days, Span] | None:
    if any(_within(days, row["days"]) for days, _, _ in found):
        return None
    fired = next((fired for condition in row["when"] if (fired := holds(condition, scene, sentence, Day(None, None)))), None)
    if fired is None or not fired.spans:
        return None
    words, spans = sentence.words.lower, sentence.words.spans
    first = next(at for at, span in enumerate(spans) if span[1] > fired.spans[0][0])
    last = next((at for at, span in enumerate(spans) if span[0] >= fired.spans[0][1]), len(words))
    led = row.get("led") or _BEFORE
    for days, span, at in found:
        apart = words[last:at] if at >= last else words[at:first]
        near = first - _NEAR <= at < last + _NEAR and _APART.isdisjoint(apart)
        own = at > 0 and words[at - 1] in led and not _of_rival(sentence, row.get("rival", ()), at)
        if near and own and days[0] >= row.get("from", "0"):
            return days, span
    return None


def _of_rival(sentence: Sentence, rivals: Sequence[str], at: int) -> bool:
    """Whether a verb of another event stands right before a date: "the embargo, imposed in 1992, was lifted"."""
    return any(0 <= at - last <= 3 for name in rivals for _, last in sentence.hits.get(name, ()))


def _within(days: Days, ranges: Sequence[Sequence[str]]) -> bool:
    return any(first <= days[1] and days[0] <= last for first, last in ranges)

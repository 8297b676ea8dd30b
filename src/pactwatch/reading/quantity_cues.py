"""Words beside a figure: bounds ("at least", "or more") and what kind of figure it is ("another", "a total of")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.model import Change, Comparator

_DATA = read_toml("quantities/cues.toml")
_BEFORE: dict[str, Comparator] = {cue: kind for kind, cues in _DATA["before"].items() for cue in cues}
_AFTER: dict[str, Comparator] = {cue: kind for kind, cues in _DATA["after"].items() for cue in cues}
_FAR: dict[str, Comparator] = {cue: kind for kind, cues in _DATA["far"].items() for cue in cues}
_CHANGE_BEFORE: dict[str, Change] = {cue: kind for kind, cues in _DATA["change"]["before"].items() for cue in cues}
_CHANGE_AFTER: dict[str, Change] = {cue: kind for kind, cues in _DATA["change"]["after"].items() for cue in cues}
_WINDOW = 48


def _ending(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for one of the phrases at the end of a text, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = [re.escape(w).replace(r"\ ", r"\s+") for w in ordered]
    return re.compile(rf"(?:^|(?<![\w]))({'|'.join(parts)})[\s-]*$")


def _starting(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for one of the phrases at the start of a text, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = [re.escape(w).replace(r"\ ", r"\s+") for w in ordered]
    return re.compile(rf"[\s-]?({'|'.join(parts)})(?![a-z])")


_BEFORE_END = _ending(list(_BEFORE))
_CHANGE_END = _ending(list(_CHANGE_BEFORE))
_FILLER_END = _ending(_DATA["fillers"]["words"])
_AFTER_START = _starting(list(_AFTER))
_CHANGE_START = _starting(list(_CHANGE_AFTER))
_FAR_END = _ending(list(_FAR))
_FAR_GAP = re.compile(r"(?:the|its|an?|their)\s+(?:[a-z]+\s+){0,3}of\s+$")
_RATIO = re.compile(r"\s+(?:than|and more)\b")
_CHANGE_TAIL = re.compile(r"(?:\s+(?:in|to|at|of))?\s*$")


@dataclass(slots=True)
class Cues:
    """What the words beside a figure say; `start` is where they begin, `end` where they end."""

    start: int
    end: int
    comparator: Comparator | None = None
    change: Change | None = None


def left_cues(folded: str, start: int) -> Cues:
    """Read the bound and change words that stand left of the figure at `start`, nearest first."""
    cues = Cues(start, start)
    floor = max(0, start - _WINDOW)
    for _ in range(5):
        window = folded[floor : cues.start]
        if match := _BEFORE_END.search(window):
            kind = _BEFORE[" ".join(match[1].split())]
            if cues.comparator is None or cues.comparator in ("exact", "about"):
                cues.comparator = kind
        elif match := _CHANGE_END.search(window):
            cues.change = cues.change or _CHANGE_BEFORE[" ".join(match[1].split())]
        elif match := _FILLER_END.search(window):
            if not _BEFORE_END.search(window[: match.start()]) and not _CHANGE_END.search(window[: match.start()]):
                break
        else:
            break
        cues.start = floor + match.start(1)
    if cues.comparator is None:
        _far_cue(folded, floor, cues)
    return cues


def _far_cue(folded: str, floor: int, cues: Cues) -> None:
    """Read "exceeded the annual ceiling of" left of a figure."""
    window = folded[floor - min(floor, 16) : cues.start]
    gap = _FAR_GAP.search(window)
    if gap and (match := _FAR_END.search(window[: gap.start()])):
        cues.comparator = _FAR[" ".join(match[1].split())]


def right_cues(folded: str, end: int) -> Cues:
    """Read the bound and change words that stand right of a figure or noun that ends at `end`."""
    cues = Cues(end, end)
    window = folded[end : end + 32]
    if match := _AFTER_START.match(window):
        cues.comparator = _AFTER[" ".join(match[1].split())]
        cues.end = end + match.end()
    elif (match := _CHANGE_START.match(window)) and not _RATIO.match(window, match.end()):
        cues.change = _CHANGE_AFTER[" ".join(match[1].split())]
        cues.end = end + match.end()
    return cues


def combine(own: Comparator, *cues: Comparator | None) -> Comparator:
    """Return the comparator of a figure: its own form's, unless the words beside it say another."""
    said = next((cue for cue in cues if cue is not None), None)
    if own == "between" or said is None:
        return own
    if own == "at_least":
        return said if said in ("more_than", "at_most") else own
    return said


def bounds(low: float, high: float | None, comparator: Comparator) -> tuple[float | None, float | None]:
    """Return (low, high) as the conventions want them: open above for at_least, open below for at_most."""
    if comparator in ("at_least", "more_than"):
        return low, None
    if comparator in ("at_most", "less_than"):
        return None, low if high is None else high
    return low, high

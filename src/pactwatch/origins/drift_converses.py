"""Changed sides: who lends now borrows, who teaches now learns, the host is now the guest, in whichever of the converse words.

What is compared are the frames of all sentences (frames.py). A text says which way a deed goes between two states where a frame names
both, or where it names the one and its sentence the other. A text that says it both ways, as of two deeds, says neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.align import line_words, weight
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Line

Way = tuple[str, str, str]
"""A deed with the side that it goes out from and the one that it goes to."""
MUCH = 4.0
"""What two sentences must have in common beside the two sides, as a sum of rarities."""
WORDS = {
    "give": ("gives", "receives"), "lend": ("lends", "owes"), "lease": ("lets", "rents"), "teach": ("teaches", "learns"),
    "host": ("is the host", "is the guest"), "pay": ("pays", "is paid"), "hire": ("hires", "serves"), "follow": ("came before", "came after"),
}  # fmt: skip


def converse_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a deed that in the retelling goes the other way."""
    there, here = _ways(original), _ways(retelling)
    for (deed, source, target), line in here.items():
        other = there.get((deed, target, source))
        if other is None or (deed, source, target) in there or (deed, target, source) in here or not _is_sure(deed, source, target, line, other):
            continue
        if weight((line_words(line) & line_words(other)) - {source, target}) >= MUCH:
            does, suffers = WORDS.get(deed, (f"is the one to {deed}", "is the other side"))
            why = f"{source} and {target} changed places: {source} {does} and {target} {suffers}"
            yield Change(kind="actor", explanation=why, span=line.span, against=other.span)
            return


def _ways(facts: Facts) -> dict[Way, Line]:
    """Return the ways that deeds go in a text, each with the first sentence that says it, those with both sides first."""
    found: dict[Way, Line] = {}
    for line in facts.lines:
        for frame in line.frames:
            if all(frame):
                found.setdefault(frame, line)
    for line in facts.lines:
        for way in _half_told(line):
            found.setdefault(way, line)
    return found


def _half_told(line: Line) -> Iterator[Way]:
    """Yield the ways of deeds of which a sentence names one side in its place, and the other state anywhere."""
    whole = {(deed, side) for deed, *sides in line.frames if all(sides) for side in sides}
    for deed, source, target in line.frames:
        named = source or target
        if not (source and target) and _is_state(named) and (deed, named) not in whole:
            yield from ((deed, source or state, target or state) for state in line.countries if state != named)


def tell_one_way(line: Line, other: Line, sides: frozenset[str] = frozenset()) -> bool:
    """Say whether two sentences tell of one deed with both sides in the same places, in whatever words; `sides` must be these, if given."""
    return any(all(frame) and frame in other.frames and (not sides or set(frame[1:]) == sides) for frame in line.frames)


def _is_state(side: str) -> bool:
    return side.isupper()


def _is_sure(deed: str, source: str, target: str, line: Line, other: Line) -> bool:
    """Say whether at least one of two sentences names both sides of a deed in their places."""
    return (deed, source, target) in line.frames or (deed, target, source) in other.frames

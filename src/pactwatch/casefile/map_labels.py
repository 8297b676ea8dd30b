"""Names on a map, each beside its mark where neither a pin nor another name stands; without room there, a mark goes without its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
LINE, LETTER = 15, 7.2
"""Pixels of a line and, roughly, of a letter of the widest font that may be had."""
NUMBERS = 4
"""Footnotes named beside a place; of more, all but one less are counted. The table has all."""
PIN = (-7.0, -21.0, 7.0, 1.0)
"""What a pin covers around its point."""
SIDES = tuple((across, down, anchor) for down in (-6, 12, -24) for across, anchor in ((11, "start"), (-11, "end")))
ABOUT = ((0, 16, "middle"), *SIDES[:2], (0, -25, "middle"), *SIDES[2:])
"""Where a name may stand about its pin, in the order of liking: pixels to the right and down, and which end of the name is there."""
AMID = tuple((across, down, "middle") for down in (4, 20, -12, 36, -28, 52, -44) for across in (0, 44, -44, 88, -88))
"""Where it may stand about the middle of a region or country, which is no point."""


def numbered(name: str, notes: Sequence[int]) -> str:
    """Return a place's name with the numbers of its footnotes."""
    shown = notes if len(notes) <= NUMBERS else notes[: NUMBERS - 1]
    more = f" and {len(notes) - len(shown)} more" if len(shown) < len(notes) else ""
    return f"{name} [{', '.join(map(str, shown))}{more}]"


def pin_box(x: float, y: float) -> Box:
    """Return what the pin at a point covers."""
    return (x + PIN[0], y + PIN[1], x + PIN[2], y + PIN[3])


class Labels:
    """The names of a map within the box `within`, kept off the boxes of the `pins` and off each other."""

    def __init__(self, within: Box, pins: Sequence[Box]) -> None:
        self._within = within
        self._taken = list(pins)
        self.left_out = False
        """Whether there was no room for a name."""

    def beside(self, words: str, x: float, y: float) -> Iterator[str]:
        """Yield the name of a pin, if there is room for it."""
        return self._first(words, x, y, ABOUT, "")

    def amid(self, words: str, x: float, y: float, style: str = "") -> Iterator[str]:
        """Yield the name of a region or country, if there is room for it."""
        return self._first(words, x, y, AMID, style)

    def _first(self, words: str, x: float, y: float, places: Sequence[tuple[int, int, str]], style: str) -> Iterator[str]:
        width = LETTER * len(words)
        for across, down, anchor in places:
            at, left = self._inside(x + across, width, anchor)
            box = (left, y + down - LINE + 3, left + width, y + down + 3)
            if self._free(box):
                self._taken.append(box)
                yield f'<text{style} x="{round(at, 1)}" y="{round(y + down, 1)}" text-anchor="{anchor}">{escape(words)}</text>'
                return
        self.left_out = True

    def _inside(self, at: float, width: float, anchor: str) -> tuple[float, float]:
        """Return where a name stands, and its left end; one about a middle is moved into the map."""
        before = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        if anchor == "middle":
            at = min(max(at, self._within[0] + before), self._within[2] - before)
        return at, at - before

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = self._within
        inside = left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom
        return inside and not any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in self._taken)

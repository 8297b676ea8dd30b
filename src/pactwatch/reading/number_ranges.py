"""Ranges: two numbers that bound one figure ("10 to 12", "between 10 and 12", "1.5-2 million", "10-12,000")."""

from __future__ import annotations

import re
from dataclasses import replace

from pactwatch.reading.numbers import Number

_RANGE = re.compile(r"\s?[-—–−]\s?|\s+(?:to|or)\s+|-to-|-or-")
_UNIT_GAP = re.compile(r"\s?(?:%|per\s?cent|percent)")
_SYMBOLS = re.compile(r"(?:us|c|a)?[$€£¥]\s?$")


def join_ranges(folded: str, numbers: list[Number]) -> list[Number]:
    """Join neighbours that make a range ("10 to 12", "between 10 and 12", "1.5-2 million", "10-12,000")."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        both = _range(folded, last, number) if last else None
        if both:
            joined[-1] = both
        else:
            joined.append(number)
    return joined


def _range(folded: str, left: Number, right: Number) -> Number | None:
    """Return the range from `left` to `right`, or None if the words between or before do not make one."""
    if left.comparator == "between" or not {left.kind, right.kind} <= {"cardinal", "share"}:
        return None
    gap = folded[left.end : right.start]
    gap = _SYMBOLS.sub("", _UNIT_GAP.sub("", gap, count=1))
    before = folded[max(0, left.start - 24) : left.start]
    between = re.search(r"between\s+(?:\w+\s+)?(?:(?:us|c|a)?[$€£¥]\s?)?$", before)
    if between:
        if not re.fullmatch(r"\s+(?:and|to)\s+(?:about |some |around |roughly )?", gap):
            return None
    elif not _RANGE.fullmatch(gap) or re.search(
        r"(?<!ranging )(?<!anywhere )(?<!anything )from\s+(?:\w+\s+)?[$€£]?$", before
    ):
        return None
    low = left.low * _missing_scale(left, right)
    if right.high is None or low >= right.high:
        return None
    return replace(left, end=right.end, low=low, high=right.high, comparator="between", scale=right.scale, plain=False)


def _missing_scale(left: Number, right: Number) -> float:
    """Return what the left number of a range must be multiplied by: "4 to 6 million", "10-12,000"."""
    if right.scale >= 1000 and left.scale == 1 and left.low < 1000 and left.low <= right.low / right.scale:
        return float(right.scale)
    if right.scale == 1 and left.scale == 1 and left.low < 1000 <= right.low and right.low % 1000 == 0:
        return 1000.0 if left.low * 1000 < right.low else 1.0
    return 1.0

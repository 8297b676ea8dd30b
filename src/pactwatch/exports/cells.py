"""Text cells of CSV that no spreadsheet runs as a formula, and that come back as they were.

A text that begins with a sign which a spreadsheet may take for the start of a formula (= + - @, their full-width forms,
tab, carriage return, line feed), or with an apostrophe, gets an apostrophe before it. So a leading apostrophe always is
the guard: taking it off gives the text back. Numbers are cells of their own and are never guarded.
"""

from __future__ import annotations

GUARD = "'"
RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD)


def guard(text: str) -> str:
    """Return `text` as a cell that is no formula; `unguard` gives it back."""
    return GUARD + text if text.startswith(RISKY) else text


def unguard(cell: str) -> str:
    """Return the text that `guard` made `cell` of."""
    return cell.removeprefix(GUARD)

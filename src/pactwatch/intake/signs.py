"""Characters that nobody sees: control characters, terminal sequences, marks of direction, soft hyphens.

They cut names in two or steer what shows them. Where a text is made (pages, feeds, PDF files) they are left out before any
offset exists. A text that comes as text keeps them, since its offsets are the caller's, and a note says so where they matter.
"""

from __future__ import annotations

import re

_TERMINAL = r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[@-_])?"
_STEERING = "\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
_SOFT = "\u00ad\u200b\u2060\ufeff"
"""Where a word may be broken or not: of no account, and often in pages."""
_LEFT_OUT = re.compile(f"{_TERMINAL}|[{_STEERING}{_SOFT}]")
_STEERED = re.compile(f"{_TERMINAL}|(?<=[^\\W_])[{_STEERING}]+(?=[^\\W_])")
_IN_WORDS = re.compile(f"{_TERMINAL}|(?<=[^\\W_])[{_STEERING}{_SOFT}]+(?=[^\\W_])")


def without_signs(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text that is being made, or its markup, without such characters, and a note where they stood within words."""
    count = sum(1 for _ in _STEERED.finditer(text))
    return _LEFT_OUT.sub("", text), (f"control or direction characters stood within words at {count} places and were left out",) if count else ()


def kept(text: str) -> tuple[str, ...]:
    """Return a note where such characters stand within the words of a text that is kept as it came."""
    count = sum(1 for _ in _IN_WORDS.finditer(text))
    if not count:
        return ()
    kept_for = "they are kept, so that offsets are those of the text as given, but names that they cut are not found"
    return (f"control, direction or hyphenation characters stand within words at {count} places: {kept_for}",)

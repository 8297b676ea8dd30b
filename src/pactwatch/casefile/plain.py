"""Text made safe to show: hostile input must not steer a terminal, a spreadsheet or a line-based log."""

from __future__ import annotations

CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if chr(code) not in "\t\n\r"}
BIDI = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
SHOWN = CONTROLS | BIDI | dict.fromkeys(map(ord, "\t\n\r\u2028\u2029"), " ")
"""Each code point maps to one, so offsets hold: controls, lone surrogates and bidi overrides to U+FFFD, breaks to space."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown(text: str) -> str:
    """Return `text` with its code points one to one, none of which can move the cursor, recolour or reorder a line."""
    return text.translate(SHOWN)


def one_line(text: str) -> str:
    """Return `text` safe to show on one line, its white space folded."""
    return " ".join(shown(text).split())


def cell(value: str) -> str:
    """Return `value` as a CSV cell that no spreadsheet runs as a formula: a leading = + - @ tab or CR gets a ' before it."""
    return f"'{value}" if value.startswith(FORMULA) else value


def left_out_words(count: int, noun: str) -> str:
    """Return how many are left out, as "2 figures are left out: rejected or retracted in review"."""
    return f"{count} {noun}{'' if count == 1 else 's'} {'is' if count == 1 else 'are'} left out: rejected or retracted in review"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, which is given as of several: "1 footnote", "1,200 entries"."""
    one = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return f"{count:,} {one if count == 1 else noun}"

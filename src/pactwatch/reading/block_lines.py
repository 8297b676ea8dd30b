"""Lines of a page: their markers, whether they were wrapped by hand, and what each one looks like.

Every test here looks at a line once and at a bounded prefix or suffix of it, so that a line of 100 MB costs no more
than its length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml

WRAP_WIDTH = 120
"""No mailer, editor or wire wraps plain text wider than this; longer lines are whole paragraphs."""
HEAD = 240
"""How much of a line its kind is read from."""
TERMINAL = (".", "!", "?", "…", ":", ";", '"', "”", "’", "'", ")", "]")

_NUMBER = r"\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|[A-Z]\)"
_MARKER = re.compile(
    rf"(?P<hash>#{{1,6}}\s+)|(?P<quote>(?:>\s?)+)|(?P<number>(?:{_NUMBER})\s+)|(?P<slide>\d{{1,3}}\s?/\s?\d{{1,3}}\s+)"
    r"|(?P<bullet>[-*+•‣▪●○■□◦∙·–—►▶➤»]\s+)|(?P<speaker>[QA][:.]\s+)"
)
_CLOCK = re.compile(
    r"\[?\(?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?"
    r"(?:(?:GMT|UTC|BST|CES?T|EES?T|ES?T|EDT|PS?T|PDT|MSK|[KJI]ST|local time)(?:[+-]\d{1,2})?)?\]?\)?\s*[-–—:|]?\s+",
    re.IGNORECASE,
)
CLOCK_ALONE = re.compile(r"\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4})?", re.IGNORECASE)
_SIGNATURE = re.compile(r"[—–-]{1,2}\s?[^@]{0,80}\(@\w{1,30}\)")
_LINK = re.compile(r"\b(?:t\.co/|pic\.twitter\.com/|pic\.x\.com/)\w")
_HANDLE = re.compile(r"@\w{2,30}:?\s")
_HASHTAG = re.compile(r"(?<!\w)#[^\W\d_]\w{2,}")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s")


@dataclass(slots=True)
class Line:
    """One line without the white space around it; `gap` says that an empty line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def head(self) -> str:
        """The first words, in which its kind shows."""
        return self.text[:HEAD]


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold more than white space."""
    lines, start, gap = [], 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            begin = start + len(raw) - len(raw.lstrip())
            lines.append(Line(begin, begin + len(stripped), stripped, gap))
        gap = not stripped
        start += len(raw)
    return lines


def marker(line: str) -> tuple[str, int]:
    """Return the kind of the marker that a line begins with ("" when none) and its length."""
    found = _MARKER.match(line[:HEAD])
    if found:
        return str(found.lastgroup), found.end()
    clock = None if CLOCK_ALONE.fullmatch(line[:HEAD]) else _CLOCK.match(line[:HEAD])
    if clock and clock.end() < len(line) and (line[clock.end()].isupper() or line[clock.end()] in "\"“'‘"):
        return "clock", clock.end()
    width = symbol_width(line)
    return ("symbol", width) if width else ("", 0)


def symbol_width(line: str) -> int:
    """Return the length of the emoji or dingbats, with the white space after them, that a line begins with."""
    at = 0
    while at < min(len(line), HEAD) and is_symbol(line[at]):
        at += 1
    if not at:
        return 0
    while at < min(len(line), HEAD) and line[at].isspace():
        at += 1
    return at


def is_symbol(character: str) -> bool:
    """Say whether a character is an emoji, a dingbat or a part of one (variation selector, joiner, skin tone)."""
    if character in "\ufe0f\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return character not in "©®" and unicodedata.category(character) == "So"


def is_signature(line: str) -> bool:
    """Say whether a line signs an embedded post: a dash, a name and a handle."""
    return _SIGNATURE.match(line[:HEAD]) is not None


def is_post(line: str) -> bool:
    """Say whether a line gives itself away as a social post: short links, a leading handle, two hashtags."""
    if len(line) > 1000:
        return False
    return bool(_LINK.search(line) or _HANDLE.match(line) or len(_HASHTAG.findall(line)) >= 2)


def has_symbols(line: str) -> bool:
    """Say whether a line holds an emoji, a hashtag or a handle: what posts have and prose has not."""
    head = line[:HEAD]
    return "@" in head or bool(_HASHTAG.search(head)) or any(is_symbol(c) for c in head)


def continues(line: Line, following: Line) -> bool:
    """Say whether `following` carries a sentence of `line` on: no full stop before, a small letter after."""
    return not line.text.endswith(TERMINAL) and following.text[0].islower()


def filled(line: Line, following: Line, width: int) -> bool:
    """Say whether the first word of `following` would not have fitted at the end of `line`."""
    word = following.text[:WRAP_WIDTH].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width


@lru_cache(maxsize=1)
def noise_pattern() -> re.Pattern[str]:
    """Return the pattern, over lower-cased straightened lines, of what belongs to the page and not to the article."""
    layout = read_toml("blocks/layout.toml")
    starts = "|".join(re.escape(words) for words in layout["noise_starts"])
    equals = "|".join(re.escape(words) for words in layout["noise_equals"])
    within = "|".join(re.escape(words) for words in layout["noise_contains"])
    return re.compile(rf"(?:{starts})|(?:{equals})$|.{{0,200}}?(?:{within})")


def is_noise(line: str) -> bool:
    """Say whether a line belongs to the page: navigation, advertising, credits, bylines, footnotes, rules."""
    layout = read_toml("blocks/layout.toml")
    if not any(character.isalpha() for character in line):
        return not is_table(line)
    if _FOOTNOTE.match(line[:HEAD]):
        return True
    if len(line) > layout["noise_max_characters"]:
        return False
    plain = line[symbol_width(line) :].lower().replace("’", "'")
    return noise_pattern().match(plain) is not None or is_byline(line) or is_credit(plain, layout["caption_min_words"])


def is_byline(line: str) -> bool:
    """Say whether a line only names its writers: "By Jane Doe and our correspondents in Kyiv"."""
    words = line.rstrip(".").split()
    if not 2 <= len(words) <= 14 or words[0].lower() != "by":
        return False
    known = read_toml("blocks/layout.toml")["byline_words"]
    return all(w[0].isupper() or w.strip(",|").lower() in known for w in words) and not any(c.isdigit() for c in line)


def is_credit(plain: str, few: int) -> bool:
    """Say whether a lower-cased line only says who took a picture."""
    layout = read_toml("blocks/layout.toml")
    if plain.startswith(tuple(layout["credit_starts"])):
        return True
    return plain.startswith(tuple(layout["caption_starts"])) and len(plain.split()) < few


def is_caption(line: str) -> bool:
    """Say whether a line describes a picture."""
    return line[:HEAD].lower().startswith(tuple(read_toml("blocks/layout.toml")["caption_starts"]))


def is_table(line: str) -> bool:
    """Say whether a line is a row of a table: cells between pipes or tabs, or columns set with spaces."""
    head = line[:1000]
    if head.startswith("|"):
        return True
    cells = head.split("\t") if "\t" in head else head.split(" | ") if " | " in head else re.split(r" {3,}", head)
    return len(cells) >= 3 and sum(len(cell) for cell in cells) / len(cells) <= 40 and not head.endswith(".")

"""Numbers in running text: figures, words, scales, ranges, vague plurals, ordinals and shares, as plain spans.

All functions read *folded* text (`fold`): straightened, lower case, of the same length as the original, so that every
offset is an offset into the original. Values are floats; shares are in percent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pactwatch.data import read_toml
from pactwatch.model import Comparator
from pactwatch.reading.parse import straighten

Kind = Literal["cardinal", "ordinal", "share", "vague", "multiple"]

_DATA = read_toml("quantities/numbers.toml")
CARDINALS: dict[str, int] = _DATA["cardinals"]
SCALES: dict[str, int] = _DATA["scales"]
_SHORT: dict[str, int] = _DATA["short_scales"]
_MONEY: dict[str, int] = _DATA["money_scales"]
_ORDINALS: dict[str, int] = _DATA["ordinals"]
_FRACTIONS: dict[str, float] = _DATA["fractions"]
_VAGUE: dict[str, int] = _DATA["vague"]
_MULTIPLES: dict[str, int] = _DATA["multiples"]


@dataclass(slots=True)
class Number:
    """A number as written: `low == high` unless it is a range or vague (`high` None).

    `scale` is the last scale word's value (1 without one); `plain` says that it is bare digits, as years are.
    """

    start: int
    end: int
    low: float
    high: float | None
    kind: Kind = "cardinal"
    comparator: Comparator = "exact"
    scale: int = 1
    plain: bool = False


def fold(text: str) -> str:
    """Return `text` straightened and in lower case, code point for code point."""
    straight = straighten(text)
    lower = straight.lower()
    if len(lower) == len(straight):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in straight)


def _choice(words: dict[str, int] | dict[str, float]) -> str:
    """Return a regex of the words, longest first, a space or hyphen between the words of a phrase."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)


_DIGITS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])(?!,\d)"  # 3,000 and 1,250.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 10,00,000
    r"|\d{1,3}(?: \d{3})+(?![\d-])(?:\.\d+)?"  # 1 500 000; thin and hard spaces are straightened
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.500.000
    r"|[1-9]\d{0,2}\.000(?!\d)(?!\s*(?:m|b|tr)illion)"  # 3.000: nobody writes three naughts after a decimal point
    r"|\d+,\d{1,2}(?=\s(?:m|b|tr)illion)"  # 1,5 million
    r"|\d+(?:\.\d+)?",
    re.ASCII,
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")
LONGEST_FIGURE = 24
"""Characters of the longest figure read: beyond it stand keys and serial numbers, not counts."""
_FIGURES = re.compile(r"\d+")
_COUPLE = re.compile(r"a couple(?: of)?(?![a-z])")
_REST = re.compile(r"-(\d+|[a-z]+(?:-[a-z]+)*)")
_LAST_FIGURES = re.compile(r"\d+(?![\d,.])")
_WORD = re.compile(r"[a-z]+")
_GAP = re.compile(r"(?:\s+and\s+|-and-|\s|-)")
_SCALE = re.compile(rf"(?:\s|-)?(?:({_choice(SCALES | _SHORT)})(?![a-z\d]))")
_MONEY_SCALE = re.compile(rf"({_choice(_MONEY)})(?![a-z\d])")
_POINT = re.compile(r"[\s-]point[\s-](\d+|[a-z]+)")
_AND_A_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half\b(?![\s-]of)")
_SYMBOL_BEFORE = re.compile(r"[$€£¥]\s?$")
_CURRENCY_AFTER = re.compile(r"\s?(?:euros?|dollars?|pounds?|usd|eur|gbp|roubles?|rubles?|yuan|yen|francs?)\b")
_STARTS = re.compile(
    r"(?<![\w])(?:(?P<digit>\d)"
    rf"|(?P<vague>(?:{_choice(_VAGUE)})(?![a-z]))"
    r"|(?P<half>half(?![a-z]))"
    rf"|(?P<multiple>(?:{_choice(_MULTIPLES)})(?![a-z])|[a-z]+(?:-[a-z]+)?fold(?![a-z]))"
    rf"|(?P<one>an?\s+(?:{_choice(SCALES)}|half|third|quarter|fifth|sixth|tenth|couple)(?![a-z]))"
    r"|(?P<rest>remaining\s(?:third|quarter|fifth|half)(?![a-z]))"
    rf"|(?P<word>(?:{_choice(CARDINALS)}|{_choice(_ORDINALS)})(?![a-z])))"
)
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?![a-z])")
_FRACTION = re.compile(
    rf"(?P<n>an?|one|two|three|four|five|six|seven|nine|remaining)[\s-](?P<part>{_choice(_FRACTIONS)})(?![a-z-])"
)
_AFTER_PART = re.compile(
    r"\s*(?:$|[,.;:)\"'?!]|\s(?:of|are|were|is|was|have|had|has|as|by|who|which|will|would|may|to|in|since|and|or|from)\b)"
)
_HALF_OF = re.compile(
    r"half(?=\s+(?:of|the|its|their|his|her|our|that|those|these|all|as)\b|\s*[,.;:)]|\s+(?:are|were|is|was|have|had|has|died)\b)"
)
_HALF_A = re.compile(r"half[\s-]an?[\s-]([a-z]+)")
_QUARTER_SCALE = re.compile(
    r"(an?|one|three)[\s-](half|quarters?)[\s-]of[\s-]an?[\s-](million|billion|thousand)\b|(an?)[\s-]half[\s-](million|billion)\b"
)
_IN_N = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:(?:in|out\s+of)\s+(?:every\s+)?|of\s+(?:every|each)\s+)(\d{1,4}|[a-z]+)(?![\w:-])(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?|of)\b)"
)
_NTH_WORD = {
    f"{tens}-{unit}": CARDINALS[tens] + value
    for tens in CARDINALS
    if 20 <= CARDINALS[tens] <= 90
    for unit, value in _ORDINALS.items()
    if value < 10
}
_NTH = re.compile(rf"({_choice(_NTH_WORD)}|{_choice(_ORDINALS)})(?![a-z])")
_DENOMINATORS = frozenset(range(2, 11)) | {12, 15, 20, 25, 50, 100, 1000}


def has_number(folded: str) -> bool:
    """Say whether anything in the text may begin a number (quick test)."""
    return _STARTS.search(folded) is not None


def find_numbers(folded: str) -> list[Number]:
    """Return the numbers of a folded text from left to right, without overlaps; ranges are not joined yet."""
    found: list[Number] = []
    position = 0
    while match := _STARTS.search(folded, position):
        number = _read(folded, match)
        if number is not None:
            found.append(number)
        position = number.end if number is not None else match.start() + 1
    return found


def _read(folded: str, match: re.Match[str]) -> Number | None:
    """Read the number that begins at a match of the start pattern."""
    start = match.start()
    kind = match.lastgroup
    if kind == "vague":
        return _read_vague(match)
    if kind == "half":
        return _read_half(folded, start)
    if kind == "multiple":
        return _read_multiple(match)
    share = _read_share(folded, start)
    if share is not None:
        return share
    if kind == "digit":
        return _read_digits(folded, start)
    return _read_words(folded, start)


def _read_vague(match: re.Match[str]) -> Number:
    """Read a vague plural ("tens of thousands"), whose value is its conventional floor."""
    phrase = " ".join(re.split(r"[\s-]+", match.group()))
    return Number(match.start(), match.end(), float(_VAGUE[phrase]), None, "vague", "at_least")


def _read_half(folded: str, start: int) -> Number | None:
    """Read "half a million", "half a dozen" as numbers and "half of", "half the" as 50 percent."""
    if (match := _HALF_A.match(folded, start)) and (scale := SCALES.get(match[1])):
        return Number(start, match.end(), scale / 2, scale / 2, scale=scale)
    if match := _HALF_OF.match(folded, start):
        if re.search(r"(?:first|second|latter|other|last|and a|-)\s?$", folded[max(0, start - 8) : start]):
            return None
        return Number(start, match.end(), 50.0, 50.0, "share")
    return None


def _read_multiple(match: re.Match[str]) -> Number | None:
    """Read "twice", "tripled", "twenty-eightfold"; adjectival "double" is left out by the caller."""
    word = match.group()
    value: float | None = _MULTIPLES.get(word)
    if value is None:
        inner = _words_value(word.removesuffix("fold").rstrip("-"), 0)
        value = inner[0] if inner else None
    return None if value is None else Number(match.start(), match.end(), float(value), float(value), "multiple")


def _read_share(folded: str, start: int) -> Number | None:
    """Read "two-thirds", "a quarter of", "one in ten"; None if the words at `start` are no share."""
    if match := _QUARTER_SCALE.match(folded, start):
        scale = SCALES[match[3] or match[5]]
        part = 0.5 if "half" in match.group() else 0.25
        value = scale * part * (3 if match[1] == "three" else 1)
        return Number(start, match.end(), value, value, scale=scale)
    if match := _FRACTION.match(folded, start):
        many, part_word = match["n"], match["part"]
        singular = many in ("a", "an", "one", "remaining")
        if singular == part_word.endswith("s") or (singular and not _AFTER_PART.match(folded, match.end())):
            return None
        count = 1 if singular else CARDINALS[many]
        percent = _share_percent(count, part_word)
        return Number(start, match.end(), percent, percent, "share") if percent <= 100 else None
    value_end = _cardinal(folded, start)
    if value_end and value_end[0] < 100 and (match := _IN_N.match(folded, value_end[1])):
        below = int(match[1]) if match[1].isdecimal() else CARDINALS.get(match[1], 0)
        if below in _DENOMINATORS and value_end[0] < below:
            percent = round(100 * value_end[0] / below, 1)
            return Number(start, match.end(), percent, percent, "share")
    return None


def _share_percent(count: int, part: str) -> float:
    """Return the percentage of `count` parts: two thirds are 66.7, not twice 33.3."""
    whole = round(100 / _FRACTIONS[part])
    return round(100 * count / whole, 1)


def _read_digits(folded: str, start: int) -> Number | None:
    """Read a number that begins with figures; "17th" is an ordinal."""
    ordinal = _FIGURES.match(folded, start)
    if ordinal and ordinal.end() - start < LONGEST_FIGURE and (tail := _ORDINAL_END.match(folded, ordinal.end())):
        value = float(ordinal.group())
        return Number(start, tail.end(), value, value, "ordinal")
    read = _cardinal(folded, start)
    if read is None:
        return None
    value, end, scale = read
    plain = folded[start:end].isdecimal()
    return Number(start, end, value, value, scale=scale, plain=plain)


def _read_words(folded: str, start: int) -> Number | None:
    """Read a number in words: "a couple", an ordinal, or a cardinal."""
    if couple := _COUPLE.match(folded, start):
        return Number(start, couple.end(), 2.0, 2.0, comparator="about")
    if match := _NTH.match(folded, start):
        word = re.sub(r"\s+", "-", match[1])
        value = float(_NTH_WORD.get(word) or _ORDINALS[word])
        return Number(start, match.end(), value, value, "ordinal")
    read = _cardinal(folded, start)
    if read is None:
        return None
    value, end, scale = read
    return Number(start, end, value, value, scale=scale)


def _cardinal(folded: str, start: int) -> tuple[float, int, int] | None:
    """Return (value, end, scale) of the cardinal at `start`, or None."""
    if not folded[start : start + 1].isdecimal():
        return _words_value(folded, start)
    match = _DIGITS.match(folded, start)
    if match is None or match.end() - start > LONGEST_FIGURE:
        return None
    written = match.group()
    if _DOTTED.fullmatch(written):
        value = float(written.replace(".", ""))
    elif _COMMA_DECIMAL.fullmatch(written):
        value = float(written.replace(",", "."))
    else:
        value = float(written.replace(",", "").replace(" ", ""))
    return _scaled(folded, start, match.end(), value)


def _scaled(folded: str, start: int, end: int, value: float) -> tuple[float, int, int]:
    """Read what may follow figures: "point five", "and a half", a scale word, a remainder ("-100")."""
    if (match := _POINT.match(folded, end)) and (digit := _digit(match[1])):
        value, end = float(f"{value:.0f}.{digit}"), match.end()
    if match := _AND_A_HALF.match(folded, end):
        value, end = value + 0.5, match.end()
    match = _SCALE.match(folded, end)
    scale = 1
    if match and not (match[1] == "score" or (match[1] in _SHORT and match.group()[0] == "-")):
        scale = SCALES.get(match[1]) or _SHORT[match[1]]
        value, end = value * scale, match.end()
        if rest := _REST.match(folded, end):
            more = (float(rest[1]), rest.end(), 1) if rest[1].isdecimal() else _words_value(folded, end + 1)
            if more and more[0] < scale:
                value, end = value + more[0], more[1]
    elif (match := _MONEY_SCALE.match(folded, end)) and (
        _SYMBOL_BEFORE.search(folded[max(0, start - 2) : start]) or _CURRENCY_AFTER.match(folded, match.end())
    ):
        scale = _MONEY[match[1]]
        value, end = value * scale, match.end()
    return _rounded(value), end, scale


def _rounded(value: float) -> float:
    """Return `value` without the noise of binary fractions: 64.38 billion is 64,380,000,000."""
    return round(value, 2 if value > 1e6 else 6)


def _digit(word: str) -> str:
    """Return the digits of a decimal part said in words or figures, "" if it is none."""
    return word if word.isdecimal() else str(CARDINALS[word]) if CARDINALS.get(word, 10) < 10 else ""


def _words_value(folded: str, start: int) -> tuple[float, int, int] | None:
    """Return (value, end, scale) of the number words at `start`: "two hundred and fifty", "four-thousand-100"."""
    total, current, scale, end, position = 0.0, 0.0, 1, start, start
    seen = False
    while word := _WORD.match(folded, position):
        text = word.group()
        if text in CARDINALS:
            value = CARDINALS[text]
            if seen and (
                value == 0
                or (current % 100 if value >= 10 else current % 10)
                or (value < 10 and 10 <= current % 100 < 20)
            ):
                break
            current += value
        elif text in ("a", "an") and not seen:
            current = 1.0
            position = word.end() + 1
            if not ((after := _WORD.match(folded, position)) and after.group() in SCALES):
                return None
            continue
        elif text == "hundred" and current < 100 and (current or not seen):
            current, scale = max(current, 1.0) * 100, 100
        elif text in SCALES and text != "hundred" and (current or not seen):
            scale = SCALES[text]
            total, current = total + max(current, 1.0) * scale, 0.0
        else:
            break
        seen, end = True, word.end()
        if scale == 1 and (point := _POINT.match(folded, end)) and (digit := _digit(point[1])):
            current, end = float(f"{current:.0f}.{digit}"), point.end()
        elif half := _AND_A_HALF.match(folded, end):
            current, end = current + 0.5, half.end()
        gap = _GAP.match(folded, end)
        if not gap:
            break
        if "and" in gap.group() and scale == 1:
            break
        position = gap.end()
        digits = _LAST_FIGURES.match(folded, position)
        if digits and gap.group() == "-" and scale > 1 and float(digits.group()) < scale:
            return total + current + float(digits.group()), digits.end(), scale
    if not seen:
        return None
    return _rounded(total + current), end, scale

"""What looks like a count but is none: dates, clock times, ages, designations, references, addresses, scores.

`masks` reads the folded text of a sentence; `is_label` and `is_age` look at the words around one number.
"""

from __future__ import annotations

import re

from pactwatch.data import read_toml
from pactwatch.reading.numbers import Number

_DATA = read_toml("quantities/not_counts.toml")
_LABELS = frozenset(_DATA["labels"]["words"])
ORDINAL_NOUNS = frozenset(_DATA["ordinal_nouns"]["words"])
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)(?![a-z])"
)
_NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-[a-z]+th|twenty-first|thirtieth|thirty-first)"
)
_DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?|{_NTH})(?![\w%])(?!,\d)(?!\.\d)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_TIME_WORD = (
    r"in|since|by|of|until|till|from|to|between|and|before|after|during|for|through|throughout|late|early|mid|around"
    r"|the|year|years|fiscal|autumn|fall|summer|winter|spring|circa|season|back|dated|vs|plan|its|pre|post|election"
)
_ZONE = r"(?:a\.?m\.?|p\.?m\.?|gmt|utc|est|edt|cet|msk|kst|hours? local|local time|o'clock|noon)"
_ARM = (
    r"separate|special|guards|air|motor(?:ised|ized)?|rifle|combined|arms|armou?red|mechani[sz]ed|airborne|infantry|naval"
    r"|marine|mountain|assault|artillery|tank|cavalry|combat|engineer|aviation|fighter|bomber|expeditionary|army|division"
)
_FORMATION = r"brigade|division|army|corps|regiment|battalion|fleet|wing|squadron|flotilla"
_MASKS = re.compile(
    rf"(?P<url>https?://\S+|www\.\S+|(?<!\w)[@#]\w+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,128})"
    rf"|(?P<note>\[\d{{1,3}}\])"
    rf"|(?P<phone>\+\d[\d ().-]{{6,}}\d|\(\d{{3}}\) ?\d{{3}}-\d{{4}})"
    rf"|(?P<iso>(?<!\d)\d{{4}}-\d\d-\d\d(?!\d)|(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}(?!\d))"
    rf"|(?P<days>{_DAY}(?:\s?(?:-|–|to|and|or|until)\s?{_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?(?!\s?-\d))"
    rf"|(?P<month>(?<![a-z]){_MONTH}\s+(?:the\s+)?{_DAY}(?:\s?(?:-|–|to|and|or|until)\s?{_DAY}(?!\s+[a-z]+s\b))?(?:,?\s+{_YEAR}(?!\d))?)"
    rf"|(?P<monthyear>(?<![a-z]){_MONTH}(?:\s+of)?,?\s+{_YEAR}(?![\d,]))"
    rf"|(?P<clock>(?<!\d)[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?(?:\s?{_ZONE}|(?=\D|$)(?<=:\d\d))|(?<!\d)[01]?\d\s?(?:-\s?[01]?\d\s?)?(?:a\.m\.|p\.m\.|am|pm)(?![a-z])|(?<!\d)[0-2]\d[0-5]\d\s(?:gmt|utc|hours|hrs|local)\b)"
    rf"|(?P<clockword>(?<![a-z])(?:[a-z]+|[01]?\d)\so'clock)"
    rf"|(?P<years>(?<![\d,.$€£]){_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)(?![\d,]))"
    rf"|(?P<decade>(?<!\d){_YEAR}'?s(?![a-z]))"
    rf"|(?P<inyear>(?:(?<![a-z])(?:{_TIME_WORD})[\s-])"
    rf"(?:(?:late|early|mid|year|at least|about|around|the)[\s-])?{_YEAR}"
    rf"(?![\d,%]|\.\d|\s?(?:million|billion|thousand|bn|m\b)))"
    rf"|(?P<paren>\({_YEAR}\))"
    rf"|(?P<slash>(?<![\w/])(?:{_YEAR})?[a-z]*/\w+/\d+(?:\s?\(\d+\))?|(?<![\d/])\d{{1,3}}/\d{{1,3}}(?![\d/]))"
    rf"|(?P<coordinate>(?<!\d)\d{{1,6}}(?:\.\d{{1,9}})?\s?°\s?\d*(?:\.\d+)?'?\s?[nsewcf]?(?![a-z]))"
    rf"|(?P<designation>(?<![\w])(?!thousand|hundred|million|billion|point|dozen|to-|or-|and-|eur|usd)"
    rf"[a-z]{{1,10}}-?\d[\w/-]*)"
    rf"|(?P<unitname>(?<!\w)(?:[0-9]+(?:st|nd|rd|th)?|{_NTH})\s(?:(?:{_ARM})\s)*(?:{_FORMATION})(?![a-z]))"
    r"|(?P<world>(?:first|second|third)\sworld\b|second[\s-](?:hand|largest|biggest|most|highest|only|class|rate)"
    r"|(?:first|third)[\s-](?:hand|party|country|countries|lady|class|rate|ever)|at first\b|first of all"
    r"|(?:for )?the first time|24/7|9/11|7-eleven)"
)
_LABEL_BEFORE = re.compile(r"([a-z().]+)[\s#-]*$")
_AGE_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:aged?|ages|turned|turns|as old as|as young as)\s(?:between )?"
    r"(?:about |only |just |\d\d (?:to|and|or) )?|(?<![a-z])(?:over|under)-)$"
)
_AGE_AFTER = re.compile(r"[\s-](?:years?[\s-]olds?|years of age)\b")
_COMMA_AGE = re.compile(r"(?:[A-Z][\w'’.-]+|[a-z]+(?<!s)),\s$")


def masks(folded: str) -> list[tuple[int, int]]:
    """Return the spans of a folded sentence in which no figure counts anything."""
    return [match.span() for match in _MASKS.finditer(folded)]


def is_label(folded: str, straight: str, number: Number) -> bool:
    """Say whether a bare figure names something: "Article 4", "Tower 22", "Antonov 124"."""
    match = _LABEL_BEFORE.search(folded[max(0, number.start - 24) : number.start])
    if match is None or not folded[number.start : number.start + 1].isdecimal() or not number.plain:
        return False
    word = match[1].strip("()")
    begin = number.start - len(match.group())
    capital = straight[begin : begin + 1].isupper()
    if word in _LABELS:
        return capital or word not in {
            "group",
            "team",
            "area",
            "site",
            "post",
            "part",
            "day",
            "year",
            "week",
            "order",
            "line",
            "number",
            "office",
            "round",
            "level",
            "km",
            "law",
        }
    return False


def is_age(folded: str, straight: str, number: Number) -> bool:
    """Say whether a number is somebody's age: "aged 55", "Kim, 41,", "the 19-year-old"."""
    if number.kind != "cardinal" or not 0 < number.low < 120:
        return False
    before, after = folded[max(0, number.start - 16) : number.start], folded[number.end : number.end + 16]
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    named = _COMMA_AGE.search(straight[max(0, number.start - 24) : number.start])
    return bool(named and number.plain and number.low > 14 and re.match(r"[,.)]\s", after + " "))


def is_score(folded: str, number: Number) -> bool:
    """Say whether a small number is half of a score or code ("3-1", "2-0") rather than a range."""
    around = folded[max(0, number.start - 3) : number.end + 3]
    return bool(number.plain and re.search(r"(?<!\d)\d{1,2}[-–]\d{1,2}(?![\d,])", around))

"""The grammar of time expressions: which words of a folded text speak of calendar time, and as what.

`find_atoms` returns the plain expressions ("10 May", "last week", "two days later"); `relation` reads the word before
one ("since", "by the end of"). What they mean on a calendar is `time_resolve`'s part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pactwatch.data import read_toml

_DATA = read_toml("times/words.toml")
MONTHS: dict[str, int] = _DATA["months"] | _DATA["short_months"]
WEEKDAYS: dict[str, int] = _DATA["weekdays"]
SEASONS: dict[str, int] = _DATA["seasons"]
NUMBERS: dict[str, float] = _DATA["numbers"]
DAYS: dict[str, int] = _DATA["days"]
DEICTIC: dict[str, int] = _DATA["deictic"]
NAMED_DAYS: dict[str, list[int]] = _DATA["named_days"]
ANCHORED: dict[str, int] = _DATA["anchored"]


@dataclass(slots=True)
class Atom:
    """A time expression as written: its kind (a group of the grammar) and the parts it was read from."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]


def _words(words: dict[str, int] | dict[str, float] | dict[str, list[int]]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_LONG = rf"(?:{_words(_DATA['months'])})"
_ANY = rf"(?:{_words(_DATA['months'])}|(?:{_words(_DATA['short_months'])})\.?)"
_YEAR = r"(?:1[789]|20)\d\d(?![\d%])(?!,\d)(?!\.\d)"
_DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?|{_words(DAYS)})(?![\w%:])(?!,\d)(?!\.\d)"
_NUMBER = rf"(?:\d{{1,3}}|{_words(NUMBERS)}|several|a few|some)"
_UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
_TO = r"\s?(?:-|–|—|to|and|or|until|till|through)\s?"
_PART = (
    r"(?:early|mid|late|the\s+(?:beginning|start|middle|end|close|turn)\s+of"
    r"|beginning\s+of|start\s+of|middle\s+of|end\s+of|end-|mid-|early-|late-)"
)
_WHOSE_YEAR = r"(?:last|this|next|that|the\s+same|the\s+previous|the\s+following|the)\s+year"

_ATOMS = re.compile(
    rf"(?<![\w])(?:(?P<iso>\d{{4}}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\d-]))"
    rf"|(?P<dmy>(?P<d1>{_DAY})(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<dm>{_ANY})(?![a-z])(?:,?\s+(?:of\s+)?(?:(?P<dy>{_YEAR})|(?P<dw>{_WHOSE_YEAR})))?)"
    rf"|(?P<mdy>(?P<mm>{_ANY})\s+(?:the\s+)?(?P<m1>{_DAY})(?:{_TO}(?P<m2>{_DAY})(?!\s+(?:{_ANY})(?![a-z])))?(?:,?\s+(?:of\s+)?(?P<my>{_YEAR}))?)"
    rf"|(?P<month>(?:(?P<mpart>{_PART})[\s-]*)?(?:(?P<mrel>last|this|next|that|this\s+past|this\s+coming)\s+)?"
    rf"(?P<mname>{_LONG}|(?:{_words(_DATA['short_months'])})\.?(?=,?\s+{_YEAR}))(?![a-z-])"
    rf"(?:,?\s+(?:of\s+)?(?:(?P<myear>{_YEAR})|(?P<mwhose>{_WHOSE_YEAR})))?)"
    rf"|(?P<years>(?P<y1>{_YEAR})\s?[-–/]\s?(?P<y2>{_YEAR}|\d\d)(?![\d,]))"
    rf"|(?P<decade>(?:(?P<decpart>early|mid|late)[\s-])?(?:the\s+)?(?P<dec>(?:1[89]|20)\d0)'?s(?![a-z]))"
    rf"|(?P<part>(?:the\s+)?(?P<which>first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+(?P<size>half|quarter)\s+of\s+(?:(?P<pyear>{_YEAR})|(?P<pwhose>{_WHOSE_YEAR}))"
    rf"|(?P<hq>[qh][1-4])(?:\s+(?:of\s+)?|-)(?P<hqyear>{_YEAR}))"
    rf"|(?P<season>(?:(?P<spart>early|mid|late|the\s+end\s+of)[\s-]+)?(?:(?P<srel>last|this|next|that|this\s+past|this\s+coming|the\s+coming|the)\s+)?(?P<sname>{_words(SEASONS)})(?![a-z-])(?:\s+(?:of\s+)?(?:(?P<syear>{_YEAR})|(?P<swhose>{_WHOSE_YEAR})))?)"
    rf"|(?P<weekday>(?:(?P<wrel>last|next|this|this\s+past|this\s+coming|the\s+previous|the\s+following)\s+)?(?:(?:late|early)\s+(?:on\s+)?)?(?P<wname>{_words(WEEKDAYS)})(?![a-z])(?:\s+(?:morning|afternoon|evening|night))?(?P<wplus>\s+(?:last\s+week|next\s+week|week))?)"
    rf"|(?P<named>(?:{_words(NAMED_DAYS)})(?![a-z])|the\s+turn\s+of\s+the\s+year|(?:the\s+)?(?:year-end|year's\s+end|end\s+of\s+year)|easter(?![a-z])(?!\s+(?:island|egg|rising)))"
    rf"|(?P<ago>(?P<athe>the\s+)?(?:(?:about|around|some|nearly|almost|just|more\s+than|over|at\s+least|roughly|only)\s+)?(?P<an>{_NUMBER})(?:-|\s+)(?P<aunit>{_UNIT})\s+(?P<adir>ago|earlier|later|before(?=\s*[,.;])|afterwards|after\s+that|before\s+that|from\s+now|hence)(?![a-z])(?P<athis>\s+this\s+month)?)"
    rf"|(?P<offset>(?P<on>{_NUMBER})\s+(?P<ounit>{_UNIT})\s+(?P<odir>after|before|ahead\s+of)(?=\s+[\w\"'])(?!\s+that\b))"
    rf"|(?P<past>(?:the\s+|these\s+|its\s+|their\s+)(?P<pdir>past|last|previous|preceding|next|coming|following)\s+(?:(?P<pn>{_NUMBER})[\s-]+)?(?P<punit>days|weeks|fortnights|months|years|decades|day|week|fortnight|month|year|decade)(?![a-z]))"
    rf"|(?P<anchored>(?:{_words(ANCHORED)})(?![a-z])(?!\s+(?:of|before|after|yesterday|tomorrow|when|that|on)\b))"
    r"|(?P<night>overnight(?![a-z-])(?!\s+(?:stay|train|bus|ferry|flight|stop|bag|guest|success)))"
    rf"|(?P<deictic>(?:{_words(DEICTIC)})(?:\s+(?:morning|afternoon|evening|night))?(?![a-z]))"
    rf"|(?P<rel>(?:(?P<rpart>{_PART}|earlier|later|early|late)[\s-]+)?(?:in\s+)?(?P<rdir>this|last|next|that|the\s+same|the\s+current|the\s+previous|the\s+following|the\s+preceding|the)\s+(?P<runit>week|weekend|month|year|quarter|decade)(?![a-z-])(?P<rtail>\s+(?:before|earlier))?)"
    rf"|(?P<year>(?:(?P<ypart>{_PART})[\s-]*)?(?P<y>{_YEAR}))"
    rf"|(?P<span>(?P<sprep>in|over|for|within|during|after)\s+(?:(?:about|around|some|nearly|almost|just|more\s+than|over|at\s+least|roughly|only|little\s+over)\s+)?(?P<sn>{_NUMBER})(?:-|\s+)(?P<sunit>{_UNIT})(?![a-z-])))"
)
_YEAR_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:in|since|by|of|until|till|from|to|between|and|or|before|after|during|for|through|throughout|the|late|early|mid"
    r"|around|year|about|circa|than|back in|fiscal|season|its|our|their)[\s-]+(?:at least\s+|about\s+|around\s+)?|^)$"
)
_MONTH_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:in|since|by|of|until|till|from|to|between|and|or|before|after|during|for|through|throughout|the|a|an|his|her|its|their|our"
    r"|last|this|next|that|late|early|mid|on|around|as early as|as of|every|'s|’s|is|was)[\s-]+|[,(–—-]\s?)$"
)
_SEASON_BEFORE = re.compile(
    r"(?<![a-z])(?:in|by|since|before|until|till|after|during|through|from|to|between|and|of|for)\s+$"
)
_RELATION = re.compile(
    r"(?<![a-z])(?P<word>since|as\s+of|ever\s+since|until|till|up\s+until|up\s+to|by|no\s+later\s+than|not\s+later\s+than|before|prior\s+to|ahead\s+of"
    r"|after|following|from|starting\s+(?:in|on|from)|beginning\s+(?:in|on)|effective|through|between|during|throughout|as\s+early\s+as|as\s+late\s+as"
    r"|within|over|for|in|on|at)\s+(?:(?:about|at\s+least|around|the\s+summer\s+of|as\s+early\s+as|as\s+late\s+as|at\s+the\s+latest)\s+)?"
    r"(?P<end>(?:the\s+)?(?:very\s+)?end\s+of\s+(?:the\s+)?)?(?:the\s+)?$"
)
_SINCE_EVENT = re.compile(
    r"(?<![a-z])since\s+(?:the|its|his|her|their|a|russia's|ukraine's)\s+(?:[a-z'-]+\s+){1,3}?(?:(?:of|in|on)\s+)?$"
)


def find_atoms(folded: str, straight: str) -> list[Atom]:
    """Return the time expressions of a folded text, left to right; `straight` keeps the case, which months need."""
    atoms: list[Atom] = []
    position = 0
    while match := _ATOMS.search(folded, position):
        kind = match.lastgroup if match.lastgroup in _KINDS else _kind(match)
        parts = {
            name: " ".join(text.split()) for name, text in match.groupdict().items() if text and name not in _KINDS
        }
        if _plausible(kind, match, folded, straight):
            atoms.append(Atom(kind, match.start(), match.end(), parts))
            position = match.end()
        else:
            position = match.start() + 1
    return atoms


_KINDS = frozenset(
    (
        "iso",
        "dmy",
        "mdy",
        "month",
        "years",
        "decade",
        "part",
        "season",
        "weekday",
        "named",
        "ago",
        "past",
        "anchored",
        "deictic",
        "night",
        "rel",
        "year",
        "span",
        "offset",
    )
)


def _kind(match: re.Match[str]) -> str:
    """Return which alternative of the grammar matched."""
    return next(name for name in _KINDS_ORDER if match[name] is not None)


_KINDS_ORDER = tuple(sorted(_KINDS, key=lambda name: _ATOMS.groupindex[name]))


def _plausible(kind: str, match: re.Match[str], folded: str, straight: str) -> bool:
    """Say whether a match is a time at all: "march" the verb, "may" the modal and plain figures are not."""
    before = folded[max(0, match.start() - 24) : match.start()]
    if kind == "month":
        name = match.start("mname")
        certain = match["mrel"] or match["mpart"] or match["myear"] or match["mwhose"]
        if not straight[name].isupper():
            return bool(match["myear"] or (certain and match["mname"] not in ("may", "march")))
        ambiguous = match["mname"] in ("may", "march", "august", "april", "june")
        return bool(
            certain or not ambiguous or _MONTH_BEFORE.search(before) or (match["mname"] != "may" and match.start() > 0)
        )
    if kind in ("dmy", "mdy"):
        name = match.start("dm") if kind == "dmy" else match.start("mm")
        number = match["d1"] if kind == "dmy" else match["m1"]
        return (straight[name].isupper() or number[:1].isdecimal()) and not (
            match.start()
            and folded[match.start() - 1] in "-.,$"
            and folded[match.start() - 2 : match.start() - 1].isdecimal()
        )
    if kind == "season":
        return bool(
            match["syear"]
            or match["swhose"]
            or match["srel"] in ("last", "this", "next", "this past", "this coming", "the coming")
            or (_SEASON_BEFORE.search(before) and match["sname"] != "fall")
        )
    if kind == "year":
        return bool(match["ypart"] or _YEAR_BEFORE.search(before)) and not re.match(
            r"\s?(?:million|billion|thousand|bn|percent|km|kg)\b|[-–]\w", folded[match.end() : match.end() + 10]
        )
    if kind == "iso":  # "2011-12" is two years, "2024-11" can only be a month
        short = match["iso"]
        return len(short) == 10 or int(short[5:]) <= int(short[2:4])
    if kind == "named" and match["named"] == "christmas":  # not the island, nor what is given
        return re.match(r"\s+(?:[A-Z]|trees?\b|cards?\b|presents?\b|part|bonus|market)", straight[match.end() : match.end() + 10]) is None
    if kind == "anchored":
        lone = match["anchored"] in ("the day after", "the day before", "next day", "on the day")
        return not lone or re.match(r"\s*(?:[,.;:)]|$)", folded[match.end() : match.end() + 4]) is not None
    if kind == "weekday":  # newspapers bear the names of days
        return (
            re.match(
                r"\s(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|World|Star)\b",
                straight[match.end() : match.end() + 11],
            )
            is None
        )
    if kind == "past" and match["pn"] is None and match["pdir"] in ("last", "next"):
        return re.search(r"(?<![a-z])(?:in|over|during|within|for|throughout|of)\s+$", before) is not None
    if kind == "years":
        return int(match["y1"][:2]) in (19, 20)
    if kind == "rel":
        bare = match["rdir"] == "the"
        return (
            not bare
            or bool(match["rpart"])
            or bool(re.search(r"(?:end|beginning|start|middle|rest|half|course) of $|\bby $", before))
            or (match["runit"] == "weekend" and re.search(r"(?<![a-z])(?:at|on|over|during|since|before|until)\s+$", before) is not None)
        )
    return True


def relation(folded: str, start: int) -> tuple[str, int, bool]:
    """Return (relating word, where it begins, whether it names the end of the period) left of a time at `start`."""
    floor = max(0, start - 40)
    match = _RELATION.search(folded[floor:start])
    if event := _SINCE_EVENT.search(folded[floor:start]):
        return "since", floor + event.start(), False
    if match is None:
        return "", start, False
    word = " ".join(match["word"].split())
    plain = word in ("in", "on", "for", "at", "during", "over", "throughout", "within", "following", "ahead of")
    begin = start if plain and not match["end"] else floor + match.start()
    return word, begin, bool(match["end"])

"""Times: every expression of calendar time, resolved against the day of publication (reading/mentions.py: TimeMention).

1. atoms       the plain expressions of a sentence                           reading/time_grammar.py
2. tense       which way a yearless date or a weekday looks                   below, by the tree
3. resolve     what each means on the calendar, with its granularity           reading/time_resolve.py
4. relations   "since", "by the end of", "from ... to", "between ... and"      below

`precision` is day, week, weekend, month, quarter, half, season, year, decade or range; "relative" stands for an
expression that cannot be placed (`start` and `end` None, `edtf` ""): "within three months", or any relative expression
while `published` is None. `rule` is the kind of expression, with its relation ("month", "since-month", "dateline").
`first`..`last` take in a relating word ("since", "by") but not a plain preposition; `head` is the token within them
that hangs highest in the tree. An "offset" ("eight days after"), unlike all others, tells the time of what *follows*
it, and its `head` is its last word. A "dateline" tells when the report was filed, not when anything took place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from pactwatch.data import read_toml
from pactwatch.reading.mentions import TimeMention
from pactwatch.reading.numbers import fold
from pactwatch.reading.parse import straighten
from pactwatch.reading.time_grammar import Atom, find_atoms, relation
from pactwatch.reading.time_intervals import Interval, Point, at, between, point_of
from pactwatch.reading.time_relative import Setting, Tense
from pactwatch.reading.time_resolve import resolve, resolve_iso
from pactwatch.reading.tree import Parsed, Sentence, Token

_FUTURE = read_toml("times/words.toml")["future"]
_AUXILIARIES, _NEAR, _GOVERNORS = (
    frozenset(_FUTURE["auxiliaries"]),
    frozenset(_FUTURE["near"]),
    frozenset(_FUTURE["governors"]),
)
_SCHEDULED = frozenset(_FUTURE["scheduled"])
_WISHES = frozenset(_FUTURE["wishes"])
_MOVING = frozenset({"bring", "move", "postpone", "delay", "push", "put", "reschedule", "defer", "shift", "extend"})
_MAYBE = re.compile(
    r"\d|day|month|week|year|night|weekend|christmas|easter|spring|summer|autumn|fall|winter|jan|feb|march|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|hours|decade"
)
_DATELINE = re.compile(r"^[^a-z]{0,3}[A-Z][A-Z .,/'-]{2,}|^[A-Z][\w .,/'-]{2,40}(?:\(|,\s)$")
_AFTER_DATELINE = re.compile(r"\s*(?:\([A-Za-z /.-]{2,24}\)\s*)?(?:—|–|-{1,2}|:|\))\s")
_RANGE_GAP = re.compile(r"\s*(?:to|until|till|through|and|-|–|—|up to)\s*(?:the\s+)?")
_CLOSED = frozenset(("since", "ever since"))
_UNTIL = frozenset(("until", "till", "up until", "up to", "by", "no later than", "not later than", "through"))
_BEFORE = frozenset(("before", "prior to"))
_FROM = frozenset(
    ("from", "after", "starting in", "starting on", "starting from", "beginning in", "beginning on", "effective")
)


@dataclass(slots=True)
class _Found:
    """An expression on its way to a mention: offsets in the sentence, meaning, rule."""

    start: int
    end: int
    interval: Interval | None
    rule: str


def find_times(parsed: Parsed, published: str | None) -> list[TimeMention]:
    """Return the time expressions of the text in reading order, resolved against `published` (ISO day or datetime).

    Without `published` only absolute dates are placed; what cannot be placed has precision "relative".
    """
    day = _published_day(published)
    found: list[TimeMention] = []
    anchor: Interval | None = None
    for sentence in parsed.sentences:
        folded = fold(sentence.text)
        if not _MAYBE.search(folded):
            continue
        times, anchor = _sentence_times(sentence, folded, day, anchor)
        found.extend(times)
    return found


def _published_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _sentence_times(
    sentence: Sentence, folded: str, published: date | None, anchor: Interval | None
) -> tuple[list[TimeMention], Interval | None]:
    """Return the times of one sentence and the time that the next sentence may refer back to."""
    straight = straighten(sentence.text)
    starts = [t.start - sentence.start for t in sentence.tokens]
    atoms = [a for a in find_atoms(folded, straight) if not _is_name(sentence.tokens[_token_at(starts, a.start)], a)]
    found: list[_Found] = []
    intervals: list[Interval | None] = []
    for atom in atoms:
        token = sentence.tokens[_token_at(starts, atom.start)]
        setting = Setting(published, _tense(sentence, token, relation(folded, atom.start)[0]), anchor)
        atom.parts["text"] = " ".join(folded[atom.start : atom.end].split())
        interval = resolve_iso(folded[atom.start : atom.end]) if atom.kind == "iso" else resolve(atom, setting)
        intervals.append(interval)
        if interval and atom.kind != "offset" and not _is_dateline(sentence, straight, atom):
            anchor = interval
    counted = any(_is_count(t) for t in sentence.tokens)
    found = _relate(folded, straight, sentence, atoms, intervals, published if counted else None)
    return [_as_mention(sentence, starts, item) for item in found], anchor


def _is_name(token: Token, atom: Atom) -> bool:
    """Say whether the month is somebody's name: "Theresa May", "April Smith"."""
    return atom.kind == "month" and token.ent == "PERSON"


def _is_count(token: Token) -> bool:
    """Say whether a token counts something, so that "since" runs up to the publication."""
    if token.ent == "ORDINAL":
        return token.lower != "first"
    return (
        token.ent not in ("DATE", "TIME", "LAW")
        and token.pos == "NUM"
        and not (len(token.text) == 4 and token.text.isdecimal())
    )


def _token_at(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)


def _is_dateline(sentence: Sentence, straight: str, atom: Atom) -> bool:
    """Say whether an expression stands in a dateline: "SEOUL, Nov 6 (Wire) —"."""
    return (
        atom.kind in ("mdy", "dmy")
        and atom.start < 60
        and sentence.start == sentence.block.start
        and _DATELINE.search(straight[: atom.start]) is not None
        and _AFTER_DATELINE.match(straight, atom.end) is not None
    )


def _tense(sentence: Sentence, token: Token, related: str) -> Tense:
    """Return which way the clause of a time looks: by the verb that it hangs on and that verb's auxiliaries."""
    tokens = sentence.tokens
    verb = next((t for t in [token, *sentence.ancestors(token.i)] if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return "past"
    helpers = sentence.children(verb.i, "aux", "auxpass")
    words = {t.lower for t in helpers}
    above = tokens[verb.head]
    if words & _AUXILIARIES:
        return "future"
    if verb.lemma in _MOVING and any(t.lower in ("to", "until", "till", "for") and t.dep == "prep" for t in sentence.ancestors(token.i)):
        return "near"  # "was brought forward to 17 July"
    if "have" in {t.lemma for t in helpers} or words & {"have", "has", "had"}:
        return "past" if "had" in words else "perfect"
    if words & _NEAR:
        return "near"
    if verb.lemma in _WISHES and related in _UNTIL | _BEFORE:
        return "near"
    if "to" in words and verb.dep in ("xcomp", "acl", "advcl", "ccomp"):
        if any(t.lower == "had" for t in sentence.children(above.i, "aux")):
            return "near"  # "had planned to do it in May"
        if above.lower in ("is", "are", "'s", "'re") or above.lemma in _GOVERNORS:
            return "future"
        if above.lemma == "be":
            return "near"
    if verb.tag == "VBN" and verb.lemma in _GOVERNORS and verb.dep in ("acl", "amod", "advcl") and related == "for":
        return "near"
    if any(t.lemma in ("due", "set") for t in sentence.children(verb.i, "acomp", "attr")) and verb.tag in (
        "VBZ",
        "VBP",
    ):
        return "future"
    if verb.tag in ("VBZ", "VBP") and verb.lemma in _SCHEDULED:
        return "near"
    if verb.tag in ("VBZ", "VBP") and related in _UNTIL | _BEFORE | {"from"} and verb.lemma not in ("say", "report"):
        return "future"
    return "past"


def _relate(
    folded: str,
    straight: str,
    sentence: Sentence,
    atoms: list[Atom],
    intervals: list[Interval | None],
    until: date | None,
) -> list[_Found]:
    """Join pairs ("from A to B", "A and B") and apply the word before each ("since", "by the end of")."""
    found: list[_Found] = []
    i = 0
    while i < len(atoms):
        atom, interval = atoms[i], intervals[i]
        word, begin, at_end = relation(folded, atom.start)
        pair = _pair(folded, atoms, intervals, i, word) if i + 1 < len(atoms) else None
        if pair is not None:
            start = begin if word in ("from", "between") else atom.start
            found.append(_Found(start, atoms[i + 1].end, pair, f"range-{atom.kind}"))
            i += 2
            continue
        if _is_dateline(sentence, straight, atom):
            found.append(_Found(atom.start, atom.end, interval, "dateline"))
        else:
            found.append(_single(atom, interval, word, begin, at_end, until))
        i += 1
    return found


_JOINABLE = frozenset(("dmy", "mdy", "month", "year", "iso", "season", "weekday", "years"))


def _pair(folded: str, atoms: list[Atom], intervals: list[Interval | None], i: int, word: str) -> Interval | None:
    """Return the interval of two neighbours that make one ("between 7 March and 5 November"), or None."""
    left, right = atoms[i], atoms[i + 1]
    one, two = intervals[i], intervals[i + 1]
    gap = folded[left.end : right.start]
    match = _RANGE_GAP.fullmatch(gap)
    if not match or not two or not two.begin or not two.end or {left.kind, right.kind} - _JOINABLE:
        return None
    if "and" in gap and word != "between" and not (left.kind == right.kind == "month"):
        return None
    if left.kind in ("month", "dmy", "mdy") and not {"myear", "mwhose", "dy", "my", "dw"} & left.parts.keys():
        one = _with_year(left, one, two)
    if one is None or one.begin is None or one.begin.first > two.end.last:
        return None
    return between(one.begin, two.end)


def _with_year(left: Atom, one: Interval | None, two: Interval) -> Interval | None:
    """Return the yearless left date of a pair in the year of its right date, or the one before it."""
    if one is None and two.begin:
        one = resolve(left, Setting(two.begin.last))
    if one is None or one.begin is None or two.begin is None:
        return one
    point = one.begin
    year = two.begin.year
    moved = Point(year, point.month, point.day)
    if point.month == 2 and point.day == 29:
        return one
    if moved.first > two.begin.last:
        moved = Point(year - 1, point.month, point.day)
    return at(moved) if moved.year > 0 else one


def _single(atom: Atom, interval: Interval | None, word: str, begin: int, at_end: bool, until: date | None) -> _Found:
    """Return one expression under the word before it: open for "since" and "by", unless a count closes it."""
    if interval is None:
        return _Found(atom.start, atom.end, None, atom.kind)
    part = next((atom.parts[name] for name in ("mpart", "rpart", "ypart") if name in atom.parts), "")
    at_end = at_end or part.endswith(("end of", "close of"))
    if atom.kind in ("past", "span", "offset"):
        return _Found(atom.start, atom.end, interval, atom.kind)
    if word in _CLOSED and interval.begin:
        end = point_of(until).as_coarse_as(interval.begin) if until and until >= interval.begin.first else None
        return _Found(begin, atom.end, between(interval.begin, end), f"since-{atom.kind}")
    if word in _UNTIL and interval.end:
        end = point_of(interval.end.last) if at_end else interval.end
        return _Found(begin, atom.end, between(None, end), f"by-{atom.kind}")
    if word in _BEFORE:
        return _Found(begin, atom.end, between(None, interval.begin), f"before-{atom.kind}")
    if word in _FROM and atom.kind != "weekday" and interval.begin == interval.end:
        point = interval.end if word == "after" else interval.begin
        return _Found(begin, atom.end, between(point, None), f"from-{atom.kind}")
    if at_end and interval.end and interval.end.month is None:
        interval = at(Point(interval.end.year, 12))
    return _Found(atom.start, atom.end, interval, atom.kind)


def _as_mention(sentence: Sentence, starts: list[int], item: _Found) -> TimeMention:
    """Return the mention of an expression, anchored to its tokens."""
    first, last = _token_at(starts, item.start), _token_at(starts, item.end - 1)
    inside = range(first, last + 1)
    if item.rule == "offset":  # it hangs on the clause or noun after its last word, whose time it tells
        inside = range(last, last + 1)
    head = next(
        (i for i in inside if not first <= sentence.tokens[i].head <= last or sentence.tokens[i].head == i), first
    )
    interval = item.interval
    return TimeMention(
        sentence=sentence.index,
        first=first,
        last=last,
        head=head,
        span=sentence.span(first, last),
        start=interval.start_day if interval else None,
        end=interval.end_day if interval else None,
        precision=interval.precision if interval else "relative",
        edtf=interval.edtf if interval else "",
        rule=item.rule,
    )

"""Wrong dates: of adoption, signature, ratification and entry into force, and of what a treaty replaces."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_numbers import cited
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument
from pactwatch.model import Span

Days = tuple[str, str]
"""First and last ISO day that a date may mean."""

_MONTHS = {name: at for at, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1)}  # fmt: skip
_SHORT = {name[:3]: at for name, at in _MONTHS.items()}
_YEAR = re.compile(r"(?:19|20)\d\d")
_EVENTS = {"signed": ("signed_law", "wrong_signature_date"), "ratified": ("ratified_law", "wrong_ratification_date"),
           "in_force": ("force_verb", "wrong_entry_into_force")}  # fmt: skip
_RIVALS = (*(verb for verb, _ in _EVENTS.values()), "replaced_law", "adopted_law", "travel")
"""Classes of verbs that may own a date beside them."""
_ON_SIGNATURE = re.compile(
    r"(?:on|from|upon|with|at|since) (?:the )?(?:very )?(?:day|date|moment|time)? ?(?:of )?(?:its |the )?(?:signature|signing)|"
    r"(?:the )?(?:same )?(?:day|moment) (?:that |when )?(?:it|they) (?:was|were|signed|is)? ?signed|"
    r"immediately (?:on|upon|after) signing|same day", re.I)  # fmt: skip


def wrong_dates(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the dates that a sentence gives for an event of an instrument and that the register does not hold."""
    yield from _adopted(scene, sentence, register)
    yield from _limits(scene, sentence, register)
    for one in register.instruments:
        if one.events and _speaks_of(one, scene, sentence):
            yield from _treaty(one, scene, sentence)


def dates(sentence: Sentence, published: str | None) -> list[tuple[Days, Span, int]]:
    """Return the dates of a sentence: the days that each may mean, its place, its first word. Relative ones need `published`."""
    words, spans = sentence.words.lower, sentence.words.spans
    found, at = [], 0
    today = _day(published)
    while at < len(words):
        read = _date_at(words, at, today)
        if read is not None:
            days, last = read
            found.append((days, (spans[at][0], spans[last - 1][1]), at))
            at = last
        else:
            at += 1
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None  # a month or year alone: relative dates stay open


def _date_at(words: tuple[str, ...], at: int, today: date | None) -> tuple[Days, int] | None:
    day = int(words[at]) if words[at].isdigit() and 1 <= int(words[at]) <= 31 else None
    month_at = at + 1 if day is not None else at
    month = _month(words, month_at)
    if month is not None:
        after = month_at + 1
        if day is None and after < len(words) and words[after].isdigit() and int(words[after]) <= 31:
            day, after = int(words[after]), after + 1
        if after < len(words) and words[after] == ",":
            after += 1
        if after < len(words) and _YEAR.fullmatch(words[after]):
            return _days(int(words[after]), month, day), after + 1
        if today and words[after : after + 2] == ("last", "year"):
            return _days(today.year - 1, month, day), after + 2
        if today and words[after : after + 2] == ("this", "year"):
            return _days(today.year, month, day), after + 2
        if today and (day is not None or (at and words[at - 1] in {"last", "in", "this", "since"})):
            year = today.year if month <= today.month else today.year - 1
            days = _days(year, month, day)
            if at and words[at - 1] == "last":  # "last June" may be this year's or the year's before
                days = (_days(year - 1, month, day)[0], days[1])
            return days, month_at + 1 if day is None else after
        return None
    if _YEAR.fullmatch(words[at]) and at and words[at - 1] in {"in", "since", "of", "during", "from", "dated", "(", "late", "early"}:
        return _days(int(words[at]), None, None), at + 1
    if today and words[at : at + 2] in {("last", "year"), ("this", "year")}:
        return _days(today.year - (words[at] == "last"), None, None), at + 2
    return None


def _month(words: tuple[str, ...], at: int) -> int | None:
    if at >= len(words):
        return None
    if words[at] == "may" and (at == 0 or words[at - 1] not in {"in", "last", "since", "of", "on", "this"}) and not words[max(0, at - 1)].isdigit():
        return None
    return _MONTHS.get(words[at]) or (_SHORT.get(words[at]) if words[at] != "mar" else None)


def _days(year: int, month: int | None, day: int | None) -> Days:
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    last = monthrange(year, month)[1]
    if day is None or day > last:
        return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last:02d}"
    return (f"{year}-{month:02d}-{day:02d}",) * 2


def _adopted(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    numbers = cited(sentence, scene.sentences[max(0, sentence.index - 1)])
    one = next((known for known in register.instruments if len(numbers) == 1 and known.number == numbers[0][0]), None)
    if one is None or one.adopted is None:
        return
    verbs = [*sentence.hits.get("adopted_law", []), *((at, at + 1) for _, at in numbers if sentence.words.lower[at + 1 : at + 2] == ("of",))]
    for days, span, at in dates(sentence, scene.document.published):
        if any(0 <= at - last <= 8 or 0 <= first - at <= 8 for first, last in verbs) and not days[0] <= one.adopted <= days[1]:
            yield _error(scene, span, "wrong_date", f"adopted {_said(days)}", f"adopted on {one.adopted}", one)
            return


_LIMITS = (
    ("law_deadline", "unsc-2397-2017", "2019-12-22", "wrong_deadline", frozenset({"by", "before", "until", "of", "than", "to", "end"}),
     "DPRK workers: home within 24 months, by 22 December 2019 (para. 8)"),
    ("law_panel_ended", "unsc-2680-2023", "2024-04-30", "wrong_expiry", frozenset({"in", "on", "of", "end", "at", "late", "early"}),
     "the Panel's mandate ended on 30 April 2024 (para. 1)"),
)  # fmt: skip
"""Days on which something ends: the fact by which a text speaks of it, the instrument, the day, the words before a date."""


def _limits(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    near = scene.around(sentence, "near")
    for fact, name, day, kind, before, says in _LIMITS:
        if not scene.find(fact, sentence) or not any(scene.find("dprk", place) or scene.find("panel", place) for place in near):
            continue
        one = register.instrument(name)
        found = dates(sentence, scene.document.published)
        if any(days[0] <= day <= days[1] for days, _, _ in found):
            continue
        for days, span, at in found:
            led = at and sentence.words.lower[at - 1] in before
            if led and days[0] > (one.adopted or day):
                yield _error(scene, span, kind, f"{kind.split('_')[1]} {_said(days)}", says, one)
                return


def _speaks_of(one: Instrument, scene: Scene, sentence: Sentence) -> bool:
    if one.kind != "treaty" or scene.find("friendship", sentence) or scene.find("other_treaty", sentence):
        return False
    if not one.parties:
        return any(scene.find(name, sentence) for name in one.names)
    text = scene.around(sentence, "text")
    classes = {"PRK": "dprk"}
    if not all(any(scene.find(classes.get(party, party), place) for place in text) for party in one.parties):
        return False
    here = scene.around(sentence, "near")
    return any(scene.find(name, place) or scene.find("treaty_word", place) for place in here for name in one.names)


def _treaty(one: Instrument, scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    found = dates(sentence, scene.document.published)
    for event, (verb, kind) in _EVENTS.items():
        known = sorted({entry.date for entry in one.events if entry.event == event})
        if event == "ratified" and any(word.startswith("exchang") for word in sentence.words.lower):
            continue  # instruments of ratification are exchanged later
        places = sentence.hits.get(verb, [])
        if not known or not places:
            continue
        if event == "in_force":
            yield from _on_signature(one, scene, sentence, known[0], kind)
        for days, span, at in found:
            near = min(places, key=lambda place: _distance(place, at))
            rivals = [_distance(place, at) for name in _RIVALS if name != verb for place in sentence.hits.get(name, ())]
            own = min(_distance(near, other) for _, _, other in found)
            if own != _distance(near, at) or own > 18 or any(distance < own for distance in rivals):
                continue
            if not (known[0] <= days[1] and days[0] <= known[-1]):
                start, end = min(span[0], sentence.words.spans[near[0]][0]), max(span[1], sentence.words.spans[near[1] - 1][1])
                yield _error(scene, (start, end), kind, f"{event.replace('_', ' ')} {_said(days)}", _events(one, event), one)
                break


def _distance(verb: tuple[int, int], at: int) -> int:
    """Return how far a date is from a verb, in half words: one before it counts double, since dates mostly follow."""
    return at - verb[1] if at >= verb[1] else 2 * (verb[0] - at)


def _on_signature(one: Instrument, scene: Scene, sentence: Sentence, day: str, kind: str) -> Iterator[LawError]:
    match = _ON_SIGNATURE.search(scene.document.text, sentence.words.start, sentence.words.end)
    first = sentence.hits["force_verb"][0]
    if match and any(entry.event == "signed" and entry.date != day for entry in one.events):
        start = min(match.start(), sentence.words.spans[first[0]][0])
        span = (start, max(match.end(), sentence.words.spans[first[1] - 1][1]))
        yield _error(scene, span, kind, "in force on signature", _events(one, "in_force"), one)


def _events(one: Instrument, event: str) -> str:
    parts = [f"{entry.date}{f' by the {entry.by}' if entry.by else ''}{f' ({entry.place})' if entry.place else ''}"
             for entry in one.events if entry.event == event]  # fmt: skip
    return f"{event.replace('_', ' ')}: {', '.join(parts)}"


def _said(days: Days) -> str:
    if days[0] == days[1]:
        return days[0]
    return days[0][:7] if days[0][:7] == days[1][:7] else days[0][:4]


def _error(scene: Scene, span: Span, kind: str, asserted: str, correct: str, one: Instrument) -> LawError:
    return LawError(
        document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=kind, asserted=asserted,
        correct=correct, source=one.id, why="the register holds another date",
    )  # fmt: skip



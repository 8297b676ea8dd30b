"""Wrong dates: of adoption, signature, ratification and entry into force, and of what a treaty replaces."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
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
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
"""Months that a season may reach into."""
_BEFORE_YEAR = frozenset((
    "in", "since", "of", "during", "from", "dated", "(", "late", "early", "mid", "-", "winter", "christmas", "easter",
))  # fmt: skip
"""Words after which a number is a year."""
_EVENTS = {"signed": ("signed_law", "wrong_signature_date"), "ratified": ("ratified_law", "wrong_ratification_date"),
           "in_force": ("force_verb", "wrong_entry_into_force")}  # fmt: skip
_RIVALS = (*(verb for verb, _ in _EVENTS.values()), "replaced_law", "adopted_law", "travel")
"""Classes of verbs that may own a date beside them."""
_ON = frozenset({"in", "on", "of", "late", "early"})
_SINCE_DAY = _ON | {"since", "the", "under", "by", "with", "spring", "summer", "autumn", "winter", "fall", "mid"}
_FILLERS = frozenset({
    "it", "was", "with", "the", "by", "when", "un", "u", "n", ".", "united", "nations", "security", "council", "its", "resolution", ",", "no", "of", "s", "'", "’",
})  # fmt: skip
"""Words that may stand between a date and the number of the resolution that it dates."""
_PARTED = frozenset({";", "but", "while", "yet", "when", "where", "who", "he", "she", "they", "until", "by", "before", "after", "since"})
"""Words after which a date is one of something else."""
_ON_SIGNATURE = re.compile(
    r"(?:on|from|upon|with|at|since) (?:the )?(?:very )?(?:day|date|moment|time)? ?(?:of )?(?:its |the )?(?:signature|signing)|"
    r"(?:the )?(?:same )?(?:day|moment) (?:that |when )?(?:it|they) (?:was|were|signed|is)? ?signed|"
    r"immediately (?:on|upon|after) signing|same day|"
    r"(?:as soon as|the moment|once|when) (?:both|they|it|the two|the leaders|putin|kim)\b[^.;]{0,40}?(?:sign(?:ed|ature)|put their names|put pen)|"
    r"with (?:the |their |its )?(?:two )?signatures?\b|at the signing ceremony", re.I)  # fmt: skip

_ON_RATIFICATION = re.compile(r"(?:on|from|upon|with|at|since) (?:the )?(?:day |date |moment )?(?:of )?(?:its |the )?(?:russian )?ratification", re.I)
_BEFORE_FORCE = {"signed": _ON_SIGNATURE, "ratified": _ON_RATIFICATION}
"""What came before entry into force, with the words by which a text says that it came with it."""


def wrong_dates(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the dates that a sentence gives for an event of an instrument and that the register does not hold."""
    yield from _adopted(scene, sentence, register)
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
    if words[at] in _SEASONS:
        after = at + 2 if words[at + 1 : at + 2] == ("of",) else at + 1
        if after < len(words) and _YEAR.fullmatch(words[after]):
            first, last = _SEASONS[words[at]]
            return (_days(int(words[after]), first, None)[0], _days(int(words[after]), last, None)[1]), after + 1
    if _YEAR.fullmatch(words[at]) and at and (words[at - 1] in _BEFORE_YEAR or words[at - 1 : at + 2 : 2] == ("the", "resolution")):
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
    found = dates(sentence, scene.document.published)
    for days, span, at in found:
        near = any(0 <= at - last <= 8 or 0 <= first - at <= 8 for first, last in verbs)
        if (near or (len(found) == 1 and _of_its_act(sentence, numbers[0][1], at))) and not days[0] <= one.adopted <= days[1]:
            start = sentence.words.spans[max(0, numbers[0][1] - 1)][0]
            yield _error(scene, span if near else (min(start, span[0]), span[1]), "wrong_date", f"adopted {said(days)}", f"adopted on {one.adopted}", one)
            return


def _of_its_act(sentence: Sentence, number: int, at: int) -> bool:
    """Whether a date is when a resolution did what it did: "resolution 2371 forbade permits in September 2017", "in 2017, 2371 capped"."""
    words = sentence.words.lower
    if at < number:
        return words[at - 1] in _SINCE_DAY and _led_up(words[at + 1 : number])
    verb = next((first for first, _ in sentence.hits.get("norm_past", ()) if 0 < first - number <= 4), None)
    if verb is None or words[at - 1] not in _ON or not _PARTED.isdisjoint(words[min(number, verb) : max(verb, at)]):
        return False
    return 0 < at - verb <= 16 and _ends(words, at)


def _led_up(between: Sequence[str]) -> bool:
    """Whether words between a date and a number do but lead up to it: "(In 2009) it was the Council's resolution (1874)"."""
    rest = [word for word in between if word not in _FILLERS and not _YEAR.fullmatch(word) and word not in _MONTHS and not word.isdigit()]
    return not rest and ("," not in between or bool({"it", "when", "with", "by"} & set(between)))


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether only a date stands between a word and the end of the sentence or clause."""
    rest = words[at : at + 5]
    return any(word in {".", ";", ","} for word in rest)


def _speaks_of(one: Instrument, scene: Scene, sentence: Sentence) -> bool:
    if one.kind != "treaty" or scene.find("friendship", sentence) or scene.find("other_treaty", sentence):
        return False
    if not one.parties:
        return any(scene.find(name, sentence) for name in one.names)
    text = scene.around(sentence, "text")
    classes = {"PRK": "dprk_side", "RUS": "russia_side"}
    if not all(any(scene.find(classes.get(party, party), place) for place in text) for party in one.parties):
        return False
    here = scene.around(sentence, "near")
    return any(scene.find(name, place) or scene.find("treaty_word", place) for place in here for name in one.names)


def _treaty(one: Instrument, scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    found = dates(sentence, scene.document.published)
    yield from _leading(one, scene, sentence, found)
    for event, (verb, kind) in _EVENTS.items():
        known = sorted({entry.date for entry in one.events if entry.event == event})
        if event == "ratified" and any(word.startswith("exchang") for word in sentence.words.lower):
            continue  # instruments of ratification are exchanged later
        places = [place for place in sentence.hits.get(verb, []) if not (event == "signed" and _signs_a_law(sentence, place[1]))]
        if not known or not places:
            continue
        if event == "in_force":
            yield from _with_another(one, scene, sentence, known[0], kind)
        for days, span, at in found:
            known = _days_of(one, event, sentence, at)
            near = min(places, key=lambda place: _distance(place, at))
            rivals = [_distance(place, at) for name in _RIVALS if name != verb for place in sentence.hits.get(name, ())]
            own = min(_distance(near, other) for _, _, other in found)
            if own != _distance(near, at) or own > 18 or any(distance < own for distance in rivals):
                continue
            if not (known[0] <= days[1] and days[0] <= known[-1]):
                start, end = min(span[0], sentence.words.spans[near[0]][0]), max(span[1], sentence.words.spans[near[1] - 1][1])
                yield _error(scene, (start, end), kind, f"{event.replace('_', ' ')} {said(days)}", _events(one, event), one)
                break


def _signs_a_law(sentence: Sentence, after: int) -> bool:
    """Whether what is signed is a law or decree, as by the president who ratifies."""
    return not {"law", "bill", "decree", "order", "instrument"}.isdisjoint(sentence.words.lower[after : after + 4])


def _leading(one: Instrument, scene: Scene, sentence: Sentence, found: Sequence[tuple[Days, Span, int]]) -> Iterator[LawError]:
    """Yield the only date of a sentence, where it opens the sentence and fits none of the events that this tells of."""
    if len(found) != 1 or found[0][2] > 2 or "force_verb" not in sentence.hits or sentence.words.lower[0] not in _ON | {"since"}:
        return
    days, span, _ = found[0]
    told = [event for event, (verb, _) in _EVENTS.items() if verb in sentence.hits]
    if not any(days[0] <= entry.date <= days[1] for entry in one.events if entry.event in told):
        yield _error(scene, span, _EVENTS["in_force"][1], f"in force {said(days)}", _events(one, "in_force"), one)


def _days_of(one: Instrument, event: str, sentence: Sentence, at: int) -> list[str]:
    """Return the days of an event: of the body alone that is named last before word `at`, where events name bodies."""
    words = sentence.words.lower[max(0, at - 16) : at]
    entries = [entry for entry in one.events if entry.event == event]
    last = {entry.date: max((place for place, word in enumerate(words) if word in entry.names), default=-1) for entry in entries}
    best = max(last.values())
    return sorted(day for day, place in last.items() if place == best)


def _distance(verb: tuple[int, int], at: int) -> int:
    """Return how far a date is from a verb, in half words: one before it counts double, since dates mostly follow."""
    return at - verb[1] if at >= verb[1] else 2 * (verb[0] - at)


def _with_another(one: Instrument, scene: Scene, sentence: Sentence, day: str, kind: str) -> Iterator[LawError]:
    first = sentence.hits["force_verb"][0]
    for event, words in _BEFORE_FORCE.items():
        match = words.search(scene.document.text, sentence.words.start, sentence.words.end)
        if match and all(entry.date != day for entry in one.events if entry.event == event):
            start = min(match.start(), sentence.words.spans[first[0]][0])
            span = (start, max(match.end(), sentence.words.spans[first[1] - 1][1]))
            yield _error(scene, span, kind, f"in force with what was {event}", _events(one, "in_force"), one)
            return


def _events(one: Instrument, event: str) -> str:
    parts = [f"{entry.date}{f' by the {entry.by}' if entry.by else ''}{f' ({entry.place})' if entry.place else ''}"
             for entry in one.events if entry.event == event]  # fmt: skip
    return f"{event.replace('_', ' ')}: {', '.join(parts)}"


def said(days: Days) -> str:
    """Return days as text: the day, month or year that they make."""
    if days[0] == days[1]:
        return days[0]
    return days[0][:7] if days[0][:7] == days[1][:7] else days[0][:4]


def _error(scene: Scene, span: Span, kind: str, asserted: str, correct: str, one: Instrument) -> LawError:
    return LawError(
        document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=kind, asserted=asserted,
        correct=correct, source=one.id, why="the register holds another date",
    )  # fmt: skip



"""Wrong dates of treaties: of signature, ratification and entry into force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pactwatch.instruments.calendar_words import Days, dates, said
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_adopted import ON
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument
from pactwatch.model import Span

_EVENTS = {"signed": ("signed_law", "wrong_signature_date"), "ratified": ("ratified_law", "wrong_ratification_date"),
           "in_force": ("force_verb", "wrong_entry_into_force")}  # fmt: skip
_RIVALS = (*(verb for verb, _ in _EVENTS.values()), "replaced_law", "adopted_law", "travel")
"""Classes of verbs that may own a date beside them."""
_ON_SIGNATURE = re.compile(
    r"(?:on|from|upon|with|at|since) (?:the )?(?:very )?(?:day|date|moment|time)? ?(?:of )?(?:its |the )?(?:signature|signing)|"
    r"(?:the )?(?:same |very )?(?:day|moment|hour|minute|evening|night) (?:on which |that |when )?(?:it|they|both|the two|the leaders|kim|putin)\b"
    r"[^.;]{0,24}?(?<!decree )\b(?:signed|signing)|"
    r"immediately (?:on|upon|after) signing|same day|"
    r"(?:as soon as|the moment|once|when) (?:both|they|it|the two|the leaders|putin|kim)\b[^.;]{0,40}?(?:sign(?:ed|ature)|put their names|put pen)|"
    r"with (?:the |their |its )?(?:two )?signatures?\b|at the signing ceremony", re.I)  # fmt: skip

_ON_RATIFICATION = re.compile(r"(?:on|from|upon|with|at|since) (?:the )?(?:day |date |moment )?(?:of )?(?:its |the )?(?:russian )?ratification", re.I)
_ON_VOTE = re.compile(
    r"with the (?:vote|approval|consent|assent|yes|decision) of (?:the )?(?:state )?(?:duma|federation council|parliament|deputies)|"
    r"(?:as soon as|the moment|once|when) (?:the )?(?:state )?(?:duma|federation council|parliament)"
    r"[^.;]{0,20}(?:voted|approved|passed)", re.I)  # fmt: skip
_BEFORE_FORCE = (("signed", _ON_SIGNATURE), ("ratified", _ON_RATIFICATION), ("ratified", _ON_VOTE))
"""What came before entry into force, with the words by which a text says that it came with it."""
SIDES = {"PRK": "dprk_side", "RUS": "russia_side"}
"""Classes of all that stands for a party."""


def wrong_dates(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the dates that a sentence gives for an event of an instrument and that the register does not hold."""
    for one in register.instruments:
        if one.events and _speaks_of(one, scene, sentence):
            yield from _treaty(one, scene, sentence)


def _speaks_of(one: Instrument, scene: Scene, sentence: Sentence) -> bool:
    if one.kind != "treaty" or scene.find("friendship", sentence) or scene.find("other_treaty", sentence):
        return False
    if not one.parties:
        return any(scene.find(name, sentence) for name in one.names) and not scene.find("treaty_word", sentence)
    here = scene.around(sentence, "near")
    if not any(scene.find(name, place) or scene.find("treaty_word", place) for place in here for name in one.names):
        return False
    return names_parties(one, scene, sentence)


def names_parties(one: Instrument, scene: Scene, sentence: Sentence) -> bool:
    """Say whether the text around a sentence names every party of a treaty."""
    text = scene.around(sentence, "text")
    return all(any(scene.find(SIDES.get(party, party), place) for place in text) for party in one.parties)


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
            together = [place for place in places if not _parted(sentence, place, at)]
            if not together:
                continue
            near = min(together, key=lambda place: _distance(place, at))
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
    """Yield the only date of a clause, where it opens the clause and fits none of the events that this tells of."""
    for days, span, at in found:
        first, last = _clause(sentence, at)
        others = [date for date in found if first <= date[2] < last]
        if len(others) != 1 or at - first > 2 or sentence.words.lower[first] not in ON | {"since"}:
            continue
        told = [event for event, (verb, _) in _EVENTS.items() if any(first <= start < last for start, _ in sentence.hits.get(verb, ()))]
        if "in_force" in told and not any(days[0] <= entry.date <= days[1] for entry in one.events if entry.event in told):
            yield _error(scene, span, _EVENTS["in_force"][1], f"in force {said(days)}", _events(one, "in_force"), one)


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """Return the first and after-last word of the part of a sentence, between semicolons, in which a word stands."""
    marks = [place for place, word in enumerate(sentence.words.lower) if word == ";"]
    first = max((place + 1 for place in marks if place < at), default=0)
    return first, min((place for place in marks if place > at), default=len(sentence.words.lower))


def _parted(sentence: Sentence, place: tuple[int, int], at: int) -> bool:
    first, last = _clause(sentence, at)
    return not first <= place[0] < last


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
    for event, words in _BEFORE_FORCE:
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


def _error(scene: Scene, span: Span, kind: str, asserted: str, correct: str, one: Instrument) -> LawError:
    return LawError(
        document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=kind, asserted=asserted,
        correct=correct, source=one.id, why="the register holds another date",
    )  # fmt: skip



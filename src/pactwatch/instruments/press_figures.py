"""Wrong figures: caps with another figure, unit or period than the instrument sets, and another time to send workers home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.instruments.conditions import number_at
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_numbers import cited
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Figure, Instrument
from pactwatch.model import Span

CAP = "cap_said"
"""The fact that a sentence says how high a cap is, whoever set it."""
CAP_OF = "cap_of"
"""The fact that a sentence names a cap with its figure, whatever else it counts."""
PERIOD = "period_said"
"""The fact that a sentence says how long states had to send workers home."""
CAPS = "unsc-2397-2017"
"""The instrument that holds the caps on oil to the DPRK and the time to send its workers home."""
_VOLUMES = ("barrels", "tons")
_MONTHS = {"months": 1.0, "years_law": 12.0, "days_law": 12 / 365}
_SMALL = {name: at for at, name in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)} | {"a": 1, "eighteen": 18}  # fmt: skip
_NOT_YEARLY = frozenset({"month", "day", "week", "quarter", "monthly", "daily", "weekly", "quarterly"})
_PROPOSED = frozenset({"proposed", "proposal", "proposes", "draft", "suggested", "wanted", "demanded", "sought", "asked", "offered"})
_EARLIER = frozenset({"had", "earlier", "previous", "previously", "old", "former", "september", "2375", "originally", "initially"})
"""Words by which a text tells what a cap was before."""
_EACH = frozenset({"a", "per", "each", "every"})


def wrong_figures(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the figures that a sentence gives for a cap or period and that the register does not hold."""
    numbers = cited(sentence, scene.sentences[max(0, sentence.index - 1)])
    for number, _ in numbers:
        one = next((known for known in register.instruments if known.number == number), None)
        if one is not None:
            yield from _caps(one, scene, sentence, _earlier(one, register))
    if not any(scene.find("dprk", place) for place in scene.around(sentence, "near")):
        return
    caps = register.instrument(CAPS)
    stated = scene.find(CAP_OF, sentence)
    if stated is not None:
        errors = _caps(caps, scene, sentence, _earlier(caps, register))
        yield from (error for error in errors if stated[0] <= error.span[0] and error.span[1] <= stated[1])
    if scene.find(CAP, sentence):
        if not numbers:
            yield from _caps(caps, scene, sentence, _earlier(caps, register))
        yield from _other_period(caps, scene, sentence)
    if scene.find(PERIOD, sentence) and scene.find("workers", sentence) and "report" not in sentence.words.lower:
        yield from _time_home(caps, scene, sentence)


def _caps(one: Instrument, scene: Scene, sentence: Sentence, earlier: frozenset[tuple[float, str]]) -> Iterator[LawError]:
    if not scene.find("limit_words", sentence) and not scene.find("deadline_words", sentence) and not scene.find(CAP, sentence):
        return
    about = [figure for figure in one.figures if any(scene.find(name, sentence) for name in figure.about)]
    for unit in sorted({figure.unit for figure in one.figures} | ({"tons"} if about else set())):
        figures = [figure for figure in about if figure.unit == unit]
        for value, span, last in _figures(sentence, unit) if about else ():
            own = _own(figures, sentence, last)
            if _is_proposed(sentence, last) or ((value, unit) in earlier and not _EARLIER.isdisjoint(sentence.words.lower)):
                continue
            other_unit = not own and unit in _VOLUMES and any(value == figure.value for figure in about)
            if other_unit or (own and not any(value == figure.value for figure in own)):
                yield _error(scene, span, (own or about)[0], one)


def _is_proposed(sentence: Sentence, at: int) -> bool:
    """Whether a figure is one that somebody proposed: "a cap of 300,000 barrels was proposed", "Washington wanted 300,000 barrels"."""
    return not _PROPOSED.isdisjoint(sentence.words.lower[max(0, at - 12) : at + 10])


def _earlier(one: Instrument, register: Register) -> frozenset[tuple[float, str]]:
    """Return the figures of earlier instruments on the same: caps that this one took the place of."""
    others = (other for other in register.instruments if set(other.about) & set(one.about) and (other.adopted or "9") < (one.adopted or ""))
    held = {(figure.value, figure.unit) for figure in one.figures}
    return frozenset((figure.value, figure.unit) for other in others for figure in other.figures) - held


def _own(figures: Sequence[Figure], sentence: Sentence, at: int) -> Sequence[Figure]:
    """Return which of `figures` is on what stands behind a figure ("barrels of crude and ..."); all, where nothing does."""
    behind = {figure: min((first for name in figure.about for first, _ in sentence.hits.get(name, ()) if at <= first <= at + 2), default=99)
              for figure in figures}  # fmt: skip
    nearest = min(behind.values(), default=99)
    return [figure for figure in figures if behind[figure] == nearest]


def _figures(sentence: Sentence, unit: str) -> Iterator[tuple[float, Span, int]]:
    """Yield the figures before words of a unit, each with its place and the word after the unit."""
    words = sentence.words.lower
    for first, last in sentence.hits.get(unit, ()):
        for start in range(max(0, first - 3), first):
            value = _grouped(words, start) or number_at(words, start)
            if value is not None and words[start - 1 : start] != (".",):
                yield value, sentence.span(start, last), last
                break


def _grouped(words: Sequence[str], at: int) -> float | None:
    """Return a number written in groups ("500 000") that starts at a word."""
    if at + 1 < len(words) and words[at].isdecimal() and len(words[at]) <= 3 and words[at + 1].isdecimal() and len(words[at + 1]) == 3:
        return float(words[at] + words[at + 1])
    return None


def _other_period(one: Instrument, scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    """Yield "500,000 barrels a month" and the like: the caps are for a year."""
    words = sentence.words.lower
    about = [figure for figure in one.figures if figure.unit in _VOLUMES and any(scene.find(name, sentence) for name in figure.about)]
    for unit in _VOLUMES if about else ():
        for first, last in sentence.hits.get(unit, ()):
            place = next((at for at in range(last, min(len(words), last + 6)) if words[at] in _NOT_YEARLY), None)
            if place is not None and (words[place - 1] in _EACH or words[place].endswith("ly")):
                yield _error(scene, sentence.span(first, place + 1), about[0], one)
                return


def _time_home(one: Instrument, scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    words = sentence.words.lower
    right = next(figure for figure in one.figures if figure.unit == "months")
    for unit, months in _MONTHS.items():
        for first, last in sentence.hits.get(unit, ()):
            start = next((at for at in range(max(0, first - 2), first) if words[at].isdecimal() or words[at] in _SMALL), None)
            if start is None:
                continue
            count = int(words[start]) if words[start].isdecimal() else _SMALL[words[start]]
            if round(count * months) != right.value:
                yield _error(scene, sentence.span(start, last), right, one)
                return


def _error(scene: Scene, span: Span, figure: Figure, one: Instrument) -> LawError:
    text = scene.document.text[span[0] : span[1]]
    return LawError(
        document=scene.document.id, span=span, evidence=text, kind="wrong_figure", asserted=text, correct=figure.says,
        source=f"{one.id}-p{figure.pinpoint}", why="the register holds another figure",
    )  # fmt: skip

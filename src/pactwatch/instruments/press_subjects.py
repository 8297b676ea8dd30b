"""Wrong places: resolutions and paragraphs said to be on what they do not speak of, by the table of subjects.toml."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pactwatch.data import read_toml
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_numbers import cited, ordinal
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument
from pactwatch.model import Span

Table = Mapping[str, Any]
_PARAGRAPH = frozenset({"paragraph", "para"})
_STOPS = frozenset({";", "but", "while", "whereas", "although", "yet", "until", "not"})
_BY = frozenset({"by", "under", "through", "with", "since"})
_REACH = 16
"""Words within which a resolution and what it is on stand together."""
_LINK = 10
"""Words between the number and the verb that tells what the resolution does."""


def wrong_subjects(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield resolutions that a sentence says do something on a subject that they do not speak of, and such paragraphs."""
    numbers = cited(sentence, scene.sentences[max(0, sentence.index - 1)])
    if len(numbers) != 1:
        return  # of several it is open which of them the sentence means
    number, at = numbers[0]
    one = next((known for known in register.instruments if known.number == number), None)
    if one is None:
        return
    table = read_toml("instruments/subjects.toml")
    paragraph = _paragraph(sentence, at)
    if paragraph is not None:
        yield from _wrong_paragraph(scene, sentence, one, paragraph, at, table)
    elif number in table["paragraphs"]:
        yield from _wrong_resolution(scene, sentence, one, at, register)


def _paragraph(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """Return the paragraph that a sentence cites beside the number at word `at`, with its first word."""
    words = sentence.words.lower
    for place, word in enumerate(words[:-1]):
        step = place + 2 if words[place + 1] == "." else place + 1
        if word in _PARAGRAPH and step < len(words) and -12 <= place - at <= 6 and (number := ordinal(words[step])):
            return number, place
    return None


def _wrong_paragraph(
    scene: Scene, sentence: Sentence, one: Instrument, paragraph: tuple[str, int], at: int, table: Table
) -> Iterator[LawError]:
    number, place = paragraph
    last = table["paragraphs"].get(str(one.number))
    span = sentence.span(place, min(place + 2 + (sentence.words.lower[place + 1] == "."), len(sentence.words.lower)))
    if last is not None and int(number) > last:
        yield _error(scene, span, "wrong_paragraph", f"paragraph {number}", f"{one.symbol} has {last} paragraphs", one, "it has no such paragraph")
        return
    said = _after(scene, sentence, max(place, at)) or _before(scene, sentence, min(place, at))
    held = {name: table["subject"][name]["in"].get(str(one.number), ()) for name in said}
    if said and all(held.values()) and not any(int(number) in paragraphs for paragraphs in held.values()):
        places = ", ".join(f"para. {known}" for paragraphs in held.values() for known in paragraphs)
        yield _error(scene, span, "wrong_paragraph", f"paragraph {number} on this", f"{one.symbol}: {places}", one, "it stands elsewhere")


def _wrong_resolution(scene: Scene, sentence: Sentence, one: Instrument, at: int, register: Register) -> Iterator[LawError]:
    words = sentence.words.lower
    verbs = [first for name in ("norm_verb", "says_forbids") for first, _ in sentence.hits.get(name, ())]
    said: Sequence[str] = ()
    if any(0 < verb - at <= _LINK and _STOPS.isdisjoint(words[at:verb]) for verb in verbs):
        said = _after(scene, sentence, at)
    elif _BY & set(words[max(0, at - 5) : at]) and any(0 < at - verb <= _REACH for verb in verbs):
        said = _before(scene, sentence, at)
    subjects = read_toml("instruments/subjects.toml")["subject"]
    if not said or any(str(one.number) in subjects[name]["in"] for name in said):
        return
    span = _up_to_subject(scene, sentence, at, subjects[said[0]]["words"])
    yield _error(scene, span, "wrong_number", f"resolution {one.number} on this", _where(said[0], one, register), one, "it does not speak of this")


def _up_to_subject(scene: Scene, sentence: Sentence, at: int, kinds: Sequence[str]) -> Span:
    """Return the words from "resolution" and its number to what it is said to be on, where that follows."""
    ends = [last for first, last in _places(scene, sentence, kinds) if first > at]
    return sentence.span(max(0, at - 1), min(ends, default=at + 1))


def _where(name: str, one: Instrument, register: Register) -> str:
    """Return the resolutions of the same regime that speak of a subject."""
    places: Mapping[str, list[int]] = read_toml("instruments/subjects.toml")["subject"][name]["in"]
    known = {other.number: other for other in register.instruments if set(other.about) & set(one.about)}
    found = [f"{known[number].symbol}, para. {', '.join(map(str, places[number]))}" for number in places if number in known]
    return "; ".join(found) or f"{one.symbol}: {one.title}"


def _after(scene: Scene, sentence: Sentence, at: int) -> Sequence[str]:
    return _between(scene, sentence, at + 1, _stop(sentence.words.lower, at + 1, min(len(sentence.words.lower), at + 1 + _REACH)))


def _before(scene: Scene, sentence: Sentence, at: int) -> Sequence[str]:
    words = sentence.words.lower
    first = max(0, at - _REACH)
    stops = [place for place in range(first, at) if words[place] in _STOPS]
    return _between(scene, sentence, stops[-1] if stops else first, at)


def _stop(words: Sequence[str], first: int, last: int) -> int:
    return next((place for place in range(first, last) if words[place] in _STOPS), last)


def _between(scene: Scene, sentence: Sentence, first: int, last: int) -> Sequence[str]:
    """Return the subjects that the words from `first` to before `last` speak of."""
    subjects: Table = read_toml("instruments/subjects.toml")["subject"]
    found = [name for name, row in subjects.items() if any(first <= start < last for start, _ in _places(scene, sentence, row["words"]))]
    narrower = {wider for name in found for wider in subjects[name].get("over", ())}
    return [name for name in found if name not in narrower]


def _places(scene: Scene, sentence: Sentence, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return where classes and facts stand in a sentence, in words."""
    for kind in kinds:
        scene.find(kind, sentence)  # facts are looked up on demand
    spans = [span for kind in kinds if kind not in sentence.hits and (span := scene.find(kind, sentence))]
    starts = [start for start, _ in sentence.words.spans]
    facts = [(bisect_right(starts, span[0]) - 1, bisect_left(starts, span[1])) for span in spans]
    return [*(place for kind in kinds for place in sentence.hits.get(kind, ())), *facts]


def _error(scene: Scene, span: Span, kind: str, asserted: str, correct: str, one: Instrument, why: str) -> LawError:
    return LawError(
        document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=kind, asserted=asserted,
        correct=correct, source=one.id, why=f"by the official text {why}",
    )  # fmt: skip

"""Wrong numbers: of resolutions (by what the sentence says they are on), of their years, articles, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pactwatch.data import read_toml
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument, Topic
from pactwatch.model import Span

_PINPOINTS = frozenset({"article", "art", "paragraph", "para", "clause"})
_BEFORE = frozenset({"resolution", "resolutions", "unscr", "res", "number", "no", "nos"})
_LIKE_NO_YEAR = frozenset({"1718", "1874", "2094", "2270", "2321", "2371", "2375", "2397"})
"""Numbers of resolutions that stand alone where resolutions are spoken of; hardly one of them is a year."""
_OF_TIME = frozenset({"in", "since", "of", "by", "until", "from", "to", "about", "some", "than", "over"})
_REGIMES = ("dprk", "iran", "libya", "SDN", "YEM", "CAF", "SOM")
_PARTS = {"houthis": "YEM", "darfur": "SDN", "car": "CAF", "al_shabaab": "SOM"}
"""Classes of what belongs to a regime beside the names of its state."""


def wrong_numbers(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield resolutions cited by a number that the register does not know for what the sentence is on, and wrong years."""
    numbers = cited(sentence, scene.sentences[max(0, sentence.index - 1)])
    for number, at in numbers:
        instrument = next((one for one in register.instruments if one.number == number), None)
        if instrument is None:
            yield from _unknown(number, at, scene, sentence, register)
        else:
            yield from _year(instrument, at, scene, sentence)
            yield from _other_topic(instrument, at, scene, sentence, register)


def cited(sentence: Sentence, before_it: Sentence | None = None) -> list[tuple[str, int]]:
    """Return the numbers of resolutions that a sentence cites, with the word at which each stands.

    A bare "number 2397", or 2397 alone, counts where the sentence, or the one before it, speaks of resolutions.
    """
    spoken_of = "resolution_word" in sentence.hits or (before_it is not None and "resolution_word" in before_it.hits)
    words = sentence.words.lower
    found: list[tuple[str, int]] = []
    for at in [at for at, word in enumerate(words) if 3 <= len(word) <= 4 and at and word.isdecimal()]:
        word = words[at]
        before = words[max(0, at - 4) : at]
        led = bool(_BEFORE & set(before[-2:])) or (before[-1:] == ("/",) and "res" in before)
        listed = before[-1] in {",", "and", "or"} and any(word in words[max(0, at - 14) : at] for word in ("resolutions", "resolution"))
        led = led and (spoken_of or not {"number", "no", "nos"} & set(before[-2:]))
        alone = spoken_of and word in _LIKE_NO_YEAR and before[-1] not in _OF_TIME
        if led or alone or (listed and found and not _is_year(words, at)):
            found.append((word, at))
    return found


def _is_year(words: tuple[str, ...], at: int) -> bool:
    return words[at - 1] in {"(", "in", "of"} or (1990 <= int(words[at]) <= 2030 and words[at - 1] not in {",", "and", "or"})


def _unknown(number: str, at: int, scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    topics = _topics_named(scene, sentence, register)
    known: dict[str, list[Any]] = read_toml("instruments/press.toml")["known"]
    if number in known:
        regime = known[number][1]
        named = [name for name in _REGIMES if scene.find(name, sentence)]
        if regime in _REGIMES and named and regime not in named:
            yield _error(scene, sentence, at, "wrong_number", f"resolution {number} on this", _nearest(number, topics, register))
        return
    if topics or _any(scene, sentence, _REGIMES, near=True):
        yield _error(scene, sentence, at, "wrong_number", f"resolution {number}", _nearest(number, topics, register))


def _other_topic(one: Instrument, at: int, scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    named = {_PARTS.get(name, name) for name in (*_REGIMES, *_PARTS) if scene.find(name, sentence)}
    about = {_PARTS.get(name, name) for name in one.about}
    if named and not named & about and about & set(_REGIMES):
        topics = _topics_named(scene, sentence, register)
        yield _error(scene, sentence, at, "wrong_number", f"resolution {one.number} on this", _nearest(str(one.number), topics, register))
        return
    if len(cited(sentence)) > 1 or not scene.find("law_subject", sentence):
        return
    on = {name for topic in one.topics for name in topic.about}
    others = _topics_named(scene, sentence, register)
    said = {name for _, topic in others for name in topic.about if scene.find(name, sentence)}
    if said and not said & on and not any(scene.find(name, sentence) for name in on):
        rivals = [pair for pair in others if set(pair[0].about) & set(one.about)]
        if rivals:
            yield _error(scene, sentence, at, "wrong_number", f"resolution {one.number} on this", _nearest(str(one.number), rivals, register))


def _topics_named(scene: Scene, sentence: Sentence, register: Register) -> list[tuple[Instrument, Topic]]:
    regime = [name for name in _REGIMES if _any(scene, sentence, (name,), near=True)]
    found = []
    for one in register.instruments:
        if one.number and (not regime or set(regime) & set(one.about)):
            found += [(one, topic) for topic in one.topics if any(_looked(scene, sentence, name) for name in topic.about)]
    return found


def _looked(scene: Scene, sentence: Sentence, name: str) -> bool:
    return any(scene.find(name, place) for place in scene.around(sentence, "near")[:2])


def _any(scene: Scene, sentence: Sentence, names: Sequence[str], *, near: bool) -> bool:
    places = scene.around(sentence, "near" if near else "here")
    return any(scene.find(name, place) for place in places for name in names)


def _nearest(number: str, topics: Sequence[tuple[Instrument, Topic]], register: Register) -> tuple[Instrument, Topic | None]:
    candidates: list[tuple[Instrument, Topic | None]] = list(topics) or [(one, None) for one in register.instruments if one.number]
    return max(candidates, key=lambda pair: (_alike(number, str(pair[0].number)), pair[0].year or 0))


def _alike(one: str, other: str) -> int:
    return 2 * sum(a == b for a, b in zip(one, other, strict=False)) + 3 * (sorted(one) == sorted(other))


def _year(one: Instrument, at: int, scene: Scene, sentence: Sentence) -> Iterator[LawError]:
    words = sentence.words.lower
    after = words[at + 1 : at + 4]
    for step, word in enumerate(after, at + 1):
        if word in {"(", "of", "from"}:
            continue
        if word.isdecimal() and len(word) == 4 and word.startswith(("19", "20")) and words[step - 1] in {"(", "of", "from"}:
            if int(word) != one.year:
                span = sentence.span(at, step + 1)
                yield LawError(
                    document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind="wrong_date",
                    asserted=f"resolution {one.number} of {word}", correct=f"adopted on {one.adopted}", source=one.id,
                    why="the register holds another year",
                )  # fmt: skip
        return


def wrong_pinpoints(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield articles and paragraphs that a sentence gives for what stands in another one of the same instrument."""
    words = sentence.words.lower
    for at, word in enumerate(words[:-1]):
        if word not in _PINPOINTS:
            continue
        step = at + 2 if words[at + 1] == "." and at + 2 < len(words) else at + 1
        number = ordinal(words[step])
        one = _instrument_of(word, scene, sentence, register) if number else None
        if number is None or one is None:
            continue
        named = _told_of(one, at, scene, sentence)
        own = [topic for topic in one.topics if _main(topic.pinpoint) == number]
        sure = one.id == "un-charter-1945" or any(name.endswith("_law") and scene.find(name, sentence) for topic in named for name in topic.about)
        if named and (own or sure) and not any(_main(topic.pinpoint) == number for topic in named):
            span = sentence.span(at, step + 1)
            other = named[0]
            yield LawError(
                document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]],
                kind="wrong_article" if word in {"article", "art", "clause"} else "wrong_paragraph", asserted=f"{word} {number} on this",
                correct=f"{one.title}: {other.pinpoint}", source=one.id, why="by the register this stands elsewhere",
            )  # fmt: skip


def _told_of(one: Instrument, at: int, scene: Scene, sentence: Sentence) -> list[Topic]:
    """Return the topics of an instrument that a sentence speaks of: with several articles, between this one and the next."""
    words = sentence.words.lower
    places = [place for place, word in enumerate(words[:-1]) if word in _PINPOINTS and ordinal(words[place + 1])]
    behind = at > 0 and words[at - 1] == "in"  # "the right of self-defence stands in Article 51"
    if len(places) < 2 or (at != places[0] and not behind):
        return [topic for topic in one.topics if any(scene.find(name, sentence) for name in topic.about)]
    before, after = [-1, *(place for place in places if place < at)], [*(place for place in places if place > at), len(words)]
    start, end = (before[-1], at) if behind else (at, after[0])
    spoken = {name for name, hits in sentence.hits.items() if any(start < first < end for first, _ in hits)}
    return [topic for topic in one.topics if spoken & set(topic.about)]


def _main(pinpoint: str) -> str:
    return pinpoint.split("(", maxsplit=1)[0]


def ordinal(word: str) -> str | None:
    """Return the number that a word gives, as digits; None where it gives none."""
    names = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
    return word if word.isdecimal() else names.get(word)


def _instrument_of(word: str, scene: Scene, sentence: Sentence, register: Register) -> Instrument | None:
    if word in {"paragraph", "para"}:
        numbers = cited(sentence)
        return next((one for one in register.instruments if numbers and one.number == numbers[0][0]), None)
    for one in register.instruments:
        for name in ("charter", "protocol_one"):
            if name in one.names and scene.find(name, sentence):
                return one
    text = scene.around(sentence, "text")
    parties = any(scene.find("dprk", place) for place in text) and any(scene.find("RUS", place) for place in text)
    treaty = any(scene.find("treaty_rd", place) or scene.find("treaty_word", place) for place in text)
    foreign = scene.find("charter", sentence) or scene.find("other_treaty", sentence)
    return next((one for one in register.instruments if one.parties), None) if parties and treaty and not foreign else None


def _error(
    scene: Scene, sentence: Sentence, at: int, kind: str, asserted: str, right: tuple[Instrument, Topic | None]
) -> LawError:
    one, topic = right
    span: Span = sentence.span(max(0, at - 1), at + 1)
    pinpoint = f", para. {topic.pinpoint}" if topic else ""
    return LawError(
        document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=kind, asserted=asserted,
        correct=f"{one.symbol}{pinpoint}: {one.title}", source=one.id, why="the register has this under another number",
    )  # fmt: skip

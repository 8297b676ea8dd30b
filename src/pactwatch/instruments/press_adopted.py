"""Wrong years and days of resolutions: adopted, "of", or doing what they did on another day than the register holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.instruments.calendar_words import MONTHS, YEAR, dates, said
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_numbers import cited
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence

ON = frozenset({"in", "on", "of", "late", "early"})
_SINCE_DAY = ON | {"since", "the", "under", "by", "with", "spring", "summer", "autumn", "winter", "fall", "mid"}
_ENDS = frozenset({("by",), ("until",), ("before",), ("till",)})
"""Words before a day that ends a time and is none of adoption."""
_FILLERS = frozenset({
    "it", "was", "with", "the", "by", "when", "un", "u", "n", ".", "united", "nations", "security", "council", "its", "resolution", ",",
    "no", "of", "s", "'", "’",
})  # fmt: skip
"""Words that may stand between a date and the number of the resolution that it dates."""
_PARTED = frozenset({";", "but", "while", "yet", "when", "where", "who", "he", "she", "they", "until", "by", "before", "after", "since"})
"""Words after which a date is one of something else."""


def wrong_adoption(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the day that a sentence gives for the one resolution that it cites, where the register holds another."""
    numbers = cited(sentence, scene.sentences[max(0, sentence.index - 1)])
    one = next((known for known in register.instruments if len(numbers) == 1 and known.number == numbers[0][0]), None)
    if one is None or one.adopted is None:
        return
    verbs = [*sentence.hits.get("adopted_law", []), *((at, at + 1) for _, at in numbers if sentence.words.lower[at + 1 : at + 2] == ("of",))]
    found = dates(sentence, scene.document.published)
    for days, span, at in found:
        near = any(0 <= at - last <= 8 or 0 <= first - at <= 8 for first, last in verbs)
        if sentence.words.lower[at - 1 : at] in _ENDS:
            continue
        told = near or (len(found) == 1 and _of_its_act(sentence, numbers[0][1], at))
        if told and not days[0] <= one.adopted <= days[1]:
            start = span[0] if near else min(span[0], sentence.words.spans[max(0, numbers[0][1] - 1)][0])
            yield LawError(
                document=scene.document.id, span=(start, span[1]), evidence=scene.document.text[start : span[1]], kind="wrong_date",
                asserted=f"adopted {said(days)}", correct=f"adopted on {one.adopted}", source=one.id,
                why="the register holds another date",
            )  # fmt: skip
            return


def _of_its_act(sentence: Sentence, number: int, at: int) -> bool:
    """Whether a date is when a resolution did what it did: "resolution 2371 forbade permits in September 2017", "in 2017, 2371 capped"."""
    words = sentence.words.lower
    if at < number:
        return words[at - 1] in _SINCE_DAY and _led_up(words[at + 1 : number])
    verb = next((first for first, _ in sentence.hits.get("norm_past", ()) if 0 < first - number <= 4), None)
    if verb is None or words[at - 1] not in ON or not _PARTED.isdisjoint(words[min(number, verb) : max(verb, at)]):
        return False
    return 0 < at - verb <= 16 and _ends(words, at)


def _led_up(between: Sequence[str]) -> bool:
    """Whether words between a date and a number do but lead up to it: "(In 2009) it was the Council's resolution (1874)"."""
    rest = [word for word in between if word not in _FILLERS and not YEAR.fullmatch(word) and word not in MONTHS and not word.isdecimal()]
    return not rest and ("," not in between or bool({"it", "when", "with", "by"} & set(between)))


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether only a date stands between a word and the end of the sentence or clause."""
    rest = words[at : at + 5]
    return any(word in {".", ";", ","} for word in rest)

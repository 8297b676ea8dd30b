"""Changed standing of a number: what there is in all told as what came on top, last year's figure as this year's, a part as an addition.

1. levels    "brings the number to 46" told as "another 46"; "raised by 300" told as "raised to 300"
2. earlier   "14 tonnes, up from nine" told as "nine tonnes"
3. parts     "1,450, among them 300" told as "1,450 and 300 more", or as 1,750
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.model import Span
from pactwatch.origins.align import likeness
from pactwatch.origins.drift_types import Change
from pactwatch.origins.standings import Number, numbers_of, parts_of
from pactwatch.origins.types import DriftKind, Facts

ALIKE = 0.2
"""Likeness of two sentences from which a number that both have is that of one thing."""
CONTRARY = {"level": "change", "change": "level"}
KINDS: dict[str, DriftKind] = {"level": "measure", "change": "number"}
"""By how a number stood: what came on top told as all there is is too low a number; all there is told as more, another measure."""
WORDS = {"level": "in all", "change": "more", "part": "a part", "added": "an addition"}


def standing_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield numbers that stand otherwise than in the original; `before` and `text` are the texts."""
    known, kept = numbers_of(original.lines, before), numbers_of(retelling.lines, text)
    pairs = [(here, there) for here in kept for there in known if here.value == there.value and _are_alike(here, there, original, retelling)]
    for here, there in pairs:
        yield from _level(here, there, pairs)
        yield from _earlier(here, there, known, kept)
    yield from _differences(known, kept)
    yield from _parts(original, retelling, known, kept, (before, text))


def _are_alike(here: Number, there: Number, original: Facts, retelling: Facts) -> bool:
    beside = {there.line, there.line - 1} if "earlier" in there.stands and there.line else {there.line}
    return any(likeness(retelling.lines[here.line], original.lines[n], numbers=False) >= ALIKE for n in beside)


def _level(here: Number, there: Number, pairs: Sequence[tuple[Number, Number]]) -> Iterator[Change]:
    """Yield a number that is all there is, or only what came on top, wherever the one text has it, and the contrary in the other."""
    for one, contrary in CONTRARY.items():
        mine = [(a, b) for a, b in pairs if a.value == here.value]
        if all(b.stands == {one} for _, b in mine) and all(a.stands == {contrary} for a, _ in mine):
            yield _change(KINDS[one], f"{there.value:,.10g} {WORDS[one]} became {here.value:,.10g} {WORDS[contrary]}", here.span, there.span)


def _earlier(here: Number, there: Number, known: Sequence[Number], kept: Sequence[Number]) -> Iterator[Change]:
    """Yield what was before told as what is, where what is is told no more; and what is told as what was before, by another number."""
    if "earlier" in there.stands and not here.stands & {"earlier", "change"} and not any("earlier" in n.stands for n in kept):
        newer = [n for n in known if n.line in (there.line, there.line - 1) and not n.stands & {"earlier", "change"}]
        if newer and not any(n.value == other.value for n in newer for other in kept):
            yield _change("number", f"what was {there.value:,.10g} before is told as what is", here.span, there.span)
    elif "earlier" in here.stands and there.sign and not here.sign and all(n.sign for n in known if n.value == there.value):
        yield _change("number", f"{there.value:,.10g}, a difference, is told as what was before", here.span, there.span)
    elif "earlier" in here.stands and "earlier" not in there.stands and _was_other(there, known, kept):
        yield _change("number", f"{there.value:,.10g} is told as what was before", here.span, there.span)


def _differences(known: Sequence[Number], kept: Sequence[Number]) -> Iterator[Change]:
    """Yield what was before reckoned to the wrong side: 400, of "310, 90 more than a week before"."""
    given = {number.value for number in known}
    for difference in (n for n in known if n.sign):
        for value in (n.value for n in known if n.line == difference.line and n is not difference):
            wrong = value + difference.sign * difference.value
            for here in kept:
                if here.value == wrong and wrong not in given and "earlier" in here.stands and any(n.value == value for n in kept):
                    why = f"{value:,.10g} is told to be {difference.value:,.10g} {'less' if difference.sign > 0 else 'more'} than before"
                    yield _change("number", why, here.span, difference.span)


def _was_other(there: Number, known: Sequence[Number], kept: Sequence[Number]) -> bool:
    """Say whether the original has another number as what was before, and the retelling has that one otherwise or not at all."""
    older = {n.value for n in known if n.line == there.line and "earlier" in n.stands}
    return bool(older) and not any(n.value in older and "earlier" in n.stands for n in kept)


def _parts(
    original: Facts, retelling: Facts, known: Sequence[Number], kept: Sequence[Number], texts: tuple[str, str]
) -> Iterator[Change]:
    there, here = parts_of(known, texts[0]), parts_of(kept, texts[1])
    given = {number.value for number in known}
    for (whole, part), (was, line) in there.items():
        now, at = here.get((whole, part), (was, 0))
        if now != was:
            why = f"{part:,.10g}, {WORDS[was]} of {whole:,.10g}, became {WORDS[now]}"
            yield _change("number", why, retelling.lines[at].span, original.lines[line].span)
        for number in kept if was == "part" else ():
            if number.value == whole + part and number.value not in given and _is_like(number, line, original, retelling):
                why = f"{part:,.10g}, a part of {whole:,.10g}, was added to it"
                yield _change("number", why, number.span, original.lines[line].span)


def _is_like(number: Number, line: int, original: Facts, retelling: Facts) -> bool:
    return likeness(retelling.lines[number.line], original.lines[line], numbers=False) >= ALIKE


def _change(kind: DriftKind, explanation: str, span: Span, against: Span) -> Change:
    return Change(kind=kind, explanation=explanation, span=span, against=against)

"""Changed counting: the number of one state's people given to another's, what was only a base told as the part."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.align import fates, is_within, main_value, measures_agree, near, people, same_thing, same_value, values
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import DriftKind, Facts, Figure
from pactwatch.origins.words import stem

UNITED = frozenset({"people"})
SHARE = "percent"
LEAST = 2
"""A number below it is often no more than an article."""
WORDS = {"at_least": "at least ", "more_than": "more than ", "at_most": "at most ", "less_than": "fewer than ", "about": "about "}


def counted_changes(figure: Figure, same: list[Figure], original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield whose people or firms a number now counts, and a part that became the whole; `same` are the original's of that number."""
    alike = [other for other in same if same_thing(figure, other) and measures_agree(figure, other) and not other.heading]
    if not alike or figure.heading or main_value(figure) < LEAST:
        return
    yield from _other_nation(figure, alike, original, retelling)
    yield from _held(figure, alike, retelling)
    yield from _whole(figure, alike, original, retelling)


def _other_nation(figure: Figure, alike: list[Figure], original: Facts, retelling: Facts) -> Iterator[Change]:
    here = set(figure.nations)
    if len(here) != 1 or any(not other.nations or here & set(other.nations) for other in alike):
        return
    best = alike[0]
    gone = not set(best.nations) & set(retelling.countries)
    suffered = figure.measure == best.measure != "" and bool(set(figure.counted) & set(best.counted))
    if len(best.nations) == 1 and (gone or suffered or (people(figure) and people(best)) or _is_anothers(here, best, original)):
        yield change("actor", figure, best, f"{number_of(best)} of {best.nations[0]} became {number_of(figure)} of {figure.nations[0]}")


def _is_anothers(nations: set[str], figure: Figure, original: Facts) -> bool:
    """Say whether the original has another figure of these states beside the one that they are given."""
    return any(nations & set(other.nations) for other in original.figures if other.line == figure.line and other != figure)


def _is_share(part: Figure, whole: Figure, kept: Figure) -> bool:
    """Say whether a figure is the share of a whole, reckoned out: 300, of a quarter of 1,200."""
    return part.unit == SHARE and near(main_value(kept), main_value(part) * main_value(whole) / 100)


def _held(figure: Figure, alike: list[Figure], retelling: Facts) -> Iterator[Change]:
    """Yield the number of what holds things told as that of the things: missile launchers as missiles."""
    unit = stem(figure.unit.split()[-1]) if figure.unit else ""
    for other in alike if unit and not people(figure) else ():
        theirs = stem(other.unit.split()[-1]) if other.unit else unit
        gone = not any(theirs in line.words for line in retelling.lines)
        if theirs != unit and gone and unit in other.counted and theirs in other.counted and theirs not in figure.counted and not people(other):
            yield change("measure", figure, other, f"{number_of(other)} became {number_of(figure)}")
            return


def _whole(figure: Figure, alike: list[Figure], original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a whole that stands where the original has a part of it, which the retelling no longer has."""
    if figure.part or figure.base:
        return
    for other in alike:
        for part in (p for p in original.figures if p.part and p.line == other.line and (p.unit == SHARE or main_value(p) < main_value(other))):
            if any(same_value(part, kept) or _is_share(part, other, kept) for kept in retelling.figures):
                continue
            told = other.base and figure.verb == part.verb != ""
            named = bool(set(figure.nations) & set(part.nations)) and not set(figure.nations) & set(other.nations)
            if figure.measure == part.measure != other.measure:
                yield change("measure", figure, part, f"{number_of(part)}, a part of {number_of(other)}, became the whole")
                return
            if (told or named) and all(one.base or named for one in alike):
                yield change("number", figure, part, f"{number_of(part)}, a part of {number_of(other)}, became the whole")
                return


def is_of_other_party(figure: Figure, other: Figure, original: Facts, retelling: Facts) -> bool:
    """Say whether those counted are now others whom the original names: "officers were hurt when farmers stormed" told of the farmers.

    The retelling has no word any more of those whom the original counts.
    """
    here, there = {stem(word) for word in figure.unit.split()} - fates(), set(other.counted) - fates()
    told = {word for line in retelling.lines for word in line.words}
    named = {*original.lines[other.line].words, *(w for f in original.figures if not same_value(f, figure) for w in f.counted)}
    if not here or not there or here & there or figure.measure != other.measure or not figure.measure:
        return False
    return here <= named and not there & told and not here & {w for f in original.figures if same_value(f, figure) for w in f.counted}


def other_group(one: Figure, other: Figure) -> bool:
    """Say whether two figures count people of different kinds: soldiers and civilians."""
    a, b = people(one) - UNITED, people(other) - UNITED
    return bool(a and b) and not any(is_within(x, y) or is_within(y, x) for x in a for y in b)


def change(kind: DriftKind, figure: Figure, other: Figure, explanation: str) -> Change:
    """Return a change from a figure of the original, `other`, to one of the retelling."""
    return Change(kind=kind, explanation=explanation, span=figure.span, against=other.span, claim=figure.claim, against_claim=other.claim)


def number_of(figure: Figure) -> str:
    """Return a figure in words: "at least 40 tanks"."""
    if figure.comparator == "between" and figure.low is not None and figure.high is not None:
        shown = f"{figure.low:,.10g} to {figure.high:,.10g}"
    else:
        shown = WORDS.get(figure.comparator, "") + (f"{main_value(figure):,.10g}" if values(figure) else "")
    return f"{shown} {figure.unit}".strip()

"""Changed actors: who gives and who receives, who attacks and who is attacked, changed over; one state's deed given to another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_converses import tell_one_way
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.words import stem

ALIKE = 0.5
"""Likeness of two sentences from which their verb tells one deed."""
SAME = 0.8
"""Likeness from which they are one sentence but for who does it."""
PARTNERS, MUCH = 0.45, 6.0
"""Likeness of two sentences from which those who act together in them do so in one deed, and what they share at least."""
Role = tuple[str, str, str]
"""Class of the verb, who gives or attacks, who is given to or attacked."""


def actor_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield deeds of one class whose two sides have changed places, then deeds of another state."""
    yield from _turned(original, retelling)
    yield from _replaced(original, retelling)
    yield from _exchanged(original, retelling)
    yield from _partners(original, retelling)


def _turned(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a deed whose two sides stand in each other's place: by classes of verbs, and for any other verb by itself."""
    known = {role for line in original.lines for role in _roles(line)}
    for n, line in enumerate(retelling.lines):
        for kind, acting, against in (role for role in _roles(line) if role not in known):
            for m, other in enumerate(original.lines):
                if (kind, against, acting) in _roles(other):
                    why = f"{acting} and {against} changed places: who is the one to {kind} the other"
                    yield Change(kind="actor", explanation=why, span=retelling.lines[n].span, against=original.lines[m].span)
                    return


def _roles(line: Line) -> list[Role]:
    """Return who gives whom and who attacks whom; to receive from somebody is to be given by it."""
    found = []
    for verb, link, acting, against in line.roles:
        kind = _classes().get(verb)
        if kind == "take" and link == "from":
            found.append(("give", against, acting))
        elif kind is not None and kind != "take":
            found.append((kind, acting, against))
        elif kind is None and verb not in _no_deeds():
            found.append((f"{verb} {link}".removesuffix(" dobj"), acting, against))
    return found


def _replaced(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a deed that the original tells of a state of which the retelling has no word, and of another in its place."""
    known = {doer for line in original.lines for doer in line.doers}
    for line in retelling.lines:
        for verb, acting in (doer for doer in line.doers if doer not in known):
            for other in original.lines:
                theirs = {who for deed, who in other.doers if deed == verb}
                if tell_one_way(line, other, frozenset({acting, *theirs})):
                    continue
                if theirs and not theirs & set(retelling.countries) and likeness(line, other) >= ALIKE:
                    why = f"what {', '.join(sorted(theirs))} does ({verb}) is told of {acting}"
                    yield Change(kind="actor", explanation=why, span=line.span, against=other.span)
                    return


def _exchanged(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a deed told, in what is one sentence but for that, of another state that the original names beside the one that did it."""
    before = {doer for line in original.lines for doer in line.doers}
    after = {doer for line in retelling.lines for doer in line.doers}
    for line in retelling.lines:
        for verb, acting in (doer for doer in line.doers if doer not in before and doer[0] not in _no_deeds()):
            for other in original.lines:
                theirs = {who for deed, who in other.doers if deed == verb and (deed, who) not in after}
                if tell_one_way(line, other, frozenset({acting, *theirs})):
                    continue
                if len(theirs) == 1 and acting in other.countries and theirs <= set(line.countries) and likeness(line, other) >= SAME:
                    why = f"what {min(theirs)} does ({verb}) is told of {acting}"
                    yield Change(kind="actor", explanation=why, span=line.span, against=other.span)
                    return


def _partners(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a deed of several states together where one of them became another."""
    for line in retelling.lines:
        for other in original.lines:
            if likeness(line, other) < PARTNERS or shared(line, other) < MUCH:
                continue
            for here, there in ((a, b) for a in _together(line) for b in _together(other)):
                new, gone = here - there, there - here
                if here & there and new and gone and not any(new <= known for known in _together(other)):
                    why = f"{', '.join(sorted(gone))} became {', '.join(sorted(new))}, beside {', '.join(sorted(here & there))}"
                    yield Change(kind="actor", explanation=why, span=line.span, against=other.span)
                    return


def _together(line: Line) -> list[set[str]]:
    """Return the states that do one deed together, of each deed of two or more."""
    deeds = {deed for deed, _ in line.doers}
    return [states for deed in sorted(deeds) if len(states := {who for verb, who in line.doers if verb == deed}) > 1]


@lru_cache(maxsize=1)
def _no_deeds() -> frozenset[str]:
    """Return the verbs of what two do to each other, and those of saying, whose speakers are no actors (drift_voices.py)."""
    words = read_toml("origins/words.toml")
    return frozenset(stem(word) for word in (*words["mutual"]["verbs"].split(), *words["voices"]["speech"].split()))


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {stem(word): name for name, words in read_toml("origins/words.toml")["giving"].items() for word in words.split()}

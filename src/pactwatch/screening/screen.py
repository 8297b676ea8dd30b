"""Screening: a name against lists. What is worth a person's look is a match, what is weaker a candidate."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pactwatch.screening.bodies import compare_bodies, states_of
from pactwatch.screening.calibration import CANDIDATE, MATCH, probability
from pactwatch.screening.index import Index, Listed
from pactwatch.screening.model import ListCopy, ListEntry, Match, Screened
from pactwatch.screening.persons import NOTHING, Likeness, compare_persons
from pactwatch.screening.ships import compare_ships, ship_of
from pactwatch.screening.words import Words

WEAK = 0.93
"""What a name that the list itself calls a weak alias is worth beside a good one."""

CLEAR, BEHIND = 0.9, 0.07
"""Where an entry fits so well, those that fit less by more than BEHIND are candidates only."""

NAME_ONLY = "a match is a name, not a person: see what is missing"

IMO = "IMO number"
NUMBERED = 0.99
"""What the same IMO number is worth: ships keep it under every name."""

SHOWN = 5
"""How many candidates are shown at most."""

_Key = tuple[str, str, str]
"""List, day and reference of an entry."""


class Screener:
    """Lists made ready; `screen` may be called as often as wanted."""

    def __init__(self, copies: Iterable[ListCopy], hides: Callable[[Listed], bool] | None = None) -> None:
        """Make `copies` ready; names that `hides` are as if they were on no list (for measuring)."""
        self._index = Index(copies)
        self._hides = hides

    def screen(self, query: str) -> Screened:
        """Return the entries that `query` may name; nothing is said about who the person is."""
        ranked = sorted(self._found(query).values(), key=lambda pair: (-pair[0].score, pair[1].entry.reference))
        least = max(MATCH, ranked[0][0].score - BEHIND) if ranked and ranked[0][0].score >= CLEAR else MATCH
        matches = [_match(found, listed) for found, listed in ranked if found.score >= least]
        weaker = [_match(found, listed) for found, listed in ranked if CANDIDATE <= found.score < least]
        return Screened(query=query, matches=tuple(matches), candidates=tuple(weaker[:SHOWN]), note=NAME_ONLY if matches else "")

    def _found(self, query: str) -> dict[_Key, tuple[Likeness, Listed]]:
        """Return for each entry that is anything like `query` the name of it that is most."""
        best: dict[_Key, tuple[Likeness, Listed]] = {}
        for listed, words in self._index.find(query):
            if self._hides is not None and self._hides(listed):
                continue
            found = self._compare(words, listed)
            key = _key(listed)
            if found.score > 0 and (key not in best or found.score > best[key][0].score):
                best[key] = (found, listed)
        for listed, number in self._index.numbered(query):
            if self._hides is None or not self._hides(listed):
                name, shown = best.get(_key(listed), (NOTHING, listed))
                reasons = (f"the {IMO} {number} is the same", *name.reasons)
                best[_key(listed)] = (Likeness(max(NUMBERED, name.score), reasons), shown)
        return best

    def _compare(self, words: Words, listed: Listed) -> Likeness:
        schema = listed.entry.schema
        if schema == "Person":
            found = compare_persons(words, listed.words, self._index.weigh)
        elif words.dropped:
            return NOTHING
        elif schema == "Organization":
            found = compare_bodies(words, listed.words, states_of(listed.entry.programme))
        else:
            found = compare_ships(words, listed.words)
        if schema in {"Person", "Organization"} and ship_of(words.words).prefixed:
            return NOTHING
        return Likeness(found.score * WEAK, (*found.reasons, "the list calls this alias weak")) if listed.weak and found.score else found


def _key(listed: Listed) -> _Key:
    return listed.copy.name, listed.copy.as_of, listed.entry.reference


def _match(found: Likeness, listed: Listed) -> Match:
    entry = listed.entry
    return Match(
        list=listed.copy.name, as_of=listed.copy.as_of, reference=entry.reference, name=entry.name, matched=listed.name,
        schema=entry.schema, programme=entry.programme, score=round(found.score, 3),
        probability=probability(found.score), reasons=found.reasons,
        missing=tuple(line for line in missing(entry) if not (line.startswith(IMO) and found.reasons[0].startswith(f"the {IMO}"))),
    )  # fmt: skip


def missing(entry: ListEntry) -> tuple[str, ...]:
    """Return what would tell whether it is the same: what the list has and the name alone does not give."""
    known: tuple[tuple[str, tuple[str, ...]], ...]
    if entry.schema == "Person":
        known = (("date of birth", entry.births), ("nationality", entry.nationalities), ("passport or identity number", entry.numbers))
    elif entry.schema == "Vessel":
        known = ((IMO, entry.numbers), ("flag", entry.nationalities))
    else:
        known = (("address", entry.places), ("registration number", entry.numbers))
    return tuple(f"{what} ({_first(values)})" if values else f"{what} (the list has none)" for what, values in known)


def _first(values: tuple[str, ...]) -> str:
    shown = "; ".join(values[:2])
    return f"the list: {shown}" + (f" and {len(values) - 2} more" if len(values) > 2 else "")

"""Names in a text that match entries of sanctions lists, as conditions see them: a match is a name, never a person.

`screened` stands for any such name, `screened_dprk` for one of the programmes on the DPRK (or of no named programme, where
the DPRK is spoken of near by), `screened_same` for one of which a named person decided that it is the entry. Only what a
person decided can make an element met; a name alone leaves it open, and shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pactwatch.model import Frozen, Span
from pactwatch.screening.model import Match

CLASSES = ("screened", "screened_dprk", "screened_same")
PROGRAMME = re.compile(r"DPRK|NORTH KOREA|KOREA, NORTH|\b1718\b", re.IGNORECASE)
SAME = "same"
SHOWN = 3
"""Matches that a reason names; how many more there are is said."""


class ListedName(Frozen, frozen=True, kw_only=True):
    """A name at a place of a document's text, and the entries that it matches, best first."""

    name: str
    span: Span
    matches: tuple[Match, ...]


def classes_of(listed: ListedName, *, dprk_near: bool) -> tuple[str, ...]:
    """Return the classes (CLASSES) that a name belongs to; `dprk_near` says that the DPRK is spoken of near by."""
    found = ["screened"]
    if any(PROGRAMME.search(f"{match.programme} {match.list}") or (dprk_near and not match.programme) for match in listed.matches):
        found.append("screened_dprk")
    if any(decided(match) for match in listed.matches):
        found.append("screened_same")
    return tuple(found)


def decided(match: Match) -> bool:
    """Whether a person decided that the name is this entry."""
    return match.decision is not None and match.decision.startswith(f"{SAME}:")


def note(names: Sequence[ListedName]) -> str:
    """Return what lists say of `names`, each entry with list, reference and day of the copy; "" without names."""
    told = [_told(one, match) for one in names for match in one.matches]
    more = f" (and {len(told) - SHOWN} more)" if len(told) > SHOWN else ""
    return f"{'; '.join(told[:SHOWN])}{more}. A match is a name, not a person" if told else ""


def _told(one: ListedName, match: Match) -> str:
    how = f"; decided {match.decision}" if match.decision else f", probability {match.probability:.2f}"
    return f"“{one.name}” matches {match.name} ({match.reference}) on {match.list} as of {match.as_of}{how}"

"""Screening against lists as they stood on a day, from copies of several days.

Of each list the newest copy by that day is asked. What the next later copy says is added with its own date: an entry
that was listed between the two, or that is gone. Where no copy is so old, nothing can be said, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from pactwatch.screening.model import ListCopy, Match, Screened
from pactwatch.screening.screen import Screener


class Dated(NamedTuple):
    """One copy of a list, its entries loaded when asked for."""

    name: str
    as_of: str
    load: Callable[[], ListCopy]


class DayScreener:
    """Screens names against each list as of `day` (the newest copies where it is None); `asked` says what was asked."""

    def __init__(self, copies: Iterable[Dated], day: str | None) -> None:
        self.asked: list[str] = []
        self._gone: dict[tuple[str, str], str] = {}
        self._joined: dict[tuple[str, str], str] = {}
        self._too_late: set[str] = set()
        by_list: dict[str, list[Dated]] = {}
        for copy in copies:
            by_list.setdefault(copy.name, []).append(copy)
        chosen: list[ListCopy] = []
        for name, dated in sorted(by_list.items()):
            chosen += self._of_list(name, sorted(dated, key=lambda item: item.as_of), day)
        self._screener = Screener(chosen)

    def _of_list(self, name: str, dated: list[Dated], day: str | None) -> list[ListCopy]:
        by_then = [item for item in dated if day is None or item.as_of <= day]
        later = [item for item in dated if day is not None and item.as_of > day]
        after = later[0].load() if later else None
        if not by_then:
            return self._unmeasured(name, after, day)
        base = by_then[-1].load()
        self.asked.append(f"{name} as of {base.as_of} ({len(base.entries)} entries)")
        if after is None:
            return [base]
        known = {entry.reference for entry in base.entries}
        still = {entry.reference for entry in after.entries}
        self._gone |= {(name, reference): after.as_of for reference in known - still}
        between = tuple(
            entry for entry in after.entries
            if entry.reference not in known and entry.listed_on and base.as_of < entry.listed_on <= str(day)
        )  # fmt: skip
        self._joined |= {(name, entry.reference): str(entry.listed_on) for entry in between}
        return [base, ListCopy(name=name, as_of=after.as_of, entries=between)] if between else [base]

    def _unmeasured(self, name: str, after: ListCopy | None, day: str | None) -> list[ListCopy]:
        if after is None:
            return []
        self.asked.append(f"{name}: no copy is as old as {day}, the earliest is of {after.as_of}; what it dates before is only a candidate")
        self._too_late.add(name)
        before = tuple(entry for entry in after.entries if entry.listed_on and entry.listed_on <= str(day))
        return [ListCopy(name=name, as_of=after.as_of, entries=before)]

    def screen(self, query: str) -> Screened:
        """Return what `query` may name on the lists of that day."""
        found = self._screener.screen(query)
        noted = tuple(self._noted(match) for match in found.matches)
        certain = tuple(match for match in noted if match.list not in self._too_late)
        doubtful = tuple(match for match in noted if match.list in self._too_late)
        candidates = (*doubtful, *(self._noted(match) for match in found.candidates))
        return msgspec.structs.replace(found, matches=certain, candidates=candidates, note=found.note if certain else "")

    def _noted(self, match: Match) -> Match:
        key = (match.list, match.reference)
        if match.list in self._too_late:
            line = "this copy is later than the day asked for; what it dates earlier may have been off the list in between"
        elif key in self._joined:
            line = f"listed on {self._joined[key]}, as the copy of {match.as_of} says"
        elif key in self._gone:
            line = f"no longer in the copy of {self._gone[key]}"
        else:
            return match
        return msgspec.structs.replace(match, reasons=(*match.reasons, line))

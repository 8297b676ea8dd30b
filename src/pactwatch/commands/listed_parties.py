"""The parties of claims that sanctions lists have, as of the day of each claim: what provisions on listed ones are held against."""

from __future__ import annotations

from functools import partial

from pactwatch.commands.failing import say
from pactwatch.commands.lists import today
from pactwatch.commands.screening import decided, with_decisions
from pactwatch.commands.screening_names import screened_parties
from pactwatch.instruments.listed import ListedName
from pactwatch.model import Claim, Reading
from pactwatch.screening.model import ListCopy, Match
from pactwatch.screening.on_day import Dated, DayScreener
from pactwatch.store.lists import KeptCopy
from pactwatch.store.view import View


class ListedParties:
    """Screens the parties of claims against the lists of a ledger; without lists it finds nothing.

    Of each list the copy in force on the claim's day is asked (screening/on_day.py); a day before the earliest copy gives
    nothing, and `untold` counts the claims of such days.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._copies = {(kept.copy.name, kept.copy.as_of): kept for kept in view.list_copies()}
        self._decisions = decided(view) if self._copies else {}
        self._entries: dict[tuple[str, str], ListCopy] = {}
        self._screeners: dict[tuple[object, ...], DayScreener] = {}
        self._known: dict[tuple[object, ...], tuple[Match, ...]] = {}
        self.untold = 0

    def look_in(self, view: View) -> None:
        """Go on in another view, of a ledger whose lists and decisions have not changed."""
        self._view = view

    def of(self, reading: Reading) -> tuple[ListedName, ...]:
        """Return the names in a reading that lists have, each at its place in the text."""
        found: dict[ListedName, None] = {}
        for claim in reading.claims if self._copies else ():
            day = _day(claim, reading)
            early = day is None or any(day < first for first in self._earliest().values())
            for party, query in screened_parties(claim):
                self.untold += early
                matches = self._matches(query, day) if day is not None else ()
                if matches:
                    found[ListedName(name=party.name, span=party.span or claim.trigger, matches=matches)] = None
        return tuple(found)

    def tell(self) -> None:
        """Say on stderr where a list could not be asked, because no copy of it is old enough."""
        if self.untold:
            said = ", ".join(f"{name} (earliest copy {first})" for name, first in sorted(self._earliest().items()))
            say(f"note: parties of {self.untold} claims could not be screened as of their day: no copy is so old of one of {said}")

    def _earliest(self) -> dict[str, str]:
        names = {name for name, _ in self._copies}
        return {name: min(as_of for other, as_of in self._copies if other == name) for name in names}

    def _matches(self, query: str, day: str) -> tuple[Match, ...]:
        key = self._key(day)
        if (key, query) not in self._known:
            screener = self._screeners.get(key)
            if screener is None:
                dated = [Dated(name, as_of, partial(self._load, kept)) for (name, as_of), kept in self._copies.items()]
                screener = self._screeners[key] = DayScreener(dated, day)
            self._known[key, query] = with_decisions(screener.screen(query), self._decisions).matches
        return self._known[key, query]

    def _key(self, day: str) -> tuple[object, ...]:
        """Return what answers depend on: the copies by that day, and between two copies of a list the day itself."""
        by_then = tuple(sorted(copy for copy in self._copies if copy[1] <= day))
        return by_then if len(by_then) == len(self._copies) else (*by_then, day)

    def _load(self, kept: KeptCopy) -> ListCopy:
        key = (kept.copy.name, kept.copy.as_of)
        if key not in self._entries:
            self._entries[key] = self._view.list_entries(kept)
        return self._entries[key]


def _day(claim: Claim, reading: Reading) -> str | None:
    """Return the day as of which the parties of a claim are screened: its last day, else that of publication; today at the latest."""
    day = claim.time.end if claim.time is not None and claim.time.end is not None else reading.document.published
    return min(day[:10], today()) if day else None

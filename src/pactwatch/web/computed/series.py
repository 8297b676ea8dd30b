"""Series of figures, as `pactwatch figures` finds them, each question's answer kept until a further text is read."""

from __future__ import annotations

from pactwatch.commands.figures import Asked, find_series
from pactwatch.errors import UsageError
from pactwatch.figures.series import Series
from pactwatch.store.codec import day_bounds
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got, Kept


class SeriesOf:
    """Series by what is asked; policies and grades change estimates only, which are not kept."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def found(self, view: View, asked: Asked) -> Got[list[Series]]:
        """Return the series that are asked for. UsageError PW120 for no date, PW121 for a measure that there is not."""
        if asked.as_of is not None and day_bounds(asked.as_of) is None:
            raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
        key = ("series", asked.measure, asked.population, asked.as_of)
        return self._kept.get(key, view.stamps().readings, lambda own: find_series(own, asked))

"""Whether what was graded 1 (confirmed) is so still: the origins behind a claim as they stand, asked again whenever its grade is read.

A claim of its story that is rejected or edited, or a split of the story, takes origins away after the grade was given. What no longer
holds is decided in figures/grades.py alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from pactwatch.errors import LedgerError
from pactwatch.figures.grades import CLAIM, CONFIRMED, Grade, graded, held, lacking
from pactwatch.model import Judgement, Review
from pactwatch.store.stories import is_kept
from pactwatch.store.tracing import origins_behind, trace_view

if TYPE_CHECKING:
    from pactwatch.store.tracing import Traced
    from pactwatch.store.view import View


class Support:
    """The origins behind the claims of a ledger at one time, each looked up once.

    `traced` are the stories where they are at hand. Where `quick`, nothing is compared for it: then grades stand as they were given
    until all texts have been compared.
    """

    def __init__(self, view: View, traced: Traced | None = None, *, quick: bool = False) -> None:
        self._view, self._traced, self._quick = view, traced, quick
        self._known: dict[str, list[str] | None] = {}

    def grades(self, judgements: Iterable[Judgement], among: Collection[str] | None = None) -> dict[str, Grade]:
        """Return the latest grade of each claim, `among` those of these claims, as it holds; `judgements` are those in force, oldest first."""
        found = graded(judgements, CLAIM)
        return {claim: self.held(grade) for claim, grade in found.items() if among is None or claim in among}

    def held(self, grade: Grade) -> Grade:
        """Return a claim's grade, with the reason where it no longer holds."""
        return held(grade, self._origins) if grade.credibility == CONFIRMED and self._can_tell() else grade

    def lost(self, reviews: Mapping[str, Review]) -> dict[str, str]:
        """Return the claims whose grade no longer holds, with the reason."""
        confirmed = [claim for claim, review in reviews.items() if review.grade == CONFIRMED]
        found = {claim: lacking(self._origins(claim)) for claim in confirmed if self._can_tell()}
        return {claim: why for claim, why in found.items() if why is not None}

    def review(self, review: Review) -> tuple[Review, str | None]:
        """Return a review with its grade as it holds, and why it is none any more."""
        why = self.lost({review.claim: review}).get(review.claim)
        return (review, None) if why is None else (msgspec.structs.replace(review, grade=None), why)

    def _can_tell(self) -> bool:
        return not self._quick or self._traced is not None or is_kept(self._view)

    def _origins(self, claim: str) -> list[str] | None:
        if claim not in self._known:
            if self._traced is None and not is_kept(self._view):
                self._traced = trace_view(self._view)
            try:
                self._known[claim] = origins_behind(self._view, claim, self._traced)
            except LedgerError:  # the claim is gone, or nothing of its document is shown
                self._known[claim] = None
        return self._known[claim]

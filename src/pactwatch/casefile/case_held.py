"""Which claims of a case may speak in it, and what of their texts: nothing else is published of either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from pactwatch.casefile.case_file import Standing
from pactwatch.casefile.cases import Case, Rules, people
from pactwatch.errors import PactwatchError
from pactwatch.model import Claim, Frozen, Reading, Review, Span
from pactwatch.origins.types import Story
from pactwatch.store.review_edits import edited
from pactwatch.store.types import ClaimView
from pactwatch.store.view import View

SeriesClaims = Callable[[str], Sequence[str]]
"""Returns the ids of the claims that carry the figures of a series, named MEASURE:POPULATION."""


class Held(Frozen, frozen=True, kw_only=True):
    """A document of a case: as it was read, and with only the claims that may speak, as people edited them.

    `shown` are the spans of the text that may be shown; None where all of it may, in a draft.
    """

    whole: Reading
    own: Reading
    shown: tuple[Span, ...] | None


def standing(review: Review, rules: Rules) -> Standing:
    """Return whether a claim may be published under the case's rules, or why not."""
    if review.status == "accepted":
        return "accepted" if len(people(review.by)) >= rules.accepts else "accepted by too few"
    return review.status


def excluded_claims(case: Case, claims: Mapping[str, ClaimView], stories: Iterable[Story], series: SeriesClaims | None) -> frozenset[str]:
    """Return the claims that the case leaves out: by themselves, or with their document, story or series."""
    names = {one.ref for one in case.excluded}
    documents = names | {name for story in stories if story.id in names for name in story.documents}
    found = {name for name, one in claims.items() if name in names or one.reading.document.id in documents}
    for name in names if series is not None else ():
        if ":" in name:
            try:
                found |= set(series(name)) & claims.keys() if series is not None else set()
            except PactwatchError:
                continue  # a series that is no more leaves nothing out
    return frozenset(found)


def reviewed(
    claims: Mapping[str, ClaimView], reviews: Mapping[str, Review], rules: Rules, excluded: Iterable[str], figures: Mapping[str, Sequence[Span]]
) -> tuple[Held, ...]:
    """Return the documents of reviewed claims, with these claims and their words alone; `figures` are cited words by claim."""
    left_out = set(excluded)
    own: dict[str, list[Claim]] = {}
    shown: dict[str, list[Span]] = {}
    whole: dict[str, Reading] = {}
    for name, found in claims.items():
        if name not in left_out and standing(reviews[name], rules) == "accepted":
            document = found.reading.document.id
            claim = edited(found.claim, reviews[name].edits)
            whole.setdefault(document, found.reading)
            own.setdefault(document, []).append(claim)
            shown.setdefault(document, []).extend((*claim.evidence, *figures.get(name, ())))
    return tuple(Held(whole=one, own=_with(one, own[name]), shown=tuple(shown[name])) for name, one in whole.items())


def everything(view: View, claims: Mapping[str, ClaimView]) -> tuple[Held, ...]:
    """Return the documents of all claims with all that was read in them, as people edited it: what a draft shows."""
    found = []
    for one in {claim.reading.document.id: claim.reading for claim in claims.values()}.values():
        reviews = view.reviews([claim.id for claim in one.claims])
        found.append(Held(whole=one, own=_with(one, [edited(claim, reviews[claim.id].edits) for claim in one.claims]), shown=None))
    return tuple(found)


def _with(reading: Reading, claims: Iterable[Claim]) -> Reading:
    return msgspec.structs.replace(reading, claims=tuple(claims))

"""What people decided about claims, as analyses take it: which claims do not count, and which say something else.

A claim that was rejected or retracted does not count, in no figure, balance or finding; one that was edited counts as edited.
Accepting a claim changes nothing of what it says. A ruling of today holds for every day that is asked for: words that were read
wrongly were so on each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from pactwatch.model import Claim, Document, Frozen, ReviewStatus

LEFT_OUT: frozenset[ReviewStatus] = frozenset({"rejected", "retracted"})
"""The statuses of review in which a claim does not count."""


class Edited(Frozen, frozen=True, kw_only=True):
    """A claim as the machine found it and as it is `now`, with the words of its evidence, and its document without its text."""

    found: Claim
    now: Claim
    quotes: tuple[str, ...]
    document: Document


class Ruling(Frozen, frozen=True, kw_only=True):
    """What people decided about one claim that changes an analysis: who decided so last, when and why; `edited` what they changed."""

    claim: str
    document: str
    status: ReviewStatus
    who: str
    at: str
    why: str
    edited: Edited | None = None

    @property
    def counts(self) -> bool:
        """Whether the claim counts."""
        return self.status not in LEFT_OUT


class Standing:
    """The rulings on a ledger's claims at one time; never changed, a later time has another."""

    def __init__(self, rulings: Mapping[str, Ruling] | None = None) -> None:
        self.of: Mapping[str, Ruling] = rulings or {}

    def __bool__(self) -> bool:
        return bool(self.of)

    @cached_property
    def _by_document(self) -> Mapping[str, tuple[Ruling, ...]]:
        documents: dict[str, list[Ruling]] = {}
        for one in self.of.values():
            documents.setdefault(one.document, []).append(one)
        return {name: tuple(sorted(some, key=lambda one: one.claim)) for name, some in documents.items()}

    def about(self, document: str) -> tuple[Ruling, ...]:
        """Return the rulings on the claims of one document."""
        return self._by_document.get(document, ())

    def among(self, claims: frozenset[str]) -> tuple[Ruling, ...]:
        """Return the rulings on these claims."""
        if len(claims) < len(self.of):
            return tuple(self.of[claim] for claim in sorted(claims & self.of.keys()))
        return tuple(one for claim, one in sorted(self.of.items()) if claim in claims)

    def counting(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return those of `claims` that count, as edited."""
        found = [(claim, self.of.get(claim.id)) for claim in claims]
        return [claim if one is None or one.edited is None else one.edited.now for claim, one in found if one is None or one.counts]


def ruling_data(ruling: Ruling) -> dict[str, Any]:
    """Return why a claim does not count: its status, who left it out, when and why."""
    return {"claim": ruling.claim, "status": ruling.status, "who": ruling.who, "at": ruling.at, "why": ruling.why}

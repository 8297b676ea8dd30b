"""What an assistant may write, where a person allows it: decisions of review, under that person's name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from pactwatch.commands.assistant_citing import answer
from pactwatch.commands.assistant_claims import LedgerTools
from pactwatch.errors import UsageError
from pactwatch.store import open_ledger

THROUGH = "through an assistant: "
"""Begins the reason of every decision that came this way: the audit log tells it from the person's own."""


class ReviewTools(LedgerTools):
    """Review, in the name of `who`."""

    def __init__(self, where: str, who: str) -> None:
        super().__init__(where)
        self._who = who

    def review_claim(
        self,
        claim: Annotated[str, Field(max_length=64, description="the claim's id")],
        action: Annotated[Literal["accept", "reject", "note", "grade", "undo"], Field(description="undo: the newest one")],
        why: Annotated[str, Field(min_length=1, max_length=2_000, description="the reason, which the ledger keeps")],
        version: Annotated[int, Field(ge=0, description="review_version of get_claim; if others decided since, nothing is kept")],
        grade: Annotated[int | None, Field(ge=1, le=6, description="for grade: 1 confirmed (needs two independent origins) ... 6")] = None,
    ) -> dict[str, Any]:
        """Decide about one claim after a person asked for it. The ledger keeps who, when and why; every decision can be undone."""
        if (action == "grade") != (grade is not None):
            raise UsageError("a grade goes with the action grade, and only with it", code="PW195")
        if not why.strip():
            raise UsageError("say why: the ledger keeps the reason of every decision", code="PW124")
        reason = f"{THROUGH}{why.strip()}"
        value = {"grade": grade} if action == "grade" else {"text": reason} if action == "note" else None
        with open_ledger(self.where, create=True) as ledger:
            made = ledger.review(claim, action, who=self._who, why=reason, value=value, expected=version)
            with ledger.view() as view:
                review = view.review(made.subject)
        kept = {"judgement": made.id, "claim": made.subject, "who": made.who, "at": made.at, "why": made.why}
        return answer(**kept, status=review.status, review_version=review.version)

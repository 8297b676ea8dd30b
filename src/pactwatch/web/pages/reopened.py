"""What waits to be looked at again, as pages show it: conclusions with what changed, cases that are reopened, letting one stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pactwatch.alerts.message import iso
from pactwatch.casefile.case_material import cited_claims
from pactwatch.casefile.case_status import CaseStatus, changed_claims
from pactwatch.casefile.case_status import Reopened as Changed
from pactwatch.casefile.case_types import Case
from pactwatch.casefile.plain import one_line
from pactwatch.operations import case_states
from pactwatch.operations.case_states import Looked
from pactwatch.operations.reopened import Reopened
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.history import at_words

PLACES = {"claim": "/claims/", "finding": "/provisions/"}
CAUSES = {
    "origin": "another origin", "denial": "denied", "drift": "retold otherwise", "conflict": "contradicted", "superseded": "replaced",
    "article": "the article changed", "retraction": "retracted", "finding": "shown otherwise", "review": "judged anew", "reading": "read anew",
}  # fmt: skip


def looked(ctx: Context) -> Looked:
    """Return what tells the changed claims of a case, remembered as long as the case, these claims and the readings are the same."""

    def of(view: View, case: Case) -> Sequence[Changed]:
        paragraphs = ctx.server.remembered.get(("cited", case.id), (case.version, view.stamps().readings), lambda: cited_claims(view, case))
        kept = [*(one.claims for one in case.published), *(one.claims for one in case.signatures)]
        names = {name for claims in kept for name in claims} | {name for cited in paragraphs.values() for name in cited}
        stamp = (case.version, view.stamps().readings, tuple((one.claim, one.version, one.now) for one in view.reviews(sorted(names)).values()))
        return ctx.server.remembered.get(("changed", case.id), stamp, lambda: changed_claims(view, case))

    return of


def reopened(ctx: Context, view: View, **asked: Any) -> list[Reopened]:
    """Return what waits for a person, the newest first, of the texts that have been looked at."""
    return case_states.reopened(view, looked=looked(ctx), **asked)


def states(ctx: Context, view: View, cases: Sequence[Case]) -> list[CaseStatus]:
    """Return how cases stand."""
    return case_states.states(view, cases, looked=looked(ctx))


def reopened_row(one: Reopened) -> dict[str, Any]:
    """Return a conclusion with what changed and its page."""
    name, _, part = one.subject.partition("#")
    title = f"{one.kind} {part} of {name}" if part else f"{one.kind} {name}"
    return {
        "id": one.id, "href": f"{PLACES.get(one.kind, '/cases/')}{name}", "title": title, "cause": CAUSES.get(one.cause, one.cause),
        "why": one_line(one.why), "at": at_words(iso(one.at)) if one.at else "", "new": f"/documents/{one.document}" if one.document else None,
        "claim": claim_of(one),
    }  # fmt: skip


def claim_of(one: Reopened) -> str | None:
    """Return the claim that is to be looked at for a conclusion; None for a finding, which has a page of its own."""
    return one.subject if one.kind == "claim" else one.by


def told(status: CaseStatus) -> list[dict[str, str]]:
    """Return what reopened a case, in words."""
    rows = []
    for one in status.reopened:
        where = [*(f"paragraph {name}" for name in one.paragraphs), *(f"footnote {number} as published" for number in one.notes)]
        words = one.why if one.claim in one.why else f"{one.claim} {one.why}"
        rows.append({"href": f"/claims/{one.claim}", "why": one_line(f"{words}; {', '.join(where) or 'an exhibit'}")})
    return rows

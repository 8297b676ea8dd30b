"""Claims: the list by filter, its facets, the queue of review, and one claim with all that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.di import NamedDependency, Provide
from litestar.params import Parameter

from pactwatch.casefile.claim import claim_facts
from pactwatch.commands.listing import flat_claim
from pactwatch.model import Review, ReviewStatus
from pactwatch.store import ClaimFilter, ClaimRow, ClaimView
from pactwatch.store.support import Support
from pactwatch.store.view import View
from pactwatch.web.api.claim_table import claim_lines
from pactwatch.web.api.parameters import claim_filter
from pactwatch.web.api.reply import asked_for_csv, conditional, csv_of, paged, table
from pactwatch.web.api.shapes import ClaimPage, FacetList, ReviewFacts, WholeClaim
from pactwatch.web.context import Context
from pactwatch.web.routes import get

ClaimId = Annotated[str, Parameter(max_length=100, description="a claim's id, or a start of it that no other has")]
Status = Annotated[ReviewStatus | None, Parameter(description="where the claim stands in review")]
Wanted = NamedDependency[ClaimFilter]
FACETS = ("facet", "value", "label", "count")
FILTER = {"wanted": Provide(claim_filter)}


@get("/api/v1/claims", name="api.claims", tags=["claims"], dependencies=FILTER)
def claims(ctx: Context, wanted: Wanted, status: Status = None) -> Response[ClaimPage]:
    """List the claims of the ledger that all given filters hold for, as the documents came, then as in the text.

    CSV has all of them where no limit is given, each as people edited it, with its status and the modality that the program read.
    """
    return _listed(ctx, wanted, status)


@get(["/api/v1/queue", "/api/v1/review"], name="api.queue", tags=["reviews"], dependencies=FILTER)
def queue(ctx: Context, wanted: Wanted, status: Status = "unreviewed") -> Response[ClaimPage]:
    """List the claims that wait for review (or are in another status), what repeats another claim last in its document."""
    return _listed(ctx, wanted, status or "unreviewed")


@get("/api/v1/facets", name="api.facets", tags=["claims"], dependencies=FILTER)
def facets(
    ctx: Context, wanted: Wanted, most: Annotated[int, Parameter(ge=1, le=100, description="values of each facet")] = 10
) -> Response[FacetList]:
    """Count the claims that all given filters hold for, by type, state, agent, recipient, source, month and status of review."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        counts = view.review_counts(wanted)
        key = ("facets", wanted, most)
        got = ctx.server.computed.count(key, view, lambda own: own.facets(wanted, most))
        if as_csv:
            rows = [(one.name, value.value, value.label, value.count) for one in got.value for value in one.values]
            rows += [("status", status, status, count) for status, count in counts.items()]
            return table("facets", FACETS, rows, behind=not got.fresh)
        return {"facets": got.value, "status": counts, "total": sum(counts.values()), "behind": not got.fresh}

    return conditional(ctx, make)


@get("/api/v1/claims/{claim:str}", name="api.claim", tags=["claims"])
def claim(ctx: Context, claim: ClaimId) -> Response[WholeClaim]:
    """Return one claim with its evidence in context, its whole derivation and its review; as CSV its row of the list."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = view.claim(claim)
        if as_csv:
            return csv_of("claim", claim_lines(view, [_row(found)]))
        review, unsupported = Support(view, quick=True).review(view.review(found.claim.id))
        edited = view.edited(found.claim, review) if review.edits else None
        return claim_facts(found) | {"review": review_facts(review), "edited": edited, "unsupported": unsupported}

    return conditional(ctx, make)


def _row(found: ClaimView) -> ClaimRow:
    document = found.reading.document
    return ClaimRow(
        claim=found.claim, quotes=tuple(document.text[start:end] for start, end in found.claim.evidence),
        document=msgspec.structs.replace(document, text=""), engine=found.engine.name, version=found.engine.version, reading=found.reading_id,
    )  # fmt: skip


def review_facts(review: Review) -> ReviewFacts:
    """Return a review as rows show it."""
    return ReviewFacts(**{name: getattr(review, name) for name in ReviewFacts.__struct_fields__})


def claim_rows(view: View, rows: Sequence[ClaimRow]) -> list[dict[str, Any]]:
    """Return claims as the list shows them."""
    reviews, support = view.reviews([row.claim.id for row in rows]), Support(view, quick=True)
    found = []
    for row in rows:
        review = support.review(reviews[row.claim.id])[0]
        edited = view.edited(row.claim, review) if review.edits else None
        found.append(flat_claim(row) | {"review": review_facts(review), "edited": edited})
    return found


def _listed(ctx: Context, wanted: ClaimFilter, status: ReviewStatus | None) -> Response[Any]:
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        limit = None if as_csv and "limit" not in ctx.request.query_params else wanted.limit
        asked = msgspec.structs.replace(wanted, limit=limit)
        rows = view.claims(asked) if status is None else view.queue(asked, status, limit, asked.offset)
        if as_csv:
            return csv_of("claims", claim_lines(view, rows))
        rows = list(rows)
        return paged(ctx, "claims", claim_rows(view, rows), _count(ctx, view, wanted, status), wanted.limit or 0, wanted.offset)

    return conditional(ctx, make)


def _count(ctx: Context, view: View, wanted: Wanted, status: ReviewStatus | None) -> int:
    if status is not None:
        return view.review_counts(wanted)[status]
    key = ("count", *(getattr(wanted, name) for name in ClaimFilter.__struct_fields__ if name not in ("limit", "offset")))
    return ctx.server.computed.quick.get(key, view.listed_stamp(), lambda: view.count(wanted))


handlers = [claims, queue, facets, claim]

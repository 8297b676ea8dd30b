"""Claims: the list by filter, and one with all that it stands on."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response
from litestar.di import Provide
from litestar.params import Parameter

from pactwatch.casefile.claim import claim_facts
from pactwatch.casefile.rows import csv_header, csv_rows
from pactwatch.commands.listing import flat_claim
from pactwatch.commands.printing import by_document
from pactwatch.store import ClaimFilter
from pactwatch.store.view import View
from pactwatch.web.api.parameters import claim_filter
from pactwatch.web.api.reply import asked_for_csv, conditional, csv_of, paged
from pactwatch.web.context import Context
from pactwatch.web.routes import get

ClaimId = Annotated[str, Parameter(max_length=100, description="a claim's id, or a start of it that no other has")]


@get("/api/v1/claims", name="api.claims", tags=["claims"], dependencies={"wanted": Provide(claim_filter)})
def claims(ctx: Context, wanted: ClaimFilter) -> Response[Any]:
    """List the claims of the ledger that all given filters hold for, as the documents came, then as in the text."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows = list(view.claims(wanted))
        if as_csv:
            lines = [csv_header()]
            for reading, group in by_document(iter(rows)):
                lines += csv_rows(view.reading(reading).document, tuple(row.claim for row in group))
            return csv_of("claims", lines)
        return paged(ctx, "claims", [flat_claim(row) for row in rows], view.count(wanted), wanted.limit or 0, wanted.offset)

    return conditional(ctx, make)


@get("/api/v1/claims/{claim:str}", name="api.claim", tags=["claims"])
def claim(ctx: Context, claim: ClaimId) -> Response[Any]:
    """Return one claim with its evidence in context and its whole derivation."""
    return conditional(ctx, lambda view: claim_facts(view.claim(claim)))


handlers = [claims, claim]

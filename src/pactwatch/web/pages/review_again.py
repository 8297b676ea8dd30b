"""Review of what was reopened: the claims of the conclusions that wait, what changed for each, and letting one stand."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.errors import LedgerError, PactwatchError
from pactwatch.model import Frozen
from pactwatch.operations.case_states import settle
from pactwatch.store.types import ClaimRow
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query
from pactwatch.web.pages.reopened import claim_of, reopened, reopened_row
from pactwatch.web.routes import post
from pactwatch.web.templates import see_other


class Again(Frozen, frozen=True, kw_only=True):
    """What waits to be looked at again: `rows` are the claims of this page, of `total`; `changes` go by claim.

    `others` have no claim to be looked at (findings have their own page). Not `done` where new texts are still being looked at.
    """

    rows: list[ClaimRow]
    total: int
    changes: dict[str, list[dict[str, Any]]]
    others: list[dict[str, Any]]
    done: bool


def again(ctx: Context, view: View, offset: int, limit: int, *, done: bool) -> Again:
    """Return the claims of the conclusions that wait, those reopened last first; `done` says that new texts have been looked at."""
    changes: dict[str, list[dict[str, Any]]] = {}
    others: list[dict[str, Any]] = []
    for one in reopened(ctx, view):
        claim = claim_of(one)
        (changes.setdefault(claim, []) if claim else others).append(reopened_row(one))
    shown: list[ClaimRow] = []
    names = list(changes)
    for name in names[offset : offset + limit]:
        try:
            found = view.claim(name)
        except LedgerError:
            others += changes[name]
            continue
        quotes = tuple(found.reading.document.text[start:end] for start, end in found.claim.evidence)
        document, engine = found.reading.document, found.reading.engine
        shown.append(ClaimRow(claim=found.claim, quotes=quotes, document=document, engine=engine.name, version=engine.version, reading=""))
    return Again(rows=sorted(shown, key=lambda row: _first_of(row, shown)), total=len(names), changes=changes, others=others, done=done)


def _first_of(row: ClaimRow, rows: list[ClaimRow]) -> int:
    """Return the place of the first claim of the same document, so that a document's claims stand together."""
    return next(place for place, other in enumerate(rows) if other.document.id == row.document.id)


@post("/review/settle", name="pages.review.settle")
def let_stand(ctx: Context) -> Response[Any]:
    """Let a reopened conclusion stand as it is, with a reason."""
    from pactwatch.web.pages.review import review_page

    form, query = ctx.form, Query.back(ctx, "/review")
    try:
        settle(ctx.ledger, form.get("id", ""), why=form.get("why", ""), who=ctx.person.name)
    except PactwatchError as error:
        return review_page(ctx, query, query.text("at"), error=error)
    return see_other(query.to(at=None, did="settled"))


handlers = [let_stand]

"""The map and the timeline as rows: where and when what the claims tell of is said to have taken place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from litestar import Response

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_map import places_of
from pactwatch.store import ClaimRow
from pactwatch.store.view import View
from pactwatch.web.api.claims import FILTER, Status, Wanted
from pactwatch.web.api.reply import asked_for_csv, conditional, paged, table
from pactwatch.web.api.shapes import MapPage
from pactwatch.web.context import Context
from pactwatch.web.routes import get

COLUMNS = ("claim", "type", "modality", "status", "start", "end", "edtf", "role", "place", "country", "lat", "lon", "precision", "text", "document")


@get("/api/v1/map", name="api.map", tags=["claims"], dependencies=FILTER)
def spots(ctx: Context, wanted: Wanted, status: Status = None) -> Response[MapPage]:
    """List the places and times of claims, edits included: a row for each place, one without a place for a claim that names none.

    `role` says what the place is to the event: where it is (place), or where it comes from and goes to (from, to).
    """
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows = view.queue(wanted, status, wanted.limit, wanted.offset)
        counts = view.review_counts(wanted)
        found = list(_spots(view, rows))
        if as_csv:
            return table("map", COLUMNS, [[spot[name] for name in COLUMNS] for spot in found])
        total = counts[status] if status else sum(counts.values())
        return paged(ctx, "spots", found, total, wanted.limit or 0, wanted.offset)

    return conditional(ctx, make)


def _spots(view: View, rows: Sequence[ClaimRow]) -> Iterator[dict[str, Any]]:
    reviews = view.reviews([row.claim.id for row in rows])
    for number, row in enumerate(rows, 1):
        review = reviews[row.claim.id]
        claim = view.edited(row.claim, review)
        time = claim.time
        about = {
            "claim": claim.id, "type": claim.type, "modality": claim.modality, "status": review.status, "document": row.document.id,
            "start": time.start if time else None, "end": time.end if time else None, "edtf": time.edtf if time else None,
            "text": " … ".join(row.quotes),
        }  # fmt: skip
        places = places_of(Note(number=number, kind="claim", ref=claim.id, claim=claim))
        nowhere = dict.fromkeys(("role", "place", "country", "lat", "lon", "precision"))
        if not places:
            yield about | nowhere
        for role, place in places.items():
            yield about | {
                "role": role, "place": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "precision": place.precision,
            }  # fmt: skip


handlers = [spots]

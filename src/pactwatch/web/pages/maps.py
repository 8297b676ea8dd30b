"""Map and timeline of claims: the pictures of a case file, over whatever the filters leave."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_map import Spot, case_map, places_of, spots_of
from pactwatch.casefile.case_timeline import timeline
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import modality_word, place_words, type_words
from pactwatch.errors import PactwatchError
from pactwatch.store.types import ClaimRow
from pactwatch.web.context import Context
from pactwatch.web.pages.article import inline_svg
from pactwatch.web.pages.asking import FILTERS, Query
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import STATUS, claim_card, modalities, types
from pactwatch.web.routes import get_page

DRAWN = 60
"""Claims that are drawn at once: more than a picture can name."""


@get_page("/map", name="pages.map")
def show_map(ctx: Context) -> Response[bytes]:
    """Show where and when what the claims tell of is said to have taken place."""
    query = Query(ctx)
    status = query.one_of("status", list(STATUS))
    wanted = query.claim_filter(DRAWN, query.number("offset", 0))
    values: dict[str, Any] = {
        "asked": {**{name: query.text(name) for name in FILTERS}, "status": status, "any": any(query.text(name) for name in (*FILTERS, "status"))},
        "types": [("", "all types"), *((key, type_words(key)) for key in types())],
        "modalities": [("", "all"), *((key, modality_word(key)) for key in modalities())],
        "csv_href": query.to("/api/v1/map", format="csv"), "json_href": query.to("/api/v1/map"),
        "statuses": [("", "all"), *((key, STATUS[key][0]) for key in STATUS)],
    }  # fmt: skip
    try:
        with ctx.view() as view:
            rows = view.queue(wanted, status or None, DRAWN, wanted.offset)  # type: ignore[arg-type]
            reviews = view.reviews([row.claim.id for row in rows])
            rows = [ClaimRow(claim=view.edited(row.claim, reviews[row.claim.id]), quotes=row.quotes, document=row.document, engine=row.engine,
                             version=row.version, reading=row.reading) for row in rows]  # fmt: skip
            plain = query.claim_filter()
            counts = ctx.server.remembered.get(("counts", plain), view.head(), lambda: view.review_counts(plain))
    except PactwatchError as error:
        return show(ctx, "map.html.j2", title="Map", status=status_for(error), error=problem_of(error), claims=[], **values)
    cards = [claim_card(row.claim, row.document, row.quotes, reviews[row.claim.id]) for row in rows]
    total = counts[status] if status else sum(counts.values())
    drawn = ctx.server.drawn.get(("map", wanted, status), tuple(row.claim for row in rows), lambda: _drawn(rows))
    return show(ctx, "map.html.j2", title="Map", claims=cards, total=total, more=total > len(rows), **drawn, **values)


def _drawn(rows: list[ClaimRow]) -> dict[str, Any]:
    notes = [Note(number=n, kind="claim", ref=row.claim.id, claim=row.claim) for n, row in enumerate(rows, 1)]
    drawn, dated = case_map(notes), timeline(notes)
    return {
        "map_svg": inline_svg(drawn.svg, drawn.title) if drawn else "", "timeline_svg": inline_svg(dated.svg, dated.title) if dated else "",
        "map_words": drawn.words if drawn else "", "timeline_words": f"{len(dated.table.rows)} of the claims give a time." if dated else "",
        "places": [_place(spot, notes) for spot in spots_of(notes)],
        "nowhere": sum(not places_of(note) for note in notes),
    }  # fmt: skip


def _place(spot: Spot, notes: list[Note]) -> dict[str, Any]:
    """Return a place with the claims that name it, by the numbers that they have on the map."""
    claims = [{"number": number, "href": f"/claims/{notes[number - 1].ref}"} for number in spot.notes]
    return {"name": one_line(place_words(spot.place)), "precision": spot.place.precision.replace("_", " "), "claims": claims}


handlers = [show_map]

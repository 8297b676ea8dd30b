"""Figures as series, and what went each way between two parties of a pact."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import Parameter

from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.figure_series import Asked
from pactwatch.commands.pacts import COLUMNS as PACT_COLUMNS
from pactwatch.commands.pacts import parties_named, statuses_of, with_given
from pactwatch.figures.derived import derive
from pactwatch.figures.estimates import Policy
from pactwatch.figures.grades import CLAIM, SOURCE, graded
from pactwatch.figures.output import COLUMNS, all_relations, left_out_data, point_rows, relation_data, series_data, with_reviews
from pactwatch.figures.register import register
from pactwatch.store.support import Support
from pactwatch.store.view import View
from pactwatch.web.api.parameters import Day, Limit, Offset
from pactwatch.web.api.reply import MOST, asked_for_csv, conditional, csv_of, paged, ready, table
from pactwatch.web.api.shapes import PactBalance, PactPage, SeriesPage
from pactwatch.web.context import Context
from pactwatch.web.routes import get

Party = Annotated[str, Parameter(max_length=100, description="a state: ISO code or name, as PRK or North Korea")]
LEFT_OUT = 200
"""Figures that are named as left out; `left_out_total` counts all."""
COMPARED = 25
"""Series of a page whose sums are worked out; of more the relations are enough."""


@get("/api/v1/figures", name="api.figures", tags=["figures"])
def figures(
    ctx: Context,
    *,
    measure: Annotated[str | None, Parameter(max_length=100, description="what is counted, as killed or deployed")] = None,
    population: Annotated[str | None, Parameter(max_length=200, description="of whom: a party (PRK, North Korean troops) or words")] = None,
    as_of: Day = None,
    policy: Annotated[Policy | None, Parameter(description="how one figure is made of several")] = None,
    limit: Annotated[int, Parameter(ge=1, le=200, description="at most so many series")] = 20,
    offset: Offset = 0,
) -> Response[SeriesPage]:
    """List the series of figures, the largest first, with conflicts and explanations; as known on a day with `as_of`.

    Figures whose claim was rejected or retracted are under `left_out` alone; what was edited counts as edited, `machine` beside it.
    """
    as_csv, asked = asked_for_csv(ctx), Asked(measure=measure, population=population, as_of=as_of, policy=policy)

    def make(view: View) -> Any:
        found = ctx.server.computed.series.found(view, asked)
        decided = [*view.judgements(SOURCE, as_of=as_of), *view.judgements(CLAIM, as_of=as_of)]
        shown, left = found.value.series[offset : offset + limit], found.value.left_out
        sources, claims = graded(decided, SOURCE), Support(view, quick=True).grades(decided, {p.key for one in shown for p in one.points})
        held = tuple((one.id, one.subject in claims and claims[one.subject].unsupported) for one in decided)
        key, stamp = ("series", measure, population, as_of, policy, limit, offset), (found.version, held)

        def make_data(_: View) -> tuple[list[Any], list[Any], Any, list[Any]]:
            data = [series_data(one, policy, sources, claims) for one in shown]
            relations = [relation_data(r) for r in all_relations(shown)]
            return data, relations, msgspec.to_builtins(derive(shown[:COMPARED])), [left_out_data(one) for one in left[:LEFT_OUT]]

        made = ctx.server.computed.drawn.get(key, stamp, make_data)
        behind = not (found.fresh and made.fresh)
        data, relations, derived, out = made.value
        statuses = view.statuses(p["claim"] for one in data for p in one["points"] if p["has_claim"])
        if as_csv:
            rows = point_rows([with_reviews(one, statuses) for one in data])
            return csv_of("figures", [csv_line(COLUMNS), *(csv_line(row) for row in rows)], behind=behind)

        def encoded() -> bytes:
            rows = [with_reviews(one, statuses) for one in data]
            return encode_json(paged(
                ctx, "series", rows, len(found.value.series), limit, offset, as_of=as_of, policy=policy, behind=behind,
                relations=relations, derived=derived, left_out=out, left_out_total=len(left),
            ))  # fmt: skip

        name = ("answer", ctx.request.scope["query_string"], *key)
        return ready(ctx.server.drawn.get(name, (made.version, behind, statuses), encoded), behind=behind)  # megabytes, which few reviews change

    return conditional(ctx, make)


@get("/api/v1/pacts", name="api.pacts", tags=["pacts"])
def pacts(ctx: Context, limit: Limit = MOST, offset: Offset = 0) -> Response[PactPage]:
    """List the register of pacts with their dates; as CSV a row for each date."""
    as_csv = asked_for_csv(ctx)

    def make(_: View) -> Any:
        every = register()
        shown = every[offset : offset + limit]
        if as_csv:
            rows = [(p.id, p.name, e.event, e.of, e.date, " ".join(e.sources)) for p in shown for e in p.events]
            return table("pacts", ("pact", "name", "event", "of", "date", "sources"), rows)
        return paged(ctx, "pacts", shown, len(every), limit, offset)

    return conditional(ctx, make)


@get("/api/v1/pacts/{one:str}/{two:str}", name="api.pact", tags=["pacts"])
def pact(ctx: Context, one: Party, two: Party, as_of: Day = None) -> Response[PactBalance]:
    """Return what went each way between two parties, their pacts, and the claims that contradict these pacts' dates."""
    as_csv, pair = asked_for_csv(ctx), parties_named(one, two)

    def make(view: View) -> Any:
        got = ctx.server.computed.balances.found(view, pair, as_of)
        statuses = statuses_of(view, got.value)
        if as_csv:
            rows = [[t[name] for name in PACT_COLUMNS] for row in with_given(got.value, statuses)["balance"] for t in row["transfers"]]
            return table("pacts", PACT_COLUMNS, rows, behind=not got.fresh)

        def encoded() -> bytes:
            return encode_json(with_given(got.value, statuses) | {"behind": not got.fresh})

        data = ctx.server.drawn.get(("pact answer", *pair, as_of), (got.version, got.fresh, statuses), encoded)
        return ready(data, behind=not got.fresh)

    return conditional(ctx, make)


handlers = [figures, pacts, pact]

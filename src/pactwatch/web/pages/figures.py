"""Figures as series: charts, conflicts and explanations, as known on a day, with an estimate by a named policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response

from pactwatch.casefile.figure_chart import chart_page
from pactwatch.casefile.figure_text import estimate_line
from pactwatch.casefile.plain import one_line
from pactwatch.commands.figure_series import Asked, Found
from pactwatch.errors import PactwatchError
from pactwatch.figures.grades import CLAIM, SOURCE, Grade, graded
from pactwatch.figures.output import left_out_data, series_data
from pactwatch.figures.points import claimant_key
from pactwatch.figures.reviewed import LeftOut
from pactwatch.figures.series import Series
from pactwatch.figures.wording import number
from pactwatch.model import Review
from pactwatch.store.support import Support
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got
from pactwatch.web.context import Context
from pactwatch.web.errors import NotReadyError
from pactwatch.web.pages.article import inline_svg
from pactwatch.web.pages.asking import Query, as_data, pager
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import status
from pactwatch.web.routes import get_page

LIMIT = 8
POINTS, RELATIONS, DAYS = 60, 12, 400
"""Points, conflicts and explanations of a series that the page lists, and days of the slider; the API has all."""
BRIEFLY = 20
"""Points of a series that the page lists where no population is asked for."""
CHARTED = 200
"""Points of a series that its chart shows, the last ones: of more nothing could be told apart."""
UNCOUNTED = 60
"""Figures that the page names as left out."""
POLICIES = ("lowest", "triple")
TOLD = ("explained_by_sum", "supersedes", "part_of", "different_measure")


@get_page("/figures", name="pages.figures")
def show_figures(ctx: Context) -> Response[bytes]:
    """Show the series that are asked for."""
    query = Query(ctx)
    offset, policy = query.number("offset", 0), query.one_of("policy", POLICIES) or None
    population, measure, as_of = query.text("population"), query.text("measure"), query.text("as_of")
    asked = {"population": population, "measure": measure, "policy": policy, "as_of": as_of, "any": bool(population or measure or as_of)}
    try:
        with ctx.view() as view:
            choices = ctx.server.computed.series.choices(view)
            got = ctx.server.computed.series.found(view, Asked(population=population, measure=measure, as_of=as_of))
            found, left = got.value.series, got.value.left_out
            drawn = _drawn(ctx, view, got, (population, measure, as_of, policy, offset))
            listed_points = POINTS if population else BRIEFLY
            shown = _with_reviews(view, [one | {"points": one["points"][-listed_points:]} for one in drawn.value])
    except NotReadyError:
        raise
    except PactwatchError as error:
        values: dict[str, Any] = {
            "series": [], "left_out": [], "left_more": 0, "behind": False, "pager": None, "days": [], "slider": 0, "measures": [("", "all")],
        }  # fmt: skip
        return show(ctx, "figures.html.j2", title="Figures", status=status_for(error), error=problem_of(error), asked=asked, **values)
    days, measures = choices.days[-DAYS:], [("", "all"), *((name, name) for name in sorted({*choices.measures, *(one.measure for one in found)}))]
    listed = pager(query, len(found), LIMIT, offset, len(shown))
    asked["any"] = asked["any"] and bool(choices.measures)
    data = as_data("figures", {"measure": measure, "population": population, "as_of": as_of, "policy": policy})
    slider = next((n for n, day in enumerate(reversed(days)) if as_of and day <= as_of), None)
    place = len(days) if not as_of else 0 if slider is None else len(days) - 1 - slider
    return show(
        ctx, "figures.html.j2", title="Figures", series=shown, data=data, pager=listed, asked=asked, days=days, slider=place, measures=measures,
        behind=not (got.fresh and drawn.fresh), left_out=[_left_out(one) for one in left[:UNCOUNTED]], left_more=max(0, len(left) - UNCOUNTED),
    )  # fmt: skip


def _left_out(one: LeftOut) -> dict[str, Any]:
    """Return why a figure is left out, in words."""
    data = left_out_data(one)
    return {
        "words": one_line(f"{data['amount']} {data['measure']}: {data['population']}"), "text": one_line(data["text"]), "claim": data["claim"],
        "status": status(data["status"]), "who": one_line(data["who"]), "at": data["at"][:10], "why": one_line(data["why"]),
    }  # fmt: skip


def _drawn(ctx: Context, view: View, got: Got[Found], key: tuple[Any, ...]) -> Got[list[dict[str, Any]]]:
    """Return what the page shows of each series, drawn once for the same figures and grades; the one before while it is drawn anew."""
    *_, policy, offset = key
    listed = got.value.series[offset : offset + LIMIT]
    decided = [*view.judgements(SOURCE), *view.judgements(CLAIM)]
    sources, claims = graded(decided, SOURCE), Support(view, quick=True).grades(decided, {p.key for one in listed for p in one.points})
    judged = tuple((one.id, one.subject in claims and claims[one.subject].unsupported) for one in decided)

    def draw(one: Series) -> dict[str, Any]:
        name = "figure", policy, one.measure, one.unit, one.population, one.party, one.place
        return ctx.server.drawn.get(name, (one, judged), lambda: _series(one, policy, sources, claims))

    return ctx.server.computed.drawn.get(("figures", *key), (got.version, judged), lambda _: [draw(one) for one in listed])


def _with_reviews(view: View, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return drawn series with where the reviews of their points stand, which is looked up each time."""
    reviews = view.reviews([point["claim"] for one in drawn for point in one["points"] if point["claim"]])
    return [one | {"points": [point | {"status": _status(reviews, point)} for point in one["points"]]} for one in drawn]


def _status(reviews: Mapping[str, Review], point: dict[str, Any]) -> Any:
    review = reviews.get(point["claim"])
    return status(review.status) if review is not None else None


def _series(series: Series, policy: Any, sources: Mapping[str, Grade], claims: Mapping[str, Grade]) -> dict[str, Any]:
    data = series_data(series, policy, sources, claims)
    recent = msgspec.structs.replace(series, points=series.points[-CHARTED:])
    unit = f" ({series.unit})" if series.measure == "money" or " per " in series.unit else ""
    return {
        "title": one_line(f"{series.measure}{unit}: {series.population}{f', {series.place}' if series.place else ''}"),
        "n": len(series.points), "sources": len({claimant_key(p) for p in series.points}),
        "svg": inline_svg(chart_page([recent]), f"{series.measure}: {series.population}, as a chart"), "charted": len(recent.points),
        "estimate": one_line("; ".join(estimate_line(one, data["points"]) for one in data["estimates"][:4])),
        "conflicts": [_relation(one, "reason") for one in data["conflicts"][:RELATIONS]],
        "explained": [_relation(one, "by") for one in data["explained"] if one["relation"] in TOLD][:RELATIONS],
        "points": [_point(p) for p in data["points"][-POINTS:]],
    }  # fmt: skip


def _relation(one: dict[str, Any], words: str) -> dict[str, Any]:
    return {"reason": one_line(one[words]), "claims": [{"href": _href(key), "short": key[:11]} for key in one["claims"]]}


def _href(key: str) -> str:
    return f"/claims/{key}" if key.startswith("cl-") else "/figures"


def _point(p: dict[str, Any]) -> dict[str, Any]:
    return {
        "as_of": p["as_of"], "published": (p["published"] or "")[:10] or None, "text": one_line(p["text"]),
        "low": _bound(p["low"]), "best": _bound(p["best"]), "high": _bound(p["high"]),
        "source": one_line(p["claimant"] or p["publisher"] or "the outlet itself"),
        "href": f"/claims/{p['claim']}" if p["has_claim"] else f"/documents/{p['document']}",
        "claim": p["claim"] if p["claim"].startswith("cl-") else None, "read_as": _machine(p["machine"]) if p["machine"] else "",
    }  # fmt: skip


def _machine(read: dict[str, Any]) -> str:
    """Return what the machine read of a figure that people edited."""
    parts = (f"{read['amount']} {read['measure']}", read["modality"], " > ".join(read["sources"]), read["as_of"])
    return one_line(", ".join(part for part in parts if part))


def _bound(value: float | None) -> str:
    return "" if value is None else number(value)


handlers = [show_figures]

"""What rests on a claim, for pages: cases with their paragraphs and footnotes, series of figures, findings, its story, what repeats it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from pactwatch.casefile.case_uses import cases_with, place
from pactwatch.casefile.dependents import Dependents, dependents, series_of
from pactwatch.casefile.plain import one_line
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.store.view import View
from pactwatch.web.computed.stories import Known
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError

SOON = 0.5
"""Seconds that a page waits for what it only mentions."""


def resting_on(ctx: Context, view: View, claim: str) -> dict[str, Any]:
    """Return what rests on a claim in `rows` of words with a link; not `done` where that is still being found.

    Figures, findings and stories are kept until a further text is read; cases are looked up each time.
    """
    try:
        found = _found(ctx, view, claim)
    except WebError:
        return {"rows": [], "done": False}
    cases = cases_with(view, found.ids, series_of(found.figures), _stories(ctx, view))
    whole = msgspec.structs.replace(found, cases=cases)
    rows = [*_cases(whole), *_figures(whole), *_findings(whole), *_others(whole)]
    return {"rows": list({row["words"]: row for row in rows}.values()), "done": True}


def _found(ctx: Context, view: View, claim: str) -> Dependents:
    known = _stories(ctx, view)
    stamps, decided = view.stamps(), tuple(one.id for kind in (JOIN, SPLIT) for one in view.judgements(kind))
    stamp = (stamps.readings, stamps.texts, decided, known is None)
    return ctx.server.computed.kept.get(("dependents", claim), stamp, lambda own: dependents(own, claim, known), longest=SOON).value


def _stories(ctx: Context, view: View) -> Known | None:
    with suppress(WebError):  # without stories, the rest is told all the same
        return ctx.server.computed.stories.known(view, longest=SOON).value
    return None


def _cases(found: Dependents) -> Iterator[dict[str, Any]]:
    places: dict[tuple[str, str], list[str]] = {}
    for use in found.cases:
        places.setdefault((use.case, use.title), []).append(place(use))
    for (case, title), where in places.items():
        told = ", ".join(dict.fromkeys(words for words in where if words))
        yield {"what": "case", "href": f"/cases/{case}", "words": one_line(f"{title}: {told}" if told else title)}


def _figures(found: Dependents) -> Iterator[dict[str, Any]]:
    for use in found.figures:
        where = f", {use.place}" if use.place else ""
        words = f"{use.text}: {use.measure.replace('_', ' ')}, {use.population}{where}, a series of {use.points}"
        yield {"what": "figure", "href": None, "words": one_line(words), "measure": use.measure, "population": use.population}


def _findings(found: Dependents) -> Iterator[dict[str, Any]]:
    for use in found.findings:
        words = f"{use.cite}{'' if use.main else ' (beside another claim)'}"
        yield {"what": "finding", "href": f"/provisions/{use.finding}", "words": one_line(words)}


def _others(found: Dependents) -> Iterator[dict[str, Any]]:
    for use in found.stories:
        count = len(use.documents)
        yield {"what": "story", "href": f"/origins/{use.story}", "words": f"a story of {count} document{'' if count == 1 else 's'}"}
    for claim in found.repeats:
        yield {"what": "repeated", "href": f"/claims/{claim}", "words": claim}

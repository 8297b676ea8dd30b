"""What stands behind claims: the stories of the ledger, the origins of a claim, its sources and their grades."""

from __future__ import annotations

from typing import Any

from pactwatch.casefile.origins_text import summary
from pactwatch.casefile.plain import one_line
from pactwatch.figures.grades import SOURCE, Grade, graded, unsupported_words
from pactwatch.figures.output import source_key
from pactwatch.figures.rulings import Standing
from pactwatch.model import Claim, Review
from pactwatch.origins.types import Story
from pactwatch.store.support import Support
from pactwatch.store.tracing import counted_origins
from pactwatch.store.types import ClaimView
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError

SOON = 0.15
"""Seconds that a page waits for the first comparison of the documents, which it only mentions."""
MANY = 40
"""Documents of a story from which on the origins of one claim are not computed for a page that only mentions them."""


def origins_of_claim(ctx: Context, view: View, found: ClaimView) -> dict[str, Any]:
    """Return what stands behind a claim in words: how many independent origins, within which story."""
    stories = ctx.server.computed.stories
    try:
        known = stories.known(view, longest=SOON).value
        documents = known.of(found.reading.document.id)
    except (WebError, KeyError):
        return {"words": "Its story is still being compared; load the page again in a while.", "note": "", "story": None, "count": None}
    if len(documents) > MANY or not found.latest:
        story = {"id": known.ids[documents], "title": f"a story of {len(documents)} documents"}
        return {"words": "See its story for who stands behind it.", "note": "", "story": story, "count": None}
    standing = view.standing()
    made = stories.story(known, documents, standing)
    stamp = view.stamps().readings, documents, tuple(one for name in documents for one in standing.about(name))
    groups = ctx.server.remembered.get(("origins", found.claim.id), stamp, lambda: _groups(view, standing, found.claim, made))
    own = standing.of.get(found.claim.id)
    words = _origin_words(made, groups) if own is None or own.counts else f"The claim is {own.status}: no origin counts for it."
    return {
        "words": words, "count": len(groups),
        "note": "" if len(groups) > 1 else "Credibility 1 needs two independent origins.",
        "story": {"id": made.id, "title": one_line(made.title), "summary": summary(made)},
    }  # fmt: skip


def _groups(view: View, standing: Standing, claim: Claim, story: Story) -> list[str]:
    claims = {name: reading.claims for name in story.documents if (reading := view.shown_reading(name)) is not None}
    return [" = ".join(one.name for one in group) for group in counted_origins(standing, claim, story, claims)]


def _origin_words(story: Story, names: list[str]) -> str:
    reports, unknown, n = len(story.documents), len(story.unknown_lineage), len(names)
    told = f"{reports} report{'' if reports == 1 else 's'}, {n} independent origin{'' if n == 1 else 's'}"
    named = f": {'; '.join(names)}" if names else ""
    return f"{told}{named}." + (f" {unknown} of unknown lineage." if unknown else "")


def held_grade(view: View, review: Review) -> dict[str, Any]:
    """Return the grade of a claim in words where it is not supported any more, else nothing."""
    why = Support(view, quick=True).review(review)[1]
    return {} if why is None else {"grade": one_line(unsupported_words(why))}


def sources_of(view: View, claim: Claim) -> list[dict[str, Any]]:
    """Return the sources of a claim, innermost first, each with its grade in force."""
    if not claim.attributed_to:
        return []
    grades = grades_of_sources(view)
    return [_source(source.name, grades.get(source_key(source.actor, source.name))) for source in reversed(claim.attributed_to)]


def _source(name: str, grade: Grade | None) -> dict[str, Any]:
    return {"name": name, "grade": grade.grade if grade else None, "meaning": grade.meaning if grade else ""}


def grades_of_sources(view: View) -> dict[str, Grade]:
    """Return the grades in force of all sources that have one, by what they are graded by."""
    return graded(view.judgements(SOURCE), SOURCE)

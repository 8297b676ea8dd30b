"""What stands behind claims: the stories of the ledger, the origins of a claim, its sources and their grades."""

from __future__ import annotations

from typing import Any

from pactwatch.casefile.case_file import OriginCount
from pactwatch.casefile.case_notes import counted
from pactwatch.casefile.case_sentences import origin_line
from pactwatch.casefile.origins_text import summary
from pactwatch.casefile.plain import one_line
from pactwatch.figures.grades import SOURCE, Grade, graded, unsupported_words
from pactwatch.figures.output import source_key
from pactwatch.figures.rulings import Standing
from pactwatch.model import Claim, Review
from pactwatch.origins.types import Story
from pactwatch.store.support import Support
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
    count = ctx.server.remembered.get(("origins", found.claim.id), stamp, lambda: _count(view, standing, found, made))
    own, number = standing.of.get(found.claim.id), len(count.origins) if count is not None else 0
    words = f"{origin_line(count)}." if count else f"The claim is {own.status if own else 'set aside'}: no origin counts for it."
    return {
        "words": words, "count": number,
        "note": "" if number > 1 else "Credibility 1 needs two independent origins.",
        "story": {"id": made.id, "title": one_line(made.title), "summary": summary(made)},
    }  # fmt: skip


def _count(view: View, standing: Standing, found: ClaimView, story: Story) -> OriginCount | None:
    """Return what stands behind a claim as edited; None where it does not count itself."""
    readings = {name: reading for name in story.documents if (reading := view.shown_reading(name)) is not None}
    own = standing.counting([found.claim])
    claims = {name: standing.counting(reading.claims) for name, reading in readings.items()}
    return counted(own[0], found.reading.document.id, story, claims) if own else None


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

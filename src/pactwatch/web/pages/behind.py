"""What stands behind claims: the stories of the ledger, the origins of a claim, its sources and their grades, what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pactwatch.casefile.origins_text import summary
from pactwatch.errors import LedgerError
from pactwatch.figures.grades import SOURCE, Grade, graded
from pactwatch.figures.output import source_key
from pactwatch.model import Claim, Document
from pactwatch.origins.confirmation import origins_of
from pactwatch.origins.decisions import JOIN, SPLIT, apply, story_id
from pactwatch.origins.facts import VERSION
from pactwatch.origins.trace import in_order, trace
from pactwatch.origins.types import Story
from pactwatch.store.tracing import FACTS, LINKS, New, Traced, trace_view
from pactwatch.store.types import ClaimView
from pactwatch.store.view import View
from pactwatch.web.context import Context

MANY = 40
"""Documents of a story from which on the origins of one claim are not computed for a page that only mentions them."""


def stories_of(ctx: Context, view: View) -> Traced:
    """Return the stories of the ledger as they are now; comparing is kept while no reading comes, decisions are put over it."""
    read, decided = view.stamp(JOIN, SPLIT)

    def compared() -> Traced:
        traced = trace_view(view)
        _keep(ctx, traced.new)
        return traced

    base = ctx.server.kept.get("stories compared", read, compared)

    def decide() -> Traced:
        judgements = [*view.judgements(JOIN), *view.judgements(SPLIT)]
        return Traced(base.index, apply(base.index.stories(), judgements, base.index.score), New())

    return ctx.server.kept.get("stories", (read, decided), decide)


def _keep(ctx: Context, new: New) -> None:
    if not new.facts and not new.links:
        return
    try:
        ctx.ledger.derive(FACTS, VERSION, new.facts)
        ctx.ledger.derive(LINKS, VERSION, new.links)
    except LedgerError:
        return  # another process writes: computed again when the server starts anew


def story_name(traced: Traced, story: Sequence[str]) -> str:
    """Return the id of a story."""
    return story_id(in_order(traced.facts(story))[0].document)


def story_at(ctx: Context, view: View, documents: Sequence[str], traced: Traced | None = None) -> tuple[Story, dict[str, Document]]:
    """Return a story with what stands behind it, and its documents."""
    known = traced or stories_of(ctx, view)
    found = {name: view.document(name) for name in documents}
    stamp = (*view.stamp(), tuple(documents))
    made = ctx.server.kept.get(("story", documents[0]), stamp, lambda: trace(known.facts(documents), {n: d.text for n, d in found.items()}))
    return made, found


def origins_of_claim(ctx: Context, view: View, found: ClaimView) -> dict[str, Any]:
    """Return what stands behind a claim in words: how many independent origins, within which story."""
    traced = stories_of(ctx, view)
    documents = next((story for story in traced.stories if found.reading.document.id in story), (found.reading.document.id,))
    if len(documents) > MANY or not found.latest:
        name = story_name(traced, documents) if found.latest else None
        story = {"id": name, "title": f"a story of {len(documents)} documents"} if name else None
        return {"words": "See its story for who stands behind it.", "note": "", "story": story, "count": None}
    made, texts = story_at(ctx, view, documents, traced)
    claims = {name: next(view.readings(name)).claims for name in texts}
    groups = origins_of(found.claim, made, claims)
    return {
        "words": _origin_words(made, len(groups), [" = ".join(one.name for one in group) for group in groups]), "count": len(groups),
        "note": "" if len(groups) > 1 else "Credibility 1 needs two independent origins.",
        "story": {"id": made.id, "title": made.title, "summary": summary(made)},
    }  # fmt: skip


def _origin_words(story: Story, n: int, names: list[str]) -> str:
    reports, unknown = len(story.documents), len(story.unknown_lineage)
    told = f"{reports} report{'' if reports == 1 else 's'}, {n} independent origin{'' if n == 1 else 's'}"
    named = f": {'; '.join(names)}" if names else ""
    return f"{told}{named}." + (f" {unknown} of unknown lineage." if unknown else "")


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


def dependents_of(view: View, claim: str) -> list[dict[str, Any]]:
    """Return the cases that cite a claim."""
    from pactwatch.casefile.case_edits import cases_in

    found = []
    for case in cases_in(view):
        paragraphs = [one.id for one in case.paragraphs if f"[[{claim}" in one.text or claim in one.text]
        exhibits = any(one.ref == claim for one in case.exhibits)
        if paragraphs or exhibits:
            where = f", paragraph {', '.join(paragraphs)}" if paragraphs else ", as an exhibit"
            found.append({"href": f"/cases/{case.id}", "words": f"{case.title}{where}"})
    return found

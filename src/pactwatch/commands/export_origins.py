"""What stands behind each claim that is exported or told: its story's documents, and the independent origins that state it."""

from __future__ import annotations

from collections.abc import Callable

from pactwatch.commands.tracing import Traced, trace_ledger
from pactwatch.exports.record import Behind
from pactwatch.model import Claim
from pactwatch.origins.trace import trace
from pactwatch.store.tracing import counted_origins
from pactwatch.store.view import View

MANY = 5_000
"""Documents from which on origins are counted only when asked for: the facts of all of them are in memory then."""


def origins_of_ledger(where: str, view: View) -> Callable[[str, Claim], Behind | None]:
    """Return what counts the origins of claims of the ledger at `where`, what was compared for it kept."""
    return count_origins(view, trace_ledger(where))


def count_origins(view: View, traced: Traced) -> Callable[[str, Claim], Behind | None]:
    """Return what counts the origins of claims, by document; a story is traced when its first claim is asked for."""
    readings = {document: reading for reading, document in view.latest()}
    standing = view.standing()
    of_story = {document: story for story in traced.stories for document in story}
    known: dict[tuple[str, ...], dict[str, Behind]] = {}

    def counted(story: tuple[str, ...]) -> dict[str, Behind]:
        found = {document: view.reading(readings[document]) for document in story}
        whole = trace(traced.facts(story), {document: reading.document.text for document, reading in found.items()})
        claims = {document: reading.claims for document, reading in found.items()}
        name = traced.id_of(story)
        behind: dict[str, Behind] = {}
        for claim in (claim for document in story for claim in claims[document]):
            groups = counted_origins(standing, claim, whole, claims)
            names = tuple(" = ".join(one.name for one in group) for group in groups)
            behind[claim.id] = Behind(story=name, documents=len(story), independent=len(groups), names=names)
        return behind

    def of(document: str, claim: Claim) -> Behind | None:
        story = of_story.get(document)
        if story is None or document not in readings:
            return None
        if story not in known:
            known[story] = counted(story)
        return known[story].get(claim.id)

    return of


def not_counted(_document: str, _claim: Claim) -> Behind | None:
    """Stand in where origins are not counted."""
    return None

"""One story at a time: a document's neighbourhood looked up by its kept links, whatever else the ledger holds.

What is connected by links is grouped by itself (origins/index.py), so a story needs no more than its neighbourhood: the links of a
reading to those before it are kept with it (`tracing.LINKS`), those from later ones under both names (LINKED), and UNTIL says up
to which reading all have been compared. Joins by analysts reach further, and are followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pactwatch.model import Frozen
from pactwatch.origins.decisions import JOIN, SPLIT, apply, named
from pactwatch.origins.facts import VERSION
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.types import Facts

if TYPE_CHECKING:
    from pactwatch.model import Judgement
    from pactwatch.store.ledger import Ledger
    from pactwatch.store.tracing import KeptLinks, Traced
    from pactwatch.store.view import View

LINKED, UNTIL = "origins.linked", "origins.until"
MOST = 3000
"""Documents of one neighbourhood; a larger one is grouped with all the others."""


class KeptScore(Frozen, frozen=True, kw_only=True):
    """The log odds of one link."""

    value: float


class Compared(Frozen, frozen=True, kw_only=True):
    """The seq of the newest reading when all that lists show had been compared."""

    until: int


def keep_stories(ledger: Ledger, traced: Traced) -> None:
    """Keep what a trace of the whole ledger computed, and up to which reading it went."""
    from pactwatch.store.tracing import FACTS, LINKS

    new, until = traced.new, traced.until
    ledger.derive(FACTS, VERSION, new.facts)
    ledger.derive(LINKS, VERSION, new.links)
    with ledger.view() as view:
        first = not view.derived_under(UNTIL, VERSION, "", Compared)
        links = view.derived(LINKS, VERSION, _kept_links()) if first else new.links
    ledger.derive(LINKED, VERSION, {f"{other} {one}": KeptScore(value=value) for one, kept in links.items() for other, value in kept.links.items()})
    ledger.derive(UNTIL, VERSION, {f"{until:015d}": Compared(until=until)})


def is_kept(view: View) -> bool:
    """Whether all readings that lists show have been compared, and what was found is kept for looking up."""
    compared = view.derived_under(UNTIL, VERSION, "", Compared)
    return bool(compared) and not view.is_shown_after(max(item.until for item in compared.values()))


def trace_around(view: View, document: str) -> Traced | None:
    """Return the stories in the neighbourhood of a document with this id; None where not all has been compared yet."""
    from pactwatch.store.tracing import FACTS, New, Traced

    start = view.shown_readings(documents=[document])
    if not start or not is_kept(view):
        return None
    judgements = [*view.judgements(JOIN), *view.judgements(SPLIT)]
    found = _neighbourhood(view, start, judgements)
    if found is None:
        return None
    documents, links = found
    facts = view.derived_of(FACTS, VERSION, documents, Facts)
    if len(facts) < len(documents):
        return None
    index = StoryIndex()
    for reading in sorted(documents):
        others = {documents[other]: value for other, value in links[reading].items() if documents[other] in index}
        index.link(facts[reading], others)
    index.regroup()
    return Traced(index, apply(index.stories(), judgements, index.score), New(), until=0)


def _neighbourhood(
    view: View, start: dict[str, str], judgements: list[Judgement]
) -> tuple[dict[str, str], dict[str, dict[str, float]]] | None:
    """Return the readings that are connected with those of `start`, each with its document's id, and their links; None for too many."""
    from pactwatch.store.tracing import LINKS

    documents, links = dict(start), dict[str, dict[str, float]]()
    waiting = list(start)
    while waiting:
        if len(documents) > MOST:
            return None
        kept = view.derived_of(LINKS, VERSION, waiting, _kept_links())
        for reading in waiting:
            mine = links.setdefault(reading, {})
            mine |= kept[reading].links if reading in kept else {}
            mine |= {key.split(" ")[1]: found.value for key, found in view.derived_under(LINKED, VERSION, f"{reading} ", KeptScore).items()}
        near = {other for reading in waiting for other in links[reading]} - documents.keys()
        shown = view.shown_readings(readings=near) | view.shown_readings(documents=_joined(judgements, set(documents.values())))
        waiting = [reading for reading in shown if reading not in documents]
        documents |= shown
    return documents, {reading: {other: value for other, value in found.items() if other in documents} for reading, found in links.items()}


def _joined(judgements: Iterable[Judgement], documents: set[str]) -> set[str]:
    """Return the documents that analysts joined with some of `documents`."""
    joins = [named(judgement) for judgement in judgements if judgement.kind == JOIN]
    return {name for join in joins if join & documents for name in join} - documents


def _kept_links() -> type[KeptLinks]:
    from pactwatch.store.tracing import KeptLinks

    return KeptLinks

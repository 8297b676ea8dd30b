"""`pactwatch origins`: the ledger's documents as stories, each with what stands behind it.

Facts and links of each reading are computed once and kept in the ledger (`Ledger.derive`); a ledger that cannot be
written is read all the same, and they are computed for this run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.commands.failing import say
from pactwatch.errors import LedgerError
from pactwatch.model import Frozen
from pactwatch.origins.confirmation import origins_of
from pactwatch.origins.decisions import JOIN, SPLIT, apply
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts
from pactwatch.store import open_ledger
from pactwatch.store.view import View

FACTS, LINKS = "origins.facts", "origins.links"
PROGRESS = 25
"""Documents whose facts are missing from which on a line of progress is shown."""


class KeptLinks(Frozen, frozen=True, kw_only=True):
    """The links of one reading to those that came before it: log odds by the other reading's id."""

    links: dict[str, float]


class Traced:
    """The stories of a ledger: the index, and each story's document ids after what analysts decided."""

    def __init__(self, index: StoryIndex, stories: list[tuple[str, ...]]) -> None:
        self.index = index
        self.stories = stories

    def of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the documents in the story of `document`."""
        return next(story for story in self.stories if document in story)

    def facts(self, story: Sequence[str]) -> list[Facts]:
        """Return the facts of a story's documents."""
        return [self.index.facts(document) for document in story]


def trace_ledger(where: str, *, as_of: str | None = None, anew: bool = False) -> Traced:
    """Return the stories of the ledger at `where` as they were known on the day `as_of` (now)."""
    new_facts: dict[str, Facts] = {}
    with open_ledger(where) as opened, opened.view() as view:
        readings = view.latest()
        kept = {} if anew else view.derived(FACTS, VERSION, Facts)
        known = {} if anew else view.derived(LINKS, VERSION, KeptLinks)
        facts = dict(_facts(view, readings, kept, new_facts))
        judgements = [*view.judgements(JOIN, as_of=as_of), *view.judgements(SPLIT, as_of=as_of)]
    new_links: dict[str, KeptLinks] = {}
    index = _indexed(readings, facts, known, new_links)
    if new_facts or new_links:
        _keep(where, new_facts, new_links)
    if as_of is not None:
        index = _as_known(index, [facts[reading] for reading, _ in readings], as_of)
    return Traced(index, apply(index.stories(), judgements, index.score))


def origins_behind(where: str, claim: str) -> list[str]:
    """Return the names of the independent origins of the claim with this id, within its story (see origins/confirmation.py)."""
    traced = trace_ledger(where)
    with open_ledger(where) as opened, opened.view() as view:
        found = view.claim(claim)
        documents = traced.of(found.reading.document.id)
        readings = {name: next(view.readings(name)) for name in documents}
    story = trace(traced.facts(documents), {name: reading.document.text for name, reading in readings.items()})
    groups = origins_of(found.claim, story, {name: reading.claims for name, reading in readings.items()})
    return [" = ".join(one.name for one in group) for group in groups]


def _facts(view: View, readings: list[tuple[str, str]], kept: dict[str, Facts], new: dict[str, Facts]) -> Iterator[tuple[str, Facts]]:
    missing = sum(reading not in kept for reading, _ in readings)
    for reading, _ in readings:
        if reading not in kept:
            new[reading] = facts_of(view.reading(reading))
            if missing >= PROGRESS and len(new) % PROGRESS == 0:
                say(f"comparing: {len(new)} of {missing} documents")
        yield reading, kept.get(reading) or new[reading]


def _indexed(
    readings: list[tuple[str, str]], facts: dict[str, Facts], known: dict[str, KeptLinks], new: dict[str, KeptLinks]
) -> StoryIndex:
    """Return the index of all readings; the links of those in `known` are not computed again."""
    index, by_reading, by_document = StoryIndex(), dict(readings), {document: reading for reading, document in readings}
    pairs: dict[str, dict[str, float]] = {document: {} for document in by_document}
    for reading, document in readings:
        for other, value in known[reading].links.items() if reading in known else ():
            if other in by_reading:
                pairs[document][by_reading[other]] = pairs[by_reading[other]][document] = value
    for reading, document in sorted(readings, key=lambda pair: pair[0] not in known):
        if reading in known:
            index.link(facts[reading], {other: value for other, value in pairs[document].items() if other in index})
            continue
        found = index.find(facts[reading])
        index.link(facts[reading], found)
        new[reading] = KeptLinks(links={by_document[other]: value for other, value in sorted(found.items())})
    index.regroup()
    return index


def _as_known(index: StoryIndex, facts: list[Facts], as_of: str) -> StoryIndex:
    """Return the index of what was published by the end of `as_of` (a day, month or year)."""
    known = StoryIndex()
    for item in facts:
        if item.published is not None and item.published[: len(as_of)] <= as_of and item.document not in known:
            links = {other: value for other, value in index.links_of(item.document).items() if other in known}
            known.link(item, links)
    known.regroup()
    return known


def _keep(where: str, facts: dict[str, Facts], links: dict[str, KeptLinks]) -> None:
    try:
        with open_ledger(where, create=True, busy_seconds=1) as ledger:
            ledger.derive(FACTS, VERSION, facts)
            ledger.derive(LINKS, VERSION, links)
    except LedgerError as error:
        say(f"note: what was compared is not kept ({error.code}); the next run computes it again")

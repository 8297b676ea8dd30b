"""The stories of a ledger: facts and links of each reading, computed once and kept, and what analysts decided about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pactwatch.errors import LedgerError
from pactwatch.figures.rulings import Standing
from pactwatch.model import Claim, Frozen
from pactwatch.origins.confirmation import origins_of
from pactwatch.origins.decisions import JOIN, SPLIT, apply, story_id
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.naming import called
from pactwatch.origins.trace import in_order, trace
from pactwatch.origins.types import Claimant, Facts, Story
from pactwatch.store import codes
from pactwatch.store.stories import trace_around

if TYPE_CHECKING:
    from pactwatch.store.view import View

FACTS, LINKS = "origins.facts", "origins.links"
PROGRESS = 25
"""Documents whose facts are missing from which on progress is told."""


class KeptLinks(Frozen, frozen=True, kw_only=True):
    """The links of one reading to those that came before it: log odds by the other reading's id."""

    links: dict[str, float]


class New:
    """What a trace had to compute, by reading, to be kept with `Ledger.derive`."""

    def __init__(self) -> None:
        self.facts: dict[str, Facts] = {}
        self.links: dict[str, KeptLinks] = {}


class Traced:
    """The stories of a ledger: the index, and each story's document ids after what analysts decided.

    `until` is the seq of the newest reading that was compared; 0 where not all were looked at.
    """

    def __init__(self, index: StoryIndex, stories: list[tuple[str, ...]], new: New, *, until: int) -> None:
        self.index = index
        self.stories = stories
        self.new = new
        self.until = until

    def of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the documents in the story of `document`."""
        return next(story for story in self.stories if document in story)

    def facts(self, story: Sequence[str]) -> list[Facts]:
        """Return the facts of a story's documents."""
        return [self.index.facts(document) for document in story]

    def told(self, story: Sequence[str], texts: Callable[[], Mapping[str, str]], *, why: bool = False) -> Story:
        """Return a story traced: claimants, relays, copies, drifts. `texts` gives those of its documents by their ids."""
        return trace(self.facts(story), texts(), why=why)

    def id_of(self, story: Sequence[str]) -> str:
        """Return the id that a story has now."""
        return story_id(in_order(self.facts(story))[0].document)

    def called(self, wanted: str) -> list[tuple[str, ...]]:
        """Return the stories that an id, one of earlier times too, or the start of one may mean."""
        return called(self.stories, wanted, self.id_of)

    def named(self, wanted: str, hint: str = "") -> tuple[str, ...]:
        """Return the one story of that id; LedgerError PW408 (ending in `hint`) or PW409 where there is none, or are several."""
        found = self.called(wanted)
        if len(found) > 1:
            raise LedgerError(f"{len(found)} stories start with {wanted}; give more of the id", code=codes.AMBIGUOUS_ID)
        if not found:
            raise LedgerError(f"there is no story {wanted}{hint}", code=codes.UNKNOWN_ID)
        return found[0]


def trace_view(
    view: View,
    *,
    as_of: str | None = None,
    anew: bool = False,
    progress: Callable[[str], None] | None = None,
    facts: Mapping[str, Facts] | None = None,
) -> Traced:
    """Return the stories of a ledger as they were known on the day `as_of` (now), with what was computed for it.

    With `anew`, nothing that was kept is used. `progress` gets a line now and then where much is to be compared. `facts` are those
    of readings that are known beside what the ledger keeps.
    """
    readings = view.latest()
    kept = {**({} if anew else view.derived(FACTS, VERSION, Facts)), **(facts or {})}
    known = {} if anew else view.derived(LINKS, VERSION, KeptLinks)
    new = New()
    known_facts = dict(_facts(view, readings, kept, new.facts, progress))
    judgements = [*view.judgements(JOIN, as_of=as_of), *view.judgements(SPLIT, as_of=as_of)]
    index = _indexed(readings, known_facts, known, new.links)
    if as_of is not None:
        index = index.published_by(as_of)
    return Traced(index, apply(index.stories(), judgements, index.score), new, until=view.newest_reading())


def origins_behind(view: View, claim: str, traced: Traced | None = None) -> list[str]:
    """Return the names of the independent origins of the claim with this id, within its story (see origins/confirmation.py).

    Claims that were rejected or retracted confirm nothing, those that were edited what they say now.
    """
    found = view.claim(claim)
    stories = traced or trace_around(view, found.reading.document.id) or trace_view(view)
    documents = stories.of(found.reading.document.id)
    readings = {reading.document.id: reading for name in documents for reading in view.readings(name)}
    story = stories.told(documents, lambda: {name: reading.document.text for name, reading in readings.items()})
    groups = counted_origins(view.standing(), found.claim, story, {name: reading.claims for name, reading in readings.items()})
    return [" = ".join(one.name for one in group) for group in groups]


def counted_origins(standing: Standing, claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> tuple[tuple[Claimant, ...], ...]:
    """Return the independent origins of a claim as edited, among the claims that count; none of one that does not count itself."""
    own = standing.counting([claim])
    return origins_of(own[0], story, {name: standing.counting(some) for name, some in claims.items()}) if own else ()


def _facts(
    view: View, readings: list[tuple[str, str]], kept: dict[str, Facts], new: dict[str, Facts], progress: Callable[[str], None] | None
) -> Iterator[tuple[str, Facts]]:
    missing = sum(reading not in kept for reading, _ in readings)
    for reading, _ in readings:
        if reading not in kept:
            new[reading] = facts_of(view.reading(reading))
            if progress is not None and missing >= PROGRESS and len(new) % PROGRESS == 0:
                progress(f"comparing: {len(new)} of {missing} documents")
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

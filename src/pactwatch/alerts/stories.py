"""The stories of a ledger kept in memory and grown text by text, so that a new one costs its neighbourhood and not the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pactwatch.errors import LedgerError
from pactwatch.model import Reading
from pactwatch.origins.decisions import JOIN, SPLIT, apply
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.reviewed import reviewed
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Story
from pactwatch.store import Ledger
from pactwatch.store.tracing import FACTS, LINKS, KeptLinks, trace_view
from pactwatch.store.view import View


class Stories:
    """The index of a ledger's stories, loaded once from what the ledger keeps of its comparisons."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._index: StoryIndex | None = None
        self._readings: dict[str, str] = {}

    def story_of(self, view: View, reading_id: str, reading: Reading) -> tuple[str, ...]:
        """Return the ids of the documents in the story of a reading's document, after what analysts decided."""
        index = self._loaded(view)
        document = reading.document.id
        if document not in index:
            facts = facts_of(reading)
            index.add(facts)
            links = {self._readings[other]: value for other, value in sorted(index.links_of(document).items()) if other in self._readings}
            self._readings[document] = reading_id
            self._keep({reading_id: facts}, {reading_id: KeptLinks(links=links)})
        judgements = [*view.judgements(JOIN), *view.judgements(SPLIT)]
        if not judgements:
            return index.story_of(document)
        return next((story for story in apply(index.stories(), judgements, index.score) if document in story), (document,))

    def traced(self, view: View, documents: Sequence[str]) -> Story:
        """Return a story of these documents with all that stands behind it."""
        index = self._loaded(view)
        found = trace([index.facts(name) for name in documents], {name: view.document(name).text for name in documents})
        return reviewed(found, view.standing())

    def _loaded(self, view: View) -> StoryIndex:
        if self._index is None:
            found = trace_view(view)
            self._index = found.index
            self._readings = {document: reading for reading, document in view.latest()}
            if found.new.facts or found.new.links:
                self._keep(found.new.facts, found.new.links)
        return self._index

    def _keep(self, facts: Mapping[str, Facts], links: Mapping[str, KeptLinks]) -> None:
        """Keep what was compared, so that the next process need not; a ledger that takes it not loses nothing but time."""
        with suppress(LedgerError):
            self._ledger.derive(FACTS, VERSION, facts)
            self._ledger.derive(LINKS, VERSION, links)

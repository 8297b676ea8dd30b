"""The ledger's stories: one index that takes in each new document, what analysts decided on top, each story traced once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock

from pactwatch.commands.ahead import MANY, facts_ahead
from pactwatch.errors import LedgerError
from pactwatch.figures.rulings import Standing
from pactwatch.model import Judgement
from pactwatch.origins.decisions import JOIN, SPLIT, apply
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.reviewed import reviewed
from pactwatch.origins.types import Facts, Story
from pactwatch.store import Ledger
from pactwatch.store.tracing import FACTS, LINKS, New, Traced, trace_view
from pactwatch.store.view import View
from pactwatch.web.computed.kept import LONG, Got, Kept
from pactwatch.web.remembered import Remembered

Documents = tuple[str, ...]


class Known(Traced):
    """The stories of a ledger as they stand, with where each document and each id leads; the newest first."""

    def __init__(self, index: StoryIndex, stories: list[Documents], quick: Remembered) -> None:
        super().__init__(index, stories, New(), until=0)
        self._quick = quick
        self._of = {document: story for story in stories for document in story}
        self.ids = {story: super(Known, self).id_of(story) for story in stories}
        newest = {story: max(index.facts(name).published or "" for name in story) for story in stories}
        self.newest = sorted(stories, key=lambda story: (newest[story], self.ids[story]), reverse=True)

    def of(self, document: str) -> Documents:
        """Return the ids of the documents in the story of `document`; KeyError where it is in none."""
        return self._of[document]

    def told(self, story: Sequence[str], texts: Callable[[], Mapping[str, str]], *, why: bool = False) -> Story:
        """Return a story traced, once for the same facts."""
        return self._quick.get(("story", tuple(story), why), self.stamp(story), lambda: super(Known, self).told(story, texts, why=why))

    def stamp(self, story: Sequence[str]) -> int:
        """Return what changes where a story is to be traced again."""
        return hash(tuple((item.claims, item.evidence) for item in self.facts(story)))

    def id_of(self, story: Sequence[str]) -> str:
        """Return the id that a story has now."""
        return self.ids[tuple(story)]


class Stories:
    """Stories as `known` and, one by one, as traced in `story`."""

    def __init__(self, ledger: Ledger, kept: Kept, quick: Remembered) -> None:
        self._ledger = ledger
        self._kept = kept
        self._quick = quick
        self._index: StoryIndex | None = None
        self._readings: dict[str, str] = {}
        self._lock = Lock()
        self.state = ""

    def known(self, view: View, as_of: str | None = None, *, longest: float = LONG) -> Got[Known]:
        """Return the stories as they are known on the day `as_of` (now); wait `longest` seconds where none are known yet."""
        decided = [*view.judgements(JOIN, as_of=as_of), *view.judgements(SPLIT, as_of=as_of)]
        readings, decisions = view.stamps().readings, tuple(one.id for one in decided)
        grouped = self._kept.get("stories", readings, self._grouped, longest=longest)
        index, stories = grouped.value
        if as_of is not None:
            version = (grouped.version, decisions)
            return self._kept.get(("stories", as_of), version, lambda _: self._known_on(index, as_of, decided), longest=longest)
        made = self._quick.get("known", (grouped.version, decisions), lambda: Known(index, apply(stories, decided, index.score), self._quick))
        return Got(made, grouped.version, grouped.fresh)

    def story(self, known: Known, documents: Documents, standing: Standing, *, why: bool = False) -> Story:
        """Return one story traced, as its claims stand: claimants, relays, copies, drifts."""
        return reviewed(self._told(known, documents, why=why), standing)

    def all_of(self, known: Known, stories: Sequence[Documents], standing: Standing) -> dict[Documents, Story]:
        """Return the stories of a page, traced in the background, which may take seconds; NotReadyError PW814 where they are not there soon."""
        stamp = tuple((story, known.stamp(story)) for story in stories)
        key = ("told", tuple(story[0] for story in stories))
        got = self._kept.get(key, stamp, lambda _: {story: self._told(known, story) for story in stories})
        told = got.value if got.fresh else {story: self._told(known, story) for story in stories}
        return {story: reviewed(one, standing) for story, one in told.items()}

    def _told(self, known: Known, documents: Documents, *, why: bool = False) -> Story:
        def texts() -> dict[str, str]:
            with self._ledger.view() as view:
                return {name: view.document(name).text for name in documents}

        return known.told(documents, texts, why=why)

    def warm(self) -> None:
        """Begin to compare the documents."""
        with self._ledger.view() as view:
            stamp = view.stamps().readings
        if stamp:
            self._kept.begin("stories", stamp, self._grouped)

    def _grouped(self, view: View) -> tuple[StoryIndex, list[Documents]]:
        with self._lock:
            latest = view.latest()
            if self._index is None or not self._add(view, latest):
                traced = trace_view(view, facts=self._ahead(view, latest))
                self._keep(traced.new)
                self._index, self._readings = traced.index, {document: reading for reading, document in latest}
            self.state = str(len(self._readings))
            return self._index, self._index.stories()

    def _ahead(self, view: View, latest: list[tuple[str, str]]) -> dict[str, Facts]:
        """Return the facts of the readings that the ledger keeps none of, where these are many."""
        kept = view.derived_subjects(FACTS, VERSION)
        missing = [reading for reading, _ in latest if reading not in kept]
        return facts_ahead(self._ledger, missing, self._kept.teller("stories", "documents compared")) if len(missing) >= MANY else {}

    def _add(self, view: View, latest: list[tuple[str, str]]) -> bool:
        """Add the documents that are new; say whether that was all, and no reading of a known one has changed."""
        assert self._index is not None  # noqa: S101 - _grouped asks
        new = [(reading, document) for reading, document in latest if document not in self._readings]
        if len(latest) - len(new) != len(self._readings) or any(self._readings.get(document, reading) != reading for reading, document in latest):
            return False
        facts = {reading: facts_of(view.reading(reading)) for reading, _ in new}
        for reading, document in new:
            self._index.add(facts[reading])
            self._readings[document] = reading
        kept = New()
        kept.facts.update(facts)
        self._keep(kept)
        return True

    def _keep(self, new: New) -> None:
        with suppress(LedgerError):  # what is not kept is computed again by the next server
            if new.facts:
                self._ledger.derive(FACTS, VERSION, new.facts)
            if new.links:
                self._ledger.derive(LINKS, VERSION, new.links)

    def _known_on(self, index: StoryIndex, as_of: str, decided: Sequence[Judgement]) -> Known:
        with self._lock:  # documents are added to the index in place
            known = index.published_by(as_of)
        return Known(known, apply(known.stories(), decided, known.score), self._quick)

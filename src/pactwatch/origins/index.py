"""The index of stories: a document comes in, finds its likes in milliseconds, and its neighbourhood is grouped anew.

Candidates share rare stems or figures, or a run of wording, and were published near each other; each is scored once. All of
that, and the grouping (stories.py), are functions of pairs and sets, so the order in which documents come never changes the
stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from pactwatch.origins.copies import bands, sketched
from pactwatch.origins.runs import grouped_by_runs
from pactwatch.origins.similarity import Prepared, compare, oddness, ordinal
from pactwatch.origins.stories import CAP, grouped
from pactwatch.origins.types import Facts
from pactwatch.origins.words import rarity

WINDOW, COPIED = 14, 60
"""Days between the publications of two documents that are looked at, at most; of two that share a run of wording."""
RARE = 1.8
"""Rarity from which a stem is looked up: those in at most one text of fifteen."""
SHARED = 5.5
"""Sum of the rarities of what two documents must share to be scored at all: a new word and another, or three less rare ones."""
LINK = 0.0
"""Log odds from which a pair is a link."""
SPAN = 7
"""Days of a drawer of the index."""
CROWD, STEP = 60, 0.5
"""Documents from which a neighbourhood is taken apart before it is grouped, and by how much links must then be stronger, up to CAP."""
ALIKE = 0.5
"""Resemblance from which two documents of a crowd are of one run of copies."""
NO_DAY = -1
Links = dict[str, float]
"""Log odds by the other document's id."""


class StoryIndex:
    """Documents by id, grouped into stories as they are added."""

    def __init__(self) -> None:
        self._facts: dict[str, Facts] = {}
        self._prepared: dict[str, Prepared] = {}
        self._drawers: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._copies: dict[tuple[int, ...], list[str]] = defaultdict(list)
        self._links: dict[str, Links] = {}
        self._scores: dict[tuple[str, str], float] = {}
        self._story: dict[str, tuple[str, ...]] = {}
        self._part: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, document: str) -> bool:
        return document in self._facts

    def facts(self, document: str) -> Facts:
        """Return the facts of a document of the index."""
        return self._facts[document]

    def add(self, facts: Facts) -> tuple[str, ...]:
        """Add a document and return the ids of its story, itself among them; adding it again changes nothing."""
        if facts.document not in self._facts:
            self.link(facts, self.find(facts))
            self._regroup(facts.document)
        return self._story[facts.document]

    def find(self, facts: Facts) -> Links:
        """Return the documents of the index that are about the same event as `facts`, with their log odds above zero."""
        found = {}
        prepared = Prepared(facts)
        for other in sorted(self._candidates(facts)):
            value = compare(prepared, self._prepared[other])
            if value >= LINK:
                found[other] = value
        return found

    def link(self, facts: Facts, links: Mapping[str, float]) -> None:
        """Add a document whose `links` are known, without grouping; `regroup` follows when all are in."""
        document = facts.document
        self._facts[document] = facts
        self._prepared[document] = Prepared(facts)
        self._links[document] = dict(links)
        for other, value in links.items():
            self._links.setdefault(other, {})[document] = value
            self._scores[_key(document, other)] = value
        week = drawer_of(facts)
        for key in lookup_keys(facts):
            self._drawers[key][week].append(document)
        for band in bands(facts.signature):
            self._copies[band].append(document)

    def regroup(self) -> None:
        """Group all documents."""
        self._story.clear()
        self._part.clear()
        for document in sorted(self._facts):
            if document not in self._story:
                self._regroup(document)

    def published_by(self, as_of: str) -> StoryIndex:
        """Return an index of what was published by the end of `as_of` (a day, month or year), grouped as if no more had come.

        It is for reading: documents that are added to it find none of these.
        """
        known = StoryIndex()
        for document, facts in self._facts.items():
            if facts.published is not None and facts.published[: len(as_of)] <= as_of:
                known._facts[document], known._prepared[document] = facts, self._prepared[document]
        for document in known._facts:
            known._links[document] = {other: value for other, value in self._links[document].items() if other in known._facts}
        known._scores = {key: value for key, value in self._scores.items() if key[0] in known._facts and key[1] in known._facts}
        for document in sorted(known._facts):
            if document not in known._story:
                whole = self._connected(document, LINK)
                if whole <= known._facts.keys():
                    known._story |= {one: self._story[one] for one in whole}
                else:
                    known._regroup(document)
        return known

    def stories(self) -> list[tuple[str, ...]]:
        """Return the stories, each as the sorted ids of its documents, in the order of their first ids."""
        return sorted(set(self._story.values()))

    def story_of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the documents in the story of `document`."""
        return self._story[document]

    def links_of(self, document: str) -> Links:
        """Return the documents that `document` is linked to with their log odds."""
        return dict(self._links[document])

    def score(self, one: str, other: str) -> float:
        """Return the log odds that two documents of the index are about one event."""
        key = _key(one, other)
        if key not in self._scores:
            self._scores[key] = compare(self._prepared[one], self._prepared[other])
        return self._scores[key]

    def _candidates(self, facts: Facts) -> Iterator[str]:
        shared: dict[str, float] = defaultdict(float)
        weeks = _reach(facts)
        for key, weight in lookup_keys(facts).items():
            drawers = self._drawers.get(key)
            if drawers is None:
                continue
            for week in weeks if weeks is not None else list(drawers):
                for document in drawers.get(week, ()):
                    shared[document] += weight
        copies = {document for band in bands(facts.signature) for document in self._copies.get(band, ())}
        for document in {document for document, weight in shared.items() if weight >= SHARED} | copies:
            reach = COPIED if document in copies else WINDOW
            if document != facts.document and within(facts, self._facts[document], reach):
                yield document

    def _regroup(self, document: str) -> None:
        for part in self._parts(self._connected(document, LINK), LINK):
            if self._part.get(part[0]) == part:
                continue  # nothing about these documents has changed
            for member in part:
                self._part[member] = part
            for group in self._grouped(part):
                story = tuple(group)
                for member in group:
                    self._story[member] = story

    def _grouped(self, part: tuple[str, ...]) -> list[list[str]]:
        if len(part) <= CROWD:
            return grouped(part, self.score)
        return grouped_by_runs(part, self.score, self._alike)

    def _alike(self, document: str, among: Set[str]) -> Iterator[str]:
        """Yield the documents of `among` that are near-verbatim copies of one, and beyond doubt of its story."""
        mine = self._facts[document].signature
        for other, value in self._links[document].items():
            if value >= CAP and other in among and sketched(mine, self._facts[other].signature) >= ALIKE:
                yield other

    def _parts(self, documents: set[str], least: float) -> Iterator[tuple[str, ...]]:
        """Yield what `documents` fall into when links must be the stronger the more are connected by them.

        Beyond CAP a link says no more, so what it still connects stays together, however much it is.
        """
        if len(documents) <= CROWD or least + STEP > CAP:
            yield tuple(sorted(documents))
            return
        left = set(documents)
        while left:
            found = self._connected(min(left), least + STEP) & documents
            left -= found
            yield from self._parts(found, least + STEP)

    def _connected(self, document: str, least: float) -> set[str]:
        found, waiting = {document}, [document]
        while waiting:
            for other, value in self._links[waiting.pop()].items():
                if value >= least and other not in found and other in self._facts:
                    found.add(other)
                    waiting.append(other)
        return found


def build(every: Iterable[Facts]) -> StoryIndex:
    """Return the index of all of `every`."""
    index = StoryIndex()
    for facts in every:
        if facts.document not in index:
            index.link(facts, index.find(facts))
    index.regroup()
    return index


def lookup_keys(facts: Facts) -> dict[str, float]:
    """Return what a document is looked up by, with its weight."""
    stems = {*facts.names, *facts.words, *facts.heading}
    found = {word: rarity(word) for word in stems if rarity(word) >= RARE}
    for figure in facts.figures:
        weight = oddness(figure)
        if weight >= 1.5:
            found[f"={figure.low if figure.low is not None else figure.high:g}"] = 1.5 * weight
    return found


def drawer_of(facts: Facts) -> int:
    """Return the drawer of the index that a document lies in: NO_DAY, or the number of its SPAN of days."""
    day = ordinal(facts.published)
    return NO_DAY if day is None else day // SPAN


def _reach(facts: Facts) -> list[int] | None:
    """Return the drawers to look into; None for all, where the day of publication is not known."""
    day = ordinal(facts.published)
    if day is None:
        return None
    return [NO_DAY, *range((day - WINDOW) // SPAN, (day + WINDOW) // SPAN + 1)]


def within(one: Facts, other: Facts, days: int) -> bool:
    """Whether two documents were published at most so many days apart, or the day of one is not known."""
    a, b = ordinal(one.published), ordinal(other.published)
    return a is None or b is None or abs(a - b) <= days


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)

"""Findings on the ledger's documents: each document assessed once, what people decided put on top at each request."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from threading import Lock

from pactwatch.commands.finding_judgements import judged
from pactwatch.commands.instrument_files import Texts, texts_of
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.screening import DECISION
from pactwatch.instruments import Finding, LawError, assess, law_errors
from pactwatch.instruments.scene import Scene
from pactwatch.model import Reading
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got, Kept
from pactwatch.web.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one document raises: findings and wrong statements about law."""

    document: str
    published: str | None
    findings: tuple[Finding, ...]
    errors: tuple[LawError, ...]


@dataclass(slots=True)
class _Under:
    """What was assessed under one state of the register, the sanctions lists and the decisions about matches."""

    version: Hashable
    texts: Texts
    parties: ListedParties
    by_reading: dict[str, Assessed] = field(default_factory=dict)


class Findings:
    """Findings of all documents, or of some."""

    def __init__(self, kept: Kept, quick: Remembered) -> None:
        self._kept = kept
        self._quick = quick
        self._under: _Under | None = None
        self._lock = Lock()
        self.progress = (0, 0)
        self.state = 0

    def texts(self, view: View) -> Texts:
        """Return the register with what the ledger adds to it, and the official words that it keeps."""
        return self._quick.get("texts", view.stamps().texts, lambda: texts_of(view))

    def all(self, view: View) -> Got[list[Assessed]]:
        """Return what each document raises, of those that raise anything, as the documents came."""
        return self._kept.get("findings", (_version(view), view.stamps().readings), self._all)

    def of(self, view: View, documents: Iterable[str]) -> list[Assessed]:
        """Return what the documents with these ids raise."""
        wanted = tuple(dict.fromkeys(documents))
        return self._quick.get(("findings", wanted), (_version(view), view.stamps().readings), lambda: self._some(view, wanted))

    def decided(self, view: View, found: Iterable[Assessed], as_of: str | None = None) -> tuple[list[Finding], list[LawError]]:
        """Return findings as people decided by the day `as_of` (now), of documents published by then, and wrong statements about law."""
        known = judged(view, as_of)
        shown = [one for one in found if as_of is None or (one.published or "") <= as_of]
        return [known.applied(finding) for one in shown for finding in one.findings], [error for one in shown for error in one.errors]

    def warm(self) -> None:
        """Begin to assess all documents."""

        def begin(view: View) -> None:
            if view.holds_any():
                self._kept.begin("findings", (_version(view), view.stamps().readings), self._all)

        self._kept.begin("findings begun", 0, begin)

    def _all(self, view: View) -> list[Assessed]:
        latest = view.latest()
        found = [one for one in self._assessed(view, latest) if one.findings or one.errors]
        self.state = len(latest)
        return found

    def _some(self, view: View, documents: tuple[str, ...]) -> list[Assessed]:
        of = {document: reading for reading, document in view.latest_of(documents)}
        return self._assessed(view, [(of[name], name) for name in documents if name in of])

    def _assessed(self, view: View, readings: list[tuple[str, str]]) -> list[Assessed]:
        with self._lock:
            under = self._under
            if under is None or under.version != _version(view):
                under = self._under = _Under(_version(view), texts_of(view), ListedParties(view))
        found = []
        for count, (reading, _) in enumerate(readings):
            if self._kept.closing:
                break
            self.progress = (count, len(readings))
            if reading not in under.by_reading:
                read = view.reading(reading)
                with self._lock:
                    under.parties.look_in(view)
                    under.by_reading[reading] = _assess(read, under)
            found.append(under.by_reading[reading])
        return found


def _assess(reading: Reading, under: _Under) -> Assessed:
    register = under.texts.register
    scene = Scene(reading, register.lexicon, register.facts, under.parties.of(reading))
    return Assessed(
        reading.document.id, reading.document.published, tuple(assess(reading, register, None, scene)), tuple(law_errors(reading, register, scene))
    )


def _version(view: View) -> Hashable:
    stamps = view.stamps()
    decisions = tuple(one.id for one in view.judgements(DECISION)) if stamps.lists else ()
    return stamps.texts, stamps.lists, decisions

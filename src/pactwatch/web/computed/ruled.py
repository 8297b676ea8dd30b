"""What documents raise as people reviewed their claims: each assessed again once for the rulings on it, and kept.

They are assessed beside the requests, which wait a moment for them. Many, as after reviews from a file, take longer, and while review
follows review they are assessed some at a time; until then findings whose claim does not count are left out all the same, and the
rest stand as the machine read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from threading import Lock

from pactwatch.commands.assessed import REVIEWED, Assessed, Assessor, findings_version, ruled_name
from pactwatch.commands.reviewed_findings import Raised, left_out
from pactwatch.errors import LedgerError
from pactwatch.figures.rulings import Ruling
from pactwatch.store import Ledger
from pactwatch.store.view import View
from pactwatch.web.computed.kept import PATIENCE, Kept
from pactwatch.web.errors import WebError

FEW = 8
"""Documents that a request waits for."""
Rulings = tuple[Ruling, ...]
Ruled = tuple[Assessed, Rulings]
Maker = Callable[[View, str], Assessor]
"""Returns what assesses under a version of the findings."""


class RuledFindings:
    """The findings of documents with rulings on their claims, of one server; `state` changes with what is kept."""

    def __init__(self, ledger: Ledger, kept: Kept, maker: Maker, lock: Lock) -> None:
        self._ledger = ledger
        self._kept = kept
        self._maker = maker
        self._lock = lock
        self._known: dict[str, tuple[str, Rulings, Raised]] = {}
        self.state = 0

    def of(self, view: View, found: Iterable[Assessed]) -> tuple[dict[str, Raised], bool]:
        """Return what those of the documents raise that have rulings, and whether all of them are assessed anew."""
        standing = view.standing()
        asked = [(one, rulings) for one in found if one.findings and (rulings := standing.about(one.document))] if standing else []
        if not asked:
            return {}, True
        version = findings_version(view)
        missing = [(one, rulings) for one, rulings in asked if self._at(version, one, rulings) is None]
        if missing:
            name, wanted = "findings reviewed", (version, tuple((one.document, rulings) for one, rulings in missing))
            patience = PATIENCE if len(missing) <= FEW else 0.0
            with suppress(WebError):  # not ready yet
                self._kept.get(name, wanted, lambda own: self.make(own, version, missing), patience=patience, longest=patience)
        made = {one.document: self._at(version, one, rulings) for one, rulings in asked}
        quick = {one.document: _quickly(one, rulings) for one, rulings in asked if made[one.document] is None}
        return {name: raised or quick[name] for name, raised in made.items()}, not quick

    def make(self, view: View, version: str, wanted: Sequence[Ruled]) -> None:
        """Assess documents anew as far as the ledger keeps nothing of them, and keep what came of it."""
        rest = self._looked_up(view, version, [pair for pair in wanted if self._at(version, *pair) is None])
        made: dict[str, Raised] = {}
        for one, rulings in rest:
            if self._kept.closing:
                break
            made[ruled_name(one.document, rulings)] = self._assess(view, version, one, rulings)
        if made:
            with suppress(LedgerError):  # what is not kept is computed again by the next server
                self._ledger.derive(REVIEWED, version, made)

    def ahead(self, view: View, version: str, found: Iterable[Assessed]) -> None:
        """Assess all documents that have rulings, before they are asked for."""
        standing = view.standing()
        self.make(view, version, [(one, rulings) for one in found if one.findings and (rulings := standing.about(one.document))])

    def _at(self, version: str, one: Assessed, rulings: Rulings) -> Raised | None:
        known = self._known.get(one.document)
        return known[2] if known is not None and known[:2] == (version, rulings) else None

    def _looked_up(self, view: View, version: str, wanted: Sequence[Ruled]) -> list[Ruled]:
        """Take what the ledger keeps of `wanted`; return the rest."""
        names = {ruled_name(one.document, rulings): (one, rulings) for one, rulings in wanted}
        for name, raised in view.derived_of(REVIEWED, version, names, Raised).items() if names else ():
            one, rulings = names.pop(name)
            self._known[one.document] = (version, rulings, raised)
            self.state += 1
        return list(names.values())

    def _assess(self, view: View, version: str, one: Assessed, rulings: Rulings) -> Raised:
        with self._lock:
            known = self._at(version, one, rulings)
            if known is None:
                known = self._maker(view, version).reviewed(one, rulings, view)
                self._known[one.document] = (version, rulings, known)
                self.state += 1
        return known


def _quickly(one: Assessed, rulings: Rulings) -> Raised:
    """Return the findings of a document whose claims count, and the others as left out, with nothing assessed anew."""
    gone = {ruling.claim: ruling for ruling in rulings if not ruling.counts}
    return Raised(
        findings=tuple(finding for finding in one.findings if finding.claim not in gone),
        left_out=tuple(left for finding in one.findings if finding.claim in gone for left in left_out(finding, gone)),
    )

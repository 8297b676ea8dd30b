"""Findings on the ledger's documents: each document assessed once, what people decided put on top at each request."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from threading import Lock

from pactwatch.commands.ahead import MANY, findings_ahead
from pactwatch.commands.assessed import FINDINGS, Assessed, Assessor, findings_version
from pactwatch.commands.finding_judgements import judged
from pactwatch.commands.instrument_files import Texts, texts_of
from pactwatch.errors import LedgerError
from pactwatch.instruments import Finding, LawError
from pactwatch.instruments.findings import LeftOut
from pactwatch.model import Frozen
from pactwatch.store import Ledger
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got, Kept
from pactwatch.web.computed.ruled import RuledFindings
from pactwatch.web.remembered import Remembered

__all__ = ["Assessed", "Decided", "Findings"]

Version = tuple[str, int]
"""What findings follow from beside the readings (assessed.py), and the last of the readings."""


class Decided(Frozen, frozen=True, kw_only=True):
    """Findings as people decided, wrong statements about law, and what review left out; `fresh` says whether all reviews are applied."""

    findings: list[Finding]
    errors: list[LawError]
    left_out: list[LeftOut]
    fresh: bool = True


class Findings:
    """Findings of all documents, or of some."""

    def __init__(self, ledger: Ledger, kept: Kept, quick: Remembered) -> None:
        self._ledger = ledger
        self._kept = kept
        self._quick = quick
        self._known: tuple[str, dict[str, Assessed]] = ("", {})
        self._lock = Lock()
        self._latest = 0
        self._ruled = RuledFindings(ledger, kept, self._assessor, self._lock)

    @property
    def state(self) -> tuple[int, int]:
        """What changes with what is kept, beside the ledger."""
        return self._latest, self._ruled.state

    def texts(self, view: View) -> Texts:
        """Return the register with what the ledger adds to it, and the official words that it keeps."""
        return self._quick.get("texts", view.stamps().texts, lambda: texts_of(view))

    def all(self, view: View) -> Got[list[Assessed]]:
        """Return what each document raises, of those that raise anything, as the documents came."""
        return self._kept.get("findings", _version(view), self._all)

    def of(self, view: View, documents: Iterable[str]) -> list[Assessed]:
        """Return what the documents with these ids raise."""
        wanted = tuple(dict.fromkeys(documents))
        return self._quick.get(("findings", wanted), _version(view), lambda: self._some(view, wanted))

    def decided(self, view: View, found: Iterable[Assessed], as_of: str | None = None) -> Decided:
        """Return findings as people reviewed their claims and decided by the day `as_of` (now), of documents published by then."""
        known = judged(view, as_of)
        shown = [one for one in found if as_of is None or (one.published or "") <= as_of]
        ruled, fresh = self._ruled.of(view, shown)
        findings = [known.applied(finding) for one in shown for finding in (ruled[one.document].findings if one.document in ruled else one.findings)]
        return Decided(
            findings=findings, errors=[error for one in shown for error in one.errors],
            left_out=[left for one in shown if one.document in ruled for left in ruled[one.document].left_out], fresh=fresh,
        )  # fmt: skip

    def warm(self) -> None:
        """Begin to assess all documents."""

        def begin(view: View) -> None:
            if view.holds_any():
                self._kept.begin("findings", _version(view), self._all)

        self._kept.begin("findings begun", 0, begin)

    def _all(self, view: View) -> list[Assessed]:
        version, latest = findings_version(view), view.latest()
        known = self._of_version(version) or view.derived(FINDINGS, version, Assessed)
        missing = [reading for reading, _ in latest if reading not in known]
        if len(missing) >= MANY:
            told = self._kept.teller("findings", "documents assessed")
            known |= findings_ahead(self._ledger, missing, version, told)
        known |= self._assessed(view, version, [reading for reading in missing if reading not in known])
        self._known = (version, known)
        self._latest = len(latest)
        self._ruled.ahead(view, version, [known[reading] for reading, _ in latest if reading in known])
        return [one for reading, _ in latest if (one := known.get(reading)) is not None and (one.findings or one.errors)]

    def _some(self, view: View, documents: tuple[str, ...]) -> list[Assessed]:
        of = {document: reading for reading, document in view.latest_of(documents)}
        version, wanted = findings_version(view), [of[name] for name in documents if name in of]
        known = {**view.derived_of(FINDINGS, version, wanted, Assessed), **self._of_version(version)}
        known |= self._assessed(view, version, [reading for reading in wanted if reading not in known])
        return [known[reading] for reading in wanted if reading in known]

    def _assessor(self, view: View, version: str) -> Assessor:
        return self._quick.get("assessor", version, lambda: Assessor(view))

    def _of_version(self, version: str) -> dict[str, Assessed]:
        """Return what is known of the readings under `version`."""
        return self._known[1] if self._known[0] == version else {}

    def _assessed(self, view: View, version: str, readings: list[str]) -> dict[str, Assessed]:
        """Return what some readings raise, computed and kept."""
        if not readings:
            return {}
        made: dict[str, Assessed] = {}
        with self._lock:
            assessor = self._assessor(view, version)
            for reading in readings:
                if self._kept.closing:
                    break
                made[reading] = assessor.assess(view.reading(reading), view)
        with suppress(LedgerError):  # what is not kept is computed again by the next server
            self._ledger.derive(FINDINGS, version, made)
        return made


def _version(view: View) -> Version:
    return findings_version(view), view.stamps().readings

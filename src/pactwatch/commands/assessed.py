"""What the texts of a ledger raise, each assessed once and kept until instruments, lists or decisions about matches change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from pactwatch import __version__
from pactwatch.commands.instrument_files import texts_of
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.reviewed_findings import Raised, reviewed_findings
from pactwatch.commands.screening import DECISION
from pactwatch.data import digest_of
from pactwatch.figures.rulings import Ruling
from pactwatch.instruments import Finding, LawError, assess, law_errors
from pactwatch.instruments.scene import Scene
from pactwatch.model import Frozen, Reading
from pactwatch.store.codec import encode
from pactwatch.store.view import View

FINDINGS, REVIEWED = "law.findings", "law.findings.reviewed"
VERSION = "3"
"""Raise it with every change of what `assess` and `law_errors` return: findings that a ledger keeps under another are made anew."""


class Assessed(Frozen, frozen=True, kw_only=True):
    """What one document raises: findings and wrong statements about law."""

    document: str
    published: str | None
    findings: tuple[Finding, ...]
    errors: tuple[LawError, ...]


class Assessor:
    """Assesses readings under the instruments, lists and decisions of a ledger as they stand in one view."""

    def __init__(self, view: View) -> None:
        """Load the register and the lists."""
        self.texts = texts_of(view)
        self._parties = ListedParties(view)

    def assess(self, reading: Reading, view: View) -> Assessed:
        """Return what a reading raises; `view` is of a ledger with the same instruments, lists and decisions."""
        self._parties.look_in(view)
        register = self.texts.register
        scene = Scene(reading, register.lexicon, register.facts, self._parties.of(reading))
        found, errors = assess(reading, register, None, scene), law_errors(reading, register, scene)
        return Assessed(document=reading.document.id, published=reading.document.published, findings=tuple(found), errors=tuple(errors))


    def reviewed(self, found: Assessed, rulings: Sequence[Ruling], view: View) -> Raised:
        """Return what a document raises under rulings on its claims; `found` is what it raises without."""
        reading = view.shown_reading(found.document)
        if reading is None:
            return Raised(findings=found.findings)
        self._parties.look_in(view)
        return reviewed_findings(reading, self.texts.register, found.findings, rulings, self._parties.of(reading))


def findings_version(view: View) -> str:
    """Return the version of findings: of the program and its instruments, and of what the ledger adds to them."""
    stamps = view.stamps()
    decisions = [one.id for one in view.judgements(DECISION)] if stamps.lists else []
    added = hashlib.sha256("\n".join([f"{stamps.texts} {stamps.lists}", *decisions]).encode()).hexdigest()[:16]
    return f"{__version__}-{VERSION}-{_instruments()}-{added}"


def ruled_name(document: str, rulings: Sequence[Ruling]) -> str:
    """Return the name under which what a document raises under `rulings` is kept: it changes with each of them."""
    whole = encode([(one.claim, one.status, one.who, one.at, one.why, one.edited.now if one.edited else None) for one in rulings])
    return f"{document}:{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


@lru_cache(maxsize=1)
def _instruments() -> str:
    return digest_of("instruments")[:16]

"""What the texts of a ledger raise, each assessed once and kept until instruments, lists or decisions about matches change."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from pactwatch import __version__
from pactwatch.commands.instrument_files import texts_of
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.screening import DECISION
from pactwatch.data import digest_of
from pactwatch.instruments import Finding, LawError, assess, law_errors
from pactwatch.instruments.scene import Scene
from pactwatch.model import Frozen, Reading
from pactwatch.store.view import View

FINDINGS = "law.findings"
VERSION = "2"
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


def findings_version(view: View) -> str:
    """Return the version of findings: of the program and its instruments, and of what the ledger adds to them."""
    stamps = view.stamps()
    decisions = [one.id for one in view.judgements(DECISION)] if stamps.lists else []
    added = hashlib.sha256("\n".join([f"{stamps.texts} {stamps.lists}", *decisions]).encode()).hexdigest()[:16]
    return f"{__version__}-{VERSION}-{_instruments()}-{added}"


@lru_cache(maxsize=1)
def _instruments() -> str:
    return digest_of("instruments")[:16]

"""Instruments as commands use them: the register with what a ledger adds to it, and official words where they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pactwatch.commands.failing import say
from pactwatch.errors import IntakeError
from pactwatch.instruments import codes
from pactwatch.instruments.official import Paragraph, paragraphs
from pactwatch.instruments.register import Register, carried, register
from pactwatch.store import open_ledger
from pactwatch.store.instrument_texts import InstrumentText
from pactwatch.store.view import View

LIMIT = 32 * 2**20
"""Bytes of a file of an instrument; the longest resolution in XML has under one million."""


@dataclass(slots=True, frozen=True)
class Texts:
    """The register, and the official paragraphs that the ledger keeps, by provision."""

    register: Register
    official: Mapping[str, Paragraph]
    kept: tuple[InstrumentText, ...] = ()

    def element_words(self, provision: str, element: str) -> str | None:
        """Return the official words of an element, None where they are not kept or are not those on record."""
        paragraph = self.official.get(provision)
        if paragraph is None or not paragraph.agrees:
            return None
        spans = {one.id: one.span for one in self.register.provision(provision).elements}
        span = spans.get(element)
        return paragraph.words(span) if span else None


def texts_of(view: View) -> Texts:
    """Return what a ledger knows of instruments beside what the program carries; the newest copy of each counts."""
    kept = view.instrument_texts()
    for text in kept:
        if text.kind == "register" and text.instrument in carried():
            say(f"note: {text.source} is not used: {text.instrument} is an instrument that the program carries")
    known = register(view.register_files().values())
    official: dict[str, Paragraph] = {}
    for text in kept:
        if text.kind == "official":
            provisions = known.instrument(text.instrument).provisions
            for provision in provisions:
                official.pop(provision.id, None)
            official |= paragraphs(view.instrument_body(text.id), provisions)
    return Texts(known, official, tuple(kept))


def texts_at(ledger: str) -> Texts:
    """Return the texts of the ledger at a path or URL; those that the program carries where there is no ledger yet."""
    if "://" not in ledger and not Path(ledger).exists():
        return Texts(register(), {})
    with open_ledger(ledger) as opened, opened.view() as view:
        return texts_of(view)


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file; IntakeError PW231 where it cannot be read, PW232 where it is too large."""
    try:
        if path.stat().st_size > LIMIT:
            raise IntakeError(f"it has more than {LIMIT // 2**20} MB; no instrument has", code=codes.TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise IntakeError(f"it cannot be read ({error.strerror or error})", code=codes.CANNOT_READ) from error



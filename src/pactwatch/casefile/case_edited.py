"""What the program read where a person changed a claim: a footnote shows both."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import modality_word, place_words, quantity_words, source_words, time_words
from pactwatch.model import Claim, Party, Place

NONE = "none"
PARTIES = ("agent", "recipient", "object")


def as_read(claim: Claim, found: Claim, text: str) -> str:
    """Return the values that the program `found` in `text` of what was edited: "agent North Korea; state planned"; "" where nothing was."""
    if claim == found:
        return ""
    before, after = _values(found, text), _values(claim, text)
    return "; ".join(f"{name} {old}" for (name, old), (_, new) in zip(before, after, strict=True) if old != new)


def unworded(note: Note) -> tuple[str, ...]:
    """Return the parties that a person gave a claim and no words of its text stand for."""
    if note.claim is None or note.found is None:
        return ()
    pairs = ((getattr(note.claim, name), getattr(note.found, name)) for name in PARTIES)
    return tuple(one_line(now.name) for now, read in pairs if now is not None and now.span is None and now != read)


def _values(claim: Claim, text: str) -> list[tuple[str, str]]:
    return list(_told(claim, text))


def _told(claim: Claim, text: str) -> Iterator[tuple[str, str]]:
    for name in PARTIES:
        party: Party | None = getattr(claim, name)
        yield name, one_line(party.name) if party else NONE
    yield "quantity", one_line(quantity_words(claim.quantity)) or NONE
    yield "state", modality_word(claim.modality)
    yield "time", one_line(time_words(claim.time)) or NONE
    for name in ("place", "origin", "destination"):
        place: Place | None = getattr(claim, name)
        yield name, one_line(place_words(place)) or NONE
    yield "said by", one_line(source_words(claim.attributed_to))
    yield "evidence", " … ".join(f"“{one_line(text[a:b])}”" for a, b in claim.evidence)

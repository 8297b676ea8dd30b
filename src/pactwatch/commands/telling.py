"""What a reading leaves open for a reason that the caller can mend: a language that is not read, a text without its day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pactwatch.commands.stream import Result
from pactwatch.intake.language_tags import language_named

UNREAD, UNDATED = "PW303", "PW304"
"""Codes of notes: the text is in a language that is not read; its day of publication is not known, and times hang on it."""
READ = frozenset({None, "en"})
"""The languages that are read, and that of a text which is too short to tell."""
OPEN = frozenset({"weekday", "rel", "ago", "deictic", "dmy", "mdy", "month"})
"""Kinds of expressions of time that are placed by the day of publication where they name no year (reading/time_grammar.py)."""
_YEAR = re.compile(r"\d{4}")


def notes_of(result: Result) -> tuple[str, ...]:
    """Return the notes on one input, each with its code but for those of intake."""
    return (*result.notes, *(_words(code, result) for code in told_codes(result)))


def told_codes(result: Result) -> Iterator[str]:
    """Yield the codes of what is to be told of one input that was taken in."""
    reading, document = result.reading, result.document or (result.reading.document if result.reading else None)
    if document is None:
        return
    if language_named(document.language) not in READ and not (reading is not None and reading.claims):
        yield UNREAD
    elif reading is not None and document.published is None and _open_times(result):
        yield UNDATED


def summary(counts: Counter[str]) -> Iterator[str]:
    """Yield in a line each what was counted of the texts of archives, of which none is told by itself."""
    if counts[UNREAD]:
        yield f"note: {UNREAD} texts in another language: {counts[UNREAD]}; only English is read"
    if counts[UNDATED]:
        yield f"note: {UNDATED} texts without a day of publication, whose relative times stay open: {counts[UNDATED]}; --published gives it"


def _words(code: str, result: Result) -> str:
    if code == UNREAD:
        language = result.document.language if result.document else None
        return f"{UNREAD} only English is read: this text is in another language ({language}), and no claim was found in it"
    open_times = _open_times(result)
    told = ", ".join(f'"{words}"' for words in open_times[:3]) + (", ..." if len(open_times) > 3 else "")
    return f"{UNDATED} no day of publication is known, so times relative to it stay open ({told}); --published gives it"


def _open_times(result: Result) -> list[str]:
    """Return the words in the evidence of claims without a time that would tell one if the day of publication were known."""
    from pactwatch.reading.numbers import fold
    from pactwatch.reading.parse import straighten
    from pactwatch.reading.time_grammar import find_atoms

    reading, found = result.reading, list[str]()
    if reading is None:
        return found
    for start, end in (span for claim in reading.claims if claim.time is None for span in claim.evidence):
        text = straighten(reading.document.text[start:end])
        found += [text[one.start : one.end] for one in find_atoms(fold(text), text) if one.kind in OPEN]
    return list(dict.fromkeys(" ".join(words.split())[:40] for words in found if not _YEAR.search(words)))

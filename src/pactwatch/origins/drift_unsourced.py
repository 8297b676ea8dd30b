"""Lost attribution: what somebody said is told as the outlet's own knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness
from pactwatch.origins.drift_names import names_person, names_voice
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_voices import is_close, same_voice
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Voice

ALIKE = 0.3
"""Likeness of two sentences from which what is said in them is the same."""


def lost_voice(original: Facts, retelling: Facts, text: str) -> Iterator[Change]:
    """Yield a statement of the original's head for which the retelling names nobody; `text` is the retelling's.

    Where others speak in the retelling, neither they nor any word of speech may stand beside the statement.
    """
    first = next((voice for voice in original.voices if voice.standing == "own" and min(voice.lines) <= 1), None)
    if first is None or not retelling.lines or retelling.own or _is_heard(first, retelling):
        return
    n = min(first.lines)
    best = max(range(len(retelling.lines)), key=lambda k: (likeness(retelling.lines[k], original.lines[n]), -k))
    if likeness(retelling.lines[best], original.lines[n]) < ALIKE:
        return
    if any(names_voice(line, first, text, retelling.countries) for line in retelling.lines):
        return
    if not _is_silent(retelling, text) and not (is_close(retelling, best, original, n, figure=False) and _is_alone(retelling, best, text)):
        return
    why = f"what {first.name} said is told without a source"
    yield Change(kind="attribution", explanation=why, span=retelling.lines[best].span, against=original.lines[n].span)


def _is_heard(voice: Voice, retelling: Facts) -> bool:
    """Say whether the retelling lets a speaker of the original speak, or names the person."""
    return names_person(retelling, voice) or any(same_voice(voice, other) for other in retelling.voices)


def _is_silent(retelling: Facts, text: str) -> bool:
    """Say whether nobody speaks in a retelling but to say nothing of it."""
    if any(voice.standing != "comment" for voice in retelling.voices):
        return False
    commenting = {n for voice in retelling.voices for n in voice.lines}
    return not any(_speech().search(words_of(line, text)) for n, line in enumerate(retelling.lines) if n not in commenting)


def _is_alone(retelling: Facts, line: int, text: str) -> bool:
    """Say whether nobody speaks in a sentence or beside it."""
    beside = [k for k in (line - 1, line, line + 1) if 0 <= k < len(retelling.lines)]
    heard = any(k in voice.lines for voice in retelling.voices for k in beside)
    return not heard and not any(_speech().search(words_of(retelling.lines[k], text)) for k in beside)


@lru_cache(maxsize=1)
def _speech() -> re.Pattern[str]:
    words = "|".join(read_toml("origins/words.toml")["voices"]["speech"].split())
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

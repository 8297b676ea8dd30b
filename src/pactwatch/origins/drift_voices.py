"""Changed attribution: what one claimant says is put into the mouth of another, or of nobody."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.align import likeness, line_words, weight
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Voice
from pactwatch.origins.voice_names import ASSUMED, is_state

ALIKE = 0.3
"""Likeness of two sentences from which what is said in them is the same."""
MOST = 0.5
"""Likeness from which two sentences are one statement."""
TELLING = 20
"""Figure from which sharing it is no chance."""
SHARED = 6.0
"""What they must share at least, as a sum of rarities: one new word and something else."""


def voice_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield words that changed their speaker."""
    for voice in retelling.voices:
        if voice.standing == "comment" or voice.side == "partner":
            continue
        told = _told(voice, retelling, original)
        if not told:
            continue
        alike = [other for other in original.voices if any(m in other.lines for _, m in told)]
        if any(same_voice(voice, other) for other in alike):
            continue
        for line, against in told:
            before = [other for other in original.voices if other.standing != "comment" and against in other.lines]
            close = _is_close(retelling, line, original, against) or any(same_voice(voice, other) for other in original.voices)
            if close and before and not any(_named_in(other, retelling, line) for other in before):
                why = f"what {before[0].name} said is attributed to {voice.name}"
                yield Change(kind="attribution", explanation=why, span=retelling.lines[line].span, against=original.lines[against].span)
                break


def _told(voice: Voice, retelling: Facts, original: Facts) -> list[tuple[int, int]]:
    """Return the sentences in which a voice is heard, each with one of the original that is like it, the most alike first."""
    found = []
    for n in voice.lines:
        for m, other in enumerate(original.lines):
            shared = line_words(retelling.lines[n]) & line_words(other)
            alike = likeness(retelling.lines[n], other)
            if alike >= ALIKE and weight(shared) >= SHARED:
                found.append((-alike, n, m))
    return [(n, m) for _, n, m in sorted(found)]


def _is_close(retelling: Facts, line: int, original: Facts, against: int) -> bool:
    """Say whether two sentences are one statement retold, not two accounts of one event: a telling figure, or most words."""
    one, other = retelling.lines[line], original.lines[against]
    telling = {number for number in {*one.numbers} & {*other.numbers} if float(number[1:]) >= TELLING}
    return bool(telling) or likeness(one, other) >= MOST


def _named_in(voice: Voice, retelling: Facts, line: int) -> bool:
    """Say whether the original's speaker is heard, or its name stands, in a sentence of the retelling."""
    if any(line in other.lines and same_voice(voice, other) for other in retelling.voices):
        return True
    names = {key.partition(":")[2] for key in voice.keys if key.startswith(("person:", "name:"))}
    return bool(names & set(retelling.lines[line].names))


def same_voice(one: Voice, other: Voice) -> bool:
    """Say whether two voices may be one: a key or side in common, or a side that was only assumed of a state's body."""
    if set(one.keys) & set(other.keys) or "partner" in (one.side, other.side):
        return True
    a, b = one.side.removeprefix(ASSUMED), other.side.removeprefix(ASSUMED)
    if a == b:
        return True
    assumed = one.side.startswith(ASSUMED) or other.side.startswith(ASSUMED)
    return assumed and is_state(a) and is_state(b)

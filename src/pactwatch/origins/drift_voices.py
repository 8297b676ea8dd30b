"""Changed attribution: what one claimant says is put into the mouth of another, or of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, line_words, weight
from pactwatch.origins.drift_names import names_voice
from pactwatch.origins.drift_types import Change
from pactwatch.origins.similarity import oddness
from pactwatch.origins.speakers import names_thing, share_speaker
from pactwatch.origins.types import Facts, Line, Voice
from pactwatch.origins.voice_names import ASSUMED, is_common, is_state
from pactwatch.origins.words import content, stem

ALIKE = 0.3
"""Likeness of two sentences from which what is said in them is the same."""
MOST, MUCH = 0.6, 15.0
"""Likeness, and what they share at least, from which two sentences without such a figure are one statement."""
TELLING = 20
"""Figure from which sharing it is no chance."""
ODD = 1.0
"""Oddness (similarity.py) of a figure that is no chance."""
AT = " in "
SHARED = 6.0
"""What they must share at least, as a sum of rarities: one new word and something else."""


def voice_changes(original: Facts, retelling: Facts, text: str) -> Iterator[Change]:
    """Yield words that changed their speaker; `text` is the retelling's."""
    for voice in retelling.voices:
        if voice.standing == "comment" or voice.side == "partner":
            continue
        told = _with_figure(_told(voice, retelling, original), retelling, original)
        if not told:
            continue
        alike = [other for other in original.voices if any(m in other.lines for _, m in told)]
        if _is_among(voice, alike, original):
            continue
        for line, against in told:
            if any(one is not voice and line in one.lines and _is_among(one, alike, original) for one in retelling.voices):
                continue
            if is_common(voice.name) and any(names_voice(retelling.lines[line], one, text) for one in original.voices if one.standing == "own"):
                continue
            if _speaks_alike([voice], retelling.lines[line], original, [against]):
                continue
            before = [other for other in original.voices if other.standing != "comment" and against in other.lines and not _is_thing(other)]
            close = is_close(retelling, line, original, against, figure=voice.confirms)
            if close and before and not any(named_in(other, retelling, line, text, original) for other in before):
                why = f"what {before[0].name} said is attributed to {voice.name}"
                yield Change(kind="attribution", explanation=why, span=retelling.lines[line].span, against=original.lines[against].span)
                break


def _is_among(voice: Voice, others: list[Voice], original: Facts) -> bool:
    """Say whether who speaks in the retelling may be one of those whom the original hears, or their relay."""
    return _is_relay(voice, others) or any(_is_nameless(voice, other, original) for other in others) or any(
        same_voice(voice, other) and not _spoke_not(voice, other, original) and not _is_another(voice, other, original) for other in others
    )


def _is_nameless(voice: Voice, other: Voice, original: Facts) -> bool:
    """Say whether the original's speaker has no name of its own, and who speaks in the retelling is heard there too, further down.

    "Monitors accuse ... The report is by survivors, the group Open Desert said": the monitors are those of Open Desert.
    """
    if other.actor is not None or _surnames(other) or is_state(other.side.removeprefix(ASSUMED)) or not is_common(other.name):
        return False
    return any(set(voice.keys) & set(one.keys) and one.standing == "own" and not is_state(one.side.removeprefix(ASSUMED)) for one in original.voices)


def _is_another(voice: Voice, other: Voice, original: Facts) -> bool:
    """Say whether who speaks in the retelling is somebody else whom the original hears too: a person by another name, a body that denies it.

    Who denies what another says is no other voice of the same side, as far as that side was only assumed.
    """
    mine, theirs = _surnames(voice), _surnames(other)
    if mine and theirs:
        return not mine & theirs and any(mine & _surnames(one) for one in original.voices)
    if not (mine or theirs or set(voice.keys) & set(other.keys)) and other.side.startswith(ASSUMED):
        return any(set(voice.keys) & set(one.keys) and one.standing == "deny" for one in original.voices)
    return False


def _spoke_not(voice: Voice, other: Voice, original: Facts) -> bool:
    """Say whether the original names who speaks in the retelling, beside an unnamed speaker, and lets it say nothing of the kind.

    "A person close to the government said so; the president avoided the question" is no word of the president.
    """
    persons = _surnames(voice)
    if not persons or _surnames(other) or persons & {name for line in other.lines for name in original.lines[line].names}:
        return False
    heard = {name for one in original.voices if one.standing != "comment" for name in _surnames(one)}
    return bool(persons & {name for line in original.lines for name in line.names}) and not persons & heard


def _is_thing(voice: Voice) -> bool:
    """Say whether what was taken for a speaker is a thing: a ship, a lorry."""
    return voice.actor is None and names_thing(content(voice.name))


def _surnames(voice: Voice) -> frozenset[str]:
    return frozenset(key.partition(":")[2] for key in voice.keys if key.startswith("person:"))


def _is_relay(voice: Voice, alike: list[Voice]) -> bool:
    """Say whether a speaker is the agency through which the original has its words: told alone, it is a shorter chain."""
    passing = {frozenset(content(link)) for other in alike for chain in other.relays for link in chain}
    return frozenset(content(voice.name)) in passing


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["voices"]["offices"].split())


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


def _with_figure(told: list[tuple[int, int]], retelling: Facts, original: Facts) -> list[tuple[int, int]]:
    """Return only the pairs with a telling figure in common of a sentence that has such a pair: it is known then where it was said."""
    sure = [(n, m) for n, m in told if _share_figure(retelling, n, original, m)]
    known = {n for n, _ in sure}
    return sorted(sure) + [(n, m) for n, m in told if n not in known]


def number_changes(original: Facts, retelling: Facts, text: str) -> Iterator[Change]:
    """Yield odd figures that one gave and that are put into another's mouth."""
    for figure in retelling.figures:
        if figure.heading or oddness(figure) < ODD:
            continue
        same = [other for other in original.figures if not other.heading and (other.low, other.high) == (figure.low, figure.high)]
        there = [v for v in original.voices if v.standing != "comment" and any(o.line in v.lines for o in same)]
        here = [v for v in retelling.voices if v.standing != "comment" and figure.line in v.lines]
        if not there or not here or any(_is_among(one, there, original) for one in here):
            continue
        if any(named_in(other, retelling, figure.line, text, original) for other in there):
            continue
        if _speaks_alike(here, retelling.lines[figure.line], original, [o.line for o in same]):
            continue
        why = f"the figure that {there[0].name} gave is attributed to {here[0].name}"
        yield Change(kind="attribution", explanation=why, span=retelling.lines[figure.line].span, against=original.lines[same[0].line].span,
                     claim=figure.claim, against_claim=same[0].claim)  # fmt: skip


def _speaks_alike(here: list[Voice], line: Line, original: Facts, against: list[int]) -> bool:
    """Say whether a party of no state speaks in the original by the same words, whoever was heard there for it."""
    return not any(is_state(voice.side.removeprefix(ASSUMED)) for voice in here) and any(share_speaker(line, original.lines[m]) for m in against)


def is_close(retelling: Facts, line: int, original: Facts, against: int, *, figure: bool) -> bool:
    """Say whether two sentences are one statement retold, not two accounts of one event: a telling figure, or most words.

    Who confirms what another said gives an account of its own: then only a `figure` tells.
    """
    one, other = retelling.lines[line], original.lines[against]
    if _share_figure(retelling, line, original, against):
        return True
    return not figure and likeness(one, other) >= MOST and weight(line_words(one) & line_words(other)) >= MUCH


def _share_figure(retelling: Facts, line: int, original: Facts, against: int) -> bool:
    both = {*retelling.lines[line].numbers} & {*original.lines[against].numbers}
    return any(float(number[1:]) >= TELLING for number in both)


def named_in(voice: Voice, retelling: Facts, line: int, text: str, original: Facts) -> bool:
    """Say whether the original's speaker is heard, or its name stands, in a sentence of the retelling."""
    heard = [other for other in retelling.voices if line in other.lines]
    if any(same_voice(voice, other) and not _is_another(other, voice, original) for other in heard):
        return True
    return names_voice(retelling.lines[line], voice, text)


def same_voice(one: Voice, other: Voice) -> bool:
    """Say whether two voices may be one: a key or side in common, or a side that was only assumed of a state's body.

    An office at a place ("the ambassador in Yerevan") does not say whose it is: any of that office may be the same.
    """
    if set(one.keys) & set(other.keys) or "partner" in (one.side, other.side) or one.name.casefold() == other.name.casefold():
        return True
    if any(AT in voice.name for voice in (one, other)) and set(content(one.name)) & set(content(other.name)) & _offices():
        return True
    a, b = one.side.removeprefix(ASSUMED), other.side.removeprefix(ASSUMED)
    if a == b:
        return True
    assumed = one.side.startswith(ASSUMED) or other.side.startswith(ASSUMED)
    return assumed and is_state(a) and is_state(b)

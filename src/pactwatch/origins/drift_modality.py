"""Changed modality: what was planned, possible or denied is told as a fact, or a denial has vanished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.origins.align import likeness, same_thing, same_value, shared
from pactwatch.origins.drift_names import names_voice
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_voices import same_voice
from pactwatch.origins.drift_words import NEGATION, denials, is_only_future, is_reserved, pattern, words_of
from pactwatch.origins.types import Facts, Figure, Line, Voice
from pactwatch.origins.words import WORD, content, rarity, stem

ALIKE = 0.2
"""Likeness of two sentences from which a word that both hold means the same event."""
DENIED = 0.3
"""The same for a word whose denial is gone: of one event much is said that is not what was denied of it."""
DEED = 0.5
"""Likeness of two sentences from which the verb that both have tells one deed."""
RARE = 3.0
"""Rarity of a word that names an event."""
VERY_RARE = 4.0
"""Rarity of a word whose bare mention tells that its event is meant, whatever stands around it."""
WORDS = {"open": "only possible", "planned": "planned", "denied": "denied"}


UNHARMED = re.compile(
    r"\b(?:nobody|no one|none(?: of \w+)?|no (?:[\w-]+ )?[\w-]+) (?:(?:was|were|is|are|has been|had been|got) )?"
    r"(?:hurt|injured|killed|harmed|wounded|damaged|died|leaked|missing|lost)\b"
    r"|\b(?:no|without) (?:casualties|injuries|damage|victims|deaths|losses)\b",
    re.IGNORECASE,
)
"""What tells that no harm was done, which denies nothing that anybody said."""
FACT = frozenset({"fact", "present"})
UNCONFIRMED = re.compile(
    r"(?:\b(?:not|cannot|unable|nor|without|neither|no)\b|n['’]t\b)\W+(?:\w+\W+){0,5}(?:confirm|verif|corroborat|check|back\b)|\bunconfirmed",
    re.IGNORECASE,
)
"""What a retelling says that keeps a doubt, in whatever sentence."""


def modality_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield events that became more certain than the original has them; `before` and `text` are their texts."""
    yield from _by_figure(original, retelling, before, text)
    yield from _by_denial(original, retelling, text)
    yield from () if UNCONFIRMED.search(text) else _by_deed(original, retelling, before, text)
    yield from () if UNCONFIRMED.search(text) else _by_doubt(original, retelling, before, text)
    yield from _by_head(original, retelling, text)
    yield from _by_silence(original, retelling, before, text)


def _by_figure(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    for figure in retelling.figures:
        same = [o for o in original.figures if same_value(figure, o) and same_thing(figure, o) and not figure.vague]
        line = retelling.lines[figure.line]
        if figure.certainty not in FACT or line.root not in FACT or line.hedged or not same or any(o.certainty in FACT for o in same):
            continue
        planned = any(o.certainty == "planned" for o in same)
        if all(o.certainty == "denied" for o in same) and is_denial(words_of(line, text)):
            continue
        if planned and any(day > (retelling.published or day) for day in line.days):
            continue  # in the present tense, of a day to come
        if not figure.heading and (is_reserved(words_of(line, text), planned=planned) or set(line.words) & denials()):
            continue
        promised = planned or any(o.certainty == "open" and is_only_future(words_of(original.lines[o.line], before)) for o in same)
        if promised and "present" in (figure.certainty, line.root):
            continue
        other = max(same, key=lambda o: likeness(retelling.lines[figure.line], original.lines[o.line]))
        if is_kept_elsewhere(figure.line, original.lines[other.line], retelling, text):
            continue
        yield Change(kind="modality", explanation=_told(other), span=figure.span, against=other.span, claim=figure.claim,
                     against_claim=other.claim)  # fmt: skip


def is_kept_elsewhere(n: int, other: Line, retelling: Facts, text: str) -> bool:
    """Say whether another sentence of the retelling tells more of the original's, and keeps it open: the figure's own only names it."""
    least = shared(retelling.lines[n], other)
    return any(
        k != n and shared(line, other) > least and (line.root not in FACT or is_reserved(words_of(line, text), planned=True))
        for k, line in enumerate(retelling.lines)
    )


def _told(other: Figure) -> str:
    return f"what was {WORDS[other.certainty]} ({other.unit or 'a figure'}) is told as a fact"


def _by_deed(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the retelling's sentence tells as done, where the original only wants, plans or weighs that very deed."""
    plain = {word for line in original.lines for word in line.words if word not in (*line.hedged, *line.denied)}
    for line in retelling.lines:
        words = words_of(line, text)
        if line.root != "fact" or not line.told or line.told in (*plain, *line.hedged, *line.denied) or is_reserved(words, planned=True):
            continue
        for other in original.lines:
            if line.told in other.hedged and likeness(line, other) >= DEED and not is_only_future(words_of(other, before)):
                why = f"what was only planned or possible ({line.told}) is told as done"
                yield Change(kind="modality", explanation=why, span=line.span, against=other.span)
                return


def _by_denial(original: Facts, retelling: Facts, text: str) -> Iterator[Change]:
    """Yield what the original only denies and the retelling states: a rare word that is negated there and not here."""
    plain = {word for line in original.lines for word in line.words if word not in line.denied}
    negated = {word for line in retelling.lines for word in line.denied}
    for m, other in enumerate(original.lines):
        for word in sorted(set(other.denied) - plain - negated, key=lambda w: (-rarity(w), w)):
            here = next((n for n, line in enumerate(retelling.lines) if word in line.words and not is_denial(words_of(line, text))), None)
            if here is not None and rarity(word) >= VERY_RARE and likeness(retelling.lines[here], other) >= DENIED:
                why = f"what was denied ({word}) is told as true"
                yield Change(kind="modality", explanation=why, span=retelling.lines[here].span, against=original.lines[m].span)
                return


def _by_doubt(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the original leaves open and the retelling states, where no hedge or denial is left in the retelling's sentence."""
    plain = {word for line in original.lines for word in line.words if word not in (*line.hedged, *line.denied)}
    for m, other in enumerate(original.lines):
        if is_only_future(words_of(other, before)):
            continue
        for line in retelling.lines:
            common = [w for w in other.hedged if w in line.words and w not in plain and w not in (*line.hedged, *line.denied)]
            if not common or line.hedged or line.denied or line.root not in FACT or likeness(line, other) < ALIKE:
                continue
            if is_reserved(words_of(line, text)):
                continue
            if max(rarity(word) for word in common) >= RARE and (other.root in ("open", "denied") or pattern("weak").search(words_of(other, before))):
                why = f"what was left open ({', '.join(common[:3])}) is told as a fact"
                yield Change(kind="modality", explanation=why, span=line.span, against=original.lines[m].span)
                return


def _by_head(original: Facts, retelling: Facts, text: str) -> Iterator[Change]:
    """Yield an original whose first sentence is only possible, told without any hedge or denial at all."""
    if not original.lines or not retelling.lines or original.lines[0].root != "open":
        return
    if any(line.hedged or line.root not in FACT for line in retelling.lines):
        return
    best = max(range(len(retelling.lines)), key=lambda n: (likeness(retelling.lines[n], original.lines[0]), -n))
    if is_reserved(words_of(retelling.lines[best], text)) or any(pattern(name).search(text) for name in ("weighed", "withheld")):
        return
    why = "what was only possible is told as a fact"
    yield Change(kind="modality", explanation=why, span=retelling.lines[best].span, against=original.lines[0].span)


def _by_silence(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a denial at the head of the original of which the retelling has no word left, nor any "no" where it tells the same."""
    denying = next((voice for voice in original.voices if voice.standing == "deny" and min(voice.lines) <= 1), None)
    if denying is None or {*content(text), *retelling.heading} & denials() or any(line.denied for line in retelling.lines):
        return
    if any(voice.standing == "deny" for voice in retelling.voices):
        return
    why = f"the denial of {denying.name} has vanished"
    n = min(denying.lines)
    words = UNHARMED.sub(" ", words_of(original.lines[n], before))
    if pattern("doubly").search(words) or not says_no(words) or any(
        says_no(words_of(line, text)) for voice in original.voices if voice.standing == "deny" for line in _answers(retelling, voice, text)
    ):
        return
    best = max(range(len(retelling.lines)), key=lambda k: (likeness(retelling.lines[k], original.lines[n]), -k), default=None)
    if best is None or likeness(retelling.lines[best], original.lines[n]) < ALIKE:
        return
    if NEGATION.search(text[slice(*retelling.lines[best].span)]):
        return
    yield Change(kind="modality", explanation=why, span=retelling.lines[best].span, against=original.lines[n].span)


def is_denial(words: str) -> bool:
    """Say whether a sentence has a word of denial, tells that something is not there, or only asks."""
    return says_no(words) or bool(pattern("absent").search(words)) or words.rstrip().endswith("?")


def says_no(words: str) -> bool:
    """Say whether a sentence has a word of denial of its own, be it no more than "not so"."""
    negated = {match[0].lower() for match in NEGATION.finditer(words)} - {"only"}
    return bool(negated) or any(stem(match[0]) in denials() for match in WORD.finditer(words))


def _answers(retelling: Facts, denying: Voice, text: str) -> list[Line]:
    """Return the sentences in which the one who denied is named or heard in the retelling."""
    heard = {n for voice in retelling.voices if same_voice(voice, denying) for n in voice.lines}
    return [line for n, line in enumerate(retelling.lines) if n in heard or names_voice(line, denying, text)]

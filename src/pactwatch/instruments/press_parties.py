"""Wrong parties: states that a text makes parties to a treaty of others, or binds by it."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_dates import names_parties
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument
from pactwatch.model import Span

_REACH, _REACH_OF_TREATY = 5, 10
_DENIED = frozenset({
    "not", "never", "no", "nor", "neither", "unlike", "without", "may", "might", "could", "would", "should", "wants", "hopes", "if", "than",
})  # fmt: skip
_BREAKS = frozenset({";", ":", "but", "while", "whereas"})
_OTHER = frozenset({"own", "another", "similar", "a", "its", "separate", "new", "such", "treaties"})
"""Words before "treaty" by which it is another one."""
_OBLIGES = frozenset({"obliges", "binds", "commits", "requires", "obliged", "bound", "committed", "compels"})
_BESIDE = frozenset({("with",), ("from",), ("against",), ("to",)})
"""Words before a state that has no part in who joined ("talks with Belarus")."""
_PRONOUNS = frozenset({"it", "its", "they", "he", "she"})


def wrong_parties(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield the states that a sentence calls parties to a treaty, or obliged by it, and that are none."""
    for one in register.instruments:
        if one.kind != "treaty" or not one.parties or scene.find("friendship", sentence):
            continue
        span = _joined(one, scene, sentence) or _obliged(one, sentence)
        if span is not None and names_parties(one, scene, sentence):
            yield LawError(
                document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind="wrong_parties",
                asserted="another state is a party to the treaty", correct=f"its parties: {', '.join(one.parties)}", source=one.id,
                why="the register holds other parties",
            )  # fmt: skip


def _treaty(one: Instrument, sentence: Sentence, after: int) -> bool:
    """Whether the instrument, not another treaty, is named after a word, and with no other parties than its own."""
    words = sentence.words.lower
    named = sorted(place for name in one.names for place in sentence.hits.get(name, ()))
    named += [(at, at + 1) for at, word in enumerate(words) if word in {"treaty", "pact"}]
    for first, last in sorted(named):
        if after <= first <= after + _REACH_OF_TREATY and _BREAKS.isdisjoint(words[after:first]):
            with_whom = {state for start, _, state in _states(sentence) if last <= start <= last + 8}
            definite = words[max(after, first - 6) : first + 1]
            return with_whom <= set(one.parties) and _OTHER.isdisjoint(definite) and bool({"the", "this", "that", "their"} & set(definite))
    return False


def _states(sentence: Sentence) -> list[tuple[int, int, str]]:
    return sorted((first, last, name) for name, places in sentence.hits.items() if len(name) == 3 and name.isupper() for first, last in places)


def _joined(one: Instrument, scene: Scene, sentence: Sentence) -> Span | None:
    words = sentence.words.lower
    for first, last in sentence.hits.get("party_law", ()):
        if not _treaty(one, sentence, last) or not _DENIED.isdisjoint(words[max(0, first - 4) : first]):
            continue
        before = [state for state in _states(sentence) if 0 <= first - state[1] <= _REACH and _BREAKS.isdisjoint(words[state[1] : first])]
        if before:
            start, _, state = before[-1]
            if state not in one.parties and words[start - 1 : start] not in _BESIDE:
                return sentence.span(start, last)
        elif "as" in words[max(0, first - 2) : first + 1] and first <= 3:
            subject = _last_subject(scene, sentence, last)
            if subject is not None and subject not in one.parties:
                return sentence.span(max(0, first - 1), last)
    return None


def _last_subject(scene: Scene, sentence: Sentence, after: int) -> str | None:
    """Return the state that "As a party to ..., it" speaks of: the first of the sentence before, where a pronoun stands for it."""
    if sentence.index == 0 or _PRONOUNS.isdisjoint(sentence.words.lower[after:]):
        return None
    states = _states(scene.sentences[sentence.index - 1])
    return states[0][2] if states else None


def _obliged(one: Instrument, sentence: Sentence) -> Span | None:
    words = sentence.words.lower
    for at, word in enumerate(words):
        if word not in _OBLIGES or not _DENIED.isdisjoint(words[max(0, at - 3) : at]):
            continue
        treaty = [place for place in range(max(0, at - 8), at) if words[place] in {"treaty", "pact"}]
        state = next(((first, last, name) for first, last, name in _states(sentence) if at < first <= at + 2), None)
        if treaty and state and state[2] not in one.parties and _OTHER.isdisjoint(words[max(0, treaty[-1] - 2) : treaty[-1]]):
            between = {name for first, _, name in _states(sentence) if treaty[-1] < first < at}
            if between <= set(one.parties):
                return sentence.span(treaty[-1], state[1])
    return None

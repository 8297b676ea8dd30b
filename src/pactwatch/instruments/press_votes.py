"""Wrong votes: what a text says of how the Council voted on a resolution, held against the votes of subjects.toml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.data import read_toml
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_numbers import cited
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Instrument
from pactwatch.model import Span

_NOT = frozenset({"not", "no", "nobody", "none", "never", "without", "nor", "neither", "nearly", "almost", "hardly"})
_NUMBERS = {name: at for at, name in enumerate(
    ("eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"), 8)}  # fmt: skip
_FOR = frozenset({"favour", "favor"})
_OF_LATER_VOTES = frozenset({"panel", "extension", "renewal", "renew", "extend", "mandate", "draft", "tougher", "new"})
"""Words of votes that were not on the resolution itself."""


def wrong_votes(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield what a sentence that cites one resolution, or goes on about it, says of the vote on it against the record."""
    one = _resolution(scene, sentence, register)
    vote = read_toml("instruments/subjects.toml")["votes"].get(one.number) if one else None
    if one is None or vote is None:
        return
    span = _contradiction(sentence, vote)
    if span is not None:
        text = scene.document.text[span[0] : span[1]]
        yield LawError(
            document=scene.document.id, span=span, evidence=text, kind="wrong_vote", asserted=text, correct=said(vote, one),
            source=one.id, why="the record of the vote is another",
        )  # fmt: skip


def said(vote: Sequence[int | str], one: Instrument) -> str:
    """Return the vote on a resolution as text."""
    silent = f" ({', '.join(map(str, vote[3:]))})" if vote[3:] else ""
    return f"{one.symbol}: {vote[0]} for, {vote[1]} against, {vote[2]} abstained{silent}"


def _resolution(scene: Scene, sentence: Sentence, register: Register) -> Instrument | None:
    before = scene.sentences[max(0, sentence.index - 1)]
    numbers = cited(sentence, before) or (cited(before) if _goes_on(sentence) else [])
    if len({number for number, _ in numbers}) != 1:
        return None
    return next((one for one in register.instruments if one.number == numbers[0][0]), None)


def _goes_on(sentence: Sentence) -> bool:
    """Whether a sentence without a number speaks of the vote on what the one before it named."""
    words = sentence.words.lower
    return bool(words) and (words[0] in {"it", "the"} or "vote" in words or "text" in words) and "voted_on" in sentence.hits


def _contradiction(sentence: Sentence, vote: Sequence[int | str]) -> Span | None:
    words = sentence.words.lower
    unanimous = vote[1] == vote[2] == 0
    for first, last in sentence.hits.get("unanimous", ()):
        if not unanimous and _NOT.isdisjoint(words[max(0, first - 3) : first]):
            return sentence.span(first, last)
    if _OF_LATER_VOTES.isdisjoint(words):
        for first, last in sentence.hits.get("vote_dissent", ()):
            who = _voter(sentence, first)
            if who is not None and _NOT.isdisjoint(words[max(0, first - 4) : first]) and not _is_recorded(words[first], who[0], vote):
                return sentence.span(who[1], last)
    return _wrong_count(sentence, vote)


def _voter(sentence: Sentence, verb: int) -> tuple[str, int] | None:
    """Return the state that stands shortly before a verb of voting, with its first word."""
    found = [(first, name) for name, places in sentence.hits.items() if len(name) == 3 and name.isupper()
             for first, last in places if 0 <= verb - last <= 4]  # fmt: skip
    return (max(found)[1], max(found)[0]) if found else None


def _is_recorded(verb: str, who: str, vote: Sequence[int | str]) -> bool:
    return who in vote[3:] and verb.startswith(("abst", "withh"))


def _wrong_count(sentence: Sentence, vote: Sequence[int | str]) -> Span | None:
    """Return "13 votes to none", "14 in favour" or "13-0-2" where the record has another number."""
    words = sentence.words.lower
    for at, word in enumerate(words):
        number = int(word) if word.isdecimal() else _NUMBERS.get(word)
        if number is None or not 8 <= number <= 15:
            continue
        after = words[at + 1 : at + 6]
        tally = after[:1] in {("-",), ("–",)} and after[1:2] == ("0",)
        counted = ("votes" in after[:1] and ("to" in after[1:2] or _FOR & set(after))) or (_FOR & set(after[:4]) and "members" in after)
        if (tally or counted) and number != vote[0]:
            return sentence.span(at, min(len(words), at + 3))
    return None

"""Wrong votes: what a text says of how the Council voted on a resolution or draft, held against the votes of subjects.toml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pactwatch.data import read_toml
from pactwatch.instruments.casts import ABSTAIN, FOR, Cast, casts
from pactwatch.instruments.conditions import Day, holds
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
_OF_MANDATES = "mandate_law"


def wrong_votes(scene: Scene, sentence: Sentence, register: Register) -> Iterator[LawError]:
    """Yield what a sentence says of the vote on the resolution that it cites or goes on about, or on a draft, against the record."""
    for row in read_toml("instruments/subjects.toml")["ballot"]:
        span = _on_draft(row, scene, sentence)
        if span is not None:
            yield _error(scene, span, row["correct"], row["source"])
    one = _resolution(scene, sentence, register)
    vote = read_toml("instruments/subjects.toml")["votes"].get(one.number) if one else None
    if one is not None and vote is not None and (span := _contradiction(sentence, vote)):
        yield _error(scene, span, said(vote, one), one.id)


def _error(scene: Scene, span: Span, correct: str, source: str) -> LawError:
    text = scene.document.text[span[0] : span[1]]
    return LawError(
        document=scene.document.id, span=span, evidence=text, kind="wrong_vote", asserted=text, correct=correct, source=source,
        why="the record of the vote is another",
    )  # fmt: skip


def said(vote: Sequence[int | str], one: Instrument) -> str:
    """Return the vote on a resolution as text."""
    silent = f" ({', '.join(map(str, vote[3:]))})" if vote[3:] else ""
    return f"{one.symbol}: {vote[0]} for, {vote[1]} against, {vote[2]} abstained{silent}"


def _on_draft(row: dict[str, Any], scene: Scene, sentence: Sentence) -> Span | None:
    """Return the words by which a sentence contradicts the record of a vote on a draft that failed."""
    published = scene.document.published
    if not any(holds(condition, scene, sentence, Day(published[:10] if published else None, None)) for condition in row["when"]):
        return None
    renewal = _OF_MANDATES in sentence.hits or "veto" in sentence.words.lower
    for cast in casts(sentence):
        if not (cast.word.startswith("block") and not renewal) and not _is_recorded(cast, row["against"], row["abstained"]):
            return sentence.span(cast.first, cast.last)
    return _wrong_count(sentence, row["for"])


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


def _contradiction(sentence: Sentence, vote: Sequence[Any]) -> Span | None:
    words = sentence.words.lower
    unanimous = vote[1] == vote[2] == 0
    for first, last in sentence.hits.get("unanimous", ()):
        if not unanimous and _NOT.isdisjoint(words[max(0, first - 3) : first]):
            return sentence.span(first, last)
    if _OF_LATER_VOTES.isdisjoint(words):
        for cast in casts(sentence):
            if not cast.word.startswith(("block", "torpedo", "scupper")) and not _is_recorded(cast, (), vote[3:]):
                return sentence.span(cast.first, cast.last)
    return _wrong_count(sentence, vote[0])


def _is_recorded(cast: Cast, against: Sequence[str], abstained: Sequence[str]) -> bool:
    if cast.stand == ABSTAIN:
        return cast.state in abstained
    if cast.stand == FOR:
        return cast.state not in {*against, *abstained}
    return cast.state in against


def _wrong_count(sentence: Sentence, right: int) -> Span | None:
    """Return "13 votes to none", "14 in favour", "fourteen members voted for" or "13-0-2" where the record has another number."""
    words = sentence.words.lower
    for at, word in enumerate(words):
        number = int(word) if word.isdecimal() else _NUMBERS.get(word)
        if number is None or not 8 <= number <= 15:
            continue
        after = words[at + 1 : at + 6]
        tally = after[:1] in {("-",), ("–",)} and after[1:2] == ("0",)
        counted = ("votes" in after[:1] and ("to" in after[1:2] or _FOR & set(after))) or (_FOR & set(after[:4]) and "members" in after)
        voted = bool({"members", "states", "countries"} & set(after[:2])) and "voted" in after[:3] and "for" in after[:4]
        if (tally or counted or voted) and number != right:
            return sentence.span(at, min(len(words), at + 3))
    return None

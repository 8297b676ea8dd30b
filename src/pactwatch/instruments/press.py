"""Press checks: what a text says about the instruments themselves, held against the register.

Numbers, years, dates, articles and figures are compared one by one (press_numbers.py, press_dates.py); statements that
reach too far, or that hold no longer, by the conditions of data/instruments/press.toml. Each result quotes both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pactwatch.data import read_toml
from pactwatch.instruments.conditions import Day, holds
from pactwatch.instruments.findings import LawError
from pactwatch.instruments.press_adopted import wrong_adoption
from pactwatch.instruments.press_dates import wrong_dates
from pactwatch.instruments.press_events import wrong_events
from pactwatch.instruments.press_figures import wrong_figures
from pactwatch.instruments.press_numbers import wrong_numbers, wrong_pinpoints
from pactwatch.instruments.press_parties import wrong_parties
from pactwatch.instruments.press_subjects import wrong_subjects
from pactwatch.instruments.press_votes import wrong_votes
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.model import Reading


def law_errors(reading: Reading, register: Register, scene: Scene | None = None) -> list[LawError]:
    """Return what the reading's text says about the register's instruments that the register contradicts, in its order.

    `scene` is the reading's, where it is at hand.
    """
    scene = scene or Scene(reading, register.lexicon, register.facts)
    found: dict[tuple[str, int], LawError] = {}
    statements = _possible(scene)
    for sentence in scene.sentences:
        for error in _in_sentence(scene, sentence, register, statements.get(sentence.index, ())):
            found.setdefault((error.kind, error.span[0]), error)
    return sorted(found.values(), key=lambda error: error.span)


def _possible(scene: Scene) -> dict[int, list[tuple[dict[str, Any], list[str]]]]:
    """Return for each sentence, by its index, the statements of press.toml that it can hold, each with those conditions that can."""
    found: dict[int, list[tuple[dict[str, Any], list[str]]]] = {}
    for row in read_toml("instruments/press.toml")["statement"]:
        for index, ours in scene.openings(row["when"]).items():
            found.setdefault(index, []).append((row, ours))
    return found


def _in_sentence(
    scene: Scene, sentence: Sentence, register: Register, statements: Iterable[tuple[dict[str, Any], list[str]]]
) -> Iterator[LawError]:
    yield from wrong_numbers(scene, sentence, register)
    yield from wrong_figures(scene, sentence, register)
    yield from wrong_pinpoints(scene, sentence, register)
    yield from wrong_subjects(scene, sentence, register)
    yield from wrong_adoption(scene, sentence, register)
    yield from wrong_dates(scene, sentence, register)
    yield from wrong_events(scene, sentence)
    yield from wrong_votes(scene, sentence, register)
    yield from wrong_parties(scene, sentence, register)
    if _states_nothing(sentence):
        return
    published = scene.document.published
    day = Day(published[:10] if published else None, None)
    said: set[tuple[str, str, str]] = set()
    for row, conditions in statements:
        same = row["kind"], row["source"], row["asserted"]
        error = None if same in said else _statement(row, conditions, scene, sentence, day)
        if error is not None:
            said.add(same)
            yield error


def _states_nothing(sentence: Sentence) -> bool:
    """Whether a sentence asks, or supposes what is not so: "If the embargo had lapsed, they would ...", "Whether it binds them is open"."""
    words = sentence.words.lower
    return "?" in words[-2:] or words[:1] == ("whether",) or (words[:1] in {("if",), ("had",), ("were",)} and "would" in words)


def _statement(row: dict[str, Any], conditions: Iterable[str], scene: Scene, sentence: Sentence, day: Day) -> LawError | None:
    for condition in conditions:
        fired = holds(condition, scene, sentence, day)
        if fired and fired.spans:
            span = fired.spans[0]
            return LawError(
                document=scene.document.id, span=span, evidence=scene.document.text[span[0] : span[1]], kind=row["kind"],
                asserted=row["asserted"], correct=row["correct"], source=row["source"], why=f"the text speaks so ({condition})",
            )  # fmt: skip
    return None

"""The shape of a training example: plain numbers, so that training needs nothing of the reader but its constants."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.model import Span

MANNERS = ("dev", "own", "exhaustive", "sparse", "item", "plover")
"""How thoroughly a set is annotated; the kind head learns an offset for each, and reading uses that of `dev`."""


@dataclass(slots=True)
class Role:
    """The mentions of one role in a window, and which of them (columns) is right for which unit (rows)."""

    spans: list[Span]
    sorts: list[int]
    through: list[int]
    places: list[list[int]]
    signs: list[list[tuple[int, int, int]]]
    right: list[list[bool]]


@dataclass(slots=True)
class Example:
    """One window: pieces, the runs of pieces of each unit's parts, its cues, and what is right of it (-1: not told)."""

    id: str
    held: bool
    manner: int
    ids: list[int]
    parts: list[tuple[Span, Span, Span, Span | None]]
    marks: list[tuple[float, float]]
    cues: list[dict[str, float]]
    kinds: list[int]
    states: list[int]
    read: list[int]
    counts: list[int]
    plover: list[int]
    some: list[bool]
    roles: dict[str, Role]

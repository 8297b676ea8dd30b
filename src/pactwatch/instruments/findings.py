"""What an assessment says: findings with the status of each element, and wrong statements about law. Never a verdict."""

from __future__ import annotations

from typing import Literal

from pactwatch.instruments.types import ElementKind, Status
from pactwatch.model import Frozen, Modality, ReviewStatus, Span


class Evidence(Frozen, frozen=True, kw_only=True):
    """Words of a document: `span` are code points into its text."""

    document: str
    span: Span


GUESS = "likely ("
"""How what stands for the condition of a finding begins where none held, and the text is only likely to bear on the provision."""


def guess_words(condition: str) -> str:
    """Return "no condition holds; likely (0.56) by crates, dprk" for a finding that likelihood raised; "" for any other."""
    return f"no condition holds; {condition}" if condition.startswith(GUESS) else ""


class ElementResult(Frozen, frozen=True, kw_only=True):
    """The status of one element: `condition` is the one that fired (None where none did), `why` says so in a sentence.

    `by` names the person whose judgement stands in place of the program's, `found` what the program had found then.
    """

    id: str
    status: Status
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    kind: ElementKind = "act"
    question: str = ""
    condition: str | None = None
    by: str | None = None
    found: Status | None = None


class Conclusion(Frozen, frozen=True, kw_only=True):
    """What a named person concluded of a finding; the program itself concludes nothing."""

    text: str
    who: str
    at: str
    why: str
    judgement: str


class Read(Frozen, frozen=True, kw_only=True):
    """What a finding says by the claims as the machine read them."""

    modality: Modality
    date: str | None
    in_force: bool | Literal["disputed"] | None
    summary: str


class Finding(Frozen, frozen=True, kw_only=True):
    """One provision that one text bears on. `claim` is the claim nearest to what raised it, `claims` all in its sentences.

    `in_force` refers to `date`, the day of the act (of publication where none is known): true, false, "disputed", or
    None for unknown. `exceptions` repeats the elements that are exceptions. `verdict` is always None.

    `review` is where `claim` stands, None where there is none; `edited` are those of its claims that people edited, `machine` what it
    says without their reviews, where that is otherwise.
    """

    id: str
    document: str
    claim: str | None
    provision: str
    cite: str
    direction: str
    modality: Modality
    date: str | None
    in_force: bool | Literal["disputed"] | None
    evidence: tuple[Evidence, ...]
    condition: str
    elements: tuple[ElementResult, ...]
    exceptions: tuple[ElementResult, ...] = ()
    claims: tuple[str, ...] = ()
    summary: str = ""
    conclusions: tuple[Conclusion, ...] = ()
    verdict: None = None
    review: ReviewStatus | None = None
    edited: tuple[str, ...] = ()
    machine: Read | None = None


class LeftOut(Frozen, frozen=True, kw_only=True):
    """A finding that is none, as the `claim` that it rested on was rejected or retracted: by whom, when and why."""

    finding: str
    document: str
    provision: str
    cite: str
    claim: str
    status: ReviewStatus
    who: str
    at: str
    why: str


class LawError(Frozen, frozen=True, kw_only=True):
    """A statement about an instrument that the register contradicts: what the text says, and what the register holds."""

    document: str
    span: Span
    evidence: str
    kind: str
    asserted: str
    correct: str
    source: str
    why: str

"""Grades after the Admiralty system (NATO AJP-2.1): reliability A-F belongs to the source, credibility 1-6 to the claim.

A "confirmed" claim (credibility 1) needs two independent origins. `lacking` is the one place where that is decided, when a grade is given
(`credible`) and whenever it is read (`held`); which origins there are is asked of whoever traces them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from pactwatch.errors import UsageError
from pactwatch.figures import codes
from pactwatch.model import Frozen, Judgement

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "truth cannot be judged",
}
CONFIRMED = 1
ORIGINS = 2
"""Independent origins that a confirmed claim needs: copies of one origin, however many, are one."""
SOURCE, CLAIM = "source.reliability", "claim.credibility"
"""Kinds of judgements that hold grades."""
Origins = Callable[[str], Sequence[str] | None]
"""Returns the names of the independent origins behind a claim, None where they are not known."""


class Grade(Frozen, frozen=True, kw_only=True):
    """A grade of a source or claim: who gave it, when and why; `unsupported` says why a claim is confirmed no longer."""

    subject: str
    grade: str
    meaning: str
    who: str
    at: str
    why: str
    unsupported: str | None = None

    @property
    def credibility(self) -> int | None:
        """The credibility of a claim as it holds, 1 to 6; None where the grade is none, or is not supported any more."""
        return int(self.grade) if self.grade.isdecimal() and self.unsupported is None else None


def reliability(value: str) -> str:
    """Return a reliability grade in capitals; UsageError PW151 where there is no such grade."""
    found = value.strip().upper()
    if found not in RELIABILITY:
        raise UsageError(f"reliability is A to F ({', '.join(f'{k} {v}' for k, v in RELIABILITY.items())}), not {value}", code=codes.NO_GRADE)
    return found


def credible(value: str | int, claim: str, origins: Origins) -> int:
    """Return a credibility grade; UsageError PW151 for no grade, PW152 for 1 without two independent origins.

    An unknown number of origins confirms nothing.
    """
    found = int(value) if str(value).strip().isdecimal() else 0
    if found not in CREDIBILITY:
        raise UsageError(f"credibility is 1 to 6 ({', '.join(f'{k} {v}' for k, v in CREDIBILITY.items())}), not {value}", code=codes.NO_GRADE)
    if found == CONFIRMED:
        why = lacking(origins(claim))
        if why is not None:
            raise UsageError(f"{claim} has {why}", code=codes.UNCONFIRMED)
    return found


def held(grade: Grade, origins: Origins) -> Grade:
    """Return a claim's grade as it holds: of a 1 whose origins are no longer two, with the reason."""
    if grade.grade != str(CONFIRMED):
        return grade
    return msgspec.structs.replace(grade, unsupported=lacking(origins(grade.subject)))


def lacking(names: Sequence[str] | None) -> str | None:
    """Return in words what a confirmed claim lacks that has the independent origins of these `names`; None where it has enough."""
    if names is not None and len(names) >= ORIGINS:
        return None
    shown = "an unknown number of" if names is None else str(len(names))
    plural = "" if names is not None and len(names) == 1 else "s"
    named = f" ({'; '.join(names)})" if names else ""
    return f"{shown} independent origin{plural}{named}; credibility 1 (confirmed) needs {ORIGINS}"


def unsupported_words(why: str) -> str:
    """Return how a grade is shown that holds no longer."""
    return f"{CONFIRMED}, no longer supported: {why}"


def graded(judgements: Iterable[Judgement], kind: str) -> dict[str, Grade]:
    """Return the latest grade of each subject; `judgements` are those in force, oldest first."""
    return {j.subject: as_grade(j) for j in judgements if j.kind == kind}


def as_grade(judgement: Judgement) -> Grade:
    """Return the grade that a judgement gives."""
    value = str(judgement.value.get("grade", ""))
    meaning = RELIABILITY.get(value) or (CREDIBILITY.get(int(value)) if value.isdecimal() else None) or ""
    return Grade(subject=judgement.subject, grade=value, meaning=meaning, who=judgement.who, at=judgement.at, why=judgement.why)

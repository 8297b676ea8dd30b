"""What people decide about findings: the status of an element, with a reason, and a conclusion, by a named person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from pactwatch.casefile.signed_acts import check_undo
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.reviewed_findings import reviewed_findings
from pactwatch.errors import LedgerError, UsageError
from pactwatch.instruments import codes
from pactwatch.instruments.assess import assess, summary
from pactwatch.instruments.findings import Conclusion, ElementResult, Finding, LeftOut
from pactwatch.instruments.register import Register
from pactwatch.model import Judgement
from pactwatch.store.codes import AMBIGUOUS_ID, UNKNOWN_ID
from pactwatch.store.view import View

ELEMENT, CONCLUSION = "finding.element", "finding.conclusion"


@dataclass(slots=True)
class Judged:
    """The judgements in force, by finding."""

    elements: dict[str, list[Judgement]] = field(default_factory=lambda: defaultdict(list))
    conclusions: dict[str, list[Judgement]] = field(default_factory=lambda: defaultdict(list))

    def applied(self, finding: Finding) -> Finding:
        """Return the finding as people decided: their status stands in place of the program's, which is kept beside it."""
        if finding.id not in self.elements and finding.id not in self.conclusions:
            return finding
        decided = {str(row.value.get("element")): row for row in self.elements.get(finding.id, ())}
        concluded = tuple(_conclusion(row) for row in self.conclusions.get(finding.id, ()))
        if not decided:
            return msgspec.structs.replace(finding, conclusions=concluded) if concluded else finding
        results = tuple(_decided(result, decided.get(result.id)) for result in finding.elements)
        exceptions = tuple(result for result in results if result.kind == "exception")
        return msgspec.structs.replace(
            finding, elements=results, exceptions=exceptions, summary=summary(results), conclusions=concluded
        )


def judged(view: View, as_of: str | None = None) -> Judged:
    """Return the judgements on findings as in force on the day `as_of` (now)."""
    found = Judged()
    for row in view.judgements(ELEMENT, as_of=as_of):
        found.elements[row.subject].append(row)
    for row in view.judgements(CONCLUSION, as_of=as_of):
        found.conclusions[row.subject].append(row)
    return found


def _decided(result: ElementResult, row: Judgement | None) -> ElementResult:
    if row is None:
        return result
    return msgspec.structs.replace(result, status=row.value["status"], by=row.who, why=row.why, found=result.status)


def _conclusion(row: Judgement) -> Conclusion:
    return Conclusion(text=str(row.value.get("text", "")), who=row.who, at=row.at, why=row.why, judgement=row.id)


def find(view: View, register: Register, wanted: str) -> Finding:
    """Return the finding whose id is or starts with `wanted`; LedgerError PW408 where there is none that counts, PW409 where several."""
    start = wanted.strip() if wanted.strip().startswith("fd-") else f"fd-{wanted.strip()}"
    parties, standing = ListedParties(view), view.standing()
    found: list[Finding] = []
    left: list[LeftOut] = []
    for reading in view.readings():
        machine = assess(reading, register, listed=(listed := parties.of(reading)))
        if any(finding.id.startswith(start) for finding in machine):
            raised = reviewed_findings(reading, register, machine, standing.about(reading.document.id), listed)
            found += [finding for finding in raised.findings if finding.id.startswith(start)]
            left += [one for one in raised.left_out if one.finding.startswith(start)]
    return the_one(found, left, wanted)


def the_one(found: Sequence[Finding], left: Sequence[LeftOut], wanted: str) -> Finding:
    """Return the only finding that was found; LedgerError PW408 where there is none, which says what review left out, PW409 for several."""
    if len(found) > 1 and wanted.strip() not in ("", "fd-"):
        raise LedgerError(f"several findings start with {wanted}: {', '.join(one.id for one in found[:5])}", code=AMBIGUOUS_ID)
    if not found and len(left) == 1:
        one = left[0]
        message = f"{one.finding} is left out: its claim {one.claim} was {one.status} by {one.who} on {one.at[:10]}: {one.why}"
        raise LedgerError(message, code=UNKNOWN_ID)
    if len(found) != 1:
        raise LedgerError(f"there is no finding {wanted}; `pactwatch assess` lists them", code=UNKNOWN_ID)
    return found[0]


def element_of(finding: Finding, name: str) -> ElementResult:
    """Return the element `name` of a finding; UsageError PW133 where it has none of that id."""
    for result in finding.elements:
        if result.id == name:
            return result
    known = ", ".join(result.id for result in finding.elements)
    raise UsageError(f"{finding.cite} has no element {name}; it has {known}", code=codes.UNKNOWN_ELEMENT)


def check_conclusion(history: list[Judgement], wanted: Judgement, who: str, *, reviewer: bool = True) -> None:
    """Check that `who` may take `wanted` back, one of `history`. UsageError PW172 for what somebody else concluded, as `check_undo` says."""
    check_undo(history, wanted, who, (CONCLUSION,), reviewer=reviewer)


def named(who: str | None) -> str:
    """Return the name that a conclusion is signed with; UsageError PW134 without one: a program concludes nothing."""
    if who is None or not who.strip():
        raise UsageError("a conclusion is a person's: say whose with --as NAME", code=codes.UNSIGNED)
    return who.strip()



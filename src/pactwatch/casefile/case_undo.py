"""What of a case may be taken back: the judgement that is meant, and who may undo it, given all judgements of the case."""

from __future__ import annotations

import msgspec

from pactwatch.casefile import codes
from pactwatch.casefile.case_rules import check_lowered
from pactwatch.casefile.case_types import PUBLISH, SIGN
from pactwatch.casefile.cases import case_state
from pactwatch.casefile.signed_acts import check_undo
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Judgement
from pactwatch.store.codes import AMBIGUOUS_ID, UNKNOWN_ID
from pactwatch.store.judgements import in_force


def wanted_of(case: str, history: list[Judgement], start: str | None) -> Judgement:
    """Return the judgement whose id starts with `start`, the newest in force where that is None. LedgerError PW408, PW409."""
    if start is None:
        standing = in_force(history)
        if not standing:
            message = f"{case} was taken back by {history[-1].who}; `pactwatch case undo {case} {history[-1].id}` restores it"
            raise LedgerError(message, code=UNKNOWN_ID)
        return standing[-1]
    found = [one for one in history if start and one.id.startswith((start, f"judgement-{start}"))]
    found = [one for one in found if one.id == start] or found
    if not found:
        raise LedgerError(f"{case} has no judgement {start}; `pactwatch case log {case}` lists them", code=UNKNOWN_ID)
    if len(found) > 1:
        raise LedgerError(f"several judgements of {case} start with {start}: {', '.join(one.id for one in found[:5])}", code=AMBIGUOUS_ID)
    return found[0]


def check_taken_back(history: list[Judgement], wanted: Judgement, who: str, why: str, *, reviewer: bool) -> None:
    """Check that `who` may take `wanted` back. UsageError PW170 for a case that is not empty, PW172, PW124 as for rules and signatures."""
    undoing = msgspec.structs.replace(history[-1], id="", seq=history[-1].seq + 1, kind="undo", value={}, undoes=wanted.id)
    before, after = case_state(history), case_state([*history, undoing])
    if before is not None and after is None and len(before.live) > 1:
        raise UsageError(f"{before.id} is not empty: what stands in it is undone before its making is", code=codes.NO_PART)
    if before is not None and after is not None:
        check_lowered(before, after.rules, who, why, may=reviewer)
    check_undo(history, wanted, who, (SIGN, PUBLISH), reviewer=reviewer)

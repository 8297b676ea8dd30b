"""Lowering the rules of a case: how many people accept and sign is not for those to lower who wrote it.

One person alone, whose case asks for no signature, lowers nothing and is not in the way of this.
"""

from __future__ import annotations

from pactwatch.casefile import codes
from pactwatch.casefile.cases import Case, Rules, same_person
from pactwatch.errors import UsageError


def check_lowered(case: Case, rules: Rules, who: str | None, why: str, *, may: bool) -> None:
    """Raise UsageError where `rules` ask for fewer people than those of the case do, and `who` may not lower them.

    PW172 for whoever wrote text of the case, or has no role for it (`may`), PW124 where no reason is given.
    """
    now = case.rules
    if rules.signers >= now.signers and rules.accepts >= now.accepts:
        return
    what = f"that fewer people accept or sign than {case.id} asks for ({now.accepts} to accept, {now.signers} to sign)"
    if not who or any(same_person(who, author) for author in case.authors):
        raise UsageError(f"{what} is for somebody to decide who wrote nothing of it", code=codes.OWN_CASE)
    if not may:
        raise UsageError(f"{what} takes the role of a reviewer", code=codes.OWN_CASE)
    if not any(char.isalnum() for char in why):
        raise UsageError(f"{what} takes a reason, which its log keeps (--why)", code="PW124")

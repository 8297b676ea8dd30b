"""Taking back what somebody signed: a signature, a publication, a conclusion. They stand under a name, and only that name restores them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pactwatch.casefile import codes
from pactwatch.errors import UsageError
from pactwatch.model import Judgement
from pactwatch.people import person_key


def check_undo(history: Iterable[Judgement], wanted: Judgement, who: str, signed: Collection[str], *, reviewer: bool) -> None:
    """Raise UsageError PW172 where `who` may not undo `wanted`, one of `history`, because what it goes back to is of a kind in `signed`.

    Where there are roles, that takes a reviewer. Whatever there is, an undo of it is undone only by the one who signed.
    """
    first, restores = _first(history, wanted)
    if first.kind not in signed:
        return
    if not reviewer:
        raise UsageError(f"what {first.who} signed is taken back or restored by the role reviewer alone", code=codes.OWN_CASE)
    if restores and person_key(who) != person_key(first.who):
        raise UsageError(f"{first.id} is signed by {first.who}, who alone can restore it", code=codes.OWN_CASE)


def _first(history: Iterable[Judgement], wanted: Judgement) -> tuple[Judgement, bool]:
    """Return the judgement that `wanted` goes back to, and whether undoing `wanted` restores it."""
    known, restores = {one.id: one for one in history}, False
    while wanted.undoes is not None and wanted.undoes in known:
        wanted, restores = known[wanted.undoes], not restores
    return wanted, restores

"""Reviews in the ledger: what people decided about claims, read for many at once, and the next judgement prepared.

A claim that a newer engine reads the same way takes its review along (review_carry.py): asking for, or deciding about, the
earlier claim then means the newer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, select

from pactwatch.errors import LedgerError, UsageError
from pactwatch.figures.grades import CLAIM as GRADE
from pactwatch.model import Claim, Frozen, Judgement, Review
from pactwatch.store import codes, schema
from pactwatch.store.codec import clean, decode
from pactwatch.store.judgements import in_force, settled
from pactwatch.store.review_edits import checked_edit, faults
from pactwatch.store.review_state import ACTIONS, CARRIED, KINDS, MOVED, RETRACT, review_of, with_claim
from pactwatch.store.tables import has_table

AT_ONCE = 5000
"""Ids asked for in one query; databases bound the number of parameters."""
REASONS = {
    "accept": "checked against the words", "reject": "not what the words say", "edit": "mended against the words",
    "grade": "graded at review", "undo": "taken back",
}  # fmt: skip
"""Why, where a person does not say; a retraction has a reason of its own."""
BY = {"accept": "accepted it", "reject": "rejected it", "edit": "edited it", "grade": "graded it", "note": "noted", "retract": "retracted it"}


class Asked(Frozen, frozen=True, kw_only=True):
    """One act of review as it is asked for: `action` is one of accept, reject, edit, grade, note, retract, undo."""

    action: str
    who: str
    why: str
    value: dict[str, Any]


def asked(action: str, who: str, why: str, value: Mapping[str, Any] | None) -> Asked:
    """Return what is asked for; UsageError PW154 for no such action or no name, PW124 without a reason where one is needed."""
    known = (*ACTIONS, "undo")
    if action not in known:
        raise UsageError(f"{action} is no action of a review; these are: {', '.join(known)}", code=codes.NO_REVIEW)
    if not who.strip():
        raise UsageError("a review is a person's: say whose, with --as NAME", code=codes.NO_REVIEW)
    if value is not None and not isinstance(value, Mapping):
        raise UsageError(f"the value of a review is an object of fields, not {str(value)[:40]}", code=codes.NO_REVIEW)
    given = dict(value or {})
    if action == "note":
        why = why if why.strip() else str(given.get("text") or "")
        given = {"text": str(given.get("text") or why)}
    why = why if why.strip() else REASONS.get(action, "")
    if not why.strip():
        raise UsageError(f"say why with --why: the ledger keeps the reason of a {action}", code="PW124")
    return Asked(action=action, who=who.strip(), why=why, value=given)


def reviews(connection: Connection, claims: Iterable[str]) -> dict[str, Review]:
    """Return the review of each of `claims`, by id, in their order; of one that nobody judged, an empty one."""
    wanted = list(dict.fromkeys(claims))
    rows = _with_linked(connection, wanted)
    heads = {claim: _head(claim, rows) for claim in wanted}
    made = {head: review_of(head, rows.get(head, []), _earlier(head, rows, {head})) for head in dict.fromkeys(heads.values())}
    return {claim: made[head] if claim == head else with_claim(made[head], claim, head) for claim, head in heads.items()}


def next_judgement(
    connection: Connection, found: tuple[Claim, str] | None, claim: str, given: Asked, expected: int | None
) -> Judgement:
    """Return the judgement that `given` adds to the review of `claim`, its status included; nothing is written.

    `found` is the claim with its document's text, which an edit needs. LedgerError PW414 where the review has another version
    than `expected`, PW418 where it does not allow this, PW408 and PW412 for an undo of nothing, or of what is undone.
    """
    before = reviews(connection, [claim])[claim]
    if expected is not None and before.version != expected:
        raise LedgerError(_changed(before), code=codes.CHANGED)
    subject = before.now or claim
    own = [item for item in before.history if item.subject == subject]
    if given.action == "undo":
        made = _undo(before, own, subject, given)
    else:
        _check_allowed(before, given.action)
        value = _edit(before, found, given.value) if given.action == "edit" else given.value
        made = Judgement(id="", seq=0, kind=ACTIONS[given.action], subject=subject, value=value, who="", at="", why=given.why)
    return made if made.kind == GRADE else _stated(made, own, found, given.who)


def undone(connection: Connection, undo: Judgement, found: tuple[Claim, str] | None, who: str) -> Judgement:
    """Return the `undo` by `who` of a judgement of a review with the status that it leaves the claim in."""
    review = reviews(connection, [undo.subject])[undo.subject]
    if review.now is not None:
        raise LedgerError(f"{undo.subject} is {review.now} in a newer reading; decide about that", code=codes.NOT_NOW)
    return _stated(undo, [item for item in review.history if item.subject == undo.subject], found, who)


def _stated(made: Judgement, own: list[Judgement], found: tuple[Claim, str] | None, who: str) -> Judgement:
    # as it will stand: after all others, signed
    placed = Judgement(id="next", seq=own[-1].seq + 1 if own else 1, kind=made.kind, subject=made.subject, value=made.value,
                       who=who, at="now", why=made.why, undoes=made.undoes)  # fmt: skip
    after = review_of(made.subject, [*own, placed])
    if made.undoes is not None and found is not None:
        for fault in _faults(after, found):
            raise LedgerError(f"a later edit stands on this one ({fault}); undo that first", code=codes.NOT_NOW)
    value = made.value | {"status": after.status}
    return Judgement(id="", seq=0, kind=made.kind, subject=made.subject, value=value, who="", at="", why=made.why, undoes=made.undoes)


def _faults(after: Review, found: tuple[Claim, str]) -> list[str]:
    try:
        return faults(found[0], after.edits, found[1])
    except UsageError as error:
        return [str(error)]


def _edit(before: Review, found: tuple[Claim, str] | None, value: dict[str, Any]) -> dict[str, Any]:
    if found is None:
        raise LedgerError(f"the ledger holds no claim {before.claim}", code=codes.UNKNOWN_ID)
    accept = value.pop("accept", False)
    if not isinstance(accept, bool):
        raise UsageError("accept beside an edit is true or false", code=codes.BAD_EDIT)
    patch = checked_edit(found[0], before.edits, found[1], value)
    return patch | ({"accept": True} if accept else {})


def _undo(before: Review, own: list[Judgement], subject: str, given: Asked) -> Judgement:
    wanted = str(given.value.get("judgement") or "").strip()
    held, by = settled(own)
    if wanted:
        target = _named(before, wanted)
    else:
        mine = [item for item in held if item.kind not in (CARRIED, MOVED) and item.who == given.who]
        if not mine:
            raise LedgerError(f"{given.who} decided nothing about {subject} that stands; name the judgement to undo", code=codes.UNKNOWN_ID)
        target = mine[-1]
    if target not in own or target.kind == MOVED:
        raise LedgerError(f"{target.id} was of an earlier reading of {subject}; decide anew", code=codes.NOT_NOW)
    if target.id in by:
        other = by[target.id]
        raise LedgerError(f"{target.id} is undone already, by {other.id} of {other.who}; undo that one to restore it", code=codes.UNDONE)
    return Judgement(id="", seq=0, kind=target.kind, subject=subject, value={}, who="", at="", why=given.why, undoes=target.id)


def _named(before: Review, wanted: str) -> Judgement:
    found = [item for item in before.history if item.id.startswith((wanted, f"judgement-{wanted}"))]
    exact = [item for item in found if item.id == wanted]
    if len(exact or found) > 1:
        raise LedgerError(f"several judgements start with {wanted}: {', '.join(item.id for item in found[:5])}", code=codes.AMBIGUOUS_ID)
    if not found:
        raise LedgerError(f"no judgement on {before.claim} is called {wanted}; `pactwatch review log` lists them", code=codes.UNKNOWN_ID)
    return (exact or found)[0]


def _check_allowed(before: Review, action: str) -> None:
    if before.status == "retracted" and action in ("accept", "reject", "edit", "retract"):
        by = [item for item in in_force(before.history) if item.kind in (RETRACT, CARRIED)][-1]
        raise LedgerError(f"{before.claim} is retracted, by {by.who}: {by.why}; undo the retraction ({by.id}) first", code=codes.NOT_NOW)
    if action == "retract" and before.status != "accepted" and not _ever_accepted(before):
        raise LedgerError(f"{before.claim} was never accepted, so there is nothing to retract; reject it", code=codes.NOT_NOW)


def _ever_accepted(before: Review) -> bool:
    return any(item.value.get("status") == "accepted" for item in before.history)


def _changed(before: Review) -> str:
    if not before.history:
        return f"{before.claim} has not been judged yet: its version is 0"
    last = before.history[-1]
    action = next((name for name, kind in ACTIONS.items() if kind == last.kind), "")
    done = f"took back {last.undoes}" if last.undoes else BY.get(action, "the newer reading's review came over")
    message = f"{before.claim} was changed meanwhile by {last.who}: {done} ({last.why})"
    return f"{message}; it is {before.status} now, version {before.version}: look again, then decide"


def last_act(connection: Connection, who: str) -> Judgement | None:
    """Return the newest judgement by `who` on a claim that stands and is no undo; see `View.last_act`."""
    table = schema.judgements
    if not has_table(connection, table):
        return None
    query = select(table.c.body, table.c.id).where(table.c.who == clean(who), table.c.kind.in_(KINDS), table.c.undoes.is_(None))
    with closing(connection.execute(query.order_by(table.c.seq.desc()))) as rows:
        for row in rows:
            found = decode(row.body, Judgement, row.id)
            own = [] if found.kind in (CARRIED, MOVED) else _own(connection, [found.subject])
            if found in in_force(own):
                return found
    return None


def _with_linked(connection: Connection, wanted: list[str]) -> dict[str, list[Judgement]]:
    rows: dict[str, list[Judgement]] = {}
    if not has_table(connection, schema.judgements):
        return rows
    asked_for: set[str] = set()
    new = wanted
    while new:
        asked_for.update(new)
        found = _own(connection, new)
        for item in found:
            rows.setdefault(item.subject, []).append(item)
        links = [str(item.value.get("from" if item.kind == CARRIED else "to")) for item in found if item.kind in (CARRIED, MOVED) and not item.undoes]
        new = [link for link in dict.fromkeys(links) if link not in asked_for]
    return rows


def _own(connection: Connection, claims: list[str]) -> list[Judgement]:
    table = schema.judgements
    found = []
    for first in range(0, len(claims), AT_ONCE):
        query = select(table.c.body, table.c.id).where(table.c.subject.in_(claims[first : first + AT_ONCE]), table.c.kind.in_(KINDS))
        found += [decode(row.body, Judgement, row.id) for row in connection.execute(query.order_by(table.c.seq))]
    return found


def _head(claim: str, rows: dict[str, list[Judgement]]) -> str:
    seen = {claim}
    while True:
        moved = [item for item in in_force(rows.get(claim, [])) if item.kind == MOVED and not item.value.get("differs")]
        following = str(moved[-1].value.get("to")) if moved else claim
        if following in seen:
            return claim
        seen.add(following)
        claim = following


def _earlier(claim: str, rows: dict[str, list[Judgement]], seen: set[str]) -> list[Judgement]:
    """Return the judgements on the claims that `claim` came over from, up to when it did."""
    found: list[Judgement] = []
    for item in rows.get(claim, []):
        origin = str(item.value.get("from")) if item.kind == CARRIED and not item.undoes else claim
        if origin not in seen:
            seen.add(origin)
            before = [*_earlier(origin, rows, seen), *rows.get(origin, [])]
            found += [one for one in before if one.seq < item.seq]
    return found



"""What people decide: judgements, each with who, when and why. They are added, and undone by a further one, never changed.

An undo is itself a judgement that names the one it undoes, and can be undone in turn. In force is what nothing that is
itself in force undoes. Pure functions but for `stored`, which reads; `Ledger.judge` and `Ledger.undo` write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from pactwatch.errors import LedgerError, UsageError
from pactwatch.ids import content_id
from pactwatch.model import Judgement
from pactwatch.store import codes, schema
from pactwatch.store.codec import clean, day_bounds, decode, encode
from pactwatch.store.filters import starts_with
from pactwatch.store.tables import has_table

Row = dict[str, Any]


def judgement_row(judgement: Judgement) -> Row:
    """Return the row of a judgement; `body` is all of it, the other columns are for filtering."""
    return {
        "seq": judgement.seq,
        "id": judgement.id,
        "kind": clean(judgement.kind),
        "subject": clean(judgement.subject),
        "at": clean(judgement.at),
        "who": clean(judgement.who),
        "undoes": judgement.undoes,
        "body": encode(judgement),
    }


def judgement_id(judgement: Judgement) -> str:
    """Return the id that follows from the rest of a judgement."""
    return content_id("judgement", encode(msgspec.structs.replace(judgement, id="")))


def make_judgement(seq: int, at: str, who: str, given: Judgement) -> Judgement:
    """Return `given` as it is stored at place `seq`; UsageError PW124 where something is missing, PW406 for no JSON."""
    for name in ("kind", "subject", "why"):
        if not getattr(given, name).strip():
            raise UsageError(f"a judgement needs a {name}", code="PW124")
    placed = msgspec.structs.replace(given, seq=seq, at=clean(at) or "", who=clean(who) or "", id="")
    try:
        same = decode(encode(placed), Judgement, "it") == placed
    except LedgerError as error:
        raise LedgerError(f"the judgement was not added: {error}", code=codes.REFUSED) from error
    if not same:
        raise LedgerError("the judgement was not added: its value reads back changed", code=codes.REFUSED)
    return msgspec.structs.replace(placed, id=judgement_id(placed))


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return those of `judgements` that decide something and are not undone, oldest first."""
    return settled(judgements)[0]


def settled(judgements: Iterable[Judgement]) -> tuple[list[Judgement], dict[str, Judgement]]:
    """Return what is in force, and each undone id with the judgement that undoes it; an undo comes after what it undoes."""
    undone: dict[str, Judgement] = {}
    found = []
    for judgement in sorted(judgements, key=lambda item: item.seq, reverse=True):
        if judgement.id in undone:
            continue
        if judgement.undoes is None:
            found.append(judgement)
        else:
            undone[judgement.undoes] = judgement
    return found[::-1], undone


def stored(
    connection: Connection, kind: str | None = None, subject: str | None = None, as_of: str | None = None, *, history: bool = False
) -> list[Judgement]:
    """Return the judgements in force on the day or at the time `as_of`, oldest first; with `history`, all of them.

    A ledger of a version before judgements holds none. UsageError PW120 where `as_of` is no date.
    """
    table = schema.judgements
    if not has_table(connection, table):
        return []
    query = select(table.c.body, table.c.id).order_by(table.c.seq)
    if kind is not None:
        query = query.where(table.c.kind == clean(kind))
    if subject is not None:
        query = query.where(table.c.subject == clean(subject))
    if as_of is not None:
        query = query.where(table.c.at <= _until(as_of))
    found = [decode(row.body, Judgement, row.id) for row in connection.execute(query)]
    return found if history else in_force(found)


def _until(as_of: str) -> str:
    bounds = day_bounds(as_of)
    if bounds is None:
        raise UsageError("--as-of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    return as_of if "T" in as_of else f"{bounds[1]}T23:59:59Z"


def subjects_with(connection: Connection, kinds: str, words: Collection[str]) -> list[str]:
    """Return the subjects of the judgements whose kind starts with `kinds` and whose value holds one of `words`, in order."""
    table = schema.judgements
    if not words or not has_table(connection, table):
        return []
    holding = or_(*(table.c.body.contains(word, autoescape=True) for word in words))
    query = select(table.c.subject).where(table.c.kind.startswith(kinds, autoescape=True), holding)
    return list(connection.execute(query.group_by(table.c.subject).order_by(func.min(table.c.seq))).scalars())


def known(connection: Connection, wanted: str) -> Judgement:
    """Return the judgement with the id `wanted`, or the only one whose id starts so; LedgerError PW408, PW409."""
    table, start = schema.judgements, (clean(wanted) or "").strip()
    rows: dict[str, str] = {}
    for tried in (start, f"judgement-{start}") if start else ():
        query = select(table.c.id, table.c.body).where(starts_with(table.c.id, tried)).order_by(table.c.id).limit(6)
        rows = {row.id: row.body for row in connection.execute(query)}
        if rows:
            break
    if len(rows) > 1 and start not in rows:
        raise LedgerError(f"several judgements start with {start}: {', '.join(rows)}", code=codes.AMBIGUOUS_ID)
    if not rows:
        raise LedgerError(f"the ledger holds no judgement {wanted}", code=codes.UNKNOWN_ID)
    found = start if start in rows else next(iter(rows))
    return decode(rows[found], Judgement, found)


def undoing(connection: Connection, wanted: str, why: str, kinds: Collection[str] | None = None) -> Judgement:
    """Return the judgement that undoes the one called `wanted`, which is of one of `kinds` (None: any).

    LedgerError PW412 where it is undone already, PW413 where it is of another kind.
    """
    undone = known(connection, wanted)
    if kinds is not None and undone.kind not in kinds:
        message = f"{undone.id} is a {undone.kind} of {undone.who}, which another command takes back; this one undoes {' and '.join(kinds)}"
        raise LedgerError(message, code=codes.WRONG_KIND)
    by = settled(stored(connection, undone.kind, undone.subject, history=True))[1].get(undone.id)
    if by is not None:
        raise LedgerError(f"{undone.id} is undone already, by {by.id} of {by.who}; undo that one to restore it", code=codes.UNDONE)
    return Judgement(id="", seq=0, kind=undone.kind, subject=undone.subject, value={}, who="", at="", why=why, undoes=undone.id)


def check_seen(what: str, history: Sequence[Judgement], standing: Sequence[Judgement], seen: Collection[str] | None) -> None:
    """Raise LedgerError PW415 unless the ones of `history` that are among the ids `seen` are those `standing`; None: whatever stands."""
    if seen is None or {one.id for one in history if one.id in seen} == {one.id for one in standing}:
        return
    last = standing[-1] if standing else history[-1]
    message = f"{what} was decided meanwhile (last by {last.who} at {last.at}: {last.why}): look at it again"
    raise LedgerError(message, code=codes.CASE_CHANGED)


def check_version(subject: str, history: Sequence[Judgement], expected: int | None) -> None:
    """Raise LedgerError PW415 unless there are `expected` judgements about `subject`, undone ones and undos too; None: any number."""
    if expected is None or len(history) == expected:
        return
    last = f"last by {history[-1].who} at {history[-1].at}: {history[-1].why}" if history else "it is not there"
    message = f"{subject} changed meanwhile ({last}); it is at version {len(history)}, not {expected}: look at it again"
    raise LedgerError(message, code=codes.CASE_CHANGED)

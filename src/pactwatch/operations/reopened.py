"""Reopened conclusions: what people accepted, wrote or concluded that something new touches, until they look at it again.

A claim is settled by a later judgement on it, a finding by a later one on it, a paragraph of a case by a later change of it or by
signing or publishing the case; each also by `settle`, which says in the ledger that nothing is to be changed, and why. What news
touched is kept here; case_states.py adds what follows from the ledger alone and is asked for all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from pactwatch.errors import LedgerError
from pactwatch.ids import content_id
from pactwatch.model import Frozen, Judgement
from pactwatch.operations import schema
from pactwatch.operations.opening import add_new, exists, packed, unpacked
from pactwatch.store import Ledger
from pactwatch.store import schema as schema_of_ledger
from pactwatch.store.codec import decode
from pactwatch.store.codes import AMBIGUOUS_ID, UNKNOWN_ID
from pactwatch.store.judgements import in_force
from pactwatch.store.view import View

SETTLED = "reopened.settled"
AT_ONCE = 200
"""Rows that are looked through together."""
_T = schema.reopened


class Reopened(Frozen, frozen=True, kw_only=True):
    """One conclusion that something new touches.

    `subject` is a claim, a finding, CASE#PARAGRAPH or a case, as `kind` says (claim, finding, paragraph, case); `cause` one word for what
    happened, `why` a sentence. `document`, `claim` and `judgement` are the new thing; `by` is the reopened claim that a
    paragraph cites. `after` is the newest judgement at the time, `at` seconds since 1970. `settled` is who settled it, and how.
    """

    id: str
    subject: str
    kind: str
    cause: str
    why: str
    document: str | None = None
    claim: str | None = None
    judgement: str | None = None
    by: str | None = None
    after: int = 0
    at: float = 0.0
    settled: str | None = None

    def named(self, name: str) -> Reopened:
        """Return the same under another id."""
        return msgspec.structs.replace(self, id=name)


def made(subject: str, kind: str, cause: str, why: str, **what: Any) -> Reopened:
    """Return a reopened conclusion; its id follows from what is touched, by what, and how."""
    new = (what.get("document"), what.get("claim"), what.get("judgement"))
    return Reopened(id=content_id("reopened", subject, cause, *new), subject=subject, kind=kind, cause=cause, why=why, **what)


def record(connection: Connection, found: Iterable[Reopened], after: int, now: float) -> list[Reopened]:
    """Keep what is not there yet, and return it; `after` is the seq of the newest judgement."""
    new = []
    for one in found:
        if connection.execute(select(_T.c.seq).where(_T.c.id == one.id)).first() is None:
            kept = msgspec.structs.replace(one, after=after, at=now)
            row = {"id": kept.id, "subject": kept.subject, "kind": kept.kind, "cause": kept.cause, "after": after, "at": now}
            add_new(connection, _T, [row | {"body": packed(kept)}])
            new.append(kept)
    return new


def news(
    view: View, own: Iterable[Reopened], *, settled: bool = False, subject: str | None = None, limit: int | None = None, offset: int = 0
) -> list[Reopened]:
    """Return what news reopened together with `own`, what follows from the ledger alone, the newest first; each id is there once.

    What is of `own` is settled by a person's word alone. With `settled`, what people settled is there too.
    """
    mine = {one.id: one for one in own}
    found = _Settling(view, list(mine.values())).marked(list(mine.values()), alone=True)
    found = [one for one in found if settled or one.settled is None]
    least, kept = None if limit is None else offset + limit, 0
    for chunk in _chunks(view, subject):
        marked = [one for one in chunk if one.id not in mine]
        marked = [one for one in _Settling(view, marked).marked(marked) if settled or one.settled is None]
        found, kept = [*found, *marked], kept + len(marked)
        if least is not None and kept >= least:
            break
    return sorted(found, key=lambda one: one.at, reverse=True)[offset:least]


def _chunks(view: View, subject: str | None) -> Iterator[list[Reopened]]:
    """Yield what was ever reopened, the newest first, so many at a time."""
    connection, before = view.connection, None
    while exists(connection):
        query = select(_T.c.seq, _T.c.body).order_by(_T.c.seq.desc()).limit(AT_ONCE)
        query = query if subject is None else query.where(_T.c.subject == subject)
        rows = connection.execute(query if before is None else query.where(_T.c.seq < before)).all()
        if not rows:
            return
        before = rows[-1].seq
        yield [msgspec.convert(unpacked(row.body), Reopened) for row in rows]


def settle(ledger: Ledger, wanted: str, every: Iterable[Reopened], *, why: str, who: str | None = None) -> Judgement:
    """Keep that a person looked at one of `every` and lets it stand. LedgerError PW408, PW409 for a wrong id."""
    start = wanted.strip()
    found = [one for one in every if start and one.id.startswith((start, f"reopened-{start}"))]
    if len(found) > 1:
        raise LedgerError(f"{len(found)} reopened conclusions start with {wanted}; give more of the id", code=AMBIGUOUS_ID)
    if not found:
        raise LedgerError(f"nothing reopened is called {wanted}; `pactwatch reopened list` shows what is", code=UNKNOWN_ID)
    return ledger.judge(SETTLED, found[0].id, {"subject": found[0].subject}, why=why, who=who)


class _Settling:
    """The judgements that settle what was reopened."""

    def __init__(self, view: View, every: list[Reopened]) -> None:
        table = schema_of_ledger.judgements
        names = list(dict.fromkeys(name for one in every for name in (one.id, one.subject.partition("#")[0])))
        rows = view.connection.execute(select(table.c.body, table.c.id).where(table.c.subject.in_(names)).order_by(table.c.seq))
        by_subject: dict[str, list[Judgement]] = {}
        for row in rows:
            judgement = decode(row.body, Judgement, row.id)
            by_subject.setdefault(judgement.subject, []).append(judgement)
        self._by = {subject: in_force(found) for subject, found in by_subject.items()}

    def marked(self, every: list[Reopened], *, alone: bool = False) -> list[Reopened]:
        """Return what was reopened with who settled it, and how; `alone`, only by a word on itself."""
        return [msgspec.structs.replace(one, settled=self._of(one, alone)) for one in every]

    def _of(self, one: Reopened, alone: bool) -> str | None:
        own = self._by.get(one.id, [])
        if own:
            return f"{own[-1].who}: {own[-1].why}"
        if alone:
            return None
        subject, _, part = one.subject.partition("#")
        for item in self._by.get(subject, []):
            if item.seq <= one.after or item.kind in {"review.carried", "review.moved"}:
                continue
            if not part or (item.kind == "case_paragraph" and item.value.get("id") == part) or item.kind in {"case_sign", "case_publish"}:
                return f"{item.who}: {item.kind.replace('_', ' ').replace('.', ' ')}, {item.why}"
        return None


def newest_judgement(connection: Connection) -> int:
    """Return the seq of the ledger's newest judgement, 0 where there is none."""
    return int(connection.execute(select(func.max(schema_of_ledger.judgements.c.seq))).scalar() or 0)

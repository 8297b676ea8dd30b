"""The ledger: what a program holds in its hand. Writer and View work below it, one transaction each."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine

from pactwatch.errors import UsageError
from pactwatch.figures.grades import credible
from pactwatch.model import Capture, Judgement, Reading
from pactwatch.store import codes, judgements
from pactwatch.store.codec import encode
from pactwatch.store.dialect import WRITE, Dialect, guarded, storable
from pactwatch.store.instrument_texts import InstrumentText, text_row
from pactwatch.store.judgements import undoing
from pactwatch.store.lists import PreparedCopy
from pactwatch.store.names import Names
from pactwatch.store.opening import dialect_for, open_engine
from pactwatch.store.prepare import Prepared, prepare
from pactwatch.store.review_state import REVIEWS
from pactwatch.store.review_tally import Tally
from pactwatch.store.reviews import asked, next_judgement, undone
from pactwatch.store.sqlite import BUSY_SECONDS
from pactwatch.store.standing import Standings
from pactwatch.store.types import Added, Entry, Verification
from pactwatch.store.verify import content_digest, verify
from pactwatch.store.view import View
from pactwatch.store.writing import Writer

Plan = Callable[[list[Judgement]], tuple[str, dict[str, Any]]]
"""From all judgements about a subject, oldest first, to the kind and value of the next one."""

Choice = Callable[[list[Judgement], str], str]
"""From all judgements about a subject, oldest first, and who undoes, to the id of the one to take back."""

Check = Callable[[list[Judgement], Judgement, str], None]
"""Given all judgements of one kind about a subject, the one of them to be taken back, and who does; raises where that is not to be."""


def utc_now() -> str:
    """Return the time as ISO 8601 in UTC, to the second: the ledger's only clock."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def user_name() -> str:
    """Return the name under which this process works, for the audit log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def open_ledger(
    where: str | Path,
    *,
    create: bool = False,
    who: str | None = None,
    clock: Callable[[], str] = utc_now,
    busy_seconds: float = BUSY_SECONDS,
) -> Ledger:
    """Open the ledger at a path or database URL; ":memory:" is one that ends with the program.

    Without `create` it is for looking only, and works on media that cannot be written. With it, what is added is
    signed `who` (the user's name) at `clock()`, and a missing ledger is made. A writer waits `busy_seconds` for another.
    Raises LedgerError: PW401 missing or unreachable, PW402 something else, PW403 of a later version, PW404 damaged.
    """
    create = create or str(where) == ":memory:"
    dialect = dialect_for(where, create=create, busy_seconds=busy_seconds)
    return Ledger(open_engine(dialect, create=create), dialect, who=who or user_name(), clock=clock, address=str(where))


class Ledger:
    """An open ledger; use it in a `with` block, or close it."""

    def __init__(self, engine: Engine, dialect: Dialect, *, who: str, clock: Callable[[], str], address: str) -> None:
        """Take what `open_ledger` made; `address` is what it was given, which may hold a password."""
        self.address = address
        self._engine = engine
        self._dialect = dialect
        self._who = who
        self._clock = clock
        self._one_writer = Lock()
        self._tally = Tally()
        self._standings = Standings()
        self._names = Names()

    @property
    def where(self) -> str:
        """The path or URL, as messages name it."""
        return self._dialect.where

    def add(self, reading: Reading, capture: Capture | None = None, *, who: str | None = None) -> Added:
        """Add one reading with its document and the capture that it was taken from; what is there already stays."""
        return self.add_many([(reading, capture)], who=who)[0]

    def add_many(self, entries: Iterable[Entry], *, who: str | None = None) -> list[Added]:
        """Add all of `entries` or, if any fails, none: one transaction, signed `who` (the ledger's user).

        Raises LedgerError: PW405 another process writes, PW406 a reading would not verify, PW410 the disk is full.
        """
        return self.add_prepared([prepare(reading, capture) for reading, capture in entries], who=who)

    def add_prepared(self, prepared: Sequence[Prepared], *, who: str | None = None) -> list[Added]:
        """Add what `prepare` made of readings, as another process may have done; else as `add_many`."""
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            return self._writer(connection, who).add_many(prepared)

    def add_instrument_text(self, text: InstrumentText, body: bytes) -> bool:
        """Keep the words of an instrument, or a user's register file; False where they are in the ledger already."""
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            return self._writer(connection).add_text(text_row(text, body))

    def judge(self, kind: str, subject: str, value: dict[str, Any], *, why: str, who: str | None = None) -> Judgement:
        """Keep what a person decided about `subject`; `who` is the ledger's user unless given.

        Raises UsageError PW124 where kind, subject or why is empty, PW154 for a review of a claim (see `review`), LedgerError
        PW406 where `value` is no JSON.
        """
        _check_kind(kind)
        given = Judgement(id="", seq=0, kind=kind, subject=subject, value=value, who="", at="", why=why)
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            return self._writer(connection, who).judge(given)

    def judge_case(
        self, case: str, kind: str, value: dict[str, Any], *, why: str, who: str | None = None, expected: int | None = None
    ) -> Judgement:
        """Keep a judgement about a case; `expected` is how many the writer saw of it, undone ones and undos too.

        Raises LedgerError PW415 where others came in between: then nothing is written. Else as `judge`.
        """
        return self.judge_planned(case, lambda _: (kind, value), why=why, who=who, expected=expected)

    def judge_planned(self, case: str, plan: Plan, *, why: str, who: str | None = None, expected: int | None = None) -> Judgement:
        """Keep the judgement that `plan` makes of all judgements about the case so far; nobody writes in between. Else as `judge_case`."""
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            history = judgements.stored(connection, subject=case, history=True)
            judgements.check_version(case, history, expected)
            kind, value = plan(history)
            given = Judgement(id="", seq=0, kind=kind, subject=case, value=value, who="", at="", why=why)
            return self._writer(connection, who).judge(given)

    def judge_anew(
        self, kind: str, subject: str, value: dict[str, Any], field: str, *, why: str, who: str | None = None, seen: Collection[str] | None = None
    ) -> Judgement:
        """Keep what a person decided in place of what stands about `subject` with the same `field` of its value, which is undone.

        `seen` are ids of judgements that the person saw standing. LedgerError PW415 where those of the same `field` are not
        what stands; then, as where anything else fails, nothing is written. Else as `judge`.
        """
        _check_kind(kind)
        given = Judgement(id="", seq=0, kind=kind, subject=subject, value=value, who="", at="", why=why)
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            every = judgements.stored(connection, kind, subject, history=True)
            history = [one for one in every if one.undoes or one.value.get(field) == value[field]]
            standing, writer = judgements.in_force(history), self._writer(connection, who)
            judgements.check_seen(f"{field} {value[field]} of {subject}", history, standing, seen)
            for one in standing:
                writer.judge(undoing(connection, one.id, f"decided anew: {why}"))
            return writer.judge(given)

    def undo(
        self, judgement_id: str, *, why: str, who: str | None = None, kinds: Collection[str] | None = None, check: Check | None = None
    ) -> Judgement:
        """Take a judgement back by its id or the start of it; undoing the undo restores it.

        `check` may refuse it by raising. Raises LedgerError PW408 where there is no such judgement, PW412 where it is undone
        already, PW413 where it is none of `kinds` (None: any will do).
        """
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            given = undoing(connection, judgement_id, why, kinds)
            if check is not None:
                history = judgements.stored(connection, given.kind, given.subject, history=True)
                check(history, next(one for one in history if one.id == given.undoes), who or self._who)
            if given.kind in REVIEWS:
                given = undone(connection, given, self._view(connection).claim_and_text(given.subject), who or self._who)
            return self._writer(connection, who).judge(given)

    def undo_planned(
        self, subject: str, plan: Choice, *, why: str, who: str | None = None, kinds: Collection[str], expected: int | None = None
    ) -> Judgement:
        """Take back the judgement about `subject` that `plan` chooses of all about it so far; nobody writes in between.

        Raises LedgerError PW415 where there are not `expected` judgements about it. Else as `undo`.
        """
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            history = judgements.stored(connection, subject=subject, history=True)
            judgements.check_version(subject, history, expected)
            return self._writer(connection, who).judge(undoing(connection, plan(history, who or self._who), why, kinds))

    def review(
        self, claim_id: str, action: str, *, who: str, why: str, value: Mapping[str, Any] | None = None, expected: int | None = None
    ) -> Judgement:
        """Decide about a claim: `action` is accept, reject, edit, grade, note, retract or undo; see explanation/reviews.md.

        `value` is a partial claim for edit (with "accept": true also accepted as edited), {"grade": 1-6} for grade, {"text"} for
        note, {"judgement": id} for undo, else the newest of `who` is undone. An empty `why` is filled in for accept and undo.
        `expected` is the `Review.version` that the person saw. Nothing is written where this raises LedgerError: PW408 or
        PW409 for the claim, PW412 undone already, PW414 judged by another meanwhile, PW418 not as things stand; UsageError: PW124
        no reason, PW151, PW152 for a grade, PW154 no such action or no name, PW155 an edit that cannot be.
        """
        given = asked(action, who, why, value)
        if action == "grade":
            given = msgspec.structs.replace(given, value=self._credibility(claim_id, given.value))
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            view = self._view(connection)
            claim = view.claim_id(claim_id)
            found = view.claim_and_text(view.review(claim).now or claim) if action in ("edit", "undo") else None
            return self._writer(connection, given.who).judge(next_judgement(connection, found, claim, given, expected))

    def _credibility(self, claim: str, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return the value of a grade, with the independent origins where it needs them."""
        from pactwatch.store.tracing import origins_behind

        names: list[str] = []

        def origins(found: str) -> list[str]:
            with self.view() as view:
                names.extend(origins_behind(view, found))
            return names

        with self.view() as view:
            found = view.claim_id(claim)
        grade = credible(str(value.get("grade", "")), found, origins)
        return {"grade": str(grade)} | ({"origins": names} if names else {})

    def derive(self, kind: str, version: str, values: Mapping[str, Any]) -> None:
        """Keep what follows from a reading, by the reading's id, so that it need not be computed again (see `View.derived`)."""
        bodies = {subject: encode(value) for subject, value in values.items()}
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            self._writer(connection).derive(kind, version, bodies)

    def add_list(self, prepared: PreparedCopy) -> bool:
        """Add a copy of a sanctions list; say whether it was not there yet."""
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            return self._writer(connection).add_list(prepared)

    def _writer(self, connection: Connection, who: str | None = None) -> Writer:
        return Writer(connection, self._dialect, who=who or self._who, at=self._clock())

    def _view(self, connection: Connection, known: Names | None = None) -> View:
        # what a writer adds may be undone, so that its own view keeps no names for others
        return View(connection, self._dialect, self._tally, self._standings, known)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # threads of one process queue up here: the database's own lock is polled, which takes the longer the more wait
        with self._one_writer, self._engine.execution_options(**{WRITE: True}).begin() as connection:
            yield connection

    @contextmanager
    def view(self) -> Iterator[View]:
        """Look things up in one consistent state of the ledger, which writers meanwhile leave behind."""
        with guarded(self._dialect), self._engine.connect() as connection:
            yield self._view(connection, self._names)

    @property
    def dialect(self) -> Dialect:
        """The database's own ways."""
        return self._dialect

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one consistent state of the database, for what no View tells."""
        with guarded(self._dialect), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one write transaction, for what no Writer does: the caller keeps rows, seqs and audit log in step."""
        with guarded(self._dialect), storable(self._dialect), self._writing() as connection:
            yield connection

    def analyse(self) -> None:
        """Let the database see how much of what there is by now, after much was added at once; nothing that is kept changes."""
        with self.writing() as connection:
            self._dialect.analyse(connection)

    @contextmanager
    def beside(self, *, write: bool = False) -> Iterator[Connection]:
        """Open one transaction on the ledger's database for tables that are not the ledger's own, as operations keeps them.

        To `write`, it waits its turn as every writer does, and is undone where the block fails.
        """
        with guarded(self._dialect), storable(self._dialect):
            if write:
                with self._writing() as connection:
                    yield connection
            else:
                with self._engine.connect() as connection:
                    yield connection

    def verify(self, seen: str | None = None) -> Verification:
        """Check every hash, span, id and the audit log; what fails is named, never raised.

        `seen` is an earlier verification's audit head: a log that lost it was cut off or replaced.
        """
        return verify(self._engine, self._dialect, seen)

    def content_digest(self) -> str:
        """Return one SHA-256 over what the ledger holds, whenever and in whatever order it came."""
        with guarded(self._dialect), self._engine.connect() as connection:
            return content_digest(connection)

    def close(self) -> None:
        """Let go of the database; the last one to do so folds the write-ahead log into the file."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _check_kind(kind: str) -> None:
    if kind in REVIEWS:
        raise UsageError("a claim is reviewed with Ledger.review, which checks what is decided", code=codes.NO_REVIEW)

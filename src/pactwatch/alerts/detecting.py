"""Looking for alerts: what came into the ledger since the last look, one thing at a time, each in one transaction.

The transaction steps the cursor, keeps alerts with the jobs that deliver them, and keeps what was reopened; another process
that looked at the same thing finds the cursor stepped, and undoes its own. So nothing is looked at twice, and none is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, func, select, update

from pactwatch.alerts.matching import alerts_of, make
from pactwatch.alerts.reopening import cases, cited, reopened_by, reopened_by_judgement
from pactwatch.alerts.rules import AnyRule, CaseRule, ReopenedRule, Rules
from pactwatch.alerts.scope import Scope
from pactwatch.alerts.stories import Stories
from pactwatch.casefile.case_uses import refs_of
from pactwatch.model import Judgement
from pactwatch.operations import alerts, reopened, schema
from pactwatch.operations.alerts import Alert
from pactwatch.operations.opening import Operations, add_new, exists
from pactwatch.operations.reopened import Reopened
from pactwatch.store import Ledger
from pactwatch.store import schema as ledger_schema
from pactwatch.store.codec import decode
from pactwatch.store.outdated import outdated
from pactwatch.store.view import View

READINGS, JUDGEMENTS = "readings", "judgements"
TABLES = {READINGS: ledger_schema.readings, JUDGEMENTS: ledger_schema.judgements}


AGAIN = frozenset({"PW401", "PW405", "PW410"})
"""Codes of a ledger that is away, busy or full: looking is tried again later."""


class Raced(Exception):  # noqa: N818 - it is no fault
    """Another process looked at this meanwhile."""


class Detector:
    """Looks for alerts of `rules` by the ledger's cursors; `tell` is given each alert that is new.

    `cursor` is the start of the names of other cursors than those of alerts (looking.py); by these, only texts are looked at.
    """

    def __init__(
        self, operations: Operations, rules: Rules, clock: Callable[[], float], tell: Callable[[Alert], None] | None = None, *, cursor: str = ""
    ) -> None:
        self._cursor = cursor
        self._operations = operations
        self._rules = rules
        self._clock = clock
        self._tell = tell or (lambda _: None)
        self._stories = Stories(operations.ledger)

    def begin(self, *, from_now: bool) -> None:
        """Set the cursors where there are none yet: at the end of the ledger (`from_now`), or at its beginning."""
        with self._operations.writing() as connection:
            for name, table in TABLES.items():
                head = int(connection.execute(select(func.max(table.c.seq))).scalar() or 0) if from_now else 0
                add_new(connection, schema.cursors, [{"name": name, "seq": head}])

    def step(self) -> bool:
        """Look at the next thing that is new; False where there is nothing."""
        with self._operations.ledger.view() as view:
            at = {row.name: row.seq for row in view.connection.execute(select(schema.cursors))}
            came = at.get(f"{self._cursor}{READINGS}", 0)
            reading = _next(view.connection, READINGS, came)
            judgement = None if reading is not None or self._cursor else _next(view.connection, JUDGEMENTS, at.get(JUDGEMENTS, 0))
            if reading is not None:
                return self._look(view, READINGS, came, reading)
            if judgement is not None:
                return self._look(view, JUDGEMENTS, at.get(JUDGEMENTS, 0), judgement)
        return False

    def run(self, progress: Callable[[], None] | None = None) -> int:
        """Look at all that is new; return how many things that was."""
        count = 0
        while self.step():
            count += 1
            if progress is not None:
                progress()
        return count

    def _look(self, view: View, name: str, before: int, seq: int) -> bool:
        try:
            if name == READINGS:
                found, touched = _of_reading(view, self._stories, self._rules, seq)
            else:
                found, touched = _of_judgement(view, self._rules, seq)
        except Exception as error:  # one text that a rule trips over must not keep all later ones from being looked at
            if getattr(error, "code", None) in AGAIN:
                raise
            found, touched = [_failure(name, seq, error)], []
        try:
            new = self._keep(view, name, (before, seq), found, touched)
        except Raced:
            return True
        for alert in new:
            self._tell(alert)
        return True

    def _keep(self, view: View, name: str, step: tuple[int, int], found: list[tuple[AnyRule, Alert]], touched: list[Reopened]) -> list[Alert]:
        now, new = self._clock(), []
        with self._operations.writing() as connection:
            cursor = update(schema.cursors).where(schema.cursors.c.name == f"{self._cursor}{name}", schema.cursors.c.seq == step[0])
            if connection.execute(cursor.values(seq=step[1])).rowcount != 1:
                raise Raced
            reopened.record(connection, touched, reopened.newest_judgement(connection), now)
            for rule, alert in [*found, *_of_reopened(view, self._rules, touched)]:  # an alert that was made before is made no more
                if alerts.record(connection, alert, self._rules.targets(rule), now):
                    new.append(alert)
        return new


def _failure(name: str, seq: int, error: Exception) -> tuple[AnyRule, Alert]:
    """Return the alert that says that something could not be looked at: it is not passed over in silence."""
    rule = ReopenedRule(id="pactwatch")
    text = f"{name} {seq} of the ledger could not be looked at ({type(error).__name__}: {error}); rules may have missed something in it"
    return rule, make(rule, f"failed:{name}:{seq}", "Something new could not be looked at", text)


def trial(ledger: Ledger, rules: Rules, progress: Callable[[], None] | None = None) -> Iterator[Alert]:
    """Yield the alerts that `rules` make of all that is in the ledger, as it came; nothing is kept or sent.

    What was reopened on the way is not known afterwards, so rules on it give none.
    """
    told: set[tuple[str, str]] = set()
    stories = Stories(ledger)
    with ledger.view() as view:
        for name, table in TABLES.items():
            for seq in list(view.connection.execute(select(table.c.seq).order_by(table.c.seq)).scalars()):
                found = _of_reading(view, stories, rules, seq, reopening=False)[0] if name == READINGS else _of_judgement(view, rules, seq)[0]
                for rule, alert in found:
                    names = {(rule.id, f"key {alert.key}"), *((rule.id, one) for one in alert.subjects)}
                    if not told & names:
                        yield alert
                    told |= names
                if progress is not None:
                    progress()


def _next(connection: Connection, name: str, after: int) -> int | None:
    table = TABLES[name]
    found = connection.execute(select(func.min(table.c.seq)).where(table.c.seq > after)).scalar()
    return None if found is None else int(found)


def _of_reading(
    view: View, stories: Stories, rules: Rules, seq: int, *, reopening: bool = True
) -> tuple[list[tuple[AnyRule, Alert]], list[Reopened]]:
    """Return what a new reading makes; one that lists do not show, since a newer engine read the text, makes nothing."""
    readings = ledger_schema.readings
    row = view.connection.execute(select(readings.c.id).where(readings.c.seq == seq, ~outdated())).first()
    if row is None:
        return [], []
    scope = Scope(view, stories, seq, row.id)
    found: list[tuple[AnyRule, Alert]] = []
    for rule in rules.rule:
        if not isinstance(rule, CaseRule | ReopenedRule):
            found += [(rule, alert) for alert in alerts_of(rule, scope)]
    return found, reopened_by(scope) if reopening else []


def _of_judgement(view: View, rules: Rules, seq: int) -> tuple[list[tuple[AnyRule, Alert]], list[Reopened]]:
    table = ledger_schema.judgements
    row = view.connection.execute(select(table.c.body, table.c.id).where(table.c.seq == seq)).one()
    judgement = decode(row.body, Judgement, row.id)
    return list(_of_cases(view, rules, judgement)), reopened_by_judgement(view, judgement)


def _of_cases(view: View, rules: Rules, judgement: Judgement) -> Iterator[tuple[AnyRule, Alert]]:
    """Yield the alerts of a judgement on a claim that a case cites."""
    wanted = [rule for rule in rules.rule if isinstance(rule, CaseRule)]
    if not wanted or not judgement.kind.startswith(("review.", "claim.")) or judgement.kind == "review.note":
        return
    names = refs_of(view, [judgement.subject])[judgement.subject]
    for case in cases(view):
        if any(names & refs for refs in cited(case).values()):
            for rule in wanted:
                if rule.case in (None, case.id) and (case.published or not rule.published):
                    done = ("undone " if judgement.undoes else "") + judgement.kind.replace("review.", "").replace(".", " ")
                    text = f"{judgement.subject} in {case.title}: {done} by {judgement.who}, {judgement.why}"
                    key = f"{case.id}/{judgement.id}"
                    yield rule, make(rule, key, f"A claim of {case.title} changed", text, claims=(judgement.subject,))


def _of_reopened(view: View, rules: Rules, touched: Iterable[Reopened]) -> Iterator[tuple[AnyRule, Alert]]:
    """Yield the alerts of what was reopened just now."""
    found = list(touched)
    published = {case.id: bool(case.published) for case in cases(view)} if found else {}
    for rule in rules.rule:
        for one in found:
            case = one.subject.partition("#")[0]
            is_wanted = isinstance(rule, ReopenedRule) and (not rule.causes or one.cause in rule.causes)
            is_case = isinstance(rule, CaseRule) and one.kind == "paragraph" and one.judgement is None and rule.case in (None, case)
            if is_wanted or (is_case and isinstance(rule, CaseRule) and (published.get(case, False) or not rule.published)):
                claims = tuple(name for name in (one.by or (one.subject if one.kind == "claim" else None), one.claim) if name)
                title = f"Reopened: {one.kind} {one.subject}"
                yield rule, make(rule, one.id, title, one.why, document=one.document, claims=claims)


def has_begun(connection: Connection) -> bool:
    """Whether a ledger was ever looked at for alerts."""
    return exists(connection) and connection.execute(select(schema.cursors.c.name).where(schema.cursors.c.name.in_(TABLES))).first() is not None

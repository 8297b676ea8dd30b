"""Looking for alerts: what came into the ledger since the last look, one thing at a time, each in one transaction.

The transaction steps the cursor, keeps alerts with the jobs that deliver them, and keeps what was reopened; another process
that looked at the same thing finds the cursor stepped, and undoes its own. So nothing is looked at twice, and none is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlalchemy import Connection, select, update

from pactwatch.alerts import cursors
from pactwatch.alerts.cursors import READINGS, TABLES
from pactwatch.alerts.matching import alerts_of, make
from pactwatch.alerts.reopening import cases, cited, reopened_by, reopened_by_judgement
from pactwatch.alerts.rules import AnyRule, CaseRule, ReopenedRule, Rules
from pactwatch.alerts.scope import Scope
from pactwatch.alerts.stories import Stories
from pactwatch.alerts.tripping import Found, Tripping, failure
from pactwatch.casefile.case_uses import refs_of
from pactwatch.model import Judgement
from pactwatch.operations import alerts, reopened, schema
from pactwatch.operations.alerts import Alert
from pactwatch.operations.opening import Operations
from pactwatch.operations.reopened import Reopened
from pactwatch.store import Ledger
from pactwatch.store import schema as ledger_schema
from pactwatch.store.away import comes_back
from pactwatch.store.codec import decode
from pactwatch.store.outdated import outdated
from pactwatch.store.view import View


class Raced(Exception):  # noqa: N818 - it is no fault
    """Another process looked at this meanwhile."""


class Detector:
    """Looks for alerts of `rules` by the ledger's cursors; `tell` is given each alert that is new.

    `cursor` is the start of the names of other cursors than those of the rules (looking.py); by these, only texts are looked at.
    """

    def __init__(
        self, operations: Operations, rules: Rules, clock: Callable[[], float], tell: Callable[[Alert], None] | None = None, *, cursor: str = ""
    ) -> None:
        self._cursor = cursor or cursors.prefix(rules)
        self._tables = (READINGS,) if cursor else tuple(TABLES)
        self._operations = operations
        self._rules = rules
        self._clock = clock
        self._tell = tell or (lambda _: None)
        self._stories = Stories(operations.ledger)

    def begin(self, *, from_now: bool) -> None:
        """Set the cursors where there are none yet: at the end of the ledger (`from_now`), or at its beginning."""
        with self._operations.writing() as connection:
            cursors.begin(connection, self._cursor, from_now=from_now)

    def is_behind(self, connection: Connection) -> bool:
        """Whether there is something that was not looked at."""
        return cursors.following(connection, self._cursor, self._tables) is not None

    def step(self) -> bool:
        """Look at the next thing that is new; False where there is nothing. LedgerError where the ledger is away, busy or full."""
        with self._operations.ledger.view() as view:
            found = cursors.following(view.connection, self._cursor, self._tables)
            return found is not None and self._look(view, *found)

    def run(self, progress: Callable[[], None] | None = None) -> int:
        """Look at all that is new; return how many things that was."""
        count = 0
        while self.step():
            count += 1
            if progress is not None:
                progress()
        return count

    def _look(self, view: View, name: str, before: int, seq: int) -> bool:
        look = _Look(view, self._operations.ledger, self._rules, f"{name}:{seq}")
        found, touched = look.at_reading(self._stories, seq) if name == READINGS else look.at_judgement(seq)
        try:
            new = self._keep(name, (before, seq), found, touched)
        except Raced:
            return True
        except Exception as error:  # one alert that cannot be kept must not keep all later things from being looked at
            if comes_back(error):
                raise
            new = self._keep(name, (before, seq), [failure(self._rules, f"{name}:{seq}", "any rule", error)], [])
        for alert in new:
            self._tell(alert)
        return True

    def _keep(self, name: str, step: tuple[int, int], found: Found, touched: list[Reopened]) -> list[Alert]:
        now, new = self._clock(), []
        with self._operations.writing() as connection:
            cursor = update(schema.cursors).where(schema.cursors.c.name == f"{self._cursor}{name}", schema.cursors.c.seq == step[0])
            if connection.execute(cursor.values(seq=step[1])).rowcount != 1:
                raise Raced
            reopened.record(connection, touched, reopened.newest_judgement(connection), now)
            for rule, alert in found:  # an alert that was made before is made no more
                if alerts.record(connection, alert, self._rules.targets(rule), now):
                    new.append(alert)
        return new


def trial(ledger: Ledger, rules: Rules, progress: Callable[[], None] | None = None) -> Iterator[Alert]:
    """Yield the alerts that `rules` make of all that is in the ledger, as it came; nothing is kept or sent.

    What was reopened on the way is not known afterwards, so rules on it give none.
    """
    told: set[tuple[str, str]] = set()
    stories = Stories(ledger)
    with ledger.view() as view:
        for name, table in TABLES.items():
            for seq in list(view.connection.execute(select(table.c.seq).order_by(table.c.seq)).scalars()):
                look = _Look(view, ledger, rules, f"{name}:{seq}", reopening=False)
                for rule, alert in look.at_reading(stories, seq)[0] if name == READINGS else look.at_judgement(seq)[0]:
                    names = {(rule.id, f"key {alert.key}"), *((rule.id, one) for one in alert.subjects)}
                    if not told & names:
                        yield alert
                    told |= names
                if progress is not None:
                    progress()


class _Look:
    """One look at something new: the alerts that it makes, and what it reopens."""

    def __init__(self, view: View, ledger: Ledger, rules: Rules, what: str, *, reopening: bool = True) -> None:
        self._view, self._rules, self._reopening = view, rules, reopening
        self._tripping = Tripping(view, ledger.dialect, rules, what)

    def at_reading(self, stories: Stories, seq: int) -> tuple[Found, list[Reopened]]:
        """Return what a new reading makes; one that lists do not show, since a newer engine read the text, makes nothing."""
        readings = ledger_schema.readings
        row = self._view.connection.execute(select(readings.c.id).where(readings.c.seq == seq, ~outdated())).first()
        if row is None:
            return [], []
        scope = Scope(self._view, stories, seq, row.id)
        if not self._tripping.all_of("any rule", lambda: [scope.reading]):
            return self._tripping.found, []
        found: Found = []
        for rule in self._rules.rule:
            if not isinstance(rule, CaseRule | ReopenedRule):
                found += [(rule, alert) for alert in self._tripping.all_of(f"rule {rule.id}", partial(alerts_of, rule, scope))]
        return self._with_reopened(found, lambda: reopened_by(scope))

    def at_judgement(self, seq: int) -> tuple[Found, list[Reopened]]:
        """Return what a judgement makes."""
        table = ledger_schema.judgements
        row = self._view.connection.execute(select(table.c.body, table.c.id).where(table.c.seq == seq)).one()
        decoded = self._tripping.all_of("any rule", lambda: [decode(row.body, Judgement, row.id)])
        if not decoded:
            return self._tripping.found, []
        found = self._tripping.all_of("rules on cases", lambda: _of_cases(self._view, self._rules, decoded[0]))
        return self._with_reopened(found, lambda: reopened_by_judgement(self._view, decoded[0]))

    def _with_reopened(self, found: Found, made: Callable[[], list[Reopened]]) -> tuple[Found, list[Reopened]]:
        touched = self._tripping.all_of("what is reopened by it", made) if self._reopening else []
        found += self._tripping.all_of("rules on what is reopened", lambda: _of_reopened(self._view, self._rules, touched))
        return [*self._tripping.found, *found], touched


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

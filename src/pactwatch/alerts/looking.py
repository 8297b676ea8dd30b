"""What new texts reopen, looked for without any rules: whoever asks what is reopened has what came in since looked at first.

It has a cursor of its own, so that what alerts are made of stays where it is. What came before the first thing that anybody
decided can reopen nothing and is passed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import func, select

from pactwatch.alerts.cursors import READINGS
from pactwatch.alerts.detecting import Detector
from pactwatch.alerts.rules import Rules
from pactwatch.operations import schema
from pactwatch.operations.opening import Operations, add_new
from pactwatch.store import Ledger
from pactwatch.store import schema as ledger_schema

CURSOR = "reopened."


def look_again(ledger: Ledger, step: Callable[[], object] | None = None, stop: Callable[[], bool] = lambda: False) -> int:
    """Look at the texts that came since the last look, until `stop` says so; return how many that were. `step` is called after each.

    The ledger must be open for writing. Nothing is written where nobody has decided anything yet.
    """
    start = _start(ledger)
    if start is None:
        return 0
    operations = Operations(ledger)
    with operations.reading() as connection:
        known = connection.execute(select(schema.cursors.c.seq).where(schema.cursors.c.name == f"{CURSOR}{READINGS}")).scalar()
    if known is None:
        with operations.writing() as connection:
            add_new(connection, schema.cursors, [{"name": f"{CURSOR}{READINGS}", "seq": start}])
    detector = Detector(operations, Rules(), time.time, cursor=CURSOR)
    count = 0
    while not stop() and detector.step():
        count += 1
        if step is not None:
            step()
    return count


def _start(ledger: Ledger) -> int | None:
    """Return the newest reading that came before the first judgement; None where there is no judgement."""
    judgements, readings = ledger_schema.judgements, ledger_schema.readings
    with ledger.view() as view:
        first = view.connection.execute(select(judgements.c.at).order_by(judgements.c.seq).limit(1)).scalar()
        if first is None:
            return None
        return int(view.connection.execute(select(func.max(readings.c.seq)).where(readings.c.at < first)).scalar() or 0)

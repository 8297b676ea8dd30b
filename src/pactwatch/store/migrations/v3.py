"""Version 3: figures of readings, what is derived from readings, texts of instruments, copies of sanctions lists."""

from __future__ import annotations

from sqlalchemy import func, select

from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.migrations import Step, add_tables, drop_tables, present
from pactwatch.store.prepare import ReadingBody, Row, figure_row

TABLES = ("derived", "figures", "instrument_texts", "list_copies", "list_entries")


def up(step: Step) -> None:
    """Add the tables; the figures are those that readings hold already, of a ledger that was once of this version."""
    fill = "figures" not in present(step.connection)
    add_tables(step, *TABLES)
    if fill:
        _fill(step)


def down(step: Step) -> None:
    """Remove the tables. Figures stay in their readings, what is derived is computed anew; texts and lists must not be there."""
    drop_tables(step, *TABLES)


def _fill(step: Step) -> None:
    readings, first = schema.readings, 1
    rows: list[Row] = []
    last = step.connection.execute(select(func.max(readings.c.seq))).scalar() or 0
    for start in range(1, last + 1, 500):
        query = select(readings.c.seq, readings.c.id, readings.c.body).where(readings.c.seq.between(start, start + 499))
        for row in step.connection.execute(query.order_by(readings.c.seq)):
            body = decode(row.body, ReadingBody, row.id)
            rows += [figure_row(n, item) | {"reading_seq": row.seq} for n, item in enumerate(body.figures)]
        step.dialect.insert(step.connection, schema.figures, [row | {"seq": seq} for seq, row in enumerate(rows, first)])
        first, rows = first + len(rows), []
        step.progress("figures", min(start + 499, last), last)

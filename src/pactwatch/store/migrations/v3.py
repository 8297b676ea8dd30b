"""Version 3: figures of readings, what is derived from readings, texts of instruments, copies of sanctions lists."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.migrations import Progress, Step, add_tables, drop_tables, present, silent
from pactwatch.store.prepare import ReadingBody, Row, figure_row

TABLES = ("derived", "figures", "instrument_texts", "list_copies", "list_entries")
PORTION = 500
"""Readings whose figures are added at once."""


def up(step: Step) -> None:
    """Add the tables; the figures are those that readings hold already, of a ledger that was once of this version."""
    fill = "figures" not in present(step.connection)
    add_tables(step, *TABLES)
    if fill:
        last = step.connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0
        fill_figures(step.connection, step.dialect, 0, last, step.progress)


def down(step: Step) -> None:
    """Remove the tables. Figures stay in their readings, what is derived is computed anew; texts and lists must not be there."""
    drop_tables(step, *TABLES)


def fill_figures(connection: Connection, dialect: Dialect, after: int, last: int, progress: Progress = silent) -> None:
    """Add the rows of the figures that the readings behind number `after`, up to `last`, hold."""
    readings, figures = schema.readings, schema.figures
    first = (connection.execute(select(func.max(figures.c.seq))).scalar() or 0) + 1
    rows: list[Row] = []
    for start in range(after + 1, last + 1, PORTION):
        end = min(start + PORTION - 1, last)
        query = select(readings.c.seq, readings.c.id, readings.c.body).where(readings.c.seq.between(start, end))
        for row in connection.execute(query.order_by(readings.c.seq)):
            body = decode(row.body, ReadingBody, row.id)
            rows += [figure_row(n, item) | {"reading_seq": row.seq} for n, item in enumerate(body.figures)]
        dialect.insert(connection, figures, [row | {"seq": seq} for seq, row in enumerate(rows, first)])
        first, rows = first + len(rows), []
        progress("figures", end, last)

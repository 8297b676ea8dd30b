"""Version 4: the tables of lists, with the indexes that were on the claims; words cut and folded by the program."""

from __future__ import annotations

from sqlalchemy import func, select

from pactwatch.store import schema
from pactwatch.store.migrations import Step, add_tables, drop_tables, present
from pactwatch.store.reindexing import PORTION, reading_lines, reindex

TABLES = ("listed_readings", "claim_names", "listed_claims", "listed_sources")
BEFORE = {
    "claims": ("type", "agent_key", "agent_actor", "recipient_key", "recipient_actor"),
    "claim_sources": ("key", "actor"),
}
"""The columns that had an index of their own before."""


def up(step: Step) -> None:
    """Make the tables and fill them; the indexes that they replace go."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(step.connection))
    drop_tables(step, *(name for name in TABLES if name in present(step.connection)))
    add_tables(step, *TABLES)
    for table, columns in BEFORE.items():
        for column in columns:
            operations.drop_index(f"ix_{table}_{column}", table_name=table, if_exists=True)
    operations.create_index("ix_documents_title_key", "documents", ["title_key"], if_not_exists=True)
    step.dialect.drop_words(step.connection)
    step.dialect.create_words(step.connection)
    reindex(step.connection, step.dialect, progress=step.progress, edits=False)


def down(step: Step) -> None:
    """Remove the tables, put the indexes back, and index the words of all claims by the claims' seqs as they were."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(step.connection))
    drop_tables(step, *TABLES)
    operations.drop_index("ix_documents_title_key", table_name="documents", if_exists=True)
    for table, columns in BEFORE.items():
        for column in columns:
            operations.create_index(f"ix_{table}_{column}", table, [column])
    step.dialect.drop_words(step.connection)
    step.dialect.create_words(step.connection, folded=False)
    last = step.connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0
    for start in range(1, last + 1, PORTION):
        lines = reading_lines(step.connection, start, start + PORTION - 1)
        words = [(claim.seq, claim.words) for line in lines for claim in line.claims]
        step.dialect.index_claims(step.connection, words, folded=False)
        step.progress("words", min(start + PORTION - 1, last), last)

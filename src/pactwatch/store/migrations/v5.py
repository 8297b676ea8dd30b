"""Version 5: an index of the figures of places whose party is not known, and lists' indexes that hold what is asked beside them."""

from __future__ import annotations

from sqlalchemy import Index, inspect

from pactwatch.store.migrations import Step
from pactwatch.store.schema import figures, listed_claims

OF_FIGURES = "figures_of_places"
WIDENED = ("type", "modality", "agent", "recipient")
"""Columns of listed_claims whose index held them and the place alone."""


def up(step: Step) -> None:
    """Make the one, and the others anew where they are those of before."""
    _of_figures().create(step.connection, checkfirst=True)
    _replace(step, wide=True)


def down(step: Step) -> None:
    """Remove the one, and make the others as they were."""
    _of_figures().drop(step.connection, checkfirst=True)
    _replace(step, wide=False)


def _of_figures() -> Index:
    return next(index for index in figures.indexes if index.name == OF_FIGURES)


def _replace(step: Step, *, wide: bool) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(step.connection))
    there = {row["name"]: list(row["column_names"]) for row in inspect(step.connection).get_indexes(listed_claims.name)}
    for index in listed_claims.indexes:
        columns = _columns(index) if wide else _columns(index)[:2]
        if index.name and index.name.removeprefix("listed_claims_by_") in WIDENED and there.get(index.name) != columns:
            operations.drop_index(index.name, table_name=listed_claims.name, if_exists=True)
            operations.create_index(index.name, listed_claims.name, columns)


def _columns(index: Index) -> list[str]:
    return [column.name for column in index.columns]

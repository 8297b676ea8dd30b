"""Version 2: judgements."""

from __future__ import annotations

from pactwatch.store.migrations import Step, add_tables, drop_tables


def up(step: Step) -> None:
    """Add the table of judgements."""
    add_tables(step, "judgements")


def down(step: Step) -> None:
    """Remove it, if it is empty."""
    drop_tables(step, "judgements")

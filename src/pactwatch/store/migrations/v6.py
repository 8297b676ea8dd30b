"""Version 6: lists find claims as they were edited, no longer as they were read."""

from __future__ import annotations

from pactwatch.store.migrations import Step
from pactwatch.store.relisting import edited_claims, relist


def up(step: Step) -> None:
    """Let lists go by the edits there are."""
    relist(step.connection, step.dialect, edited_claims(step.connection))


def down(step: Step) -> None:
    """Let lists go by what was read."""
    relist(step.connection, step.dialect, edited_claims(step.connection), edits=False)

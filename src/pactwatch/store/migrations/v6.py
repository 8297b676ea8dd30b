"""Version 6: lists find claims as they were edited, no longer as they were read."""

from __future__ import annotations

from pactwatch.store.indexing import parts
from pactwatch.store.migrations import Step
from pactwatch.store.relisting import edited_claims, relist


def up(step: Step) -> None:
    """Let lists go by the edits there are."""
    _relist(step, edits=True)


def down(step: Step) -> None:
    """Let lists go by what was read."""
    _relist(step, edits=False)


def _relist(step: Step, *, edits: bool) -> None:
    claims, done = edited_claims(step.connection), 0
    for some in parts(claims):
        relist(step.connection, step.dialect, some, edits=edits)
        done += len(some)
        step.progress("index of edited claims", done, len(claims))

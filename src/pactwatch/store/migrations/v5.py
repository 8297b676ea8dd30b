"""Version 5: an index of the figures of a place whose party is not known, which every series of a state asks for."""

from __future__ import annotations

from pactwatch.store.migrations import Step
from pactwatch.store.schema import figures

NAME = "figures_of_places"


def up(step: Step) -> None:
    """Make the index."""
    for index in figures.indexes:
        if index.name == NAME:
            index.create(step.connection, checkfirst=True)


def down(step: Step) -> None:
    """Remove the index."""
    for index in figures.indexes:
        if index.name == NAME:
            index.drop(step.connection, checkfirst=True)

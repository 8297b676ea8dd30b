"""Drift: what retellings changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.origins.types import Drift, Facts


def drifts_of(story: Sequence[Facts], texts: Mapping[str, str]) -> tuple[Drift, ...]:
    """Return the drifts."""
    return ()

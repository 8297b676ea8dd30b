"""What options can be set to; light, since `--help` needs it."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Modality(StrEnum):
    """The states of an event (pactwatch.model.Modality)."""

    happened = "happened"
    ongoing = "ongoing"
    planned = "planned"
    possible = "possible"
    alleged = "alleged"
    denied = "denied"
    demanded = "demanded"


ENGINE = "hybrid"
"""What reads unless something else is asked for (pactwatch.read)."""


class RunnerChoice(StrEnum):
    """Where texts are read (pactwatch.runners)."""

    local = "local"
    pool = "pool"
    spark = "spark"

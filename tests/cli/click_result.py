"""What a command did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """Exit status, stdout, stderr."""

    code: int
    out: str
    err: str

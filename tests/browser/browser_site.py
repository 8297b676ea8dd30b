"""Where the browser's tests find the server, and the password of its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PASSWORD = "seven plain words make a password"  # noqa: S105


@dataclass(frozen=True)
class Site:
    """Where the server is, over which ledger."""

    url: str
    ledger: Path

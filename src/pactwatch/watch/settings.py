"""How a watch goes about its work."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from pactwatch.alerts.codes import BAD_SPAN
from pactwatch.errors import UsageError
from pactwatch.intake import limits
from pactwatch.operations.feeds import BASE

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}
MOST_SPAN = 366 * 86_400.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a watch was asked for.

    Times are in seconds: `interval` between two looks at a feed to begin with, `delay` between two requests to one host at
    least. `since` (ISO day) leaves out what is known to be older. Chance in waiting times follows from `seed`. `left_out` are
    paths that no folder's files are read from, as those of the ledger.
    """

    interval: float = BASE
    delay: float = 2.0
    since: str | None = None
    engine: str = "hybrid"
    allow_private: bool = False
    only_loopback: bool = False
    timeout: float = limits.TOTAL_SECONDS
    max_download: int = limits.DOWNLOAD_BYTES
    seed: str = field(default_factory=lambda: secrets.token_hex(8))
    left_out: frozenset[str] = frozenset()

    @property
    def hold(self) -> float:
        """Seconds for which a request holds its host at most: the time limit, and what it takes to notice."""
        return self.timeout + 10.0


def span_of(text: str, option: str) -> float:
    """Return the seconds of a span of time as "90s", "15m", "2h", "1d". UsageError PW181 for anything else."""
    number, unit = (text.strip()[:-1], text.strip()[-1:]) if text.strip()[-1:].isalpha() else (text.strip(), "s")
    try:
        seconds = float(number) * _UNITS[unit.lower()]
    except (ValueError, KeyError):
        seconds = -1.0
    if not 0 < seconds <= MOST_SPAN:
        raise UsageError(f"{option} takes a span of time as 90s, 15m, 2h or 1d, not {text[:30]!r}", code=BAD_SPAN)
    return seconds

"""What hosts ask for and which host is this machine: the same for whoever fetches and whoever sends."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

MOST_PAUSE = 86_400.0
"""Seconds that a host's Retry-After counts for at most."""


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds of a Retry-After header, given as such or as a date; at most a day, None for anything else."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return min(float(value), MOST_PAUSE)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    until = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    return min(max(0.0, until - now), MOST_PAUSE)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or address alone."""
    return host in {"localhost", "::1"} or re.fullmatch(r"127(?:\.\d{1,3}){3}", host) is not None

"""Where time is simulated, nobody but this machine is sent to: what happens then is a trial."""

from __future__ import annotations

from pactwatch.alerts.codes import SIMULATED
from pactwatch.errors import DeliveryError
from pactwatch.intake.manners import is_loopback


def require_loopback(host: str) -> None:
    """Raise DeliveryError PW706, which lasts, unless `host` is this machine by its name or address alone."""
    if not is_loopback(host.casefold()):
        message = f"time is simulated, so that nothing is sent to {host}; name a receiver on this machine, or watch without --simulate"
        raise DeliveryError(message, code=SIMULATED, passing=False)

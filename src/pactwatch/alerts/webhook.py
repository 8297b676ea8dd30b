"""Alerts by webhook: JSON, signed with a shared secret over the time and the body, to public addresses unless allowed otherwise.

    Pactwatch-Timestamp: 1750000000
    Pactwatch-Signature: sha256=HEX       HMAC-SHA256 of the timestamp, a full stop, and the body as it is
    Idempotency-Key: alert-...            the same for the same alert, whenever it comes

A delivery that was accepted, but not noted before this process died, comes again with the same key and body.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from urllib.parse import urlsplit

from pactwatch import __version__
from pactwatch.alerts.codes import HOOK_REFUSED, NO_SECRET
from pactwatch.alerts.loopback import require_loopback
from pactwatch.alerts.message import payload
from pactwatch.alerts.rules import Webhook
from pactwatch.casefile.rows import encode_json
from pactwatch.errors import DeliveryError, IntakeError
from pactwatch.intake.codes import Code
from pactwatch.intake.deadline import Deadline
from pactwatch.intake.fetch import checked_url
from pactwatch.intake.manners import retry_after
from pactwatch.intake.transport import GuardedTransport
from pactwatch.operations.alerts import Alert

_LASTING = frozenset({Code.BAD_URL.value, Code.ADDRESS_REFUSED.value})
_PASSING = frozenset({408, 409, 425, 429})


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what `Pactwatch-Signature` holds for a body sent at `timestamp` (seconds since 1970)."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def send(channel: Webhook, alert: Alert, now: float, *, only_loopback: bool = False) -> None:
    """Send an alert. Raises DeliveryError PW701, PW703, PW706."""
    import httpx

    secret = os.environ.get(channel.secret_env, "")
    if not secret:
        raise DeliveryError(f"${channel.secret_env} is not set: the webhook is not signed without it", code=NO_SECRET, passing=False)
    body, stamp = encode_json(payload(alert)), f"{now:.0f}"
    headers = {
        "Content-Type": "application/json", "User-Agent": f"Pactwatch/{__version__}", "Idempotency-Key": alert.id,
        "Pactwatch-Event": "alert", "Pactwatch-Timestamp": stamp, "Pactwatch-Signature": signature(secret, stamp, body),
    }  # fmt: skip
    host = urlsplit(channel.url).hostname or channel.url[:60]
    try:
        address = checked_url(channel.url)
        if only_loopback:
            require_loopback(address.host)
        transport = GuardedTransport(channel.allow_private, Deadline(channel.timeout))
        with (
            httpx.Client(transport=transport, trust_env=False) as client,
            client.stream("POST", address, content=body, headers=headers) as answer,
        ):
            _check(host, answer, now)
    except IntakeError as error:
        raise DeliveryError(f"{host}: {error}", code=HOOK_REFUSED, passing=error.code not in _LASTING) from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise DeliveryError(f"{host}: {error}", code=HOOK_REFUSED) from error


def _check(host: str, answer: object, now: float) -> None:
    status = int(getattr(answer, "status_code", 0))
    if 200 <= status < 300:
        return
    pause = retry_after(str(getattr(answer, "headers", {}).get("retry-after", "")), now) or 0.0
    advice = "; redirects are not followed, name the final address" if 300 <= status < 400 else ""
    passing = status >= 500 or status in _PASSING
    raise DeliveryError(f"{host} answered {status}{advice}", code=HOOK_REFUSED, passing=passing, pause=pause)

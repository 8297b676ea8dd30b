"""An alert in words: what e-mail, webhook and Atom feed say of it."""

from __future__ import annotations

from typing import Any

import msgspec

from pactwatch.casefile.plain import one_line
from pactwatch.operations.alerts import Alert

UNREVIEWED = "Nothing of this has been reviewed by a person unless it says so."


def subject(alert: Alert) -> str:
    """Return the alert's title on one line of at most 200 characters."""
    line = one_line(alert.title)
    return line if len(line) <= 200 else f"{line[:199]}…"


def lines(alert: Alert) -> list[str]:
    """Return the alert as lines of plain text."""
    out = [one_line(alert.text), ""]
    out += [f"“{one_line(quote)}”" for quote in alert.quotes]
    where = ", ".join(one_line(part) for part in (alert.publisher, alert.published) if part)
    out += [line for line in (where, one_line(alert.url) if alert.url else "") if line]
    out += [""] + [f"pactwatch show {claim}" for claim in alert.claims]
    out += [f"pactwatch origins --story {alert.story}"] if alert.story else []
    out += [f"pactwatch assess --provision {alert.provision}"] if alert.provision else []
    out += ["", f"Rule {alert.rule}, alert {alert.id}. {UNREVIEWED}"]
    return out


def payload(alert: Alert) -> dict[str, Any]:
    """Return the alert as the plain data of a webhook; `at` is ISO 8601."""
    known: dict[str, Any] = msgspec.to_builtins(alert)
    del known["subjects"]
    return {"type": "pactwatch.alert", **known, "at": iso(alert.at)}


def iso(at: float) -> str:
    """Return a time as ISO 8601 in UTC, to the second."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

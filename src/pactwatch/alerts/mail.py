"""Alerts by e-mail, each address by itself.

SMTP knows no exactly once: a message that was taken, but not acknowledged before this process died, is sent again, under the
same Message-ID, by which a mailbox tells that it is the same.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import format_datetime

from pactwatch.alerts.codes import MAIL_REFUSED, NO_SECRET
from pactwatch.alerts.loopback import require_loopback
from pactwatch.alerts.message import lines, subject
from pactwatch.alerts.rules import Mail
from pactwatch.errors import DeliveryError
from pactwatch.operations.alerts import Alert

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def message(channel: Mail, to: str, alert: Alert) -> EmailMessage:
    """Return the message of an alert, the same each time."""
    from datetime import UTC, datetime

    out = EmailMessage()
    out["Subject"] = subject(alert)
    out["From"] = channel.sender
    out["To"] = to
    out["Date"] = format_datetime(datetime.fromtimestamp(int(alert.at), UTC))
    out["Message-ID"] = f"<{alert.id}@{channel.sender.rpartition('@')[2]}>"
    out["Auto-Submitted"] = "auto-generated"
    out["X-Pactwatch-Rule"] = alert.rule
    out.set_content("\n".join(line.encode("utf-8", "replace").decode() for line in lines(alert)) + "\n")
    return out


def send(channel: Mail, to: str, alert: Alert, *, only_loopback: bool = False) -> None:
    """Send an alert to one address. Raises DeliveryError PW701, PW702, PW706."""
    if only_loopback:
        require_loopback(channel.host)
    user, password = os.environ.get(channel.user_env, ""), os.environ.get(channel.password_env, "")
    if user and not password:
        raise DeliveryError(f"${channel.user_env} is set, and ${channel.password_env} is not", code=NO_SECRET, passing=False)
    if user and channel.security == "none" and channel.host not in _LOCAL:
        raise DeliveryError("a password is not sent unencrypted; set security = \"starttls\" or \"tls\"", code=NO_SECRET, passing=False)
    try:
        with _connection(channel) as server:
            if user:
                server.login(user, password)
            server.send_message(message(channel, to, alert), channel.sender, [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refused(code, said) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        where = f"{channel.host}:{channel.port}"
        raise DeliveryError(f"the mail server {where} cannot be used ({error})", code=MAIL_REFUSED) from error


@contextmanager
def _connection(channel: Mail) -> Iterator[smtplib.SMTP]:
    """Within, a server is connected. What it says to QUIT undoes nothing: it has taken the message by then."""
    server = _connected(channel)
    try:
        yield server
        with suppress(smtplib.SMTPException, OSError, ValueError):
            server.quit()
    finally:
        server.close()


def _connected(channel: Mail) -> smtplib.SMTP:
    if channel.security == "tls":
        return smtplib.SMTP_SSL(channel.host, channel.port, timeout=channel.timeout, context=ssl.create_default_context())
    server = smtplib.SMTP(channel.host, channel.port, timeout=channel.timeout)
    if channel.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _refused(code: int, said: bytes | str) -> DeliveryError:
    """Return the error for an SMTP answer: those of 500 and above will not change by themselves."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return DeliveryError(f"the mail server answered {code} {words}", code=MAIL_REFUSED, passing=not 500 <= code < 600)

"""The Atom feed of alerts (RFC 4287): ids that never change, dates that are those of the alerts, newest first."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pactwatch.alerts.codes import FILE_REFUSED
from pactwatch.alerts.message import iso, lines, subject
from pactwatch.alerts.rules import Atom
from pactwatch.errors import DeliveryError
from pactwatch.ids import content_id
from pactwatch.operations.alerts import Alert

ATOM = "http://www.w3.org/2005/Atom"
EPOCH = "1970-01-01T00:00:00Z"


def feed(channel: Atom, alerts: Sequence[Alert]) -> bytes:
    """Return the feed of `alerts`, the newest first."""
    from lxml import etree

    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})

    def add(parent: object, tag: str, text: str | None = None, **attributes: str) -> object:
        element = etree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
        element.text = None if text is None else printable(text)
        return element

    add(root, "id", f"urn:pactwatch:{content_id('feed', channel.title, channel.link or '', os.path.basename(channel.file))}")
    add(root, "title", channel.title)
    add(root, "updated", iso(alerts[0].at) if alerts else EPOCH)
    add(add(root, "author"), "name", "Pactwatch")
    add(root, "generator", "Pactwatch")
    if channel.link:
        add(root, "link", rel="alternate", href=printable(channel.link))
    for alert in alerts:
        entry = add(root, "entry")
        add(entry, "id", f"urn:pactwatch:{alert.id}")
        add(entry, "title", subject(alert))
        add(entry, "updated", iso(alert.at))
        add(entry, "category", term=alert.rule)
        if alert.url and alert.url.startswith(("http://", "https://")):
            add(entry, "link", rel="related", href=printable(alert.url))
        add(entry, "content", "\n".join(lines(alert)), type="text")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def write(channel: Atom, alerts: Sequence[Alert]) -> None:
    """Put the feed in the place of its file at once, so that no reader sees half of it. Raises DeliveryError PW704."""
    path = Path(channel.file)
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(feed(channel, alerts))
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise DeliveryError(f"{path} cannot be written ({error.strerror or error})", code=FILE_REFUSED) from error


def printable(text: str) -> str:
    """Return `text` without what XML 1.0 does not allow."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff"))

"""What to watch, as a user names it: an OPML file, a list of addresses, an address, a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pactwatch.alerts.codes import BAD_LIST
from pactwatch.errors import IntakeError, UsageError
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.decode import decode_markup
from pactwatch.intake.fetch import checked_url
from pactwatch.operations.feeds import Address

MOST_BYTES = 10_000_000
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def addresses(source: str) -> list[Address]:
    """Return what `source` names, each once. UsageError PW180 where it names nothing that can be watched."""
    if _URL.match(source):
        return [_web(source, source)]
    if os.path.isdir(source):
        return [_folder(source)]
    try:
        with open(source, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{source} is no address, folder or readable list of feeds ({why})", code=BAD_LIST) from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{source} is larger than any list of feeds", code=BAD_LIST)
    try:
        text, _ = decode_markup(data)
    except IntakeError as error:
        raise UsageError(f"{source} is no list of feeds: {error}", code=BAD_LIST) from error
    found = _opml(source, text) if text.lstrip().startswith("<") else list(_lines(source, text))
    if not found:
        raise UsageError(f"{source} names no feed; give OPML, or one address a line", code=BAD_LIST)
    return list({one.url: one for one in reversed(found)}.values())[::-1]


def _opml(source: str, text: str) -> list[Address]:
    from lxml import etree

    if _ENTITY.search(text):
        raise UsageError(f"{source} defines entities of its own, as no OPML needs to; remove them", code=BAD_LIST)
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError(f"{source} is broken XML ({str(error)[:120]})", code=BAD_LIST) from error
    if etree.QName(root).localname.lower() != "opml":
        advice = "give the address that it came from, or the folder that it lies in"
        raise UsageError(f"{source} is no OPML but <{etree.QName(root).localname}>; {advice}", code=BAD_LIST)
    found = []
    for outline in root.iter("outline", "{*}outline"):
        told = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = told.get("xmlurl") or (told.get("url") if told.get("type") in {"rss", "atom", "sitemap", "folder", "link"} else None)
        if url and url.strip():
            found.append(_web(url.strip(), source, told.get("title") or told.get("text")))
    return found


def _lines(source: str, text: str) -> Iterator[Address]:
    for number, line in enumerate(text.splitlines(), 1):
        named = line.strip()
        if not named or named.startswith("#"):
            continue
        if _URL.match(named):
            yield _web(named, f"{source}, line {number}")
            continue
        path = named if os.path.isabs(named) else os.path.join(os.path.dirname(source), named)
        if not os.path.isdir(path):
            raise UsageError(f"{source}, line {number}: {named[:100]} is neither an address nor a folder", code=BAD_LIST)
        yield _folder(path)


def _web(url: str, source: str, title: str | None = None) -> Address:
    try:
        checked = checked_url(url)
    except IntakeError as error:
        raise UsageError(f"{source}: {url[:200]}: {error}", code=BAD_LIST) from error
    return Address(url=str(checked.copy_with(fragment=None)), title=title)


def _folder(path: str) -> Address:
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise failure(Code.UNREADABLE, "the folder's name is no text; rename it") from error
    return Address(url=str(Path(path).resolve()), kind="folder", title=None)

"""Web archives (WARC 1.0, 1.1; ISO 28500) record by record, in bounded memory, past whatever is damaged.

fastwarc ends a file at the first header that is damaged; here the next line that starts a record goes on.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator

from pactwatch.intake.warc_bytes import PEEK, Source
from pactwatch.model import Frozen

_LABEL = re.compile(r"([a-z0-9]+)[:](\S+)", re.IGNORECASE)


class Record(Frozen, frozen=True, kw_only=True):
    """One record: `number` counts from 1, header names are in lower case, `length` is that of the content in bytes.

    `content` is all of it, or only its start where it was larger than allowed (`whole` false). `damage` says in words
    what is wrong with it, None for a sound record.
    """

    number: int
    headers: dict[str, str]
    content: bytes
    length: int
    whole: bool = True
    damage: str | None = None


def records(chunks: Iterable[bytes | None], most: int) -> Iterator[Record]:
    """Yield the records of a web archive whose bytes are `chunks`, None among them where some are missing.

    Content of more than `most` bytes is passed over, but for its start.
    """
    source, number, told = Source(chunks), 0, False
    while True:
        lost = source.to_record()
        if lost and not told:
            number += 1
            yield Record(number=number, headers={}, content=b"", length=0, damage=lost)
        if source.ended:
            return
        number += 1
        found = _record(source, number, most)
        told = found.damage is not None
        yield found


def _record(source: Source, number: int, most: int) -> Record:
    head = source.head()
    if head is None:
        return Record(number=number, headers={}, content=b"", length=0, damage="its header is cut short")
    headers = fields(head)
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError):
        length = -1
    if length < 0:
        return Record(number=number, headers=headers, content=b"", length=0, damage="its header gives no length")
    if length > most:
        return _passed_over(source, number, headers, length)
    damage = None if source.holds(length) else "its content is cut short"
    if damage is None and not source.is_between(length):
        damage = "its length is wrong"
    if damage:
        return Record(number=number, headers=headers, content=b"", length=length, damage=damage)
    content = source.take(length)
    damage = _digest_problem(headers.get("warc-block-digest"), content)
    return Record(number=number, headers=headers, content=content, length=length, damage=damage)


def _passed_over(source: Source, number: int, headers: dict[str, str], length: int) -> Record:
    """Return a record with the start of its content alone."""
    start = min(length, PEEK)
    if source.holds(start):
        content = source.take(start)
        if source.skip(length - start):
            return Record(number=number, headers=headers, content=content, length=length, whole=False)
        source.give_back(content)
    return Record(number=number, headers=headers, content=b"", length=length, damage="its content is cut short")


def fields(head: bytes) -> dict[str, str]:
    """Return the fields of a header block by lower-case name; of several by one name the first; folded lines are joined."""
    found: dict[str, str] = {}
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines()
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(_text(name).strip().lower(), _text(value).strip())
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _digest_problem(labelled: str | None, content: bytes) -> str | None:
    """Return what is wrong where the record carries a digest of a kind that is known and its content gives another one."""
    found = _LABEL.fullmatch(labelled or "")
    name = found[1].lower().replace("-", "") if found else ""
    if found is None or name not in {"sha1", "sha256", "md5"}:
        return None
    digest = hashlib.new(name, content, usedforsecurity=False).digest()
    return None if found[2].lower() in _spellings(digest) else "its content does not give the digest that its header carries"


def _spellings(digest: bytes) -> set[str]:
    base32 = base64.b32encode(digest).decode().lower()
    return {digest.hex(), base32, base32.rstrip("="), binascii.b2a_base64(digest, newline=False).decode().lower()}

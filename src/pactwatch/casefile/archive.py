"""The archive of a bundle: a zip in which nothing is compressed and every byte follows from the files, so that any change shows.

Written by hand and not by a library, so that the bytes are the same on every machine; read without unpacking, so that there is
nothing to blow up and no path to follow. PKWARE APPNOTE 6.3.10, without zip64.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from pactwatch.casefile import codes
from pactwatch.errors import CaseError
from pactwatch.model import Frozen

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION, UNIX, MODE = 20, 0x0314, 0o100644 << 16
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""Names of files: plain, relative, no step upwards."""
LIMIT = 2**31
"""Bytes of an archive at most."""
FILES = 20_000
"""Files of an archive at most."""


class Entry(Frozen, frozen=True, kw_only=True):
    """A file of an archive: its name, where its bytes are, and whether its header says that they are packed or encrypted."""

    name: str
    start: int
    end: int
    packed: bool = False


class Region(Frozen, frozen=True, kw_only=True):
    """A stretch of an archive as it has to be: which file it belongs to ("" for the end record), what it is."""

    name: str
    what: str
    data: bytes


def pack(files: Iterable[tuple[str, bytes]], day: str) -> bytes:
    """Return the archive of `files` in their order, all of the time `day` (ISO 8601); CaseError PW600 where it would be too large."""
    held = list(files)
    if len(held) > FILES or sum(len(data) + 256 for _, data in held) > LIMIT:
        raise CaseError(f"the bundle would have more than {FILES} files or {LIMIT:,} bytes; split the case", code=codes.NOT_READY)
    return b"".join(region.data for region in regions(held, day))


def regions(files: Sequence[tuple[str, bytes]], day: str) -> Iterator[Region]:
    """Yield the stretches of the archive of `files`, in order."""
    stamp, offset, directory = _stamp(day), 0, []
    for name, data in files:
        key, crc = name.encode(), zlib.crc32(data)
        head = LOCAL.pack(LOCAL_SIGN, VERSION, 0, 0, *stamp, crc, len(data), len(data), len(key), 0) + key
        fields = (CENTRAL_SIGN, UNIX, VERSION, 0, 0, *stamp, crc, len(data), len(data), len(key), 0, 0, 0, 0, MODE, offset)
        directory.append(Region(name=name, what="the archive's directory entry", data=CENTRAL.pack(*fields) + key))
        yield Region(name=name, what="the archive's header", data=head)
        yield Region(name=name, what="content", data=data)
        offset += len(head) + len(data)
    yield from directory
    size = sum(len(region.data) for region in directory)
    yield Region(name="", what="the archive's end record", data=END.pack(END_SIGN, 0, 0, len(files), len(files), size, offset, 0))


def _stamp(day: str) -> tuple[int, int]:
    """Return a time as MS-DOS keeps it; 1980 for times before it."""
    at = datetime.fromisoformat(day).astimezone(UTC)
    if not 1980 <= at.year <= 2107:
        return 0, 0x21
    return at.hour << 11 | at.minute << 5 | at.second // 2, (at.year - 1980) << 9 | at.month << 5 | at.day


def listed(data: bytes) -> list[Entry] | None:
    """Return the files as the archive's directory lists them, in the order of their places; None where the directory is damaged."""
    try:
        sign, *_, count, size, offset, comment = END.unpack_from(data, len(data) - END.size)
        if sign != END_SIGN or comment or offset + size != len(data) - END.size or count > FILES:
            return None
        found, at = [], offset
        for _ in range(count):
            fields = CENTRAL.unpack_from(data, at)
            if fields[0] != CENTRAL_SIGN:
                return None
            start = fields[-1] + LOCAL.size + fields[10]
            found.append(_entry(data, at + CENTRAL.size, fields[10], start, fields[9], packed=bool(fields[3] & 1 or fields[4])))
            at += CENTRAL.size + fields[10] + fields[11] + fields[12]
    except (struct.error, ValueError):
        return None
    return sorted(found, key=lambda entry: entry.start) if at == offset + size else None


def walked(data: bytes) -> list[Entry]:
    """Return the files as their headers follow each other from the first byte on, up to what is no header."""
    found: list[Entry] = []
    at = 0
    while data[at : at + 4] == LOCAL_SIGN and len(found) < FILES:
        try:
            fields = LOCAL.unpack_from(data, at)
            start = at + LOCAL.size + fields[9] + fields[10]
            found.append(_entry(data, at + LOCAL.size, fields[9], start, fields[8], packed=bool(fields[2] & 1 or fields[3])))
        except (struct.error, ValueError):
            break
        at = found[-1].end
    return found


def _entry(data: bytes, name_at: int, name_size: int, start: int, size: int, *, packed: bool) -> Entry:
    key = data[name_at : name_at + name_size]
    if start < 0 or start + size > len(data) or len(key) != name_size:
        raise ValueError("beyond the end of the archive")
    return Entry(name=key.decode("utf-8", "backslashreplace"), start=start, end=start + size, packed=packed)


def suspicious(entries: Sequence[Entry]) -> str:
    """Return what makes an archive none of ours, or one made to do harm; "" where nothing does."""
    names = [entry.name for entry in entries]
    for name in names:
        if not NAME.fullmatch(name):
            return f"it holds a file named {name[:80]!r}, which no bundle does"
    if len(set(names)) < len(names):
        return "it holds two files of one name"
    packed = [entry.name for entry in entries if entry.packed]
    return f"{packed[0]} is packed or encrypted, which nothing in a bundle is" if packed else ""

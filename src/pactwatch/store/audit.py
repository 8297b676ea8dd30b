"""The audit log: each entry's hash covers the entry and the hash before it, so nothing can be changed in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pactwatch.ids import sha256_hex
from pactwatch.model import Frozen
from pactwatch.store.codec import encode

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

Event = tuple[str, str, str]
"""What was done, the id that it was done to, the SHA-256 of the stored content."""


class AuditEntry(Frozen, frozen=True, kw_only=True):
    """One line of the log: `hash` covers every other field, `previous` is the hash before it."""

    seq: int
    at: str
    who: str
    action: str
    subject: str
    payload_sha256: str
    previous: str
    hash: str = ""


def entry_hash(entry: AuditEntry) -> str:
    """Return the SHA-256 of the entry's other fields as a JSON array."""
    fields = (entry.seq, entry.at, entry.who, entry.action, entry.subject, entry.payload_sha256, entry.previous)
    return sha256_hex(encode(fields).encode())


def chain(last: tuple[int, str], at: str, who: str, events: Iterable[Event]) -> Iterator[AuditEntry]:
    """Yield the entries that follow `last` (seq, hash) for `events`."""
    previous = last[1]
    for seq, (action, subject, payload) in enumerate(events, last[0] + 1):
        entry = AuditEntry(
            seq=seq, at=at, who=who, action=action, subject=subject, payload_sha256=payload, previous=previous
        )
        previous = entry_hash(entry)
        yield msgspec.structs.replace(entry, hash=previous)


def broken(entries: Iterable[AuditEntry]) -> Iterator[tuple[AuditEntry, str]]:
    """Yield each entry that does not fit the chain, and why; goes on after it from the hash that it records."""
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry.seq != expected:
            yield entry, f"the entries {expected} to {entry.seq - 1} before it are missing"
        elif entry.previous != previous:
            yield entry, "it does not follow from the entry before it"
        if entry_hash(entry) != entry.hash:
            yield entry, "its fields do not give its hash"
        expected, previous = entry.seq + 1, entry.hash

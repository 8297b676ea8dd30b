"""The audit log: each entry's hash covers the entry and the hash before it, so nothing can be changed in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.ids import sha256_hex
from pactwatch.store.codec import encode
from pactwatch.store.types import AuditEntry

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


def entry_hash(entry: AuditEntry) -> str:
    """Return the SHA-256 of the entry's other fields as a JSON array."""
    fields = (entry.seq, entry.at, entry.who, entry.action, entry.subject, entry.payload_sha256, entry.previous)
    return sha256_hex(encode(fields).encode())


def chain(
    last: tuple[int, str], at: str, who: str, events: Iterable[tuple[str, str, str]]
) -> Iterator[AuditEntry]:
    """Yield the entries that follow `last` (seq, hash) for `events` of (action, subject, payload's SHA-256)."""
    seq, previous = last
    for action, subject, payload in events:
        seq += 1
        entry = AuditEntry(
            seq=seq, at=at, who=who, action=action, subject=subject, payload_sha256=payload, previous=previous, hash=""
        )
        previous = entry_hash(entry)
        yield AuditEntry(
            seq=seq,
            at=at,
            who=who,
            action=action,
            subject=subject,
            payload_sha256=payload,
            previous=entry.previous,
            hash=previous,
        )


def broken(entries: Iterable[AuditEntry]) -> Iterator[tuple[AuditEntry, str]]:
    """Yield each entry that does not fit the chain, and why; goes on after it from the hash that it records."""
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry.seq != expected:
            yield entry, f"entries {expected} to {entry.seq - 1} are missing"
        elif entry.previous != previous:
            yield entry, "it does not follow from the entry before it"
        if entry_hash(entry) != entry.hash:
            yield entry, "its fields do not give its hash"
        expected, previous = entry.seq + 1, entry.hash

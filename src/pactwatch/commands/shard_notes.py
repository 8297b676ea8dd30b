"""What is noted of one archive when it is begun, what is said of it at its end, and what tells one taking in from another."""

from __future__ import annotations

import os

import msgspec

from pactwatch import __version__
from pactwatch.commands.shelf import Shard, file_sha256
from pactwatch.ids import sha256_hex
from pactwatch.intake.codes import printable
from pactwatch.intake.taken import IntakeOptions

LARGE = 2_000_000_000
"""Bytes from which hashing an archive takes seconds, which is said."""
COUNTED = ("taken", "read", "known", "failed", "dropped")


def begun_shard(archive: str, engine: str, gate: str | None, options: str) -> Shard:
    """Return the notes of the archive at a path, of which nothing was taken in yet. Raises OSError."""
    return Shard(
        archive=printable(archive), sha256=file_sha256(archive), size=os.path.getsize(archive), engine=engine, version=__version__,
        gate=gate, done=False, taken=0, read=0, known=0, failed=0, dropped=0, left_out={}, at="", head="", options=options,
    )  # fmt: skip


def told_options(options: IntakeOptions | None) -> str:
    """Return the hash of what the caller told of all texts (day, publisher, URL, title), "" for nothing."""
    told = (options.published, options.publisher, options.url, options.title) if options else ()
    return sha256_hex(msgspec.json.encode(told))[:16] if any(told) else ""


def summary(shard: Shard) -> str:
    """Return in a line what became of an archive."""
    parts = [f"{shard.read} read"]
    parts += [f"{shard.failed} set aside (`pactwatch rejects`)"] if shard.failed else []
    parts += [f"{shard.dropped} dropped by the gate (`pactwatch dropped`)"] if shard.dropped else []
    if shard.left_out:
        parts.append("left out: " + ", ".join(f"{count} {what}" for what, count in shard.left_out.items()))
    parts += [] if shard.done else [f"ended early, after input {shard.taken}; the next run tries the rest again"]
    return f"{shard.archive}: " + "; ".join(parts)

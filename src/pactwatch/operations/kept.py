"""Captured bytes between capture and reading: stored first, compressed, once each."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.operations import schema
from pactwatch.operations.opening import add_new
from pactwatch.store.codes import DAMAGED


def keep(connection: Connection, body: bytes) -> str:
    """Keep captured bytes; return their SHA-256."""
    digest = sha256_hex(body)
    add_new(connection, schema.kept, [{"sha256": digest, "size": len(body), "body": zlib.compress(body, 6)}])
    return digest


def load(connection: Connection, sha256: str) -> bytes:
    """Return kept bytes; LedgerError PW404 where they are gone or damaged."""
    row = connection.execute(select(schema.kept.c.body).where(schema.kept.c.sha256 == sha256)).first()
    body = b"" if row is None else zlib.decompress(row.body)
    if row is None or sha256_hex(body) != sha256:
        raise LedgerError(f"the captured bytes {sha256} are gone or damaged; they will be fetched again", code=DAMAGED)
    return body

"""A job to read captured bytes, which are kept in the same transaction."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from pactwatch.ids import sha256_hex
from pactwatch.intake.taken import Raw
from pactwatch.operations import jobs, kept

READ = "read"


def add_reading(
    connection: Connection, article: int, raw: Raw, how: str, draft: dict[str, Any] | None, now: float, due: float, **more: Any
) -> None:
    """Keep captured bytes and add the job that reads them; `how` is page, entry (the `draft` is the text) or file.

    `more` is what the job is to know besides: of a page, what stands in for it where it is no article.
    """
    sha256 = kept.keep(connection, raw.body)
    mark = sha256_hex(repr(draft).encode("utf-8", "replace"))[:12] if how == "entry" else ""
    body = {"article": article, "how": how, "draft": draft, "raw": meta_of(raw), **more}
    jobs.renew(connection, jobs.New(kind=READ, key=f"{article}:{sha256[:16]}{mark}", due=due, body=body, kept=sha256), now)


def meta_of(raw: Raw) -> dict[str, Any]:
    """Return all that is known of captured bytes but the bytes."""
    known: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(raw, body=b""))
    return {name: value for name, value in known.items() if name != "body"}

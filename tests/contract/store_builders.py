"""Readings made by hand for the ledger's tests, with ids as the rule engine makes them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pactwatch.ids import content_id, sha256_hex
from pactwatch.model import (
    Capture,
    Claim,
    Document,
    Engine,
    Modality,
    Party,
    Plover,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
    Time,
    make_document,
)

KINDS = ("file", "memory", "postgres")
LASTING = ("file", "postgres")
"""The kinds of ledgers that can be opened twice, and tampered with in between."""
VERSION = "0.1.0"
TEXT = "Norland sent {number} sappers to Eastmark in May, Radio Vessin said, citing an envoy. Eastmark denied it."


def clock() -> str:
    return "2025-06-18T10:00:00Z"


def text(number: int = 300) -> str:
    return TEXT.format(number=number)


def capture_of(content: str, final_url: str | None = None) -> Capture:
    body = content.encode()
    return Capture(sha256=sha256_hex(body), source="given.txt", media_type="text/plain", size=len(body), body=body,
                   captured_at="2025-06-18T09:00:00Z", final_url=final_url, headers={"b": "2", "a": "1"})  # fmt: skip


def document(content: str, **known: str | None) -> Document:
    given: dict[str, str | None] = {
        "title": "Sappers for Eastmark", "published": "2025-06-18", "url": "https://post.example/1",
        "capture_sha256": sha256_hex(content.encode()), "extractor": "text (utf-8)",
    }  # fmt: skip
    return make_document(content, **given | known)


def reading(number: int = 300, *, version: str = VERSION, modality: Modality = "happened", **known: str | None) -> Reading:
    """Return a reading with two claims (the second without agent's id, figure or time) and one statement."""
    content = text(number)
    made = document(content, **known)

    def span(words: str) -> Span:
        start = content.index(words)
        return (start, start + len(words))

    radio = Source(name="Radio Vessin", span=span("Radio Vessin"), cue=span("said"))
    envoy = Source(name="envoy of Norland", actor="NRL-MFA", span=span("an envoy"), cue=span("citing"))
    figure = Quantity(low=float(number), high=float(number), comparator="exact", unit="sappers", text=f"{number} sappers",
                      span=span(f"{number} sappers"))  # fmt: skip
    may = Time(start="2025-05-01", end="2025-05-31", precision="month", text="in May", span=span("in May"), edtf="2025-05")
    statement = Statement(id="st-1", speakers=(radio,), cue=span("said"), content=(span(f"Norland sent {number} sappers"),),
                          direct=False, stance="asserts", rule="attr.speech.ccomp")  # fmt: skip
    sent = _claim(
        made, version, "deploy_forces", span(f"Norland sent {number} sappers to Eastmark"), span("sent"), figure,
        agent=Party(name="Norland", actor="NRL", span=span("Norland")), recipient=Party(name="Eastmark", actor="EMK"),
        time=may, modality=modality, attributed_to=(radio, envoy), statement="st-1", rule="deploy.send", cues=("verb:send",),
    )  # fmt: skip
    denied = _claim(
        made, version, "deny", span("Eastmark denied it"), span("denied"), None,
        agent=Party(name="Ministry of Defence of Eastmark", span=span("Eastmark denied"[:8])), modality="denied",
        modality_cues=(span("denied"),), attributed_to=(), rule="deny.verb",
    )  # fmt: skip
    engine = Engine(name="rules", version=version, models={"z": "1" * 64, "a": "2" * 64})
    return Reading(document=made, engine=engine, statements=(statement,), claims=(sent, denied), problems=())


def _claim(made: Document, version: str, kind: str, evidence: Span, trigger: Span, figure: Quantity | None, **parts: object) -> Claim:
    known: dict[str, object] = dict.fromkeys(
        ("agent", "recipient", "object", "time", "place", "origin", "destination", "same_as")
    )
    known |= {"modality_cues": ()} | parts
    key = (made.id, "rules", version, kind, evidence, trigger, figure.span if figure else None)
    return Claim(id=content_id("cl", *key), type=kind, plover=Plover(event="AID"), cameo="07", quantity=figure,
                 evidence=(evidence,), trigger=trigger, **known)  # type: ignore[arg-type]  # fmt: skip


@contextmanager
def tampering(where: Path | str, *tables: str) -> Iterator[Any]:
    """Change rows behind the ledger's back: without the guards of `tables`, which are put back as they were."""
    if str(where).startswith("postgresql://"):
        with _tampering_postgres(str(where), tables) as found:
            yield found
        return
    connection = sqlite3.connect(where, isolation_level=None)
    found = connection.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    guards = [(name, sql) for name, sql, table in found.fetchall() if table in tables]
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    for _, sql in guards:
        connection.execute(sql)
    connection.close()


class Superuser:
    """Runs statements that are written for SQLite as PostgreSQL's superuser."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str) -> Any:
        for pattern, instead in POSTGRES_SAYS.items():
            statement = re.sub(pattern, instead, statement)
        return self._connection.execute(statement)


POSTGRES_SAYS = {
    r"CAST\(replace\(CAST\(text AS TEXT\), ('\d+'), ('\d+')\) AS BLOB\)": r"convert_to(replace(convert_from(text, 'UTF8'), \1, \2), 'UTF8')",
    r"CAST\((substr.*) AS BLOB\)": r"\1",
    r"x'([0-9a-f]*)'": r"'\\x\1'::bytea",
    r"claim_words_docsize WHERE id": "claim_words WHERE place",
    r"PRAGMA .*": "SELECT 1",
    r"DROP TRIGGER (\w+)_no_(\w+)": r"DROP TRIGGER \1_no_\2 ON \1",
    r"DROP TABLE (\w+)": r"DROP TABLE \1 CASCADE",
}
"""What is written differently there."""


@contextmanager
def _tampering_postgres(where: str, tables: tuple[str, ...]) -> Iterator[Superuser]:
    import psycopg

    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # foreign keys rest; guards do not
        query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)"
        guards = connection.execute(query, [list(tables)]).fetchall()
        for name, table in guards:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield Superuser(connection)
        for name, table in guards:
            connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")

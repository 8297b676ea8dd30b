"""What verification collects: counts, and failures with the claims that rest on each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from pactwatch.store import schema
from pactwatch.store.types import Failure, FailureKind


class Report:
    """Collects the failures of one verification, in the order in which they are found, none twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.checked: dict[str, int] = {}
        self._failures: dict[Failure, None] = {}

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What was found so far."""
        return tuple(self._failures)

    def count(self, what: str) -> None:
        """Count one thing as checked."""
        self.checked[what] = self.checked.get(what, 0) + 1

    def fail(self, kind: FailureKind, subject: str, message: str, claims: tuple[str, ...] = ()) -> None:
        """Note one failure."""
        self._failures[Failure(kind=kind, subject=subject, message=" ".join(message.split()), claims=claims)] = None

    @contextmanager
    def row(self, kind: FailureKind, subject: str, document: object = None) -> Iterator[None]:
        """Note whatever goes wrong while one row is looked at: damaged values come in any type."""
        try:
            yield
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            self.fail(kind, subject, f"it cannot be read: {error}", self.claims_of(document))

    def claims_of(self, document: object) -> tuple[str, ...]:
        """Return the ids of all claims that were found in the document with this seq."""
        claims, readings = schema.claims, schema.readings
        query = select(claims.c.id).distinct().join(readings, readings.c.seq == claims.c.reading_seq)
        query = query.where(readings.c.document_seq == document).order_by(claims.c.id)
        return tuple(str(found) for found in self._connection.execute(query).scalars())

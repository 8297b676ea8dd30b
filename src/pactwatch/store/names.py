"""Which stored names a filter's words mean, kept while a ledger is open: names are only ever added, so only new ones are looked through."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, or_, select

from pactwatch.store.filters import names
from pactwatch.store.schema import claim_names

NAMES = 500
"""Names or documents up to which they are listed in a statement rather than asked for by it."""
ASKED = 256
"""Words of filters of which the names are kept."""

Name = tuple[str, str | None]
"""A name's key and the actor that it is known to be."""


class Meant(NamedTuple):
    """The seqs of the names that some words mean among those until one seq, which is that of the name `newest`."""

    until: int
    newest: Name | None
    seqs: list[int]


NONE = Meant(0, None, [])


class Names:
    """The names that filters mean; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[str, Meant] = OrderedDict()

    def meant(self, connection: Connection, words: str) -> list[int] | Select[Any]:
        """Return the seqs of the names that `words` means, or the statement that asks for them where they are many."""
        with self._lock:
            kept = self._known.get(words, NONE)
        last, of_kept = _newest(connection, kept.until)
        if of_kept != kept.newest:  # the names were made anew, as when a ledger's version is changed back and forth
            kept = NONE
        if kept.until < last.until and len(kept.seqs) <= NAMES:
            new = names(words).where(claim_names.c.seq > kept.until).order_by(claim_names.c.seq).limit(NAMES + 1)
            kept = Meant(last.until, last.newest, [*kept.seqs, *connection.execute(new).scalars()])
            with self._lock:
                self._known[words] = kept
                self._known.move_to_end(words)
                while len(self._known) > ASKED:
                    self._known.popitem(last=False)
        return kept.seqs if len(kept.seqs) <= NAMES else names(words)


def _newest(connection: Connection, until: int) -> tuple[Meant, Name | None]:
    """Return the newest name without any seqs, and the name that has the seq `until`."""
    table = claim_names.c
    newest = select(func.max(table.seq)).scalar_subquery()
    rows = connection.execute(select(table.seq, table.key, table.actor).where(or_(table.seq == until, table.seq == newest)).order_by(table.seq)).all()
    found = {int(row.seq): (row.key, row.actor) for row in rows}
    last = max(found, default=0)
    return Meant(last, found.get(last), []), found.get(until)

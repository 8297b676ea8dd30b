"""Which stored names a filter's words mean, kept while a ledger is open: names are only ever added, so only new ones are looked through."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pactwatch.store.filters import names
from pactwatch.store.schema import claim_names

NAMES = 500
"""Names or documents up to which they are listed in a statement rather than asked for by it."""
ASKED = 256
"""Words of filters of which the names are kept."""


class Names:
    """The names that filters mean; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[int, list[int]]] = OrderedDict()

    def meant(self, connection: Connection, words: str) -> list[int] | Select[Any]:
        """Return the seqs of the names that `words` means, or the statement that asks for them where they are many."""
        last = int(connection.execute(select(func.max(claim_names.c.seq))).scalar() or 0)
        with self._lock:
            until, found = self._known.get(words, (0, []))
        if until < last and len(found) <= NAMES:
            new = names(words).where(claim_names.c.seq > until).order_by(claim_names.c.seq).limit(NAMES + 1)
            found = [*found, *connection.execute(new).scalars()]
            with self._lock:
                self._known[words] = last, found
                self._known.move_to_end(words)
                while len(self._known) > ASKED:
                    self._known.popitem(last=False)
        return found if len(found) <= NAMES else names(words)

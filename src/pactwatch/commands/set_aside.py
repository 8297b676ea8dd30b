"""What `pactwatch load` finds in a shard beside readings, and puts onto the ledger's shelf: rejects, and texts that the gate dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.commands.shelf import Dropped, Reject, Shelf
from pactwatch.intake.taken import utc_now
from pactwatch.runners.shards import Row, ShardInfo


class Aside:
    """What of a shard goes onto the shelf: rejects, and texts that the gate dropped."""

    def __init__(self, info: ShardInfo) -> None:
        """Begin with nothing, for the shard that says `info` of itself."""
        self._info = info
        self._rejects: list[Reject] = []
        self._dropped: list[Dropped] = []

    def readings(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows of readings, and note the others."""
        for row in rows:
            if row.kind == "reading":
                yield row
            else:
                self._note(row)

    def _note(self, row: Row) -> None:
        info = self._info
        if row.kind == "reject":
            self._rejects.append(Reject(
                archive=row.archive, sha256=info.archives.get(row.archive, ""), number=row.number, source=row.source, url=row.url,
                code=row.code, reason=row.reason, at=utc_now(),
            ))  # fmt: skip
        else:
            self._dropped.append(Dropped(
                archive=row.archive, number=row.number, source=row.source, document=row.document, url=row.url, title=row.title,
                score=row.score, reason=row.reason, gate=info.gate or "", at=utc_now(),
            ))  # fmt: skip

    def keep(self, shelf: Shelf) -> None:
        """Put onto the shelf what is not there yet."""
        known = {(reject.sha256, reject.number, reject.source) for reject in shelf.rejects()} if self._rejects else set()
        noted = {item.document for item in shelf.dropped()} if self._dropped else set()
        shelf.add(
            rejects=[reject for reject in self._rejects if (reject.sha256, reject.number, reject.source) not in known],
            dropped=[item for item in self._dropped if item.document not in noted],
        )

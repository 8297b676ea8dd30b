"""`pactwatch shards`, `rejects`, `dropped`: what is noted beside a ledger of the archives that were read into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from pactwatch.casefile.plain import cell, one_line
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_records
from pactwatch.commands.shelf import Dropped, Shelf, shelf_of
from pactwatch.errors import UsageError
from pactwatch.store import open_ledger
from pactwatch.store.opening import dialect_for

Row = dict[str, Any]
UNKNOWN = "PW186"
"""No dropped text is called so."""


def list_shards(ledger: str, form: Format) -> None:
    """Print how far each archive was taken in."""
    rows = [msgspec.to_builtins(shard) for shard in _shelf(ledger).shards()]
    _print(rows, form, "shards", _shard_lines, "no archive was read into this ledger")


def list_rejects(ledger: str, archive: str | None, form: Format) -> None:
    """Print what failed of archives, with the reason."""
    rows = [msgspec.to_builtins(reject) for reject in _shelf(ledger).rejects() if archive is None or archive in reject.archive]
    _print(rows, form, "rejects", lambda row: (f"{row['code']} {row['source']}", row["url"] or "", row["reason"]), "nothing was set aside")


def list_dropped(ledger: str, above: float, form: Format) -> None:
    """Print what the gate dropped with a score of `above` or more, the likeliest first; `read` says that it was read after all."""
    found = wanted_dropped(ledger, (), above)
    read = _in_ledger(ledger, [dropped.document for dropped in found])
    rows = [{**msgspec.to_builtins(dropped), "read": dropped.document in read} for dropped in found]
    _print(rows, form, "dropped", _dropped_lines, "the gate dropped nothing")


def _shard_lines(row: Row) -> tuple[str, ...]:
    state = "done" if row["done"] else f"so far to input {row['taken']}"
    counts = f"{row['read']} read, {row['failed']} set aside, {row['dropped']} dropped by the gate"
    left_out = ", ".join(f"{count} {what}" for what, count in row["left_out"].items())
    return row["archive"], f"{state}: {counts}", f"left out: {left_out}" if left_out else ""


def _dropped_lines(row: Row) -> tuple[str, ...]:
    read = "  (read after all)" if row["read"] else ""
    first = f"{row['score']:.3f}  {row['document']}  {row['title'] or row['source']}{read}"
    return first, row["url"] or row["source"], row["reason"]


def wanted_dropped(ledger: str, names: Sequence[str], above: float) -> list[Dropped]:
    """Return the dropped texts called one of `names` (document id, a start of it, URL; none: all) that score `above` or more.

    Raises UsageError PW186 where a name finds none.
    """
    every = _shelf(ledger).dropped()
    found: dict[str, Dropped] = {}
    for name in names or ("",):
        named = [dropped for dropped in every if dropped.document.startswith((name, f"doc-{name}")) or dropped.url == name]
        if name and not named:
            raise UsageError(f"the gate dropped no text called {name}; `pactwatch dropped` lists them", code=UNKNOWN)
        found |= {dropped.document: dropped for dropped in named if dropped.score >= above}
    return sorted(found.values(), key=lambda dropped: (-dropped.score, dropped.document))


def _shelf(ledger: str) -> Shelf:
    shelf = Shelf(shelf_of(ledger))
    if not shelf.folder.is_dir():
        dialect_for(ledger, create=False)  # says that there is no ledger, where there is none
    return shelf


def _in_ledger(ledger: str, documents: Sequence[str]) -> set[str]:
    from pactwatch.errors import LedgerError

    try:
        with open_ledger(ledger) as opened, opened.view() as view:
            return {document for document in documents if view.holds(document)}
    except LedgerError:
        return set()  # everything was dropped, so there is none yet


def _print(rows: list[Row], form: Format, name: str, shown: Callable[[Row], Sequence[str]], nothing: str) -> None:
    if not print_records(name, rows, form, lambda: _csv(rows)):
        for row in rows:
            first, *more = shown(row)
            lines = [one_line(first), *(f"       {one_line(line)}" for line in more if line)]
            write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
    if not rows:
        say(nothing)


def _csv(rows: Iterable[Row]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        cells = {key: _cell(value) for key, value in row.items()}
        out = io.StringIO()
        writer = csv.DictWriter(out, list(cells), lineterminator="\n")
        if not lines:
            writer.writeheader()
        writer.writerow(cells)
        lines.append(out.getvalue())
    return lines


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return ", ".join(f"{n} {what}" for what, n in value.items())
    return cell(value) if isinstance(value, str) else value

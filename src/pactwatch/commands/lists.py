"""`pactwatch lists`: copies of sanctions lists added, listed, looked into; what people decided about matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pactwatch.casefile.plain import shown
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.list_files import files_of
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_rows
from pactwatch.errors import ListError, UsageError
from pactwatch.screening.formats import NAMES, read_list
from pactwatch.screening.model import ListEntry
from pactwatch.store import open_ledger
from pactwatch.store.lists import KeptCopy, prepare_copy
from pactwatch.store.view import View

COLUMNS = ("list", "as_of", "entries", "files", "added_at", "added_by", "id")


def add_list(ledger: str, paths: list[Path], as_of: str | None, name: str | None, columns: list[str], form: Format) -> None:
    """Add one copy of a list. Raises ListError PW501, PW502, PW503; UsageError PW140 where no day is known."""
    mapped = _mapping(columns)
    files, chosen = files_of(paths, "plain-csv" if mapped else None)
    read = read_list(files, chosen, mapped)
    day = as_of or read.dated
    if day is None:
        raise UsageError("the list does not say of which day it is; give --as-of YYYY-MM-DD", code="PW140")
    if read.dated and day < read.dated:
        say(f"the file says that it was made on {read.dated}, after --as-of {day}")
    if day > today():
        say(f"{day} is still to come: this copy is not asked before that day")
    known = name or NAMES.get(chosen) or paths[0].stem
    prepared = prepare_copy(known, day, files, form=chosen, columns=mapped)
    with open_ledger(ledger, create=True) as opened:
        with opened.view() as view:
            before = _before(view.list_copies(), prepared.copy.name, day)
            old = {entry.reference for entry in view.list_entries(before).entries} if before else set()
        new = opened.add_list(prepared)
    now = {entry.reference for entry in read.entries}
    row = {
        "list": prepared.copy.name, "as_of": day, "entries": len(now), "new": new, "id": prepared.copy.id,
        "against": before.copy.as_of if before else None,
        "added": sorted(now - old) if before else [], "removed": sorted(old - now),
    }  # fmt: skip
    _print_added(row, form)


def _print_added(row: dict[str, Any], form: Format) -> None:
    if form is not Format.table:
        write(encode_json(row) + b"\n")
        return
    count = f"{row['entries']} {'entry' if row['entries'] == 1 else 'entries'}"
    lines = [f"{row['list']} as of {row['as_of']}: {count}" + ("" if row["new"] else " (already in the ledger)")]
    for what in ("added", "removed"):
        if row["against"] and row[what]:
            some = ", ".join(row[what][:8]) + (", ..." if len(row[what]) > 8 else "")
            lines.append(f"  {len(row[what])} {what} since the copy of {row['against']}: {some}")
    write("".join(f"{shown(line)}\n" for line in lines).encode("utf-8", "backslashreplace"))


def _before(copies: Iterable[KeptCopy], name: str, day: str) -> KeptCopy | None:
    earlier = [kept for kept in copies if kept.copy.name == name and kept.copy.as_of < day]
    return earlier[-1] if earlier else None


def _mapping(columns: list[str]) -> dict[str, str]:
    pairs = [item.partition("=") for item in columns]
    wrong = [item for item, (ours, sign, theirs) in zip(columns, pairs, strict=True) if not (ours and sign and theirs)]
    if wrong:
        raise UsageError(f"--columns {wrong[0]}: write it as ours=theirs, as in name=\"Full name\"", code="PW141")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def list_lists(ledger: str, form: Format) -> None:
    """Print which copies of which lists the ledger holds."""
    with open_ledger(ledger) as opened, opened.view() as view:
        copies = view.list_copies()
    rows = [copy_row(kept) for kept in copies]
    columns = COLUMNS if form is not Format.table else ("list", "as_of", "entries", "added_at", "id")
    print_rows("lists", columns, rows, form)
    if not rows:
        say("the ledger holds no list; `pactwatch lists add FILE --as-of DATE` adds one")


def copy_row(kept: KeptCopy) -> dict[str, Any]:
    """Return a copy of a list as a row."""
    copy = kept.copy
    return {"list": copy.name, "as_of": copy.as_of, "entries": copy.count, "files": [file.name for file in copy.files],
            "added_at": kept.at, "added_by": kept.who, "id": copy.id}  # fmt: skip


def show_entry(ledger: str, reference: str, form: Format) -> None:
    """Print an entry as each copy of its list has it. Raises ListError PW504 where no copy does."""
    with open_ledger(ledger) as opened, opened.view() as view:
        found = list(entries_of(view, lambda entry: entry.reference.casefold() == reference.strip().casefold()))
    if not found:
        raise ListError(f"no copy of a list in the ledger has an entry {reference}", code="PW504")
    rows = [{"list": kept.copy.name, "as_of": kept.copy.as_of, **entry_facts(entry)} for kept, entry in found]
    columns = ("list", "as_of", "reference", "schema", "name", "aliases", "weak_aliases", "scripts", "programme", "listed_on",
               "births", "nationalities", "places", "numbers")  # fmt: skip
    print_rows("entries", columns, rows, form)


def entry_facts(entry: ListEntry) -> dict[str, Any]:
    """Return an entry of a list as plain data."""
    return {name: list(value) if isinstance(value, tuple) else value for name in entry.__struct_fields__ for value in (getattr(entry, name),)}


def entries_of(view: View, wanted: Callable[[ListEntry], bool]) -> Iterable[tuple[KeptCopy, ListEntry]]:
    """Yield the entries that are `wanted`, each with the copy that has it."""
    for kept in view.list_copies():
        for entry in view.list_entries(kept).entries:
            if wanted(entry):
                yield kept, entry


def day_of(value: str | None, option: str = "--as-of") -> str | None:
    """Return an ISO day; UsageError PW120 for anything else."""
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise UsageError(f"{option} takes a day as in 2025-06-18", code="PW120") from error


def today() -> str:
    """Return the day that it is here or at Greenwich, whichever is later: a list is dated where it is made."""
    return max(datetime.now().astimezone().date(), datetime.now(UTC).date()).isoformat()


def print_decisions(rows: list[dict[str, Any]], form: Format) -> None:
    """Print decisions about matches."""
    columns = ("id", "query", "list", "reference", "decision", "who", "at", "why", "undoes")
    print_rows("decisions", columns, rows, form)
    if not rows:
        say("nothing has been decided; `pactwatch lists decide NAME REFERENCE same|different|unsure --why TEXT` does")

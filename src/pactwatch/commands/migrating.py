"""`pactwatch migrate` and `pactwatch ledger`: from one database into another, from one version of the schema to another."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import msgspec
import typer

from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, say
from pactwatch.commands.printing import write, write_csv
from pactwatch.commands.shelf import shelf_of
from pactwatch.errors import UsageError
from pactwatch.store import open_ledger
from pactwatch.store.codes import MIGRATION
from pactwatch.store.copying import copy_ledger
from pactwatch.store.opening import change_version, hidden, schema_version
from pactwatch.store.schema import VERSION

SECONDS = 2.0
"""Between two lines of progress."""


def migrate_ledger(source: str, target: str, form: Format, *, check: bool, quiet: bool) -> None:
    """Copy a ledger into another place and print what the copy holds; typer.Exit 1 where it does not verify."""
    if shelf_of(source).resolve() == shelf_of(target).resolve():
        raise UsageError(f"{hidden(source)} is both what is copied and where to; name two ledgers", code=MIGRATION)
    told = _told("copied", "entries of the audit log", quiet=quiet)
    with open_ledger(source) as given, open_ledger(target, create=True) as taken:
        copied = copy_ledger(given, taken, told)
        failures = taken.verify().failures if check else ()
        for failure in failures:
            say(f"FAILED {failure.subject}: {failure.message}")
        facts = {"from": given.where, "to": taken.where, **msgspec.to_builtins(copied), "verified": check and not failures}
    _print(facts, form)
    if failures:
        raise typer.Exit(FAILED)


def show_version(where: str, form: Format) -> None:
    """Print the version of a ledger's schema, and that of this program."""
    _print({"ledger": hidden(where), "version": schema_version(where), "program_version": VERSION}, form)


def set_version(where: str, to: int, form: Format, *, up: bool, quiet: bool) -> None:
    """Bring a ledger to another version of the schema and print both. UsageError PW421 for the wrong direction."""
    have = schema_version(where)
    if (up and to < have) or (not up and to > have):
        other = "downgrade" if up else "upgrade"
        raise UsageError(f"{hidden(where)} has version {have}; `pactwatch ledger {other}` goes to {to}", code=MIGRATION)
    tellers: dict[str, Callable[[int, int], None]] = {}

    def told(what: str, done: int, whole: int) -> None:
        tellers.setdefault(what, _told(what, "readings", quiet=quiet))(done, whole)

    before, after = change_version(where, to, told)
    _print({"ledger": hidden(where), "before": before, "version": after, "program_version": VERSION}, form)


def _told(what: str, unit: str, *, quiet: bool) -> Callable[[int, int], None]:
    begun = said = time.monotonic()

    def tell(done: int, whole: int) -> None:
        nonlocal said
        now = time.monotonic()
        if quiet or now - said < SECONDS:
            return
        said = now
        left = (now - begun) / max(done, 1) * (whole - done)
        say(f"{what}: {done:,} of {whole:,} {unit}, about {left:.0f} s left")
        sys.stderr.flush()

    return tell


def _print(facts: dict[str, object], form: Format) -> None:
    if form is Format.csv:
        write_csv([csv_line(facts), csv_line(map(str, facts.values()))])
    elif form is Format.table:
        width = max(map(len, facts))
        write("".join(f"{name.replace('_', ' '):{width}}  {value}\n" for name, value in facts.items()).encode("utf-8", "backslashreplace"))
    else:
        write(encode_json(facts) + b"\n")

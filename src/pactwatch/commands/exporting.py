"""`pactwatch export`: claims in the formats of other programs; only reviewed ones unless all are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pactwatch import plugins
from pactwatch.commands.atomic import written
from pactwatch.commands.export_origins import MANY, not_counted, origins_of_ledger
from pactwatch.commands.failing import say
from pactwatch.commands.grading import source_subject
from pactwatch.commands.listing import check_type
from pactwatch.commands.outputs import checked_output
from pactwatch.commands.progress import Progress
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.exports.format import Format, find_format, format_names
from pactwatch.exports.gather import Grades, Origins, Tally, gather
from pactwatch.exports.record import Record
from pactwatch.model import Frozen
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.view import View

TERMINAL = "PW192"
"""Code: a format that is no text would go to a terminal."""


class Asked(Frozen, frozen=True, kw_only=True):
    """What is to be exported: the format's name, the file (None: stdout), which claims, whether unreviewed ones too."""

    form: str
    out: Path | None
    wanted: ClaimFilter
    everything: bool = False
    origins: bool | None = None
    quiet: bool = False


def export_claims(ledger: str, asked: Asked) -> None:
    """Write the export and say on stderr what is in it and what is not.

    Raises UsageError PW190 or PW191 for the format, PW192 where its bytes would go to a terminal, PW121 for a type that there
    is not, PW122 or PW127 for the file.
    """
    form = find_format(asked.form)
    checked_output("--out", asked.out, ledger)
    if asked.out is None and form.binary and sys.stdout.isatty():
        raise UsageError(f"{form.name} is no text: give a file with --out, as claims{form.suffix}", code=TERMINAL)
    tally = Tally()
    with open_ledger(ledger) as opened, opened.view() as view, Progress(asked.quiet, "claims exported") as progress:
        check_type(view, asked.wanted.type)
        origins = _origins(ledger, view, asked)
        every = msgspec.structs.replace(asked.wanted, limit=None)  # so many of those that are exported, not of those looked at
        records = gather(view, view.claims(every), Grades(view, source_subject), origins, tally, everything=asked.everything)
        limited = islice(records, asked.wanted.limit) if asked.wanted.limit is not None else records
        with _place(asked.out) as out:
            count = _write(form, _stepping(limited, progress), out)
    if not asked.quiet:
        for line in _summary(form, asked, tally, count):
            say(line)


def list_formats() -> Iterator[tuple[str, str]]:
    """Yield the name of each format with what it is for, or why a plugin's cannot be loaded."""
    for name in format_names():
        try:
            yield name, find_format(name).about
        except UsageError as error:
            yield name, f"{error.code} {error}"


def _origins(ledger: str, view: View, asked: Asked) -> Origins:
    """Return what counts origins: unless said otherwise, in ledgers small enough to hold all their facts in memory."""
    if asked.origins is False:
        return not_counted
    documents = len(view.latest())
    if asked.origins is None and documents > MANY:
        say(f"origins are not counted: the ledger holds {documents:,} documents; --origins counts them all the same, in memory")
        return not_counted
    return origins_of_ledger(ledger, view)


def _write(form: Format, records: Iterable[Record], out: BinaryIO) -> int:
    """Write with the format; what a plugin's raises is told as the plugin's fault."""
    try:
        return form.write(records, out)
    except (PactwatchError, OSError):
        raise
    except Exception as error:
        if form.name in plugins.BUILT_IN[plugins.FORMATS]:
            raise
        message = f"the format {form.name} failed, nothing is written: {type(error).__name__}: {error}"
        raise UsageError(message, code=plugins.BROKEN) from error


def _stepping(records: Iterable[Record], progress: Progress) -> Iterator[Record]:
    for record in records:
        yield record
        progress.step()


@contextmanager
def _place(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        sys.stdout.flush()
        yield Stdout()  # type: ignore[misc]
        sys.stdout.buffer.flush()
    else:
        with written(out) as file:
            yield file


class Stdout:
    """Standard output as a file that knows how much was written: a pipe cannot tell, and formats with an index ask."""

    closed = False

    def __init__(self) -> None:
        self._written = 0

    def write(self, data: Any) -> int:
        """Write bytes."""
        self._written += len(data)
        return sys.stdout.buffer.write(data)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._written

    def flush(self) -> None:
        """Pass on what is buffered."""
        sys.stdout.buffer.flush()

    def close(self) -> None:
        """Leave standard output open."""

    def readable(self) -> bool:
        """Say that nothing is read from it."""
        return False

    def writable(self) -> bool:
        """Say that it is written to."""
        return True

    def seekable(self) -> bool:
        """Say that it only goes on."""
        return False


def _summary(form: Format, asked: Asked, tally: Tally, count: int) -> Iterator[str]:
    where = f": {asked.out}" if asked.out else ""
    made = f"{count:,} {form.things}" if form.things == "claims" else f"{count:,} {form.things} of {tally.kept:,} claims"
    yield f"exported {made} as {form.name}{where}"
    left = tally.seen - tally.kept
    if asked.everything and tally.unaccepted:
        kinds = ", ".join(f"{number:,} {status}" for status, number in sorted(tally.statuses.items()) if status != "accepted")
        yield f"note: {kinds}; each says so, and none of these is fit to publish before review"
    elif not tally.seen:
        yield "no claim matches"
    elif not tally.kept:
        yield f"none of {left:,} claims is accepted in review: `pactwatch review` accepts claims, --all exports them as they are, marked"
    elif left and asked.wanted.limit is None:
        yield f"{left:,} claims that are not accepted in review are left out; --all exports them too, marked"

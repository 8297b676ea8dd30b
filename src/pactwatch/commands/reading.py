"""`pactwatch read`: inputs in, claims out and into the ledger, in order and in bounded memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.failing import INTERRUPTED, SOME_INPUTS, say
from pactwatch.commands.interrupting import noticed_interruption
from pactwatch.commands.keeping import Keeper
from pactwatch.commands.outputs import checked_output, without
from pactwatch.commands.printing import ReadingPrinter
from pactwatch.commands.progress import Progress
from pactwatch.commands.stream import Result, Runner, results
from pactwatch.errors import PactwatchError
from pactwatch.intake import IntakeOptions, Taken, take_in
from pactwatch.model import Reading
from pactwatch.store.opening import hidden
from pactwatch.store.prepare import canonical


@dataclass(slots=True)
class Settings:
    """What `read` was asked for besides its inputs; `ledger` None stores nothing, `html` gathers all readings."""

    form: Format
    ledger: str | None
    processes: int = 1
    html: Path | None = None
    quiet: bool = False
    again: bool = False
    engine: str = "hybrid"


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    failed: int = 0
    readings: list[Reading] = field(default_factory=list)


def read_sources(sources: Sequence[str], options: IntakeOptions, settings: Settings) -> None:
    """Read `sources`, print and store what they give; raise typer.Exit 3 where some failed, 130 when interrupted."""
    checked_output("--html", settings.html, settings.ledger, sources)
    keeper = Keeper(settings.ledger, again=settings.again, engine=settings.engine) if settings.ledger is not None else None
    inputs = take_in(sources, options)
    inputs = _without_own(inputs, sources, without([settings.html], settings.ledger))
    tally, printer = Tally(), ReadingPrinter(settings.form)
    try:
        found = results(inputs, keeper.find if keeper else _unknown, _runner(settings.processes, settings.engine))
        with closing(found), Progress(settings.quiet) as progress, noticed_interruption() as interruption:
            for result in found:
                _take(result, keeper, printer, tally, settings)
                progress.step()
                interruption.check()
        _refused(keeper.write() if keeper else [], tally)
    except KeyboardInterrupt:
        _interrupted(keeper, printer)
    except BrokenPipeError:
        if keeper:
            keeper.write()
        raise
    except PactwatchError:
        printer.close()
        raise
    finally:
        if keeper:
            keeper.close()
    printer.close()
    _end(keeper, tally, settings)


def _take(result: Result, keeper: Keeper | None, printer: ReadingPrinter, tally: Tally, settings: Settings) -> None:
    if result.error is not None:
        _fail(result.source, result.error, tally)
    for note in result.notes if not settings.quiet else ():
        say(f"note {result.source}: {note}")
    if result.reading is None:
        return
    if keeper:
        _refused(keeper.keep(result), tally)
    # a reading from the ledger and one just made are printed in the same bytes
    reading = canonical(result.reading)
    printer.add(reading)
    if settings.html is not None:
        tally.readings.append(reading)


def _end(keeper: Keeper | None, tally: Tally, settings: Settings) -> None:
    if settings.html is not None:
        from pactwatch.casefile.page import article_page

        settings.html.write_text(article_page(tally.readings), encoding="utf-8", errors="backslashreplace")
    if keeper and sys.stderr.isatty() and not settings.quiet:
        say(f"{keeper.stored} new and {keeper.known} known texts in {hidden(keeper.where)}")
    if tally.failed:
        raise typer.Exit(SOME_INPUTS)


def _interrupted(keeper: Keeper | None, printer: ReadingPrinter) -> None:
    if keeper:
        keeper.write()
        count = keeper.stored + keeper.known
        say(f"interrupted: {count} texts are in {hidden(keeper.where)}; run the same command again to go on from there")
    else:
        say("interrupted")
    printer.close()
    raise typer.Exit(INTERRUPTED)


def _fail(source: str, error: PactwatchError, tally: Tally) -> None:
    tally.failed += 1
    say(f"{error.code} {source}: {error}")


def _refused(refused: list[tuple[str, PactwatchError]], tally: Tally) -> None:
    for source, error in refused:
        _fail(source, error, tally)


def _runner(processes: int, engine: str) -> Runner:
    if processes == 1:
        from pactwatch.runners.local import read_local

        return partial(read_local, engine=engine)
    from pactwatch.runners.pool import read_pool

    return partial(read_pool, processes=processes, engine=engine)


def _unknown(taken: Taken) -> None:
    """Return that there is no reading of `taken` yet."""


def _without_own(inputs: Iterator[Taken], sources: Sequence[str], own: frozenset[str]) -> Iterator[Taken]:
    """Leave out the ledger's own files and the page, which lie in the folder that is read when it is this one."""
    for taken in inputs:
        if taken.source in sources or os.path.realpath(taken.source) not in own:
            yield taken

"""`pactwatch read`: inputs in, claims out and into the ledger, in order and in bounded memory."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.failing import INTERRUPTED, SOME_INPUTS, say
from pactwatch.commands.feeding import Feed
from pactwatch.commands.interrupting import noticed_interruption
from pactwatch.commands.outputs import checked_output, without
from pactwatch.commands.printing import ReadingPrinter
from pactwatch.commands.progress import Progress
from pactwatch.commands.shelf import shelf_of
from pactwatch.commands.stream import Result, Runner, results
from pactwatch.commands.telling import notes_of, summary, told_codes
from pactwatch.errors import PactwatchError
from pactwatch.intake import IntakeOptions, Taken, take_in
from pactwatch.intake.taken import Meter
from pactwatch.model import Reading
from pactwatch.runners.engines import checked_engine
from pactwatch.store.prepare import canonical

if TYPE_CHECKING:
    from pactwatch.commands.bulk import Bulk
    from pactwatch.commands.keeping import Keeper


@dataclass(slots=True)
class Settings:
    """What `read` was asked for besides its inputs; `ledger` None stores nothing, `html` gathers all readings.

    `gate` True asks the gate about every text, False about none, None about those of archives. What is not `printed` need not
    come again from archives that were read before.
    """

    form: Format
    ledger: str | None
    processes: int = 1
    html: Path | None = None
    quiet: bool = False
    again: bool = False
    engine: str = "hybrid"
    gate: bool | None = None
    printed: bool = True


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    failed: int = 0
    dropped: int = 0
    readings: list[Reading] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)


def read_sources(sources: Sequence[str], options: IntakeOptions, settings: Settings) -> None:
    """Read `sources`, print and store what they give; raise typer.Exit 3 where some failed, 130 when interrupted."""
    checked_engine(settings.engine)
    checked_output("--html", settings.html, settings.ledger, sources)
    keeper = _keeper(settings)
    bulk = _bulk(keeper, settings, options)
    meter = bulk.meter if bulk else Meter()
    options = msgspec.structs.replace(options, meter=meter, wanted=options.wanted or (bulk.wanted if bulk else None))
    tally, printer = Tally(), ReadingPrinter(settings.form) if settings.printed else None
    own = without([settings.html, *([shelf_of(settings.ledger)] if settings.ledger else [])], settings.ledger)
    try:
        with Feed(settings.processes, settings.gate) as feed:
            inputs = _without_own(take_in(sources, options, feed.each), sources, own)
            found = results(inputs, keeper.find if keeper else _unknown, _runner(settings.processes, settings.engine))
            with closing(found), Progress(settings.quiet, meter=meter, sources=sources) as progress, noticed_interruption() as interruption:
                for result in found:
                    _take(result, keeper, printer, tally, settings)
                    if bulk and keeper:
                        bulk.note(result)
                        _refused(keeper.refused(), tally)
                    progress.step()
                    interruption.check()
        _refused(keeper.write() if keeper else [], tally)
        if bulk:
            bulk.close()
    except KeyboardInterrupt:
        _interrupted(keeper, bulk, printer)
    except BrokenPipeError:
        if keeper:
            keeper.write()
        raise
    except PactwatchError:
        if printer:
            printer.close()
        raise
    finally:
        if keeper:
            keeper.close()
    if printer:
        printer.close()
    _end(keeper, tally, settings, meter)


def _keeper(settings: Settings) -> Keeper | None:
    if settings.ledger is None:
        return None  # and no database is loaded
    from pactwatch.commands.keeping import Keeper

    return Keeper(settings.ledger, again=settings.again, engine=settings.engine)


def _bulk(keeper: Keeper | None, settings: Settings, options: IntakeOptions) -> Bulk | None:
    if keeper is None:
        return None
    from pactwatch.commands.bulk import Bulk

    goes_on = not settings.printed and not settings.again and not settings.html
    return Bulk(keeper, settings.engine, gate=settings.gate, goes_on=goes_on, quiet=settings.quiet, options=options)


def _take(result: Result, keeper: Keeper | None, printer: ReadingPrinter | None, tally: Tally, settings: Settings) -> None:
    if result.error is not None:
        _fail(result.source, result.error, tally)
    if result.archive is not None:
        tally.told.update(told_codes(result))
    for note in () if settings.quiet else result.notes if result.archive is not None else notes_of(result):
        say(f"note {result.source}: {note}")
    tally.dropped += result.dropped is not None
    if result.reading is None:
        return
    if keeper:
        _refused(keeper.keep(result), tally)
    # a reading from the ledger and one just made are printed in the same bytes
    if printer is None and settings.html is None:
        return
    reading = canonical(result.reading)
    if printer is not None:
        printer.add(reading)
    if settings.html is not None:
        tally.readings.append(reading)


def _end(keeper: Keeper | None, tally: Tally, settings: Settings, meter: Meter) -> None:
    if settings.html is not None:
        from pactwatch.casefile.page import article_page

        settings.html.write_text(article_page(tally.readings), encoding="utf-8", errors="backslashreplace")
    if keeper and sys.stderr.isatty() and not settings.quiet:
        say(f"{keeper.stored} new and {keeper.known} known texts in {_where(keeper)}")
    if keeper is None and not settings.quiet:
        for source, found in meter.left_out.items():
            say(f"note {source}: left out: " + ", ".join(f"{count} {what}" for what, count in sorted(found.items())))
    if tally.dropped and not settings.quiet:
        listed = "`pactwatch dropped` lists them, " if keeper else ""
        say(f"the gate let {tally.dropped} texts not pass; {listed}--no-gate reads every text")
    for line in () if settings.quiet else summary(tally.told):
        say(line)
    if tally.failed:
        raise typer.Exit(SOME_INPUTS)


def _where(keeper: Keeper) -> str:
    """Return where the ledger is, without a password."""
    from pactwatch.store.opening import hidden

    return hidden(keeper.where)


def _interrupted(keeper: Keeper | None, bulk: Bulk | None, printer: ReadingPrinter | None) -> None:
    if keeper:
        keeper.write()
        if bulk:
            bulk.save()
        count = keeper.stored + keeper.known
        say(f"interrupted: {count} texts are in {_where(keeper)}; run the same command again to go on from there")
    else:
        say("interrupted")
    if printer:
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
        if taken.source in sources:
            yield taken
            continue
        path = os.path.realpath(taken.source)
        if path not in own and os.path.dirname(path) not in own:
            yield taken

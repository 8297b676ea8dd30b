"""`pactwatch watch`: what is watched is added, workers work until they are told to stop, and what came of it is said."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typer

from pactwatch.alerts.codes import NOT_WATCHED
from pactwatch.alerts.rules import Atom, Rules
from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.outputs import without
from pactwatch.commands.printing import write
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.operations import feeds, jobs
from pactwatch.operations.alerts import Alert
from pactwatch.operations.leases import repeating
from pactwatch.operations.opening import Operations
from pactwatch.store import open_ledger
from pactwatch.watch.addresses import addresses
from pactwatch.watch.alerting import Alerting
from pactwatch.watch.canonical import host_of
from pactwatch.watch.clock import Clock, SimulatedClock, SystemClock, stamp
from pactwatch.watch.context import Context
from pactwatch.watch.settings import Settings
from pactwatch.watch.worker import Handler, Worker


@dataclass(slots=True)
class Asked:
    """What `watch` was asked for besides its sources.

    `file` is where `rules` are from; `seconds` None: until it is stopped; `rebase`: the settings' interval is for all feeds, not
    only for those that are new.
    """

    ledger: str
    settings: Settings
    rules: Rules | None = None
    file: Path | None = None
    once: bool = False
    seconds: float | None = None
    workers: int = 4
    quiet: bool = False
    rebase: bool = False
    clock: Clock = field(default_factory=SystemClock)


@dataclass(slots=True)
class Tally:
    """What was told so far."""

    read: int = 0
    failed: int = 0
    alerts: int = 0


def watch(sources: Sequence[str], asked: Asked) -> None:
    """Watch `sources` and what was added before. Raises UsageError PW180, PW183, PW184; typer.Exit 3 where a single round had failures."""
    found = [address for source in sources for address in addresses(source)]
    tally = Tally()
    with open_ledger(asked.ledger, create=True, clock=lambda: stamp(asked.clock.now())) as ledger:
        operations = Operations(ledger)
        alerting = _alerting(operations, asked, tally)
        count = _prepared(operations, found, asked)
        context = Context(operations, asked.clock, asked.settings, _teller(asked, tally))
        if not asked.quiet:
            say(f"watching {count} {'feed' if count == 1 else 'feeds'} into {ledger.where}; Ctrl-C ends it")
        with _stopping() as stop:
            _work(context, alerting.handlers() if alerting else {}, asked, stop)
        left = _left(operations)
    if not asked.quiet:
        say(f"{tally.read} articles read, {tally.alerts} alerts, {tally.failed} failures{left}")
    if asked.once and tally.failed:
        raise typer.Exit(SOME_INPUTS)


def _prepared(operations: Operations, found: Sequence[feeds.Address], asked: Asked) -> int:
    """Add what is to be watched; return how many feeds there are. UsageError PW183 where there is none."""
    now = asked.clock.now()
    with operations.writing() as connection:
        for address in found:
            feeds.add(connection, address, host_of(address.url) if address.kind != "folder" else "", now, asked.settings.interval)
        if asked.rebase:
            feeds.rebase(connection, asked.settings.interval)
        count = len(feeds.listed(connection))
    if not count:
        raise UsageError("nothing is watched yet; name an OPML file, a list, an address or a folder", code=NOT_WATCHED)
    return count


def _alerting(operations: Operations, asked: Asked, tally: Tally) -> Alerting | None:
    if asked.rules is None:
        return None

    def told(alert: Alert) -> None:
        tally.alerts += 1
        _print(asked, f"alert: {alert.title}: {alert.text}")

    found = Alerting(operations, asked.rules, asked.clock, asked.settings, told, asked.file)
    with operations.writing() as connection:
        found.start(connection, asked.clock.now())
    for line in () if asked.quiet else found.notes():
        say(f"note: {line}")
    return found


def _work(context: Context, handlers: dict[str, Handler], asked: Asked, stop: threading.Event) -> None:
    until = None if asked.seconds is None else asked.clock.now() + asked.seconds
    workers = [Worker(context, handlers) for _ in range(1 if isinstance(asked.clock, SimulatedClock) else asked.workers)]
    failures: list[BaseException] = []

    def work(worker: Worker) -> None:
        try:
            worker.drain(stop) if asked.once else worker.run(stop, until)
        except BaseException as error:
            failures.append(error)
            stop.set()

    # as daemons, they do not keep a second Ctrl-C from ending the process
    threads = [threading.Thread(target=work, args=(worker,), name=worker.owner, daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    with _status(context, asked, stop):
        for thread in threads:
            while thread.is_alive():
                thread.join(0.5)
    if failures:
        raise failures[0]


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Within, Ctrl-C and SIGTERM set the event: what is under way is ended well. A second Ctrl-C ends at once."""
    stop = threading.Event()

    def end(number: int, _frame: object) -> None:
        if stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            raise KeyboardInterrupt
        stop.set()

    kept = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                kept[number] = signal.signal(number, end)
    try:
        yield stop
    finally:
        for number, before in kept.items():
            signal.signal(number, before)


@contextmanager
def _status(context: Context, asked: Asked, stop: threading.Event) -> Iterator[None]:
    """Show a line on a terminal now and then: what waits, and when the next look is due."""
    if asked.quiet or not sys.stderr.isatty():
        yield
        return
    def show() -> None:
        sys.stderr.write(f"\r\x1b[2K{_line(context, stop)}")
        sys.stderr.flush()

    try:
        with repeating(show, 5.0):
            yield
    finally:
        sys.stderr.write("\r\x1b[2K")


def _line(context: Context, stop: threading.Event) -> str:
    try:
        with context.operations.reading() as connection:
            counts = jobs.counts(connection)
            upcoming = jobs.next_at(connection, ("poll",))
    except PactwatchError as error:
        return f"{error.code} {error}"
    waiting = dict.fromkeys(("fetch", "read", "deliver"), 0)
    for (kind, state), count in counts.items():
        if state != "dead" and jobs.base(kind) in waiting:
            waiting[jobs.base(kind)] += count
    when = "" if upcoming is None else f", next look in {max(0.0, upcoming - context.clock.now()):.0f} s"
    ending = "ending; " if stop.is_set() else ""
    return f"{ending}{waiting['fetch']} to fetch, {waiting['read']} to read, {waiting['deliver']} to deliver{when}"


def _teller(asked: Asked, tally: Tally) -> Callable[[str, str], None]:
    def tell(kind: str, line: str) -> None:
        if kind == "read":
            tally.read += 1
            _print(asked, line)
        elif kind == "failed":
            tally.failed += 1
            say(line)
        elif kind == "away":
            say(line)
        elif not asked.quiet:
            say(f"{kind} {line}")

    return tell


def _print(asked: Asked, line: str) -> None:
    from pactwatch.casefile.plain import one_line

    write(f"{stamp(asked.clock.now())}  {one_line(line)}\n".encode("utf-8", "backslashreplace"))


def _left(operations: Operations) -> str:
    with operations.reading() as connection:
        counts = jobs.counts(connection)
    dead = sum(count for (_, state), count in counts.items() if state == "dead")
    later = sum(count for (kind, state), count in counts.items() if state != "dead" and jobs.base(kind) in {"fetch", "read", "deliver"})
    parts = [f"{later} are tried again later"] if later else []
    parts += [f"{dead} are given up (`pactwatch watch status` lists them)"] if dead else []
    return "; " + ", ".join(parts) if parts else ""


def left_out(ledger: str, rules: Rules | None, path: Path | None) -> frozenset[str]:
    """Return the real paths that no watched folder's files are read from: the ledger's, the rules', the feeds' of alerts."""
    files = [path, *(Path(one.file) for one in (rules.channel.values() if rules else ()) if isinstance(one, Atom))]
    return without([Path(os.path.abspath(one)) for one in files if one is not None], ledger)

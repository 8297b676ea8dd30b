"""The commands of watching: parse arguments, call one function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pactwatch.commands.choices import ENGINE, Format
from pactwatch.commands.options import HERE, FormatOption, LedgerOption


class Watching(TyperGroup):
    """A group whose first words, where they name no command, are what is to be watched: `watch FEEDS` is `watch run FEEDS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` before arguments that begin with none of the group's commands."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


watch = typer.Typer(
    cls=Watching, no_args_is_help=False, help="Watch feeds, sitemaps, pages and folders: what is new is captured, then read.",
    epilog="Example: pactwatch watch feeds.opml --alerts alerts.toml",
)
AlertsOption = Annotated[Path | None, typer.Option("--alerts", envvar="PACTWATCH_ALERTS", help="rules to alert by, as alerts.toml")]
SourcesArgument = Annotated[list[str] | None, typer.Argument(
    metavar="[SOURCE]...", help="OPML files, lists of addresses (one a line), addresses, folders")]
IntervalOption = Annotated[str | None, typer.Option("--interval", metavar="SPAN", help="between two looks at a feed to begin with: 15m")]


@watch.command(epilog="Example: pactwatch watch feeds.opml --once")
def run(
    sources: SourcesArgument = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="look at each feed once, read what is new, and end")] = False,
    lasting: Annotated[str | None, typer.Option("--for", metavar="SPAN", help="end after 90s, 15m, 2h, 1d")] = None,
    interval: IntervalOption = None,
    delay: Annotated[float, typer.Option("--delay", min=0.0, max=3600.0, help="seconds between two requests to one host, at least")] = 2.0,
    since: Annotated[str | None, typer.Option(help="leave out what is known to be older than this day")] = None,
    alerts: AlertsOption = None,
    engine: Annotated[str, typer.Option(help="what reads, as for read")] = ENGINE,
    workers: Annotated[int, typer.Option(min=1, max=64, help="how many fetch at once")] = 4,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="fetch from private and loopback addresses too")] = False,
    simulate: Annotated[bool, typer.Option(
        "--simulate", help="waiting takes no time; asks this machine's own addresses only, for trying out a set-up")] = False,
    seed: Annotated[str | None, typer.Option(help="makes the chance in waiting times repeatable")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="only errors on stderr")] = False,
    ledger: LedgerOption = HERE,
) -> None:
    """Watch SOURCES and all that was added before, until Ctrl-C: a line on stdout for each article and each alert.

    Feeds keep being watched by later runs until `watch remove`. Several runs may share a ledger and its work.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import checked_rules
        from pactwatch.store.codec import day_bounds
        from pactwatch.watch.clock import SimulatedClock, SystemClock
        from pactwatch.watch.running import Asked, left_out
        from pactwatch.watch.running import watch as work
        from pactwatch.watch.settings import Settings, span_of

        if since is not None and (bounds := day_bounds(since)) is not None:
            since = bounds[0]
        elif since is not None:
            raise typer.BadParameter("a day, month or year as in 2025-06-18, 2025-06 or 2025", param_hint="--since")
        rules = checked_rules(alerts, ledger) if alerts is not None else None
        known: dict[str, Any] = {"interval": span_of(interval, "--interval")} if interval else {}
        known |= {"seed": seed} if seed is not None else {}
        settings = Settings(
            delay=delay, since=since, engine=engine, allow_private=allow_private, only_loopback=simulate,
            left_out=left_out(ledger, rules, alerts), **known,
        )  # fmt: skip
        system = SystemClock()
        asked = Asked(
            ledger=ledger, settings=settings, rules=rules, file=alerts, once=once, workers=workers, quiet=quiet, rebase=interval is not None,
            seconds=span_of(lasting, "--for") if lasting else None, clock=SimulatedClock(system.now()) if simulate else system,
        )  # fmt: skip
        work(sources or [], asked)


@watch.command(epilog="Example: pactwatch watch status --format json")
def status(form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Show each feed with its last success, when it is looked at next and what went wrong, and all that was given up."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.watch.listing import status as show

        show(ledger, form)


@watch.command("list", epilog="Example: pactwatch watch list")
def listed(form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List what is watched."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.watch.listing import names

        names(ledger, form)


@watch.command(epilog="Example: pactwatch watch add https://news.example/rss clippings/")
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="as for watch")],
    *,
    interval: IntervalOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Add feeds, sitemaps, pages or folders to what is watched."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.operations.feeds import BASE
        from pactwatch.watch.listing import add as keep
        from pactwatch.watch.settings import span_of

        keep(ledger, sources, span_of(interval, "--interval") if interval else BASE)


@watch.command(epilog="Example: pactwatch watch remove https://news.example/rss")
def remove(
    urls: Annotated[list[str], typer.Argument(metavar="ADDRESS...", help="as `watch list` shows them")], *, ledger: LedgerOption = HERE
) -> None:
    """Watch something no longer; what was read from it stays. `watch add` takes it up again."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.watch.listing import remove as drop

        drop(ledger, urls)


@watch.command(epilog="Example: pactwatch watch retry --all")
def retry(
    jobs: Annotated[list[str] | None, typer.Argument(metavar="[JOB]...", help="as `watch status` lists them, or a host")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="all that was given up")] = False,
    ledger: LedgerOption = HERE,
) -> None:
    """Let what was given up be tried again: feeds, articles, deliveries of alerts."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.watch.listing import retry as again

        again(ledger, jobs or [], everything=everything)


def register_watch(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(watch, name="watch")

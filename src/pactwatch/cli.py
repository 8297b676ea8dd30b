"""The command line: parse arguments, call one function, print. Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command_name

from pactwatch.alerts.cli_alerts import register_alerts
from pactwatch.commands import cli_case, cli_origins
from pactwatch.commands.choices import ENGINE, Format, Modality, RunnerChoice
from pactwatch.commands.cli_archives import register_archives
from pactwatch.commands.cli_export import register as register_export
from pactwatch.commands.cli_figures import register as register_figures
from pactwatch.commands.cli_instruments import register_commands as add_instrument_commands
from pactwatch.commands.cli_ledger import register as register_ledger
from pactwatch.commands.cli_mcp import register as register_mcp
from pactwatch.commands.cli_review import register_review
from pactwatch.commands.cli_screening import add_screening
from pactwatch.reading.threads import say_one_thread
from pactwatch.watch.cli_watch import register_watch
from pactwatch.web import cli_account
from pactwatch.web.cli_serve import register_serve

FRESH = 50_000
"""Objects made before a collection: Python's 700 go through all that importing and loading a model keeps again and again."""

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Read reporting on military cooperation, arms, labour, money and sanctions into claims that anyone can check.",
    epilog="Example: pactwatch read article.txt --published 2025-06-18",
)

app.add_typer(cli_origins.app, name="origins")
app.add_typer(cli_case.app, name="case")


def _print_version(wanted: bool) -> None:
    if wanted:
        from pactwatch import __version__

        typer.echo(f"pactwatch {__version__}")
        raise typer.Exit


LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
FormatOption = Annotated[Format, typer.Option("--format", help="how to print what is found")]
HERE = "pactwatch.db"


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version")] = False,
) -> None:
    """Pactwatch reads articles into claims: who says that who did what to whom, how many, where, when, how certain."""


@app.command(epilog="Example: pactwatch read reports/ https://news.example/a --format jsonl > readings.jsonl")
def read(
    sources: Annotated[list[str], typer.Argument(
        metavar="SOURCE...", help="files (txt, md, html, pdf, json, jsonl, rss, warc, wacz, parquet), folders, URLs, or - for stdin")],
    *,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
    store: Annotated[bool, typer.Option("--store/--no-store", help="keep what is read in the ledger, or only print it")] = True,
    published: Annotated[str | None, typer.Option(help="day of publication, YYYY-MM-DD")] = None,
    publisher: Annotated[str | None, typer.Option(help="who published it")] = None,
    url: Annotated[str | None, typer.Option(help="where it was published")] = None,
    title: Annotated[str | None, typer.Option(help="its title")] = None,
    html: Annotated[Path | None, typer.Option(help="also write a page: the articles with their claims beside them")] = None,
    engine: Annotated[str, typer.Option(help="what reads: rules alone, hybrid (a small trained encoder beside them), or a plugin's engine")] = ENGINE,
    processes: Annotated[int, typer.Option(min=1, max=256, help="how many processes read")] = 1,
    runner: Annotated[RunnerChoice | None, typer.Option(
        help="where texts are read: here, in --processes, or on Spark, which takes the folder for shards of readings last")] = None,
    master: Annotated[str, typer.Option(metavar="URL", help="with --runner spark: the cluster, as spark://host:7077, yarn, local[4]")] = "local[*]",
    conf: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="with --runner spark: a setting of Spark; repeat for more")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="fetch from private and loopback addresses too")] = False,
    again: Annotated[bool, typer.Option("--again", help="read again what this version has read before")] = False,
    gate: Annotated[bool | None, typer.Option(
        "--gate/--no-gate", help="read only texts that are likely to hold a claim (default: in archives, not elsewhere)")] = None,
    printed: Annotated[bool, typer.Option("--print/--no-print", help="print what is found, or only keep it")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="no progress and no notes on stderr, only errors")] = False,
) -> None:
    """Read articles, print their claims with the words that they stand on, and keep them in the ledger.

    What this version has read before comes from the ledger, so that a run that was interrupted goes on where it stopped.

    Archives are web archives (warc, wacz), Parquet tables and packed rows (jsonl.gz, jsonl.zst). Their texts pass the gate first;
    `pactwatch dropped` lists those that did not. With --no-print, an archive that is done is passed over at once.
    """
    day = _day(published)
    from pactwatch.commands.failing import reported

    with reported():
        if runner is RunnerChoice.spark:
            from pactwatch.commands.spark_reading import SparkSettings, read_on_spark, refuse_elsewhere
            from pactwatch.runners.units import Asked

            refuse_elsewhere({"--html": html, "--url": url, "--title": title, "--no-store": not store})
            asked = Asked(engine=engine, gate=gate is not False, published=day, publisher=publisher)
            read_on_spark(sources, SparkSettings(master=master, conf=tuple(conf or ()), asked=asked, quiet=quiet))
            return
        processes = 1 if runner is RunnerChoice.local else max(processes, 2) if runner is RunnerChoice.pool else processes
        from pactwatch.commands.reading import Settings, read_sources
        from pactwatch.intake import IntakeOptions

        options = IntakeOptions(
            published=day, publisher=publisher, url=url, title=title, allow_private=allow_private, stdin=sys.stdin.buffer if sys.stdin else None
        )
        settings = Settings(
            form=form, ledger=ledger if store else None, processes=processes, html=html, quiet=quiet, again=again,
            engine=engine, gate=gate, printed=printed,
        )
        read_sources(sources, options, settings)


@app.command(epilog='Example: pactwatch claims --agent "North Korea" --modality planned --since 2025-01 --format csv')
def claims(
    *,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="claim type, as deploy_forces")] = None,
    agent: Annotated[str | None, typer.Option(help="who acts: actor id or name, as PRK or \"North Korea\"")] = None,
    recipient: Annotated[str | None, typer.Option(help="to whom: actor id or name")] = None,
    said_by: Annotated[str | None, typer.Option(help="who says so, anywhere in the chain: actor id or name")] = None,
    since: Annotated[str | None, typer.Option(help="not over before this day, month or year")] = None,
    until: Annotated[str | None, typer.Option(help="begun by this day, month or year")] = None,
    modality: Annotated[Modality | None, typer.Option(help="state of the event")] = None,
    document: Annotated[str | None, typer.Option(help="document id or its start, URL, or words of its title")] = None,
    text: Annotated[str | None, typer.Option(help='words of evidence, names or title; "a phrase", prefix*')] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=2**31, help="at most so many")] = None,
    offset: Annotated[int, typer.Option(min=0, max=2**31, help="leave out so many first")] = 0,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List the ledger's claims; all that is given must hold. Order: as the documents came, then as in the text.

    An event without a known time counts as of its document's day of publication. Each document shows the reading of
    the newest engine version.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.listing import list_claims
        from pactwatch.store import ClaimFilter

        wanted = ClaimFilter(
            type=kind, agent=agent, recipient=recipient, said_by=said_by, since=since, until=until,
            modality=modality.value if modality else None, document=document, text=text, limit=limit, offset=offset,
        )  # fmt: skip
        list_claims(ledger, wanted, form)


@app.command(epilog="Example: pactwatch show cl-2927")
def show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="a claim's id, or a start of it that no other has")],
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Show one claim with its evidence in context, its sources, and the whole derivation: rule, cues, capture, engine."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.showing import show_claim

        show_claim(ledger, claim, form)


@app.command(epilog="Example: pactwatch verify kursk.zip")
def verify(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="a bundle of a case (.zip), or a ledger; --ledger without it")] = None,
    *,
    head: Annotated[str | None, typer.Option(
        help="an audit head that an earlier verify printed: the log must still hold it; of a bundle, the sha256 that its publisher gives")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Check the whole ledger: captured bytes, texts, every span, ids, the audit log. Exit 1 names exactly what fails.

    A bundle of a case (`case export --format zip`) is checked without a ledger: every file, every footnote, every span.
    """
    from pactwatch.commands.failing import reported

    with reported():
        if file is not None:
            from pactwatch.casefile.bundle_check import is_archive

            if is_archive(file):
                from pactwatch.commands.verifying_bundle import verify_case

                verify_case(file, form, head)
                return
        from pactwatch.commands.verifying import verify_ledger

        verify_ledger(str(file) if file is not None else ledger, form, head)


register_export(app)
register_archives(app)
register_figures(app)
register_mcp(app)
add_instrument_commands(app)
add_screening(app)
register_serve(app)
app.add_typer(cli_account.app, name="account")
register_ledger(app)
register_review(app)
register_watch(app)
register_alerts(app)


def _day(value: str | None) -> str | None:
    from datetime import date

    from pactwatch.commands.given import is_to_come

    try:
        day = date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        message = "a day is written YYYY-MM-DD, as in 2025-06-18"
        raise typer.BadParameter(message, param_hint="--published") from error
    if day is not None and is_to_come(day):
        raise typer.BadParameter(f"{day} is still to come; give the day on which it was published", param_hint="--published")
    return day


def _set_up_only(words: list[str]) -> None:
    """Leave of the application the one command, or group of them, that the first word names; to set up all takes longer than many run.

    Where it names none (a mistyped command, an option, no word) all stay.
    """
    word = words[0] if words else ""
    commands = [one for one in app.registered_commands if one.callback and word == (one.name or get_command_name(one.callback.__name__))]
    groups = [one for one in app.registered_groups if word == one.name]
    if commands or groups:
        app.registered_commands, app.registered_groups = commands, groups


def main() -> None:
    """Run the command line; what a terminal's encoding cannot show is escaped."""
    gc.set_threshold(FRESH)
    say_one_thread()
    _set_up_only(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:  # before a command has begun, which then says so itself
        sys.stderr.write("interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()

"""The options of the commands about archives: shards, rejects, dropped, load, stories."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.choices import ENGINE, Format, RunnerChoice
from pactwatch.commands.options import HERE, FormatOption, LedgerOption


def register_archives(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: pactwatch shards --ledger crawl.db")(shards)
    app.command(epilog="Example: pactwatch rejects --archive 2025-06 --format csv > rejects.csv")(rejects)
    app.command(epilog="Example: pactwatch dropped --above 0.05    then: pactwatch dropped --read doc-3f2a")(dropped)
    app.command(epilog="Example: pactwatch load shards/ --ledger crawl.db")(load)
    app.command(epilog="Example: pactwatch stories shards/ --runner spark --master spark://host:7077 > stories.jsonl")(stories)


def shards(form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List the archives that were read into the ledger: how far, by which version, and what became of what is in them."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.shelf_out import list_shards

        list_shards(ledger, form)


def rejects(
    *,
    archive: Annotated[str | None, typer.Option(help="only of archives with this in their path")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List what was set aside of archives: each record that could not be taken in or read, with its code and reason."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.shelf_out import list_rejects

        list_rejects(ledger, archive, form)


def dropped(
    names: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="with --read: ids, starts of ids or URLs (default: all)")] = None,
    *,
    read: Annotated[bool, typer.Option("--read", help="read these texts after all, and keep what is found")] = False,
    above: Annotated[float, typer.Option(min=0, max=1, help="only texts that score so much or more")] = 0.0,
    processes: Annotated[int, typer.Option(min=1, max=256, help="how many processes read")] = 1,
    engine: Annotated[str, typer.Option(help="what reads, as for read")] = ENGINE,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List the texts that the gate did not let pass, the likeliest first: score, title, address, what came nearest to a claim.

    The score is how likely a text is to hold a claim, if as many texts did as did not.
    """
    from pactwatch.commands.failing import reported

    with reported():
        if not read and not names:
            from pactwatch.commands.shelf_out import list_dropped

            list_dropped(ledger, above, form)
            return
        from pactwatch.errors import UsageError

        if not read:
            raise UsageError("texts are named only with --read", code="PW185")
        from pactwatch.commands.dropped import read_dropped
        from pactwatch.commands.reading import Settings
        from pactwatch.intake import IntakeOptions

        read_dropped(names or [], above, IntakeOptions(), Settings(form=form, ledger=ledger, processes=processes, engine=engine))


def load(
    shard: Annotated[list[str], typer.Argument(metavar="SHARD...", help="shards of readings, or folders of them")],
    *,
    ledger: LedgerOption = HERE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="no progress and no notes on stderr, only errors")] = False,
) -> None:
    """Take the readings that a run on Spark made into the ledger. What is there already stays as it is, so it can be repeated."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.loading import load_shards

        load_shards(shard, ledger, quiet)


def stories(
    shard: Annotated[list[str], typer.Argument(metavar="SHARD...", help="shards of readings, or folders of them")],
    *,
    runner: Annotated[RunnerChoice, typer.Option(help="where documents are compared: here (local) or on Spark")] = RunnerChoice.local,
    master: Annotated[str, typer.Option(metavar="URL", help="with --runner spark: the cluster")] = "local[*]",
    conf: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="with --runner spark: a setting of Spark")] = None,
    least: Annotated[int, typer.Option(min=1, help="only stories of so many documents")] = 2,
    copies: Annotated[bool, typer.Option("--copies", help="list near-verbatim copies, pair by pair, in place of stories")] = False,
) -> None:
    """Group the documents of shards into stories, or find the copies among them, as JSON lines. No ledger is needed."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.archive_stories import list_stories

        list_stories(shard, runner=runner, master=master, conf=conf or [], least=least, copies=copies)

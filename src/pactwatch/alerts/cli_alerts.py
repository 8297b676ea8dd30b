"""The commands of alerts and of what is reopened: parse arguments, call one function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.options import HERE, FormatOption, LedgerOption

alerts = typer.Typer(no_args_is_help=True, help="Alert rules (alerts.toml): check and try them, run them over what is new, see what they made.")
reopened = typer.Typer(no_args_is_help=True, help="Conclusions that something new touches: accepted claims, findings, paragraphs of cases.")
RulesArgument = Annotated[Path, typer.Argument(metavar="[FILE]", envvar="PACTWATCH_ALERTS", help="a file of rules")]
RULES = Path("alerts.toml")


@alerts.command(epilog="Example: pactwatch alerts check alerts.toml")
def check(file: RulesArgument = RULES, *, ledger: LedgerOption = HERE) -> None:
    """Check a file of rules: exit 2 and one line where something in it is wrong."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import check as checked

        checked(file, ledger)


@alerts.command("list", epilog="Example: pactwatch alerts list alerts.toml")
def listed(file: RulesArgument = RULES, *, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List the rules with how often each has alerted."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import listed as show

        show(file, ledger, form)


@alerts.command("test", epilog="Example: pactwatch alerts test alerts.toml")
def tried(file: RulesArgument = RULES, *, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Show what the rules would have alerted of in all that the ledger holds; nothing is kept or sent."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import test

        test(file, ledger, form)


@alerts.command(epilog="Example: pactwatch alerts run alerts.toml")
def run(
    file: RulesArgument = RULES,
    *,
    from_now: Annotated[bool, typer.Option("--from-now", help="the first time: leave aside what the ledger holds already")] = False,
    take_over: Annotated[bool, typer.Option("--take-over", help="go on where another file of rules stopped, which this one replaces")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Look once at all that came into the ledger since the last time, however it came, and deliver the alerts.

    The first time, that is everything. `watch --alerts` does the same all the time. Exit 1 where an alert of this time was not delivered.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import run as look

        look(file, ledger, form, from_now=from_now, take_over=take_over)


@alerts.command(epilog="Example: pactwatch alerts log --format jsonl")
def log(
    *,
    rule: Annotated[str | None, typer.Option(help="only this rule's")] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=2**31, help="at most so many")] = 100,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List the alerts that were made, newest first, with where each went."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import log as show

        show(ledger, form, rule=rule, limit=limit)


@alerts.command(epilog="Example: pactwatch alerts ping desk alerts.toml")
def ping(channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="as the rules name it")], file: RulesArgument = RULES) -> None:
    """Send a test alert by one channel."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import ping as send

        send(file, channel)


@reopened.command("list", epilog="Example: pactwatch reopened list")
def show(
    *,
    settled: Annotated[bool, typer.Option("--all", help="also what people have settled since")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List what is to be looked at again: what changed, and why it matters. Judging it anew settles it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import show_reopened

        show_reopened(ledger, form, settled=settled)


@reopened.command(epilog='Example: pactwatch reopened settle reopened-1f --why "the same ministry again" --as "A. Analyst"')
def settle(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="as list shows it, or the start of it")],
    *,
    why: Annotated[str, typer.Option("--why", help="the reason, which the ledger keeps")],
    who: Annotated[str | None, typer.Option("--as", metavar="NAME", help="who; your user name unless given")] = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Let a conclusion stand as it is."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.alerts.commands import settle_reopened

        settle_reopened(ledger, wanted, why=why, who=who)


def register_alerts(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(alerts, name="alerts")
    app.add_typer(reopened, name="reopened")

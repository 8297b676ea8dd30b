"""The commands that move ledgers: into another database, to another version of the schema."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.options import HERE, FormatOption, LedgerOption

QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="no progress on stderr, only errors")]


def register(app: typer.Typer) -> None:
    """Add `migrate` and the group `ledger` to the command line."""
    app.command(epilog="Example: pactwatch migrate pactwatch.db postgresql://anna@db.example/pactwatch")(migrate)
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The version of a ledger's schema: show it, go up or down.")
    group.command(epilog="Example: pactwatch ledger version --ledger pactwatch.db")(version)
    group.command(epilog="Example: pactwatch ledger upgrade --ledger pactwatch.db")(upgrade)
    group.command(epilog="Example: pactwatch ledger downgrade --to 3 --ledger pactwatch.db")(downgrade)
    app.add_typer(group, name="ledger")


def migrate(
    source: Annotated[str, typer.Argument(metavar="FROM", help="the ledger to copy: a file or database URL")],
    target: Annotated[str, typer.Argument(metavar="TO", help="where to: a file or database URL, empty or holding an earlier copy")],
    *,
    check: Annotated[bool, typer.Option("--verify/--no-verify", help="verify the whole copy at the end")] = True,
    quiet: QuietOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Copy a ledger as it is, audit log included, between SQLite files and PostgreSQL databases, in either direction.

    Run again it adds what came since, or goes on where it was interrupted. The copy has the same content digest and audit head.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.migrating import migrate_ledger

        migrate_ledger(source, target, form, check=check, quiet=quiet)


def version(form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Show the version of a ledger's schema and that of this program."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.migrating import show_version

        show_version(ledger, form)


def upgrade(
    *,
    to: Annotated[int | None, typer.Option(help="the version to go to; this program's unless given")] = None,
    quiet: QuietOption = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Bring a ledger of an earlier program to this one's version. Any command that writes does so by itself; this one shows progress."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.migrating import set_version
        from pactwatch.store.schema import VERSION

        set_version(ledger, VERSION if to is None else to, form, up=True, quiet=quiet)


def downgrade(
    *,
    to: Annotated[int, typer.Option(help="the version to go back to")],
    quiet: QuietOption = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a ledger back to an earlier version, for an earlier program; refused where anything of the audit log would be lost."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.migrating import set_version

        set_version(ledger, to, form, up=False, quiet=quiet)

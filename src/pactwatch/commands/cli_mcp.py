"""The options of `pactwatch mcp`."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.options import HERE, LedgerOption


def mcp(
    *,
    allow_review: Annotated[bool, typer.Option("--allow-review", help="also let the assistant review claims, in the name given with --as")] = False,
    who: Annotated[str | None, typer.Option("--as", metavar="NAME", help="in whose name it reviews; needed with --allow-review")] = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Serve the ledger to an assistant over the Model Context Protocol, on stdin and stdout.

    Read-only unless --allow-review. Every answer carries what it must be cited by, and says state, source and review in words.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.assistant import serve_assistant
        from pactwatch.commands.given import checked
        from pactwatch.errors import UsageError

        if allow_review != (who is not None):
            raise UsageError("--allow-review and --as NAME go together: a review is a person's", code="PW195")
        if who is not None:
            checked({"--as": who})
        serve_assistant(ledger, review_as=who)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog='Example: pactwatch mcp --ledger pactwatch.db --allow-review --as "A. Analyst"')(mcp)

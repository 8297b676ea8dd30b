"""Options that several modules of commands share; light, since `--help` needs them."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.choices import Format

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
FormatOption = Annotated[Format, typer.Option("--format", help="how to print what is found")]
HERE = "pactwatch.db"

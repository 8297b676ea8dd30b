"""The options that the commands of `pactwatch case` share, and what they are given as one."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from pactwatch.commands.choices import Format

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
FormatOption = Annotated[Format, typer.Option("--format", help="how to print what is found")]
CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="a case's id, or a start of it that no other has")]
AsOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="who acts (default: $PACTWATCH_USER, else the login name)")]
WhyOption = Annotated[str, typer.Option("--why", help="the reason, which is kept")]
ExpectedOption = Annotated[int | None, typer.Option("--expected", min=0, help="the version that you saw: refused where others changed it since")]
DraftOption = Annotated[bool, typer.Option("--draft", help="take in what is not reviewed, and stamp DRAFT on every page")]
AfterOption = Annotated[str | None, typer.Option("--after", metavar="P", help='after this paragraph; "" puts it first (default: last)')]
HERE = "pactwatch.db"


def call_of(ledger: str, case: str = "", *, who: str | None = None, why: str = "", expected: int | None = None, form: Format = Format.table) -> Any:
    """Return a casing.Call of what was given."""
    from pactwatch.commands.casing import Call

    return Call(ledger=ledger, case=case, who=who, why=why, expected=expected, form=form)


def text_of(value: str) -> str:
    """Return a text as given, from stdin for "-"."""
    import sys

    return sys.stdin.read() if value == "-" else value

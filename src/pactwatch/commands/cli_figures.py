"""The commands of figures, pacts and grades: parse arguments, call one function."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Format

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
FormatOption = Annotated[Format, typer.Option("--format", help="how to print what is found")]
HERE = "pactwatch.db"


class PolicyName(StrEnum):
    """How an estimate is chosen from a series."""

    lowest = "lowest"
    triple = "triple"


def figures(
    *,
    measure: Annotated[str | None, typer.Option(help="killed, wounded, casualties, captured, missing, deployed, present, workers, shells, money ...")] = None,
    population: Annotated[str | None, typer.Option(help='whose: a party or people, as PRK, "North Korea", "North Korean troops"')] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="only what was published by this day, month or year")] = None,
    policy: Annotated[PolicyName | None, typer.Option(help="also an estimate: the lowest credible figure, or low, best and high")] = None,
    chart: Annotated[Path | None, typer.Option(metavar="FILE.svg", help="also write the series as a picture")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List figures as series by measure, population and party; say what conflicts and what arithmetic explains.

    Figures are never averaged. A figure keeps its own words, bounds, state, claimant and day.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.figures import Asked, list_figures

        asked = Asked(measure=measure, population=population, as_of=as_of, policy=policy.value if policy else None)
        list_figures(ledger, asked, form, chart)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog='Example: pactwatch figures --population "North Korea" --measure killed --as-of 2025-01-31')(figures)

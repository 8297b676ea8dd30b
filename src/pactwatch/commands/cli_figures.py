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
    measure: Annotated[str | None, typer.Option(
        help="killed, wounded, casualties, captured, missing, deployed, present, workers, shells, money ...")] = None,
    population: Annotated[str | None, typer.Option(help='whose: a party or people, as PRK, "North Korea", "North Korean troops"')] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="only what was published by this day, month or year")] = None,
    policy: Annotated[PolicyName | None, typer.Option(help="also an estimate: the lowest credible figure, or low, best and high")] = None,
    chart: Annotated[Path | None, typer.Option(metavar="FILE.svg", help="also write the series as a picture")] = None,
    why: Annotated[bool, typer.Option("--why", help="also name each figure that review left out: who rejected or retracted it, and why")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List figures as series by measure, population and party; say what conflicts and what arithmetic explains.

    Figures are never averaged. A figure keeps its own words, bounds, state, claimant and day. What was rejected or retracted in review
    counts nowhere; what was edited counts as edited.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.figures import Asked, list_figures
        from pactwatch.commands.given import has_come

        asked = Asked(measure=measure, population=population, as_of=has_come("--as-of", as_of), policy=policy.value if policy else None)
        list_figures(ledger, asked, form, chart, why=why)


def pacts(
    one: Annotated[str | None, typer.Argument(metavar="A", help="a party: state or ISO code, as PRK")] = None,
    two: Annotated[str | None, typer.Argument(metavar="B", help="the other party")] = None,
    *,
    as_of: Annotated[str | None, typer.Option("--as-of", help="only what was published by this day, month or year")] = None,
    why: Annotated[bool, typer.Option("--why", help="also name each transfer that review left out: who rejected or retracted it, and why")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Show what went each way between two parties, their pacts' dates, and the claims that contradict these.

    Confirmed is what one of the two parties itself says happened. Without parties, the register of pacts is printed.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.given import has_come
        from pactwatch.commands.pacts import list_pacts

        list_pacts(ledger, one, two, has_come("--as-of", as_of), form, why=why)


grade = typer.Typer(no_args_is_help=True, help="Grade sources (A-F) and claims (1-6) after the Admiralty system; list and undo grades.")
WhyOption = Annotated[str, typer.Option("--why", help="the reason, which the ledger keeps")]
WhoOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="who grades; your user name unless given")]


@grade.command(epilog='Example: pactwatch grade source TASS C --why "state agency; carries officials word for word" --as "A. Analyst"')
def source(
    name: Annotated[str, typer.Argument(help="the source: a name or actor id")],
    reliability: Annotated[str, typer.Argument(metavar="A-F", help="A completely reliable ... E unreliable, F cannot be judged")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Grade the reliability of a source."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.grading import grade_source

        grade_source(ledger, name, reliability, why, who)


@grade.command(epilog='Example: pactwatch grade claim cl-2927 3 --why "one official, no document"')
def claim(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="a claim's id, or a start of it that no other has")],
    credibility: Annotated[str, typer.Argument(
        metavar="1-6", help="1 confirmed (needs two independent origins) ... 5 improbable, 6 cannot be judged")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Grade the credibility of a claim."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.grading import grade_claim

        grade_claim(ledger, wanted, credibility, why, who)


@grade.command("list", epilog="Example: pactwatch grade list TASS")
def history(
    subject: Annotated[str | None, typer.Argument(help="a source or claim; all without it")] = None,
    *,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List grades with who, when and why, undone ones too."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.grading import list_grades

        list_grades(ledger, subject, form)


@grade.command(epilog='Example: pactwatch grade undo judgement-1f --why "wrong source"')
def undo(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="the grade's judgement, as list shows it")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a grade back; undoing the undo restores it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.grading import undo_grade

        undo_grade(ledger, judgement, why, who)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog='Example: pactwatch pacts "North Korea" Russia --as-of 2025-06-30')(pacts)
    app.add_typer(grade, name="grade")
    app.command(epilog='Example: pactwatch figures --population "North Korea" --measure killed --as-of 2025-01-31')(figures)

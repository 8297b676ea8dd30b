"""`pactwatch lists`, `pactwatch screen` and `pactwatch actors` on the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.options import HERE, FormatOption, LedgerOption


class Decision(StrEnum):
    """What a person may decide about a name and an entry."""

    same = "same"
    different = "different"
    unsure = "unsure"


WhyOption = Annotated[str, typer.Option("--why", help="why, in a sentence; it is kept")]
WhoOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="who decides (default: your user name)")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="the lists as they stood on this day, YYYY-MM-DD")]

lists = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Sanctions lists: copies of several days, and decisions about matches.")


def add_screening(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(lists, name="lists")
    app.command(epilog='Example: pactwatch screen "Kim Yong Chol" "M/V Sam Jong 1" --as-of 2026-02-27')(screen)
    app.command(epilog='Example: pactwatch actors "Russian defence minister" --on 2024-05-10')(actors)


def screen(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="names of persons, bodies or ships, in any script")] = None,
    *,
    file: Annotated[str | None, typer.Option(help="a file with one name a line; - for stdin")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="the parties and sources of this document's claims")] = None,
    everything: Annotated[bool, typer.Option("--all", help="the parties and sources of all claims")] = False,
    as_of: AsOfOption = None,
    only: Annotated[list[str] | None, typer.Option("--list", metavar="LIST", help="only this list, as UN; may be repeated")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Screen names against the sanctions lists in the ledger: which entries they may be, why, and what is missing.

    A match is a name, not a person. What is worth a look is a match, best first; weaker ones are candidates.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.screening import Wanted, screen_names

        screen_names(ledger, Wanted(names or [], file, document, everything), as_of=as_of, only=only or [], form=form)


@lists.command(epilog="Example: pactwatch lists add consolidated.xml --as-of 2026-02-27")
def add(
    files: Annotated[list[Path], typer.Argument(
        metavar="FILE...", help="the UN's consolidated XML, OFAC's sdn.csv (alt.csv and add.csv beside it), or plain CSV")],
    *,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="the day of this copy (default: the day in the file)")] = None,
    name: Annotated[str | None, typer.Option(help="what to call the list (default: UN, OFAC SDN, or the file's name)")] = None,
    columns: Annotated[list[str] | None, typer.Option(
        "--columns", metavar="OURS=THEIRS", help='a plain file\'s column, as name="Full name"; may be repeated')] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Add a copy of a sanctions list; copies of several days lie side by side.

    A plain CSV file has the columns id,schema,name and, where it has them, aliases,weak_aliases,programme,scripts,births,
    nationalities,places,numbers,listed_on; several values in a cell are parted by semicolons.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import add_list, day_of

        add_list(ledger, files, day_of(as_of), name, columns or [], form)


@lists.command("list", epilog="Example: pactwatch lists list --format json")
def list_(form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List the copies of lists in the ledger."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import list_lists

        list_lists(ledger, form)


@lists.command(epilog="Example: pactwatch lists show KPi.033")
def show(
    reference: Annotated[str, typer.Argument(help="an entry's reference on its list, as KPi.033 or OFAC-20157")],
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Show an entry as each copy of its list has it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import show_entry

        show_entry(ledger, reference, form)


@lists.command(epilog='Example: pactwatch lists decide "Kim Yong Chol" KPi.024 different --why "a footballer, born 1996" --as anna')
def decide(
    query: Annotated[str, typer.Argument(metavar="NAME", help="the name as it was screened")],
    reference: Annotated[str, typer.Argument(help="the entry's reference")],
    decision: Annotated[Decision, typer.Argument(help="whether the name stands for that entry")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    list_name: Annotated[str | None, typer.Option("--list", help="the list, where several have the reference")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Keep your decision whether a name stands for an entry; `screen` shows it from then on, `lists undo` takes it back."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import print_decisions
        from pactwatch.commands.screening import decide as keep

        print_decisions([keep(ledger, query, reference, decision.value, why=why, who=who, list_name=list_name)], form)


@lists.command(epilog="Example: pactwatch lists decisions --history")
def decisions(
    *,
    history: Annotated[bool, typer.Option("--history", help="undone ones too")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List the decisions about matches."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import print_decisions
        from pactwatch.commands.screening import list_decisions

        print_decisions(list_decisions(ledger, history=history), form)


@lists.command(epilog='Example: pactwatch lists undo judgement-2f1c --why "the birth dates agree after all"')
def undo(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="the decision's id, or a start of it")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a decision back; undoing the undo restores it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.lists import print_decisions
        from pactwatch.commands.screening import undo_decision

        print_decisions([undo_decision(ledger, judgement, why=why, who=who)], form)


def actors(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="a name, alias, office or id, in any script")],
    *,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="the day on which the office was held")] = None,
    form: FormatOption = Format.table,
) -> None:
    """Look up states, bodies, units, companies, ships and officials; an office names its holder on a day."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.actors import show_actors

        show_actors(names, on, form)


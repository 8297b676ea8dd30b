"""The commands on instruments and findings: parse arguments, call one function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Format

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
FormatOption = Annotated[Format, typer.Option("--format", help="how to print what is found")]
WhoOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="who decides; the user's name unless given")]
WhyOption = Annotated[str, typer.Option("--why", help="the reason, kept with the decision")]
FindingArgument = Annotated[str, typer.Argument(metavar="FINDING", help="a finding's id, or a start of it that no other has")]
HERE = "pactwatch.db"

instruments = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Resolutions and treaties: provisions, official words.")
finding = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="One finding: look at it, decide an element, conclude.")


def register_commands(app: typer.Typer) -> None:
    """Add `assess`, `instruments` and `finding` to the command line."""
    app.command(epilog='Example: pactwatch assess --provision "S/RES/2397 (2017) para. 8" --format json')(assess)
    app.add_typer(instruments, name="instruments")
    app.add_typer(finding, name="finding")


def assess(
    *,
    claim: Annotated[str | None, typer.Option(help="one claim, by its id or a start of it")] = None,
    document: Annotated[list[str] | None, typer.Option(help="document id or its start, URL, or words of its title; may be repeated")] = None,
    story: Annotated[str | None, typer.Option(help="the documents of one story of `pactwatch origins`, by its id or a start of it, together")] = None,
    provision: Annotated[str | None, typer.Option(help='by id or citation, as unsc-2397-2017-p8 or "S/RES/2397 (2017) para. 8"')] = None,
    as_of: Annotated[str | None, typer.Option(
        help="as known on this day: texts published and findings decided by then; reviews of claims as they are now")] = None,
    together: Annotated[bool, typer.Option("--together", help="one finding for each provision, over all documents asked for")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Hold the ledger's claims against provisions, element by element: met, unknown, not met, contested, with the words for it.

    Absence of evidence is unknown. There is no verdict. Statements about law that the register contradicts are listed too.
    Parties whose names the ledger's sanctions lists have on the day of a claim are shown; a match is a name, not a person.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.assessing import Asked, assess_ledger
        from pactwatch.commands.given import has_come

        assess_ledger(ledger, Asked(claim, tuple(document or ()), provision, has_come("--as-of", as_of), together, story), form)


@instruments.command("list", epilog="Example: pactwatch instruments list --text workers")
def list_(
    *,
    text: Annotated[str | None, typer.Option(help="words of citation, gist or regime; all must be there")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List provisions with their gist. § marks official words in the ledger that agree with the record, ! ones that differ."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.instruments import list_instruments

        list_instruments(ledger, text, form)


@instruments.command(epilog="Example: pactwatch instruments show unsc-2397-2017-p8")
def show(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="a provision's id or citation, or an instrument's id, symbol or number")],
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Show a provision: whom it binds, since when, its elements and conditions, how it is read, and its official words."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.instruments import show_instrument

        show_instrument(ledger, wanted, form)


@instruments.command(epilog="Example: pactwatch instruments check my-regime.toml")
def check(files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="instrument files (TOML)")]) -> None:
    """Check instrument files of your own: form, names, dates, hashes, spans, and every condition.

    Exit 1 where anything is wrong; 3 where a file cannot be read.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.instruments import check_files

        check_files(files)


@instruments.command(epilog="Example: pactwatch instruments add S_RES_2397.xml my-regime.toml")
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="official texts (Akoma Ntoso XML, numbered plain text), or TOML files")],
    *,
    instrument: Annotated[str | None, typer.Option(help="which instrument the texts are, where they do not say so")] = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Keep official texts in the ledger, their paragraphs checked against the recorded hashes; or instruments of your own.

    Exit 1 where a paragraph's words differ from the record; 3 where a file cannot be taken, and the others are in.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.instruments import add_files

        add_files(ledger, files, instrument)


@finding.command("show", epilog="Example: pactwatch finding show fd-1a2b")
def show_(wanted: FindingArgument, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Show one finding with each element, its words and its reason."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.findings import show_finding

        show_finding(ledger, wanted, form)


@finding.command("set", epilog='Example: pactwatch finding set fd-1a2b income met --why "payslips, exhibit 4" --as "A. Analyst"')
def set_(
    wanted: FindingArgument,
    element: Annotated[str, typer.Argument(metavar="ELEMENT", help="the element's id, as income")],
    status: Annotated[str, typer.Argument(metavar="STATUS", help="met, unknown, not_met or contested")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Decide an element in place of the program, with a reason; what the program found stays beside it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.findings import set_element

        set_element(ledger, wanted, element, status, why, who)


@finding.command(epilog='Example: pactwatch finding conclude fd-1a2b "Bears on para. 8." --why "pay shown" --as "A. Analyst"')
def conclude(
    wanted: FindingArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="the conclusion, in your words")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Record a conclusion under a person's name (--as is required); the program never writes one."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.findings import conclude as record

        record(ledger, wanted, text, why, who)


@finding.command(epilog='Example: pactwatch finding undo judgement-1a2b --why "wrong exhibit"')
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="the id that `set` or `conclude` printed, or its start")],
    *,
    why: WhyOption,
    who: WhoOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a decision or conclusion back; both stay in the ledger's history."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.findings import take_back

        take_back(ledger, judgement, why, who)

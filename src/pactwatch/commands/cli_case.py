"""The options of `pactwatch case` and its subcommands; cli.py adds this application under that name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.cli_case_options import (
    HERE,
    AsOption,
    CaseArgument,
    DraftOption,
    ExpectedOption,
    FormatOption,
    LedgerOption,
    WhyOption,
    call_of,
)
from pactwatch.commands.cli_case_parts import register_parts


class CaseFormat(StrEnum):
    """What a case can be exported as."""

    html = "html"
    pdf = "pdf"
    docx = "docx"
    md = "md"
    zip = "zip"
    bib = "bib"


app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write case files: from reviewed claims to a published, checkable text.")
paragraph = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write, change, move and take out the paragraphs of a case.")
app.add_typer(paragraph, name="paragraph")


@app.command(epilog='Example: pactwatch case new "Kursk deminers" --question "Who was sent?" --accepts 2 --signers 1 --as "A. Analyst"')
def new(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="what the case is called")],
    *,
    question: Annotated[list[str] | None, typer.Option("--question", help="what it asks; may be given again")] = None,
    standard: Annotated[str | None, typer.Option(help="the standard of evidence, which is published")] = None,
    accepts: Annotated[int, typer.Option(min=1, max=99, help="how many people must have accepted each cited claim")] = 1,
    signers: Annotated[int, typer.Option(min=0, max=99, help="how many people who wrote nothing of it must sign before export")] = 0,
    who: AsOption = None,
    why: WhyOption = "",
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Open a case; its id follows from the title."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import new_case

        fields: dict[str, Any] = {"rules": {"accepts": accepts, "signers": signers}}
        new_case(call_of(ledger, who=who, why=why, form=form), title, question or [], fields | ({"standard": standard} if standard else {}))


@app.command("list", epilog="Example: pactwatch case list --format json")
def list_(*, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List the cases, oldest first."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import list_cases

        list_cases(ledger, form)


@app.command(epilog="Example: pactwatch case show kursk")
def show(case: CaseArgument, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Show a case: its questions, paragraphs, exhibits and the rest, with the names by which other commands change them."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import show_case

        show_case(ledger, case, form)


@app.command(epilog="Example: pactwatch case log kursk")
def log(case: CaseArgument, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """List everything that was done to a case, oldest first, undone things too."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import show_log

        show_log(ledger, case, form)


register_parts(app, paragraph)


@app.command(epilog="Example: pactwatch case build kursk --as \"A. Analyst\"")
def build(
    case: CaseArgument,
    *,
    draft: Annotated[bool, typer.Option("--draft", help="also from claims that nobody has reviewed")] = False,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Draft paragraphs: one sentence for each reviewed claim of the case that no paragraph cites yet.

    A sentence says who says what in the claim's own state (planned, possible, alleged, denied ...), and how many origins
    stand behind it. Rewrite them with `case paragraph edit`.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import build_case

        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        build_case(call, draft=draft)


@app.command(epilog="Example: pactwatch case check kursk")
def check(case: CaseArgument, form: FormatOption = Format.table, ledger: LedgerOption = HERE) -> None:
    """Say what forbids exporting a case: sentences without a footnote, claims not reviewed, verdicts, signatures. Exit 1 if anything does."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import check_case

        check_case(ledger, case, form)


@app.command(epilog="Example: pactwatch case status kursk")
def status(
    case: Annotated[str | None, typer.Argument(metavar="CASE", help="a case's id, or a start of it; all cases without it")] = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Say which paragraphs and footnotes rest on claims that were retracted or changed since the case was signed or published."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_reopening import show_status

        show_status(ledger, case, form)


@app.command(epilog='Example: pactwatch case sign kursk --as "B. Editor" --why "checked against the archive"')
def sign(
    case: CaseArgument,
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Sign a case as it stands; its authors cannot. A later change of its text, its claims or what is decided of them voids it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import sign_case

        sign_case(call_of(ledger, case, who=who, why=why, expected=expected, form=form))


@app.command(epilog='Example: pactwatch case publish kursk --as "A. Analyst"')
def publish(
    case: CaseArgument,
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Record that a signed case was published, so that `case status` shows what is reopened by later retractions."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import publish_case

        publish_case(call_of(ledger, case, who=who, why=why, expected=expected, form=form))


@app.command(epilog="Example: pactwatch case export kursk --format zip --out kursk.zip && pactwatch verify kursk.zip")
def export(
    case: CaseArgument,
    *,
    form: Annotated[CaseFormat | None, typer.Option("--format", help="what to write (default: as the file's name ends)")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="where to; stdout without it, or for -")] = None,
    draft: DraftOption = False,
    ledger: LedgerOption = HERE,
) -> None:
    """Write a case file; only reviewed claims, every figure and name with a footnote. Exit 1 names what is not so.

    zip holds all formats with the archived bytes and a manifest; `pactwatch verify FILE.zip` checks it on any machine.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import export_case

        export_case(ledger, case, form.value if form else None, out, draft=draft)


@app.command(epilog="Example: pactwatch case undo kursk; pactwatch case undo kursk judgement-41c0 (restores what that one undid)")
def undo(
    case: CaseArgument,
    judgement: Annotated[str | None, typer.Argument(metavar="JUDGEMENT", help="what to take back, as `case log` lists it (default: last)")] = None,
    *,
    who: AsOption = None,
    why: WhyOption = "",
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take back what was done last to a case, and again what was done before; or one thing, by its id. Undoing an undo by its id restores it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import undo as taken_back
        from pactwatch.commands.casing import edit_case

        call = call_of(ledger, case, who=who, why=why, form=form)
        edit_case(call, lambda opened, asked: taken_back(opened, asked, judgement))

"""The options of `pactwatch case` and its subcommands; cli.py adds this application under that name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
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


def _call(ledger: str, case: str = "", *, who: str | None = None, why: str = "", expected: int | None = None, form: Format = Format.table) -> Any:
    from pactwatch.commands.casing import Call

    return Call(ledger=ledger, case=case, who=who, why=why, expected=expected, form=form)


def _text(value: str) -> str:
    """Return a text as given, from stdin for "-"."""
    import sys

    return sys.stdin.read() if value == "-" else value


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
        new_case(_call(ledger, who=who, why=why, form=form), title, question or [], fields | ({"standard": standard} if standard else {}))


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


@app.command(epilog='Example: pactwatch case add kursk cl-75213 story-563fa "series:killed:North Korean troops" unsc-2397-2017-p8')
def add(
    case: CaseArgument,
    what: Annotated[list[str], typer.Argument(metavar="WHAT...", help="claims, documents, stories, series:MEASURE:POPULATION, provisions")],
    *,
    kind: Annotated[str | None, typer.Option(help="claim, document, story, series or provision, where the name does not tell")] = None,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Add exhibits to a case."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import add_exhibit
        from pactwatch.commands.casing import edit_case

        # a kind may be said first, as in "add CASE story story-12ab": then it holds for all that follow
        names, said = (what[1:], what[0]) if kind is None and len(what) > 1 and what[0] in _kinds() else (what, kind)
        calls = [lambda opened, asked, name=name: add_exhibit(opened, asked, name, said) for name in names]
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, *calls)


def _kinds() -> tuple[str, ...]:
    from pactwatch.casefile.cases import EXHIBITS

    return EXHIBITS


@app.command(epilog="Example: pactwatch case remove kursk claim cl-75213")
def remove(
    case: CaseArgument,
    what: Annotated[str, typer.Argument(metavar="KIND", help="claim, document, story, series, provision, question, exclusion or reply")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="which one, as `case show` names it")],
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take an exhibit, question, exclusion or reply out of a case."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import remove as taken_out
        from pactwatch.commands.casing import edit_case

        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: taken_out(opened, asked, what, name))


@app.command("set", epilog="Example: pactwatch case set kursk accepts 2")
def set_(
    case: CaseArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="title, standard, accepts or signers")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="its new value")],
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Change the title, the standard of evidence, or how many people must accept and sign."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import edit_case, setting

        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, setting(field, value))


@app.command(epilog='Example: pactwatch case question kursk "Who pays for it?"')
def question(
    case: CaseArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="what the case asks; - reads it from stdin")],
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Add a question."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import add_question
        from pactwatch.commands.casing import edit_case

        words = _text(text)
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: add_question(opened, asked, words))


@paragraph.command("add", epilog='Example: pactwatch case paragraph add kursk "Sappers are to come.[[cl-75213]]" --after p1')
def paragraph_add(
    case: CaseArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="the text, with [[cl-...]], [[fig:...]], [[prov:...]]; - reads it from stdin")],
    *,
    after: AfterOption = None,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Write a paragraph."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import add_paragraph
        from pactwatch.commands.casing import edit_case

        words = _text(text)
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: add_paragraph(opened, asked, words, after))


@paragraph.command("edit", epilog='Example: pactwatch case paragraph edit kursk p1 "Sappers may come.[[cl-75213]]"')
def paragraph_edit(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(metavar="P", help="the paragraph, as `case show` names it")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="its new text; - reads it from stdin")],
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Put another text in place of a paragraph's."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import edit_paragraph
        from pactwatch.commands.casing import edit_case

        words = _text(text)
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: edit_paragraph(opened, asked, name, words))


@paragraph.command("move", epilog="Example: pactwatch case paragraph move kursk p3 --after p1")
def paragraph_move(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(metavar="P", help="the paragraph, as `case show` names it")],
    *,
    after: AfterOption = None,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Move a paragraph."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import move_paragraph
        from pactwatch.commands.casing import edit_case

        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: move_paragraph(opened, asked, name, after))


@paragraph.command("remove", epilog="Example: pactwatch case paragraph remove kursk p3")
def paragraph_remove(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(metavar="P", help="the paragraph, as `case show` names it")],
    *,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a paragraph out."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import remove_paragraph
        from pactwatch.commands.casing import edit_case

        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: remove_paragraph(opened, asked, name))


@app.command(epilog='Example: pactwatch case exclude kursk cl-518a3 --why "an anonymous post, nothing behind it"')
def exclude(
    case: CaseArgument,
    what: Annotated[list[str], typer.Argument(metavar="WHAT...", help="claims, documents, stories: what was looked at and is left out")],
    *,
    why: Annotated[str, typer.Option("--why", help="the reason, which is published")],
    who: AsOption = None,
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Leave material out; the case file lists it with the reason. `case remove CASE exclusion WHAT` takes it back."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import exclude as left_out
        from pactwatch.commands.casing import edit_case

        calls = [lambda opened, asked, name=name: left_out(opened, asked, name) for name in what]
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, *calls)


@app.command(epilog='Example: pactwatch case reply kursk "Ministry of Defence" --asked 2025-06-20 --question "How many?"')
def reply(
    case: CaseArgument,
    party: Annotated[str, typer.Argument(metavar="PARTY|R", help="who was asked, or the entry (r1, r2, ...) to complete")],
    *,
    asked: Annotated[str | None, typer.Option(help="day on which it was asked")] = None,
    question: Annotated[str | None, typer.Option(help="what was put to it")] = None,
    answer: Annotated[str | None, typer.Option(help="what it answered; leave out while there is none")] = None,
    answered: Annotated[str | None, typer.Option(help="day of the answer")] = None,
    who: AsOption = None,
    why: WhyOption = "",
    expected: ExpectedOption = None,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Log who was offered a right of reply, and what came of it; `case reply CASE r1 --answer TEXT` completes an entry."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.casing import edit_case, replying

        given = {"asked": asked, "question": question, "answer": answer, "answered": answered}
        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, replying(party, given))


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

        call = _call(ledger, case, who=who, why=why, expected=expected, form=form)
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
    """Sign a case as it stands; its authors cannot. A later change of its text or claims voids the signature."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.case_output import sign_case

        sign_case(_call(ledger, case, who=who, why=why, expected=expected, form=form))


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

        publish_case(_call(ledger, case, who=who, why=why, expected=expected, form=form))


@app.command(epilog="Example: pactwatch case export kursk --format zip --out kursk.zip && pactwatch verify kursk.zip")
def export(
    case: CaseArgument,
    *,
    form: Annotated[CaseFormat | None, typer.Option("--format", help="what to write (default: as the file's name ends)")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="where to (default: stdout)")] = None,
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


@app.command(epilog="Example: pactwatch case undo kursk")
def undo(
    case: CaseArgument,
    judgement: Annotated[str | None, typer.Argument(metavar="JUDGEMENT", help="what to take back, as `case log` lists it (default: last)")] = None,
    *,
    who: AsOption = None,
    why: WhyOption = "",
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Take back what was done last to a case, or one thing; undoing an undo restores it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.casefile.case_edits import undo as taken_back
        from pactwatch.commands.casing import edit_case

        call = _call(ledger, case, who=who, why=why, form=form)
        edit_case(call, lambda opened, asked: taken_back(opened, asked, judgement))

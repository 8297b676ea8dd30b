"""The commands of `pactwatch case` that change its parts: exhibits, questions, paragraphs, exclusions, replies."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.cli_case_options import (
    HERE,
    AfterOption,
    AsOption,
    CaseArgument,
    ExpectedOption,
    FormatOption,
    LedgerOption,
    WhyOption,
    call_of,
    text_of,
)


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
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, *calls)


def _kinds() -> tuple[str, ...]:
    from pactwatch.casefile.cases import EXHIBITS

    return EXHIBITS


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

        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: taken_out(opened, asked, what, name))


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

        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, setting(field, value))


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

        words = text_of(text)
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: add_question(opened, asked, words))


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

        words = text_of(text)
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: add_paragraph(opened, asked, words, after))


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

        words = text_of(text)
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: edit_paragraph(opened, asked, name, words))


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

        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: move_paragraph(opened, asked, name, after))


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

        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, lambda opened, asked: remove_paragraph(opened, asked, name))


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
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, *calls)


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
        call = call_of(ledger, case, who=who, why=why, expected=expected, form=form)
        edit_case(call, replying(party, given))


def register_parts(app: typer.Typer, paragraph: typer.Typer) -> None:
    """Add these commands to those of `case` and of `case paragraph`."""
    app.command(epilog='Example: pactwatch case add kursk cl-75213 story-563fa "series:killed:North Korean troops" unsc-2397-2017-p8')(add)
    app.command(epilog="Example: pactwatch case remove kursk claim cl-75213")(remove)
    app.command("set", epilog="Example: pactwatch case set kursk accepts 2")(set_)
    app.command(epilog='Example: pactwatch case question kursk "Who pays for it?"')(question)
    paragraph.command("add", epilog='Example: pactwatch case paragraph add kursk "Sappers are to come.[[cl-75213]]" --after p1')(paragraph_add)
    paragraph.command("edit", epilog='Example: pactwatch case paragraph edit kursk p1 "Sappers may come.[[cl-75213]]"')(paragraph_edit)
    paragraph.command("move", epilog="Example: pactwatch case paragraph move kursk p3 --after p1")(paragraph_move)
    paragraph.command("remove", epilog="Example: pactwatch case paragraph remove kursk p3")(paragraph_remove)
    app.command(epilog='Example: pactwatch case exclude kursk cl-518a3 --why "an anonymous post, nothing behind it"')(exclude)
    app.command(epilog='Example: pactwatch case reply kursk "Ministry of Defence" --asked 2025-06-20 --question "How many?"')(reply)

"""The options of `pactwatch origins` and its subcommands; cli.py adds this application under that name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Format

LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger: a file or database URL")
]
WhyOption = Annotated[str, typer.Option("--why", help="the reason, which is kept")]
AsOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="who decides (default: the user's name)")]
HERE = "pactwatch.db"

app = typer.Typer(rich_markup_mode=None, invoke_without_command=True, no_args_is_help=False)


@app.callback(epilog="Example: pactwatch origins --document kursk --format json")
def origins(
    context: typer.Context,
    *,
    story: Annotated[str | None, typer.Option(help="only the story with this id, or a start of it that no other has")] = None,
    document: Annotated[str | None, typer.Option(help="only the story of this document: its id, a start of it, its URL, words of its title")] = None,
    least: Annotated[int | None, typer.Option(min=1, help="only stories of so many documents (table: 2, else 1)")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="what was published and decided by this day, month or year")] = None,
    why: Annotated[bool, typer.Option("--reasons", help="also say why each two documents were joined")] = False,
    svg: Annotated[Path | None, typer.Option(help="also write the origin tree as a picture (with --story or --document)")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="compute anew what was kept of earlier runs")] = False,
    form: Annotated[Format, typer.Option("--format", help="how to print what is found")] = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Show stories: who claims them, through which relays and outlets, how many origins stand behind, what drifted.

    A story is the documents about one event. Two documents with a claimant in common have one origin; only origins that
    are known and share nothing count as independent. `join`, `split` and `undo` correct the grouping.
    """
    if context.invoked_subcommand is not None:
        return
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.given import has_come
        from pactwatch.commands.origins import Asked, show_origins

        until = has_come("--as-of", as_of)
        show_origins(ledger, Asked(story=story, document=document, least=least, as_of=until, why=why, svg=svg, anew=anew), form)


@app.command(epilog='Example: pactwatch origins join story-12ab story-98fe --why "the same briefing of 30 April"')
def join(
    story: Annotated[str, typer.Argument(metavar="STORY", help="a story's id, or a start of it")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="the story, or document, to join to it")],
    why: WhyOption,
    who: AsOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Say that two stories are one; the decision is kept with its reason and can be undone."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.deciding import join_stories

        join_stories(ledger, story, other, why=why, who=who)


@app.command(epilog='Example: pactwatch origins split story-12ab --document doc-77 --why "another raid, a week later"')
def split(
    story: Annotated[str, typer.Argument(metavar="STORY", help="a story's id, or a start of it")],
    document: Annotated[list[str], typer.Option("--document", help="a document that does not belong; may be given again")],
    why: WhyOption,
    who: AsOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Say that documents do not belong to a story; together they become one of their own."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.deciding import split_story

        split_story(ledger, story, document, why=why, who=who)


@app.command(epilog='Example: pactwatch origins undo judgement-51c0 --why "it was the same raid after all"')
def undo(
    judgement: Annotated[str, typer.Argument(metavar="DECISION", help="the decision's id, as `decisions` lists it, or a start of it")],
    why: WhyOption,
    who: AsOption = None,
    ledger: LedgerOption = HERE,
) -> None:
    """Take a decision back; undoing that restores it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.deciding import undo_decision

        undo_decision(ledger, judgement, why=why, who=who)


@app.command(epilog="Example: pactwatch origins decisions --format jsonl")
def decisions(
    *,
    form: Annotated[Format, typer.Option("--format", help="how to print what is found")] = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List who joined and split stories, when and why, what was undone among it."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.deciding import list_decisions

        list_decisions(ledger, form)

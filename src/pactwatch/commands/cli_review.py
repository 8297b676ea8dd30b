"""The commands `review` and `activity`: parse arguments, call one function."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pactwatch.commands.choices import Format, Modality
from pactwatch.commands.options import HERE, FormatOption, LedgerOption

AsOption = Annotated[str | None, typer.Option("--as", metavar="NAME", envvar="PACTWATCH_USER", help="who decides; your login name unless given")]
EXAMPLES = """Examples:

\b
pactwatch review                                        a session: one key for each decision, ? lists them
pactwatch review accept cl-2927 cl-51c0 --as "A. Analyst"
pactwatch review reject cl-2927 --why "a name for the dispatch, no payment"
pactwatch review edit cl-2927 --set quantity.low=1000 --set modality=planned --accept --why "so it reads"
pactwatch review grade cl-2927 3 --why "one official, no document"
pactwatch review note cl-2927 "compare the wire"
pactwatch review retract cl-2927 --why "the outlet withdrew it"
pactwatch review undo --last
pactwatch review list --status accepted --type casualties
pactwatch review log cl-2927
pactwatch review --file decisions.csv --as "A. Analyst"
"""


class Status(StrEnum):
    """Where claims stand, as `review list` takes it."""

    unreviewed = "unreviewed"
    accepted = "accepted"
    rejected = "rejected"
    retracted = "retracted"
    earlier = "earlier"
    all = "all"


def review(
    words: Annotated[list[str] | None, typer.Argument(
        metavar="ACTION ID...", help="accept, reject, edit, grade, note, retract, undo, list or log, and claims; in any order")] = None,
    *,
    who: AsOption = None,
    why: Annotated[str, typer.Option("--why", help="the reason, which the ledger keeps")] = "",
    sets: Annotated[list[str] | None, typer.Option(
        "--set", metavar="FIELD=VALUE", help="edit: a field, as modality=planned or quantity.low=1000; null takes it away; repeatable")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="edit: accept it as edited in the same act")] = False,
    last: Annotated[bool, typer.Option("--last", help="undo: the last that you decided about any claim")] = False,
    file: Annotated[str | None, typer.Option("--file", metavar="FILE", help="decisions in CSV or JSON lines, - for stdin")] = None,
    expected: Annotated[int | None, typer.Option("--expected", min=0, help="the review's version that you saw: refuse if it is another")] = None,
    status: Annotated[Status | None, typer.Option(help="list: claims that stand so (earlier: reviewed, but not in the newest reading)")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="claim type, as deploy_forces")] = None,
    agent: Annotated[str | None, typer.Option(help="who acts: actor id or name")] = None,
    recipient: Annotated[str | None, typer.Option(help="to whom: actor id or name")] = None,
    said_by: Annotated[str | None, typer.Option(help="who says so, anywhere in the chain: actor id or name")] = None,
    since: Annotated[str | None, typer.Option(help="not over before this day, month or year")] = None,
    until: Annotated[str | None, typer.Option(help="begun by this day, month or year")] = None,
    modality: Annotated[Modality | None, typer.Option(help="state of the event")] = None,
    document: Annotated[str | None, typer.Option(help="document id or its start, URL, or words of its title")] = None,
    text: Annotated[str | None, typer.Option(help='words of evidence, names or title; "a phrase", prefix*')] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=2**31, help="at most so many")] = None,
    offset: Annotated[int, typer.Option(min=0, max=2**31, help="leave out so many first")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="no progress on stderr, only errors")] = False,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """Decide about claims: accept, reject, edit, grade, note, retract, undo; each with who, when and why.

    Without words a session begins that goes through the unreviewed claims, or those of a filter, by keyboard. Nothing is ever
    overwritten: an edit stands beside the machine's claim, and every decision can be undone.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.review_call import Call, run
        from pactwatch.store import ClaimFilter

        wanted = ClaimFilter(
            type=kind, agent=agent, recipient=recipient, said_by=said_by, since=since, until=until,
            modality=modality.value if modality else None, document=document, text=text, limit=limit, offset=offset,
        )  # fmt: skip
        call = Call(words=words or [], who=who, why=why, sets=sets or [], accept=accept, last=last, file=file, expected=expected,
                    status=status.value if status else None, wanted=wanted, quiet=quiet)  # fmt: skip
        run(ledger, call, form)


def activity(
    *,
    since: Annotated[str | None, typer.Option(help="from this day, month or year on, or this time as 2025-06-18T09:00:00Z")] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="NAME", help="only what this person did")] = None,
    limit: Annotated[int, typer.Option(min=1, max=2**31, help="at most so many")] = 50,
    offset: Annotated[int, typer.Option(min=0, max=2**31, help="leave out so many first")] = 0,
    form: FormatOption = Format.table,
    ledger: LedgerOption = HERE,
) -> None:
    """List what was done in the ledger, the newest first: readings, lists, reviews, grades, cases; by whom, when, why."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.activity import list_activity

        list_activity(ledger, since, who, limit, offset, form)


def register_review(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog=EXAMPLES)(review)
    app.command(epilog='Example: pactwatch activity --since 2025-08-22 --as "A. Analyst"')(activity)

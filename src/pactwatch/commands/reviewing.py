"""`pactwatch review`: one act on one claim or several, each with who and why; what fails is named, the others are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import typer

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.review import action_of, what
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.printing import write
from pactwatch.commands.review_words import Words
from pactwatch.errors import LedgerError, PactwatchError, UsageError
from pactwatch.model import Judgement
from pactwatch.store import Ledger, codes, open_ledger
from pactwatch.store.ledger import user_name

WHOLE = "a session, `pactwatch review` without words"


@dataclass(slots=True)
class Act:
    """What is done: the words of the call, the edit, who and why, the version that was seen."""

    words: Words
    who: str
    why: str = ""
    edit: dict[str, Any] = field(default_factory=dict)
    accept: bool = False
    last: bool = False
    expected: int | None = None


def signed(who: str | None) -> str:
    """Return the name to sign with: what --as or $PACTWATCH_USER gave, else that of the login; UsageError PW154 for an empty one."""
    name = user_name() if who is None else who.strip()
    if not name or not any(char.isalnum() for char in name):
        raise UsageError("a review is a person's: say whose, with --as NAME", code=codes.NO_REVIEW)
    return name


@contextmanager
def opened_for_review(ledger: str) -> Iterator[Ledger]:
    """Open a ledger that is there, for writing; a missing one is an error, not made."""
    with open_ledger(ledger):
        pass
    with open_ledger(ledger, create=True) as opened:
        yield opened


def review_claims(ledger: str, act: Act, form: Format) -> None:
    """Carry out `act` and print what came of it; raise typer.Exit 3 where some of several claims failed."""
    words = act.words
    if words.action == "undo" and (act.last or words.judgement) and not words.claims:
        with opened_for_review(ledger) as opened:
            _print(opened, _undo(opened, act), form)
        return
    if not words.claims:
        raise UsageError(f"which claim? `pactwatch review {words.action} ID`; `pactwatch review list` shows ids", code=codes.NO_REVIEW)
    failed = 0
    with opened_for_review(ledger) as opened:
        for claim in words.claims:
            try:
                made = opened.review(claim, words.action or "", who=act.who, why=act.why, value=value_of(act), expected=act.expected)
            except PactwatchError as error:
                if len(words.claims) == 1:
                    raise
                failed += 1
                say(f"{claim}: {error.code} {error}")
                continue
            _print(opened, made, form)
            if words.action == "retract":
                tell_dependents(opened, made.subject, form)
    if failed:
        say(f"{failed} of {len(words.claims)} claims failed; the others are in")
        raise typer.Exit(SOME_INPUTS)


def value_of(act: Act) -> dict[str, Any] | None:
    """Return the value of an act, by its action; UsageError PW154 for a grade that is not given."""
    words = act.words
    if words.action == "edit":
        return act.edit | ({"accept": True} if act.accept else {})
    if words.action == "grade":
        if words.grade is None:
            raise UsageError("which grade? `pactwatch review grade ID 3`: 1 confirmed ... 5 improbable, 6 cannot be judged", code=codes.NO_REVIEW)
        return {"grade": words.grade}
    if words.action == "note":
        return {"text": words.text or act.why}
    return {"judgement": words.judgement} if words.judgement else None


def _undo(opened: Ledger, act: Act) -> Judgement:
    wanted = act.words.judgement
    if wanted is None:
        with opened.view() as view:
            last = view.last_act(act.who)
        if last is None:
            raise LedgerError(f"{act.who} decided nothing about a claim that stands", code=codes.UNKNOWN_ID)
        return opened.review(last.subject, "undo", who=act.who, why=act.why, value={"judgement": last.id}, expected=act.expected)
    with opened.view() as view:
        subject = view.judgement(wanted).subject
    return opened.review(subject, "undo", who=act.who, why=act.why, value={"judgement": wanted}, expected=act.expected)


def _print(opened: Ledger, made: Judgement, form: Format) -> None:
    with opened.view() as view:
        review = view.review(made.subject)
    if form is Format.table:
        by = f" by {', '.join(review.by)}" if review.by else ""
        given = what(made) if made.undoes is None else f"of {made.undoes}"
        line = f"{made.subject}  {action_of(made)} {given}".rstrip() + f"  now {review.status}{by}, version {review.version}  {made.id}"
        write(f"{one_line(line)}\n".encode("utf-8", "backslashreplace"))
        return
    facts = {"claim": made.subject, "action": action_of(made), "judgement": made, "status": review.status, "by": review.by,
             "grade": review.grade, "edits": review.edits, "version": review.version}  # fmt: skip
    write(encode_json(facts) + b"\n")


def tell_dependents(opened: Ledger, claim: str, form: Format) -> None:
    """Print what rests on a claim that was retracted: on stdout in the table, else as one JSON object."""
    from pactwatch.casefile.case_uses import place
    from pactwatch.casefile.dependents import dependents
    from pactwatch.store.tracing import trace_view

    with opened.view() as view:
        found = dependents(view, claim, trace_view(view))
    if form is not Format.table:
        write(encode_json({"dependents": found}) + b"\n")
        return
    lines = [f"case      {use.case}  {use.title}: {words}" for use in found.cases if (words := place(use))]
    lines += [f"figure    {use.figure}  {use.text}: {use.measure} of {use.population}, a series of {use.points}" for use in found.figures]
    lines += [f"finding   {use.finding}  {use.cite}{'' if use.main else ' (beside another claim)'}" for use in found.findings]
    lines += [f"story     {use.story}  of {len(use.documents)} documents" for use in found.stories]
    lines += [f"repeated  {claim}" for claim in found.repeats]
    head = "what rests on it:" if lines else "nothing rests on it"
    write("".join(f"{line}\n" for line in [head, *(f"  {one_line(line)}" for line in dict.fromkeys(lines))]).encode("utf-8", "backslashreplace"))

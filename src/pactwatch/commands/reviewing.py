"""`pactwatch review`: one act on one claim or several, each with who and why; what fails is named, the others are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import typer

from pactwatch.commands.choices import Format
from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.review_out import acts_printed
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
        with opened_for_review(ledger) as opened, acts_printed(opened, form) as printed:
            printed.add(_undo(opened, act))
        return
    if not words.claims:
        raise UsageError(f"which claim? `pactwatch review {words.action} ID`; `pactwatch review list` shows ids", code=codes.NO_REVIEW)
    failed, several = 0, len(words.claims) > 1
    with opened_for_review(ledger) as opened, acts_printed(opened, form, retracts=words.action == "retract", several=several) as printed:
        for claim in words.claims:
            try:
                made = opened.review(claim, words.action or "", who=act.who, why=act.why, value=value_of(act), expected=act.expected)
            except PactwatchError as error:
                if not several:
                    raise
                failed += 1
                say(f"{claim}: {error.code} {error}")
                continue
            printed.add(made)
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

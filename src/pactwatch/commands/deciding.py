"""`pactwatch origins join|split|undo|decisions`: what an analyst decides about stories, kept with its reason."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from pactwatch.casefile.plain import one_line
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.origins import story_named
from pactwatch.commands.rows_out import print_records
from pactwatch.commands.tracing import Traced, trace_ledger
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Judgement
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.store import codes, open_ledger


def join_stories(ledger: str, story: str, other: str, *, why: str, who: str | None) -> None:
    """Keep that two stories are one. LedgerError PW408, PW409 for names that find none or several."""
    traced = trace_ledger(ledger)
    first = story_named(traced, story)
    second = traced.of(_document(traced, other)) if other.startswith("doc-") else story_named(traced, other)
    if first == second:
        raise UsageError("these are one story already", code="PW126")
    value = {"documents": list(first), "with": list(second)}
    _judge(ledger, JOIN, traced.id_of(first), value, why, who)


def split_story(ledger: str, story: str, documents: Sequence[str], *, why: str, who: str | None) -> None:
    """Keep that `documents` do not belong to a story. UsageError PW126 where none, or nothing, would be left."""
    traced = trace_ledger(ledger)
    whole = story_named(traced, story)
    leaving = sorted({_document(traced, name) for name in documents})
    if strange := [name for name in leaving if name not in whole]:
        raise UsageError(f"{strange[0]} is not in that story", code="PW126")
    staying = sorted(set(whole) - set(leaving))
    if not staying:
        raise UsageError("all documents of the story are named: nothing would be left of it", code="PW126")
    _judge(ledger, SPLIT, traced.id_of(whole), {"documents": leaving, "from": staying}, why, who)


def undo_decision(ledger: str, judgement: str, *, why: str, who: str | None) -> None:
    """Take back a decision about stories; LedgerError PW408, PW412 where there is none, or it is undone already."""
    with open_ledger(ledger):
        pass  # a missing ledger is an error, not made
    with open_ledger(ledger, create=True) as opened:
        _say(opened.undo(judgement, why=why, who=who, kinds=(JOIN, SPLIT)))


def list_decisions(ledger: str, form: Format) -> None:
    """Print what was decided about stories, oldest first, with what was undone."""
    with open_ledger(ledger) as opened, opened.view() as view:
        history = [item for kind in (JOIN, SPLIT) for item in view.judgements(kind, history=True)]
        standing = {item.id for kind in (JOIN, SPLIT) for item in view.judgements(kind)}
    rows = [_row(item, standing) for item in sorted(history, key=lambda item: item.seq)]
    if not print_records("decisions", rows, form, lambda: _csv(rows)):
        for row in rows:
            state = "undoes " + row["undoes"] if row["undoes"] else ("in force" if row["in_force"] else "undone")
            what = f"{row['kind'].removeprefix('story.')} {row['subject']} ({state}): {row['why']}"
            sys.stdout.write(one_line(f"{row['id']}  {row['at'][:10]}  {row['who']}: {what}") + "\n")
    if not rows:
        say("nothing has been decided; `pactwatch origins join|split ... --why TEXT` does")


def _row(judgement: Judgement, standing: set[str]) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(judgement)
    return fields | {"in_force": judgement.id in standing}


def _csv(rows: Sequence[dict[str, Any]]) -> list[str]:
    from pactwatch.casefile.origins_rows import line

    columns = ("id", "at", "who", "kind", "subject", "why", "undoes", "in_force")
    return [line(columns), *(line([row[name] for name in columns]) for row in rows)]


def _document(traced: Traced, wanted: str) -> str:
    found = [name for story in traced.stories for name in story if wanted.strip() and name.startswith((wanted, f"doc-{wanted}"))]
    if len(found) > 1:
        raise LedgerError(f"{len(found)} documents start with {wanted}; give more of the id", code=codes.AMBIGUOUS_ID)
    if not found:
        raise LedgerError(f"the ledger holds no document {wanted}", code=codes.UNKNOWN_ID)
    return found[0]


def _judge(ledger: str, kind: str, subject: str, value: dict[str, Any], why: str, who: str | None) -> None:
    with open_ledger(ledger, create=True) as opened:
        _say(opened.judge(kind, subject, value, why=why, who=who))


def _say(judgement: Judgement) -> None:
    sys.stdout.write(one_line(f"{judgement.id}: kept; `pactwatch origins undo {judgement.id} --why ...` takes it back") + "\n")

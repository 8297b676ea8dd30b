"""What an edit of a case says: what it wrote, and which version the case has since."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.printing import write, write_csv
from pactwatch.model import Judgement
from pactwatch.store import Ledger

COLUMNS = ("case", "version", "kind", "part", "who", "why", "undoes", "judgement")


def tell(ledger: Ledger, made: Judgement, form: Format) -> None:
    """Say what one edit wrote and which version the case has since."""
    facts = _facts(ledger, made)
    if form in (Format.json, Format.jsonl):
        write(encode_json(facts) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), csv_line(_cells(facts))])
    else:
        _tell_line(facts)


def tell_each(ledger: Ledger, made: Sequence[Judgement], form: Format) -> None:
    """Say what several edits wrote: JSON is one document, a list of what one edit says."""
    every = [_facts(ledger, one) for one in made]
    if form is Format.json:
        write(encode_json({"edits": every}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(facts) + b"\n" for facts in every))
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line(_cells(facts)) for facts in every)])
    else:
        for facts in every:
            _tell_line(facts)


def _facts(ledger: Ledger, made: Judgement) -> dict[str, Any]:
    with ledger.view() as view:
        history = view.judgements(subject=made.subject, history=True)
    return {"case": made.subject, "version": sum(one.seq <= made.seq for one in history), "judgement": made}


def _cells(facts: dict[str, Any]) -> tuple[str, ...]:
    made: Judgement = facts["judgement"]
    return made.subject, str(facts["version"]), made.kind, _part(made), made.who, made.why, made.undoes or "", made.id


def _part(made: Judgement) -> str:
    return str(made.value.get("id") or made.value.get("ref") or made.value.get("field") or "")


def _tell_line(facts: dict[str, Any]) -> None:
    made: Judgement = facts["judgement"]
    what = f"undoes {made.undoes}" if made.undoes else f"{made.kind.removeprefix('case_')} {_part(made)}".strip()
    back = f"`pactwatch case undo {made.subject}` takes it back" if not made.undoes else f"`pactwatch case undo {made.subject} {made.id}` restores it"
    sys.stdout.write(one_line(f"{made.subject} version {facts['version']}: {what} ({made.id}, by {made.who}); {back}") + "\n")

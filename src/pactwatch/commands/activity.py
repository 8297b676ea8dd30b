"""`pactwatch activity`: the audit log in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pactwatch.casefile.plain import one_line
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_rows
from pactwatch.store import Act, open_ledger

COLUMNS = ("at", "who", "did", "about", "words")
DID = {
    "document.add": "took in", "capture.add": "captured", "reading.add": "read", "list.add": "added the list",
    "instrument.add": "added the instrument",
}  # fmt: skip


def list_activity(ledger: str, since: str | None, who: str | None, limit: int, offset: int, form: Format) -> None:
    """Print what was done, newest first. UsageError PW120 for a day that is none."""
    with open_ledger(ledger) as opened, opened.view() as view:
        acts = view.activity(since, who, limit, offset)
    whole = form in (Format.json, Format.jsonl)
    if form is Format.table:
        for _, row in _rows(acts):
            words = f": {row['words']}" if row["words"] else ""
            line = one_line(f"{row['at']}  {row['who']}: {row['did']} {row['about']}{words}")
            write(f"{line}\n".encode("utf-8", "backslashreplace"))
    else:
        print_rows("activity", COLUMNS, (msgspec.to_builtins(act) if whole else row for act, row in _rows(acts)), form)
    if not acts:
        say("nothing was done that is so")
    elif len(acts) == limit:
        say(f"{len(acts)} shown; --offset {offset + limit} goes on")


def _rows(acts: list[Act]) -> Iterator[tuple[Act, dict[str, Any]]]:
    for act in acts:
        yield act, {"at": act.at, "who": act.who, "did": did(act), "about": act.about or act.subject, "words": act.why or act.title or ""}


def did(act: Act) -> str:
    """Return what was done in a word or two, as "took in", "accept", "undid accept"."""
    if act.action != "judgement.add":
        return DID.get(act.action, act.action)
    kind = "grade" if act.kind in ("claim.credibility", "source.reliability") else str(act.kind).removeprefix("review.")
    return f"undid {kind}" if act.undoes else kind

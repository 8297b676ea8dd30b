"""`pactwatch case status`: what was retracted or changed since a case was signed or published, and what rests on it."""

from __future__ import annotations

import sys

from pactwatch.casefile.case_edits import case_named, cases_in
from pactwatch.casefile.case_status import CaseStatus
from pactwatch.casefile.plain import counted, one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write, write_csv
from pactwatch.operations.case_states import states
from pactwatch.store import open_ledger


def show_status(ledger: str, wanted: str | None, form: Format) -> None:
    """Print the status of one case, or of all: open, signed, published, reopened, with why."""
    with open_ledger(ledger) as opened, opened.view() as view:
        cases = [case_named(view, wanted)] if wanted is not None else cases_in(view)
        found = states(view, cases)
    if form is Format.json:
        write(encode_json({"cases": found}) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(("case", "state", "claim", "why", "paragraphs", "footnotes")), *(line for one in found for line in _rows(one))])
    elif form is Format.jsonl:
        write(b"".join(encode_json(one) + b"\n" for one in found))
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for one in found for line in _lines(one)))
    if not found:
        say('there is no case yet; `pactwatch case new "TITLE"` opens one')


def _rows(status: CaseStatus) -> list[str]:
    rows = [(one.claim, one.why, " ".join(one.paragraphs), " ".join(one.notes)) for one in status.reopened]
    return [csv_line((status.case, status.state, *row)) for row in rows or [("", "", "", "")]]


def _lines(status: CaseStatus) -> list[str]:
    lines = [f"{status.case}  {status.state}" + (f": {counted(len(status.reopened), 'claims')}" if status.state == "reopened" else "")]
    if status.changed:
        lines.append(f"  changed since it was published: version {status.published} then, version {status.version} now")
    for one in status.reopened:
        where = ", ".join([*(f"paragraph {name}" for name in one.paragraphs), *(f"footnote {number} as published" for number in one.notes)])
        lines.append(f"  reopened: {one.claim} {one.why}; {where or 'an exhibit'}")
    return lines

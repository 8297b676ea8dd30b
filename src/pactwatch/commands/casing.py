"""`pactwatch case`: making and changing cases; each edit says what it wrote and which version the case has now."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import Edit, case_named, cases_in
from pactwatch.casefile.case_rows import LOG, PARTS, log_rows, part_rows
from pactwatch.casefile.cases import Case, same_person
from pactwatch.casefile.plain import counted, one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.case_told import tell, tell_each
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write, write_csv
from pactwatch.errors import UsageError
from pactwatch.model import Judgement
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.ledger import user_name

USER = "PACTWATCH_USER"
COLUMNS = ("id", "title", "version", "paragraphs", "exhibits", "signatures", "published", "by", "at")


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What every editing command is given: the ledger, the case, who, why, the version that was seen, how to print."""

    ledger: str
    case: str = ""
    who: str | None = None
    why: str = ""
    expected: int | None = None
    form: Format = Format.table

    @property
    def edit(self) -> Edit:
        """The same for case_edits."""
        return Edit(case=self.case, who=person(self.who), why=self.why, expected=self.expected)


def person(who: str | None) -> str:
    """Return who acts: the name given, else $PACTWATCH_USER, else the login name; UsageError PW124 for an empty one."""
    name = who if who is not None else os.environ.get(USER, "").strip() or user_name()
    if not any(char.isalnum() for char in name):
        raise UsageError("--as is empty: give the name of a person", code="PW124")
    return " ".join(name.split())


def new_case(call: Call, title: str, questions: Sequence[str], fields: dict[str, Any]) -> None:
    """Open a case with its questions."""
    with open_ledger(call.ledger):
        pass  # a missing ledger is an error, not made
    with open_ledger(call.ledger, create=True) as ledger:
        made = edits.new_case(ledger, title, who=person(call.who), why=call.why, fields=fields)
        for text in questions:
            edits.add_question(ledger, Edit(case=made.subject, who=person(call.who), why=call.why), text)
        tell(ledger, made, call.form)


def edit_case(call: Call, *actions: Callable[[Ledger, Edit], Judgement], each: bool = False) -> None:
    """Write edits, one after another, and say what the last one wrote, or (`each`) all of them.

    With `expected` the first is checked against it and the others follow it.
    """
    with open_ledger(call.ledger):
        pass
    with open_ledger(call.ledger, create=True) as ledger:
        asked, made = call.edit, list[Judgement]()
        try:
            for action in actions:
                made.append(action(ledger, asked))
                if asked.expected is not None:
                    asked = msgspec.structs.replace(asked, expected=asked.expected + 1)
        finally:
            if each:
                tell_each(ledger, made, call.form)
        if made and not each:
            tell(ledger, made[-1], call.form)


def list_cases(ledger: str, form: Format) -> None:
    """Print the cases of a ledger, oldest first."""
    with open_ledger(ledger) as opened, opened.view() as view:
        rows = [case_row(case) for case in cases_in(view)]
    if form is Format.json:
        write(encode_json({"cases": rows}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(row) + b"\n" for row in rows))
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line([str(row[name]) for name in COLUMNS]) for row in rows)])
    else:
        for row in rows:
            parts = ", ".join(counted(row[name], name) for name in ("paragraphs", "exhibits", "signatures"))
            sys.stdout.write(one_line(f"{row['id']}  {row['title']}  version {row['version']}, {parts}, by {row['by']}") + "\n")
    if not rows:
        say('there is no case yet; `pactwatch case new "TITLE"` opens one')


def case_row(case: Case) -> dict[str, Any]:
    """Return a case as a row of a list."""
    return {
        "id": case.id, "title": case.title, "version": case.version, "paragraphs": len(case.paragraphs), "exhibits": len(case.exhibits),
        "signatures": len(case.signatures), "published": len(case.published), "by": case.by, "at": case.at,
    }  # fmt: skip


def show_case(ledger: str, wanted: str, form: Format) -> None:
    """Print one case: its parts with their names, by which other commands change them."""
    with open_ledger(ledger) as opened, opened.view() as view:
        case = case_named(view, wanted)
    if form is Format.csv:
        write_csv([csv_line(PARTS), *map(csv_line, part_rows(case))])
        return
    if form is not Format.table:
        write(encode_json(case) + b"\n")
        return
    sys.stdout.write("".join(f"{one_line(line) if line.strip() else ''}\n" for line in _shown(case)))


def _shown(case: Case) -> list[str]:
    rules = f"{case.rules.accepts} to accept each claim, {case.rules.signers} to sign"
    lines = [f"{case.id}: {case.title}", f"version {case.version}, by {', '.join(case.authors)}; rules: {rules}", f"standard: {case.standard}"]
    lines += [f"question {one.id}: {one.text}" for one in case.questions]
    lines += [f"paragraph {one.id} ({', '.join(one.authors)}): {one.text}" for one in case.paragraphs]
    lines += [f"{one.what} {one.ref} ({one.by})" for one in case.exhibits]
    lines += [f"excluded {one.ref} ({one.by}): {one.why}" for one in case.excluded]
    lines += [f"reply {one.id}: {one.party}, asked {one.asked or '?'}: {one.question}; {one.answer or 'no answer'}" for one in case.replies]
    lines += [f"{'signed' if one.content == case.content else 'signed an earlier state'} by {one.by} on {one.at[:10]}" for one in case.signatures]
    return lines + [f"published by {one.by} on {one.at[:10]}" for one in case.published]


def show_log(ledger: str, wanted: str, form: Format) -> None:
    """Print the judgements of a case, oldest first, undone ones too."""
    with open_ledger(ledger) as opened, opened.view() as view:
        case = case_named(view, wanted)
        history, held = view.judgements(subject=case.id, history=True), {one.id for one in view.judgements(subject=case.id)}
    rows = [msgspec.to_builtins(one) | {"in_force": one.id in held} for one in history]
    if form in (Format.json, Format.jsonl):
        write(encode_json({"judgements": rows}) + b"\n" if form is Format.json else b"".join(encode_json(row) + b"\n" for row in rows))
        return
    if form is Format.csv:
        write_csv([csv_line(LOG), *map(csv_line, log_rows(history, held))])
        return
    for one in history:
        state = f"undoes {one.undoes}" if one.undoes else "" if one.id in held else "undone"
        value = ", ".join(f"{key} {item}" for key, item in one.value.items() if isinstance(item, str))
        sys.stdout.write(one_line(f"{one.id}  {one.at}  {one.who}  {one.kind} {value} {state}: {one.why}") + "\n")


def may_sign(case: Case, who: str) -> None:
    """Raise UsageError PW172 where `who` is an author of the case."""
    from pactwatch.casefile.codes import OWN_CASE

    if any(same_person(who, author) for author in case.authors):
        raise UsageError(f"{who} is an author of {case.id}; somebody else has to sign it", code=OWN_CASE)


def setting(field: str, value: str) -> Callable[[Ledger, Edit], Judgement]:
    """Return the edit that sets a field; UsageError PW170 for no such field, PW100 for no such number."""
    from pactwatch.casefile.codes import NO_PART

    if field in ("accepts", "signers"):
        least = 1 if field == "accepts" else 0
        if not value.isdecimal() or not least <= int(value) <= 99:
            raise UsageError(f"{field} is a number from {least} to 99, not {value}", code="PW100")
        rule = {field: int(value)}
        return lambda ledger, asked: edits.set_field(ledger, asked, "rules", rule)
    if field not in ("title", "standard"):
        raise UsageError(f"a case has no field {field}; these are: title, standard, accepts, signers", code=NO_PART)
    return lambda ledger, asked: edits.set_field(ledger, asked, field, value)


def replying(party: str, given: dict[str, str | None]) -> Callable[[Ledger, Edit], Judgement]:
    """Return the edit that logs a reply, or completes the entry r1, r2, ...; UsageError PW120 for a day that is none."""
    from pactwatch.store.codec import day_bounds

    for name in ("asked", "answered"):
        day = given.get(name)
        if day is not None and day_bounds(day) is None:
            raise UsageError(f"--{name} takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    if re.fullmatch("r[0-9]+", party):
        return lambda ledger, asked: edits.log_reply(ledger, asked, given, party)
    return lambda ledger, asked: edits.log_reply(ledger, asked, {**given, "party": party})

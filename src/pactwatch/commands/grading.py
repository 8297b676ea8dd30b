"""`pactwatch grade`: reliability of sources (A-F) and credibility of claims (1-6), with who, when and why; undoable."""

from __future__ import annotations

import msgspec

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.given import checked
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.figures.grades import CLAIM, RELIABILITY, SOURCE, Grade, as_grade, reliability, unsupported_words
from pactwatch.figures.output import source_key
from pactwatch.model import Judgement
from pactwatch.store import open_ledger
from pactwatch.store.ledger import user_name
from pactwatch.store.support import Support
from pactwatch.store.view import View

COLUMNS = ("id", "kind", "subject", "grade", "meaning", "who", "at", "why", "undone", "given", "unsupported")


def grade_source(ledger: str, name: str, value: str, why: str, who: str | None) -> None:
    """Grade a source's reliability. Raises UsageError PW151 for no grade, PW124 without a name or reason."""
    grade = reliability(value)
    checked({"the source": name})
    with open_ledger(ledger, create=True, who=who) as opened:
        made = opened.judge(SOURCE, source_subject(name), {"grade": grade, "name": name}, why=why, who=who)
    say(f"{name}: {grade} ({RELIABILITY[grade]})  {made.id}")


def grade_claim(ledger: str, claim: str, value: str, why: str, who: str | None) -> None:
    """Grade a claim's credibility; 1 needs two independent origins in the claim's story (PW152), which are kept with the grade."""
    with open_ledger(ledger, create=True, who=who) as opened:
        made = opened.review(claim, "grade", who=who or user_name(), why=why, value={"grade": value})
    names = made.value.get("origins")
    by = f" (origins: {'; '.join(names)})" if names else ""
    say(f"{made.subject}: {made.value['grade']}{by}  {made.id}")


def undo_grade(ledger: str, judgement: str, why: str, who: str | None) -> None:
    """Take a grade back by its judgement's id."""
    with open_ledger(ledger, create=True, who=who) as opened:
        made = opened.undo(judgement, why=why, who=who, kinds=(SOURCE, CLAIM))
    say(f"undone  {made.id}")


def source_subject(name: str) -> str:
    """Return what a source is graded by: its id in the register of actors if there is one, else its name in lower case."""
    from pactwatch.reading.actor_register import register

    ids = sorted({e.id for e in register().get(name) if e.id and e.form not in ("body", "place")})
    return ids[0] if len(ids) == 1 else source_key(name if name in _register_ids() else None, name)


def _register_ids() -> frozenset[str]:
    from pactwatch.data import read_rows

    tables = ("actors/states.tsv", "actors/organisations.tsv", "actors/officials.tsv")
    return frozenset(row["id"] for table in tables for row in read_rows(table))


def list_grades(ledger: str, subject: str | None, form: Format) -> None:
    """Print the history of all grades, or of those of one source or claim."""
    with open_ledger(ledger) as opened, opened.view() as view:
        rows = grade_rows(view, subject)
    if form is Format.json:
        write(encode_json({"grades": rows}) + b"\n")
    elif form is Format.jsonl:
        for row in rows:
            write(encode_json(row) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line(["" if row[name] is None else str(row[name]) for name in COLUMNS]) for row in rows)])
    else:
        from rich.text import Text

        for row in rows:
            gone = "  (undone)" if row["undone"] else ""
            grade = unsupported_words(str(row["unsupported"])) if row["unsupported"] else f"{row['grade']} {row['meaning']}"
            given = f"{row['subject']}  {grade}  {str(row['at'])[:10]} {row['who']}: {row['why']}"
            console().print(Text(one_line(f"{given}{gone}  {row['id']}")), soft_wrap=True)
    if not rows:
        say("no grade is given")


def grade_rows(view: View, subject: str | None = None, *, quick: bool = False) -> list[dict[str, object]]:
    """Return the history of all grades as rows, oldest first, or of those of one source or claim.

    A claim's `grade` in force is null where it is not supported any more: `unsupported` says why, `given` which it was. Where
    `quick`, that is asked only while all texts are compared already.
    """
    every = [j for kind in (SOURCE, CLAIM) for j in view.judgements(kind, history=True)]
    held = {j.id: j for kind in (SOURCE, CLAIM) for j in view.judgements(kind)}
    latest = {j.id for j in {j.subject: j for j in held.values() if j.kind == CLAIM}.values()}
    support = Support(view, quick=quick)
    wanted = {subject, source_subject(subject)} if subject else None
    listed = [j for j in sorted(every, key=lambda j: j.seq) if j.undoes is None and (wanted is None or j.subject in wanted)]
    return [_row(j, support.held(as_grade(j)) if j.id in latest else as_grade(j), undone=j.id not in held) for j in listed]


def _row(judgement: Judgement, grade: Grade, *, undone: bool) -> dict[str, object]:
    facts: dict[str, object] = msgspec.to_builtins(grade)
    shown = None if grade.unsupported else grade.grade
    return {"id": judgement.id, "kind": judgement.kind, **facts, "grade": shown, "given": grade.grade, "undone": undone}



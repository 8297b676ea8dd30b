"""What acts of review print: a line each, one JSON document, JSON lines, or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pactwatch.casefile.case_uses import place
from pactwatch.casefile.dependents import Dependents
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.review import action_of, what
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.printing import write, write_csv
from pactwatch.commands.rows_out import csv_line
from pactwatch.model import Judgement, Review
from pactwatch.store import Ledger

COLUMNS = ("claim", "action", "what", "why", "status", "by", "grade", "version", "judgement")


class ActPrinter:
    """Prints each act as it was done; JSON, which is one document, when all are."""

    def __init__(self, opened: Ledger, form: Format, *, retracts: bool = False, several: bool = False) -> None:
        self._opened, self._form, self._retracts, self._several = opened, form, retracts, several
        self._made: list[dict[str, Any]] = []
        self._resting: list[Dependents] = []
        if form is Format.csv:
            write_csv([csv_line(COLUMNS)])

    def add(self, made: Judgement) -> None:
        """Print one act, and with a retraction what rests on the claim."""
        with self._opened.view() as view:
            review = view.review(made.subject)
        resting = resting_on(self._opened, made.subject) if self._retracts and self._form is not Format.csv else None
        if self._form is Format.table:
            _line(made, review)
        elif self._form is Format.csv:
            by = "; ".join(review.by)
            write_csv([csv_line((made.subject, action_of(made), what(made), made.why, review.status, by, review.grade, review.version, made.id))])
        elif self._form is Format.jsonl:
            write(encode_json(_facts(made, review) | ({"dependents": resting} if resting else {})) + b"\n")
        else:
            self._made.append(_facts(made, review))
        if resting is not None and self._form is Format.table:
            tell_resting(resting)
        elif resting is not None:
            self._resting.append(resting)

    def close(self) -> None:
        """Print the JSON document: the act where one was asked for, else a list; what rests on retracted claims beside it."""
        if self._form is not Format.json:
            return
        if self._retracts:
            write(encode_json({"reviews": self._made, "dependents": self._resting}) + b"\n")
        elif self._several:
            write(encode_json({"reviews": self._made}) + b"\n")
        elif self._made:
            write(encode_json(self._made[0]) + b"\n")


@contextmanager
def acts_printed(opened: Ledger, form: Format, *, retracts: bool = False, several: bool = False) -> Iterator[ActPrinter]:
    """Yield what prints acts; those that are in are printed even where a later one ends the command."""
    printer = ActPrinter(opened, form, retracts=retracts, several=several)
    try:
        yield printer
    except BaseException:
        if several:
            printer.close()
        raise
    printer.close()


def _line(made: Judgement, review: Review) -> None:
    by = f" by {', '.join(review.by)}" if review.by else ""
    given = what(made) if made.undoes is None else f"of {made.undoes}"
    line = f"{made.subject}  {action_of(made)} {given}".rstrip() + f"  now {review.status}{by}, version {review.version}  {made.id}"
    write(f"{one_line(line)}\n".encode("utf-8", "backslashreplace"))


def _facts(made: Judgement, review: Review) -> dict[str, Any]:
    return {"claim": made.subject, "action": action_of(made), "judgement": made, "status": review.status, "by": review.by,
            "grade": review.grade, "edits": review.edits, "version": review.version}  # fmt: skip


def resting_on(opened: Ledger, claim: str) -> Dependents:
    """Return what rests on a claim that was retracted."""
    from pactwatch.casefile.dependents import dependents
    from pactwatch.store.tracing import trace_view

    with opened.view() as view:
        return dependents(view, claim, trace_view(view))


def tell_resting(found: Dependents) -> None:
    """Print what rests on a claim that was retracted, a line each."""
    lines = [f"case      {use.case}  {use.title}: {words}" for use in found.cases if (words := place(use))]
    lines += [f"figure    {use.figure}  {use.text}: {use.measure} of {use.population}, a series of {use.points}" for use in found.figures]
    lines += [f"finding   {use.finding}  {use.cite}{'' if use.main else ' (beside another claim)'}" for use in found.findings]
    lines += [f"story     {use.story}  of {len(use.documents)} documents" for use in found.stories]
    lines += [f"repeated  {claim}" for claim in found.repeats]
    head = "what rests on it:" if lines else "nothing rests on it"
    write("".join(f"{line}\n" for line in [head, *(f"  {one_line(line)}" for line in dict.fromkeys(lines))]).encode("utf-8", "backslashreplace"))

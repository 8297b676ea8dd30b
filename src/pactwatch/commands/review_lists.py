"""`pactwatch review list` and `review log`: the claims with where they stand, and what was decided, by whom, why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.review import action_of, what
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.listing import check_type, flat_claim
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_rows
from pactwatch.model import Claim, Judgement, Review, ReviewStatus
from pactwatch.store import ClaimFilter, ClaimRow, open_ledger
from pactwatch.store.judgements import settled
from pactwatch.store.review_state import KINDS
from pactwatch.store.support import Support
from pactwatch.store.view import View

PAGE = 500
LIST = ("claim", "status", "by", "grade", "type", "modality", "words", "document")
LOG = ("at", "who", "action", "claim", "what", "why", "judgement", "state")


def list_reviews(ledger: str, wanted: ClaimFilter, status: str | None, form: Format) -> None:
    """Print the claims in `status` ("earlier": those that only an earlier reading has; None: any) with their reviews."""
    with open_ledger(ledger) as opened, opened.view() as view:
        check_type(view, wanted.type)
        rows = _earlier(view, wanted) if status == "earlier" else _rows(view, wanted, status)  # type: ignore[arg-type]
        shown, support = 0, Support(view)

        def counted() -> Iterator[dict[str, Any]]:
            nonlocal shown
            for row, given in rows:
                shown += 1
                review, unsupported = support.review(given)
                flat = _flat(row, view.edited(row.claim, review), review, whole=form in (Format.json, Format.jsonl))
                yield flat | {"unsupported": unsupported}

        _print("reviews", LIST, counted(), form, _line)
        counts = view.review_counts(wanted)
        behind = len(view.left_behind())
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no claim"
    say(f"{shown} shown; of all that match: {told}" + (f"; {behind} in earlier readings alone (--status earlier)" if behind else ""))


def _rows(view: View, wanted: ClaimFilter, status: ReviewStatus | None) -> Iterator[tuple[ClaimRow, Review]]:
    offset, left = wanted.offset, wanted.limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        page = view.queue(wanted, status, size, offset)
        reviews = view.reviews(row.claim.id for row in page)
        yield from ((row, reviews[row.claim.id]) for row in page)
        if len(page) < size:
            return
        offset, left = offset + size, None if left is None else left - size


def _earlier(view: View, wanted: ClaimFilter) -> Iterator[tuple[ClaimRow, Review]]:
    names = view.left_behind()[wanted.offset :][: wanted.limit]
    reviews = view.reviews(names)
    for name in names:
        found = view.claim(name)
        text, document = found.reading.document.text, msgspec.structs.replace(found.reading.document, text="")
        yield ClaimRow(
            claim=found.claim, quotes=tuple(text[start:end] for start, end in found.claim.evidence), document=document,
            engine=found.engine.name, version=found.engine.version, reading=found.reading_id,
        ), reviews[name]  # fmt: skip


def _flat(row: ClaimRow, claim: Claim, review: Review, *, whole: bool) -> dict[str, Any]:
    if whole:
        facts: dict[str, Any] = msgspec.to_builtins(review)
        return flat_claim(row) | {"review": facts, "edited": claim if review.edits else None}
    published = f" ({row.document.published[:10]})" if row.document.published else ""
    return {
        "claim": claim.id, "status": review.status + (" (edited)" if review.edits else ""), "by": list(review.by), "grade": review.grade,
        "type": claim.type, "modality": claim.modality, "words": " … ".join(row.quotes),
        "document": (row.document.publisher or row.document.title or row.document.id) + published,
    }  # fmt: skip


def print_log(ledger: str, claims: Iterable[str], who: str | None, limit: int | None, form: Format) -> None:
    """Print what was decided, oldest first: about `claims`, or of everything the newest `limit`; of one person with `who`."""
    with open_ledger(ledger) as opened, opened.view() as view:
        names = [view.claim_id(name) for name in claims]
        if names:
            found = {item.id: item for review in view.reviews(names).values() for item in review.history}
            history = sorted(found.values(), key=lambda item: item.seq)
        else:
            history = [item for item in view.judgements(history=True) if item.kind in KINDS]
    undone = settled(history)[1]
    chosen = [item for item in history if who is None or item.who == who]
    _print("judgements", LOG, (logged(item, undone) for item in chosen[-(limit or len(chosen)) :]), form, _log_line)
    if not chosen:
        say("nothing has been decided yet; `pactwatch review` begins")


def _print(name: str, columns: tuple[str, ...], rows: Iterator[dict[str, Any]], form: Format, line: Callable[[dict[str, Any]], str]) -> None:
    if form is not Format.table:
        print_rows(name, columns, rows, form)
        return
    for row in rows:
        write(f"{one_line(line(row))}\n".encode("utf-8", "backslashreplace"))


def _line(row: dict[str, Any]) -> str:
    by = f" by {', '.join(row['by'])}" if row["by"] else ""
    grade = f", credibility {row['grade']}" if row["grade"] else ""
    return f"{row['claim']}  {row['status']}{by}{grade}  {row['type']}, {row['modality']}: {row['words']}  [{row['document']}]"


def _log_line(row: dict[str, Any]) -> str:
    given = "" if row["what"] == row["why"] else f" {row['what']}" if row["what"] else ""
    state = "" if row["state"] == "in force" else f" ({row['state']})"
    return f"{row['at']}  {row['who']}: {row['action']} {row['claim']}{given}: {row['why']}{state}  {row['judgement']}"


def logged(item: Judgement, undone: dict[str, Judgement]) -> dict[str, Any]:
    """Return a judgement about a claim as a row of the log; `undone` are those that no longer hold."""
    states = [f"undoes {item.undoes}"] if item.undoes else []
    states += ["undone"] if item.id in undone else [] if item.undoes else ["in force"]
    return {
        "at": item.at, "who": item.who, "action": action_of(item), "claim": item.subject, "what": what(item), "why": item.why,
        "judgement": item.id, "state": ", ".join(states), "value": item.value,
    }  # fmt: skip

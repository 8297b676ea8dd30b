"""Reviews in words: where a claim stands, who did what about it, what an edit set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.terminal import badge, claim_lines
from pactwatch.figures.grades import unsupported_words
from pactwatch.model import Claim, Judgement, Review
from pactwatch.store.judgements import settled
from pactwatch.store.review_edits import edited
from pactwatch.store.review_state import CARRIED, MOVED, patch_of


def print_review(console: Console, claim: Claim, review: Review, unsupported: str | None = None) -> None:
    """Print where a claim stands and its history, if anybody judged it; with edits, the claim as edited.

    `unsupported` says why a claim that was graded 1 is confirmed no longer.
    """
    if not review.history:
        return
    console.print()
    console.print(Text("Review", style="bold"))
    for line in standing(review, unsupported):
        console.print(Text(f"  {one_line(line)}"))
    if review.edits:
        now = edited(claim, review.edits)
        console.print(Text("  as edited: ").append(badge(now.modality)))
        for shown in claim_lines(now, {}):
            console.print(Text("    ").append(shown))
    undone = settled(review.history)[1]
    for item in review.history:
        given = what(item)
        state = " (undone)" if item.id in undone else ""
        words = f"{item.at}  {item.who}: {action_of(item)}{f' {given}' if given and given != item.why else ''}: {item.why}{state}  {item.id}"
        console.print(Text(f"  {one_line(words)}", style="dim"), soft_wrap=True)


def standing(review: Review, unsupported: str | None = None) -> Iterator[str]:
    """Yield what is to be known of a review, a line each: its status, edits, grade, notes."""
    yield review.status + (f" by {', '.join(review.by)}" if review.by else "") + (f" ({review.at})" if review.at else "")
    if review.now is not None:
        yield f"{review.now} in a newer reading"
    if review.differs:
        yield f"reviewed in an earlier reading; this one has another {', '.join(review.differs)}"
    if review.edits:
        yield f"edited: {edit_words(review.edits)}"
    if unsupported is not None:
        yield f"credibility {unsupported_words(unsupported)}"
    elif review.grade is not None:
        yield f"credibility {review.grade}"
    yield from (f"note of {note.who}: {note.text}" for note in review.notes)


def action_of(item: Judgement) -> str:
    """Return the action in a word."""
    if item.undoes is not None:
        return "undo"
    return "grade" if item.kind == "claim.credibility" else item.kind.removeprefix("review.")


def what(item: Judgement) -> str:
    """Return what an act gave, in words: a grade, a note, the fields of an edit."""
    value = item.value
    if item.undoes is not None:
        return ""
    if item.kind in (CARRIED, MOVED):
        return f"from {value.get('from')}" if item.kind == CARRIED else f"to {value.get('to')}"
    if item.kind == "review.edit":
        return edit_words(patch_of(item)) + (" (and accepted)" if value.get("accept") is True else "")
    return str(value.get("grade") or value.get("text") or "")


def edit_words(patch: dict[str, Any]) -> str:
    """Return the fields of an edit as FIELD=VALUE words."""
    words = []
    for name, value in patch.items():
        if isinstance(value, dict):
            words += [f"{name}.{part}={_short(item)}" for part, item in value.items()]
        else:
            words.append(f"{name}={_short(value)}")
    return " ".join(words)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()

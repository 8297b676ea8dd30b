"""Judgements in words: what was decided, by whom, when, why, and whether it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import encode_json
from pactwatch.model import Judgement
from pactwatch.store.judgements import in_force

WHAT = {
    "review.accept": "accepted", "review.reject": "rejected", "review.edit": "edited", "review.note": "noted", "review.retract": "retracted",
    "review.carried": "carried over from an earlier reading", "review.moved": "carried over to a newer reading",
    "claim.credibility": "graded", "source.reliability": "graded the source", "story.join": "joined stories", "story.split": "split a story",
    "finding.element": "decided an element", "finding.conclusion": "concluded", "screening.decision": "decided a match",
    "case_new": "made a case", "case_set": "set", "case_question": "asked", "case_add": "added to a case", "case_remove": "removed from a case",
    "case_paragraph": "wrote", "case_exclude": "excluded", "case_reply": "right of reply", "case_sign": "signed", "case_publish": "published",
}  # fmt: skip
BESIDE = frozenset({"accept", "status"})
DETAIL = 300


def what(judgement: Judgement) -> str:
    """Return what a judgement did in a word or two."""
    if judgement.undoes:
        return "took back"
    words = WHAT.get(judgement.kind, judgement.kind.replace("_", " ").replace(".", ": "))
    if judgement.kind in ("claim.credibility", "source.reliability"):
        return f"{words} {judgement.value.get('grade', '')}".strip()
    if judgement.kind == "review.edit" and judgement.value.get("accept") is True:
        return "edited and accepted"
    return words


def history_rows(history: Sequence[Judgement], since: int | None = None) -> list[dict[str, Any]]:
    """Return the judgements, newest first; those after the first `since` of them are marked as new to the one who looks."""
    standing = {one.id for one in in_force(history)}
    rows = [
        {
            "id": one.id, "what": what(one), "who": one_line(one.who), "at": at_words(one.at), "why": one_line(one.why), "detail": detail(one),
            "undone": one.undoes is None and one.id not in standing, "new": since is not None and place >= since,
        }
        for place, one in enumerate(history)
    ]  # fmt: skip
    return rows[::-1]


def detail(judgement: Judgement) -> str:
    """Return the fields that an edit sets, in words; "" for other judgements."""
    if judgement.kind != "review.edit" or judgement.undoes:
        return ""
    parts = [f"{name}: {_plain(value)}" for name, value in judgement.value.items() if name not in BESIDE]
    return one_line("; ".join(parts))[:DETAIL]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items() if item is not None) or "not known"
    return "not known" if value is None else value if isinstance(value, str) else encode_json(value).decode("utf-8", "replace")


def at_words(at: str) -> str:
    """Return a time of the ledger as pages show it: to the minute, in UTC."""
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 15 else at


"""What became of the claims that a case rests on: which were judged or read anew since, and which paragraphs and footnotes cite them.

Claims of a case that was published, or signed, are held against that: they stay changed until it is published, or signed, again.
Other claims are held against the paragraphs that cite them: a claim that was rejected, retracted or edited since a paragraph was
written last is changed for that paragraph. What still waits for a person, and so how a case stands, operations/case_states.py says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_material import cited_claims
from pactwatch.casefile.case_notes import claim_digest
from pactwatch.casefile.cases import Case, same_person
from pactwatch.errors import LedgerError
from pactwatch.model import Frozen, Judgement, Review
from pactwatch.store.judgements import in_force
from pactwatch.store.review_state import EDIT, REJECT, RETRACT
from pactwatch.store.view import View

CHANGING = frozenset({REJECT, RETRACT, EDIT})
"""Judgements on a claim that touch what cites it."""
State = Literal["open", "signed", "published", "reopened"]


class Reopened(Frozen, frozen=True, kw_only=True):
    """A claim that is no longer what the case rests on, why, and what rests on it: paragraphs, footnotes as published.

    `judgement` is the one that changed it, None where none did; `cause` is retraction, review, reading, or what news brought.
    """

    claim: str
    why: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]
    cause: str = "review"
    judgement: Judgement | None = None


class CaseStatus(Frozen, frozen=True, kw_only=True):
    """How a case stands. `changed`: its text is another than what was published last, which was the version `published`."""

    case: str
    title: str
    version: int
    state: State
    changed: bool
    published: int | None
    reopened: tuple[Reopened, ...]


def changed_claims(view: View, case: Case) -> list[Reopened]:
    """Return the claims that are no longer what the case rests on, those of its last publication or signature first."""
    kept = case.published[-1] if case.published else max(case.signatures, key=lambda one: one.at, default=None)
    held = {} if kept is None else kept.claims
    paragraphs = cited_claims(view, case)
    reviews = view.reviews([*held, *dict.fromkeys(name for cited in paragraphs.values() for name in cited)])
    return [*_kept(view, case, held, paragraphs, reviews), *_written(view, case, held, paragraphs, reviews)]


def state_without_news(case: Case) -> State:
    """Return how a case stands as long as nothing that it rests on has changed."""
    signed = any(one.content == case.content and not any(same_person(one.by, author) for author in case.authors) for one in case.signatures)
    return "published" if case.published else "signed" if signed else "open"


def _kept(
    view: View, case: Case, held: Mapping[str, str], paragraphs: Mapping[str, tuple[str, ...]], reviews: Mapping[str, Review]
) -> Iterator[Reopened]:
    notes = case.published[-1].notes if case.published else {}
    for name, digest in held.items():
        why = _why(view, case, name, digest, reviews[name])
        if why:
            last = _last(reviews[name])
            moved = "reading" if reviews[name].now or "ledger" in why else "review"
            yield Reopened(
                claim=name, why=why, paragraphs=tuple(p for p, claims in paragraphs.items() if name in claims),
                notes=tuple(number for number, claim in notes.items() if claim == name), judgement=last, cause=_cause(last, moved),
            )  # fmt: skip


def _written(
    view: View, case: Case, held: Mapping[str, str], paragraphs: Mapping[str, tuple[str, ...]], reviews: Mapping[str, Review]
) -> Iterator[Reopened]:
    """Yield the claims that were changed since the paragraphs that cite them were written, as far as nothing was signed of them."""
    places = {one.judgement: one.id for one in case.paragraphs}
    written = {places[item.id]: item.seq for item in view.judgements(subject=case.id) if item.id in places}
    for name in dict.fromkeys(claim for cited in paragraphs.values() for claim in cited if claim not in held):
        last = _last(reviews[name])
        if last is None or (last.kind == REJECT and reviews[name].status == "accepted"):
            continue
        touched = tuple(p for p, cited in paragraphs.items() if name in cited and written.get(p, last.seq) < last.seq)
        if touched:
            done = {REJECT: "was rejected", RETRACT: "was retracted", EDIT: "was edited"}[last.kind]
            why = f"{done} by {last.who} on {last.at[:10]}: {last.why}"
            yield Reopened(claim=name, why=why, paragraphs=touched, notes=(), judgement=last, cause=_cause(last, "review"))


def _last(review: Review) -> Judgement | None:
    return next((one for one in reversed(in_force(review.history)) if one.kind in CHANGING), None)


def _cause(last: Judgement | None, otherwise: str) -> str:
    return "retraction" if last is not None and last.kind == RETRACT else otherwise


def _why(view: View, case: Case, name: str, digest: str, review: Review) -> str:
    """Return in words why a claim is no longer what it was; "" where it is."""
    stands = standing(review, case.rules)
    if stands != "accepted":
        last = next((one for one in reversed(review.history) if one.undoes is None), None)
        by = f" by {last.who} on {last.at[:10]}: {last.why}" if last is not None and stands in ("retracted", "rejected") else ""
        return f"is {stands}{by}"
    try:
        claim = view.edited(view.claim(name).claim, review)
    except LedgerError:
        return "is not in the ledger any more"
    if claim_digest(claim) != digest:
        return f"was changed since, by {', '.join(dict.fromkeys(one.who for one in review.history[-3:]))}"
    return f"has another reading since ({review.now})" if review.now else ""

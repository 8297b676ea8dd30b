"""What became of a case since it was signed or published: which paragraphs and footnotes rest on claims that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_material import cited_claims
from pactwatch.casefile.case_notes import claim_digest
from pactwatch.casefile.cases import Case, same_person
from pactwatch.errors import LedgerError
from pactwatch.model import Frozen, Review
from pactwatch.store.view import View


class Reopened(Frozen, frozen=True, kw_only=True):
    """A claim that is no longer what was signed or published, why, and what rests on it: paragraphs, footnotes as published."""

    claim: str
    why: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


class CaseStatus(Frozen, frozen=True, kw_only=True):
    """How a case stands. `changed`: its text is another than what was published last."""

    case: str
    title: str
    version: int
    state: Literal["open", "signed", "published", "reopened"]
    changed: bool
    reopened: tuple[Reopened, ...]


def status_of(view: View, case: Case) -> CaseStatus:
    """Return how a case stands: its claims are held against those of its last publication, else of its last signature."""
    reopened = tuple(_reopened(view, case))
    signed = any(one.content == case.content and not any(same_person(one.by, author) for author in case.authors) for one in case.signatures)
    state: Literal["open", "signed", "published", "reopened"] = "published" if case.published else "signed" if signed else "open"
    changed = bool(case.published) and case.published[-1].content != case.content
    return CaseStatus(
        case=case.id, title=case.title, version=case.version, state="reopened" if reopened else state, changed=changed, reopened=reopened
    )


def _reopened(view: View, case: Case) -> Iterator[Reopened]:
    kept = case.published[-1] if case.published else max(case.signatures, key=lambda one: one.at, default=None)
    if kept is None:
        return
    paragraphs = cited_claims(view, case)
    notes = case.published[-1].notes if case.published else {}
    reviews = view.reviews(kept.claims)
    for name, digest in kept.claims.items():
        why = _why(view, case, name, digest, reviews[name])
        if why:
            yield Reopened(
                claim=name, why=why, paragraphs=tuple(p for p, claims in paragraphs.items() if name in claims),
                notes=tuple(number for number, claim in notes.items() if claim == name),
            )  # fmt: skip


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

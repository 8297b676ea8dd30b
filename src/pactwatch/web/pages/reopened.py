"""Which cases must be looked at again: claims that they cite were retracted, edited or rejected since they were signed or published."""

from __future__ import annotations

from typing import Any

from pactwatch.casefile.case_text import parse
from pactwatch.casefile.cases import Case
from pactwatch.store.view import View


def cited_claims(case: Case) -> dict[str, list[str]]:
    """Return the claims that a case's paragraphs cite, each with the ids of these paragraphs."""
    found: dict[str, list[str]] = {}
    for paragraph in case.paragraphs:
        for ref in parse(paragraph.text).refs:
            if ref.kind == "claim" and paragraph.id not in found.setdefault(ref.id, []):
                found[ref.id].append(paragraph.id)
    return found


def reopened(view: View, case: Case) -> list[dict[str, Any]]:
    """Return why a case that was signed or published is open again; nothing for one that was not."""
    if not case.signatures and not case.published:
        return []
    cited = cited_claims(case)
    reviews = view.reviews(cited)
    return [
        {"href": f"/cases/{case.id}", "title": case.title, "why": f"{claim[:11]} in {', '.join(cited[claim])} is {review.status}"}
        for claim, review in reviews.items() if review.status != "accepted"
    ]  # fmt: skip

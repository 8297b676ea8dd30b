"""The footnotes of a paragraph while it is written: a pure answer to its text, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pactwatch.casefile.case_text import parse
from pactwatch.casefile.case_types import Case, Paragraph
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.uncited import names_in, uncited_in
from pactwatch.errors import PactwatchError
from pactwatch.model import Claim
from pactwatch.store.view import View
from pactwatch.web.pages.words import headline

LONGEST = 8000
"""Code points of a text that is previewed; an address cannot be longer."""


def previewed(view: View, case: Case, text: str, claims: Iterable[Claim]) -> dict[str, Any]:
    """Return `text` as it was sent, its footnotes in order, and its sentences that lack one, by the check of the case itself.

    `claims` are those of the case, which lend their names to the check.
    """
    parsed = parse(text[:LONGEST])
    refs = dict.fromkeys((ref.kind, ref.id) for ref in parsed.refs)
    notes = [_note(view, case, ref) for ref in refs]
    notes += [{"claim": f"[[{bad}]]"[:60], "words": "", "quote": "", "problem": "is no reference"} for bad in parsed.bad if bad.strip()]
    known = [*claims, *(claim for kind, name in refs if (claim := _claim(view, kind, name)) is not None)]
    written = Paragraph(id="", text=text[:LONGEST], authors=(), by="", at="", why="", judgement="")
    provisions = {name: note["words"] for (kind, name), note in zip(refs, notes, strict=False) if kind == "provision" and not note["problem"]}
    bare = [one.sentence for one in uncited_in(written, names_in(known), provisions)]
    return {"text": text, "notes": notes, "uncited": bare}


def _claim(view: View, kind: str, name: str) -> Claim | None:
    """Return the claim that a reference of the text leads to, as it is edited."""
    if kind == "provision":
        return None
    try:
        found = view.claim(name if kind == "claim" else view.figure(name).figure.claim or "")
        return view.edited(found.claim, view.review(found.claim.id))
    except PactwatchError:
        return None


def _note(view: View, case: Case, ref: tuple[str, str]) -> dict[str, str]:
    kind, name = ref
    note = {"claim": name, "words": "", "quote": "", "problem": ""}
    try:
        if kind == "figure":
            figure = view.figure(name).figure
            note |= {"words": one_line(f"{figure.measure}: {figure.population}"), "quote": one_line(figure.text)}
            if figure.claim is None:
                note["problem"] = "no claim carries this figure, so nobody can review it"
            return note
        if kind == "provision":
            from pactwatch.casefile.provisions import known_register

            provision = known_register(view).provision(name)
            return note | {"words": one_line(f"{provision.cite}: {provision.gist}")}
        found = view.claim(name)
        review = view.review(found.claim.id)
        now, text = view.edited(found.claim, review), found.reading.document.text
    except PactwatchError as error:
        return note | {"problem": str(error)}
    problem = "" if review.status == "accepted" else f"is {review.status}: it is exported in a draft only"
    if review.status == "accepted" and len(review.by) < case.rules.accepts:
        problem = f"is accepted by {len(review.by)}; the case asks for {case.rules.accepts}"
    return {"claim": found.claim.id, "words": headline(now), "quote": one_line(" […] ".join(text[a:b] for a, b in now.evidence)), "problem": problem}



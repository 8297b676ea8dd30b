"""A case as its page shows it: paragraphs with footnotes, what is left to mend, exhibits, history."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from msgspec import structs

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_note_text import rules_words, source_line
from pactwatch.casefile.case_shown import seen_digest
from pactwatch.casefile.case_types import Case, Exhibit, same_person
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.uncited import names_in, uncited_in
from pactwatch.casefile.uncited_provisions import provision_words
from pactwatch.errors import PactwatchError
from pactwatch.store import ClaimFilter
from pactwatch.store.judgements import in_force
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.article import inline_svg
from pactwatch.web.pages.case_kept import file_of, stamp_of
from pactwatch.web.pages.history import history_rows
from pactwatch.web.pages.pressing import pressed
from pactwatch.web.pages.reopened import states, told
from pactwatch.web.pages.words import headline, status

ACCEPTED = 30
"""Accepted claims that the page offers to add; any other is added by its id."""
STEP = 100
"""Accepted claims that are looked at together for those that the case does not hold."""
GIVEN = ("action", "text", "paragraph", "ref")


def case_values(ctx: Context, view: View, case: Case, given: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template of a case takes.

    What is drawn of a version of the case is kept; after a review of its claims the drawing before serves, as behind, until the new one is there.
    """
    got = ctx.server.computed.drawn.get(("case page", case.id, case.version), stamp_of(ctx, view, case), lambda own: _drawn(ctx, own, case))
    drawn = got.value
    every = view.judgements(subject=case.id, history=True)
    stands = states(ctx, view, [case])[0]
    author = any(same_person(ctx.person.name, one) for one in case.authors)
    return {
        **drawn, "behind": not got.fresh, "case": case, "action": f"/cases/{case.id}", "rules": rules_words(case.rules),
        "reopened": told(stands), "published": stands.published, "changed": stands.changed, "may_write": ctx.person.may("analyst"),
        "may_sign": ctx.person.may("reviewer") and not author and bool(case.paragraphs) and got.fresh,
        "sign_why": _sign_why(ctx, author=author),
        "may_publish": ctx.person.may("reviewer") and bool(drawn["signed"]) and not drawn["problems"] and got.fresh,
        **_accepted(ctx, view, case), "history": history_rows(every), "last": in_force(every)[-1].id,
        "reply_choices": [("", "a new request"), *((one.id, f"{one.id}: {one_line(one.party)}") for one in case.replies)],
        "given": _given(case, given),
    }  # fmt: skip


def _given(case: Case, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed; for a paragraph that is gone, as a new one."""
    typed = {name: given.get(name, "") for name in GIVEN}
    return typed | {"action": "write"} if _is_gone(case, given) else typed


def _is_gone(case: Case, given: Mapping[str, str]) -> bool:
    return given.get("action") == "edit" and case.paragraph(given.get("paragraph", "")) is None


def gone_words(case: Case, given: Mapping[str, str]) -> str:
    """Return where what was typed for a paragraph that is gone stands now; "" where there is nothing of it."""
    gone = _is_gone(case, given) and given.get("text", "").strip()
    return " The paragraph was taken out meanwhile: what you typed stands in the box for a new paragraph." if gone else ""


def _sign_why(ctx: Context, *, author: bool) -> str:
    if author:
        return "An author of the case cannot sign it; another account has to."
    if not ctx.person.may("reviewer"):
        return "Signing needs the role reviewer."
    return "It can be signed when it has a paragraph and this page shows it as it stands now."


def _drawn(ctx: Context, view: View, case: Case) -> dict[str, Any]:
    """Return what follows from the case file alone, whoever asks."""
    shown, strict = file_of(ctx, view, case, draft=True), file_of(ctx, view, case)
    names, provisions = names_in([note.claim for note in shown.notes if note.claim is not None]), provision_words(shown.notes)
    return {
        "problems": [structs.replace(one, message=pressed(one.message)) for one in strict.problems],
        "signed": strict.signed, "seen": seen_digest(strict),
        "paragraphs": [
            {
                "id": one.id, "source": one.text, "runs": next((prose.runs for prose in shown.prose if prose.id == one.id), ()),
                "uncited": [item.sentence for item in uncited_in(one, names, provisions)],
            }
            for one in case.paragraphs
        ],
        "notes": [_note(note) for note in shown.notes],
        "pictures": [
            {"title": one.title, "words": one.words, "svg": inline_svg(one.svg, one.title), "head": one.table.head, "rows": one.table.rows}
            for one in (*shown.charts, *shown.origins, shown.timeline, shown.map) if one is not None
        ],
        "exhibits": _exhibits(view, case),
    }  # fmt: skip


def _note(note: Note) -> dict[str, Any]:
    document = note.document
    parts = [source_line(document)] if document is not None else []
    if note.origin_words:
        parts.append(note.origin_words)
    if note.grade:
        parts.append(note.grade)
    return {
        "number": note.number, "href": f"/claims/{note.ref}" if note.kind == "claim" else None, "short": note.ref[:11],
        "words": headline(note.claim) if note.claim is not None else one_line(note.words), "status": status(note.standing),
        "quotes": [one_line(quote.text) for quote in note.quotes], "source": one_line("; ".join(parts)),
    }  # fmt: skip


def _exhibits(view: View, case: Case) -> list[dict[str, Any]]:
    claims = [one.ref for one in case.exhibits if one.what == "claim"]
    reviews = view.reviews(claims)
    return [{"what": one.what, "ref": one.ref, **_exhibit(view, one, reviews)} for one in case.exhibits]


def _exhibit(view: View, one: Exhibit, reviews: Mapping[str, Any]) -> dict[str, Any]:
    places = {"document": "/documents/", "story": "/origins/", "claim": "/claims/"}
    href = f"{places[one.what]}{one.ref}" if one.what in places else "/figures" if one.what == "series" else "/provisions"
    words, known = f"{one.what} {one.ref}", None
    try:
        if one.what == "claim":
            words, known = headline(view.edited(view.claim(one.ref).claim, reviews[one.ref])), status(reviews[one.ref].status)
        elif one.what == "document":
            words = f"document: {view.document(one.ref).title or one.ref}"
    except PactwatchError:
        known = None
    return {"href": href, "words": one_line(words), "status": known}


def _accepted(ctx: Context, view: View, case: Case) -> dict[str, Any]:
    """Return the first accepted claims that the case does not hold, and how many more there are."""
    held = {one.ref for one in case.exhibits}
    counts = ctx.server.remembered.get(("counts", ClaimFilter()), view.head(), view.review_counts)
    found: list[dict[str, str]] = []
    for offset in count(0, STEP):
        rows = view.queue(ClaimFilter(), "accepted", STEP, offset)
        found += [{"id": row.claim.id, "headline": headline(row.claim)} for row in rows if row.claim.id not in held]
        if len(rows) < STEP or len(found) >= ACCEPTED:
            break
    holds = sum(status == "accepted" for status in view.statuses(held).values())
    shown = found[:ACCEPTED]
    return {"accepted": shown, "accepted_more": max(0, counts["accepted"] - holds - len(shown))}

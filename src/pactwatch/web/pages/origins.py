"""Stories: who stands behind them, what copies what, what drifted; splitting and joining with a reason, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response

from pactwatch.casefile.origins_svg import draw
from pactwatch.casefile.origins_text import relay_words, summary
from pactwatch.casefile.plain import one_line
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.model import Document
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.origins.types import Story
from pactwatch.store.codec import day_bounds, fold
from pactwatch.web.computed.stories import Known
from pactwatch.web.context import Context
from pactwatch.web.errors import NotReadyError
from pactwatch.web.pages.article import inline_svg
from pactwatch.web.pages.asking import Query, address, as_data, pager
from pactwatch.web.pages.behind import MANY
from pactwatch.web.pages.history import history_rows
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import document_card
from pactwatch.web.routes import get_page, post
from pactwatch.web.templates import see_other

LIMIT, OTHERS, OUTLETS = 20, 40, 4
DRAWN = 120
"""Documents of a story that are drawn at most; the lists beside the picture have all."""


@get_page("/origins", name="pages.origins")
def list_stories(ctx: Context) -> Response[bytes]:
    """Show the stories, newest first."""
    query = Query(ctx)
    least, offset, words, as_of = query.number("least", 2, 1, 1000), query.number("offset", 0), query.text("q"), query.text("as_of")
    asked = {"q": words, "least": least, "as_of": as_of}
    data = as_data("origins", {"document": words, "least": least, "as_of": as_of})
    try:
        _check_day(as_of)
        with ctx.view() as view:
            known = ctx.server.computed.stories.known(view, as_of).value
            wanted = [story for story in known.newest if len(story) >= least and _holds(known, story, words)]
            standing, listed = view.standing(), wanted[offset : offset + LIMIT]
            made = ctx.server.computed.stories.all_of(known, [story for story in listed if len(story) <= MANY], standing)
            rows = [_row(known, story, made.get(story)) for story in listed]
            empty = not known.stories
    except NotReadyError:
        raise
    except PactwatchError as error:
        values: dict[str, Any] = {"stories": [], "pager": None, "asked": asked, "tail": "", "empty": False}
        return show(ctx, "origins.html.j2", title="Origins", status=status_for(error), error=problem_of(error), **values)
    pages = pager(query, len(wanted), LIMIT, offset, len(rows))
    tail = f"?as_of={as_of}" if as_of else ""
    return show(ctx, "origins.html.j2", title="Origins", stories=rows, data=data, pager=pages, asked=asked, tail=tail, empty=empty)


def _check_day(as_of: str | None) -> None:
    if as_of is not None and (day_bounds(as_of) is None or "T" in as_of):
        raise UsageError("“as of” takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")


def _holds(known: Known, story: tuple[str, ...], words: str | None) -> bool:
    wanted = fold(words)
    if not wanted:
        return True
    return any(wanted in f"{fold(facts.title) or ''} {fold(facts.publisher) or ''}" for facts in known.facts(story))


def _row(known: Known, story: tuple[str, ...], made: Story | None) -> dict[str, Any]:
    facts = known.facts(story)
    days = sorted((one.published or "")[:10] for one in facts if one.published)
    outlets = list(dict.fromkeys(one_line(one.publisher) for one in facts if one.publisher))
    more = f" and {len(outlets) - OUTLETS} more" if len(outlets) > OUTLETS else ""
    row = {
        "id": known.ids[story], "title": one_line(facts[0].title or "Untitled"),
        "summary": f"{len(story)} reports; open it for who stands behind them",
        "first": days[0] if days else None, "last": days[-1] if days else None, "outlets": ", ".join(outlets[:OUTLETS]) + more, "drifts": 0,
    }  # fmt: skip
    if made is None:
        return row
    return row | {"title": one_line(made.title), "summary": summary(made), "drifts": len(made.drifts)}


@get_page("/origins/{story:str}", name="pages.story")
def show_story(ctx: Context, story: str) -> Response[bytes]:
    """Show one story; an id that it had before leads to its present address."""
    query = Query(ctx)
    as_of = query.text("as_of")
    _check_day(as_of)
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view, as_of).value
        present = known.id_of(known.named(story))
    return _page(ctx, story, as_of) if story == present else see_other(query.to(f"/origins/{present}"))


def _page(
    ctx: Context, story: str, as_of: str | None, error: PactwatchError | None = None, given: Mapping[str, Any] | None = None
) -> Response[bytes]:
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view, as_of).value
        documents = known.named(story)
        made = ctx.server.computed.stories.all_of(known, [documents], view.standing())[documents]
        found = {name: view.document(name) for name in documents}
        decisions = [
            one for one in (*view.judgements(JOIN, history=True), *view.judgements(SPLIT, history=True))
            if set(documents) & {*one.value.get("documents", ()), *one.value.get("with", ()), *one.value.get("from", ())} or one.undoes
        ]  # fmt: skip
    own = {one.id for one in decisions if not one.undoes}
    decided = history_rows(sorted((one for one in decisions if one.id in own or one.undoes in own), key=lambda one: one.seq))
    typed = given or {}
    return show(
        ctx, "story.html.j2", title=one_line(made.title), status=200 if error is None else status_for(error),
        error=None if error is None else problem_of(error), story=_story(made, found), as_of=as_of, may_judge=ctx.person.may("analyst"),
        svg=inline_svg(draw(made, found), f"Tree of origins: {summary(made)}") if len(documents) <= DRAWN else "",
        documents=[document_card(found[name]) for name in documents],
        others=_others(known, documents), decisions=decided,
        given={"action": typed.get("action", ""), "why": typed.get("why", ""), "documents": typed.get("documents", []),
               "other": typed.get("with", "")},
    )  # fmt: skip


def _story(made: Story, documents: Mapping[str, Document]) -> dict[str, Any]:
    cards = {name: document_card(document) for name, document in documents.items()}
    return {
        "id": made.id, "title": one_line(made.title), "summary": summary(made),
        "claimants": [
            {
                "name": one_line(one.name), "standing": one.standing,
                "documents": [{**cards[name], "relays": one_line(relay_words(one, documents[name])).strip(" ›>→")} for name in one.documents],
            }
            for one in made.claimants
        ],
        "unknown": [cards[name] for name in made.unknown_lineage],
        "copies": [
            {"document": cards[one.document], "of": cards[one.of], "relation": one.relation.replace("_", " "), "similarity": f"{one.similarity:.0%}"}
            for one in made.copies
        ],
        "drifts": [
            {
                "kind": one.kind, "explanation": one_line(one.explanation), "document": cards[one.document], "words": one_line(one.words),
                "claim": one.claim,
                "against_document": cards[one.against_document], "against_words": one_line(one.against_words), "against": one.against,
            }
            for one in made.drifts
        ],
    }  # fmt: skip


def _others(known: Known, documents: tuple[str, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for story in known.newest:
        if story != documents and len(found) < OTHERS:
            title = one_line(known.facts(story)[0].title or "Untitled")
            found.append((known.ids[story], f"{title} ({len(story)})"))
    return found


@post("/origins/{story:str}", name="pages.story.decide")
def decide(ctx: Context, story: str) -> Response[Any]:
    """Split documents off a story, join another to it, or take such a decision back."""
    form, wanted = ctx.form, ctx.form_list("document")
    try:
        if form.get("action") == "undo":
            ctx.undo(form.get("judgement", ""), why=form.get("why", ""), kinds=(JOIN, SPLIT))
            did, after = "undo", story
        elif form.get("action") == "join":
            did, after = "join", _join(ctx, story, form.get("with", ""), form.get("why", ""))
        else:
            did, after = "split", _split(ctx, story, wanted, form.get("why", ""))
    except PactwatchError as error:
        return _page(ctx, story, None, error, {**form, "documents": wanted})
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view).value
        there = known.called(after)
    return see_other(address(f"/origins/{known.id_of(there[0])}" if there else "/origins", {"did": did, "least": None if there else 1}))


def _split(ctx: Context, story: str, wanted: list[str], why: str) -> str:
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view).value
    whole = known.named(story)
    leaving = sorted(set(wanted) & set(whole))
    if not leaving:
        raise UsageError("choose the documents that leave the story", code="PW126")
    staying = sorted(set(whole) - set(leaving))
    if not staying:
        raise UsageError("all documents of the story are chosen: nothing would be left of it", code="PW126")
    ctx.ledger.judge(SPLIT, known.ids[whole], {"documents": leaving, "from": staying}, why=why, who=ctx.person.name)
    return known.ids[whole]


def _join(ctx: Context, story: str, other: str, why: str) -> str:
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view).value
    first, second = known.named(story), known.named(other)
    if first == second:
        raise UsageError("these are one story already", code="PW126")
    ctx.ledger.judge(JOIN, known.ids[first], {"documents": list(first), "with": list(second)}, why=why, who=ctx.person.name)
    return known.ids[first]


handlers = [list_stories, show_story, decide]

"""Stories: who stands behind what the documents say; splitting and joining them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from litestar import Response
from litestar.params import Parameter

from pactwatch.casefile.origins_rows import origin_header, origin_rows
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Frozen, Judgement
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.origins.types import Story
from pactwatch.store import codes
from pactwatch.store.codec import day_bounds, fold
from pactwatch.store.view import View
from pactwatch.web.api.parameters import Day, Offset, Why
from pactwatch.web.api.reply import answer, asked_for_csv, conditional, csv_of, paged
from pactwatch.web.api.shapes import StoryPage
from pactwatch.web.computed.stories import Documents, Known
from pactwatch.web.context import Context
from pactwatch.web.routes import get, post

StoryId = Annotated[str, Parameter(max_length=100, description="a story's id, or a start of it that no other has")]


class Splitting(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which documents (ids) do not belong to a story, and why."""

    documents: tuple[str, ...]
    why: Why


class Joining(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which story (its id, or that of one of its documents) is one with another, and why."""

    other: str
    why: Why


@get("/api/v1/origins", name="api.origins", tags=["origins"])
def origins(
    ctx: Context,
    *,
    document: Annotated[str | None, Parameter(max_length=500, description="the story of this document: its id or words of its title")] = None,
    least: Annotated[int, Parameter(ge=1, le=1_000_000, description="only stories of at least so many documents")] = 1,
    as_of: Day = None,
    limit: Annotated[int, Parameter(ge=1, le=200, description="at most so many stories")] = 20,
    offset: Offset = 0,
) -> Response[StoryPage]:
    """List the stories, the newest first: claimants, relays, copies, independent confirmations, drifts."""
    as_csv = asked_for_csv(ctx)
    if as_of is not None and day_bounds(as_of) is None:
        raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")

    def make(view: View) -> Any:
        found = ctx.server.computed.stories.known(view, as_of)
        wanted = [story for story in found.value.newest if len(story) >= least and (document is None or _holds(found.value, story, document))]
        shown = list(ctx.server.computed.stories.all_of(found.value, wanted[offset : offset + limit], view.standing()).values())
        if as_csv:
            return csv_of("origins", [origin_header(), *(line for story in shown for line in _lines(view, story))])
        return paged(ctx, "stories", shown, len(wanted), limit, offset, behind=not found.fresh)

    return conditional(ctx, make, also=_state(ctx))


@get("/api/v1/origins/{story:str}", name="api.origin", tags=["origins"])
def origin(
    ctx: Context, story: StoryId, why: Annotated[bool, Parameter(description="also why each pair of documents is in one story")] = False
) -> Response[Story]:
    """Return one story; as CSV a row for each of its documents and claimants."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        known = ctx.server.computed.stories.known(view).value
        found = ctx.server.computed.stories.story(known, known.named(story), view.standing(), why=why)
        return csv_of("story", [origin_header(), *_lines(view, found)]) if as_csv else found

    return conditional(ctx, make, also=_state(ctx))


@post("/api/v1/origins/{story:str}/split", name="api.origin.split", tags=["origins"])
def split(ctx: Context, story: StoryId, data: Splitting) -> Response[Judgement]:
    """Decide that some documents do not belong to a story. 422 where none, or nothing, would be left."""
    return answer(split_story(ctx, story, list(data.documents), data.why), status=201)


@post("/api/v1/origins/{story:str}/join", name="api.origin.join", tags=["origins"])
def join(ctx: Context, story: StoryId, data: Joining) -> Response[Judgement]:
    """Decide that two stories are one."""
    return answer(join_stories(ctx, story, data.other, data.why), status=201)


def split_story(ctx: Context, story: str, documents: list[str], why: str) -> Judgement:
    """Keep that `documents` do not belong to a story. UsageError PW126 where none, or nothing, would be left."""
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view).value
        whole = known.named(story)
    leaving = sorted(set(documents))
    if strange := [name for name in leaving if name not in whole]:
        raise UsageError(f"{strange[0]} is not in that story", code="PW126")
    staying = sorted(set(whole) - set(leaving))
    if not staying or not leaving:
        raise UsageError("name some documents of the story, and not all of them", code="PW126")
    return ctx.ledger.judge(SPLIT, known.ids[whole], {"documents": leaving, "from": staying}, why=why, who=ctx.person.name)


def join_stories(ctx: Context, story: str, other: str, why: str) -> Judgement:
    """Keep that two stories are one. UsageError PW126 where they are one already."""
    with ctx.view() as view:
        known = ctx.server.computed.stories.known(view).value
        first = known.named(story)
        second = _of_document(known, other) if other.startswith("doc-") else known.named(other)
    if first == second:
        raise UsageError("these are one story already", code="PW126")
    return ctx.ledger.judge(JOIN, known.ids[first], {"documents": list(first), "with": list(second)}, why=why, who=ctx.person.name)


def _lines(view: View, story: Story) -> Iterator[str]:
    return origin_rows(story, {name: view.document(name) for name in story.documents})


def _of_document(known: Known, document: str) -> Documents:
    try:
        return known.of(document)
    except KeyError:
        raise LedgerError(f"the ledger holds no document {document}", code=codes.UNKNOWN_ID) from None


def _holds(known: Known, story: Documents, wanted: str) -> bool:
    words = f" {fold(wanted)} "
    return any(name.startswith((wanted, f"doc-{wanted}")) or words in f" {fold(known.index.facts(name).title)} " for name in story)


def _state(ctx: Context) -> str:
    """Return what changes an answer beside the ledger: how far the stories have come."""
    return ctx.server.computed.stories.state


handlers = [origins, origin, split, join]

"""Sanctions lists, names screened against them, and the register of actors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.params import Parameter, QueryParameter
from msgspec import Meta

from pactwatch.commands.actors import found_actors
from pactwatch.commands.given import says_something
from pactwatch.commands.lists import copy_row, day_of, entries_of, entry_facts, today
from pactwatch.commands.screening import DECISION, decided, entry_named, subject_of, with_decisions
from pactwatch.errors import ListError, UsageError
from pactwatch.model import Frozen, Judgement
from pactwatch.screening.model import Screened
from pactwatch.store.view import View
from pactwatch.web.api.parameters import ExactDay, Limit, Offset, Why
from pactwatch.web.api.reply import MOST, answer, asked_for_csv, conditional, paged, table
from pactwatch.web.api.shapes import Actors, Entries, ListCopies, ScreenedNames, ScreenedPage
from pactwatch.web.context import Context
from pactwatch.web.routes import get, post

Name = Annotated[str, Meta(min_length=1, max_length=300)]
Names = Annotated[list[Name], QueryParameter(name="name", min_items=1, max_items=50, description="a name; may be repeated")]
Only = Annotated[list[Name] | None, QueryParameter(name="list", max_items=20, description="only this list; may be repeated")]
COPIES = ("list", "as_of", "entries", "files", "added_at", "added_by", "id")
MATCHES = ("query", "kind", "list", "as_of", "reference", "name", "score", "probability", "reasons", "missing", "decision")
ACTORS = ("query", "id", "kind", "name", "country", "office", "from", "to", "held", "aliases", "native", "source")


class NamesAsked(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names to screen, against the lists as they stood on a day (today)."""

    names: Annotated[list[Name], Meta(min_length=1, max_length=1000)]
    as_of: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    lists: Annotated[tuple[Name, ...], Meta(max_length=20)] = ()


class MatchDecision(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decides about a name and an entry of a list."""

    name: Name
    reference: Name
    decision: Literal["same", "different", "unsure"]
    list: Name | None = None
    why: Why


@get("/api/v1/lists", name="api.lists", tags=["screening"])
def lists(ctx: Context, limit: Limit = MOST, offset: Offset = 0) -> Response[ListCopies]:
    """List the copies of sanctions lists that the ledger holds."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        every = view.list_copies()
        rows = [copy_row(kept) for kept in every[offset : offset + limit]]
        if as_csv:
            return table("lists", COPIES, [[row[name] for name in COPIES] for row in rows])
        return paged(ctx, "lists", rows, len(every), limit, offset)

    return conditional(ctx, make)


@get("/api/v1/lists/entries/{reference:str}", name="api.lists.entry", tags=["screening"])
def entry(ctx: Context, reference: Annotated[str, Parameter(max_length=100, description="an entry's reference")]) -> Response[Entries]:
    """Return an entry as each copy of its list has it."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        wanted = reference.strip().casefold()
        found = list(entries_of(view, lambda one: one.reference.casefold() == wanted))
        if not found:
            raise ListError(f"no copy of a list in the ledger has an entry {reference}", code="PW504")
        rows = [{"list": kept.copy.name, "as_of": kept.copy.as_of, **entry_facts(one)} for kept, one in found]
        return table("entries", tuple(rows[0]), [list(row.values()) for row in rows]) if as_csv else {"entries": rows}

    return conditional(ctx, make)


@get("/api/v1/screen", name="api.screen", tags=["screening"])
def screen(
    ctx: Context, *, names: Names, as_of: ExactDay = None, only: Only = None, limit: Limit = MOST, offset: Offset = 0
) -> Response[ScreenedPage]:
    """Screen names against the lists as they stood on a day (today). 422 where the ledger holds no list.

    Pages count names. CSV has a row for each match.
    """
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found, asked = _screened(ctx, view, names[offset : offset + limit], as_of, only or [])
        if as_csv:
            return table("screened", MATCHES, _rows(found))
        return paged(ctx, "screened", found, len(names), limit, offset, asked=asked)

    return conditional(ctx, make, also=today())


@post("/api/v1/screen", name="api.screen.many", tags=["screening"], status_code=200)
def screen_many(ctx: Context, data: NamesAsked) -> Response[ScreenedNames]:
    """Screen many names at once; nothing is changed."""
    with ctx.view() as view:
        found, asked = _screened(ctx, view, data.names, data.as_of, list(data.lists))
    return answer({"screened": found, "asked": asked})


@post("/api/v1/screen/decisions", name="api.screen.decide", tags=["screening"])
def decide(ctx: Context, data: MatchDecision) -> Response[Judgement]:
    """Decide that a name is the one of an entry, or another, or that it cannot be told."""
    with ctx.view() as view:
        listed, reference = entry_named(view, data.reference, data.list)
    value = {"query": data.name, "list": listed, "reference": reference, "decision": data.decision}
    return answer(ctx.ledger.judge(DECISION, subject_of(data.name, listed, reference), value, why=data.why, who=ctx.person.name), status=201)


@get("/api/v1/actors", name="api.actors", tags=["actors"])
def actors(ctx: Context, names: Names, on: ExactDay = None, limit: Limit = MOST, offset: Offset = 0) -> Response[Actors]:
    """Look names, aliases, offices or ids up in the register of actors; an office needs a day."""
    as_csv = asked_for_csv(ctx)

    def make(_: View) -> Any:
        every = [row for name in names for row in found_actors(name, day_of(on, "on"))]
        rows = every[offset : offset + limit]
        if as_csv:
            return table("actors", ACTORS, [[row.get(name) for name in ACTORS] for row in rows])
        return paged(ctx, "actors", rows, len(every), limit, offset)

    return conditional(ctx, make)


def _screened(ctx: Context, view: View, names: list[str], as_of: str | None, only: list[str]) -> tuple[list[Screened], list[str]]:
    silent = next((name for name in names if not says_something(name)), None)
    if silent is not None:
        raise UsageError(f"the name {silent!r} has no letter or digit: there is nothing to screen", code="PW142")
    day, decisions = as_of or today(), decided(view)
    screener = ctx.server.computed.screener(view, day_of(day) or day, only)
    return [with_decisions(screener.screen(name), decisions) for name in names], list(screener.asked)


def _rows(found: list[Screened]) -> list[list[Any]]:
    rows = []
    for one in found:
        for kind, matches in (("match", one.matches), ("candidate", one.candidates)):
            for match in matches:
                facts = msgspec.to_builtins(match) | {"query": one.query, "kind": kind}
                rows.append([facts.get(name) for name in MATCHES])
    return rows


handlers = [lists, entry, screen, screen_many, decide, actors]

"""Pacts: what went each way between two parties, their treaties' dates, and the claims that contradict these."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.commands.pacts import pact_facts, parties_named
from pactwatch.errors import PactwatchError
from pactwatch.figures.pacts import STATES
from pactwatch.figures.register import register
from pactwatch.reading.actor_register import state_names
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, address
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.routes import get

TRANSFERS, PAIRS, NAMES = 12, 5, 30
TONES = {"confirmed": "happened", "alleged": "alleged", "planned": "planned", "demanded": "demanded", "denied": "denied"}


@get("/pacts", name="pages.pacts")
def show_pacts(ctx: Context) -> Response[bytes]:
    """Show the balance between two parties, or the register where none are named."""
    query = Query(ctx)
    one, two, as_of = query.text("one"), query.text("two"), query.text("as_of")
    values: dict[str, Any] = {
        "asked": {"one": one, "two": two, "as_of": as_of}, "parties": _parties(), "balance": None, "contradictions": [], "names": [],
        "pacts": msgspec.to_builtins(register()),
    }  # fmt: skip
    with ctx.view() as view:
        values["pairs"] = ctx.server.remembered.get("pairs", view.stamps().readings, lambda: _pairs(view))
        if one is None or two is None:
            return show(ctx, "pacts.html.j2", title="Pacts", **values)
        try:
            pair = parties_named(one, two)
            found = ctx.server.remembered.get(("balance", pair, as_of), view.stamps().readings, lambda: pact_facts(view, pair, as_of))
        except PactwatchError as error:
            return show(ctx, "pacts.html.j2", title="Pacts", status=status_for(error), error=problem_of(error), **values)
    return show(ctx, "pacts.html.j2", title="Pacts", **(values | _shown(found)))


@lru_cache(maxsize=1)
def _parties() -> list[tuple[str, str]]:
    return sorted(state_names().items(), key=lambda item: item[1])


def _pairs(view: View) -> list[dict[str, Any]]:
    names = state_names()
    found: list[tuple[set[str], tuple[str, str, int]]] = []
    for (one, two), n in view.pairs(40):
        if one.upper() in names and two.upper() in names and one != two and not any({one, two} == pair for pair, _ in found):
            found.append(({one, two}, (one.upper(), two.upper(), n)))
    return [
        {"href": address("/pacts", {"one": names[one], "two": names[two]}), "words": f"{names[one]} and {names[two]}", "n": n}
        for _, (one, two, n) in found[:PAIRS]
    ]  # fmt: skip


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    one, two = found["parties"]
    ways = [(one, two), (two, one)]
    rows = [_way(giver, taker, [row for row in found["balance"] if row["giver"] == giver["id"]]) for giver, taker in ways]
    return {
        "balance": rows if found["balance"] else None, "pacts": found["pacts"],
        "contradictions": [{"words": one_line(c["why"]), "claim": c["claim"]} for c in found["contradictions"]],
        "names": [{**name, "name": one_line(name["name"]), "words": one_line(name["words"])} for name in found["names"][:NAMES]],
    }  # fmt: skip


def _way(giver: dict[str, str], taker: dict[str, str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "giver": giver["name"], "taker": taker["name"],
        "kinds": [
            {
                "kind": row["kind"], "states": [(state, row["states"][state]) for state in STATES], "more": max(0, len(row["transfers"]) - TRANSFERS),
                "more_href": address("/claims", {"agent": giver["id"], "recipient": taker["id"]}),
                "transfers": [_transfer(t) for t in row["transfers"][-TRANSFERS:][::-1]],
            }
            for row in rows
        ],
    }  # fmt: skip


def _transfer(t: dict[str, Any]) -> dict[str, Any]:
    said = " → ".join(map(one_line, t["said_by"])) or "the outlet itself"
    return {**t, "said_by": said, "quote": one_line(t["quote"]), "tone": TONES[t["state"]], "published": (t["published"] or "")[:10] or None}


handlers = [show_pacts]

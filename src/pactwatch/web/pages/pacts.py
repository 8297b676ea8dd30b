"""Pacts: what went each way between two parties, their treaties' dates, and the claims that contradict these."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.commands.pacts import parties_named
from pactwatch.errors import PactwatchError
from pactwatch.figures.pacts import STATES
from pactwatch.figures.register import register
from pactwatch.reading.actor_register import state_names
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.errors import NotReadyError
from pactwatch.web.pages.asking import Query, address, as_data
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import status
from pactwatch.web.routes import get_page

TRANSFERS, PAIRS, NAMES, LEFT_OUT = 12, 5, 30, 60
TONES = {"confirmed": "happened", "alleged": "alleged", "planned": "planned", "demanded": "demanded", "denied": "denied"}


@get_page("/pacts", name="pages.pacts")
def show_pacts(ctx: Context) -> Response[bytes]:
    """Show the balance between two parties, or the register where none are named."""
    query = Query(ctx)
    one, two, as_of = query.text("one"), query.text("two"), query.text("as_of")
    values: dict[str, Any] = {
        "asked": {"one": one, "two": two, "as_of": as_of}, "parties": _parties(), "balance": None, "contradictions": [], "names": [],
        "left_out": [], "left_more": 0, "behind": False,
        "pacts": msgspec.to_builtins(register()), "data": _data(one, two, as_of),
    }  # fmt: skip
    with ctx.view() as view:
        values["pairs"] = ctx.server.computed.count("pairs", view, _pairs).value
        if one is None or two is None:
            return show(ctx, "pacts.html.j2", title="Pacts", **values)
        try:
            pair = parties_named(one, two)
            got = ctx.server.computed.balances.found(view, pair, as_of)
            shown = _shown(view, got.value) | {"behind": not got.fresh}
        except NotReadyError:
            raise
        except PactwatchError as error:
            return show(ctx, "pacts.html.j2", title="Pacts", status=status_for(error), error=problem_of(error), **values)
    return show(ctx, "pacts.html.j2", title="Pacts", **(values | shown))


def _data(one: str | None, two: str | None, as_of: str | None) -> dict[str, str]:
    if one is None or two is None:
        return as_data("pacts", {}, limit=None)
    return as_data(f"pacts/{quote(one, safe='')}/{quote(two, safe='')}", {"as_of": as_of}, limit=None)


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


def _shown(view: View, found: dict[str, Any]) -> dict[str, Any]:
    """Return what the page shows of a balance, with where the claims of what it shows stand."""
    one, two = found["parties"]
    listed = [t for row in found["balance"] for t in row["transfers"][-TRANSFERS:]] + found["contradictions"]
    statuses = view.statuses(t["claim"] for t in listed)
    left, ways = found["left_out"], ((one, two), (two, one))
    rows = [_way(giver, taker, [row for row in found["balance"] if row["giver"] == giver["id"]], statuses) for giver, taker in ways]
    wrong = [{"words": one_line(c["why"]), "claim": c["claim"], "status": status(statuses[c["claim"]])} for c in found["contradictions"]]
    return {
        "balance": rows if found["balance"] or left else None, "pacts": found["pacts"],
        "contradictions": wrong,
        "names": [{**name, "name": one_line(name["name"]), "words": one_line(name["words"])} for name in found["names"][:NAMES]],
        "left_out": [_left_out(t) for t in left[:LEFT_OUT]], "left_more": max(0, len(left) - LEFT_OUT),
    }  # fmt: skip


def _way(giver: dict[str, str], taker: dict[str, str], rows: list[dict[str, Any]], statuses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "giver": giver["name"], "taker": taker["name"],
        "kinds": [
            {
                "kind": row["kind"], "states": [(state, row["states"][state]) for state in STATES], "more": max(0, len(row["transfers"]) - TRANSFERS),
                "more_href": address("/claims", {"agent": giver["id"], "recipient": taker["id"]}),
                "transfers": [_transfer(t, statuses) for t in row["transfers"][-TRANSFERS:][::-1]],
            }
            for row in rows
        ],
    }  # fmt: skip


def _transfer(t: dict[str, Any], statuses: Mapping[str, str]) -> dict[str, Any]:
    return {
        **t, "said_by": _said(t), "quote": one_line(t["quote"]), "tone": TONES[t["state"]], "published": (t["published"] or "")[:10] or None,
        "status": status(statuses[t["claim"]]), "read_as": _machine(t["machine"]) if t["machine"] else "",
    }  # fmt: skip


def _said(t: dict[str, Any]) -> str:
    return " → ".join(map(one_line, t["said_by"])) or "the outlet itself"


def _machine(read: dict[str, Any]) -> str:
    """Return what the machine read of a transfer that people edited."""
    way = f"{read['giver']} to {read['taker']}"
    return one_line(", ".join(part for part in (read["state"], read["amount"], read["kind"], way, read["when"], _said(read)) if part))


def _left_out(t: dict[str, Any]) -> dict[str, Any]:
    """Return why a transfer is left out, in words."""
    names = state_names()
    return {
        "words": one_line(f"{names.get(t['giver'], t['giver'])} to {names.get(t['taker'], t['taker'])}, {t['kind']}: {t['amount'] or t['state']}"),
        "text": one_line(t["quote"]), "claim": t["claim"], "status": status(t["status"]), "who": one_line(t["who"]), "at": t["at"][:10],
        "why": one_line(t["why"]),
    }  # fmt: skip


handlers = [show_pacts]

"""`pactwatch pacts A B`: what went each way between two parties, their pacts' dates, and the claims that contradict these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.errors import UsageError
from pactwatch.figures import codes
from pactwatch.figures.pacts import STATES, Name, Told, Transfer, contradictions, names_given, transfers
from pactwatch.figures.register import Pact, pacts_between, register
from pactwatch.reading.actor_register import state_names
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.filters import actor_ids
from pactwatch.store.view import View

COLUMNS = ("giver", "taker", "kind", "state", "amount", "when", "published", "said_by", "quote", "claim")


def list_pacts(ledger: str, one: str | None, two: str | None, as_of: str | None, form: Format) -> None:
    """Print the balance between two parties, or with none given the register. Raises UsageError PW153 for no state."""
    if one is None or two is None:
        if one is not None:
            raise UsageError("name two parties, as in: pactwatch pacts PRK RUS", code=codes.NO_PARTY)
        _print_register(form)
        return
    pair = parties_named(one, two)
    with open_ledger(ledger) as opened, opened.view() as view:
        found = pact_facts(view, pair, as_of)
    _print(found, form)
    if not (found["balance"] or found["names"]):
        say(f"no claim tells of anything between {state_names()[pair[0]]} and {state_names()[pair[1]]}")


def parties_named(one: str, two: str) -> tuple[str, str]:
    """Return the ids of two states by name or id. UsageError PW153 for no state, or the same one twice."""
    pair = (_party(one), _party(two))
    if pair[0] == pair[1]:
        raise UsageError(f"{one} and {two} are the same party", code=codes.NO_PARTY)
    return pair


def pact_facts(view: View, pair: tuple[str, str], as_of: str | None = None) -> dict[str, Any]:
    """Return what went each way between two states, their pacts, and what contradicts these. UsageError PW120 for no date."""
    pacts = pacts_between(*pair)
    between = [t for t in _between(view, *pair) if _known(t, as_of)]
    treaties = [t for t in _told(view, ClaimFilter(type="treaty")) if _known(t, as_of)]
    names = _names(view, between)
    return {
        "parties": [{"id": party, "name": state_names()[party]} for party in pair],
        "pacts": msgspec.to_builtins(pacts),
        "balance": _balance(transfers(between, *pair)),
        "contradictions": msgspec.to_builtins(contradictions([*treaties, *between], pacts)),
        "names": msgspec.to_builtins(names),
    }


def _party(name: str) -> str:
    if name.strip().upper() in state_names():
        return name.strip().upper()
    found = [i.upper() for i in actor_ids(name) if i.upper() in state_names()]
    if not found:
        raise UsageError(f"{name} is no state that the register knows; take a name or ISO code, as North Korea or PRK", code=codes.NO_PARTY)
    return found[0]


def _between(view: View, one: str, two: str) -> list[Told]:
    found = {t.claim.id: t for t in _told(view, ClaimFilter(agent=one, recipient=two))}
    found |= {t.claim.id: t for t in _told(view, ClaimFilter(agent=two, recipient=one))}
    return list(found.values())


def _told(view: View, wanted: ClaimFilter) -> Iterator[Told]:
    for row in view.claims(wanted):
        yield Told(claim=row.claim, quote=" […] ".join(row.quotes), document=row.document)


def _known(t: Told, as_of: str | None) -> bool:
    from pactwatch.store.codec import day_bounds

    if as_of is None:
        return True
    bounds = day_bounds(as_of)
    if bounds is None:
        raise UsageError("--as-of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    return t.document.published is not None and t.document.published[:10] <= bounds[1]


def _names(view: View, told: list[Told]) -> list[Name]:
    """Return the names given in the documents that tell of the two parties, each of one speaker and document once."""
    seen: dict[tuple[str, str | None, str], Name] = {}
    documents = {t.document.id: t.claim.id for t in told}
    for claim in documents.values():
        reading = view.claim(claim).reading
        for name in names_given(reading.document.text, reading.document.id, reading.statements):
            seen.setdefault((name.document, name.said_by, name.name), name)
    return list(seen.values())


def _balance(found: list[Transfer]) -> list[dict[str, Any]]:
    """Return one row for each way and kind, with how many claims there are in each state and the claims themselves."""
    rows: dict[tuple[str, str, str], list[Transfer]] = {}
    for t in found:
        rows.setdefault((t.giver, t.taker, t.kind), []).append(t)
    return [
        {"giver": giver, "taker": taker, "kind": kind, "states": {s: sum(t.state == s for t in group) for s in STATES},
         "first": group[0].published, "last": group[-1].published, "transfers": msgspec.to_builtins(group)}
        for (giver, taker, kind), group in sorted(rows.items())
    ]  # fmt: skip


def _print(found: dict[str, Any], form: Format) -> None:
    if form is Format.json:
        write(encode_json(found) + b"\n")
    elif form is Format.jsonl:
        for row in found["balance"]:
            write(encode_json(row) + b"\n")
    elif form is Format.csv:
        lines = [[_cell(t[name]) for name in COLUMNS] for row in found["balance"] for t in row["transfers"]]
        write_csv([csv_line(COLUMNS), *(csv_line(line) for line in lines)])
    else:
        from pactwatch.casefile.pact_text import print_pacts

        print_pacts(console(), found)


def _cell(value: Any) -> str:
    return " > ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _print_register(form: Format) -> None:
    pacts = register()
    if form in (Format.json, Format.jsonl):
        write(encode_json({"pacts": msgspec.to_builtins(pacts)}) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(("pact", "name", "event", "of", "date", "sources"))])
        for p in pacts:
            write_csv(csv_line((p.id, p.name, e.event, e.of or "", e.date, " ".join(e.sources))) for e in p.events)
    else:
        for p in pacts:
            _print_pact(p)


def _print_pact(pact: Pact) -> None:
    from pactwatch.casefile.pact_text import print_register

    print_register(console(), [msgspec.to_builtins(pact)])

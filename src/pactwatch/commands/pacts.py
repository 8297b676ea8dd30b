"""`pactwatch pacts A B`: what went each way between two parties, their pacts' dates, and the claims that contradict these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from pactwatch.casefile.plain import left_out_words
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.errors import UsageError
from pactwatch.figures import codes
from pactwatch.figures.balances import Gathered, Pair, gathered, touching, weighed
from pactwatch.figures.pacts import Name, Told, names_given
from pactwatch.figures.register import Pact, pacts_between, register
from pactwatch.figures.rulings import Ruling
from pactwatch.model import ReviewStatus
from pactwatch.reading.actor_register import state_names
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.filters import actor_ids, last_day
from pactwatch.store.view import View

COLUMNS = ("giver", "taker", "kind", "state", "amount", "when", "published", "said_by", "quote", "claim", "review", "edited")


def list_pacts(ledger: str, one: str | None, two: str | None, as_of: str | None, form: Format, *, why: bool = False) -> None:
    """Print the balance between two parties, or with none given the register. Raises UsageError PW153 for no state.

    With `why`, each transfer that review left out is named, with who left it out and why.
    """
    if one is None or two is None:
        if one is not None:
            raise UsageError("name two parties, as in: pactwatch pacts PRK RUS", code=codes.NO_PARTY)
        _print_register(form)
        return
    pair = parties_named(one, two)
    with open_ledger(ledger) as opened, opened.view() as view:
        found = pact_facts(view, pair, as_of)
    _print(found, form, why=why)
    if not (found["balance"] or found["names"] or found["left_out"]):
        say(f"no claim tells of anything between {state_names()[pair[0]]} and {state_names()[pair[1]]}")


def parties_named(one: str, two: str) -> tuple[str, str]:
    """Return the ids of two states by name or id. UsageError PW153 for no state, or the same one twice."""
    pair = (_party(one), _party(two))
    if pair[0] == pair[1]:
        raise UsageError(f"{one} and {two} are the same party", code=codes.NO_PARTY)
    return pair


def pact_facts(view: View, pair: Pair, as_of: str | None = None) -> dict[str, Any]:
    """Return what went each way between two states, their pacts, and what contradicts these; UsageError PW120 for no date.

    Claims that were rejected or retracted are under `left_out` and nowhere else; those that were edited count as edited.
    """
    found = gather_pact(view, pair, as_of)
    return with_statuses(view, pact_data(found, touching(found, view.standing(), last_day("as-of", as_of))))


def gather_pact(view: View, pair: Pair, as_of: str | None = None) -> Gathered:
    """Return what the machine found between two states, published by `as_of`: it changes with readings only."""
    until = last_day("as-of", as_of)
    between = [t for t in _between(view, *pair) if _known(t, until)]
    treaties = [t for t in _told(view, ClaimFilter(type="treaty")) if _known(t, until)]
    return gathered(pair, pacts_between(*pair), between, treaties, _names(view, between))


def pact_data(found: Gathered, rulings: Sequence[Ruling]) -> dict[str, Any]:
    """Return a balance as people reviewed it, but for where its claims stand."""
    return {
        "parties": [{"id": party, "name": state_names()[party]} for party in found.pair],
        "pacts": msgspec.to_builtins(found.pacts), **weighed(found, rulings),
    }


def with_statuses(view: View, data: dict[str, Any]) -> dict[str, Any]:
    """Return a balance with the review status of the claim that each row rests on."""
    return with_given(data, statuses_of(view, data))


def statuses_of(view: View, data: dict[str, Any]) -> dict[str, ReviewStatus]:
    """Return the review status of each claim that a balance rests on."""
    rows = [t for row in data["balance"] for t in row["transfers"]] + data["contradictions"]
    return view.statuses(row["claim"] for row in rows)


def with_given(data: dict[str, Any], statuses: Mapping[str, ReviewStatus]) -> dict[str, Any]:
    """Return a balance with these statuses of its claims."""

    def told(some: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one | {"review": statuses[one["claim"]]} for one in some]

    balance = [row | {"transfers": told(row["transfers"])} for row in data["balance"]]
    return data | {"balance": balance, "contradictions": told(data["contradictions"])}


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
    for row in view.claims_as_read(wanted):  # edits are weighed later
        yield Told(claim=row.claim, quote=" […] ".join(row.quotes), document=row.document)


def _known(t: Told, until: str | None) -> bool:
    return until is None or (t.document.published is not None and t.document.published[:10] <= until)


def _names(view: View, told: list[Told]) -> dict[str, tuple[Name, ...]]:
    """Return the names given in each of the documents that tell of the two parties."""
    found: dict[str, tuple[Name, ...]] = {}
    for document, claim in {t.document.id: t.claim.id for t in told}.items():
        reading = view.claim(claim).reading
        found[document] = tuple(names_given(reading.document.text, reading.document.id, reading.statements))
    return found


def _print(found: dict[str, Any], form: Format, *, why: bool) -> None:
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

        print_pacts(console(), found, whole=why)
    if found["left_out"] and form in (Format.csv, Format.jsonl):
        say(left_out_words(len(found["left_out"]), "transfer"))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " > ".join(value) if isinstance(value, list | tuple) else "" if value is None else str(value)


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

"""The balance of a pact as people reviewed its claims, on top of what the machine found, which is gathered once.

What was rejected or retracted is left out, and a repeat of it in the same text that does count takes its place; so does a repeat that says
more (a party confirms what others allege), for a text counts once. What was edited counts as edited, also between other parties than it was
read as.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pactwatch.figures.pacts import STATES, Contradiction, Name, Told, Transfer, contradictions, transfer_of
from pactwatch.figures.register import Pact
from pactwatch.figures.rulings import Edited, Ruling, Standing, ruling_data
from pactwatch.figures.wording import bounds
from pactwatch.model import Comparator, Quantity

Pair = tuple[str, str]


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What the machine found between two parties by a day: the transfers by claim, those that repeat one, dates, names by document."""

    pair: Pair
    pacts: tuple[Pact, ...]
    transfers: dict[str, Transfer]
    repeats: dict[str, list[Transfer]]
    contradictions: tuple[Contradiction, ...]
    names: dict[str, tuple[Name, ...]]
    between: dict[str, tuple[str, ...]]
    claims: frozenset[str]


def gathered(pair: Pair, pacts: Sequence[Pact], between: Iterable[Told], treaties: Iterable[Told], names: Mapping[str, tuple[Name, ...]]) -> Gathered:
    """Return what claims `between` two parties and claims about `treaties` come to; `names` are those of each document."""
    found: dict[str, Transfer] = {}
    repeats: dict[str, list[Transfer]] = {}
    documents: dict[str, list[str]] = {}
    kept = list(between)
    told = {t.claim.id: t for t in (*treaties, *kept)}
    for t in kept:
        documents.setdefault(t.document.id, []).append(t.claim.id)
        made = transfer_of(t, *pair)
        if made is not None and t.claim.same_as is None:
            found[made.claim] = made
        elif made is not None:
            repeats.setdefault(str(t.claim.same_as), []).append(made)
    return Gathered(
        pair=pair, pacts=tuple(pacts), transfers=found, repeats=repeats,
        contradictions=tuple(c for t in told.values() for c in contradictions([t], pacts)),
        names=dict(names), between={name: tuple(claims) for name, claims in documents.items()}, claims=frozenset(told),
    )  # fmt: skip


def touching(found: Gathered, standing: Standing, until: str | None = None) -> tuple[Ruling, ...]:
    """Return the rulings that change a balance: on its claims, and on those that people made claims of it by the day `until`."""
    own = standing.among(found.claims)
    others = [one for one in standing.of.values() if one.edited is not None and one.claim not in found.claims]
    return (*own, *(one for one in others if one.edited is not None and _published(one.edited, until) and _is_between(one.edited, found)))


def weighed(found: Gathered, rulings: Sequence[Ruling]) -> dict[str, Any]:
    """Return the balance: its rows, the pacts, what contradicts their dates, names, and what is left out and why."""
    ruled = {one.claim: one for one in rulings}
    out = [one for one in rulings if not one.counts]
    now = [one.edited for one in rulings if one.counts and one.edited is not None]
    kept = [_strongest(t, found, ruled) for claim, t in found.transfers.items() if _stands(claim, ruled)]
    kept += [t for one in now if (t := _edited(one, found)) is not None]
    kept += [t for one in out if (t := _in_place(one.claim, found, ruled)) is not None]
    return {
        "balance": _rows(sorted(kept, key=lambda t: (t.published or "", t.claim))),
        "contradictions": _contradictions(found, ruled, now),
        "names": [msgspec.to_builtins(name) for name in _names(found, ruled)],
        "left_out": [_left_out(found.transfers[one.claim], one) for one in out if one.claim in found.transfers],
    }


def _is_between(edited: Edited, found: Gathered) -> bool:
    return transfer_of(_told(edited), *found.pair) is not None


def _published(edited: Edited, until: str | None) -> bool:
    return until is None or (edited.document.published is not None and edited.document.published[:10] <= until)


def _told(edited: Edited) -> Told:
    return Told(claim=edited.now, quote=" […] ".join(edited.quotes), document=edited.document)


def _edited(edited: Edited, found: Gathered) -> Transfer | None:
    """Return the transfer of a claim as edited, with the machine's; of one that repeats another, none."""
    made = transfer_of(_told(edited), *found.pair) if edited.now.same_as is None else None
    machine = found.transfers.get(edited.now.id)
    return None if made is None else msgspec.structs.replace(made, amount=_amount(edited), edited=True, machine=_machine(machine))


def _amount(edited: Edited) -> str | None:
    """Return how many a claim as edited tells of: the words of the text, or where people changed what these say, the bounds in words."""
    now, found = edited.now.quantity, edited.found.quantity
    if now is None or found is None or now.text != found.text or _bounds(now) == _bounds(found):
        return now.text if now else None
    return f"{bounds(*_bounds(now))} {now.unit}"


def _bounds(quantity: Quantity) -> tuple[float | None, float | None, Comparator]:
    return quantity.low, quantity.high, quantity.comparator


def _machine(read: Transfer | None) -> dict[str, Any] | None:
    """Return what the machine read of a transfer; None where it read none between the two."""
    names = ("giver", "taker", "kind", "state", "amount", "when", "said_by")
    return None if read is None else {name: getattr(read, name) for name in names}


def _in_place(claim: str, found: Gathered, ruled: Mapping[str, Ruling]) -> Transfer | None:
    """Return the strongest repeat of a claim that is left out which counts."""
    repeats = [t for t in found.repeats.get(claim, ()) if t.claim not in ruled or ruled[t.claim].counts]
    return min(repeats, key=_strength, default=None)


def _strongest(t: Transfer, found: Gathered, ruled: Mapping[str, Ruling]) -> Transfer:
    """Return a transfer, or a repeat of it in the same text that counts as it was read and says more; a denial is none of that scale."""
    repeats = [one for one in found.repeats.get(t.claim, ()) if _stands(one.claim, ruled) and one.state != "denied"]
    return t if t.state == "denied" else min((t, *repeats), key=_strength)


def _strength(t: Transfer) -> int:
    return STATES.index(t.state)


def _stands(claim: str, ruled: Mapping[str, Ruling]) -> bool:
    """Say whether a claim counts as it was read."""
    return claim not in ruled or (ruled[claim].counts and ruled[claim].edited is None)


def _contradictions(found: Gathered, ruled: Mapping[str, Ruling], now: Iterable[Edited]) -> list[dict[str, Any]]:
    unruled = [c for c in found.contradictions if c.claim not in ruled or (ruled[c.claim].counts and ruled[c.claim].edited is None)]
    every = [*unruled, *(c for one in now for c in contradictions([_told(one)], found.pacts))]
    first: dict[tuple[str, str, str], Contradiction] = {}
    for c in every:
        first.setdefault((c.document, c.deed, c.claimed), c)
    return [msgspec.to_builtins(c) for c in first.values()]


def _names(found: Gathered, ruled: Mapping[str, Ruling]) -> list[Name]:
    """Return the names of the documents in which a claim between the two counts, each of one speaker and document once."""
    seen: dict[tuple[str, str | None, str], Name] = {}
    for document, claims in found.between.items():
        if any(claim not in ruled or ruled[claim].counts for claim in claims):
            for name in found.names.get(document, ()):
                seen.setdefault((name.document, name.said_by, name.name), name)
    return list(seen.values())


def _rows(kept: Sequence[Transfer]) -> list[dict[str, Any]]:
    """Return one row for each way and kind, with how many claims there are in each state and the claims themselves."""
    rows: dict[tuple[str, str, str], list[Transfer]] = {}
    for t in kept:
        rows.setdefault((t.giver, t.taker, t.kind), []).append(t)
    return [
        {"giver": giver, "taker": taker, "kind": kind, "states": {s: sum(t.state == s for t in group) for s in STATES},
         "first": group[0].published, "last": group[-1].published, "transfers": msgspec.to_builtins(group)}
        for (giver, taker, kind), group in sorted(rows.items())
    ]  # fmt: skip


def _left_out(t: Transfer, ruling: Ruling) -> dict[str, Any]:
    read: dict[str, Any] = msgspec.to_builtins(t)
    return {name: value for name, value in read.items() if name not in ("edited", "machine")} | ruling_data(ruling)

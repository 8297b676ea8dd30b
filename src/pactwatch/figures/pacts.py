"""A pact between two parties as the claims tell it: what went each way, how certain, by which name, and wrong dates.

A transfer is *planned*, *alleged* (others or the outlet say it happened, or it is hedged), *confirmed* (one of the two
parties itself says it happened), *demanded* (somebody wants it: nobody says that it is to come) or *denied*; a demand to
end it is no transfer. Nothing is confirmed by repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

from pactwatch.data import read_rows, read_toml
from pactwatch.figures.days import Days, days_of
from pactwatch.figures.points import is_media, side
from pactwatch.figures.register import Pact, PactEvent, events_of
from pactwatch.model import Claim, Document, Frozen, Statement

State = Literal["planned", "alleged", "confirmed", "demanded", "denied"]
STATES: tuple[State, ...] = ("confirmed", "alleged", "planned", "demanded", "denied")
NEAR_YEARS = 3
"""Years between a claimed date and a pact's events beyond which another pact is meant."""


class Told(Frozen, frozen=True, kw_only=True):
    """A claim with the words of its evidence and its document."""

    claim: Claim
    quote: str
    document: Document


class Transfer(Frozen, frozen=True, kw_only=True):
    """What one claim says went from one party to the other; `machine` is what was read of it, where people edited it."""

    giver: str
    taker: str
    kind: str
    state: State
    claim: str
    amount: str | None
    when: str | None
    published: str | None
    said_by: tuple[str, ...]
    quote: str
    edited: bool = False
    machine: dict[str, Any] | None = None


class Contradiction(Frozen, frozen=True, kw_only=True):
    """A claim whose date for a deed of the pact is not the register's; `nearest` are events that do lie in its period."""

    claim: str
    document: str
    quote: str
    deed: str
    claimed: str
    pact: str
    register: tuple[str, ...]
    nearest: tuple[str, ...]
    why: str


class Name(Frozen, frozen=True, kw_only=True):
    """A name that a side gives to what goes on: `puts` is how it puts it, `words` as said."""

    side: str | None
    said_by: str | None
    name: str
    puts: str
    words: str
    document: str
    statement: str | None


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Return {claim type: what goes from one party to the other}."""
    return {t: kind for kind, types in read_toml("pacts/words.toml")["kinds"].items() for t in types.split()}


def transfers(told: Iterable[Told], one: str, two: str) -> list[Transfer]:
    """Return what the claims say went between two states, in order of publication; repeats within a text count once."""
    found = [made for t in told if t.claim.same_as is None and (made := transfer_of(t, one, two)) is not None]
    return sorted(found, key=lambda x: (x.published or "", x.claim))


def transfer_of(t: Told, one: str, two: str) -> Transfer | None:
    """Return what one claim says went between two states, None where it tells of nothing between them."""
    claim, kind = t.claim, kinds().get(t.claim.type)
    pair = (_state(claim, "agent"), _state(claim, "recipient"))
    if kind is None or set(pair) != {one, two} or _ends(claim, t.quote):
        return None
    return Transfer(
        giver=str(pair[0]), taker=str(pair[1]), kind=kind, state=state_of(claim, (one, two)), claim=claim.id,
        amount=claim.quantity.text if claim.quantity else None, when=claim.time.edtf if claim.time else None,
        published=t.document.published, said_by=tuple(s.name for s in claim.attributed_to), quote=t.quote,
    )


def _ends(claim: Claim, quote: str) -> bool:
    """Say whether a claim demands that something end or not be: then nobody wants a transfer."""
    return claim.modality == "demanded" and re.search(read_toml("pacts/words.toml")["demands"]["ending"], quote.casefold()) is not None


def _state(claim: Claim, role: str) -> str | None:
    party = claim.agent if role == "agent" else claim.recipient
    if party is None or party.actor is None:
        return None
    return side_of(party.actor)


def side_of(actor: str) -> str | None:
    """Return the state that an actor belongs to: itself, its ministry's, its official's."""
    from pactwatch.model import Source

    return side(Source(name=actor, actor=actor))


def state_of(claim: Claim, parties: Sequence[str]) -> State:
    """Return the state of a transfer; see the module."""
    if claim.modality in ("denied", "demanded", "planned"):
        return claim.modality
    own = _is_own(claim, parties)
    return "confirmed" if own and claim.modality in ("happened", "ongoing") else "alleged"


def _is_own(claim: Claim, parties: Sequence[str]) -> bool:
    """Say whether a party says so itself, heard directly, through media or through the other party; media speak for none."""
    chain = claim.attributed_to
    if not chain or is_media(chain[-1]):
        return False
    return all(side(source) in parties for source in chain if not is_media(source))


def contradictions(told: Iterable[Told], pacts: Sequence[Pact]) -> list[Contradiction]:
    """Return the claims that date the signing, ratification or entry into force of a pact otherwise than the register."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    for t in told:
        deed = deed_of(t.quote)
        period = days_of(t.claim.time.edtf) if t.claim.time else None
        if deed is None or period is None or t.claim.modality in ("denied", "planned"):
            continue
        wrong = _contradicted(t, deed, period, pacts)
        if wrong is not None:
            found.setdefault((t.document.id, deed, wrong.claimed), wrong)
    return list(found.values())


def deed_of(quote: str) -> str | None:
    """Return what a text says was done with a pact: signed, ratified or in_force; None where it names no pact or deed.

    An agreement or accord is the pact only beside words of its own (partnership, defence): two states sign others, too.
    """
    words, text = read_toml("pacts/words.toml"), quote.casefold()
    named = words["pact"]
    general = re.search(named["general"], text) and re.search(named["own"], text)
    if not (re.search(named["nouns"], text) or general):
        return None
    return next((deed for deed, pattern in words["deeds"].items() if re.search(pattern, text)), None)


def _contradicted(t: Told, deed: str, period: Days, pacts: Sequence[Pact]) -> Contradiction | None:
    parties = pacts[0].parties if pacts else ()
    if not pacts or not all(_concerns(t, party) for party in parties):
        return None
    dated = [(pact, event, days) for pact, event in events_of(pacts) if (days := days_of(event.date))]
    same = [row for row in dated if row[1].event == deed]
    near = [row for row in same if abs((row[2][0] - period[0]).days) <= 366 * NEAR_YEARS]
    if not near or any(period[0] <= days[0] <= period[1] for _, _, days in same):
        return None
    pact = near[-1][0]
    inside = tuple(_shown(event) for _, event, days in dated if period[0] <= days[0] <= period[1])
    register = tuple(_shown(event) for _, event, _ in near if event.event == deed)
    claimed = t.claim.time.edtf if t.claim.time else ""
    instead = f"; in that time it was {', '.join(inside)}" if inside else ""
    why = f"said to be {deed.replace('_', ' ')} in {claimed}; the register has {', '.join(register)}{instead}"
    return Contradiction(
        claim=t.claim.id, document=t.document.id, quote=t.quote, deed=deed, claimed=claimed, pact=pact.id, register=register,
        nearest=inside, why=why,
    )


def _shown(event: PactEvent) -> str:
    return f"{event.event.replace('_', ' ')}{f' by {event.of}' if event.of else ''} {event.date}"


def _concerns(t: Told, party: str) -> bool:
    """Say whether a claim concerns a state: as its agent or recipient, or by a name in its evidence."""
    if party in (_state(t.claim, "agent"), _state(t.claim, "recipient")):
        return True
    text = f" {re.sub(r'[^a-z]+', ' ', t.quote.casefold())} "
    return any(f" {name.strip().casefold()} " in text for name in _names(party) if name.strip())


def _names(party: str) -> list[str]:
    row = next((r for r in read_rows("actors/states.tsv") if r["id"] == party), None)
    if row is None:
        return []
    officials = [name for r in read_rows("actors/officials.tsv") if r["country"] == party for name in r["names"].split(";")]
    return [row["name"], *row["aliases"].split(";"), *row["adjectives"].split(";"), *row["seats"].split(";"), *officials]


def names_given(text: str, document: str, statements: Iterable[Statement]) -> list[Name]:
    """Return the names that speakers, or the outlet itself, give to what goes on, in the order of the text."""
    found = []
    spoken = [(s, a, b) for s in statements for a, b in s.content]
    for row in read_toml("pacts/words.toml")["names"]:
        for match in re.finditer(row["pattern"], text, re.IGNORECASE):
            holding = [(b - a, s) for s, a, b in spoken if a <= match.start() < b and s.speakers]
            said = min(holding, key=lambda pair: pair[0])[1] if holding else None
            speaker = said.speakers[0] if said else None
            found.append((match.start(), Name(
                side=side(speaker), said_by=speaker.name if speaker else None, name=row["name"], puts=row["puts"],
                words=match.group(), document=document, statement=said.id if said else None,
            )))  # fmt: skip
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]

"""The names that claims give their parties and sources, for screening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.model import Claim, Frozen, Party
from pactwatch.reading.actor_register import official_names
from pactwatch.store import ClaimRow


class Named(Frozen, frozen=True, kw_only=True):
    """One name to be screened, with the claims and documents that it stands in."""

    query: str
    mentions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def names_of_claims(rows: Iterable[ClaimRow]) -> Iterator[Named]:
    """Yield each party and source once, under the register's name where it has one; states are not screened."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for row in rows:
        for name, actor in parties(row.claim):
            query = known_name(actor) or name
            if not _screened(query, actor):
                continue
            entry = found.setdefault(query, {"mentions": {}, "claims": {}, "documents": {}})
            entry["mentions"][name] = None
            entry["claims"][row.claim.id] = None
            entry["documents"][row.document.id] = None
    for query, entry in found.items():
        yield Named(query=query, **{key: tuple(values) for key, values in entry.items()})


def parties(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """Yield name and actor id of a claim's parties and sources."""
    for party in (claim.agent, claim.recipient, claim.object, *claim.attributed_to):
        if party is not None and party.name:
            yield party.name, party.actor


def screened_parties(claim: Claim) -> Iterator[tuple[Party, str]]:
    """Yield agent, recipient and object of a claim, as far as they are screened, with the name to screen; sources are no parties."""
    for party in (claim.agent, claim.recipient, claim.object):
        query = (known_name(party.actor) or party.name) if party is not None else ""
        if party is not None and query and _screened(query, party.actor):
            yield party, query


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return official_names()


def known_name(actor: str | None) -> str | None:
    """Return the register's first name of a person, whom a text may call by the surname alone."""
    return _known().get(actor) if actor else None


def _screened(name: str, actor: str | None) -> bool:
    state = actor is not None and len(actor) == 3 and actor.isupper()
    return not state and any(char.isupper() or not char.isascii() for char in name)

"""What other programs call an actor: country and sector codes, kind, aliases, by its id in the register of actors."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.model import Frozen, Party
from pactwatch.reading.actor_register import official_names, split_names, state_names
from pactwatch.reading.countries import countries_of

TABLE = "exports/sectors.toml"
_BODY = re.compile(r"([A-Z]{3})-([A-Z0-9]+)")


class Actor(Frozen, frozen=True, kw_only=True):
    """An actor of the register. `kind`: state, body, person, vessel; `country` ISO 3166-1 alpha-3; `sector` a code of the table."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    aliases: tuple[str, ...] = ()
    imo: str | None = None

    @property
    def code(self) -> str:
        """Country and sector as event data write them: PRK, RUSMIL, IGO."""
        return f"{self.country or ''}{self.sector or ''}"


def actor_of(party: Party | None) -> Actor | None:
    """Return what the register knows of a party; None where it is nobody's id."""
    return None if party is None or party.actor is None else find_actor(party.actor)


def country_codes(party: Party | None) -> str:
    """Return the country of a party as event data write it: by the register, else by its name; of several parties joined by ";"."""
    if party is None:
        return ""
    known = actor_of(party)
    return (known.country or "") if known else party.country or ";".join(countries_of(party.name, party.actor))


@lru_cache(maxsize=4096)
def find_actor(actor: str) -> Actor | None:
    """Return the actor with this id; of a body that is only named by kind ("NOR-MOD") its state and sector."""
    states = state_names()
    if actor in states:
        row = _rows("actors/states.tsv")[actor]
        return Actor(id=actor, name=row["name"], kind="state", country=actor, sector=None, aliases=tuple(split_names(row["aliases"])))
    if actor in official_names():
        row = _rows("actors/officials.tsv")[actor]
        names = split_names(row["names"])
        return Actor(id=actor, name=names[0], kind="person", country=row["country"] or None, sector="GOV", aliases=tuple(names[1:]))
    if actor in _rows("actors/ships.tsv"):
        row = _rows("actors/ships.tsv")[actor]
        aliases = tuple(split_names(row["aliases"]))
        return Actor(id=actor, name=row["name"], kind="vessel", country=row["country"] or None, sector=None, aliases=aliases, imo=row["imo"])
    row = _rows("actors/organisations.tsv").get(actor, {})
    body = _BODY.fullmatch(actor)
    if not row and (body is None or body[1] not in states):
        return None
    country = (row["country"] if row else body[1] if body else "") or None
    name = row["name"] if row else f"{states[body[1]]}: {_body_name(body[2])}" if body else actor
    aliases = tuple(split_names(row["aliases"])) if row else ()
    return Actor(id=actor, name=name, kind="body", country=country, sector=sector(actor), aliases=aliases)


def sector(actor: str) -> str | None:
    """Return the sector code of an organisation's or body's id; None where nothing says it."""
    table = _sectors()
    if found := table["actor"].get(actor) or table["whole"].get(actor):
        return found
    body = _BODY.fullmatch(actor)
    if body and (found := table["suffix"].get(body[2])):
        return found
    for start, code in table["prefix"].items():
        if actor.startswith(start):
            return code
    return table["kind"].get(_rows("actors/organisations.tsv").get(actor, {}).get("kind", ""))


def entity_schema(actor: Actor) -> str:
    """Return the FollowTheMoney schema of an actor."""
    whole = {"state": "PublicBody", "person": "Person", "vessel": "Vessel"}
    found: str = whole.get(actor.kind) or read_toml(TABLE)["schema"].get(actor.sector or "", "Organization")
    return found


@lru_cache(maxsize=1)
def _sectors() -> dict[str, dict[str, str]]:
    """Return each table turned: code by actor, suffix, prefix, kind."""
    table = read_toml(TABLE)
    return {
        part: {name: code for code, names in table[part].items() for name in names.split()}
        for part in ("actor", "whole", "suffix", "prefix", "kind")
    }


@lru_cache(maxsize=8)
def _rows(name: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in read_rows(name)}


@lru_cache(maxsize=1)
def _bodies() -> dict[str, str]:
    return {row["suffix"]: row["phrases"][0] for row in read_toml("actors/nouns.toml")["body"]}


def _body_name(suffix: str) -> str:
    return _bodies().get(suffix, suffix)

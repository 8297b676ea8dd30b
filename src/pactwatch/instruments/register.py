"""The register: the instruments that the program carries and those that a user adds, ready to assess with.

Instruments lie in data/instruments/*.toml, one file each; lexicon.toml and facts.toml beside them hold the classes and
facts that conditions name. A user's file may bring `[classes]` and `[facts]` of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from pactwatch.data import read_toml
from pactwatch.errors import UsageError
from pactwatch.instruments import codes
from pactwatch.instruments.lexicon import Lexicon, build
from pactwatch.instruments.patterns import parse_fact
from pactwatch.instruments.types import Instrument, Provision
from pactwatch.instruments.within import Facts

SCHEMA = "pactwatch-instrument/1"
WORDS = frozenset({"lexicon.toml", "wordnet.toml", "facts.toml", "press.toml", "subjects.toml", "northern_names.toml"})
"""Files of the folder that are no instruments."""
LEXICONS = ("instruments/lexicon.toml", "instruments/wordnet.toml")
"""Files with classes of words; the second widens classes of the first."""


@dataclass(slots=True, frozen=True)
class Register:
    """All instruments, and the lexicon and facts that their conditions look through."""

    instruments: tuple[Instrument, ...]
    lexicon: Lexicon
    facts: Facts
    raisable: tuple[Provision, ...]

    def provision(self, wanted: str) -> Provision:
        """Return the provision with this id or citation; UsageError PW130 where there is none."""
        key = wanted.casefold().strip()
        for instrument in self.instruments:
            for provision in instrument.provisions:
                if key in (provision.id.casefold(), provision.cite.casefold()):
                    return provision
        raise UsageError(f"there is no provision {wanted}; `pactwatch instruments list` shows them", code=codes.UNKNOWN)

    def instrument_of(self, provision: Provision) -> Instrument:
        """Return the instrument that a provision belongs to."""
        return next(one for one in self.instruments if provision in one.provisions)

    def instrument(self, wanted: str) -> Instrument:
        """Return the instrument with this id, symbol or number; UsageError PW130 where there is none."""
        key = wanted.casefold().strip()
        for one in self.instruments:
            if key in {name.casefold() for name in (one.id, one.symbol or "", one.number or "") if name}:
                return one
        raise UsageError(f"there is no instrument {wanted}; `pactwatch instruments list` shows them", code=codes.UNKNOWN)


def register(more: Iterable[str] = ()) -> Register:
    """Return the register with the instruments of `more`, texts of users' files; of two with one id the later counts.

    What the program carries stays as it is: a file with the id of one of its instruments is left out, and a fact keeps
    its meaning (`clashes.py` tells of both before a file is added).
    """
    return _register(tuple(more))


@lru_cache(maxsize=4)
def _register(more: tuple[str, ...]) -> Register:
    tables = [table for table in map(tomllib.loads, more) if table["instrument"]["id"] not in carried()]
    known = {one.id: one for one in (*shipped(), *(parse(table) for table in tables))}
    lexicon = build([*map(read_toml, LEXICONS), *(table.get("classes", {}) for table in tables)])
    rows: dict[str, Any] = {}
    for table in tables:
        rows |= table.get("facts", {})
    rows |= read_toml("instruments/facts.toml")
    facts = Facts({name: parse_fact(name, row) for name, row in rows.items()})
    instruments = tuple(known[name] for name in sorted(known))
    raisable = tuple(provision for one in instruments for provision in one.provisions if provision.when)
    return Register(instruments, lexicon, facts, raisable)


@lru_cache(maxsize=1)
def shipped() -> tuple[Instrument, ...]:
    """Return the instruments that the program carries."""
    folder = files("pactwatch.data").joinpath("instruments")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.name not in WORDS)
    return tuple(parse(read_toml(f"instruments/{name}")) for name in names)


@lru_cache(maxsize=1)
def carried() -> frozenset[str]:
    """Return the ids of the instruments that the program carries."""
    return frozenset(one.id for one in shipped())


def parse(table: Mapping[str, Any]) -> Instrument:
    """Return the instrument that a file describes; UsageError PW131 names the field that is wrong."""
    rows = {**table.get("instrument", {}), "provisions": table.get("provision", [])}
    rows["provisions"] = [_provision(row) for row in rows["provisions"]]
    try:
        return msgspec.convert(rows, Instrument)
    except msgspec.ValidationError as error:
        raise UsageError(f"the instrument {rows.get('id', 'without an id')}: {error}", code=codes.BAD_FILE) from error


def _provision(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its lists under the names of the type."""
    renamed = {"element": "elements", "reading": "readings", "period": "in_force"}
    return {renamed.get(name, name): value for name, value in row.items()}

"""`pactwatch actors`: the register of actors looked up by name, alias, office or id."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pactwatch.casefile.plain import shown
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.lists import day_of
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_rows
from pactwatch.data import read_rows
from pactwatch.errors import UsageError
from pactwatch.reading.actor_register import split_names
from pactwatch.reading.actor_terms import Term, holders, is_office, offices_named, terms_of
from pactwatch.store.codec import fold

FILES = {"state": "actors/states.tsv", "body": "actors/organisations.tsv", "official": "actors/officials.tsv", "ship": "actors/ships.tsv"}
COLUMNS = ("query", "id", "kind", "name", "country", "office", "from", "to", "held", "aliases", "native", "terms", "source")
NEAR = 8
"""How many records are named when none has exactly the name."""


def show_actors(names: list[str], on: str | None, form: Format) -> None:
    """Print what the register knows of each name. UsageError PW144 where it knows nothing of any of them."""
    day = day_of(on, "--on")
    rows = [row for name in names for row in found_actors(name, day)]
    for name in names:
        if not any(row["query"] == name for row in rows):
            say(f"the register has no {name}{_hint(name)}")
    if not rows:
        raise UsageError("nothing found; `pactwatch actors` takes a name, an alias, an office or an id", code="PW144")
    if form is Format.table:
        write("".join(_shown(row) for row in rows).encode("utf-8", "backslashreplace"))
    elif form is Format.json:
        write(b'{"actors":' + encode_json(rows) + b"}\n")
    else:
        print_rows("actors", COLUMNS, rows, form)


def found_actors(name: str, day: str | None) -> Iterator[dict[str, Any]]:
    """Yield what the register knows of a name, an office or an id, as held on `day`."""
    for record in _records().get(fold(name) or "", ()):
        yield {"query": name} | record | {"terms": [_term(term, day) for term in terms_of(record["id"])]}
    for of, office in offices_named(name):
        yield from _holders(name, of, office, day)


def _holders(query: str, of: str, office: str, day: str | None) -> Iterator[dict[str, Any]]:
    if day is None:
        raise UsageError(f"{query} is an office; --on DATE says on which day", code="PW144")
    for term, held in holders(of, office, day):
        record = next(record for record in _records()[fold(term.person) or ""] if record["id"] == term.person)
        yield {"query": query, **record, "office": f"{of} {office}", "from": term.start, "to": term.end or None, "held": held,
               "known_until": term.until or None}  # fmt: skip


def _term(term: Term, day: str | None) -> dict[str, Any]:
    known = {"of": term.of, "office": term.office, "from": term.start, "to": term.end or None, "known_until": term.until or None}
    return known | ({"held": term.covers(day)} if day else {})


@lru_cache(maxsize=1)
def _records() -> dict[str, list[dict[str, Any]]]:
    """Return the records by each of their names, folded."""
    found: dict[str, list[dict[str, Any]]] = {}
    for kind, file in FILES.items():
        for row in read_rows(file):
            record, names = _record(kind, row)
            for key in dict.fromkeys(fold(name) or "" for name in (record["id"], *names)):
                if key and record not in found.setdefault(key, []):
                    found[key].append(record)
    return found


def _record(kind: str, row: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    names = split_names(row["names"]) if kind == "official" else [row["name"], *split_names(row.get("aliases") or "")]
    native = split_names(row.get("native") or "")
    record: dict[str, Any] = {
        "id": row["id"], "kind": row.get("kind") or kind, "name": names[0],
        "country": row["id"] if kind == "state" else row.get("country") or None, "aliases": names[1:], "native": native,
    }  # fmt: skip
    if kind == "official":
        record["role"] = row["role"]
    if kind == "ship":
        record["imo"] = row["imo"]
    further = [row["imo"]] if kind == "ship" else split_names(row["surname"]) if kind == "official" else []
    return record | {"source": row.get("source") or ""}, [*names, *native, *further]


def _hint(name: str) -> str:
    if is_office(name):
        return ": that is an office; say whose, as in \"Russia's defence minister\""
    near = ", ".join(record["name"] for record in _near(name))
    return f"; near to it: {near}" if near else ""


def _near(name: str) -> list[dict[str, Any]]:
    from rapidfuzz import fuzz, process

    key = fold(name) or ""
    found = process.extract(key, _records().keys(), scorer=fuzz.token_sort_ratio, limit=NEAR, score_cutoff=75)
    near = {record["id"]: record for match, _, _ in found for record in _records()[match]}
    return list(near.values())[:NEAR]


def _shown(row: dict[str, Any]) -> str:
    where = f", {row['country']}" if row["country"] and row["country"] != row["id"] else ""
    lines = [f"{row['name']}   {row['id']}   {row['kind']}{where}" + (f"   IMO {row['imo']}" if row.get("imo") else "")]
    if row.get("office"):
        lines.append(f"  {row['office']}: {_span(row)}   held on that day: {row['held']}")
    lines += [f"  {term['of']} {term['office']}: {_span(term)}" + (f"   held: {term['held']}" if "held" in term else "")
              for term in row.get("terms", ())]  # fmt: skip
    others = [*row["aliases"], *row["native"]]
    if others:
        lines.append(f"  also {'; '.join(others)}")
    if row["source"]:
        lines.append(f"  source: {row['source']}")
    return "".join(f"{shown(line)}\n" for line in [*lines, ""])


def _span(term: dict[str, Any]) -> str:
    end = term["to"] or f"no end known (as of {term['known_until']})"
    return f"{term['from']} to {end}"

"""A ClaimFilter as SQL conditions over the table of claims; its parts serve listing.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, Select, String, Table, and_, exists, false, literal, literal_column, or_, select, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from pactwatch.errors import UsageError
from pactwatch.store.codec import clean, day_bounds, fold
from pactwatch.store.dialect import Dialect
from pactwatch.store.schema import OF_A_PLACE, claim_names, claim_sources, claims, documents, listed_claims, listed_sources
from pactwatch.store.types import ClaimFilter

Condition = ColumnElement[bool]
AFTER_IDS = "\U0010ffff"
"""Sorts after every character of an id: what starts with p lies from p to p + AFTER_IDS."""


def conditions(wanted: ClaimFilter, dialect: Dialect, *, listed: bool = True) -> Iterator[Condition]:
    """Yield what must hold of a claim's row joined with its document's; UsageError PW120 where a day is none.

    By what stands after all edits; not `listed`, by what was read: a ledger of a version before the tables of lists does not have them.
    """
    if wanted.type is not None:
        yield claims.c.type == clean(wanted.type)
    yield from _by_name(wanted) if listed else _by_key(wanted)
    own = list(_by_column(wanted, listed_claims if listed else claims))
    if own and listed:
        yield exists(select(listed_claims.c.place).where(listed_claims.c.claim_seq == claims.c.seq, *own).correlate(claims))
    elif own:
        yield from own
    if wanted.document is not None:
        yield documents.c.seq.in_(named_document(wanted.document))
    if wanted.text is not None:
        found = dialect.matching_claims(wanted.text)
        if found is not None and listed:
            found = select(listed_claims.c.claim_seq).where(listed_claims.c.place.in_(found))
        yield false() if found is None else claims.c.seq.in_(found)


def _by_column(wanted: ClaimFilter, table: Table) -> Iterator[Condition]:
    """Yield the conditions on state and days in `table`, asked so that no index of these is gone by: it is of one claim at a time."""
    if wanted.modality is not None:
        yield table.c.modality.concat("") == clean(wanted.modality)
    if wanted.since is not None:
        yield table.c.last_day.concat("") >= days("since", wanted.since)[0]
    if wanted.until is not None:
        yield table.c.first_day.concat("") <= days("until", wanted.until)[1]


def _by_name(wanted: ClaimFilter) -> Iterator[Condition]:
    """Yield the conditions on names as the indexes of lists have them."""
    for query, column in ((wanted.agent, listed_claims.c.agent), (wanted.recipient, listed_claims.c.recipient)):
        if query is not None:
            yield claims.c.seq.in_(select(listed_claims.c.claim_seq).where(column.in_(names(query))))
    if wanted.said_by is not None:
        places = select(listed_sources.c.place).where(listed_sources.c.name.in_(names(wanted.said_by)))
        yield claims.c.seq.in_(select(listed_claims.c.claim_seq).where(listed_claims.c.place.in_(places)))


def _by_key(wanted: ClaimFilter) -> Iterator[Condition]:
    """Yield the conditions on names as the claims themselves have them."""
    if wanted.agent is not None:
        yield named(wanted.agent, claims.c.agent_key, claims.c.agent_actor)
    if wanted.recipient is not None:
        yield named(wanted.recipient, claims.c.recipient_key, claims.c.recipient_actor)
    if wanted.said_by is not None:
        source = named(wanted.said_by, claim_sources.c.key, claim_sources.c.actor)
        yield exists(select(claim_sources.c.seq).where(claim_sources.c.claim_seq == claims.c.seq, source))


class _Position(FunctionElement[int]):
    """The place of one text within another, 0 where it is not in it: each database calls it differently."""

    inherit_cache = True
    type = Integer()


@compiles(_Position, "sqlite")
def _instr(element: _Position, compiler: Any, **settings: Any) -> str:
    return f"instr({compiler.process(element.clauses, **settings)})"


@compiles(_Position, "postgresql")
def _strpos(element: _Position, compiler: Any, **settings: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **settings)})"


def holds_words(key: ColumnElement[str], words: str) -> Condition:
    """Return the condition that a folded name or title holds whole `words` in their order."""
    return _Position(literal(" ", String).concat(key).concat(" "), literal(f" {words} ", String)) > 0


class _OfAPlace(FunctionElement[int]):
    """Above 0 where a figure has a place and no known party, in the words of the index that serves it."""

    inherit_cache = True
    type = Integer()


@compiles(_OfAPlace, "sqlite")
def _instr_place(_element: _OfAPlace, _compiler: Any, **_settings: Any) -> str:
    return OF_A_PLACE.format("instr")


@compiles(_OfAPlace, "postgresql")
def _strpos_place(_element: _OfAPlace, _compiler: Any, **_settings: Any) -> str:
    return OF_A_PLACE.format("strpos")


def of_a_place() -> Condition:
    """Return the condition that a figure has a place and no known party; for a statement on figures alone."""
    return _OfAPlace() > literal_column("0", Integer)


def names(query: str) -> Select[tuple[int]]:
    """Select the seqs of the names that `query` means, in a ledger with the tables of lists."""
    return select(claim_names.c.seq).where(named(query, claim_names.c.key, claim_names.c.actor))


def starts_with(column: ColumnElement[str], start: str) -> Condition:
    """Return the condition that an id starts with `start`, in a form that an index serves."""
    return and_(column >= start, column < start + AFTER_IDS)


def actor_ids(name: str) -> tuple[str, ...]:
    """Return the keys of the ids that the register of actors knows `name` by, whatever its case; none for an unknown one."""
    from pactwatch.reading.actor_register import register

    entries = register().get(name)
    return tuple(sorted({str(fold(entry.id)) for entry in entries if entry.id and entry.form not in ("body", "place")}))


def named(query: str, key: ColumnElement[str], actor: ColumnElement[str]) -> Condition:
    """Return the condition that `key` and `actor`, folded, are of the name or actor id `query`."""
    wanted = fold(query)
    if not wanted:
        return false()
    words = holds_words(key, wanted)
    known = actor_ids(query)
    if known:
        return or_(actor.in_(known), and_(actor.is_(None), words))
    return or_(actor == wanted, words)


def days(option: str, value: str) -> tuple[str, str]:
    """Return the first and last day of what `option` was given; UsageError PW120 where it is none."""
    bounds = day_bounds(value)
    if bounds is None:
        raise UsageError(f"--{option} takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    return bounds


def last_day(option: str, value: str | None) -> str | None:
    """Return the last day of what `option` was given, None where it was not; UsageError PW120 where it is none."""
    return None if value is None else days(option, value)[1]


def named_document(query: str) -> CompoundSelect[tuple[int]]:
    """Select the seqs of the documents asked for: by id, the start of one, URL, or words of the title; each by its own index."""
    wanted, words = clean(query) or "", fold(query)
    found: list[Condition] = [documents.c.id == wanted, documents.c.url == wanted]
    if wanted.startswith("doc-"):
        found.append(starts_with(documents.c.id, wanted))
    if words and "://" not in wanted and not wanted.startswith("doc-"):
        found.append(holds_words(documents.c.title_key, words))
    return union(*(select(documents.c.seq).where(condition) for condition in found))

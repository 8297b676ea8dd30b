"""Checking a user's instrument file: everything that is wrong with it, each with its place, before anything rests on it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from pactwatch.errors import PactwatchError
from pactwatch.instruments.clashes import clashes
from pactwatch.instruments.conditions import names_of
from pactwatch.instruments.official import path_of
from pactwatch.instruments.patterns import parse_fact
from pactwatch.instruments.register import SCHEMA, parse, register, shipped
from pactwatch.instruments.types import Element, Instrument, Provision

_HASH = re.compile(r"[0-9a-f]{64}")
_TABLES = frozenset({"schema", "instrument", "provision", "classes", "facts"})


def problems(text: str) -> list[str]:
    """Return what is wrong with an instrument file, one line each; empty where it can be used."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [f"it is no TOML: {error}"]
    found = list(_shape(table))
    try:
        instrument = parse(table)
    except PactwatchError as error:
        return [*found, str(error)]
    except (TypeError, AttributeError) as error:
        return [*found, f"[instrument] and [[provision]] are not tables as described ({error})"]
    wrong = [*_instrument(instrument), *_facts(table), *_names(instrument, table)]
    clash = () if instrument in shipped() else clashes(instrument, table.get("facts", {}), shipped(), register().facts)
    return [*found, *clash, *wrong]


def _shape(table: dict[str, Any]) -> Iterator[str]:
    if table.get("schema") != SCHEMA:
        yield f'schema must be "{SCHEMA}"'
    for name in sorted(set(table) - _TABLES):
        yield f"[{name}] is no table of an instrument file ({', '.join(sorted(_TABLES))})"
    if not table.get("provision"):
        yield "there is no [[provision]]"


def _instrument(one: Instrument) -> Iterator[str]:
    ids = Counter(provision.id for provision in one.provisions)
    for name in sorted(name for name, count in ids.items() if count > 1):
        yield f"{name}: this id stands twice"
    for day in (one.adopted, *(event.date for event in one.events)):
        if day is not None and not _is_day(day):
            yield f"{one.id}: {day} is no day as in 2017-12-22"
    for provision in one.provisions:
        for problem in (*_provision(provision), *_elements(provision)):
            yield f"{provision.id}: {problem}"


def _provision(provision: Provision) -> Iterator[str]:
    if provision.sha256 is not None and not _HASH.fullmatch(provision.sha256):
        yield "sha256 must be 64 hex digits"
    if provision.sha256 is not None and not path_of(provision):
        yield "it has a hash but no para or article to find the paragraph by"
    if provision.binding in {"hortatory", "procedural"} and provision.when:
        yield f"it is {provision.binding}: only what is decided is tested, so it takes no `when`"
    if provision.when and not provision.elements:
        yield "it has `when` but no element"
    for period in provision.in_force:
        for day in (period.start, period.until):
            if day is not None and not _is_day(day):
                yield f"{day} is no day as in 2017-12-22"
        if period.until is not None and period.until <= period.start:
            yield f"the period from {period.start} ends before it begins"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _elements(provision: Provision) -> Iterator[str]:
    ids = Counter(element.id for element in provision.elements)
    for name in sorted(name for name, count in ids.items() if count > 1):
        yield f"element {name}: this id stands twice"
    for element in provision.elements:
        if element.span is not None and not 0 <= element.span[0] < element.span[1] <= (provision.characters or element.span[1]):
            yield f"element {element.id}: span {list(element.span)} lies outside the paragraph"
        if not element.question.strip():
            yield f"element {element.id}: it asks no question"


def _facts(table: dict[str, Any]) -> Iterator[str]:
    for name, row in table.get("facts", {}).items():
        try:
            parse_fact(name, row)
        except (ValueError, TypeError, AttributeError) as error:
            yield f"fact {name}: {error}"


def _names(one: Instrument, table: dict[str, Any]) -> Iterator[str]:
    ours = register()
    known = ours.lexicon.classes | set(ours.facts) | set(table.get("facts", {})) | set(table.get("classes", {}))
    for provision in one.provisions:
        for place, condition in _conditions(provision):
            try:
                unknown = sorted(names_of(condition) - known)
            except ValueError as error:
                yield f"{provision.id}, {place}: {error}"
                continue
            for name in unknown:
                yield f"{provision.id}, {place}: there is no class or fact {name}"


def _conditions(provision: Provision) -> Iterator[tuple[str, str]]:
    for condition in provision.when:
        yield "when", condition
    for element in provision.elements:
        for place, conditions in _of_element(element):
            for condition in conditions:
                yield f"element {element.id}, {place}", condition


def _of_element(element: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in ("contested", "not_met", "unknown", "met"):
        yield name, getattr(element, name)

"""What an export format is: a name, what it is for, and a function that streams records into a binary file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple

import msgspec

from pactwatch import plugins
from pactwatch.exports.record import Record

Write = Callable[[Iterable[Record], BinaryIO], int]
"""Writes the records as they come and returns how many things (rows, entities, entries) it wrote."""


class Column(NamedTuple):
    """One column, property or field of a format: its name, what it holds, and how it comes from a record."""

    name: str
    about: str
    value: Callable[[Record], Any]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """An export format. `things` names what is counted ("rows"); `binary` ones are not written to a terminal.

    `fields` lists what each thing holds, by name: the documentation is made from it.
    """

    name: str
    suffix: str
    media_type: str
    about: str
    write: Write
    things: str = "rows"
    binary: bool = False
    fields: dict[str, str] = {}


def format_names() -> tuple[str, ...]:
    """Return the names of the formats that there are, plugins' included."""
    return tuple(plugins.registered(plugins.FORMATS))


def find_format(name: str) -> Format:
    """Return a format by its name; UsageError PW190 where there is none, PW191 where a plugin's cannot be loaded."""
    return plugins.load(plugins.FORMATS, name, Format)


def columns_about(columns: Iterable[Column]) -> dict[str, str]:
    """Return what each column holds, by name."""
    return {column.name: column.about for column in columns}

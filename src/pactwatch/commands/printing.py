"""Results on stdout, one by one as they come: table, json, jsonl, csv."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import TracebackType
from typing import Any

from pactwatch.casefile.rows import csv_header, csv_rows, encode_json
from pactwatch.commands.choices import Format
from pactwatch.model import Reading


def write(data: bytes) -> None:
    """Write `data` to stdout at once, so that what reads it need not wait."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_csv(lines: Iterable[str]) -> None:
    """Write CSV lines."""
    write("".join(lines).encode("utf-8", "backslashreplace"))


class JsonList:
    """A JSON object with one list, written item by item: `{"name":[...]}` on one line."""

    def __init__(self, name: str) -> None:
        self._before = b'{"' + name.encode() + b'":['

    def __enter__(self) -> JsonList:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not isinstance(error, OSError):
            self.close()  # what was listed before something failed stays valid JSON

    def add(self, item: Any) -> None:
        """Write one more item."""
        write(self._before + encode_json(item))
        self._before = b","

    def close(self) -> None:
        """Write the end."""
        write((b"" if self._before == b"," else self._before) + b"]}\n")


class ReadingPrinter:
    """Prints readings in one of the formats."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._json = JsonList("readings") if form is Format.json else None
        if form is Format.csv:
            write_csv([csv_header()])

    def add(self, reading: Reading) -> None:
        """Print one reading."""
        if self._json is not None:
            self._json.add(reading)
        elif self._form is Format.jsonl:
            write(encode_json(reading) + b"\n")
        elif self._form is Format.csv:
            write_csv(csv_rows(reading.document, reading.claims))
        else:
            from pactwatch.casefile.terminal import print_reading

            print_reading(console(), reading)
            sys.stdout.flush()

    def close(self) -> None:
        """Print what ends the list."""
        if self._json is not None:
            self._json.close()


def console() -> Any:
    """Return a terminal of stdout's width and colours."""
    from rich.console import Console

    return Console(highlight=False)


def by_document(rows: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the id of each reading with its rows, which come together."""
    for reading, group in groupby(rows, key=lambda row: row.reading):
        yield str(reading), list(group)

"""Rows of plain values on stdout: table, json, jsonl, csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pactwatch.casefile.plain import cell, one_line
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.printing import JsonList, console, write, write_csv


def print_rows(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]], form: Format) -> None:
    """Print `rows`: as JSON under `name`, as JSON lines, as CSV with `columns`, or as a table of them."""
    def lines() -> Iterator[str]:
        yield csv_line(columns)
        yield from (csv_line([_flat(row.get(column)) for column in columns]) for row in rows)

    if not print_records(name, rows, form, lines):
        _table(columns, list(rows))


def print_records(name: str, rows: Iterable[dict[str, Any]], form: Format, lines: Callable[[], Iterable[str]]) -> bool:
    """Print `rows` as JSON under `name`, as JSON lines, or the `lines` of their CSV; return False for the table, which is the caller's."""
    if form is Format.json:
        with JsonList(name) as listed:
            for row in rows:
                listed.add(row)
    elif form is Format.jsonl:
        for row in rows:
            write(encode_json(row) + b"\n")
    elif form is Format.csv:
        write_csv(lines())
    return form is not Format.table


def csv_line(values: Sequence[Any]) -> str:
    """Return one line of CSV; text cells are guarded against running as formulas."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _table(columns: Sequence[str], rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table

    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(one_line(str("" if row.get(column) is None else _flat(row.get(column)))) for column in columns))
    console().print(table, markup=False)

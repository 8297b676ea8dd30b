"""The command line: parse arguments, call one function, print. Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pactwatch.intake import Taken
    from pactwatch.model import Document, Reading

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Read reporting on military cooperation, arms, labour, money and sanctions into claims that anyone can check.",
    epilog="Example: pactwatch read article.txt --published 2025-06-18",
)


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


@app.callback()
def root() -> None:
    """Pactwatch reads articles into claims: who says that who did what to whom, how many, where, when, how certain."""


@app.command()
def version() -> None:
    """Print the version."""
    from pactwatch import __version__

    typer.echo(__version__)


@app.command(epilog="Example: pactwatch read reports/ --format jsonl > readings.jsonl")
def read(
    sources: Annotated[list[str], typer.Argument(help="files (txt, md, html, pdf, json, jsonl), folders, or - for stdin")],
    form: Annotated[Format, typer.Option("--format", help="how to print the readings")] = Format.table,
    published: Annotated[str | None, typer.Option(help="day of publication, YYYY-MM-DD")] = None,
    publisher: Annotated[str | None, typer.Option(help="who published it")] = None,
    url: Annotated[str | None, typer.Option(help="where it was published")] = None,
    html: Annotated[Path | None, typer.Option(help="also write a page: the article with its claims beside it")] = None,
    processes: Annotated[int, typer.Option(min=1, help="how many processes read")] = 1,
) -> None:
    """Read articles and print their claims with the words that they stand on."""
    from pactwatch.intake import IntakeOptions, take_in
    from pactwatch.runners.local import read_local
    from pactwatch.runners.pool import read_pool

    options = IntakeOptions(published=_day(published), publisher=publisher, url=url, stdin=sys.stdin.buffer)
    failed: list[Taken] = []
    kept = _documents(take_in(sources, options), failed)
    readings: list[Reading] = []
    errors = 0
    for outcome in read_local(kept) if processes == 1 else read_pool(kept, processes):
        if outcome.reading is not None:
            readings.append(outcome.reading)
        elif outcome.error is not None:
            errors += 1
            typer.echo(f"{outcome.error.code} {outcome.document.id}: {outcome.error}", err=True)
    _print(readings, form)
    if html is not None:
        from pactwatch.casefile.page import article_page

        html.write_text(article_page(readings), encoding="utf-8", errors="backslashreplace")
    for taken in failed:
        if taken.error is not None:
            typer.echo(f"{taken.error.code} {taken.source}: {taken.error}", err=True)
    if failed or errors:
        raise typer.Exit(3)


def _documents(taken: Iterable[Taken], failed: list[Taken]) -> Iterator[Document]:
    """Yield the documents; what failed goes onto the list `failed`."""
    for one in taken:
        if one.document is None:
            failed.append(one)
        else:
            yield one.document


def _day(value: str | None) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        message = "a day is written YYYY-MM-DD, as in 2025-06-18"
        raise typer.BadParameter(message, param_hint="--published") from error


def _print(readings: list[Reading], form: Format) -> None:
    from pactwatch.casefile.rows import csv_header, csv_rows, encode_json

    out = sys.stdout.buffer
    if form is Format.json:
        out.write(encode_json({"readings": readings}) + b"\n")
    elif form is Format.jsonl:
        out.writelines(encode_json(reading) + b"\n" for reading in readings)
    elif form is Format.csv:
        lines = [csv_header(), *(row for r in readings for row in csv_rows(r.document, r.claims))]
        out.write("".join(line if line.endswith("\n") else line + "\n" for line in lines).encode("utf-8", "backslashreplace"))
    else:
        from rich.console import Console

        from pactwatch.casefile.terminal import print_reading

        console = Console(highlight=False)
        for reading in readings:
            print_reading(console, reading)
    sys.stdout.flush()


def main() -> None:
    """Run the command line; an interruption ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()

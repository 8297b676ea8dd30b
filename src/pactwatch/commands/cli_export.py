"""The options of `pactwatch export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pactwatch.commands.choices import Modality
from pactwatch.commands.options import HERE, LedgerOption


def export(
    *,
    form: Annotated[str, typer.Option(
        "--format", metavar="FORMAT", help="csv, jsonl, parquet, geojson, plover, cameo, ftm, stix, bibtex, csl, or a plugin's")] = "csv",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="the file to write; stdout without it, or for -")] = None,
    everything: Annotated[bool, typer.Option(
        "--all/--reviewed", help="all claims, each marked with its review, or only those that are accepted")] = False,
    origins: Annotated[bool | None, typer.Option(
        "--origins/--no-origins", help="count the independent origins of each claim (default: in ledgers up to 5,000 documents)")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="claim type, as deploy_forces")] = None,
    agent: Annotated[str | None, typer.Option(help="who acts: actor id or name, as PRK or \"North Korea\"")] = None,
    recipient: Annotated[str | None, typer.Option(help="to whom: actor id or name")] = None,
    said_by: Annotated[str | None, typer.Option(help="who says so, anywhere in the chain: actor id or name")] = None,
    since: Annotated[str | None, typer.Option(help="not over before this day, month or year")] = None,
    until: Annotated[str | None, typer.Option(help="begun by this day, month or year")] = None,
    modality: Annotated[Modality | None, typer.Option(help="state of the event")] = None,
    document: Annotated[str | None, typer.Option(help="document id or its start, URL, or words of its title")] = None,
    text: Annotated[str | None, typer.Option(help='words of evidence, names or title; "a phrase", prefix*')] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=2**31, help="at most so many claims")] = None,
    formats: Annotated[bool, typer.Option("--formats", help="list the formats, plugins' included, and stop")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="no progress and no notes on stderr, only errors")] = False,
    ledger: LedgerOption = HERE,
) -> None:
    """Write claims for other programs: spreadsheets, data frames, maps, event data, investigation tools, references.

    Only what a person has accepted in `review` is exported, with the edits in force; --all exports the rest too, marked.
    The file appears whole or not at all. The same ledger gives the same bytes.
    """
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.commands.exporting import Asked, export_claims, list_formats
        from pactwatch.store import ClaimFilter

        if formats:
            for name, about in list_formats():
                typer.echo(f"{name:9} {about}")
            return
        wanted = ClaimFilter(
            type=kind, agent=agent, recipient=recipient, said_by=said_by, since=since, until=until,
            modality=modality.value if modality else None, document=document, text=text, limit=limit,
        )  # fmt: skip
        place = None if out is None or str(out) == "-" else out
        export_claims(ledger, Asked(form=form, out=place, wanted=wanted, everything=everything, origins=origins, quiet=quiet))


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog='Example: pactwatch export --format geojson --agent "North Korea" --out claims.geojson')(export)

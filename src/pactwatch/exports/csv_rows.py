"""CSV: one claim a row, flat. Text cells are guarded against running as formulas, reversibly (exports/cells.py)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from pactwatch.exports.cells import guard
from pactwatch.exports.format import Column, Format, columns_about
from pactwatch.exports.record import Record
from pactwatch.model import Party, Place

BETWEEN = " […] "
"""Between the quotes of one cell."""


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _of(part: str, name: str) -> Callable[[Record], Any]:
    """Return what gives the field `name` of the claim's `part`; None where the claim has no such part."""

    def value(record: Record) -> Any:
        found = getattr(record, part)
        return None if found is None else getattr(found, name)

    return value


def _party(role: str, what: str) -> tuple[Column, ...]:
    def name(record: Record) -> str | None:
        party: Party | None = getattr(record, role)
        return party.name if party else None

    return (Column(role, f"{what}: fullest known name", name), Column(f"{role}_id", f"{what}: id in the register of actors", _of(role, "actor")))


def _place(role: str, what: str) -> tuple[Column, ...]:
    def name(record: Record) -> str | None:
        place: Place | None = getattr(record, role)
        return place.name if place else None

    return (
        Column(role, f"{what}: name", name),
        Column(f"{role}_country", f"{what}: country, ISO 3166-1 alpha-3", _of(role, "country")),
        Column(f"{role}_precision", f"{what}: point, city, admin2, admin1, region, country, sea or unknown", _of(role, "precision")),
    )


def _bound(index: int) -> Callable[[Record], int | None]:
    return lambda record: record.evidence[-index][index] if record.evidence else None


COLUMNS: tuple[Column, ...] = (
    Column("claim", "id of the claim", lambda r: r.id),
    Column("type", "what is claimed", lambda r: r.type),
    Column("modality", "state of the event: happened, ongoing, planned, possible, alleged, denied, demanded", lambda r: r.modality),
    Column("review", "status of review: accepted, unreviewed, rejected, retracted", lambda r: r.review.status),
    Column("words", "the claim in one sentence, with its state and source", lambda r: r.words),
    *_party("agent", "who acts"),
    *_party("recipient", "to whom"),
    Column("object", "what is sent, given, done", lambda r: r.object.name if r.object else None),
    Column("low", "figure, lower bound; empty where open", lambda r: _number(r.quantity.low if r.quantity else None)),
    Column("high", "figure, upper bound; empty where open", lambda r: _number(r.quantity.high if r.quantity else None)),
    Column("comparator", "exact, about, at_least, more_than, at_most, less_than, between", _of("quantity", "comparator")),
    Column("unit", "what is counted", _of("quantity", "unit")),
    Column("change", "stock, flow or additional", _of("quantity", "change")),
    Column("quantity", "the figure in the text's own words", _of("quantity", "text")),
    Column("time_start", "first day of the event (ISO 8601)", _of("time", "start")),
    Column("time_end", "last day of the event (ISO 8601)", _of("time", "end")),
    Column("time_precision", "day, month, quarter, year, ...", _of("time", "precision")),
    Column("time_edtf", "the time as EDTF (ISO 8601-2)", _of("time", "edtf")),
    Column("time", "the time in the text's own words", _of("time", "text")),
    *_place("place", "where"),
    *_place("origin", "where from"),
    *_place("destination", "where to"),
    Column("said_by", 'who says so, from the outermost source to the innermost, parted by " > "; empty: the outlet itself',
           lambda r: " > ".join(source.name for source in r.attributed_to)),
    Column("said_by_ids", 'ids of these in the register of actors, parted by " > "; ? for one that is not in it',
           lambda r: " > ".join(source.actor or "?" for source in r.attributed_to)),
    Column("evidence", f'words of the evidence, parted by "{BETWEEN}"', lambda r: BETWEEN.join(r.quotes)),
    Column("evidence_start", "where the evidence begins, code points into the text", _bound(0)),
    Column("evidence_end", "where it ends", _bound(1)),
    Column("same_as", "id of the claim in this document that tells the same event", lambda r: r.same_as),
    Column("rule", "what gave the type", lambda r: r.rule),
    Column("plover_event", "PLOVER event", lambda r: r.plover.event),
    Column("plover_mode", "PLOVER mode", lambda r: r.plover.mode),
    Column("cameo", "CAMEO code", lambda r: r.cameo),
    Column("document", "id of the document", lambda r: r.document.id),
    Column("title", "its title", lambda r: r.document.title),
    Column("author", "its author", lambda r: r.document.author),
    Column("publisher", "who published it", lambda r: r.document.publisher),
    Column("published", "when (ISO 8601)", lambda r: r.document.published),
    Column("language", "its language (ISO 639-1)", lambda r: r.document.language),
    Column("url", "where", lambda r: r.document.url),
    Column("text_sha256", "hash of the text that the offsets count in", lambda r: r.document.text_sha256),
    Column("capture_sha256", "hash of the captured bytes", lambda r: r.document.capture_sha256),
    Column("captured_at", "when it was first captured (ISO 8601, UTC)", lambda r: r.captures[0].captured_at if r.captures else None),
    Column("engine", "what read it, with its version", lambda r: f"{r.engine.name} {r.engine.version}"),
    Column("reading", "id of the reading", lambda r: r.engine.reading),
    Column("reviewed_by", 'who accepts it, parted by "; "', lambda r: "; ".join(r.review.by)),
    Column("reviewed_at", "when it was decided (ISO 8601, UTC)", lambda r: r.review.at),
    Column("edited", 'fields that a reviewer changed, parted by "; "', lambda r: "; ".join(edit.field for edit in r.review.edits)),
    Column("notes", 'notes of reviewers, parted by " | "', lambda r: " | ".join(r.review.notes)),
    Column("credibility", "grade of the claim, 1-6", lambda r: r.grades.credibility),
    Column("reliability", "grade of the innermost source, A-F", lambda r: r.grades.source),
    Column("publisher_reliability", "grade of the publisher, A-F", lambda r: r.grades.publisher),
    Column("unsupported", "why a claim that was graded 1 is so no longer", lambda r: r.grades.unsupported),
    Column("story", "id of the story it belongs to", _of("origins", "story")),
    Column("story_documents", "documents in that story", _of("origins", "documents")),
    Column("independent_origins", "independent origins that state it; empty where not counted", _of("origins", "independent")),
)  # fmt: skip
"""The columns, in their order."""


def table_writer(columns: Sequence[Column]) -> Callable[[Iterable[Record], BinaryIO], int]:
    """Return what writes records as CSV with these columns (UTF-8, comma, CRLF as RFC 4180 has it); it returns how many."""

    def write(records: Iterable[Record], out: BinaryIO) -> int:
        out.write(csv_line([column.name for column in columns]))
        count = 0
        for record in records:
            out.write(csv_line([column.value(record) for column in columns]))
            count += 1
        return count

    return write


def csv_line(values: Sequence[Any]) -> bytes:
    r"""Return one line; None is an empty cell, texts are guarded, lone surrogates become \\u escapes."""
    out = io.StringIO()
    cells = ["" if value is None else guard(value) if isinstance(value, str) else value for value in values]
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "backslashreplace")


FORMAT = Format(
    name="csv", suffix=".csv", media_type="text/csv", write=table_writer(COLUMNS), things="claims", fields=columns_about(COLUMNS),
    about="one claim a row, flat, for spreadsheets; no cell runs as a formula",
)  # fmt: skip

"""Event data: PLOVER and CAMEO rows, one for each distinct event of a document, tab-separated as event data sets are.

Claims of one document that tell one event (`same_as`) are one row, with all their ids in `claims`; the row is that of the
first of them in the text that is exported, an accepted one before one that nobody reviewed, both before rejected and
retracted ones. Rows of several documents about one event stay apart: they have their `story` in common. A row says what was
said, not what happened: `modality` is the state of the event, and only happened and ongoing ones have `actual` 1. There is
no Goldstein score: CAMEO's scores stand for events that took place, and of a planned or denied one they would say something
false.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO, NamedTuple

from pactwatch.casefile.plain import one_line
from pactwatch.exports.cells import guard
from pactwatch.exports.dyads import Side, dyad
from pactwatch.exports.format import Format
from pactwatch.exports.geojson import point
from pactwatch.exports.record import Record
from pactwatch.exports.words import REFUSED
from pactwatch.model import Place

ACTUAL = frozenset({"happened", "ongoing"})
EXACT_DAY, MONTH = "day", "month"


class Event(NamedTuple):
    """One event of a document: the record that stands for it, all that tell it, and its source and target."""

    record: Record
    all: tuple[Record, ...]
    sides: tuple[Side, Side]


class EventColumn(NamedTuple):
    """A column of event data."""

    name: str
    about: str
    value: Callable[[Event], Any]


def _side(side: str, place: int) -> tuple[EventColumn, ...]:
    def of(event: Event) -> Side:
        return event.sides[place]

    def party(what: str) -> Callable[[Event], str | None]:
        return lambda event: getattr(of(event).party, what, None) or None

    def known(what: str) -> Callable[[Event], str | None]:
        return lambda event: getattr(of(event).actor, what, None) or None

    def code(event: Event) -> str | None:
        found = of(event)
        return found.actor.code if found.actor and found.by == "named" else found.country or None

    return (
        EventColumn(f"{side}_code", f"{side} actor: country and sector together, as PRK, RUSMIL, IGO; empty where not known", code),
        EventColumn(f"{side}_country", f"{side} actor: country, ISO 3166-1 alpha-3; of several that act together, parted by semicolons",
                    lambda event: of(event).country or None),
        EventColumn(f"{side}_by", "whose country that is: `named` by the text; `place`, unnamed and of the country where it took place; "
                    "`home`, the other side's, no other being named", lambda event: of(event).by),
        EventColumn(f"{side}_sector", f"{side} actor: sector code (data/exports/sectors.toml)", known("sector")),
        EventColumn(f"{side}_name", f"{side} actor: name as the text has it", party("name")),
        EventColumn(f"{side}_actor", f"{side} actor: id in the register of actors", known("id")),
    )  # fmt: skip


def _date(event: Event) -> str | None:
    time = event.record.time
    return time.start if time else event.record.document.published


def _basis(event: Event) -> str | None:
    if time := event.record.time:
        return "event" if time.start else "event_end" if time.end else None
    return "publication" if event.record.document.published else None


def _place(event: Event) -> Place | None:
    return event.record.place or event.record.destination or event.record.origin


def _coordinate(index: int) -> Callable[[Event], float | None]:
    def value(event: Event) -> float | None:
        found = point(_place(event))
        return found["coordinates"][index] if found else None

    return value


def _figure(name: str) -> Callable[[Event], Any]:
    return lambda event: getattr(event.record.quantity, name, None)


COMMON: tuple[EventColumn, ...] = (
    EventColumn("event_id", "id of the claim that the row is made from", lambda e: e.record.id),
    EventColumn("date", "first day of the event; where the text gives no time, the day of publication (ISO 8601)", _date),
    EventColumn("date_basis",
                "what the date is: event or publication; event_end where the text gives only the last day, and `date` is empty", _basis),
    EventColumn("date_end", "last day of the event", lambda e: e.record.time.end if e.record.time else None),
    EventColumn("date_precision", "day, month, quarter, year, ...", lambda e: e.record.time.precision if e.record.time else None),
    EventColumn("modality", "state of the event as said: happened, ongoing, planned, possible, alleged, denied, demanded",
                lambda e: e.record.modality),
    EventColumn("actual", "1 where it is said to have happened or to go on, else 0: count only these as events",
                lambda e: int(e.record.modality in ACTUAL)),
)  # fmt: skip
PLOVER_CODES: tuple[EventColumn, ...] = (
    EventColumn("event", "PLOVER event (PLOVER codebook, OEDA 2021)", lambda e: e.record.plover.event),
    EventColumn("mode", "PLOVER mode; empty where the event has none or it is not known", lambda e: e.record.plover.mode),
    EventColumn("cameo", "CAMEO code that corresponds", lambda e: e.record.cameo),
)
CAMEO_CODES: tuple[EventColumn, ...] = (
    EventColumn("code", "CAMEO event code (CAMEO manual 1.1b3)", lambda e: e.record.cameo),
    EventColumn("root", "its first two digits", lambda e: e.record.cameo[:2]),
    EventColumn("quad_class", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict: of the root code",
                lambda e: quad_class(e.record.cameo)),
)  # fmt: skip
REST: tuple[EventColumn, ...] = (
    *_side("source", 0), *_side("target", 1),
    EventColumn("size_low", "figure, lower bound", _figure("low")),
    EventColumn("size_high", "figure, upper bound", _figure("high")),
    EventColumn("size_comparator", "exact, about, at_least, more_than, at_most, less_than, between", _figure("comparator")),
    EventColumn("size_text", "the figure in the text's own words", _figure("text")),
    EventColumn("size_unit", "what is counted", _figure("unit")),
    EventColumn("location", "place of the event, else its destination or origin", lambda e: getattr(_place(e), "name", None)),
    EventColumn("location_country", "its country, ISO 3166-1 alpha-3", lambda e: getattr(_place(e), "country", None)),
    EventColumn("location_precision", "what the coordinates stand for", lambda e: getattr(_place(e), "precision", None)),
    EventColumn("latitude", "only where the place is known to a province or closer", _coordinate(1)),
    EventColumn("longitude", "the same", _coordinate(0)),
    EventColumn("type", "type of the claim", lambda e: e.record.type),
    EventColumn("said_by", "who says so, outermost first; empty: the outlet itself",
                lambda e: " > ".join(source.name for source in e.record.attributed_to)),
    EventColumn("publisher", "who published the document", lambda e: e.record.document.publisher),
    EventColumn("published", "day of publication", lambda e: e.record.document.published),
    EventColumn("document", "id of the document", lambda e: e.record.document.id),
    EventColumn("url", "where it was published", lambda e: e.record.document.url),
    EventColumn("story", "id of the story: rows of one story may tell one event", lambda e: e.record.origins.story if e.record.origins else None),
    EventColumn("independent_origins", "independent origins that state it; empty where not counted",
                lambda e: e.record.origins.independent if e.record.origins else None),
    EventColumn("claims", "ids of all claims of the document that tell the event, parted by spaces; rejected and retracted ones only where there "
                "is no other", lambda e: " ".join(r.id for r in e.all)),
    EventColumn("review", "status of review", lambda e: e.record.review.status),
)  # fmt: skip


def quad_class(code: str) -> int | None:
    """Return the quad class of a CAMEO code by its root: 01-05, 06-09, 10-14, 15-20; None for no code."""
    root = int(code[:2]) if code[:2].isdecimal() else 0
    return next((quad for last, quad in ((5, 1), (9, 2), (14, 3), (20, 4)) if 1 <= root <= last), None)


def distinct(records: Iterable[Record]) -> Iterator[Event]:
    """Yield each event of each document once, in the order of the first claim that tells it."""
    for _, group in groupby(records, key=lambda record: record.document.id):
        claims = list(group)
        first = {record.id: record.same_as or record.id for record in claims}
        roots: dict[str, list[Record]] = {}
        for record in claims:
            roots.setdefault(_root(record.id, first), []).append(record)
        for told in roots.values():
            first_told = min(told, key=_standing)
            same = [one for one in told if one.review.status not in REFUSED or first_told.review.status in REFUSED]
            yield Event(first_told, tuple(same), dyad(first_told))


def _standing(record: Record) -> int:
    """Return how far down a claim stands by its review; of equals the first in the text tells the event."""
    return 0 if record.review.status == "accepted" else 2 if record.review.status in REFUSED else 1


def _root(claim: str, first: dict[str, str]) -> str:
    """Follow `same_as` to its end; a ring, which no reading makes, ends where it was entered."""
    seen = {claim}
    while (following := first.get(claim, claim)) not in seen:
        seen.add(following)
        claim = following
    return claim


def _writer(columns: Sequence[EventColumn]) -> Callable[[Iterable[Record], BinaryIO], int]:
    def write(records: Iterable[Record], out: BinaryIO) -> int:
        out.write(_line([column.name for column in columns]))
        count = 0
        for event in distinct(records):
            out.write(_line([_cell(column.value(event)) for column in columns]))
            count += 1
        return count

    return write


def _cell(value: Any) -> Any:
    """Return a value as a cell: tabs and breaks become spaces, since a line is an event; no text runs as a formula."""
    if isinstance(value, str):
        return guard(one_line(value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _line(values: Sequence[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerow(values)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _format(name: str, columns: Sequence[EventColumn]) -> Format:
    return Format(
        name=name, suffix=f".{name}.tsv", media_type="text/tab-separated-values", write=_writer(columns), things="events",
        about=f"{name.upper()} event data, one row for each distinct event of a document, tab-separated",
        fields={column.name: column.about for column in columns},
    )  # fmt: skip


PLOVER = _format("plover", (*COMMON, *PLOVER_CODES, *REST))
CAMEO = _format("cameo", (*COMMON, *CAMEO_CODES, *REST))

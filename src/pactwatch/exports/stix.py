"""STIX 2.1: one bundle. Ids follow from the ledger's (UUIDv5), so that the same claim has the same id in every export.

| object | made of |
|---|---|
| identity | a party or source, as in the FollowTheMoney export; Pactwatch itself, as the maker of all objects |
| location | a place, with coordinates and their precision in metres only where a place is known so closely |
| report | a document, with its address and the hash of its capture; it refers to its claims |
| note | a claim: words, state and source, quotes; all its fields under the extension definition in the bundle |
| relationship | a claim that something happened or goes on between two parties: never a planned, alleged, denied, rejected or retracted one |
| opinion | a review: accepted is "agree", rejected and retracted are "disagree" |

`confidence` is the grade of the claim by the Admiralty scale of the standard's appendix (1 is 90, 2 is 70, 3 is 50, 4 is 30, 5 is 10; 6
and no grade have none).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO
from uuid import UUID, uuid5

import msgspec

from pactwatch.casefile.rows import encode_json
from pactwatch.exports.actors import Actor, actor_of
from pactwatch.exports.codes import alpha2, clean, web_address
from pactwatch.exports.format import Format
from pactwatch.exports.ftm import party_id
from pactwatch.exports.geojson import ROLES as PLACES
from pactwatch.exports.geojson import UNCERTAINTY_KM, point
from pactwatch.exports.parquet import day
from pactwatch.exports.record import CLAIM_FIELDS, Record
from pactwatch.exports.words import REFUSED, STATUS, modality_sentence, source_phrase
from pactwatch.ids import content_id
from pactwatch.model import Party, Place

Object = dict[str, Any]
NAMESPACE = UUID("0c4c2a5e-6d0b-5f1e-9a53-7be1a7b5f0c2")
"""Of the ids; never changed."""
ADMIRALTY = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
ACTUAL = frozenset({"happened", "ongoing"})
EPOCH = "2025-01-01T00:00:00.000Z"
"""When the objects were made that belong to the program and to no claim."""
CLASSES = {"person": "individual", "vessel": "unknown"}
OPINIONS = {"accepted": "agree", "rejected": "disagree", "retracted": "disagree"}
PARTIES = ("agent", "recipient", "object")
EXTENSION_SCHEMA = (
    "Property extension of a note: one claim of a Pactwatch ledger. claim, type, modality, plover, cameo, agent, recipient, object, quantity, "
    "time, place, origin, destination, attributed_to (outermost source first), evidence and the other fields of a claim as "
    "docs/reference/reading.md has them; quotes (words of the evidence), text_sha256 (of the text that spans count code points in), "
    "review (unreviewed, accepted, rejected, retracted), independent_origins (null: not counted)."
)


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write one bundle, an object a line; return how many objects. Remembered are the ids of actors and places."""
    digest, count, seen = hashlib.sha256(), 0, set[str]()
    out.write(b'{"type":"bundle","objects":[')
    for item in _objects(records):
        if item["id"] in seen:
            continue
        if item["type"] in ("identity", "location"):
            seen.add(item["id"])
        line = encode_json(item)
        digest.update(line)
        out.write((b",\n" if count else b"\n") + line)
        count += 1
    out.write(b'\n],"id":"' + stix_id("bundle", digest.hexdigest()).encode() + b'"}\n')
    return count


def stix_id(kind: str, name: str) -> str:
    """Return the id of the object of this type with this name in the ledger."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{name}')}"


MAKER, EXTENSION = stix_id("identity", "pactwatch"), stix_id("extension-definition", "claim")


def _objects(records: Iterable[Record]) -> Iterator[Object]:
    yield _made("identity", MAKER, EPOCH, name="Pactwatch", identity_class="system", description="A ledger of checkable claims from reporting")
    yield _made(
        "extension-definition", EXTENSION, EPOCH, name="Pactwatch claim", schema=EXTENSION_SCHEMA, version="1.0.0",
        extension_types=["property-extension"], description="The fields of a claim on the note that tells it",
    )  # fmt: skip
    for _, group in groupby(records, key=lambda record: record.document.id):
        yield from _document(list(group))


def _document(records: list[Record]) -> Iterator[Object]:
    notes = [stix_id("note", record.id) for record in records]
    for record in records:
        yield from (_identity(party, record) for party in _parties(record).values())
        yield from (_identity(source, record) for source in record.attributed_to)
        yield from (_location(place) for place in _places(record))
    yield _report(records, notes)
    for record in records:
        yield _note(record)
        yield from _relationship(record)
        yield from _opinion(record)


def _parties(record: Record) -> dict[str, Party]:
    return {role: party for role in PARTIES if (party := getattr(record, role)) is not None}


def _places(record: Record) -> list[Place]:
    return [place for role in PLACES if (place := getattr(record, role)) is not None and _locatable(place)]


def _locatable(place: Place) -> bool:
    return alpha2(place.country) is not None or point(place) is not None


def _identity(party: Party, record: Record) -> Object:
    actor = actor_of(party)
    name = stix_id("identity", party_id(party, record))
    if actor is None:
        about = "not in the register of actors: one of this name in one document"
        return _made("identity", name, _added(record), name=clean(party.name) or "?", identity_class="unknown", description=about)
    aliases = f"also {', '.join(actor.aliases)}" if actor.aliases else None
    kind = CLASSES.get(actor.kind, "organization")
    return _made("identity", name, EPOCH, name=actor.name, identity_class=kind, sectors=_sectors(actor), description=aliases)


def _sectors(actor: Actor) -> list[str] | None:
    known = {"GOV": "government-national", "LEG": "government-national", "MIL": "defense", "JUD": "government-national", "SPY": "government-national",
             "IGO": "government", "NGO": "non-profit", "EDU": "education"}  # fmt: skip
    found = known.get(actor.sector or "") or ("government-national" if actor.kind == "state" else None)
    return [found] if found else None


def _location_id(place: Place) -> str:
    return stix_id("location", content_id("place", place.name, place.country, place.lat, place.lon, place.precision))


def _location(place: Place) -> Object:
    found = point(place)
    where: Object = {"latitude": place.lat, "longitude": place.lon, "precision": UNCERTAINTY_KM[place.precision] * 1000.0} if found else {}
    about = None if found else f"known to the {place.precision} only: no coordinates"
    return _made("location", _location_id(place), EPOCH, name=clean(place.name), country=alpha2(place.country), description=about, **where)


def _report(records: list[Record], notes: list[str]) -> Object:
    record, document = records[0], records[0].document
    published = day(_whole_day(document.published))
    title = clean(document.title or "") or document.id
    return _made(
        "report", stix_id("report", document.id), _added(record), name=title, description=None if published else UNDATED,
        published=f"{published.isoformat()}T00:00:00.000Z" if published else _added(record), lang=document.language,
        object_refs=notes, external_references=[_reference(record)], modified=max(map(_decided, records)),
    )  # fmt: skip


UNDATED = "The day of publication is not known: `published` is when the document came into the ledger."


def _whole_day(text: str | None) -> str | None:
    """Return the first day of a year or month, a day as it is."""
    return None if text is None else f"{text}-01-01"[:10] if len(text) in (4, 7) else text


def _reference(record: Record) -> Object:
    document = record.document
    url = web_address(document.url)
    digest = {"hashes": {"SHA-256": document.capture_sha256}} if document.capture_sha256 else {}
    named: Object = {"source_name": clean(document.publisher or "") or "publisher not known", **({"url": url} if url else {})}
    return named | digest | {"external_id": document.id, "description": f"text sha256 {document.text_sha256}"}


def _note(record: Record) -> Object:
    refs = [stix_id("report", record.document.id), *(stix_id("identity", party_id(party, record)) for party in _parties(record).values()),
            *(stix_id("identity", party_id(source, record)) for source in record.attributed_to), *map(_location_id, _places(record))]  # fmt: skip
    quotes = "\n".join(f"“{clean(quote)}”" for quote in record.quotes)
    said = f"State: {modality_sentence(record)}.\n{clean(source_phrase(record))}.\nReview: {STATUS[record.review.status]}."
    content = f"{record.words}\n{said}\n{quotes}"
    return _made(
        "note", stix_id("note", record.id), _added(record), abstract=record.words, content=content,
        authors=[clean(name) for name in record.review.by],
        object_refs=list(dict.fromkeys(refs)), confidence=ADMIRALTY.get(record.grades.credibility or 0), lang="en",
        modified=_decided(record), labels=[record.modality, record.review.status],
        extensions={EXTENSION: {"extension_type": "property-extension", **_fields(record)}},
    )  # fmt: skip


def _fields(record: Record) -> Object:
    whole = msgspec.to_builtins(record.claim())
    fields = {name: whole[name] for name in CLAIM_FIELDS if name not in ("id", "type")}
    origins = record.origins.independent if record.origins else None
    return {"claim": record.id, "claim_type": record.type, **_cleaned(fields), "quotes": [clean(quote) for quote in record.quotes],
            "text_sha256": record.document.text_sha256, "review": record.review.status, "independent_origins": origins}  # fmt: skip


def _cleaned(value: Any) -> Any:
    """Return JSON values whose texts any parser takes: lone surrogates become U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {name: _cleaned(item) for name, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def _relationship(record: Record) -> Iterator[Object]:
    if record.modality not in ACTUAL or record.review.status in REFUSED or record.agent is None or record.recipient is None:
        return
    ends = [stix_id("identity", party_id(party, record)) for party in (record.agent, record.recipient)]
    if ends[0] == ends[1]:
        return
    yield _made(
        "relationship", stix_id("relationship", record.id), _added(record), relationship_type=record.type.replace("_", "-"), description=record.words,
        source_ref=ends[0], target_ref=ends[1], confidence=ADMIRALTY.get(record.grades.credibility or 0),
        labels=[record.modality, record.review.status],
        external_references=[_reference(record)], modified=_decided(record), **_times(record),
    )  # fmt: skip


def _times(record: Record) -> Object:
    time = record.time
    start, end = (day(time.start), day(time.end)) if time else (None, None)
    found: Object = {"start_time": f"{start.isoformat()}T00:00:00.000Z"} if start else {}
    if end and (start is None or end >= start):
        found["stop_time"] = f"{end.isoformat()}T23:59:59.000Z"
    return found


def _opinion(record: Record) -> Iterator[Object]:
    if record.review.status in OPINIONS:
        why = f"{STATUS[record.review.status]}{'; ' + '; '.join(record.review.notes) if record.review.notes else ''}"
        yield _made(
            "opinion", stix_id("opinion", record.id), _added(record), opinion=OPINIONS[record.review.status], explanation=clean(why),
            authors=[clean(name) for name in record.review.by], object_refs=[stix_id("note", record.id)], modified=_decided(record),
        )  # fmt: skip


def _added(record: Record) -> str:
    return _stamp(record.engine.at) or EPOCH


def _decided(record: Record) -> str:
    """Return when the object last changed: by whatever was decided on its claim, where that is later than the reading."""
    return max(_added(record), _stamp(record.review.at) or "", _stamp(record.review.changed) or "")


def _stamp(at: str | None) -> str | None:
    """Return an ISO timestamp in UTC with milliseconds, as the standard wants it; None for anything else."""
    return f"{at[:19]}.000Z" if at and len(at) >= len("2025-06-18T10:00:00") and day(at) else None


def _made(kind: str, ref: str, created: str, *, modified: str | None = None, **fields: Any) -> Object:
    """Return an object with the common fields; what is None or empty is left out."""
    common: Object = {"type": kind, "spec_version": "2.1", "id": ref}
    if ref != MAKER:
        common["created_by_ref"] = MAKER
    common |= {"created": created, "modified": modified or created}
    return common | {field: value for field, value in fields.items() if value is not None and value != []}


FORMAT = Format(
    name="stix", suffix=".stix.json", media_type="application/stix+json;version=2.1", write=write, things="objects",
    about="a STIX 2.1 bundle for threat-intelligence tools",
    fields={
        "identity": "a party or source; Pactwatch as the maker of all objects",
        "location": "a place; coordinates and their precision in metres only where it is known so closely",
        "report": "a document: title, day, address, hash of its capture; refers to its claims",
        "note": "a claim: words, state, source, quotes; all fields under the extension definition; confidence from the claim's Admiralty grade",
        "relationship": "a claim that something happened or goes on between two parties, unless rejected or retracted; its review in labels",
        "opinion": "a review: accepted is agree, rejected and retracted are disagree",
        "extension-definition": "what the claim's own fields on a note mean",
    },
)  # fmt: skip

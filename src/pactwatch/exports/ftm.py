"""FollowTheMoney: entities, one JSON object a line, as its own tools and Aleph, OpenAleph and yente read them.

| entity | made of |
|---|---|
| Article | a document; its id, hash, publisher, address; `proof` of all that comes from it |
| PublicBody, Organization, Company, Person, Vessel | a party or source that the register of actors knows: one entity in all documents |
| LegalEntity | a party or source that it does not know: one for each document and name, since "the ministry" is another elsewhere |
| Event | a claim: its name begins with its state, `notes` say state, source, review and grades in words |
| UnknownLink | who says so (role "source 1 of 2", outermost first), and a vessel's part in an event |
| Payment | a payment that is said to have taken place, between two parties, with amount and currency where exact |
| Sanction | a designation that is said to have taken place |

Ids are those of the ledger, so an entity that comes twice is the same; `recordId` is the claim's. A planned, possible,
alleged, denied or demanded event makes no Payment and no Sanction, nor does a rejected or retracted claim; `description` has the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from pactwatch.casefile.rows import encode_json
from pactwatch.exports.actors import Actor, actor_of, entity_schema
from pactwatch.exports.codes import alpha2, clean, language3, web_address
from pactwatch.exports.format import Format
from pactwatch.exports.parquet import day
from pactwatch.exports.record import Record
from pactwatch.exports.words import REFUSED, STATUS, modality_sentence, source_phrase
from pactwatch.figures.grades import unsupported_words
from pactwatch.ids import content_id
from pactwatch.model import Claim, Party
from pactwatch.store.codec import fold

Entity = dict[str, Any]
ACTOR = "actor-"
ROLES = ("agent", "recipient", "object")
LONGEST = 1_000
"""Code points of a name or quote at most: longer ones are cut, with an ellipsis."""
DATE_LENGTHS = (4, 7, 10)


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write each entity once, as soon as it is known; return how many. Remembered are the ids of actors and of one document."""
    count, actors, here, document = 0, set[str](), set[str](), ""
    for record in records:
        if record.document.id != document:
            document, here = record.document.id, set()
        for entity in entities(record):
            seen = actors if entity["id"].startswith(ACTOR) else here
            if entity["id"] not in seen:
                seen.add(entity["id"])
                out.write(encode_json(entity) + b"\n")
                count += 1
    return count


def entities(record: Record) -> Iterator[Entity]:
    """Yield the entities of one claim: its document, parties and sources first."""
    yield _article(record)
    parties = {role: party for role in ROLES if (party := getattr(record, role)) is not None}
    for party in (*parties.values(), *record.attributed_to):
        yield party_entity(party, record)
    yield _event(record, parties)
    for number, source in enumerate(record.attributed_to, 1):
        role = f"source {number} of {len(record.attributed_to)}"
        yield _link(record, party_id(source, record), role)
    for role, party in parties.items():
        if _schema(party) == "Vessel":
            yield _link(record, party_id(party, record), role)
    yield from _payment(record)
    yield from _sanction(record)


def party_id(party: Party, record: Record) -> str:
    """Return the id of a party's entity: the register's, else one of its name in this document."""
    actor = actor_of(party)
    return f"{ACTOR}{actor.id}" if actor else content_id("party", record.document.id, fold(party.name))


def party_entity(party: Party, record: Record) -> Entity:
    """Return a party's entity. What the register says is the same in all documents; an unknown party is of this document."""
    actor = actor_of(party)
    if actor is None:
        return _entity(party_id(party, record), "LegalEntity", name=_cut(party.name) or "?", proof=record.document.id)
    schema = entity_schema(actor)
    country = _country(actor.country)
    hull = f"IMO{actor.imo}" if actor.imo else None
    own: dict[str, dict[str, Any]] = {"Person": {"nationality": country}, "Vessel": {"flag": country, "imoNumber": hull}}
    by_schema = own.get(schema, {"country": country})
    return _entity(f"{ACTOR}{actor.id}", schema, name=actor.name, alias=list(actor.aliases), **by_schema, notes=_known_as(actor))


def _known_as(actor: Actor) -> str:
    return f"id in Pactwatch's register of actors: {actor.id}" + (f"; sector {actor.sector}" if actor.sector else "")


def _schema(party: Party) -> str:
    actor = actor_of(party)
    return entity_schema(actor) if actor else "LegalEntity"


def _article(record: Record) -> Entity:
    document = record.document
    return _entity(
        document.id, "Article", title=_cut(document.title), name=_cut(document.title or document.url or document.id), author=_cut(document.author),
        publisher=_cut(document.publisher), publishedAt=_date(document.published), date=_date(document.published),
        sourceUrl=web_address(document.url), language=language3(document.language), retrievedAt=_retrieved(record),
        notes=[f"{what} sha256 {digest}" for what, digest in (("text", document.text_sha256), ("capture", document.capture_sha256)) if digest],
    )  # fmt: skip


def _event(record: Record, parties: dict[str, Party]) -> Entity:
    place = record.place or record.destination
    involved = [party_id(party, record) for party in parties.values() if _schema(party) != "Vessel"]
    return _entity(
        record.id, "Event", name=_cut(record.words), summary=_cut(record.words), description=[_cut(quote) for quote in record.quotes],
        **_times(record), involved=involved, organizer=[i for i in involved[:1] if "agent" in parties and _schema(parties["agent"]) != "Vessel"],
        location=_cut(place.name) if place else None, country=_country(place.country) if place else None,
        keywords=[f"type: {record.type}", f"modality: {record.modality}", f"review: {record.review.status}", f"PLOVER: {record.plover.event}"],
        notes=list(_notes(record)), namesMentioned=[_cut(source.name) for source in record.attributed_to], proof=record.document.id,
        **_provenance(record),
    )  # fmt: skip


def _notes(record: Record) -> Iterator[str]:
    yield f"State of the event: {modality_sentence(record)}."
    yield clean(f"Said: {source_phrase(record)}.")
    yield _review(record)
    if record.grades.credibility is not None:
        yield f"Credibility {record.grades.credibility} (Admiralty)."
    if record.grades.unsupported is not None:
        yield clean(f"Credibility {unsupported_words(record.grades.unsupported)}.")
    if record.origins is not None:
        yield f"Independent origins that state it: {record.origins.independent}."
    spans = ", ".join(f"{start}:{end}" for start, end in record.evidence)
    yield f"Evidence: code points {spans} of the text with sha256 {record.document.text_sha256}."


def _review(record: Record) -> str:
    return f"Review: {STATUS[record.review.status]}{_by(record)}."


def _by(record: Record) -> str:
    return " " + clean(f"by {', '.join(record.review.by)}") if record.review.by else ""


def _link(record: Record, subject: str, role: str) -> Entity:
    made = content_id("link", record.id, subject, role)
    return _entity(made, "UnknownLink", subject=subject, object=record.id, role=role, **_provenance(record))


def _payment(record: Record) -> Iterator[Entity]:
    if record.type != "payment_or_aid" or not _taken_place(record) or record.agent is None or record.recipient is None:
        return
    if "Vessel" in (_schema(record.agent), _schema(record.recipient)):
        return
    money = record.quantity if record.quantity and len(record.quantity.unit) == len("USD") and record.quantity.unit.isupper() else None
    exact = money is not None and money.low is not None and money.low == money.high and money.comparator == "exact"
    yield _entity(
        content_id("payment", record.id), "Payment", payer=party_id(record.agent, record), beneficiary=party_id(record.recipient, record),
        amount=f"{money.low:.15g}" if exact and money else None, currency=money.unit if money else None, purpose=_cut(record.words),
        description=_review(record), **_times(record), **_provenance(record),
    )  # fmt: skip


def _sanction(record: Record) -> Iterator[Entity]:
    if record.type != "sanction_or_designate" or not _taken_place(record) or record.recipient is None:
        return
    yield _entity(
        content_id("sanction", record.id), "Sanction", entity=party_id(record.recipient, record),
        authority=_cut(record.agent.name) if record.agent else None, reason=[_cut(quote) for quote in record.quotes], summary=_cut(record.words),
        description=_review(record), **_times(record), **_provenance(record),
    )  # fmt: skip


def _taken_place(record: Record) -> bool:
    """Whether a claim is of something done that nobody has rejected or retracted."""
    return record.modality in ("happened", "ongoing") and record.review.status not in REFUSED


def _times(claim: Claim) -> dict[str, str | None]:
    time = claim.time
    return {"startDate": _date(time.start), "endDate": _date(time.end)} if time else {}


def _provenance(record: Record) -> dict[str, str | None]:
    document = record.document
    return {
        "recordId": record.id, "sourceUrl": web_address(document.url), "publisher": _cut(document.publisher), "retrievedAt": _retrieved(record),
    }  # fmt: skip


def _retrieved(record: Record) -> str | None:
    return record.captures[0].captured_at.removesuffix("Z") if record.captures else None


def _date(text: str | None) -> str | None:
    """Return a year, month or day as FollowTheMoney takes it (the years 1000 to 2999); None for anything else."""
    if not text:
        return None
    whole = text[:10] if "T" in text or " " in text else text
    padded = f"{whole}-01-01"[: max(DATE_LENGTHS)] if len(whole) in DATE_LENGTHS else ""
    return whole if day(padded) and "1000" <= whole < "3000" else None


def _country(country: str | None) -> str | None:
    found = alpha2(country)
    return found.lower() if found else None


def _cut(text: str | None) -> str | None:
    found = clean(text or "")
    return (found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…") or None


def _entity(ref: str, schema: str, /, **properties: Any) -> Entity:
    """Return an entity with those properties that have values, each as a list of texts without doubles."""
    held: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [item for item in (value if isinstance(value, list) else [value]) if item]
        if values:
            held[name] = list(dict.fromkeys(values))
    return {"id": ref, "schema": schema, "properties": held, "datasets": ["pactwatch"]}


FORMAT = Format(
    name="ftm", suffix=".ftm.json", media_type="application/json+ftm", write=write, things="entities",
    about="FollowTheMoney entities, one a line, for Aleph, yente and their tools",
    fields={
        "Article": "a document: title, publisher, date, address, hashes; the proof of what comes from it",
        "PublicBody, Organization, Company, Person, Vessel": "a party or source that the register of actors knows, with aliases and country",
        "LegalEntity": "a party or source that it does not know, one for each document and name",
        "Event": "a claim: words, quotes, days, place, involved parties; its state, source, review and grades in notes and keywords",
        "UnknownLink": "who says so, outermost source first; a vessel's part in an event",
        "Payment": "a payment said to have taken place, unless rejected or retracted; amount only where the figure is exact; review in description",
        "Sanction": "a designation said to have taken place, unless rejected or retracted; review in description",
    },
)  # fmt: skip

"""The tables of lists against the readings, claims, sources and edits that they follow from."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Select, cast, except_, func, select

from pactwatch.store import schema
from pactwatch.store.indexing import Name, parts
from pactwatch.store.migrations import present, version_of
from pactwatch.store.places import A_DOCUMENT, span
from pactwatch.store.relisting import SINCE, Standing, edited_claims, standing
from pactwatch.store.report import Report
from pactwatch.store.unlisted import latest_readings

SHOWN = 20
"""How many differing rows of readings or sources are named."""
LACKING, OTHER = "lists do not find it by its source {!r}", "lists find it by {!r}, no source of it"


def check_listed(connection: Connection, report: Report) -> None:
    """Check that lists show the claims of the right readings, in their order, found by what they say; no list, nothing to check."""
    table = schema.listed_claims
    if version_of(connection) < schema.SINCE[table.name] or table.name not in present(connection):
        return
    _check_readings(connection, report)
    stands = _standing(connection)
    missing = 0
    for row in connection.execute(_expected().execution_options(yield_per=500)):
        subject = f"listed_claims row {row.listed} ({row.id})"
        if row.listed is None:
            report.fail("claim", f"listed_claims ({row.id})", "lists do not show it", (row.id,))
            missing += 1
            continue
        for message in _faults(row, stands.get(row.id)):
            report.fail("claim", subject, message, (row.id,))
    _check_none_else(connection, report, missing)
    _check_sources(connection, report, stands)


def _standing(connection: Connection) -> dict[str, Standing]:
    """Return the claims that somebody may have edited as they stand, by id; none in a ledger whose lists do not go by edits."""
    if version_of(connection) < SINCE:
        return {}
    return {one.id: one for some in parts(edited_claims(connection)) for one in standing(connection, some)}  # of damaged ones, none


def _expected() -> Select[Any]:
    """Select each claim that lists must show, the place that it must have, and what they say of it."""
    claims, readings, listed = schema.claims, schema.readings, schema.listed_claims
    before = func.row_number().over(partition_by=readings.c.document_seq, order_by=claims.c.seq) - 1
    where = (cast(readings.c.document_seq, BigInteger) * A_DOCUMENT + before).label("place")
    every = select(claims, where).join(readings, readings.c.seq == claims.c.reading_seq).subquery("every")
    agent, recipient = schema.claim_names.alias("agent"), schema.claim_names.alias("recipient")
    query = select(
        every, listed.c.place.label("listed"), listed.c.type.label("its_type"), listed.c.modality.label("its_modality"),
        listed.c.first_day.label("its_first_day"), listed.c.last_day.label("its_last_day"), listed.c.span.label("its_span"),
        agent.c.key.label("its_agent_key"), agent.c.actor.label("its_agent_actor"),
        recipient.c.key.label("its_recipient_key"), recipient.c.actor.label("its_recipient_actor"),
    )  # fmt: skip
    joined = every.outerjoin(listed, listed.c.claim_seq == every.c.seq)
    joined = joined.outerjoin(agent, agent.c.seq == listed.c.agent).outerjoin(recipient, recipient.c.seq == listed.c.recipient)
    return query.select_from(joined).where(every.c.reading_seq.in_(latest_readings())).order_by(every.c.seq)


def _faults(row: Row[Any], stands: Standing | None) -> list[str]:
    faults = [] if row.listed == row.place else [f"its place is {row.listed}, not {row.place}"]
    names = ("type", "modality", "first_day", "last_day", "agent_key", "agent_actor", "recipient_key", "recipient_actor")
    stored = row._mapping
    right = dict(stored) | (stands.row if stands else {})
    faults += [f"{name} is {stored[f'its_{name}']!r}, the claim has {right[name]!r}" for name in names if stored[f"its_{name}"] != right[name]]
    days = span(right["first_day"], right["last_day"])
    if row.its_span != days:
        faults.append(f"span is {row.its_span}, its days give {days}")
    return faults


def _check_readings(connection: Connection, report: Report) -> None:
    readings, listed = schema.readings, schema.listed_readings
    right = select(readings.c.document_seq, readings.c.seq.label("reading_seq")).where(readings.c.seq.in_(latest_readings()))
    stored = select(listed.c.document_seq, listed.c.reading_seq)
    for one, other, message in ((right, stored, "lists do not show reading {}"), (stored, right, "lists show reading {}, which is not the newest")):
        for row in connection.execute(except_(one, other).limit(SHOWN)):
            report.fail("reading", f"listed_readings row {row[0]}", message.format(row[1]), report.claims_of(row[0]))


def _check_none_else(connection: Connection, report: Report, missing: int) -> None:
    readings, claims, listed = schema.readings, schema.claims, schema.listed_claims
    expected = select(func.count()).select_from(claims).join(readings, readings.c.seq == claims.c.reading_seq)
    count = connection.execute(expected.where(readings.c.seq.in_(latest_readings()))).scalar_one()
    stored = connection.execute(select(func.count()).select_from(listed)).scalar_one()
    if stored != count - missing:
        report.fail("claim", "listed_claims", f"{stored} claims are listed, {count} should be")


def _check_sources(connection: Connection, report: Report, stands: dict[str, Standing]) -> None:
    listed, sources, stored, names = schema.listed_claims, schema.claim_sources, schema.listed_sources, schema.claim_names
    right = select(listed.c.place, sources.c.key, sources.c.actor).join(sources, sources.c.claim_seq == listed.c.claim_seq)
    found = select(stored.c.place, names.c.key, names.c.actor).join(names, names.c.seq == stored.c.name, isouter=True)
    edited = {one.place: one for one in stands.values()}
    for one, other, message in ((right, found, LACKING), (found, right, OTHER)):
        rows = (row for row in connection.execute(except_(one, other)) if row[0] not in edited)
        for row in islice(rows, SHOWN):
            report.fail("claim", f"listed_sources of place {row[0]}", message.format(row[1]), _claim_at(connection, row[0]))
    for some in parts(edited):
        by_place: dict[int, set[Name]] = {place: set() for place in some}
        for row in connection.execute(found.where(stored.c.place.in_(some))):
            by_place[row[0]].add((row[1], row[2]))
        for place, has in by_place.items():
            should = set(edited[place].sources)
            faults = [(LACKING, name) for name in should - has] + [(OTHER, name) for name in has - should]
            for message, name in faults:
                report.fail("claim", f"listed_sources of place {place}", message.format(name[0]), (edited[place].id,))


def _claim_at(connection: Connection, place: int) -> tuple[str, ...]:
    claims, listed = schema.claims, schema.listed_claims
    query = select(claims.c.id).join(listed, listed.c.claim_seq == claims.c.seq).where(listed.c.place == place)
    return tuple(connection.execute(query).scalars())

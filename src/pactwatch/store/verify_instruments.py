"""Texts of instruments against their hashes and ids, and the newest copy's paragraphs against those on record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, inspect, select

from pactwatch.errors import PactwatchError
from pactwatch.ids import sha256_hex
from pactwatch.store import schema
from pactwatch.store.codec import decode, unpack
from pactwatch.store.instrument_texts import InstrumentText, meta_row
from pactwatch.store.report import Report
from pactwatch.store.verify_content import differing


def check_instruments(connection: Connection, report: Report) -> None:
    """Check every text; of several official ones of an instrument the newest must give the paragraphs on record."""
    table = schema.instrument_texts
    if not inspect(connection).has_table(table.name):
        return
    newest: dict[str, tuple[str, bytes]] = {}
    users: dict[str, str] = {}
    for row in connection.execute(select(table).order_by(table.c.seq)):
        report.count("instrument texts")
        subject = f"instrument_texts row {row.seq} ({row.id})"
        with report.row("instrument", subject):
            data = _checked(row, subject, report)
            if data is not None and row.kind == "official":
                newest[row.instrument] = (subject, data)
            elif data is not None:
                users[row.instrument] = data.decode("utf-8", "replace")
    for instrument, (subject, data) in newest.items():
        with report.row("instrument", subject):
            _check_paragraphs(instrument, subject, data, tuple(users.values()), report)


def _checked(row: Row[Any], subject: str, report: Report) -> bytes | None:
    try:
        text = decode(row.meta, InstrumentText, "its description")
        data = unpack(row.body, text.size)
        faults = differing(meta_row(text), row)
        if sha256_hex(data) != text.sha256:
            faults = ["the bytes do not give their sha256"]
    except (PactwatchError, ValueError, TypeError) as error:
        faults, data = [str(error)], None
    for message in faults:
        report.fail("instrument", subject, message)
    return None if faults else data


def _check_paragraphs(instrument: str, subject: str, data: bytes, users: tuple[str, ...], report: Report) -> None:
    from pactwatch.instruments.official import paragraphs
    from pactwatch.instruments.register import register

    try:
        provisions = register(users).instrument(instrument).provisions
        found = paragraphs(data, provisions)
    except PactwatchError as error:
        report.fail("instrument", subject, str(error))
        return
    for provision in provisions:
        paragraph = found.get(provision.id)
        if provision.sha256 is None:
            continue
        report.count("official paragraphs")
        if paragraph is None:
            report.fail("instrument", provision.cite, f"{subject} does not hold this paragraph")
        elif not paragraph.agrees:
            report.fail("instrument", provision.cite, f"its words in {subject} are not those on record (sha256 {provision.sha256[:12]}...)")

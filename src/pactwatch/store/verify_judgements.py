"""Judgements against their ids, and their columns against what they say."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select

from pactwatch.errors import LedgerError
from pactwatch.model import Judgement
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.judgements import judgement_id, judgement_row
from pactwatch.store.report import Report
from pactwatch.store.review_state import REVIEWS
from pactwatch.store.verify_content import differing


def check_judgements(connection: Connection, report: Report) -> None:
    """Check every judgement; a ledger of a version before them has none."""
    table = schema.judgements
    if not inspect(connection).has_table(table.name):
        return
    for row in connection.execute(select(table).order_by(table.c.seq)):
        report.count("judgements")
        subject = f"judgements row {row.seq} ({row.id})"
        with report.row("judgement", subject):
            try:
                judgement = decode(row.body, Judgement, "its content")
                faults = differing(judgement_row(judgement), row)
            except LedgerError as error:
                faults = [str(error)]
            else:
                faults = faults or ([] if judgement_id(judgement) == row.id else ["the id is not the hash of its content"])
            for message in faults:
                report.fail("judgement", subject, message, (str(row.subject),) if row.kind in REVIEWS else ())

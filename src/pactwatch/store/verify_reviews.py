"""Reviews against the claims that they are about: that there are such claims, that edits fit the text, that statuses follow."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, select

from pactwatch.errors import PactwatchError
from pactwatch.model import Claim, Judgement
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.report import Report
from pactwatch.store.review_edits import faults
from pactwatch.store.review_state import CARRIED, EDIT, KINDS, REVIEWS, STATED, review_of
from pactwatch.store.view import claim_and_text

CLAIM_ID = "cl-"


def check_reviews(connection: Connection, report: Report) -> None:
    """Check the reviews of all claims; judgements that cannot be read were reported by check_judgements."""
    if not inspect(connection).has_table(schema.judgements.name):
        return
    for subject in _reviewed(connection):
        own = list(_own(connection, subject))
        if not own:
            continue
        report.count("reviews")
        with report.row("judgement", f"the review of {subject}"):
            try:
                _check(connection, report, subject, own)
            except PactwatchError as error:
                report.fail("judgement", f"the review of {subject}", str(error), (subject,))


def _check(connection: Connection, report: Report, subject: str, own: list[Judgement]) -> None:
    found = claim_and_text(connection, subject)
    if found is None:
        report.fail("judgement", _named(own[-1]), f"it is about {subject}, which the ledger does not hold", (subject,))
        return
    for judgement, message in (*_edits(found, own), *_statuses(own)):
        report.fail("judgement", _named(judgement), message, (subject,))


def _edits(found: tuple[Claim, str], own: list[Judgement]) -> Iterator[tuple[Judgement, str]]:
    for place, item in enumerate(own):
        if item.kind in (EDIT, CARRIED):
            for message in faults(found[0], review_of(item.subject, own[: place + 1]).edits, found[1]):
                yield item, message


def _statuses(own: list[Judgement]) -> Iterator[tuple[Judgement, str]]:
    stated = [place for place, item in enumerate(own) if item.kind in STATED]
    if stated:
        last = own[stated[-1]]
        said, follows = last.value.get("status"), review_of(last.subject, own[: stated[-1] + 1]).status
        if said != follows:
            yield last, f"it says that the claim is {said}, its history gives {follows}"


def _named(judgement: Judgement) -> str:
    return f"judgements row {judgement.seq} ({judgement.id})"


def _reviewed(connection: Connection) -> list[str]:
    table = schema.judgements
    about = table.c.kind.in_(sorted(REVIEWS)) | (table.c.kind.in_(KINDS) & table.c.subject.startswith(CLAIM_ID, autoescape=True))
    query = select(table.c.subject).where(about).group_by(table.c.subject).order_by(table.c.subject)
    return [str(subject) for subject in connection.execute(query).scalars()]


def _own(connection: Connection, subject: str) -> Iterator[Judgement]:
    table = schema.judgements
    query = select(table.c.body, table.c.id).where(table.c.subject == subject, table.c.kind.in_(KINDS)).order_by(table.c.seq)
    for row in connection.execute(query):
        try:
            yield decode(row.body, Judgement, row.id)
        except PactwatchError:
            continue

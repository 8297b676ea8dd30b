"""What PostgreSQL and its driver say, as a code and plain words; a password is never part of them."""

from __future__ import annotations

import re

import psycopg
from sqlalchemy import URL

from pactwatch.store import codes

Explained = tuple[str, str]

BY_STATE: dict[str, Explained] = {
    "PW407": (codes.APPEND_ONLY, "the ledger is append-only and refused a change"),
    "55P03": (codes.BUSY, "is held by another process; try again when that one is done"),
    "40P01": (codes.BUSY, "is held by another process; try again when that one is done"),
    "40001": (codes.BUSY, "is held by another process; try again when that one is done"),
    "57014": (codes.BUSY, "the server ended a statement that took too long (statement_timeout)"),
    "42501": (codes.CANNOT_OPEN, "the user may not do this; grant the rights on the schema's tables, or use another user"),
    "25006": (codes.CANNOT_OPEN, "may not be written: the server or the session is read-only"),
    "3D000": (codes.CANNOT_OPEN, "there is no such database; create it with `createdb -E UTF8 NAME`, or name another"),
    "28P01": (codes.CANNOT_OPEN, "the password is wrong or missing; give it in PGPASSWORD or ~/.pgpass"),
    "28000": (codes.CANNOT_OPEN, "the server does not let this user in; check its name and the server's pg_hba.conf"),
    "53300": (codes.BUSY, "the server has no connection left; try again later"),
    "23503": (codes.REFUSED, "a row was refused that points to one that is not there"),
    "54000": (codes.REFUSED, "a value is too long for the database to index"),
    "54P00": (codes.REFUSED, "a value is too long for the database"),
}
BY_CLASS: dict[str, Explained] = {
    "08": (codes.CONNECTION, "the connection was lost; what was not told to be kept is not in"),
    "57": (codes.CONNECTION, "the server ended the connection; what was not told to be kept is not in"),
    "53": (codes.STORAGE, "the server's disk or memory is full"),
    "58": (codes.STORAGE, "the server's disk failed to read or write"),
    "XX": (codes.DAMAGED, "the database is damaged; restore it from a copy"),
    "22": (codes.REFUSED, "a value cannot be stored"),
    "23": (codes.APPEND_ONLY, "the ledger is append-only and refused a change"),
}
AT_CONNECTING: tuple[tuple[str, str], ...] = (
    (r"password authentication failed|no password supplied|fe_sendauth", "28P01"),
    (r'database "[^"]*" does not exist', "3D000"),
    (r'role "[^"]*" does not exist|no pg_hba\.conf entry|authentication failed', "28000"),
    (r"too many (clients|connections)|remaining connection slots", "53300"),
)
"""What the server says when it lets nobody in, where the driver hands no SQLSTATE on."""
UNREACHABLE = "the server cannot be reached; does it run, and are host and port right?"


def explained(error: BaseException | None, url: URL) -> Explained:
    """Return the code and words for `error`, which came from the database at `url`."""
    state = str(getattr(error, "sqlstate", None) or "")
    for known in (BY_STATE.get(state), BY_CLASS.get(state[:2])):
        if known is not None:
            return known
    said = _without_password(str(error), url)
    if not state and isinstance(error, psycopg.OperationalError):
        return _connecting(said)
    if not state and isinstance(error, psycopg.DataError):
        return codes.REFUSED, f"a value cannot be stored ({said})"
    return codes.INTERNAL, f"the database refused a statement ({said})"


def _connecting(said: str) -> Explained:
    for pattern, state in AT_CONNECTING:
        if re.search(pattern, said):
            return BY_STATE[state]
    if re.search(r"server closed the connection|connection is lost|terminating connection|consuming input failed|SSL.*closed", said):
        return BY_CLASS["08"]
    return codes.CANNOT_OPEN, UNREACHABLE


def _without_password(said: str, url: URL) -> str:
    secrets = [url.password, *(value for name, value in url.query.items() if "pass" in name.lower() and isinstance(value, str))]
    for secret in secrets:
        if secret:
            said = said.replace(str(secret), "***")
    return said

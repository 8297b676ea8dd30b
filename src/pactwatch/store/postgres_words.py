"""Full-text search on PostgreSQL: words as words.py cuts them, with their positions; no text search configuration has a say."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Boolean, ColumnElement, Connection, Select, cast, column, literal, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from pactwatch.store.dialect import Walk
from pactwatch.store.schema import listed_claims
from pactwatch.store.words import terms_of

WORDS = "claim_words"
POSITIONS = 255
"""Occurrences of one word that PostgreSQL keeps."""
INDEXED = table(WORDS, column("place", BigInteger), column("words", TSVECTOR))


def create_words(connection: Connection) -> None:
    """Create the table of words with its index."""
    connection.exec_driver_sql(f"CREATE TABLE {WORDS} (place BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
    connection.exec_driver_sql(f"CREATE INDEX {WORDS}_by_word ON {WORDS} USING gin (words)")


def index_words(words: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return rows of places and the words' vectors."""
    return [(place, vector(found)) for place, found in words]


def vector(words: str) -> str:
    """Return the tsvector of `words`, cut by words.py, written out: they are letters and digits, so nothing of them is syntax."""
    positions: dict[str, list[int]] = {}
    for number, word in enumerate(words.split(), 1):
        positions.setdefault(word, []).append(number)
    return " ".join(f"'{word}':{','.join(map(str, found[:POSITIONS]))}" for word, found in positions.items())


def search_expression(query: str) -> str | None:
    """Return the tsquery for any user's `query`; None where no term holds a letter or digit."""
    terms = ["(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "") + ")" for term in terms_of(query)]
    return " & ".join(terms) or None


def matching(query: str) -> Select[tuple[int]] | None:
    """Select the places of the claims that hold all terms of `query`; None where it holds no word."""
    expression = search_expression(query)
    return None if expression is None else select(INDEXED.c.place).where(_holds(expression))


def walking(query: str) -> Walk | None:
    """Return the words beside the list of claims."""
    expression = search_expression(query)
    if expression is None:
        return None
    place: ColumnElement[int] = listed_claims.c.place
    return Walk(INDEXED.join(listed_claims, INDEXED.c.place == place), _holds(expression), place)


def estimated(connection: Connection, query: str) -> int | None:
    """Return how many claims the server's statistics make it expect; None where `query` holds no word."""
    expression = search_expression(query)
    if expression is None:
        return None
    statement = text(f"EXPLAIN (FORMAT JSON) SELECT place FROM {WORDS} WHERE words @@ CAST(:expression AS tsquery)")  # noqa: S608
    plan = connection.execute(statement, {"expression": expression}).scalar_one()
    return int(plan[0]["Plan"]["Plan Rows"])


def _holds(expression: str) -> ColumnElement[bool]:
    return INDEXED.c.words.op("@@", return_type=Boolean())(cast(literal(expression), TSQUERY))

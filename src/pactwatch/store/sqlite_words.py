"""Full-text search on SQLite (FTS5): an index without a copy of the text. Words come cut and folded from words.py.

The tokenizer takes whatever is not ASCII as part of a word, so it parts the words nowhere but at the spaces between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Boolean, ColumnElement, Connection, Integer, Select, String, column, literal, literal_column, select, table

from pactwatch.store.codec import clean
from pactwatch.store.dialect import Walk
from pactwatch.store.schema import listed_claims
from pactwatch.store.words import terms_of

WORDS = "claim_words"


def create_words(connection: Connection, *, folded: bool = True) -> None:
    """Create the index; before version 4 it cut and folded the words itself (`folded` False)."""
    tokenizer = "ascii" if folded else "unicode61 remove_diacritics 2"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, content='', tokenize='{tokenizer}')")


def index_words(connection: Connection, words: Sequence[tuple[int, str]], *, folded: bool = True) -> None:
    """Add the words of claims, as (place, words); those that are not `folded` by words.py are cut by the index."""
    rows = [(place, found if folded else clean(found)) for place, found in words]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {WORDS} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608


def matching(query: str) -> Select[tuple[int]] | None:
    """Select the places of the claims that hold all terms of `query`; None where it holds no word."""
    expression = match_expression(query)
    if expression is None:
        return None
    words = table(WORDS, column("rowid", Integer))
    return select(words.c.rowid.label("place")).where(_matches(expression))


def walking(query: str) -> Walk | None:
    """Return how the index gives the claims that hold all terms of `query`, in the order of their places."""
    expression = match_expression(query)
    if expression is None:
        return None
    words = table(WORDS, column("rowid", Integer))
    # the sign keeps SQLite from asking the index once for each claim of the list
    same = listed_claims.c.place == literal_column(f"+{WORDS}.rowid", Integer)
    return Walk(words.join(listed_claims, same), _matches(expression), words.c.rowid)


def _matches(expression: str) -> ColumnElement[bool]:
    return literal_column(WORDS, Boolean).op("MATCH", return_type=Boolean())(literal(expression, String))


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression for any user's `query`: words and "phrases" that must all occur, prefix*.

    Every term is quoted, so no character of it is syntax. None where no term holds a letter or digit.
    """
    terms = [f'"{" ".join(term.words)}"' + "*" * term.prefix for term in terms_of(query)]
    return " ".join(terms) or None

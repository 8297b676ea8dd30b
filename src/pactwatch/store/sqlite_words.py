"""Full-text search on SQLite (FTS5): an index without a copy of the text, and safe queries from any user's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, Select, literal_column, select, text

from pactwatch.store.codec import clean

WORDS = "claim_words"
TERMS = 64
"""Terms of a query that count; FTS5 refuses expressions that are nested too deeply."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')


def create_words(connection: Connection) -> None:
    """Create the index."""
    options = "content='', tokenize='unicode61 remove_diacritics 2'"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, {options})")


def index_words(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Add the words of claims, as (seq, words)."""
    rows = [(seq, clean(found)) for seq, found in words]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {WORDS} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608


def matching(query: str) -> Select[tuple[int]] | None:
    """Select the seqs of the claims that hold all terms of `query`; None where it holds no word."""
    expression = match_expression(query)
    if expression is None:
        return None
    condition = text(f"{WORDS} MATCH :words_query").bindparams(words_query=expression)
    return select(literal_column(f"{WORDS}.rowid").label("seq")).select_from(text(WORDS)).where(condition)


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression for any user's `query`: words and "phrases" that must all occur, prefix*.

    Every term is quoted, so no character of it is syntax. None where no term holds a letter or digit.
    """
    terms = []
    for phrase, word in _TERM.findall(clean(query) or ""):
        term = phrase or word
        if any(character.isalnum() for character in term):
            prefix = "*" if word.endswith("*") else ""
            terms.append('"' + term.rstrip("*").replace('"', '""') + '"' + prefix)
    return " ".join(list(dict.fromkeys(terms))[:TERMS]) or None

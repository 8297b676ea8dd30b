"""The tables, in SQLAlchemy Core so that each database gets its own dialect of them. Rows are only ever inserted.

`seq` counts each table's rows from 1 without gaps, in the order in which they came. The texts, captured bytes and
bodies of readings are the content, whose hashes the audit log holds; all other columns follow from them. JSON columns
hold what `codec.encode` wrote; text columns hold cleaned copies for filtering.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

VERSION = 3
"""The version of this schema; a ledger that records a higher one was written by a later program.

2 added judgements; 3 derived, figures, copies of sanctions lists, official texts. A ledger of a lower version, opened for
writing, gets the tables that it lacks; read, they are empty.
"""

metadata = MetaData()

schema_versions = Table(
    "schema_versions",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("program", String, nullable=False),
)

engines = Table(
    "engines",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("rank", String, nullable=False),
    UniqueConstraint("name", "version"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("published", String),
    Column("url", String, index=True),
    Column("title_key", String),
    Column("text_sha256", String, nullable=False),
    Column("meta", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document_seq", ForeignKey("documents.seq"), nullable=False, index=True),
    Column("sha256", ForeignKey("bodies.sha256"), nullable=False, index=True),
    Column("meta", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document_seq", ForeignKey("documents.seq"), nullable=False),
    Column("engine_seq", ForeignKey("engines.seq"), nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("readings_by_document", "document_seq", "engine_seq", "seq"),
)

statements = Table(
    "statements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("quotes", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading_seq", "id"),
)

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("type", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("agent_key", String, index=True),
    Column("agent_actor", String, index=True),
    Column("recipient_key", String, index=True),
    Column("recipient_actor", String, index=True),
    Column("first_day", String),
    Column("last_day", String),
    Column("quotes", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading_seq", "id"),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("claim_seq", ForeignKey("claims.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("actor", String, index=True),
    UniqueConstraint("claim_seq", "position"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("undoes", ForeignKey("judgements.id")),
    Column("body", Text, nullable=False),
    Index("judgements_by_kind", "kind", "subject"),
)

derived = Table(
    "derived",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("version", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "version", "subject"),
)
"""What follows from a reading alone and takes time to compute, kept so that it is computed once; no content of its own."""

figures = Table(
    "figures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("measure", String, nullable=False, index=True),
    Column("party", String, index=True),
    Column("population_key", String),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading_seq", "id"),
)

instrument_texts = Table(
    "instrument_texts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("instrument", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("meta", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

list_copies = Table(
    "list_copies",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("as_of", String, nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("meta", Text, nullable=False),
    Index("list_copies_by_day", "name", "as_of"),
)

list_entries = Table(
    "list_entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("copy_seq", ForeignKey("list_copies.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("reference", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
    UniqueConstraint("copy_seq", "position"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("payload_sha256", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

APPEND_ONLY = tuple(metadata.sorted_tables)
"""Every table: in none of them is a row ever changed or removed."""

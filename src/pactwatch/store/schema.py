"""The tables, in SQLAlchemy Core so that each database gets its own dialect of them. Rows are only ever inserted.

`seq` counts each table's rows from 1 without gaps, in the order in which they came. The texts, captured bytes and
bodies of readings are the content, whose hashes the audit log holds; all other columns follow from them. JSON columns
hold what `codec.encode` wrote; text columns hold cleaned copies for filtering.

The tables of lists (below the audit log) are an index that follows from the others, judgements among them: they alone may change,
as an index does.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, UniqueConstraint, literal_column
from sqlalchemy import String as AnyString
from sqlalchemy import Text as AnyText
from sqlalchemy.dialects.postgresql import TEXT

VERSION = 6
"""The version of this schema; a ledger that records a higher one was written by a later program.

2 added judgements; 3 derived, figures, copies of sanctions lists, official texts; 4 the tables of lists, from which pages and
searches come quickly however much there is, and other words in the full-text index; 5 other indexes; 6 edits in the
tables of lists. A ledger of a lower version, opened for writing, is brought up to this one (migrations); read, what it lacks is empty.
"""

INDEX = {"pactwatch_index": True}
"""Marks the tables that follow from others, whose rows may change."""

metadata = MetaData()

# every database sorts and compares texts by code points, whatever its own language is; texts of any length are looked up by hash
# on PostgreSQL, whose ordered indexes take 2,700 bytes
String = AnyString().with_variant(TEXT(collation="C"), "postgresql")
Text = AnyText().with_variant(TEXT(collation="C"), "postgresql")
Place = BigInteger().with_variant(Integer, "sqlite")

schema_versions = Table(
    "schema_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("program", String, nullable=False),
)

engines = Table(
    "engines",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("rank", String, nullable=False),
    UniqueConstraint("name", "version"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("published", String),
    Column("url", String),
    Column("title_key", String, index=True),
    Column("text_sha256", String, nullable=False),
    Column("meta", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Index("ix_documents_url", "url", postgresql_using="hash"),
)

captures = Table(
    "captures",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("document_seq", ForeignKey("documents.seq"), nullable=False, index=True),
    Column("sha256", ForeignKey("bodies.sha256"), nullable=False, index=True),
    Column("meta", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
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
    Column("seq", Integer, primary_key=True, autoincrement=False),
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
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("agent_key", String),
    Column("agent_actor", String),
    Column("recipient_key", String),
    Column("recipient_actor", String),
    Column("first_day", String),
    Column("last_day", String),
    Column("quotes", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading_seq", "id"),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("claim_seq", ForeignKey("claims.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("actor", String),
    UniqueConstraint("claim_seq", "position"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("undoes", ForeignKey("judgements.id")),
    Column("body", Text, nullable=False),
    Index("ix_judgements_subject", "subject", postgresql_using="hash"),
    Index("judgements_by_kind", "kind", "subject").ddl_if(dialect="sqlite"),
    Index("ix_judgements_kind", "kind", postgresql_using="hash").ddl_if(dialect="postgresql"),
)

derived = Table(
    "derived",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("version", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "version", "subject"),
)
"""What follows from a reading alone and takes time to compute, kept so that it is computed once; no content of its own."""

OF_A_PLACE = "CASE WHEN party IS NULL THEN {}(body, '\"lat\"') ELSE 0 END"
"""Above 0 for a figure with a place and no known party, the name of the function left open; of no place, it joins nobody's figures."""

figures = Table(
    "figures",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("measure", String, nullable=False, index=True),
    Column("party", String, index=True),
    Column("population_key", String),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading_seq", "id"),
    Index("figures_of_places", "seq", sqlite_where=literal_column(OF_A_PLACE.format("instr") + " > 0"),
          postgresql_where=literal_column(OF_A_PLACE.format("strpos") + " > 0")),
)  # fmt: skip

instrument_texts = Table(
    "instrument_texts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("instrument", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("meta", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_instrument_texts_instrument", "instrument", postgresql_using="hash"),
)

list_copies = Table(
    "list_copies",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
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
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("copy_seq", ForeignKey("list_copies.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("reference", String, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("copy_seq", "position"),
    Index("ix_list_entries_reference", "reference", postgresql_using="hash"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("payload_sha256", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

listed_readings = Table(
    "listed_readings",
    metadata,
    Column("document_seq", ForeignKey("documents.seq"), primary_key=True, autoincrement=False),
    Column("reading_seq", ForeignKey("readings.seq"), nullable=False, unique=True),
    info=INDEX,
)
"""The reading of each document that lists show: that of the newest engine version, of two by one version the later one."""

claim_names = Table(
    "claim_names",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("actor", String),
    Index("claim_names_by_key", "key", "actor"),
    Index("claim_names_by_actor", "actor", "key"),
    info=INDEX,
)
"""Each name with each actor id that agents, recipients and sources of claims go by, once; `key` is "" where only the id is known."""

listed_claims = Table(
    "listed_claims",
    metadata,
    Column("place", Place, primary_key=True, autoincrement=False),
    Column("claim_seq", ForeignKey("claims.seq"), nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("agent", Integer),
    Column("recipient", Integer),
    Column("span", SmallInteger),
    Column("first_day", String),
    Column("last_day", String),
    Index("listed_claims_by_type", "type", "place", "last_day", "claim_seq"),
    Index("listed_claims_by_modality", "modality", "place", "last_day", "claim_seq"),
    Index("listed_claims_by_agent", "agent", "place", "type", "last_day", "claim_seq"),
    Index("listed_claims_by_recipient", "recipient", "place", "type", "last_day", "claim_seq"),
    Index("listed_claims_by_days", "span", "first_day", "last_day"),
    info=INDEX,
)
"""The claims that lists show, in their order (`place`, see listing.py), by what stands after all edits; `span` is 0 for days close together, else 1.

The indexes hold what is asked beside their first column, so that a list is walked in one of them alone.
"""

listed_sources = Table(
    "listed_sources",
    metadata,
    Column("name", Integer, primary_key=True, autoincrement=False),
    Column("place", Place, primary_key=True, autoincrement=False),
    Index("listed_sources_by_place", "place"),
    info=INDEX,
)
"""The names in the attribution chains of the claims that lists show."""

APPEND_ONLY = tuple(table for table in metadata.sorted_tables if not table.info)
"""Every table with content: in none of them is a row ever changed or removed."""

SINCE = {
    "judgements": 2, "derived": 3, "figures": 3, "instrument_texts": 3, "list_copies": 3, "list_entries": 3,
    "listed_readings": 4, "claim_names": 4, "listed_claims": 4, "listed_sources": 4,
}  # fmt: skip
"""The version with which a table came, for those that the first one did not have."""

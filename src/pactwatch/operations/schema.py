"""The tables of operations, the same on SQLite and PostgreSQL. Times are seconds since 1970, UTC; `body` columns hold JSON."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

jobs = Table(
    "ops_jobs",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("host", String, nullable=False, default=""),
    Column("state", String, nullable=False, default="waiting"),
    Column("due", Float, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("owner", String),
    Column("lease", Float),
    Column("kept", String, index=True),
    Column("code", String),
    Column("reason", Text),
    Column("changed", Float, nullable=False),
    Column("body", Text, nullable=False, default="{}"),
    UniqueConstraint("kind", "key"),
    Index("ops_jobs_due", "state", "due"),
)
"""What is to be done, once each: waiting from `due` on, running under its `owner`'s `lease`, or dead with a reason."""

kept = Table(
    "ops_kept",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Captured bytes that wait to be read; the ledger has them from then on."""

hosts = Table(
    "ops_hosts",
    metadata,
    Column("host", String, primary_key=True),
    Column("free", Float, nullable=False),
    Column("delay", Float, nullable=False, default=0.0),
)
"""When each host may be asked again, and the seconds between requests that its robots.txt asks for."""

robots = Table(
    "ops_robots",
    metadata,
    Column("origin", String, primary_key=True),
    Column("until", Float, nullable=False),
    Column("body", Text, nullable=False),
)

feeds = Table(
    "ops_feeds",
    metadata,
    Column("url", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String),
    Column("parent", String),
    Column("active", Boolean, nullable=False, default=True),
    Column("added", Float, nullable=False),
    Column("base", Float, nullable=False),
    Column("pace", Float, nullable=False),
    Column("etag", String),
    Column("modified", String),
    Column("sha256", String),
    Column("tried", Float),
    Column("succeeded", Float),
    Column("failures", Integer, nullable=False, default=0),
    Column("code", String),
    Column("reason", Text),
    Column("note", Text),
    Column("found", Integer, nullable=False, default=0),
)
"""What is watched: `base` seconds between two looks to begin with, `pace` as it adapted itself."""

articles = Table(
    "ops_articles",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("url", String, nullable=False),
    Column("feed", String, nullable=False, index=True),
    Column("state", String, nullable=False, default="waiting"),
    Column("stamp", String),
    Column("etag", String),
    Column("modified", String),
    Column("sha256", String),
    Column("document", String, index=True),
    Column("first", Float, nullable=False),
    Column("changed", Float, nullable=False),
)
"""Each article once: waiting, read, dead, or same (as another one, which its names then lead to)."""

names = Table(
    "ops_names",
    metadata,
    Column("name", String, primary_key=True),
    Column("article", Integer, nullable=False, index=True),
)
"""All that an article is known by: addresses and ids of feeds (watch/canonical.py)."""

versions = Table(
    "ops_versions",
    metadata,
    Column("document", String, primary_key=True),
    Column("article", Integer, nullable=False, index=True),
    Column("replaces", String),
    Column("at", Float, nullable=False),
)
"""The documents that an article was over time: `replaces` is the one before."""

cursors = Table(
    "ops_cursors",
    metadata,
    Column("name", String, primary_key=True),
    Column("seq", Integer, nullable=False),
)
"""Up to which seq of a table of the ledger its changes have been looked at."""

rule_files = Table("ops_rule_files", metadata, Column("name", String, primary_key=True), Column("file", String, nullable=False))
"""Which file the rules of each name are in; "" for those without a name."""

alerts = Table(
    "ops_alerts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("rule", String, nullable=False),
    Column("key", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("rule", "key"),
)

subjects = Table(
    "ops_alert_subjects",
    metadata,
    Column("rule", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("alert", String, nullable=False),
)
"""What a rule has alerted of, where once is enough for all of a story."""

deliveries = Table(
    "ops_deliveries",
    metadata,
    Column("alert", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False, default="waiting"),
    Column("at", Float, nullable=False),
    Column("reason", Text),
)
"""The outbox: each alert by each channel, waiting, sent or dead."""

reopened = Table(
    "ops_reopened",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("subject", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("after", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("body", Text, nullable=False),
)
"""Conclusions that something new touches: `after` is the newest judgement then, a later one on the subject settles it."""

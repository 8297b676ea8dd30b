"""The places where ledgers of the contract lie: a file, memory, a PostgreSQL database."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_server import Server, programs, server
from store_builders import LASTING


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Run a PostgreSQL server for all tests that ask for one."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a disk in memory, where there is one
    with tempfile.TemporaryDirectory(prefix="pactwatch-postgres-", dir=memory) as folder, server(Path(folder) / "server") as running:
        yield running


@pytest.fixture
def where_of(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return what makes the path or URL of a new ledger of a kind."""

    def made(kind: str) -> str:
        if kind == "postgres":
            running: Server = request.getfixturevalue("postgres")
            return running.place()
        return ":memory:" if kind == "memory" else str(tmp_path / "test ledger?#%41é.db")

    return made


@pytest.fixture(params=LASTING)
def where(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> str:
    """Return where a new ledger can lie that can be opened twice."""
    return where_of(request.param)

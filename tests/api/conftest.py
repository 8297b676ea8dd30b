from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from served import add_people, make_ledger, served


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("api") / "made.db")


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "ledger.db"))


@pytest.fixture
def client(ledger: Path) -> Iterator[TestClient[Litestar]]:
    with served(ledger) as found:
        yield found


@pytest.fixture
def tokens(ledger: Path) -> dict[str, str]:
    return add_people(ledger)


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """A client for tests that change nothing that another one asks."""
    with served(Path(shutil.copy(made, tmp_path_factory.mktemp("shared") / "ledger.db"))) as found:
        yield found

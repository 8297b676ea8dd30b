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


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Accounts that are made once, since hashing passwords takes time on purpose."""
    ledger = tmp_path_factory.mktemp("people") / "ledger.db"
    tokens = add_people(ledger)
    return ledger.with_name("ledger.db.accounts"), tokens


@pytest.fixture
def tokens(ledger: Path, people: tuple[Path, dict[str, str]]) -> dict[str, str]:
    for file in people[0].parent.glob("ledger.db.accounts*"):
        shutil.copy2(file, ledger.parent / file.name)
    return dict(people[1])


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """A client for tests that change nothing that another one asks."""
    with served(Path(shutil.copy(made, tmp_path_factory.mktemp("shared") / "ledger.db"))) as found:
        yield found

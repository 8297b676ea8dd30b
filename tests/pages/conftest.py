from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from visiting import HOST, Visitor

from pactwatch.web.app import create_app
from pactwatch.web.settings import WebSettings

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "demo_ledger.py"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("demo_ledger", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = tmp_path_factory.mktemp("pages") / "demo.db"
    module.build(path)
    return path


@pytest.fixture
def ledger(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "ledger.db"))


def visitor(ledger: Path, who: str | None = "Ada") -> Iterator[Visitor]:
    with TestClient(create_app(ledger, WebSettings(who=who)), base_url=HOST) as client:
        yield Visitor(client)


@pytest.fixture
def ada(ledger: Path) -> Iterator[Visitor]:
    yield from visitor(ledger)


@pytest.fixture(scope="session")
def reader(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor who only looks, so that one server does for many tests."""
    yield from visitor(Path(shutil.copy(demo, tmp_path_factory.mktemp("looked") / "ledger.db")))


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Visitor]:
    yield from visitor(tmp_path / "empty.db")

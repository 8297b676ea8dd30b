from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from visiting import Visitor, visiting

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


@pytest.fixture(scope="module")
def ledger(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo, tmp_path_factory.mktemp("decided") / "ledger.db"))


@pytest.fixture(scope="module")
def ada(ledger: Path) -> Iterator[Visitor]:
    yield from visiting(ledger)


@pytest.fixture(scope="session")
def reader(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor who only looks, so that one server does for many tests."""
    yield from visiting(Path(shutil.copy(demo, tmp_path_factory.mktemp("looked") / "ledger.db")))


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    yield from visiting(tmp_path_factory.mktemp("nothing") / "empty.db")

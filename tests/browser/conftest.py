"""One server in a process of its own over the demonstration ledger, with accounts, and a browser that may talk to it alone."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_site import PASSWORD, Site

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>window.pwned = 1</script><img src=x onerror=window.pwned=1>\"'><svg onload=window.pwned=1>"

if not CHROMIUM.exists():
    collect_ignore_glob = ["test_*.py"]


def pytest_report_header() -> str | None:
    return None if CHROMIUM.exists() else "tests/browser: left out, chromium is not there (apt-get install chromium)"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    ledger = tmp_path_factory.mktemp("browser") / "demo.db"
    _build(ledger)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "pactwatch.cli", "serve", "--port", "0", "--ledger", str(ledger)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"(http://127\.0\.0\.1:\d+)/", line)
        assert found is not None, line
        yield Site(found.group(1), ledger)
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _build(ledger: Path) -> None:
    from pactwatch.model import make_document
    from pactwatch.read import read
    from pactwatch.store import open_ledger
    from pactwatch.store.prepare import canonical
    from pactwatch.web.accounts import AccountBook, accounts_beside

    spec = importlib.util.spec_from_file_location("demo_ledger", ROOT / "scripts" / "demo_ledger.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(ledger)
    text = f"Norway will send 120 soldiers {HOSTILE} to Latvia, the ministry {HOSTILE} said.\r\n\r\nEstonia sent 40 vehicles."
    with open_ledger(ledger, create=True, who=HOSTILE) as opened:
        reading = canonical(read(make_document(text, title=HOSTILE, publisher=HOSTILE, published="2025-06-18", url=f"https://x.example/{HOSTILE}")))
        opened.add(reading)
        claim = reading.claims[0].id
        opened.review(claim, "note", who=HOSTILE, why=HOSTILE)
        opened.review(claim, "reject", who="Mallory", why=HOSTILE)
    book = AccountBook(accounts_beside(str(ledger), None))
    for name, role in (("Ana", "analyst"), ("Rosa", "reviewer"), ("Rita", "reader")):
        book.add(name, PASSWORD, role)
    book.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()

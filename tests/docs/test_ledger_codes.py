"""The documented codes of the ledger are the ones that it uses."""

from __future__ import annotations

import re
from pathlib import Path

from pactwatch.store import codes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "ledger.md"


def test_every_code_of_the_ledger_is_documented_once() -> None:
    documented = re.findall(r"PW4\d\d", "".join(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")))
    used = {value for name, value in vars(codes).items() if name.isupper()} - {codes.INTERNAL}
    assert sorted(documented) == sorted(used)

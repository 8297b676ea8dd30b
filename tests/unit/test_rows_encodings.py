"""Rows by line that are not in UTF-8, as PowerShell writes them: decoded, with the file itself as their capture."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pactwatch.ids import sha256_hex
from pactwatch.intake import IntakeOptions, Taken, take_in

TEXTS = ["Norway will send 120 soldiers to Łódź.", "Министерство сообщило об этом.", "The café was “closed”."]
LINES = "\r\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in TEXTS) + "\r\n"


def take(path: Path) -> list[Taken]:
    return list(take_in([str(path)], IntakeOptions()))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
@pytest.mark.parametrize("packed", [False, True])
def test_rows_by_line_are_read_in_any_unicode(tmp_path: Path, encoding: str, name: str, packed: bool) -> None:
    body = LINES.encode(encoding)
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(body) if packed else body)
    found = take(path)
    assert [taken.document.text if taken.document else str(taken.error) for taken in found] == TEXTS
    assert [taken.source for taken in found] == [f"{path}#{number}" for number in (1, 2, 3)]


def test_the_file_is_the_capture_and_a_bad_row_costs_itself(tmp_path: Path) -> None:
    body = (LINES + '{"text": \r\n\r\n{"title": "none"}\r\n').encode("utf-16")
    path = tmp_path / "rows.jsonl"
    path.write_bytes(body)
    found = take(path)
    assert [taken.error.code if taken.error else None for taken in found] == [None, None, None, "PW209", "PW210"]
    assert found[4].source == f"{path}#6"
    assert {taken.capture.sha256 for taken in found[:3] if taken.capture} == {sha256_hex(body)}
    assert found[0].capture is not None
    assert found[0].capture.body == body

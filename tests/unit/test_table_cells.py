"""Cells of Parquet tables that Python cannot hold, and texts in pieces: each costs itself alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from archives import FIRST, SECOND

from pactwatch.intake import IntakeOptions, Taken, take_in

BAD = b"Norway will send \xff soldiers to \xc5\x81\xc3\xb3d\xc5\xba."


def take(path: Path, **columns: Any) -> list[Taken]:
    pyarrow.parquet.write_table(pyarrow.table(columns), path / "a.parquet")
    return list(take_in([str(path / "a.parquet")], IntakeOptions()))


def invalid(*cells: bytes) -> pyarrow.Array:
    """Return an array of strings that does not look whether they are UTF-8."""
    whole = pyarrow.array(cells, pyarrow.binary())
    return pyarrow.StringArray.from_buffers(len(cells), whole.buffers()[1], whole.buffers()[2])


def texts(found: list[Taken]) -> list[str]:
    return [taken.document.text if taken.document else taken.error.code if taken.error else "" for taken in found]


def test_a_string_that_is_no_utf8_costs_its_own_bytes(tmp_path: Path) -> None:
    found = take(tmp_path, text=invalid(FIRST.encode(), BAD, SECOND.encode()))
    assert texts(found) == [FIRST, "Norway will send \ufffd soldiers to Łódź.", SECOND]


@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Tokyo"])
def test_a_time_out_of_range_costs_its_own_cell(tmp_path: Path, unit: str, zone: str | None) -> None:
    factor = {"s": 1, "ms": 1_000, "us": 1_000_000}[unit]
    seconds = int(datetime(2025, 6, 18, 3, tzinfo=UTC).timestamp())
    times = pyarrow.array([seconds * factor, 9_000_000_000_000 * factor, seconds * factor], pyarrow.timestamp(unit, zone))
    found = take(tmp_path, text=[FIRST, SECOND, FIRST], published=times)
    assert texts(found) == [FIRST, SECOND, FIRST]
    assert [taken.document.published if taken.document else "" for taken in found] == ["2025-06-18", None, "2025-06-18"]
    assert "not understood" in found[1].notes[0]


def test_nanoseconds_are_cut_off(tmp_path: Path) -> None:
    seconds = int(datetime(2025, 6, 18, 3, tzinfo=UTC).timestamp())
    found = take(tmp_path, text=[FIRST], published=pyarrow.array([seconds * 10**9 + 7], pyarrow.timestamp("ns")))
    assert [taken.document.published if taken.document else "" for taken in found] == ["2025-06-18"]


def test_the_first_hours_that_there_are_in_another_zone(tmp_path: Path) -> None:
    found = take(tmp_path, text=[FIRST], published=pyarrow.array([-62135596800], pyarrow.timestamp("s", "+09:00")))
    assert texts(found) == [FIRST]


def test_a_list_of_strings_is_a_text_of_paragraphs(tmp_path: Path) -> None:
    found = take(tmp_path, text=[[FIRST, SECOND], [FIRST], [None, "", SECOND], []], author=[["A. Berg", "B. Dahl"], [], None, ["C"]])
    assert texts(found) == [f"{FIRST}\n\n{SECOND}", FIRST, SECOND, "PW210"]
    assert found[0].document is not None
    assert found[0].document.author == "A. Berg, B. Dahl"


@pytest.mark.parametrize("cells", [[{"body": FIRST}], [[{"body": FIRST}]], [[1, 2]], [[[FIRST]]]])
def test_a_text_of_another_shape_is_refused_for_its_row(tmp_path: Path, cells: list[Any]) -> None:
    (taken,) = take(tmp_path, text=cells)
    assert taken.error is not None
    assert taken.error.code == "PW210"
    assert "neither a string nor a list of strings" in str(taken.error)


def test_invalid_strings_within_lists_cost_their_own_bytes(tmp_path: Path) -> None:
    found = take(tmp_path, text=pyarrow.ListArray.from_arrays([0, 2, 3], invalid(FIRST.encode(), b"\xffB", SECOND.encode())))
    assert texts(found) == [f"{FIRST}\n\n\ufffdB", SECOND]


def test_structs_in_other_columns_are_kept_in_the_capture_alone(tmp_path: Path) -> None:
    (taken,) = take(tmp_path, text=[FIRST], title=[{"en": "Soldiers", "when": datetime(2025, 6, 18, tzinfo=UTC)}])
    assert taken.document is not None
    assert taken.document.title is None
    assert taken.capture is not None
    assert json.loads(taken.capture.body)["title"] == {"en": "Soldiers", "when": "2025-06-18T00:00:00+00:00"}

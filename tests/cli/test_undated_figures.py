"""Figures of texts without a day of publication, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Command


def test_a_text_without_a_day_is_undated_in_figures(command: Command, folder: Path) -> None:
    (folder / "a.txt").write_text("Ukraine's defence ministry said that 3,000 North Korean soldiers had been killed in the Kursk region.")
    assert command("read", "a.txt", "--format", "jsonl").code == 0
    listed = command("figures")
    assert (listed.code, listed.err) == (0, "")
    assert "undated" in listed.out
    (series,) = json.loads(command("figures", "--format", "json").out)["series"]
    assert {p["published"] for p in series["points"]} == {None}
    known = series["points"][0]["known_at"][:10]
    assert known not in listed.out
    assert "no figure" in command("figures", "--as-of", "2100").err

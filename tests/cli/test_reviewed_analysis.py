"""`figures`, `pacts`, `assess` and `finding` after reviews: what is left out and why, what counts as edited, where each row stands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

TEXT = (
    "More than 6,000 North Korean workers were sent to Russia in May 2025, the labour ministry in Seoul said. "
    "North Korea sent 11,000 soldiers to Russia, South Korea's spy agency said. A plant in Nakhodka employed 80 North Korean workers."
)


@pytest.fixture
def kept(command: Command, folder: Path) -> Command:
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    assert command("read", "text.txt", "--published", "2025-06-18", "--engine", "rules", "-q", "--no-print").code == 0
    return command


def data(command: Command, *words: str) -> dict[str, Any]:
    done = command(*words, "--format", "json")
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def figure(command: Command, low: float) -> dict[str, Any]:
    return next(p for series in data(command, "figures")["series"] for p in series["points"] if p["low"] == low)


def test_a_rejected_figure_is_left_out_and_comes_back(kept: Command) -> None:
    claim = figure(kept, 11000)["claim"]
    assert figure(kept, 11000)["review"] == "unreviewed"
    assert kept("review", "reject", claim, "--why", "another war", "--as", "Ana").code == 0
    found = data(kept, "figures", "--policy", "lowest")
    assert claim not in [p["claim"] for series in found["series"] for p in series["points"]]
    [left] = found["left_out"]
    assert (left["claim"], left["status"], left["who"], left["why"]) == (claim, "rejected", "Ana", "another war")
    told = kept("figures").out
    assert "1 figure is left out: rejected or retracted in review" in " ".join(told.split())
    assert "another war" not in told
    assert "rejected by Ana" in kept("figures", "--why").out
    assert "1 figure is left out" in kept("figures", "--format", "csv").err
    assert claim not in kept("figures", "--format", "csv").out
    assert claim not in [t["claim"] for row in data(kept, "pacts", "PRK", "RUS")["balance"] for t in row["transfers"]]
    assert "another war" in kept("pacts", "PRK", "RUS", "--why").out
    assert kept("review", "undo", claim, "--as", "Ana").code == 0
    assert figure(kept, 11000)["claim"] == claim
    assert data(kept, "figures")["left_out"] == []


def test_an_edited_figure_counts_as_edited(kept: Command) -> None:
    claim = figure(kept, 6000)["claim"]
    assert kept("review", "edit", claim, "--set", "quantity.low=5000", "--why", "so it reads", "--as", "Ana").code == 0
    p = figure(kept, 5000)
    assert (p["claim"], p["edited"], p["machine"]["amount"], p["text"][:9]) == (claim, True, "more than 6,000", "More than")
    assert "edited; read as more than 6,000" in kept("figures").out
    [row] = [row for row in csv.DictReader(io.StringIO(kept("figures", "--format", "csv").out)) if row["claim"] == claim]
    assert (row["low"], row["review"], row["edited"]) == ("5000", "unreviewed", "True")


def test_rows_of_every_view_say_where_their_claims_stand(kept: Command) -> None:
    claim = figure(kept, 11000)["claim"]
    assert kept("review", "accept", claim, "--as", "Ana").code == 0
    assert figure(kept, 11000)["review"] == "accepted"
    rows = csv.DictReader(io.StringIO(kept("pacts", "PRK", "RUS", "--format", "csv").out))
    assert {row["claim"]: row["review"] for row in rows}[claim] == "accepted"
    findings = data(kept, "assess")["findings"]
    assert findings
    assert all(row["review"] == ("accepted" if row["claim"] == claim else "unreviewed") for row in findings if row["claim"])
    assert "review" in kept("assess", "--format", "csv").out.splitlines()[0]


def test_a_finding_whose_claim_was_rejected_is_left_out_with_why(kept: Command) -> None:
    before = data(kept, "assess")["findings"]
    claim = next(row["claim"] for row in before if row["claim"])
    assert kept("review", "reject", claim, "--why", "a plan alone", "--as", "Ana").code == 0
    after = data(kept, "assess")
    assert all(claim not in (row["claim"], *row["claims"]) for row in after["findings"])
    assert {row["claim"] for row in after["left_out"]} == {claim}
    assert "a plan alone" in kept("assess").out
    refused = kept("finding", "show", after["left_out"][0]["finding"])
    assert refused.code != 0
    assert "was rejected by Ana" in refused.err

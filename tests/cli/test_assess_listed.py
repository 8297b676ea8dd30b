"""`assess` with sanctions lists in the ledger, and on the documents of a story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

TEXT = (
    "A Vladivostok bank transferred 2 million dollars to Taesong Sokpo Trading Corporation on 12 May 2025, a prosecutor said.\n\n"
    "Nothing else was disclosed about the case in court.\n\nThe judge adjourned until June.\n\nA verdict is due in autumn.\n\n"
    "Pak Song Ryol arrived in Moscow on 20 May 2025 for talks, Russia's foreign ministry said."
)
ENTRIES = "KPi.901,Person,Pak Song Ryol,{0}\nKPe.902,Organization,Taesong Sokpo Trading Corporation,{0}\n"
FREEZE, TRAVEL = "unsc-1718-2006-p8-d", "unsc-1718-2006-p8-e"


def add_list(command: Command, folder: Path, programme: str = "DPRK", as_of: str = "2025-01-01") -> None:
    (folder / "list.csv").write_text("id,schema,name,programme\n" + ENTRIES.format(programme), encoding="utf-8")
    assert command("lists", "add", "list.csv", "--as-of", as_of, "--name", "UN").code == 0


@pytest.fixture
def read(command: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert command("read", "a.txt", "--published", "2025-06-18", "--title", "Court", "-q", "--format", "jsonl").code == 0


def element(command: Command, provision: str, name: str) -> dict[str, Any] | None:
    done = command("assess", "--provision", provision, "--format", "json")
    found = json.loads(done.out)["findings"]
    return next((row for finding in found for row in finding["elements"] if row["id"] == name), None)


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(("provision", "name", "words", "reference"), [
    (FREEZE, "target", "Taesong Sokpo Trading Corporation", "KPe.902"), (TRAVEL, "person", "Pak Song Ryol", "KPi.901"),
])  # fmt: skip
def test_a_listed_name_raises_a_provision_and_leaves_it_open_who_it_is(
    command: Command, folder: Path, provision: str, name: str, words: str, reference: str
) -> None:
    assert element(command, provision, name) is None
    add_list(command, folder)
    found = element(command, provision, name)
    assert found is not None
    assert found["status"] == "unknown"
    assert all(part in found["why"] for part in (reference, "UN as of 2025-01-01", "A match is a name, not a person"))
    start, end = found["evidence"][0]["span"]
    assert TEXT[start:end] == words
    assert command("lists", "decide", words, reference, "same", "--why", "papers seen", "--as", "A. Reader").code == 0
    found = element(command, provision, name)
    assert found is not None
    assert found["status"] == "met"
    assert "A. Reader" in found["why"]
    assert command("lists", "decide", words, reference, "different", "--why", "another one", "--as", "A. Reader").code == 0
    assert element(command, provision, name) is None


@pytest.mark.usefixtures("read")
def test_a_name_on_a_list_of_another_programme_raises_nothing_on_the_dprk(command: Command, folder: Path) -> None:
    add_list(command, folder, programme="LIBYA")
    assert element(command, FREEZE, "target") is None
    assert element(command, TRAVEL, "person") is None


@pytest.mark.usefixtures("read")
def test_a_list_that_is_younger_than_the_claim_says_nothing_of_it(command: Command, folder: Path) -> None:
    add_list(command, folder, as_of="2025-05-15")
    assert element(command, FREEZE, "target") is None
    assert element(command, TRAVEL, "person") is not None
    assert "earliest copy 2025-05-15" in command("assess").err


@pytest.mark.usefixtures("read")
def test_a_finding_that_a_list_raised_can_be_looked_at_and_decided(command: Command, folder: Path) -> None:
    add_list(command, folder)
    found = json.loads(command("assess", "--provision", FREEZE, "--format", "json").out)["findings"]
    assert "KPe.902" in command("finding", "show", found[0]["id"]).out
    assert command("finding", "set", found[0]["id"], "target", "met", "--why", "register of firms", "--as", "A. Reader").code == 0
    decided = element(command, FREEZE, "target")
    assert decided is not None
    assert (decided["status"], decided["found"]) == ("met", "unknown")


STORY = [
    {"title": "Packers in Nakhodka", "published": "2024-12-02", "publisher": "Gazette",
     "text": "A cannery in Nakhodka has employed 80 North Korean packers since May, the labour ministry said. They earn 600 dollars a month."},
    {"title": "Packers in Nakhodka cannery", "published": "2024-12-03", "publisher": "Observer",
     "text": "A cannery in Nakhodka has employed 80 North Korean packers since May, Russia's labour ministry told Reuters. They work without pay."},
    {"title": "Masons on a Dakar site", "published": "2025-02-11", "publisher": "Gazette",
     "text": "Senegal's builders' union says that thirty North Korean masons work on a hotel in Dakar and receive 200 dollars each month."},
]  # fmt: skip


def test_a_story_is_assessed_together_without_the_other_documents(command: Command, folder: Path) -> None:
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in STORY), encoding="utf-8")
    assert command("read", "rows.jsonl", "-q", "--format", "jsonl").code == 0
    (story,) = [one for one in json.loads(command("origins", "--format", "json").out)["stories"] if len(one["documents"]) == 2]
    found = json.loads(command("assess", "--story", story["id"], "--format", "json").out)["findings"]
    assert found
    assert len(found) == len({row["provision"] for row in found})
    named = {item["document"] for row in found for one in row["elements"] for item in one["evidence"]}
    assert named == set(story["documents"])
    assert command("assess", "--story", "nothing").code == 2

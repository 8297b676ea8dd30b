"""`pactwatch read`: what is printed, what is kept, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from pactwatch.store import ClaimFilter, open_ledger


def test_it_stores_and_prints_the_same_bytes_each_time(command: Command, articles: list[str], folder: Path) -> None:
    call = ("read", *articles, "--published", "2025-06-18", "--format", "json")
    first = command(*call)
    with open_ledger("pactwatch.db") as ledger:
        before = ledger.verify()
    assert before.ok
    outputs = {command(*call).out, command(*call, "--again").out, command(*call, "--no-store").out, first.out}
    outputs.add(command(*call, "--ledger", "other.db", "--processes", "2").out)
    assert outputs == {first.out}
    assert len(json.loads(first.out)["readings"]) == 2
    with open_ledger("pactwatch.db") as ledger, open_ledger("other.db") as other:
        assert ledger.verify() == before
        assert other.content_digest() == before.content_sha256
    assert sorted(path.name for path in folder.iterdir()) == ["first.txt", "other.db", "pactwatch.db", "second.txt"]


def test_a_rerun_takes_readings_from_the_ledger(command: Command, stored: list[dict[str, Any]]) -> None:
    connection = sqlite3.connect("pactwatch.db")
    for table in ("readings", "claims"):
        connection.execute(f"DROP TRIGGER {table}_no_update")
    connection.execute("UPDATE readings SET body = replace(body, '\"deploy_forces\"', '\"from_the_ledger\"')")
    connection.commit()
    connection.close()
    again = command("read", "first.txt", "second.txt", "--published", "2025-06-18", "--format", "json")
    assert "from_the_ledger" in again.out
    anew = command("read", "first.txt", "second.txt", "--published", "2025-06-18", "--format", "json", "--no-store")
    assert json.loads(anew.out)["readings"] == stored


def test_no_store_makes_no_file(command: Command, articles: list[str], folder: Path) -> None:
    assert command("read", *articles, "--no-store").code == 0
    assert not (folder / "pactwatch.db").exists()


def test_the_ledger_of_the_environment_and_of_the_option(command: Command, articles: list[str], folder: Path) -> None:
    command("read", "first.txt", env={"PACTWATCH_LEDGER": "env.db"})
    command("read", "first.txt", "--ledger", "option.db", env={"PACTWATCH_LEDGER": "env2.db"})
    command("read", "first.txt", "--ledger", f"sqlite:///{folder}/url.db")
    assert sorted(path.name for path in folder.glob("*.db")) == ["env.db", "option.db", "url.db"]


def test_readings_come_in_the_order_of_the_inputs_known_or_not(command: Command, folder: Path) -> None:
    names = [f"{n}.txt" for n in range(8)]
    for name in names:
        (folder / name).write_text(f"Norway sent {name[0]}0 soldiers to Latvia.")
    command("read", *names[1::2])
    order = [*reversed(names), "missing.txt", *names[:2]]
    done = command("read", *order, "--format", "jsonl", "--processes", "2")
    texts = [json.loads(line)["document"]["text"] for line in done.out.splitlines()]
    assert texts == [(folder / name).read_text() for name in order if name != "missing.txt"]
    assert done.code == 3


def test_more_known_texts_than_wait_at_once(command: Command, folder: Path) -> None:
    rows = [json.dumps({"text": f"Norway sent {n} soldiers to Latvia."}) for n in range(100, 180)]
    (folder / "known.jsonl").write_text("\n".join(rows))
    command("read", "known.jsonl", "--format", "csv")
    mixed = [json.dumps({"text": "A new text."}), *rows, json.dumps({"text": "Another new text."})]
    (folder / "mixed.jsonl").write_text("\n".join(mixed))
    done = command("read", "mixed.jsonl", "--format", "jsonl")
    assert [json.loads(line)["document"]["text"] for line in done.out.splitlines()] == [json.loads(row)["text"] for row in mixed]


def test_some_inputs_fail_and_the_others_are_in(command: Command, articles: list[str], folder: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 cut short")
    (folder / "rows.jsonl").write_text('{"text": "Norway sent 20 soldiers to Latvia."}\n{"nothing": 1}\n')
    done = command("read", "missing.txt", "first.txt", "./bad.pdf", "rows.jsonl", "--format", "jsonl")
    assert done.code == 3
    assert done.out.count("\n") == 2
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["PW201 missing.txt", "PW211 ./bad.pdf", "PW210 rows.jsonl#2"]
    with open_ledger("pactwatch.db") as ledger:
        assert ledger.verify().checked["documents"] == 2


def test_nothing_readable_makes_no_ledger_and_valid_json(command: Command, folder: Path) -> None:
    done = command("read", "missing.txt", "--format", "json")
    assert (done.code, done.out) == (3, '{"readings":[]}\n')
    assert list(folder.iterdir()) == []


def test_the_ledger_is_no_input_of_its_own_folder(command: Command, articles: list[str]) -> None:
    assert command("read", ".").code == 0
    assert command("read", ".").code == 0
    assert command("read", "pactwatch.db").code == 3


def test_standard_input_with_what_is_known_of_it(command: Command) -> None:
    done = command("read", "-", "--published", "2025-06-18", "--publisher", "The Post", "--url", "https://post.example/1", "--title", "T",
                   "--format", "json", stdin="Norway sent 20 soldiers to Latvia.")  # fmt: skip
    (reading,) = json.loads(done.out)["readings"]
    known = {name: reading["document"][name] for name in ("published", "publisher", "url", "title")}
    assert known == {"published": "2025-06-18", "publisher": "The Post", "url": "https://post.example/1", "title": "T"}


def test_rows_are_stored_as_given(command: Command, folder: Path) -> None:
    row = {"text": " Norway  sent 20 soldiers\r\nto Latvia. ", "url": "https://a.example/", "title": "A", "published": "2025-01-02"}
    (folder / "rows.jsonl").write_text(json.dumps(row) + "\n")
    (reading,) = json.loads(command("read", "rows.jsonl", "--format", "json").out)["readings"]
    assert {name: reading["document"][name] for name in row} == row
    with open_ledger("pactwatch.db") as ledger, ledger.view() as view:
        (document,) = {r.document for r in view.claims(ClaimFilter())}
        assert (document.url, document.title) == ("https://a.example/", "A")


def test_csv_has_one_header_and_a_row_a_claim(command: Command, articles: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(command("read", *articles, "--format", "csv").out)))
    with open_ledger("pactwatch.db") as ledger, ledger.view() as view:
        assert [row["claim"] for row in rows] == [found.claim.id for found in view.claims(ClaimFilter())]


def test_a_page_beside_the_output(command: Command, articles: list[str], folder: Path) -> None:
    command("read", *articles, "--html", "page.html", "--format", "jsonl")
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "120 soldiers" in page
    assert "6,000 workers" in page


@pytest.mark.parametrize("arguments", [
    (), ("first.txt", "--published", "2025-02-30"), ("first.txt", "--published", "June"), ("first.txt", "--format", "xml"),
    ("first.txt", "--processes", "0"), ("first.txt", "--nonsense"), ("first.txt", "--ledger", "no/such/folder/x.db"),
    ("first.txt", "--ledger", "postgresql://host/name"), ("first.txt", "--ledger", "first.txt"), ("first.txt", "--ledger", "."),
    ("first.txt", "--html", "no/such/folder/page.html"),
])  # fmt: skip
def test_a_wrong_call_ends_with_2_before_anything_is_read(command: Command, articles: list[str], arguments: tuple[str, ...]) -> None:
    done = command("read", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err
    assert "Traceback" not in done.err


def test_a_page_that_cannot_be_written_is_one_line(command: Command, articles: list[str], folder: Path) -> None:
    assert articles
    (folder / "page.html").symlink_to(folder / "gone" / "page.html")
    for name, read in (("page.html", 1), ("p" * 300, 0)):  # the second is longer than a file's name may be
        done = command("read", "first.txt", "--html", name, "--format", "jsonl")
        assert (done.code, done.out.count("\n")) == (1, read)
        assert done.err.startswith(f"PW123 {name}: ")
        assert done.err.count("\n") == 1

"""`pactwatch load`: whatever is damaged in a shard is named and costs itself, and all else is in the ledger and on its shelf."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest
from command_line import Command

from pactwatch.ids import sha256_hex
from pactwatch.runners.shards import GROUP, Row, ShardInfo, reading_row, shard_path, write_shard
from pactwatch.store import open_ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "contract"))
from store_builders import capture_of, reading, text

ARCHIVE = "rows.jsonl.gz"
Change = Callable[[Row], Row]


def row(number: int, version: str = "0.1.0") -> Row:
    return reading_row(f"{ARCHIVE}#{number}", ARCHIVE, number, reading(number, version=version), capture_of(text(number)))


def beside(number: int) -> list[Row]:
    """Return a reject and a dropped text."""
    return [
        Row(kind="reject", source=f"{ARCHIVE}#{number}", archive=ARCHIVE, number=number, code="PW210", reason="no text"),
        Row(kind="dropped", source=f"{ARCHIVE}#{number + 1}", archive=ARCHIVE, number=number + 1, document=f"doc-{number}", reason="sport"),
    ]


def shard(key: str, rows: Iterable[Row]) -> Path:
    folder = Path("shards")
    folder.mkdir(exist_ok=True)
    info = ShardInfo(key=f"{key:>032}", engine="rules", version="0.1.0", gate="1", archives={ARCHIVE: "ab"}, part=0, parts=1)
    write_shard(folder, info, rows, {})
    return shard_path(folder, info.key)


def kept() -> tuple[int, bool]:
    with open_ledger("pactwatch.db") as ledger:
        found = ledger.verify()
    return found.checked["readings"], found.ok


def flipped(data: bytes, words: bytes) -> bytes:
    at = data.index(words)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def of_another_model(found: Row) -> Row:
    """Return the row as a version would have written it that had no type of claims yet."""
    plain = msgspec.msgpack.decode(found.reading)
    for claim in plain["claims"]:
        del claim["type"]
    data = msgspec.msgpack.encode(plain)
    return msgspec.structs.replace(found, reading=data, digest=sha256_hex(data))


DAMAGES: dict[str, Change] = {
    "a flipped byte of the text": lambda found: msgspec.structs.replace(found, reading=flipped(found.reading, b"Norland sent")),
    "a flipped byte that no id is made of": lambda found: msgspec.structs.replace(found, reading=flipped(found.reading, b"envoy of Norland")),
    "a flipped byte of a field's name": lambda found: msgspec.structs.replace(found, reading=flipped(found.reading, b"document")),
    "a byte that is no text": lambda found: msgspec.structs.replace(found, reading=found.reading.replace(b"Sappers", b"Sapper\xff")),
    "a reading cut short": lambda found: msgspec.structs.replace(found, reading=found.reading[:-9]),
    "no reading": lambda found: msgspec.structs.replace(found, reading=b""),
    "a capture cut short": lambda found: msgspec.structs.replace(found, capture=found.capture[:-9]),
    "another model": of_another_model,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_row_that_does_not_decode_is_named_and_all_others_are_in(command: Command, damage: str) -> None:
    broken = shard("a", [row(1), DAMAGES[damage](row(2)), row(3), *beside(4)])
    shard("b", [row(6), row(7)])
    done = command("load", "shards")
    assert done.code == 3
    named, told = done.err.splitlines()
    assert named.startswith(f"PW243 {ARCHIVE}#2: ")
    assert str(broken) in named
    assert told.startswith("4 readings with 8 claims are new")
    assert kept() == (4, True)
    assert f"{ARCHIVE}#4" in command("rejects").out
    assert "doc-4" in command("dropped", "--format", "csv").out


def test_of_many_readings_too_the_damaged_one_alone_is_missing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pactwatch.commands.loading.BATCH", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    rows = [row(number) for number in range(1, 11)]
    rows[5] = DAMAGES["a reading cut short"](rows[5])
    shard("a", rows)
    done = command("load", "shards")
    assert (done.code, done.err.count("PW243")) == (3, 1)
    assert kept() == (9, True)


def test_a_byte_that_flips_in_the_file_costs_its_group_of_rows(command: Command) -> None:
    import pyarrow.parquet

    path = shard("a", [*(row(number) for number in range(1, 2 * GROUP + 1)), *beside(500)])
    column = pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0)
    middle = column.data_page_offset + column.total_compressed_size // 2
    body = bytearray(path.read_bytes())
    body[middle] ^= 4
    path.write_bytes(body)
    done = command("load", "shards", "--quiet")
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert done.err.startswith(f"PW243 row group 1 of 3 of {path} ")
    assert kept() == (GROUP, True)
    assert f"{ARCHIVE}#500" in command("rejects").out
    path.write_bytes(body[: len(body) // 2])
    assert command("load", "shards", "--quiet").err.startswith(f"PW243 {path} ")
    assert kept() == (GROUP, True)


def test_a_file_that_says_of_itself_what_no_shard_says_is_none(command: Command) -> None:
    import pyarrow
    import pyarrow.parquet

    Path("shards").mkdir()
    for name, said in (("1", b'{"key": 1}'), ("2", b"{"), ("3", b"\xff")):
        table = pyarrow.table({"kind": ["reading"]}).replace_schema_metadata({"pactwatch": said})
        pyarrow.parquet.write_table(table, Path("shards") / f"part-{name}.parquet")
    shard("a", [row(1)])
    done = command("load", "shards", "--quiet")
    assert (done.code, done.err.count("PW243"), kept()) == (3, 3, (1, True))
    assert command("load", "none.parquet", "--quiet").err == "PW201 none.parquet: there is no such file; check the path\n"


def test_a_kind_of_row_that_there_is_not_is_no_dropped_text(command: Command) -> None:
    shard("a", [row(1)])
    import pyarrow.parquet

    path = next(Path("shards").iterdir())
    table = pyarrow.parquet.read_table(path)
    pyarrow.parquet.write_table(table.set_column(0, "kind", [["reajing"]]), path)
    done = command("load", "shards", "--quiet")
    assert (done.code, done.err.count("PW243")) == (3, 1)
    assert command("dropped", "--format", "jsonl").out == ""


def test_again_and_of_two_versions_of_the_engine_nothing_is_doubled(command: Command) -> None:
    shard("a", [row(1), row(2), *beside(4)])
    shard("b", [row(1, "0.2.0"), row(2, "0.2.0")])
    assert "4 readings with 8 claims are new" in command("load", "shards").err
    again = command("load", "shards")
    assert (again.code, again.err) == (0, "0 readings with 0 claims are new in pactwatch.db, 4 were there\n")
    assert kept() == (4, True)
    assert command("claims", "--format", "jsonl").out.count("\n") == 4  # those of the newest version
    for name in ("rejects", "dropped"):
        assert command(name, "--format", "jsonl").out.count("\n") == 1

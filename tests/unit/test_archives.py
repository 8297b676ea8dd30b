"""Archives as streams: web archives, WACZ files, tables, packed rows; each record has its own luck."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard
from archives import FIRST, SECOND, page, table, wacz, warc
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.intake import IntakeOptions, Taken, take_in
from pactwatch.intake.taken import Meter
from pactwatch.intake.warc_records import records

NOW = "2025-07-01T12:00:00Z"
Write = Callable[[str, bytes], Path]


def take(*sources: object, **options: object) -> list[Taken]:
    return list(take_in([str(source) for source in sources], IntakeOptions(captured_at=lambda: NOW, **options)))


def codes(found: list[Taken]) -> list[str | None]:
    return [taken.error.code if taken.error else None for taken in found]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writes(name: str, body: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(body)
        return path

    return writes


RECORDS = [
    {"url": "https://a.example/1", "body": page(FIRST), "coding": "gzip", "chunks": True},
    {"kind": "request", "url": "https://a.example/1", "body": b""},
    {"kind": "metadata", "url": "https://a.example/1", "body": b"fetchTimeMs: 3", "media": "application/warc-fields"},
    {"kind": "revisit", "url": "https://a.example/1b", "body": b""},
    {"url": "https://a.example/logo.png", "body": b"\x89PNG\r\n\x1a\n", "media": "image/png"},
    {"url": "https://a.example/gone", "body": page(FIRST), "status": "404 Not Found"},
    {"url": "https://a.example/robots.txt", "body": b"User-agent: *", "media": "text/plain"},
    {"url": "https://b.example/2", "body": page(SECOND, "Tanks arrive in Estonia"), "coding": "br"},
    {"url": "https://b.example/3", "body": FIRST.encode("latin-1"), "media": "text/plain; charset=iso-8859-1"},
    {"kind": "conversion", "url": "https://c.example/4", "body": SECOND.encode(), "media": "text/plain"},
    {"url": "https://b.example/5", "body": page(FIRST), "coding": "zstd", "chunks": True},
]


@pytest.mark.parametrize("packing", ["none", "gzip", "zstd", "gzip of all"])
def test_the_pages_of_a_web_archive_are_documents_with_the_crawls_captures(write: Write, packing: str) -> None:
    plain = warc(RECORDS, packed=packing == "gzip")
    body = {"zstd": zstandard.compress, "gzip of all": gzip.compress}.get(packing, bytes)(plain)
    meter = Meter()
    found = take(path := write("a.warc", body), meter=meter)
    assert codes(found) == [None] * 5
    assert [taken.document.url for taken in found] == [f"https://{name}" for name in (
        "a.example/1", "b.example/2", "b.example/3", "c.example/4", "b.example/5")]
    first = found[0]
    assert FIRST in first.document.text
    assert (first.document.title, first.document.publisher, first.document.published) == ("Soldiers leave for Latvia", "The Sample", "2025-06-18")
    assert (first.capture.body, first.capture.captured_at, first.capture.status) == (page(FIRST), "2025-07-01T10:00:00Z", 200)
    assert first.capture.final_url == "https://a.example/1"
    assert first.capture.headers["warc-record-id"].startswith("<urn:uuid:")
    assert "set-cookie" not in first.capture.headers
    assert found[2].document.text == FIRST
    assert [taken.number for taken in found] == [1, 2, 3, 4, 5]
    assert {taken.archive for taken in found} == {str(path)}
    assert meter.left_out[str(path)] == {
        "warcinfo records": 1, "request records": 1, "metadata records": 1, "revisit records": 1, "records of other media types": 1,
        "responses that were no success": 1, "records without a page's address": 1,
    }
    assert meter.bytes == len(body)


def test_what_fastwarc_finds_is_what_we_find(write: Write) -> None:
    from fastwarc.warc import ArchiveIterator

    body = warc(RECORDS)
    theirs = [(dict(record.headers.items()), record.reader.read()) for record in ArchiveIterator(io.BytesIO(body), parse_http=False)]
    from pactwatch.intake.members import members

    ours = list(records(members([body], 10**9), 10**9))
    assert [record.content for record in ours] == [content for _, content in theirs]
    assert [record.headers["warc-record-id"] for record in ours] == [headers["WARC-Record-ID"] for headers, _ in theirs]
    assert [record.damage for record in ours] == [None] * len(theirs)


def test_a_damaged_member_costs_its_own_record(write: Write) -> None:
    parts = [warc([{"url": f"https://a.example/{n}", "body": page(FIRST, f"Page {n} of the archive")}]) for n in range(5)]
    damaged = bytearray(parts[2])
    middle = len(damaged) * 3 // 4
    damaged[middle : middle + 40] = bytes(40)
    found = take(write("a.warc.gz", b"".join([*parts[:2], bytes(damaged), *parts[3:]])))
    assert [taken.document.url[-1] for taken in found if taken.document] == ["0", "1", "3", "4"]
    assert [code for code in codes(found) if code] == ["PW240"]


def test_a_damaged_header_length_or_digest_costs_its_own_record(write: Write) -> None:
    parts = [warc([{"url": f"https://a.example/{n}", "body": page(FIRST)}], packed=False) for n in range(6)]
    split = [part.index(b"WARC/1.0", 8) for part in parts]
    only = [part[at:] for part, at in zip(parts, split, strict=True)]
    only[1] = only[1].replace(b"WARC/1.0", b"WRAC/1.0")
    only[2] = only[2].replace(b"Content-Length: ", b"Content-Length: 9", 1)
    only[3] = only[3].replace(b"Norway", b"Sweden", 1)
    only[4] = only[4].replace(b"Content-Length: ", b"Content-Length: none", 1)
    found = take(write("a.warc", b"".join([parts[0][: split[0]], *only])))
    assert [taken.document.url[-1] for taken in found if taken.document] == ["0", "5"]
    assert [code for code in codes(found) if code] == ["PW240"] * 4
    assert "digest" in str(next(taken for taken in found if taken.address == "https://a.example/3").error)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_short_gives_what_is_whole(write: Write, packed: bool) -> None:
    body = warc([{"url": f"https://a.example/{n}", "body": page(FIRST)} for n in range(3)], packed=packed)
    found = take(write("a.warc", body[: len(body) - 200]))
    assert codes(found) == [None, None, "PW240"]


def test_a_record_that_is_too_large_is_passed_over_without_being_held(write: Write) -> None:
    items = [{"url": "https://a.example/big", "body": b"<html><p>" + b"word " * 200_000, "media": "text/html"},
             {"url": "https://a.example/1", "body": page(FIRST)}]  # fmt: skip
    found = take(write("a.warc", warc(items, packed=False)), max_bytes=100_000)
    assert [(code, taken.address) for code, taken in zip(codes(found), found, strict=True)] == [
        ("PW203", "https://a.example/big"), (None, None)]


def test_a_bomb_in_a_record_costs_its_own_record(write: Write) -> None:
    items = [{"url": "https://a.example/bomb", "body": bytes(12_000_000), "coding": coding} for coding in ("gzip", "br", "zstd")]
    found = take(write("a.warc.gz", warc([*items, {"url": "https://a.example/1", "body": page(FIRST)}])))
    assert set(codes(found)[:3]) <= {"PW208"}
    assert codes(found)[3] is None


def test_an_archive_of_images_alone_says_so(write: Write) -> None:
    body = warc([{"url": "https://a.example/1.png", "body": b"\x89PNG", "media": "image/png"}])
    assert codes(take(write("a.warc.gz", body))) == ["PW205"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6), st.booleans())
def test_no_damage_breaks_the_reading_of_records(changes: list[tuple[int, int]], packed: bool) -> None:
    from pactwatch.intake.members import members

    body = bytearray(DAMAGED[packed])
    for at, value in changes:
        body[at % len(body)] = value
    chunks = members([bytes(body)], 10**9) if packed else iter([bytes(body)])
    found = list(records(chunks, 10**6))
    assert [record.number for record in found] == list(range(1, len(found) + 1))
    # each change can cost at most the record it falls in, the one before and the one behind
    sound = [record for record in found if record.damage is None and record.headers.get("warc-type") == "response"]
    assert len(sound) >= 8 - 3 * len(changes)


DAMAGED = {packed: warc([{"url": f"https://a.example/{n}", "body": page(FIRST)} for n in range(8)], packed=packed) for packed in (True, False)}


def test_the_archives_of_a_wacz_file_are_read(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"one.warc.gz": warc(RECORDS[:2]), "two.warc": warc(RECORDS[7:8], packed=False)})
    found = take(path)
    assert [taken.document.url for taken in found] == ["https://a.example/1", "https://b.example/2"]
    assert [taken.source for taken in found] == [f"{path}#archive/one.warc.gz#2", f"{path}#archive/two.warc#2"]
    assert [taken.number for taken in found] == [1, 2]


def test_a_zip_that_is_no_wacz_is_refused_as_before(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {})
    assert codes(take(path)) == ["PW242"]
    path.write_bytes(path.read_bytes()[:-30])
    assert codes(take(path)) == ["PW206"]


@pytest.mark.parametrize("names", [("text", "url", "title", "published", "publisher"), ("Content", "URL", "Headline", "Publish-Date", "Outlet")])
def test_the_rows_of_a_table_are_documents(tmp_path: Path, names: tuple[str, ...]) -> None:
    rows = [(FIRST, "https://a.example/1", "One", "2025-06-18", "The Post"), (f"  {SECOND}\r\n", None, None, None, None)]
    path = table(tmp_path / "a.parquet", dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    one, two = (taken.document for taken in take(path))
    assert (one.text, one.url, one.title, one.published, one.publisher) == rows[0]
    assert (two.text, two.url, two.title) == (rows[1][0], None, None)
    capture = take(path)[0].capture
    assert json.loads(capture.body)["text"] == FIRST
    assert (capture.source, capture.media_type) == (f"{path}#1", "application/json")


def test_times_and_pages_in_a_table(tmp_path: Path) -> None:
    when = [datetime(2025, 6, 18, 23, tzinfo=UTC), datetime(2025, 6, 19)]
    path = table(tmp_path / "a.parquet", {"html": [page(FIRST).decode(), page(SECOND).decode()], "url": ["https://a.example/1", None],
                                          "date": when, "title": ["Its own title", None]})  # fmt: skip
    one, two = (taken.document for taken in take(path))
    assert (one.published, two.published) == ("2025-06-18", "2025-06-19")
    assert FIRST in one.text
    assert (one.title, two.title, one.url) == ("Its own title", "Soldiers leave for Latvia", "https://a.example/1")
    assert take(table(tmp_path / "b.parquet", {"text": [FIRST], "date": [date(2025, 6, 18)]}))[0].document.published == "2025-06-18"


def test_bad_rows_and_bad_tables(tmp_path: Path, write: Write) -> None:
    found = take(table(tmp_path / "a.parquet", {"text": [FIRST, None, "", "x" * 50], "n": [1, 2, 3, 4]}), max_text=100)
    assert codes(found) == [None, "PW210", "PW205", None]
    assert codes(take(table(tmp_path / "b.parquet", {"words": [FIRST]}))) == ["PW241"]
    body = (tmp_path / "a.parquet").read_bytes()
    assert codes(take(write("c.parquet", body[:-20]))) == ["PW241"]
    assert codes(take(table(tmp_path / "d.parquet", {"text": []}))) == ["PW205"] or codes(take(tmp_path / "d.parquet")) == ["PW241"]


def test_a_damaged_row_group_costs_its_own_rows(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", {"text": [f"{FIRST} {n} {'x' * 300}{n * 7919}" for n in range(40)]}, group=10)
    import pyarrow.parquet

    column = pyarrow.parquet.ParquetFile(path).metadata.row_group(1).column(0)
    body = bytearray(path.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    body[start : start + 60] = bytes(60)
    path.write_bytes(body)
    found = take(path)
    assert [code for code in codes(found) if code] == ["PW241"]
    assert sum(taken.document is not None for taken in found) == 30


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda rows: zstandard.compress(rows[:50]) + zstandard.compress(rows[50:])])
def test_packed_rows_are_an_archive(write: Write, pack: Callable[[bytes], bytes]) -> None:
    rows = "\n".join(json.dumps({"text": f"{FIRST} {n}", "url": f"https://a.example/{n}"}) for n in range(3)).encode()
    found = take(path := write("rows.jsonl.zst", pack(rows)))
    assert [taken.document.text for taken in found] == [f"{FIRST} {n}" for n in range(3)]
    assert [(taken.archive, taken.number) for taken in found] == [(str(path), n) for n in (1, 2, 3)]
    assert [taken.archive for taken in take(write("plain.jsonl", rows))] == [None] * 3


def test_packed_rows_that_are_cut_short(write: Write) -> None:
    rows = "\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(2000)).encode()
    for name, body in (("a.jsonl.gz", gzip.compress(rows)), ("a.jsonl.zst", zstandard.compress(rows))):
        found = take(write(name, body[: len(body) - 10]))
        assert [code for code in codes(found) if code] == ["PW207"]
        assert found[0].document is not None


def test_a_zstandard_bomb_is_refused_with_little_memory(write: Write) -> None:
    path = write("a.txt.zst", zstandard.compress(bytes(400_000_000), 3))
    tracemalloc.start()
    assert codes(take(path)) == ["PW208"]
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()


def test_only_what_is_wanted_of_an_archive_is_taken_in(write: Write) -> None:
    path = write("a.warc.gz", warc(RECORDS))
    asked: list[str] = []

    def wanted(archive: str) -> Callable[[int], bool]:
        asked.append(archive)
        return lambda number: number in {2, 4}

    found = take(path, wanted=wanted)
    assert [(taken.number, taken.document.url) for taken in found] == [(2, "https://b.example/2"), (4, "https://c.example/4")]
    assert asked == [str(path)]
    assert take(path, wanted=lambda archive: None) == []


def test_archives_in_a_folder_and_on_standard_input(tmp_path: Path, write: Write) -> None:
    write("a.warc.gz", warc(RECORDS))
    write("b.txt", FIRST.encode())
    table(tmp_path / "c.parquet", {"text": [SECOND]})
    assert len(take(tmp_path)) == 7
    assert len(take("-", stdin=io.BytesIO(warc(RECORDS)))) == 5
    assert [taken.document.text for taken in take("-", stdin=io.BytesIO((tmp_path / "c.parquet").read_bytes()))] == [SECOND]

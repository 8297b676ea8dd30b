"""Archives made to cost much: what is tried, told and held grows with their size alone, and what is sound in them is read."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib

import pytest
from archives import FIRST, page, warc

from pactwatch.intake import limits
from pactwatch.intake.inflate import SLICE, inflate
from pactwatch.intake.members import members
from pactwatch.intake.warc_records import Record, records

CHUNK = 1 << 20
SOUND = warc([{"url": "https://a.example/1", "body": page(FIRST)}], packed=False)
STARTS = {
    "starts of members": b"\x1f\x8b\x08",
    "starts of members with names that never end": b"\x1f\x8b\x08\x08",
    "members that end at once": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x07",
}


def cut(body: bytes, size: int = CHUNK) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


def found_in(body: bytes) -> list[Record]:
    return list(records(iter(cut(body)), 10_000_000))


def sound(found: list[Record]) -> list[str]:
    return [record.headers["warc-target-uri"] for record in found if record.damage is None and record.headers.get("warc-type") == "response"]


@pytest.mark.parametrize("line", [b"WARC/1.0\r\n", b"WARC/1.1\n", b"WARC/1.0\r\nA: b\r\n"])
def test_starts_of_records_without_an_end_are_told_by_the_window(line: bytes) -> None:
    for size in (150_000, 600_000):
        found = found_in(line * (size // len(line)) + SOUND)
        damaged = [record for record in found if record.damage]
        assert 1 <= len(damaged) <= size // 60_000 + 1
        assert {record.damage for record in damaged} == {"its header is cut short"}
        assert sound(found) == ["https://a.example/1"]


def test_a_header_that_is_cut_off_by_the_next_record_costs_itself() -> None:
    found = found_in(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n" + SOUND)
    assert [record.damage for record in found] == ["its header is cut short", None, None]
    assert found[1].headers["warc-type"] == "warcinfo"


def test_a_header_is_read_in_whatever_pieces_it_comes() -> None:
    whole = list(records(iter([SOUND]), 10**6))
    for size in (1, 2, 3, 7, 100):
        assert list(records(iter(cut(SOUND, size)), 10**6)) == whole


def test_lengths_that_lie_are_found_without_a_copy_of_what_they_claim() -> None:
    lies = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000000\r\n\r\n" + b"x" * 2900 + b"\r\n\r\n"
    body = cut(lies * 2000 + SOUND)
    tracemalloc.start()
    found = list(records(iter(body), 10_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(record.damage is not None for record in found) == 2000
    assert sound(found) == ["https://a.example/1"]
    assert peak < 13_000_000  # two copies of what the buffer holds while it grows, never a third of what is claimed


@pytest.mark.parametrize("start", STARTS)
def test_starts_of_members_that_are_none_are_tried_in_proportion(start: str) -> None:
    """A gap is told for each that was tried; trying one goes through no more than a slice."""
    follow = gzip.compress(SOUND)
    for size in (300_000, 1_200_000):
        hostile = STARTS[start] * (size // len(STARTS[start])) + b"\0\x07" + bytes(SLICE)
        pieces = list(members(cut(hostile + follow), limits.ARCHIVE_BYTES))
        assert b"".join(piece for piece in pieces if piece).endswith(SOUND)
        assert 1 <= pieces.count(None) <= len(hostile) / 100


@pytest.mark.parametrize("size", [5, 21, 22, 23, 24, 100, CHUNK])
def test_the_member_behind_a_damaged_one_is_found_across_chunks(size: int) -> None:
    damaged = b"\x1f\x8b\x08\xe0" + b"no member at all. "
    pieces = list(members(cut(damaged + gzip.compress(SOUND), size), limits.ARCHIVE_BYTES))
    assert b"".join(piece for piece in pieces if piece) == SOUND
    assert pieces.count(None) == 1


def test_a_member_that_lacks_its_end_does_not_take_the_next_along() -> None:
    body = gzip.compress(random.Random(1).randbytes(20_000).hex().encode(), mtime=0)  # noqa: S311 - goes on for long before it is found out
    sound = random.Random(3).randbytes(900).hex().encode()  # noqa: S311 - the same bytes each time, without a record's id of chance
    for missing in range(2000, 16_000, 3500):
        pieces = list(members([body[:-missing] + gzip.compress(sound, mtime=0) + bytes(600)], limits.ARCHIVE_BYTES))
        assert b"".join(piece for piece in pieces if piece).endswith(sound)


@pytest.mark.parametrize("chunk", [1000, SLICE, CHUNK])
def test_members_with_padding_are_one_text_whatever_the_slices(chunk: int) -> None:
    rng = random.Random(2)  # noqa: S311 - the same texts each time
    texts = [rng.randbytes(rng.choice([0, 1, 700, 30_000])) for _ in range(300)]
    packed = b"".join(gzip.compress(text) + bytes(rng.choice([0, 0, 5, 20_000])) for text in texts)
    assert b"".join(inflate(cut(packed, chunk), 10**9)) == b"".join(texts)
    assert b"".join(piece for piece in members(cut(packed, chunk), 10**9) if piece) == b"".join(texts)
    assert b"".join(inflate(cut(zlib.compress(b"".join(texts)), chunk), 10**9)) == b"".join(texts)

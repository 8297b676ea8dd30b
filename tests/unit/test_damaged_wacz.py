"""WACZ files of which one archive holds nothing or is damaged: the others are read, and the damage is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from archives import FIRST, SECOND, page, wacz, warc

from pactwatch.intake import IntakeOptions, Taken, take_in

PAGES = warc([{"url": "https://a.example/1", "body": page(FIRST)}, {"url": "https://a.example/2", "body": page(SECOND, "Tanks arrive")}])
PICTURES = warc([{"url": "https://a.example/logo.png", "body": b"\x89PNG\r\n\x1a\n", "media": "image/png"}])
INFO = warc([])


def take(path: Path) -> list[Taken]:
    return list(take_in([str(path)], IntakeOptions()))


def shown(found: list[Taken]) -> list[str]:
    return [taken.error.code if taken.error else taken.source.rpartition("/")[2] for taken in found]


def member(path: Path, name: str) -> tuple[int, int]:
    """Return where the bytes of a member begin, and how many there are."""
    with zipfile.ZipFile(path) as zipped:
        item = zipped.getinfo(f"archive/{name}")
        return item.header_offset + 30 + len(item.filename), item.compress_size


def deflated(path: Path, archives: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in archives.items():
            zipped.writestr(f"archive/{name}", body)
        zipped.writestr("datapackage.json", "{}")
    return path


@pytest.mark.parametrize("order", [["a", "b", "c"], ["b", "a", "c"], ["c", "b", "a"]])
def test_an_archive_without_pages_costs_nothing(tmp_path: Path, order: list[str]) -> None:
    bodies = {"a": PICTURES, "b": PAGES, "c": INFO}
    path = wacz(tmp_path / "a.wacz", {f"{name}.warc.gz": bodies[name] for name in order})
    assert shown(take(path)) == ["b.warc.gz#2", "b.warc.gz#3"]


def test_archives_that_all_hold_nothing_say_so_once(tmp_path: Path) -> None:
    assert shown(take(wacz(tmp_path / "a.wacz", {"a.warc.gz": PICTURES, "b.warc.gz": INFO}))) == ["PW205"]


def test_a_wrong_checksum_is_told_and_costs_no_page(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"a.warc.gz": PAGES, "b.warc.gz": PAGES})
    with zipfile.ZipFile(path) as zipped:
        seal = zipped.getinfo("archive/a.warc.gz").CRC.to_bytes(4, "little")
    body = path.read_bytes()
    at = body.index(seal, len(PAGES) * 2)  # that of the first in the central directory
    path.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
    found = take(path)
    assert shown(found) == ["a.warc.gz#2", "a.warc.gz#3", "PW242", "b.warc.gz#2", "b.warc.gz#3"]
    assert found[2].source.endswith("#archive/a.warc.gz")
    assert found[2].archive == str(path)


@pytest.mark.parametrize("part", [0.0, 0.02, 0.5, 0.9])
def test_damage_in_an_archive_costs_its_own_rest(tmp_path: Path, part: float) -> None:
    body = warc([{"url": f"https://a.example/{n}", "body": page(f"{FIRST} {n}"), "media": "text/html"} for n in range(400)], packed=False)
    path = deflated(tmp_path / "a.wacz", {"a.warc": body, "b.warc.gz": PAGES})
    start, size = member(path, "a.warc")
    at = start + int(part * size)
    spoilt = bytearray(path.read_bytes())
    spoilt[at : at + 40] = b"\xff" * 40
    path.write_bytes(bytes(spoilt))
    found = shown(take(path))
    assert found[-2:] == ["b.warc.gz#2", "b.warc.gz#3"]
    assert "PW242" in found
    whole = sum(name.startswith("a.warc#") for name in found)
    assert (whole > 100) == (part >= 0.5)


def test_damage_in_a_zip_header_costs_its_own_archive(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"a.warc.gz": PAGES, "b.warc.gz": PAGES})
    start, _ = member(path, "a.warc.gz")
    spoilt = bytearray(path.read_bytes())
    spoilt[start - 20] ^= 0xFF  # within its name
    path.write_bytes(bytes(spoilt))
    assert shown(take(path)) == ["PW242", "b.warc.gz#2", "b.warc.gz#3"]

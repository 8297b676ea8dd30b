"""The Word document of a bundle: its parts and their words, read in memory, nothing of it opened or followed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec
from lxml import etree

from pactwatch.casefile.bundle_opened import Found, Opened, decoded
from pactwatch.casefile.case_file import CaseFile, Picture
from pactwatch.casefile.case_record import CASE, Record

WORD = "case.docx"
LIMIT = 2**28
"""Bytes that a Word document may unpack to."""
NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURES = "word/media/"


def check_word(bundle: Opened) -> Iterator[Found]:
    """Yield what the Word document says or holds other than what the case file gives."""
    if WORD not in bundle.files:
        return
    parts = parts_of(bundle.files[WORD])
    if parts is None:
        yield WORD, "it is no Word document", ()
        return
    if any(b'TargetMode="External"' in data for name, data in parts.items() if name.endswith(".rels")):
        yield WORD, "it leads to somewhere outside of itself", ()
    if bundle.record is None:
        return
    made = _written(bundle.files[CASE])
    bundle.count("written again")
    if {name for name in parts if not name.startswith(PICTURES)} != made.keys():
        yield WORD, "it has other parts than a case file has", ()
    elif any(words(parts[name]) != words(made[name]) for name in made if name.startswith("word/")):
        yield WORD, f"its words are not what {CASE} gives", ()


def parts_of(data: bytes) -> dict[str, bytes] | None:
    """Return the parts of a Word document by name; None where it is none, or is too large or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = opened.infolist()
            if sum(one.file_size for one in infos) > LIMIT or len({one.filename for one in infos}) < len(infos):
                return None
            parts = {one.filename: opened.read(one) for one in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return None
    return parts if words(parts.get("word/document.xml", b"")) else None


def words(part: bytes) -> list[str]:
    """Return the paragraphs of a part that say something; none where it is no XML."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    paragraphs = ("".join(text.text or "" for text in one.iter(f"{NS}t")) for one in root.iter(f"{NS}p"))
    return [one for one in paragraphs if one.strip()]


def _plain(file: CaseFile) -> CaseFile:
    """Return a case file without what is drawn."""

    def bare(picture: Picture) -> Picture:
        return msgspec.structs.replace(picture, svg="")

    return msgspec.structs.replace(
        file, charts=tuple(map(bare, file.charts)), origins=tuple(map(bare, file.origins)),
        timeline=bare(file.timeline) if file.timeline else None, map=bare(file.map) if file.map else None,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _written(record: bytes) -> Mapping[str, bytes]:
    """Return the parts of the Word document that a case file gives, without its pictures."""
    from pactwatch.casefile.case_docx import render_docx

    return parts_of(render_docx(_plain(decoded(record, Record).file))) or {}

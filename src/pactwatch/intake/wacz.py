"""WACZ files: web archives zipped with their index (webrecorder's format); read are the archives in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure, printable
from pactwatch.intake.members import members
from pactwatch.intake.taken import Draft, IntakeOptions, Job, LeftOut, Raw
from pactwatch.intake.unpack import packing_of, unpacked
from pactwatch.intake.warc import warc_jobs
from pactwatch.intake.zip_entry import Entry
from pactwatch.model import Capture

ARCHIVES = (".warc", ".warc.gz", ".warc.zst")


def is_wacz(file: BinaryIO) -> bool:
    """Say whether `file`, a zip by its first bytes, is a WACZ: it describes itself, and holds web archives."""
    try:
        with zipfile.ZipFile(file) as zipped:
            names = zipped.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "datapackage.json" in names or any(name.startswith("archive/") and name.lower().endswith(ARCHIVES) for name in names)


def wacz_jobs(raw: Raw, file: BinaryIO, options: IntakeOptions, left_out: LeftOut) -> Iterator[Job]:
    """Yield the jobs of all web archives in a WACZ, each named by its archive and number.

    One that is damaged costs its own rest, which a job that fails says. Raises IntakeError: BROKEN_ARCHIVE where the WACZ is
    damaged or holds no archive, EMPTY where none of them holds a page, UNREADABLE.
    """
    held = False
    try:
        with zipfile.ZipFile(file) as zipped:
            found = [item for item in zipped.infolist() if item.filename.lower().endswith(ARCHIVES)]
            if not found:
                raise failure(Code.BROKEN_ARCHIVE, "the WACZ file holds no web archive")
            for item in found:
                for job in _archive(raw, zipped, item, options, left_out):
                    held = True
                    yield job
                if options.meter is not None:
                    options.meter.pass_by(item.compress_size)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise failure(Code.BROKEN_ARCHIVE, f"the WACZ file is damaged ({error}); download it again") from error
    if not held:
        raise failure(Code.EMPTY, "the archives in the WACZ file hold no page, text or PDF")


def _archive(raw: Raw, zipped: zipfile.ZipFile, item: zipfile.ZipInfo, options: IntakeOptions, left_out: LeftOut) -> Iterator[Job]:
    """Yield the jobs of one archive; one that holds nothing gives none, of a damaged one the last says so."""
    within = msgspec.structs.replace(raw, source=f"{raw.source}#{printable(item.filename)}")
    entry = Entry(zipped, item)
    problem: IntakeError | None = None
    try:
        chunks = entry.chunks()
        first = next(chunks, b"")
        yield from warc_jobs(within, warc_bytes(first, chunks), options, lambda _, what: left_out(raw.source, what))
    except IntakeError as error:
        if error.code == Code.UNREADABLE:
            raise
        problem = None if error.code == Code.EMPTY else error
    if entry.damage:
        problem = failure(Code.BROKEN_ARCHIVE, f"this archive in the WACZ file is damaged ({entry.damage}); download it again"[:300])
    if problem is not None:
        yield Job(name=within.source, make=partial(_fail, problem.code, str(problem)), of_archive=True)


def _fail(code: str, message: str) -> tuple[Draft, Capture]:
    raise failure(Code(code), message)


def warc_bytes(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes | None]:
    """Yield the bytes of a web archive, packed or not, None where damaged ones are missing."""
    packing = packing_of(first)

    def stream() -> Iterator[bytes]:
        yield first
        yield from rest

    if packing == "gzip":
        return members(stream(), limits.ARCHIVE_BYTES)
    return unpacked(stream(), packing, limits.ARCHIVE_BYTES) if packing else stream()

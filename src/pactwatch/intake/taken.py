"""What goes into intake and what comes out of it: IntakeOptions, Taken, and the two types in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake import limits
from pactwatch.model import Capture, Document, Frozen


def utc_now() -> str:
    """Return the time as ISO 8601 in UTC, to the second: the only clock in intake, replaceable by `captured_at`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


LeftOut = Callable[[str, str], None]
"""Told of what a source holds that is no input at all (an archive's requests, its images): the source, and what it is."""


Wanted = Callable[[int], bool]
"""Whether the input of an archive with this number, counted from 1, is to be taken in."""


class Meter:
    """What a caller watches a long intake by: bytes gone through, and what was left out, by source."""

    def __init__(self) -> None:
        self.bytes = 0
        self.left_out: dict[str, Counter[str]] = {}

    def pass_by(self, count: int) -> None:
        """Count `count` bytes more that were gone through."""
        self.bytes += count

    def leave_out(self, source: str, what: str) -> None:
        """Count one thing in `source` that is no input."""
        self.left_out.setdefault(source, Counter())[what] += 1


class IntakeOptions(Frozen, frozen=True, kw_only=True):
    """What the caller knows or allows.

    `published` (ISO day), `publisher`, `url` and `title` are for all inputs of the call: they win over what is guessed
    from a page, and fill what a row leaves open. Limits are in bytes, in code points of one document's text (`max_text`),
    in seconds in total a request. `meter` is told what goes by. `wanted` is asked of each archive, by its path, which of its
    inputs to take in; None is none of them. With `rows_by_number`, rows by line that are not packed are an archive too.
    """

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    allow_private: bool = False
    max_bytes: int = limits.FILE_BYTES
    max_text: int = limits.TEXT_CODE_POINTS
    max_download: int = limits.DOWNLOAD_BYTES
    timeout: float = limits.TOTAL_SECONDS
    stdin: BinaryIO | None = None
    captured_at: Callable[[], str] = utc_now
    meter: Meter | None = None
    wanted: Callable[[str], Wanted | None] | None = None
    rows_by_number: bool = False

    def leave_out(self, source: str, what: str) -> None:
        """Tell the meter, if there is one."""
        if self.meter is not None:
            self.meter.leave_out(source, what)


class Taken(Frozen, frozen=True, kw_only=True):
    """One input as it was taken in: a document with its capture, or one error. `notes` tell what was less than whole.

    `source` is the input as it was named; an item of a folder is its path, a row or feed entry has `#number` appended.
    `address` is the URL of an input that failed, where its archive names one. `archive` is the path of the archive that it is
    input `number` of, `cut` that it ended early with this error. `relevance` is what the gate made of the document where it was asked
    (reading/gate.py): whether it passes, its score, why.
    """

    source: str
    document: Document | None = None
    capture: Capture | None = None
    error: IntakeError | None = None
    notes: tuple[str, ...] = ()
    address: str | None = None
    archive: str | None = None
    number: int = 0
    relevance: tuple[bool, float, str] | None = None
    cut: bool = False


class Raw(Frozen, frozen=True, kw_only=True):
    """Bytes as they were received, HTTP's content coding undone, with what the carrier said about them.

    `suffix` is the lower-case file name extension with its dot, or what stands for it ("" if not known);
    `charset` comes from the carrier, not from the bytes.
    """

    source: str
    body: bytes
    captured_at: str
    suffix: str = ""
    charset: str | None = None
    media_type: str | None = None
    final_url: str | None = None
    status: int | None = None
    headers: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default


class Draft(Frozen, frozen=True, kw_only=True):
    """A text with what was found about its publication, before the caller's options and the checks are applied.

    `given` says that the values are the caller's own (a row's), which options only complete. `head` is what stood above the text
    and is not in it.
    """

    text: str
    extractor: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    given: bool = False
    notes: tuple[str, ...] = ()
    head: str = ""


class Job(Frozen, frozen=True, kw_only=True):
    """One document to be: its name, how to get its text and its capture (which may raise IntakeError), its URL if it is known.

    `of_archive`: it is one of many in a web archive, a table or packed rows, and can be pickled.
    """

    name: str
    make: Callable[[], tuple[Draft, Capture]]
    address: str | None = None
    of_archive: bool = False


def capture_of(raw: Raw, media_type: str) -> Capture:
    """Return the capture of `raw`; `media_type` stands where the carrier named none."""
    return Capture(
        sha256=sha256_hex(raw.body),
        source=raw.source,
        media_type=raw.media_type or media_type,
        size=len(raw.body),
        captured_at=raw.captured_at,
        final_url=raw.final_url,
        status=raw.status,
        headers=raw.headers,
        body=raw.body,
    )

"""Rows of JSON: one object a line, read as they come, or a list of objects. A row's text is stored unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.dates import iso_day
from pactwatch.intake.decode import decode_leniently
from pactwatch.intake.signs import kept
from pactwatch.intake.taken import Draft, Job, Raw, capture_of
from pactwatch.model import Capture

MEDIA_TYPE = "application/json"
LIST_KEYS = ("articles", "rows", "documents", "items", "data")
_KNOWN = ("title", "author", "publisher", "url", "language")
_MARK = b"\xef\xbb\xbf"
_SPACE = " \t\r\n"
_DIGITS = 300
"""Python refuses whole numbers of more than 4300 digits, and no field that is read needs them."""


def line_rows(raw: Raw, chunks: Iterable[bytes], *, of_archive: bool = False) -> Iterator[Job]:
    """Yield a job for each line of `chunks` that is not blank, named by its number; each line is its own capture.

    Raises IntakeError (EMPTY) where there is no such line.
    """
    found = False
    for number, line in enumerate(_lines(chunks), 1):
        if line is None or line.strip():
            found = True
            yield Job(name=f"{raw.source}#{number}", make=partial(_from_line, raw, line, number), of_archive=of_archive)
    if not found:
        raise failure(Code.EMPTY, "the file holds no rows")


def list_rows(raw: Raw, payload: bytes) -> Iterator[Job]:
    """Yield a job for each row of a JSON document, named by its place; the document is the capture of all of them.

    Rows by line in UTF-8 are their own captures, as those of `line_rows` are. Raises IntakeError: NOT_JSON, TOO_COMPLEX.
    """
    text, encoding = decode_leniently(payload, raw.charset)  # what is no text is no JSON either
    try:
        rows = _rows(load(text))
    except IntakeError:
        if not _is_by_line(text):
            raise
        yield from line_rows(raw, [payload]) if encoding == "utf-8" else _decoded_rows(raw, text)
        return
    capture = capture_of(raw, MEDIA_TYPE)
    for number, row in enumerate(rows, 1):
        yield Job(name=f"{raw.source}#{number}", make=partial(_from_row, row, capture))


def _decoded_rows(raw: Raw, text: str) -> Iterator[Job]:
    """Yield a job for each line of a file that is not UTF-8; the file, whose bytes its lines are not, is the capture of all."""
    capture = capture_of(raw, MEDIA_TYPE)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(_SPACE):
            yield Job(name=f"{raw.source}#{number}", make=partial(_from_decoded, line, capture))


def load(text: str) -> Any:  # any JSON value
    """Return the JSON value that `text` is; NaN and Infinity are let pass. Raises IntakeError: NOT_JSON, TOO_COMPLEX."""
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON ({error.msg}, line {error.lineno} column {error.colno}); correct it"
        raise failure(Code.NOT_JSON, message) from error
    except RecursionError as error:
        raise failure(Code.TOO_COMPLEX, "the JSON is nested too deeply; give rows of plain fields") from error


def draft_of(row: object) -> Draft:
    """Return the draft of one row. Raises IntakeError: ROW_WITHOUT_TEXT, NOT_UNICODE."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise failure(Code.ROW_WITHOUT_TEXT, 'the row has no "text" string; give {"text": "...", "title": "...", ...}')
    text: str = row["text"]
    if encodable(text) != text:
        raise failure(Code.NOT_UNICODE, "the text holds lone surrogates; write it as whole characters in UTF-8")
    known = {key: encodable(row[key]) for key in _KNOWN if isinstance(row.get(key), str) and row[key].strip()}
    written = row.get("published")
    day = iso_day(str(written)) if isinstance(written, str | int) else None
    notes = ("the row's date of publication is not understood and was left out",) if written and day is None else ()
    return Draft(text=text, extractor="json", given=True, published=day, notes=(*notes, *kept(text)), **known)


def _from_line(raw: Raw, line: bytes | None, number: int) -> tuple[Draft, Capture]:
    if line is None:
        raise failure(Code.TOO_LARGE, f"the row is longer than {limits.ROW_BYTES} bytes; split its text")
    plain = line.removeprefix(_MARK) if number == 1 else line
    try:
        text = plain.decode()
    except UnicodeDecodeError as error:
        raise failure(Code.NOT_JSON, "the row is not UTF-8, as JSON must be; convert the file") from error
    return draft_of(load(text)), capture_of(msgspec.structs.replace(raw, body=line), MEDIA_TYPE)


def _from_decoded(line: str, capture: Capture) -> tuple[Draft, Capture]:
    return draft_of(load(line)), capture


def _from_row(row: object, capture: Capture) -> tuple[Draft, Capture]:
    return draft_of(row), capture


def _rows(loaded: Any) -> list[Any]:
    if isinstance(loaded, dict) and "text" not in loaded:
        loaded = next((loaded[key] for key in LIST_KEYS if isinstance(loaded.get(key), list)), loaded)
    rows = loaded if isinstance(loaded, list) else [loaded]
    if not rows:
        raise failure(Code.EMPTY, "the list holds no rows")
    return rows


def _is_by_line(text: str) -> bool:
    """Tell whether each line that is not blank starts an object, and there are two or more of them."""
    starts = [line.lstrip(_SPACE)[:1] for line in text.split("\n") if line.strip(_SPACE)]
    return len(starts) > 1 and set(starts) == {"{"}


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of `chunks` without their line feeds, None for one that is longer than a row may be."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield b"".join((*parts, piece)) if size + len(piece) <= limits.ROW_BYTES else None
            parts, size = [], 0
        size += len(rest)
        parts = [*parts, rest] if size <= limits.ROW_BYTES else []
    if size:
        yield b"".join(parts) if size <= limits.ROW_BYTES else None


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < _DIGITS else float("inf")

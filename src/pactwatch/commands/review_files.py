"""`pactwatch review --file`: many decisions at once from CSV or JSON lines. A bad row is named, the others are in.

A row has `claim` and `action`, and by the action `why`, `grade`, `text` (of a note), `judgement` (to undo), `value` (a partial claim as
JSON), `accept` (with an edit), `as`, `version` (as it was seen). In CSV a column may also be a field of the claim, as quantity.low.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.progress import Progress
from pactwatch.commands.review_words import assignments
from pactwatch.commands.reviewing import opened_for_review
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.store import Ledger, codes

Row = dict[str, Any]
KNOWN = {"claim", "id", "action", "why", "as", "who", "grade", "text", "note", "judgement", "value", "accept", "version", "expected"}
TRUE, FALSE = ("true", "yes", "1"), ("", "false", "no", "0")
FILE_BYTES = 64 * 2**20


def review_file(ledger: str, path: str, who: str, why: str, *, quiet: bool = False) -> None:
    """Carry out the decisions of a file ("-": stdin); raise typer.Exit 3 where some failed. UsageError PW156 for no such file."""
    done = failed = 0
    rows = list(_rows(path))
    with opened_for_review(ledger) as opened, Progress(quiet, "decisions") as progress:
        for line, row in rows:
            try:
                if isinstance(row, UsageError):
                    raise row
                _decide(opened, row, who, why)
                done += 1
            except PactwatchError as error:
                failed += 1
                say(f"{path}:{line}: {error.code} {error}")
            progress.step()
    say(f"{done} decisions are in" + (f", {failed} rows failed" if failed else ""))
    if failed:
        raise typer.Exit(SOME_INPUTS)


def _decide(opened: Ledger, row: Row, who: str, why: str) -> None:
    given = {str(name).strip(): value for name, value in row.items() if name is not None and value not in (None, "")}
    claim, action = str(given.get("claim") or given.get("id") or "").strip(), str(given.get("action") or "").strip().lower()
    if not claim or not action:
        raise UsageError("a row needs a claim and an action", code=codes.NO_REVIEW)
    reason = str(given.get("why") or why)
    opened.review(
        claim, action, who=str(given.get("as") or given.get("who") or who), why=reason, value=_value(given, action),
        expected=_version(given.get("version", given.get("expected"))),
    )  # fmt: skip


def _value(given: Row, action: str) -> Row | None:
    if action == "edit":
        value = _object(given.get("value", {}))
        dotted = [f"{name}={item}" for name, item in given.items() if name not in KNOWN and isinstance(item, str)]
        plain = {name: item for name, item in given.items() if name not in KNOWN and not isinstance(item, str)}
        accept = str(given.get("accept", "")).strip().lower()
        if accept not in (*TRUE, *FALSE):
            raise UsageError(f"accept is true or false, not {accept}", code=codes.BAD_EDIT)
        return value | plain | assignments(dotted) | ({"accept": True} if accept in TRUE else {})
    unknown = sorted(name for name in given if name not in KNOWN)
    if unknown:
        raise UsageError(f"{action} takes no {unknown[0]}", code=codes.NO_REVIEW)
    if action == "grade":
        return {"grade": str(given.get("grade", ""))}
    if action == "note":
        return {"text": str(given.get("text") or given.get("note") or given.get("why") or "")}
    return {"judgement": str(given["judgement"])} if given.get("judgement") else None


def _object(given: Any) -> Row:
    try:
        value = json.loads(given) if isinstance(given, str) else given
    except ValueError as error:
        raise UsageError(f"value is no JSON ({error})", code=codes.BAD_EDIT) from error
    if not isinstance(value, dict):
        raise UsageError("value is a JSON object of a claim's fields", code=codes.BAD_EDIT)
    return value


def _version(given: Any) -> int | None:
    if given is None:
        return None
    if not str(given).strip().isdecimal():
        raise UsageError(f"version is a number, not {given}", code=codes.NO_REVIEW)
    return int(given)


def _rows(path: str) -> Iterator[tuple[int, Row | UsageError]]:
    """Yield each row with its line; a row that is none as an error."""
    text = _text(path)
    begins = text.lstrip()[:1]
    return _json_rows(text) if begins == "{" or path.endswith(("jsonl", "ndjson")) else _csv_rows(path, text)


def _text(path: str) -> str:
    try:
        data = sys.stdin.buffer.read(FILE_BYTES + 1) if path == "-" else _bytes(Path(path))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})", code=codes.BAD_FILE) from error
    if len(data) > FILE_BYTES:
        raise UsageError(f"{path} has more than {FILE_BYTES >> 20} MB; part it", code=codes.BAD_FILE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start})", code=codes.BAD_FILE) from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(FILE_BYTES + 1)


def _json_rows(text: str) -> Iterator[tuple[int, Row | UsageError]]:
    for line, each in enumerate(text.split("\n"), 1):
        if each.strip():
            try:
                row = json.loads(each)
                yield line, row if isinstance(row, dict) else UsageError("a row is a JSON object", code=codes.NO_REVIEW)
            except (ValueError, RecursionError) as error:
                yield line, UsageError(f"it is no JSON ({error})", code=codes.NO_REVIEW)


def _csv_rows(path: str, text: str) -> Iterator[tuple[int, Row | UsageError]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = {name.strip().lower() for name in reader.fieldnames or ()}
    if not ({"claim", "id"} & names and "action" in names):
        raise UsageError(f"{path}: the first line names the columns: claim,action,why,... (see docs/how-to/review-claims.md)", code=codes.BAD_FILE)
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    try:
        for row in reader:
            if None in row:
                yield reader.line_num, UsageError("it has more cells than there are columns", code=codes.NO_REVIEW)
            elif any(str(item or "").strip() for item in row.values()):
                yield reader.line_num, row
    except csv.Error as error:
        yield reader.line_num, UsageError(f"it is no CSV ({error}); the rows after it are not read", code=codes.NO_REVIEW)

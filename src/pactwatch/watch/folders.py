"""A look at one watched folder: each file that is new or was written to is kept, to be read; what cannot be had is told of, once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.files import file_chunks, folder_files
from pactwatch.intake.limits import FILE_BYTES
from pactwatch.intake.taken import Raw
from pactwatch.operations import articles, jobs
from pactwatch.watch.adding import READ, add_reading
from pactwatch.watch.clock import stamp
from pactwatch.watch.context import Context


def look(context: Context, feed: dict[str, Any]) -> tuple[int, str | None]:
    """Take what is new in a folder; return how many files that was, and a note on what is closed. Raises IntakeError."""
    paths, closed = _files(context, feed["url"])
    if not paths and closed:
        raise closed[0]
    found = sum(_file(context, feed["url"], path) for path in paths)
    note = f"{len(closed)} folders or files could not be read: {closed[0]}" if closed else None
    if note is not None and note != feed["note"]:
        context.tell("failed", f"{closed[0].code} {feed['url']}: {note}")
    return found, note


def anew(context: Context, job: jobs.Job) -> None:
    """Take a file that could not be read when it was found. Raises IntakeError where it still cannot, jobs.Lost."""
    with context.operations.reading() as connection:
        article = articles.get(connection, int(job.body["article"]))
    path = str(article["url"])
    try:
        before = os.stat(path)
    except OSError as error:
        raise failure(Code.NOT_FOUND, "there is no such file any more; check the path") from error
    body = _body(path)
    if not _is_settled(path, before, body):
        raise failure(Code.UNREADABLE, "the file is just being written; it is tried again")
    with context.operations.writing() as connection:
        _keep(context, connection, article, path, body, _mark(before))
        jobs.done(connection, job)


def _files(context: Context, folder: str) -> tuple[Sequence[str], list[IntakeError]]:
    if not os.path.isdir(folder):
        raise failure(Code.NOT_FOUND, "there is no such folder any more; check the path")
    paths, closed = [], []
    for one in folder_files(folder):
        if isinstance(one, IntakeError):
            if one.code != Code.EMPTY_FOLDER.value:
                closed.append(one)
        elif os.path.realpath(one) not in context.settings.left_out:
            paths.append(one)
    return paths, closed


def _file(context: Context, folder: str, path: str) -> bool:
    """Take a file that is new or was written to since; one that is just being written waits for the next look."""
    try:
        before = os.stat(path)
        path.encode()
    except (OSError, UnicodeEncodeError):
        return False
    with context.operations.reading() as connection:
        found = articles.find(connection, _names(path))
    if found is not None and found["stamp"] in (_mark(before), _mark_unread(before)):
        return False
    try:
        body = _body(path)
    except IntakeError as error:
        _bury(context, folder, path, error, _mark_unread(before))
        return False
    if not _is_settled(path, before, body):
        context.tell("note", f"{path}: it is just being written; the next look takes it")
        return False
    with context.operations.writing() as connection:
        article = _article(context, connection, folder, path)
        _keep(context, connection, article, path, body, _mark(before))
        jobs.forget(connection, READ, _key(article))
    return True


def _article(context: Context, connection: Connection, folder: str, path: str) -> dict[str, Any]:
    """Return the article that a file is; it is added where there is none."""
    found = articles.find(connection, _names(path))
    return found or articles.get(connection, articles.new(connection, path, folder, _names(path), None, context.clock.now()))


def _keep(context: Context, connection: Connection, article: dict[str, Any], path: str, body: bytes, mark: str) -> None:
    now, seq = context.clock.now(), int(article["seq"])
    if article["sha256"] == sha256_hex(body):  # only touched, or closed for a while
        articles.change(connection, seq, now, stamp=mark, state="read")
        return
    articles.change(connection, seq, now, stamp=mark)
    raw = Raw(source=path, body=body, captured_at=stamp(now), suffix=os.path.splitext(path.removesuffix(".gz"))[1].lower())
    add_reading(connection, seq, raw, "file", None, now, now)


def _bury(context: Context, folder: str, path: str, error: IntakeError, mark: str) -> None:
    """Note that a file cannot be read, and say so; `watch retry` has it looked at anew."""
    now = context.clock.now()
    with context.operations.writing() as connection:
        article = _article(context, connection, folder, path)
        articles.change(connection, int(article["seq"]), now, stamp=mark, state="dead")
        new = jobs.New(kind=READ, key=_key(article), due=now, body={"article": int(article["seq"]), "raw": {"source": path}})
        jobs.bury(connection, new, error.code, str(error), now)
    context.tell("failed", f"{error.code} {path}: {error}")


def _body(path: str) -> bytes:
    body = bytearray()
    for chunk in file_chunks(path):
        body += chunk
        if len(body) > FILE_BYTES:
            raise failure(Code.TOO_LARGE, f"the file is larger than {FILE_BYTES} bytes; read it with `pactwatch read`")
    return bytes(body)


def _is_settled(path: str, before: os.stat_result, body: bytes) -> bool:
    """Whether a file is as it was before it was read, and was read whole."""
    try:
        after = os.stat(path)
    except OSError:
        return False
    return _mark(after) == _mark(before) and len(body) == before.st_size


def _names(path: str) -> tuple[str, ...]:
    return (f"file:{path}",)


def _key(article: dict[str, Any]) -> str:
    return f"{article['seq']}:"


def _mark(known: os.stat_result) -> str:
    return f"{known.st_size}:{known.st_mtime_ns}"


def _mark_unread(known: os.stat_result) -> str:
    """Return the mark of a file that cannot be read: it is looked at again once its permissions change."""
    return f"{_mark(known)}:{known.st_ctime_ns}"

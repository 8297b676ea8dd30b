"""Files and folders of this machine: regular files only, so that no pipe or device can make a call wait."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pactwatch.errors import IntakeError
from pactwatch.intake.codes import Code, failure

_CHUNK = 1 << 20


def file_chunks(path: str) -> Iterator[bytes]:
    """Yield the bytes of the file at `path` in pieces. Raises IntakeError: NOT_FOUND, UNREADABLE."""
    with _open(path) as file:
        yield from stream_chunks(file)


def stream_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of an open stream in pieces. Raises IntakeError (UNREADABLE) where the system fails."""
    while True:
        try:
            chunk = stream.read(_CHUNK)
        except (OSError, ValueError) as error:
            raise failure(Code.UNREADABLE, f"reading failed ({_reason(error)}); check the disk or the pipe") from error
        if not chunk:
            return
        yield chunk


def open_file(path: str) -> BinaryIO:
    """Open the file at `path` to read. Raises IntakeError: NOT_FOUND, UNREADABLE."""
    return _open(path)


def folder_files(folder: str) -> Iterator[str | IntakeError]:
    """Yield the paths of all files below `folder`, sorted by their parts; an error in place of a folder that is closed.

    Files and folders whose names begin with a dot are skipped, links to folders are not followed.
    """
    closed: list[OSError] = []
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(root, name) for name in names if not name.startswith("."))
    yield from map(str, sorted(found))
    for error in closed:
        yield failure(Code.UNREADABLE, f"the folder {error.filename} cannot be read ({_reason(error)}); check its permissions")
    if not found and not closed:
        yield failure(Code.EMPTY_FOLDER, "the folder holds no visible files")


def suffix_of(path: str) -> str:
    """Return the lower-case extension of a path with its dot, that of the packed file for `.gz` and `.zst`."""
    plain = Path(path)
    if plain.suffix.lower() in {".gz", ".gzip", ".zst"}:
        plain = plain.with_suffix("")
    return plain.suffix.lower()


def _open(path: str) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise failure(Code.NOT_FOUND, "there is no such file or folder; check the path") from error
    except (OSError, ValueError) as error:
        raise failure(Code.UNREADABLE, f"the file cannot be read ({_reason(error)}); check the path and its permissions") from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise failure(Code.UNREADABLE, "this is a pipe or a device; pipe its content in and name the input -")
    return os.fdopen(descriptor, "rb")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__

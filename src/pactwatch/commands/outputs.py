"""Files that a command also writes, as --html, --chart and --svg: checked before anything is read, so that none is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pactwatch.errors import UsageError

PLACE, OVERWRITES = "PW122", "PW127"
"""Codes: there can be no such file; it is what the command works from."""
LEDGER_FILES = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a ledger's name for the files beside it."""
OURS = b'<meta name="generator" content="pactwatch '
"""What is in the head of a page of ours (casefile/article.html.j2)."""
HEAD = 4096
"""Bytes of a file in which that is looked for."""


def checked_output(option: str, path: Path | None, ledger: str | None, sources: Sequence[str] = ()) -> None:
    """Check that `path` can be written and costs nothing that the command works from; None is nothing to write.

    Raises UsageError PW122 where its folder is missing or it is a folder, PW127 where it is the ledger, a file of the
    ledger's or one of the sources: a file that is named, or one in a folder that is named unless it is an earlier page.
    """
    if path is None:
        return
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{option} {path}: there is no such folder", code=PLACE)
    if path.is_dir():
        raise UsageError(f"{option} {path} is a folder; name a file", code=PLACE)
    if any(is_same(path, own) for own in ledger_files(ledger)):
        raise UsageError(f"{option} {path} would overwrite the ledger; name another file", code=OVERWRITES)
    if any(_is_source(path, source) for source in sources):
        raise UsageError(f"{option} {path} would overwrite what is read; name another file", code=OVERWRITES)


def ledger_files(ledger: str | None) -> tuple[str, ...]:
    """Return the paths of the files that a ledger, named by path or database URL, has or may get; none for None."""
    if ledger is None:
        return ()
    if "://" in ledger:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(ledger)
        except (ArgumentError, ValueError):
            return ()  # opening it says so
        ledger = url.database or "" if url.get_backend_name() == "sqlite" else ""
    return tuple(ledger + suffix for suffix in LEDGER_FILES) if ledger not in ("", ":memory:") else ()


def is_same(one: str | Path, two: str | Path) -> bool:
    """Whether two paths are, or would be, one file: by any link, in whatever letters the disk takes for the same."""
    try:
        return os.path.samefile(one, two)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(two)


def without(files: Iterable[Path | None], ledger: str | None) -> frozenset[str]:
    """Return the real paths of the ledger's files and of `files`: what a folder that is read holds of our own making."""
    return frozenset(os.path.realpath(path) for path in (*ledger_files(ledger), *files) if path is not None)


def _is_source(path: Path, source: str) -> bool:
    if source == "-" or "://" in source:
        return False
    if not os.path.isdir(source):
        return is_same(path, source)
    within = Path(os.path.realpath(source)) in Path(os.path.realpath(path)).parents
    return within and path.exists() and not _is_ours(path)


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return OURS in file.read(HEAD)
    except OSError:
        return False

"""Knowledge as data: lexicons, actors, places, event types. `SOURCES.md` beside this file says where each came from."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any


def read_text(name: str) -> str:
    """Return the data file `name` (a path below this package) as text."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return the data file `name` (a path below this package) as bytes."""
    return files(__package__).joinpath(name).read_bytes()


def digest_of(folder: str) -> str:
    """Return one SHA-256 over the names and bytes of the data files right in `folder`, in the order of their names."""
    digest = hashlib.sha256()
    for item in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda item: item.name):
        if item.is_file():
            digest.update(f"{item.name}\n".encode() + hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def file_of(name: str) -> Iterator[Path]:
    """Within, the data file `name` lies at a path, also where the package is an archive: for files too large to read whole."""
    with as_file(files(__package__).joinpath(name)) as path:
        yield path


@cache  # a process that reads and assesses asks for all of them
def read_toml(name: str) -> dict[str, Any]:
    """Return the TOML data file `name`; the same object each time, so never change it."""
    return tomllib.loads(read_text(name))


@lru_cache(maxsize=64)
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the tab-separated data file `name` by column name; lines that start with # are notes."""
    lines = (line for line in read_text(name).splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

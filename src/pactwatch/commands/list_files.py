"""The files of a list that `pactwatch lists add` is given, and those that OFAC publishes beside its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pactwatch.commands.failing import say
from pactwatch.errors import ListError
from pactwatch.screening.formats import Form, ListFile, form_of, refuse_more
from pactwatch.screening.ofac_csv import BESIDE, Beside, beside

MOST_BYTES = 200_000_000
LOST: dict[Beside, str] = {"alt": "aliases", "add": "addresses"}
"""What is missing of OFAC's list without each of the files beside it."""

_SDN = re.compile("sdn", re.IGNORECASE)


def files_of(paths: list[Path], form: Form | None) -> tuple[tuple[ListFile, ...], Form]:
    """Return the files of one list and its format. ListError PW501 where one is none of the list's, PW503 where it cannot be read.

    OFAC's files are told by their columns; where sdn.csv is given alone, under whatever date, those beside it are taken along.
    """
    main = _file(paths[0])
    chosen = form or form_of(main.data)
    if chosen != "ofac-csv":
        files = (main, *map(_file, paths[1:]))
        refuse_more(files, chosen)
        return files, chosen
    others = paths[1:] or list(_lying_beside(paths[0]))
    files = (main, *map(_file, others))
    there = beside(files[1:])
    for kind, lost in LOST.items():
        if kind not in there:
            say(f"{kind}.csv is not given and not beside {main.name}: {lost} are missing")
    return files, chosen


def _lying_beside(main: Path) -> Iterator[Path]:
    """Yield the files beside sdn.csv that are named as it is, with "alt" and "add" in place of "sdn"."""
    if not _SDN.search(main.name) or not main.parent.is_dir():
        return
    there = {path.name.lower(): path for path in main.parent.iterdir()}
    for kind in BESIDE:
        name = _SDN.sub(kind, main.name).lower()
        if name in there:
            yield there[name]


def _file(path: Path) -> ListFile:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ListError(f"{path} is larger than {MOST_BYTES:,} bytes, which no list is", code="PW503")
        return ListFile(path.name, path.read_bytes())
    except OSError as error:
        raise ListError(f"{path} cannot be read ({error.strerror or error})", code="PW503") from error

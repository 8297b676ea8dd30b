"""Sanctions lists as they are published: which format a file is in, and its entries. `pactwatch lists add` uses it.

A list that is read in part would hide names, so a file with one unreadable row is refused whole, and the row named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from pactwatch.errors import ListError
from pactwatch.screening.model import ListEntry
from pactwatch.screening.ofac_csv import is_sdn, read_ofac
from pactwatch.screening.plain_csv import header_of, read_plain
from pactwatch.screening.un_xml import generated_on, is_un, read_un

Form = Literal["un-xml", "ofac-csv", "plain-csv"]
READERS: dict[Form, str] = {"un-xml": "1", "ofac-csv": "2", "plain-csv": "2"}
"""Each format with the version of its reader: entries of the same version can be computed again from the file."""

NAMES: dict[Form, str] = {"un-xml": "UN", "ofac-csv": "OFAC SDN"}
"""What a list is called unless the user says otherwise; a plain file gives its own name."""


class ListFile(NamedTuple):
    """A file's name (without its folder) and bytes."""

    name: str
    data: bytes


class ReadList(NamedTuple):
    """What a list's files hold: `dated` is the day that the list itself bears."""

    form: Form
    entries: tuple[ListEntry, ...]
    dated: str | None


def form_of(data: bytes) -> Form:
    """Return the format of a list's main file; ListError PW501 where it is none that is read."""
    if is_un(data):
        return "un-xml"
    if is_sdn(data):
        return "ofac-csv"
    if header_of(data):
        return "plain-csv"
    message = (
        "this is no list that is read: the UN's consolidated XML, OFAC's sdn.csv, or a CSV file whose first line names"
        " the columns id,schema,name,aliases,weak_aliases,programme (--columns maps others)"
    )
    raise ListError(message, code="PW501")


def refuse_more(files: tuple[ListFile, ...], form: Form) -> None:
    """Raise ListError PW501 where a list of this format, which is one file, is given with more: no file is passed over in silence."""
    if form != "ofac-csv" and len(files) > 1:
        message = f"a list of the format {form} is one file, and {files[1].name} is given with it; add each list by itself"
        raise ListError(message, code="PW501")


def read_list(files: tuple[ListFile, ...], form: Form | None = None, columns: Mapping[str, str] | None = None) -> ReadList:
    """Return the entries of a list; the first file is its main one, OFAC's alt.csv and add.csv may follow.

    `columns` gives a plain file's own names for some of the standard columns. ListError PW501 or PW502.
    """
    main = files[0]
    if columns:
        return ReadList("plain-csv", read_plain(main.data, columns), None)
    chosen = form or form_of(main.data)
    if chosen == "un-xml":
        return ReadList(chosen, read_un(main.data), generated_on(main.data))
    if chosen == "ofac-csv":
        return ReadList(chosen, read_ofac(main.data, files[1:]), None)
    return ReadList(chosen, read_plain(main.data, {}), None)

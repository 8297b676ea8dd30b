"""The case file of a bundle as data (case.json): what `verify` writes page, Markdown and Word document from again, to compare.

It holds nothing beyond what these show: no texts of documents, no names of exhibits that are not shown, nothing that review took away.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec

from pactwatch.casefile.case_file import CaseFile, ProvisionTable
from pactwatch.casefile.case_types import Case, Exhibit
from pactwatch.model import Document, Frozen

CASE = "case.json"


class Record(Frozen, frozen=True, kw_only=True):
    """A case file, and how many exhibits of the case are not shown in it."""

    file: CaseFile
    withheld: int = 0


def recorded(file: CaseFile) -> Record:
    """Return a case file as it is bundled."""
    shown = {note.ref for note in file.notes if note.claim is not None or note.kind == "provision"}
    exhibits = tuple(one for one in file.case.exhibits if bundled(one, shown, draft=file.draft))
    notes = tuple(msgspec.structs.replace(note, document=_blank(note.document)) for note in file.notes)
    bare = msgspec.structs.replace(
        file, case=_case(file.case, exhibits), notes=notes, documents=tuple(filter(None, map(_blank, file.documents))), problems=(),
        provisions=tuple(map(_table, file.provisions)),
        left_out=tuple(msgspec.structs.replace(one, claims=("",) * len(one.claims)) for one in file.left_out),
    )  # fmt: skip
    return Record(file=bare, withheld=len(file.case.exhibits) - len(exhibits))


def bundled(exhibit: Exhibit, shown: Container[str], *, draft: bool) -> bool:
    """Whether a bundle names an exhibit: a claim only where it is shown."""
    return draft or exhibit.what != "claim" or exhibit.ref in shown


def _case(case: Case, exhibits: Iterable[Exhibit]) -> Case:
    return msgspec.structs.replace(case, exhibits=tuple(exhibits), live=(), taken=())


def _blank(document: Document | None) -> Document | None:
    return msgspec.structs.replace(document, text="") if document is not None else None


def _table(table: ProvisionTable) -> ProvisionTable:
    findings = tuple(msgspec.structs.replace(one, machine=None) for one in table.findings)
    return msgspec.structs.replace(table, findings=findings)

"""What a signature stands under: the content of the case, the claims as cited, and what people decided that the case prints of both.

Grades and decisions about elements and conclusions are no part of the case's own judgements: whoever signs has read them all the same,
and a later one is not signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pactwatch.casefile.case_file import CaseFile, Note, ProvisionTable
from pactwatch.casefile.case_notes import claim_digest
from pactwatch.casefile.case_types import body_digest
from pactwatch.ids import text_sha256
from pactwatch.store.codec import encode

SEEN = 32
"""Characters of the digest by which what was seen is compared with what is signed."""


def shown_digest(notes: Iterable[Note], tables: Iterable[ProvisionTable]) -> str:
    """Return the SHA-256 over the grades of footnotes, and over elements and conclusions of the findings of provision tables."""
    grades = sorted((note.ref, note.grade) for note in notes if note.claim is not None)
    findings = [
        (
            table.provision, finding.id, [(one.id, one.status, one.by) for one in finding.elements],
            [(one.text, one.who, one.at, one.why) for one in finding.conclusions],
        )
        for table in tables for finding in table.findings
    ]  # fmt: skip
    return text_sha256(encode((grades, findings)))


def claim_digests(notes: Iterable[Note]) -> dict[str, str]:
    """Return the SHA-256 of each claim as it is cited, by its id."""
    return {note.ref: claim_digest(note.claim) for note in notes if note.claim is not None}


def signed_value(file: CaseFile) -> dict[str, Any]:
    """Return what a signature, or a publication, of a case file keeps of it."""
    return {"content": file.case.content, "claims": claim_digests(file.notes), "shown": file.shown, "body": body_digest(file.case)}


def seen_digest(file: CaseFile) -> str:
    """Return by what it is known again whether somebody has seen a case file as it would be signed now."""
    return text_sha256(encode(signed_value(file)))[:SEEN]

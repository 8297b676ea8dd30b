"""The bundle of a case made and verified in a process of its own: its PDF takes seconds, in which the server goes on answering."""

from __future__ import annotations

import os
from contextlib import closing
from functools import partial
from typing import Any

from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.case_bundle import bundle
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.plain import counted
from pactwatch.runners.pool import Workers
from pactwatch.store import Ledger, open_ledger
from pactwatch.web.turns import waiting

FAILURES, NICE = 50, 19


def verified_apart(ledger: Ledger, file: CaseFile) -> dict[str, Any]:
    """Return what the verification of a case file's bundle says; it is made here where the other process dies."""
    with Workers(1) as workers, closing(workers.map(iter([file]), partial(_nicely, ledger.address), _nothing)) as found, waiting():
        made = next(found)
    return made if made is not None else verified(ledger.address, file)


def verified(address: str, file: CaseFile) -> dict[str, Any]:
    """Make the bundle of a case file and return what its verification says, with the hashes of what it archives."""
    with open_ledger(address) as ledger, ledger.view() as view:
        found = verify_bundle(bundle(file, view))
    parts = ", ".join(counted(count, name.replace("_", " ")) for name, count in found.checked.items())
    facts = [("bundle sha256", found.sha256), ("manifest sha256", found.manifest_sha256), ("audit head", found.audit_head)]
    failures = [f"{one.file}: {one.message}" for one in found.failures[:FAILURES]]
    words = f"Checked: {parts}." + (" The case is not ready, so that this is a draft, stamped so on every page." if file.draft else "")
    return {
        "ok": found.ok, "words": words, "facts": facts, "failures": failures, "draft": file.draft, "unchecked": found.unchecked[:FAILURES],
        "captures": sorted({note.capture.sha256 for note in file.notes if note.capture is not None}),
        "texts": {document.id: document.text_sha256 for document in file.documents},
    }  # fmt: skip


def _nicely(address: str, file: CaseFile) -> dict[str, Any] | None:
    if hasattr(os, "nice"):
        os.nice(NICE)
    return verified(address, file)


def _nothing(_: CaseFile) -> dict[str, Any] | None:
    return None

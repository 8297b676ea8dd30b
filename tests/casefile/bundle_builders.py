"""Bundles for the tests of `verify`, and what somebody does who forges one."""

from __future__ import annotations

import json
from functools import lru_cache

import msgspec
from case_builders import DAY, PROVISION, accept, by, claims, file_of, ledger_of

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.archive import listed, pack
from pactwatch.casefile.case_bundle import MANIFEST, SEAL, bundle
from pactwatch.casefile.case_shown import signed_value
from pactwatch.casefile.cases import SIGN
from pactwatch.ids import sha256_hex

SENT, PAID, _, MORE, MENDED, TRAINED = claims()


@lru_cache(maxsize=4)
def made(draft: bool = False, head: str = "") -> bytes:
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada").subject
        accept(ledger, SENT, MENDED)
        edits.add_paragraph(ledger, by("Ada", case), "to be rewritten")
        edits.edit_paragraph(ledger, by("Ada", case), "p1", f"Norland sent 300 sappers.[[{SENT.id}]] Two bridges were mended.[[{MENDED.id}]]")
        edits.add_exhibit(ledger, by("Ada", case), TRAINED.id)
        file = file_of(ledger, case, draft=draft)
        file = msgspec.structs.replace(file, audit_head=head or file.audit_head)
        with ledger.view() as view:
            return bundle(file, view)


def held(data: bytes) -> dict[str, bytes]:
    return {entry.name: data[entry.start : entry.end] for entry in listed(data) or []}


def sealed(files: dict[str, bytes]) -> bytes:
    """Return a bundle of `files` whose manifest and seal agree with them, as somebody who forges one would make it."""
    manifest = json.loads(files[MANIFEST])
    manifest["files"] = [
        {"name": name, "size": len(data), "sha256": sha256_hex(data)} for name, data in files.items() if name not in (MANIFEST, SEAL)
    ]  # fmt: skip
    raw = json.dumps(manifest).encode()
    rest = {name: data for name, data in files.items() if name not in (MANIFEST, SEAL)}
    return pack([(MANIFEST, raw), (SEAL, f"{sha256_hex(raw)}  {MANIFEST}\n".encode()), *rest.items()], DAY)


@lru_cache(maxsize=1)
def signed_bundle() -> bytes:
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada").subject
        accept(ledger, MENDED)
        edits.add_paragraph(ledger, by("Ada", case), f"Two bridges were mended.[[{MENDED.id}]]")
        value = signed_value(file_of(ledger, case))
        edits.edit(ledger, by("Dora", case), lambda _: (SIGN, value), "read")
        file = file_of(ledger, case)
        with ledger.view() as view:
            return bundle(file, view)


@lru_cache(maxsize=1)
def provision_bundle() -> bytes:
    """Return the bundle of a case that cites a provision and no claim."""
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Repatriation", who="Ada").subject
        edits.add_paragraph(ledger, by("Ada", case), f"Workers are to be sent home.[[prov:{PROVISION}]]")
        file = file_of(ledger, case)
        with ledger.view() as view:
            return bundle(file, view)

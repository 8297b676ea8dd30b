"""`pactwatch verify FILE.zip`: the bundle of a case checked, what fails by name with the footnotes that rest on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import typer

from pactwatch.casefile.bundle_check import BundleFailure, BundleVerification, verify_file
from pactwatch.casefile.plain import cell, one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, say
from pactwatch.commands.printing import write

SHOWN = 12
"""Footnotes that a line names at most; JSON has all."""


def verify_case(path: Path, form: Format, expected: str | None = None) -> None:
    """Print what verification found; raise typer.Exit 1 where anything failed. `expected` is the sha256 that the publisher gives.

    That of the bundle or of its manifest counts; the audit head is what the manifest says, which whoever makes one writes as they like.
    """
    found = verify_file(path)
    if expected is not None and expected.strip().lower() not in (found.sha256, found.manifest_sha256):
        message = f"it is another bundle than the one with the sha256 {expected.strip()}"
        found = msgspec.structs.replace(found, failures=(*found.failures, BundleFailure(file=path.name, message=message)))
    write(_shown(found, form).encode("utf-8", "backslashreplace"))
    if not found.ok:
        resting = sorted({number for one in found.failures for number in one.footnotes})
        say(f"{len(found.failures)} failures; {len(resting)} footnotes rest on what failed")
        raise typer.Exit(FAILED)


def _shown(found: BundleVerification, form: Format) -> str:
    if form is Format.json:
        whole: dict[str, Any] = {"ok": found.ok, **msgspec.to_builtins(found)}
        return encode_json(whole).decode() + "\n"
    if form is Format.jsonl:
        unchecked = [{"unchecked": one} for one in found.unchecked]
        return "".join(encode_json(one).decode() + "\n" for one in (*found.failures, *unchecked))
    if form is Format.csv:
        rows = [(one.file, one.message, " ".join(map(str, one.footnotes))) for one in found.failures]
        rows += [("", f"not checked: {one}", "") for one in found.unchecked]
        return csv_line(("file", "message", "footnotes")) + "".join(csv_line([cell(value) for value in row]) for row in rows)
    lines = [f"FAILED {one_line(f'{one.file}: {one.message}')}{_rest(one)}" for one in found.failures]
    lines.append(f"checked {', '.join(f'{count} {what}' for what, count in found.checked.items()) or 'nothing'}")
    lines += [f"not checked: {one_line(line)}" for line in found.unchecked]
    if found.ok:
        verdict = "what could be checked verifies" if found.unchecked else "everything verifies"
        lines += [
            f"{verdict}: {one_line(found.case)}, “{one_line(found.title)}”{' (DRAFT)' if found.draft else ''}",
            f"sha256     {found.sha256}", f"manifest   {found.manifest_sha256}", f"audit head {found.audit_head}",
        ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _rest(failure: BundleFailure) -> str:
    if not failure.footnotes:
        return ""
    numbers = ", ".join(map(str, failure.footnotes[:SHOWN])) + (" ..." if len(failure.footnotes) > SHOWN else "")
    return f" (footnotes that rest on it: {numbers})"

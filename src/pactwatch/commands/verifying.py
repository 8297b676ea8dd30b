"""`pactwatch verify`: the whole ledger checked, what fails by name."""

from __future__ import annotations

from typing import Any

import msgspec
import typer

from pactwatch.casefile.plain import cell, counted, one_line
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, say
from pactwatch.commands.printing import write
from pactwatch.errors import LedgerError
from pactwatch.store import Failure, Verification, open_ledger
from pactwatch.store.codes import DAMAGED, NOT_A_LEDGER
from pactwatch.store.opening import hidden


def verify_ledger(ledger: str, form: Format, seen: str | None = None) -> None:
    """Print what verification found; raise typer.Exit 1 where anything failed, a file beyond opening included."""
    try:
        with open_ledger(ledger) as opened:
            found = opened.verify(seen)
    except LedgerError as error:
        if error.code not in (DAMAGED, NOT_A_LEDGER):
            raise
        failure = Failure(kind="database", subject=hidden(ledger), message=f"{error.code} {error}")
        found = Verification(checked={}, failures=(failure,), audit_head="", content_sha256="")
    write(_shown(found, form))
    if not found.ok:
        resting = len(found.failed_claims)
        say(f"{counted(len(found.failures), 'failures')}; {counted(resting, 'claims')} {'rests' if resting == 1 else 'rest'} on what failed")
        raise typer.Exit(FAILED)


def _shown(found: Verification, form: Format) -> bytes:
    if form is Format.json:
        whole: dict[str, Any] = {"ok": found.ok, **msgspec.to_builtins(found), "failed_claims": found.failed_claims}
        return encode_json(whole) + b"\n"
    if form is Format.jsonl:
        return b"".join(encode_json(failure) + b"\n" for failure in found.failures)
    if form is Format.csv:
        return _csv(found)
    return _table(found)


def _csv(found: Verification) -> bytes:
    import csv
    import io

    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("kind", "subject", "message", "claims"))
    for failure in found.failures:
        lines.writerow([cell(v) for v in (failure.kind, failure.subject, failure.message, " ".join(failure.claims))])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _table(found: Verification) -> bytes:
    lines = [f"FAILED {one_line(f'{failure.subject}: {failure.message}')}{_rest(failure)}" for failure in found.failures]
    counts = ", ".join(counted(count, what) for what, count in found.checked.items())
    lines.append(f"checked {counts or 'nothing'}")
    if found.ok:
        lines += ["everything verifies", f"audit head {found.audit_head}", f"content    {found.content_sha256}"]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _rest(failure: Failure) -> str:
    if not failure.claims or failure.kind == "claim":
        return ""
    shown = ", ".join(failure.claims[:3]) + (f" and {len(failure.claims) - 3} more" if len(failure.claims) > 3 else "")
    return " " + one_line(f"(claims that rest on it: {shown})")

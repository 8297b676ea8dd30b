"""A case as a file to be saved, and its bundle verified from its own bytes."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response

from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.case_bundle import bundle
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_formats import RENDERERS, rendered
from pactwatch.errors import UsageError
from pactwatch.web import codes
from pactwatch.web.context import Context
from pactwatch.web.pages.case_page import file_of

TYPES = {
    "html": "text/html", "md": "text/markdown", "bib": "text/plain", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "zip": "application/zip",
}  # fmt: skip
FAILURES = 50


def exported(ctx: Context, case: str, form: str, *, draft: bool) -> Response[Any]:
    """Return a case in a format, always as something to be saved. UsageError for an unknown format, or a case that is not ready."""
    if form not in (*RENDERERS, "zip"):
        raise UsageError(f"{form} is no format; these are: {', '.join((*RENDERERS, 'zip'))}", code=codes.INVALID)
    with ctx.view() as view:
        file = file_of(ctx, view, case_named(view, case), draft=draft)
        if file.problems and not draft:
            raise UsageError(f"the case is not ready to be exported: {file.problems[0].message}", code=file.problems[0].code)
        data = bundle(file, view) if form == "zip" else rendered(file, form)
    name = f"{re.sub(r'[^A-Za-z0-9-]+', '-', file.case.id)}{'-draft' if draft else ''}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content=data, media_type=TYPES[form], headers=headers)


def verified(ctx: Context, file: CaseFile) -> tuple[dict[str, Any], bool]:
    """Return what the verification of a case's bundle says, and whether it was that of a draft, since the case is not ready."""
    draft = bool(file.problems)
    with ctx.view() as view:
        made = file_of(ctx, view, case_named(view, file.case.id), draft=True) if draft else file
        found = verify_bundle(bundle(made, view))
    counted = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in found.checked.items())
    facts = [("bundle sha256", found.sha256), ("manifest sha256", found.manifest_sha256), ("audit head", found.audit_head)]
    failures = [f"{one.file}: {one.message}" for one in found.failures[:FAILURES]]
    words = f"Checked: {counted}." + (" The case is not ready, so that this is a draft, stamped so on every page." if draft else "")
    return {"ok": found.ok, "words": words, "facts": facts, "failures": failures}, draft

"""A case as a file to be saved, and its bundle verified from its own bytes."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response

from pactwatch.casefile.case_bundle import bundle
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_formats import RENDERERS, rendered
from pactwatch.casefile.case_types import Case
from pactwatch.errors import UsageError
from pactwatch.web import codes
from pactwatch.web.context import Context
from pactwatch.web.pages.case_kept import file_of, verification

TYPES = {
    "html": "text/html", "md": "text/markdown", "bib": "text/plain", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "zip": "application/zip",
}  # fmt: skip


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


def verified(ctx: Context, case: Case) -> dict[str, Any]:
    """Return what the verification of a case's bundle says, and whether it was that of a draft, since the case is not ready.

    WebError PW814 where the bundle is still being made.
    """
    got, damaged = verification(ctx, case)
    report = got.value
    words = report["words"] + ("" if got.fresh else " The case has changed since: its bundle is being made anew; load the page again in a while.")
    return {**report, "ok": report["ok"] and not damaged, "words": words, "failures": [*report["failures"], *damaged]}

"""The formats of a case file by name, each as bytes."""

from __future__ import annotations

from collections.abc import Callable

from pactwatch.casefile.bibtex import bibliography
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_markdown import render_markdown


def rendered(file: CaseFile, form: str) -> bytes:
    """Return a case file as html, md, bib, pdf or docx."""
    return RENDERERS[form](file)


def _pdf(file: CaseFile) -> bytes:
    from pactwatch.casefile.case_pdf import render_pdf

    return render_pdf(file)


def _docx(file: CaseFile) -> bytes:
    from pactwatch.casefile.case_docx import render_docx

    return render_docx(file)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


RENDERERS: dict[str, Callable[[CaseFile], bytes]] = {
    "html": lambda file: _utf8(render_html(file)),
    "md": lambda file: _utf8(render_markdown(file)),
    "bib": lambda file: _utf8(bibliography(file.documents)),
    "pdf": _pdf,
    "docx": _docx,
}

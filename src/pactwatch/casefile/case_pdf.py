"""A case file as PDF, made of its HTML page by WeasyPrint: tagged, nothing fetched, same case file and fonts, same bytes."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_html import render_html
from pactwatch.ids import sha256_hex

EPOCH = "SOURCE_DATE_EPOCH"


def render_pdf(file: CaseFile, html: str | None = None) -> bytes:
    """Return the case file as PDF; `html` is its page, where it is at hand. No request leaves the machine."""
    return html_pdf(html if html is not None else render_html(file), file.day)


def html_pdf(page: str, day: str) -> bytes:
    """Return a page of ours as PDF, made on `day` (ISO 8601); what it asks for from elsewhere is refused."""
    from weasyprint import HTML

    out = io.BytesIO()
    with _quiet(), _epoch(day):
        document = HTML(string=page, base_url=None, url_fetcher=_refuse)
        document.write_pdf(out, pdf_identifier=sha256_hex(page.encode("utf-8", "backslashreplace"))[:32].encode(), pdf_tags=True)
    return out.getvalue()


def _refuse(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    raise ValueError(f"a case file loads nothing, and not {url}")


@contextlib.contextmanager
def _epoch(day: str) -> Iterator[None]:
    """Set SOURCE_DATE_EPOCH to the case file's day for as long as it takes: fonts are stamped with it."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = str(max(0, int(datetime.fromisoformat(day).timestamp())))
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(EPOCH, None)
        else:
            os.environ[EPOCH] = before


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the converters' notes on styles that print does without off stderr."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools", "fontTools.subset")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)

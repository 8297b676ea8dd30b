"""SVG pictures as PNG, for formats that take no SVG: drawn by WeasyPrint, rastered by PDFium; same pictures and fonts, same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from pactwatch.casefile.case_file import Picture
from pactwatch.casefile.case_pdf import html_pdf

SCALE = 2.0
"""Pixels for each CSS pixel: enough for print at the width of a page."""
SIZE = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')


def pngs(pictures: Sequence[Picture], day: str) -> list[bytes]:
    """Return each picture as PNG, in order; `day` is what goes into the intermediate PDF."""
    import pypdfium2

    if not pictures:
        return []
    pages, styles = [], []
    for n, picture in enumerate(pictures):
        found = SIZE.search(picture.svg)
        width, height = (found[1], found[2]) if found else ("860", "400")
        styles.append(f"@page p{n} {{ size: {width}px {height}px; margin: 0; }} .p{n} {{ page: p{n}; }}")
        pages.append(f'<div class="p{n}">{picture.svg}</div>')
    style = "".join(styles) + "body { margin: 0; } div { break-after: page; } svg { display: block; }"
    data = html_pdf(f'<!doctype html><meta charset="utf-8"><title>pictures</title><style>{style}</style>{"".join(pages)}', day)
    document = pypdfium2.PdfDocument(data)
    try:
        return [_png(document[n]) for n in range(len(pictures))]
    finally:
        document.close()


def _png(page: object) -> bytes:
    out = io.BytesIO()
    page.render(scale=SCALE * 96 / 72 / 1.0).to_pil().save(out, "PNG")  # type: ignore[attr-defined]
    return out.getvalue()

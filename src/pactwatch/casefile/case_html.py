"""A case file as one self-contained HTML page: no script, no outside resource; light, dark and print; the PDF is made of it.

Everything but our own SVG is escaped. A Content-Security-Policy by hash forbids all else, should anything slip through.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_note_text import (
    DRAFT,
    HELD,
    METHOD,
    conclusion_words,
    element_rows,
    finding_notes,
    finding_words,
    held_notes,
    left_out_words,
    note_rows,
    quotes_of,
    rules_words,
    signature_words,
    source_line,
)
from pactwatch.casefile.plain import one_line, shown

DRAFT_PAGES = (
    f'@page {{ @top-center {{ content: "{DRAFT}"; font: bold 11pt "DejaVu Sans", sans-serif; color: #a1261f; }} }}\n'
    '@media print { .draft::before { content: "DRAFT"; position: fixed; top: 110mm; left: 20mm; font: bold 90pt "DejaVu Sans", sans-serif; '
    "color: #a1261f; opacity: .12; transform: rotate(-35deg); } }\n"
)
"""Print styles of a draft: the stamp in the head of each page and across it."""


def render_html(file: CaseFile) -> str:
    """Return the case file as an HTML page."""
    anchors: dict[int, list[str]] = defaultdict(list)

    def anchor(number: int) -> str:
        anchors[number].append(f"ref-{number}-{len(anchors[number]) + 1}")
        return anchors[number][-1]

    style = _inline("case.css") + (DRAFT_PAGES if file.draft else "")
    svg_styles = [found for picture in _pictures(file) for found in re.findall(r"<style>(.*?)</style>", picture, re.DOTALL)]
    hashes = " ".join(dict.fromkeys(f"'{_csp_hash(content)}'" for content in (style, *svg_styles)))
    # style attributes occur in our own SVG only; they can load nothing, since default-src is none
    policy = f"default-src 'none'; style-src {hashes}; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return _template().render(
        f=file, policy=policy, style=Markup(style), stamp=DRAFT, method=METHOD, rules=rules_words(file.case.rules),  # noqa: S704 - our own
        left_out=left_out_words(file.left_out), signatures=signature_words(file), anchor=anchor, back=lambda n: anchors[n],
        elements=element_rows, concluded=conclusion_words, found_in=finding_notes, held=held_notes(file), held_title=HELD,
    )  # fmt: skip


def _pictures(file: CaseFile) -> list[str]:
    return [one.svg for one in (*file.charts, *file.origins, file.timeline, file.map) if one is not None]


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "line": one_line, "text": shown, "svg": Markup, "numbers": lambda cell: re.findall(r"\d+", cell), "finding": finding_words,
        "source": source_line, "quotes": quotes_of, "rows": lambda note: list(note_rows(note)),
    }  # fmt: skip
    return environment.from_string(_inline("case.html.j2"))


def _inline(name: str) -> str:
    return files("pactwatch.casefile").joinpath(name).read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"

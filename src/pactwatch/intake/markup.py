"""Small pieces of HTML to plain text, paragraph by paragraph: feed entries, and pages too small to have a layout."""

from __future__ import annotations

import re
from typing import Any

from pactwatch.data import read_toml
from pactwatch.intake.codes import encodable

_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_of(html: str) -> str:
    """Return the visible text of `html`, one line a block, blocks parted by an empty line; "" where there is none."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(encodable(html).encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return ""
    for element in list(tree.iter(*read_toml("intake/markup.toml")["silent"])):
        element.drop_tree()
    return _LINES.sub("\n\n", "".join(_walk(lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi"))))).strip()


def _walk(events: Any) -> list[str]:  # lxml ships no types
    blocks = frozenset(read_toml("intake/markup.toml")["blocks"])
    parts: list[str] = []
    for event, element in events:
        silent = event in {"comment", "pi"}
        edge = "\n" if not silent and element.tag in blocks else ""
        parts.append(edge)
        told = element.text if event == "start" else element.tail
        parts.append(_SPACE.sub(" ", (told or "").replace("\n", " ")))
    return parts

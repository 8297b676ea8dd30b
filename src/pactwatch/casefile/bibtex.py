"""The sources of a case as BibTeX: one @online (with a URL) or @misc entry a document, keys unique and the same each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pactwatch.casefile.citations import authors, latex
from pactwatch.casefile.plain import one_line
from pactwatch.figures.days import days_of
from pactwatch.model import Document


def bibliography(documents: Iterable[Document]) -> str:
    """Return the BibTeX file of `documents`, in their order, each once."""
    taken: set[str] = set()
    return "\n".join(_entry(one, _key(one, taken)) for one in {one.id: one for one in documents}.values())


def _key(document: Document, taken: set[str]) -> str:
    name = unicodedata.normalize("NFKD", document.publisher or document.title or "source").encode("ascii", "ignore").decode().lower()
    word = next(iter(re.findall("[a-z]+", name)), "source")
    base = f"{word}{re.sub('[^0-9]', '', (document.published or '')[:4])}-{document.id.rpartition('-')[2][:8]}"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def _entry(document: Document, key: str) -> str:
    fields = {
        "title": f"{{{latex(document.title or 'Untitled')}}}",
        "author": " and ".join(f"{{{latex(name)}}}" for name in authors(document) or filter(None, [document.publisher])),
        "publisher": latex(document.publisher or ""),
        "date": latex((document.published or "")[:10]),
        "year": (document.published or "")[:4] if days_of((document.published or "")[:4]) else "",
        "url": _url(document.url),
        "note": f"text sha256 {document.text_sha256}" + (f", capture sha256 {document.capture_sha256}" if document.capture_sha256 else ""),
    }
    kind = "online" if document.url else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _url(url: str | None) -> str:
    """Return a URL as BibTeX takes it: braces and backslashes percent-encoded, nothing else changed."""
    found = one_line(url or "").replace(" ", "%20")
    return found.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")

"""Plain text and Markdown: the text is stored as it is; a title is read off where there clearly is one."""

from __future__ import annotations

import re

from pactwatch.intake.dates import iso_day
from pactwatch.intake.decode import decode
from pactwatch.intake.taken import Draft

HEADLINE_CHARACTERS = 200
HEADLINE_WORDS = 30
_HEAD = 20_000
_UNFINISHED = (".", ",", ";", ":", "…", "-", "–", "—", '."', ".”", ".'", ".’", ".)")
_FIRST = re.compile(r"\s*([^\n\r]+)(?:\r\n|\n|\r)[^\S\n\r]*(?:\r\n|\n|\r)\s*\S")
_BYLINE = re.compile(r"(?:by\s+[A-Z]|[-*+•>|])", re.IGNORECASE)
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(.+?)\1")
_FIELD = re.compile(r"([A-Za-z_]+):[ \t]+[\"']?(.*?)[\"']?[ \t]*\Z")


def read_text(body: bytes, charset: str | None) -> Draft:
    """Return the draft of a plain text. Raises IntakeError (UNKNOWN_TYPE) where the bytes are no text."""
    text, encoding = decode(body, charset)
    return Draft(text=text, extractor=f"text ({encoding})", title=headline(text))


def read_markdown(body: bytes, charset: str | None) -> Draft:
    """Return the draft of a Markdown text: the title is that of its front matter, else its first heading."""
    text, encoding = decode(body, charset)
    lines = text[:_HEAD].splitlines()
    fields, lines = _front_matter(lines)
    return Draft(
        text=text,
        extractor=f"markdown ({encoding})",
        title=fields.get("title") or _first_heading(lines),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        published=iso_day(fields.get("published") or fields.get("date")),
        url=fields.get("url"),
    )


def headline(text: str) -> str | None:
    """Return the first line of `text` if it reads like a headline: short, without a full stop, an empty line after it."""
    found = _FIRST.match(text[:_HEAD])
    line = found.group(1).strip() if found else ""
    if not line or len(line) > HEADLINE_CHARACTERS or not 1 < len(line.split()) <= HEADLINE_WORDS:
        return None
    return None if line.endswith(_UNFINISHED) or _BYLINE.match(line) else line


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a front matter between two lines of dashes, and the lines after it."""
    if not lines or lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        return {}, lines
    end = next(n for n, line in enumerate(lines) if n and line.rstrip() == "---")
    found = (_FIELD.match(line) for line in lines[1:end])
    return {field.group(1).lower(): field.group(2) for field in found if field and field.group(2)}, lines[end + 1 :]


def _first_heading(lines: list[str]) -> str | None:
    fenced = False
    for n, line in enumerate(lines):
        fenced = fenced != bool(_FENCE.match(line))
        if fenced:
            continue
        heading = _ATX.match(line)
        if heading and heading.group(1).strip():
            return _without_markup(heading.group(1))
        if n and _SETEXT.match(line) and lines[n - 1].strip() and not _FENCE.match(lines[n - 1]):
            return _without_markup(lines[n - 1])
    return None


def _without_markup(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", line)).strip()

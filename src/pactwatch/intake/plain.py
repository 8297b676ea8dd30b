"""Plain text and Markdown: the text is stored as it is; a title is read off where there clearly is one."""

from __future__ import annotations

import re

from pactwatch.intake.dates import iso_day
from pactwatch.intake.decode import decode
from pactwatch.intake.filed import is_filing, opens_with_dateline
from pactwatch.intake.signs import kept
from pactwatch.intake.taken import Draft

HEADLINE_CHARACTERS = 200
HEADLINE_WORDS = 30
_HEAD = 20_000
_UNFINISHED = (".", ",", ";", ":", "…", "-", "–", "—", '."', ".”", ".'", ".’", ".)")
_BREAK = re.compile(r"\r\n|\n|\r")
_BYLINE = re.compile(r"(?:by\s+[A-Z]|[-*+•>|])", re.IGNORECASE)
_OPENS = re.compile(r"(?:By\s+[A-Z].{0,120}[^.]\Z|[-*+•‣▪●–—]\s+\S|[-=_*~]{3,}\Z)")
"""What follows a title at once, with no empty line between: who wrote the text, its first bullet, a rule."""
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(.+?)\1")
_FIELD = re.compile(r"([A-Za-z_]+):[ \t]+[\"']?(.*?)[\"']?[ \t]*\Z")


def read_text(body: bytes, charset: str | None) -> Draft:
    """Return the draft of a plain text. Raises IntakeError (UNKNOWN_TYPE) where the bytes are no text."""
    text, encoding = decode(body, charset)
    return Draft(text=text, extractor=f"text ({encoding})", title=headline(text), notes=kept(text))


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
        notes=kept(text),
    )


def headline(text: str) -> str | None:
    """Return the first line of `text` that says more than when it was published, if it reads like a headline.

    That is short and without a full stop, with an empty line, a byline, a day or a bullet after it.
    """
    lines = [line.strip() for line in _BREAK.split(text[:_HEAD])]
    first = next((n for n, line in enumerate(lines) if line and not is_filing(line)), len(lines))
    following = next((line for line in lines[first + 1 :] if line), None)
    if following is None or not _is_headline(lines[first]):
        return None
    parted = not lines[first + 1] or _OPENS.match(following) or is_filing(following) or opens_with_dateline(following)
    return lines[first] if parted else None


def _is_headline(line: str) -> bool:
    if len(line) > HEADLINE_CHARACTERS or not 1 < len(line.split()) <= HEADLINE_WORDS:
        return False
    return not (line.endswith(_UNFINISHED) or _BYLINE.match(line) or opens_with_dateline(line))


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

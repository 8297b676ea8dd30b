"""The numbered paragraphs of an official text, in the UN's Akoma Ntoso XML or in plain text, with the annex that each stands in.

The XML's ids are not the printed numbers, and paragraphs may lie inside others, so paragraphs go by the numbers printed before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pactwatch.errors import IntakeError
from pactwatch.instruments import codes

_FORMAT_MARKS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff"))
_NUMBER = re.compile(r"^[ \t]*(\d{1,3}\.|\([a-z]{1,4}\)|\([ivx]{1,5}\))[ \t]+", re.MULTILINE)
_ANNEX = re.compile(r"^[ \t]*(?:Annex|ANNEX)(?:[ \t]+([A-Z]|[IVX]+|\d+))?(?=[ \t]*(?:$|[:–—-]))", re.MULTILINE)


@dataclass(slots=True, frozen=True)
class Numbered:
    """One numbered paragraph or point: the numbers above it with its own, its words with and without the number.

    `annex` is the letter or number of the annex that it stands in, "" for one without, None for the text itself.
    """

    path: tuple[str, ...]
    whole: str
    bare: str
    own: str
    annex: str | None = None


def fold_paragraph(text: str) -> str:
    """Return a paragraph as it is hashed: format marks dropped, the non-breaking hyphen a hyphen, white space single."""
    return " ".join(text.translate(_FORMAT_MARKS).replace("\u2011", "-").split())


def numbered(data: bytes) -> tuple[Numbered, ...]:
    """Return the numbered paragraphs of an official text; IntakeError PW230 where it is none."""
    start = data.lstrip()[:200]
    found = tuple(_of_xml(data) if start.startswith((b"<", b"\xef\xbb\xbf<")) else _of_plain(data.decode("utf-8", "replace")))
    if not found:
        raise IntakeError("no numbered paragraphs are in it: is it an official text?", code=codes.NOT_OFFICIAL)
    return found


def _of_xml(data: bytes) -> Iterator[Numbered]:
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise IntakeError(f"the XML is broken ({error}); get a fresh copy", code=codes.NOT_OFFICIAL) from error
    path: list[str] = []
    annex: str | None = None
    for element in root.iter():
        if not isinstance(element.tag, str) or _tag(element) == "num":
            continue
        begun = _annex(element)
        if begun is not None:
            annex, path = begun, []
        number = _number(element)
        if number:
            path = _placed(path, number)
            yield Numbered(tuple(path), _text(element, skip=None), _text(element, skip="num"), _content(element), annex)


def _annex(element: Any) -> str | None:
    """Return the letter or number of the annex that begins with an element, "" where it has none, None where none begins."""
    if _tag(element) == "annex" or element.get("name") == "annex":
        return ""
    match = _ANNEX.match(fold_paragraph("".join(element.itertext()))) if _tag(element) == "heading" else None
    return match[1] or "" if match else None


def _tag(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _number(element: Any) -> str:
    for child in element:
        if isinstance(child.tag, str) and _tag(child) == "num":
            printed = fold_paragraph("".join(child.itertext()))
            return printed.rstrip(".") if re.fullmatch(r"\d{1,3}\.|\([a-z]{1,4}\)", printed) else ""
    return ""


def _placed(path: Sequence[str], number: str) -> list[str]:
    """Return the path of the next number: figures start anew, letters stand below figures, Roman numbers below letters."""
    if number.isdigit():
        return [number]
    below = [step for step in path if step.isdigit()][:1]
    roman = re.fullmatch(r"\([ivx]+\)", number) is not None
    letters = [step for step in path if not step.isdigit()]
    if roman and letters and not (letters[-1] == "(h)" and number == "(i)" and len(letters) == 1):
        return [*below, letters[0], number]
    return [*below, number]


def _text(element: Any, *, skip: str | None) -> str:
    parts: list[str] = []
    _gather(element, parts, skip)
    return "".join(parts)


def _gather(element: Any, parts: list[str], skip: str | None) -> None:
    if not isinstance(element.tag, str) or _tag(element) == skip:
        return
    parts.append(element.text or "")
    for child in element:
        _gather(child, parts, skip)
        parts.append(child.tail or (" " if isinstance(child.tag, str) and _tag(child) == "num" else ""))


def _content(element: Any) -> str:
    for child in element:
        if isinstance(child.tag, str) and _tag(child) == "content":
            return _text(child, skip=None)
    return _text(element, skip="num")


def _of_plain(text: str) -> Iterator[Numbered]:
    annex: str | None = None
    first = 0
    for heading in _ANNEX.finditer(text):
        yield from _of_part(text[first : heading.start()], annex)
        first, annex = heading.end(), heading[1] or ""
    yield from _of_part(text[first:], annex)


def _of_part(text: str, annex: str | None) -> Iterator[Numbered]:
    """Yield the numbered paragraphs of a plain text, or of one annex of it."""
    places = list(_NUMBER.finditer(text))
    path: list[str] = []
    for at, match in enumerate(places):
        number = match[1].rstrip(".")
        path = _placed(path, number)
        own_end = places[at + 1].start() if at + 1 < len(places) else len(text)
        end = _end_of(places, at, number, len(text))
        yield Numbered(tuple(path), text[match.start() : end], text[match.end() : end], text[match.end() : own_end], annex)


def _end_of(places: Sequence[re.Match[str]], at: int, number: str, end: int) -> int:
    """Return where a numbered paragraph ends: points below a figure belong to it."""
    for later in places[at + 1 :]:
        if not number.isdigit() or later[1].rstrip(".").isdigit():
            return later.start()
    return end

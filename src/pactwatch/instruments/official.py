"""Official texts: the UN's Akoma Ntoso XML, or plain text with numbered paragraphs; paragraphs found by printed number.

The XML's ids are not the printed numbers, annexes repeat numbers, and paragraphs may lie inside others, so paragraphs are
looked for by the numbers that are printed before them; where several carry them, the one whose hash is on record wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pactwatch.errors import IntakeError
from pactwatch.ids import text_sha256
from pactwatch.instruments import codes
from pactwatch.instruments.types import Instrument, Provision
from pactwatch.model import Frozen, Span

_FORMAT_MARKS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff"))
_NUMBER = re.compile(r"^[ \t]*(\d{1,3}\.|\([a-z]{1,4}\)|\([ivx]{1,5}\))[ \t]+", re.MULTILINE)
_PATH = re.compile(r"\d+|\([a-z]+\)")


@dataclass(slots=True, frozen=True)
class Numbered:
    """One numbered paragraph or point: the numbers above it with its own, its words with and without the number."""

    path: tuple[str, ...]
    whole: str
    bare: str
    own: str


class Paragraph(Frozen, frozen=True, kw_only=True):
    """The official words of a provision: `agrees` says whether they give the hash on record (None: none is)."""

    provision: str
    text: str
    sha256: str
    agrees: bool | None

    def words(self, span: Span) -> str:
        """Return the words at `span` of the paragraph."""
        return self.text[span[0] : span[1]]


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


def work_of(data: bytes) -> str | None:
    """Return the FRBR work that Akoma Ntoso XML says it is, None for another text."""
    match = re.search(rb'<FRBRWork>.*?<FRBRuri value="([^"]+)"', data, re.DOTALL)
    return match[1].decode("ascii", "replace") if match else None


def named_in(data: bytes, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the instrument that an official text is: by its work, else by the symbol that its first lines name."""
    work = work_of(data)
    for one in instruments:
        if work and one.work and one.work.rstrip("/") == work.rstrip("/"):
            return one
    head = fold_paragraph(re.sub(rb"<[^>]*>", b" ", data[:20000]).decode("utf-8", "replace"))[:1500]
    for one in instruments:
        if one.number and one.year and re.search(rf"\b{one.number}\s*\({one.year}\)", head):
            return one
    return None


def paragraphs(data: bytes, provisions: Sequence[Provision]) -> dict[str, Paragraph]:
    """Return the official paragraph of each provision that is found in a text, by the provision's id."""
    parts = numbered(data)
    found = {}
    for provision in provisions:
        paragraph = _find(parts, provision)
        if paragraph is not None:
            found[provision.id] = paragraph
    return found


def path_of(provision: Provision) -> tuple[str, ...]:
    """Return the printed numbers that lead to a provision, as ("8", "(a)", "(i)")."""
    place = f"{provision.para or provision.article or ''} {provision.sub or ''}"
    return tuple(_PATH.findall(place))


def _find(parts: Sequence[Numbered], provision: Provision) -> Paragraph | None:
    path = path_of(provision)
    if not path:
        return None
    first: str | None = None
    for part in parts:
        if part.path[-len(path) :] != path:
            continue
        for text in (part.whole, part.bare, part.own):
            folded = fold_paragraph(text)
            if provision.sha256 and text_sha256(folded) == provision.sha256:
                return Paragraph(provision=provision.id, text=folded, sha256=provision.sha256, agrees=True)
            if first is None and len(part.path) == len(path):
                first = folded
    if first is None:
        return None
    return Paragraph(provision=provision.id, text=first, sha256=text_sha256(first), agrees=False if provision.sha256 else None)


def _of_xml(data: bytes) -> Iterator[Numbered]:
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise IntakeError(f"the XML is broken ({error}); get a fresh copy", code=codes.NOT_OFFICIAL) from error
    path: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or _tag(element) == "num":
            continue
        number = _number(element)
        if number:
            path = _placed(path, number)
            yield Numbered(tuple(path), _text(element, skip=None), _text(element, skip="num"), _content(element))


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
    places = list(_NUMBER.finditer(text))
    path: list[str] = []
    for at, match in enumerate(places):
        number = match[1].rstrip(".")
        path = _placed(path, number)
        own_end = places[at + 1].start() if at + 1 < len(places) else len(text)
        end = _end_of(places, at, number, len(text))
        yield Numbered(tuple(path), text[match.start() : end], text[match.end() : end], text[match.end() : own_end])


def _end_of(places: Sequence[re.Match[str]], at: int, number: str, end: int) -> int:
    """Return where a numbered paragraph ends: points below a figure belong to it."""
    for later in places[at + 1 :]:
        if not number.isdigit() or later[1].rstrip(".").isdigit():
            return later.start()
    return end

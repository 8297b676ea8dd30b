"""The text of a paragraph: references in double brackets, sentences, and to which sentence each reference belongs.

`[[cl-12ab]]` cites a claim, `[[fig:fg-12ab]]` a figure, `[[prov:unsc-2397-2017-p8]]` a provision; several share brackets,
parted by commas. A reference belongs to the sentence that it stands in or after; only one that opens a paragraph belongs to
the sentence that follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from pactwatch.data import read_toml
from pactwatch.model import Frozen, Span

RefKind = Literal["claim", "figure", "provision"]
BRACKETS = re.compile(r"[ \t]*\[\[([^\[\]]*)\]\]")
REFERENCE = re.compile(r"(?P<claim>cl-[0-9a-f]{1,64})|fig:(?P<figure>[\w.:-]{1,80})|prov:(?P<provision>[^\s,;\[\]]{1,120})")
STOP = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[”’」』）]*|\n+)")
INITIAL = re.compile(r"(?:^|[\s(\"“'‘])(?:[^\W\d_]\.)*[A-Z]$")

class Ref(Frozen, frozen=True, kw_only=True):
    """A reference: what it names, by which id, and its place in the text without references."""

    kind: RefKind
    id: str
    at: int


class Sentence(Frozen, frozen=True, kw_only=True):
    """A sentence without its references, its place in the paragraph's plain text, and the references that belong to it."""

    text: str
    span: Span
    refs: tuple[Ref, ...]


class Parsed(Frozen, frozen=True, kw_only=True):
    """A paragraph: its plain text, its references in order, and what stands in double brackets and is no reference."""

    plain: str
    refs: tuple[Ref, ...]
    bad: tuple[str, ...]


def parse(text: str) -> Parsed:
    """Return the paragraph's plain text and references; white space before a reference goes, and a lost one is put back after it."""
    plain, refs, bad, done = "", list[Ref](), list[str](), 0
    for found in BRACKETS.finditer(text):
        plain += text[done : found.start()]
        done = found.end()
        for item in filter(None, re.split(r"[,;\s]+", found[1].strip())) if found[1].strip() else [""]:
            match = REFERENCE.fullmatch(item)
            if match is None or match.lastgroup is None:
                bad.append(found[1])
            else:
                refs.append(Ref(kind=match.lastgroup, id=match[match.lastgroup], at=len(plain)))  # type: ignore[arg-type]
        if found[0][0] in " \t" and text[done : done + 1].isalnum():
            plain += " "
    return Parsed(plain=plain + text[done:], refs=tuple(refs), bad=tuple(bad))


def rewritten(text: str, resolve: Callable[[RefKind, str], str]) -> str:
    """Return `text` with the id of each reference as `resolve` gives it; what is no reference stays."""

    def one(found: re.Match[str]) -> str:
        kind: RefKind = found.lastgroup  # type: ignore[assignment]
        mark = {"claim": "", "figure": "fig:", "provision": "prov:"}[kind]
        return mark + resolve(kind, found[kind])

    def inside(found: re.Match[str]) -> str:
        head, _, _ = found[0].partition("[[")
        parts = [REFERENCE.sub(one, item) if REFERENCE.fullmatch(item) else item for item in re.split(r"([,;\s]+)", found[1].strip())]
        return f"{head}[[{''.join(parts)}]]"

    return BRACKETS.sub(inside, text)


def sentences(parsed: Parsed) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph in order, each with its references."""
    spans = list(_spans(parsed.plain))
    refs: list[list[Ref]] = [[] for _ in spans]
    for ref in parsed.refs:
        before = [n for n, (start, _) in enumerate(spans) if start < ref.at]
        if spans:
            refs[before[-1] if before else 0].append(ref)
    return tuple(
        Sentence(text=parsed.plain[start:end], span=(start, end), refs=tuple(own))
        for (start, end), own in zip(spans, refs, strict=True)
    )  # fmt: skip


def _spans(plain: str) -> Iterator[Span]:
    start = 0
    for stop in STOP.finditer(plain):
        if not stop[0].isspace() and not _ends(plain, stop.start(), stop.end()):
            continue
        yield from _trimmed(plain, start, stop.end())
        start = stop.end()
    yield from _trimmed(plain, start, len(plain))


def _trimmed(plain: str, start: int, end: int) -> Iterator[Span]:
    piece = plain[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _ends(plain: str, dot: int, end: int) -> bool:
    """Whether a sentence ends with the sign at `dot`: not within an abbreviation, nor where small letters go on."""
    rest = plain[end:].lstrip(" \t\"'“‘«(")
    if not rest or rest[0] == "\n" or plain[dot] in "。！？":
        return True
    if rest[0].islower():
        return False
    if plain[dot:end] != ".":
        return True
    word = re.split(r"[\s(\"“'‘]", plain[:dot])[-1].casefold()
    if word in _words("titles"):
        return False
    if word in _words("numbered"):
        return not rest[0].isnumeric()
    if INITIAL.search(plain[:dot]):
        return re.split(r"\W", rest, maxsplit=1)[0].casefold() in _words("starters")
    return True


@lru_cache(maxsize=4)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("output/paragraphs.toml")["ends"][name].split())

"""Official texts: which instrument one is, and the paragraphs of its provisions, found by printed number.

Where several paragraphs carry the numbers, as those of a text and its annexes do, the one whose hash is on record wins; without one,
the first that stands where the provision says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pactwatch.ids import text_sha256
from pactwatch.instruments.numbering import Numbered, fold_paragraph, numbered
from pactwatch.instruments.types import Instrument, Provision
from pactwatch.model import Frozen, Span

_PATH = re.compile(r"\d+|\([a-z]+\)")
_ANNEX = re.compile(r"\bAnnex\b\s*([A-Z]|[IVX]+|\d+(?=\s+\d))?(?:\s|$)")
_NAMED = re.compile(r"\b(\d+)\s*\((\d{4})\)")


class Paragraph(Frozen, frozen=True, kw_only=True):
    """The official words of a provision: `agrees` says whether they give the hash on record (None: none is)."""

    provision: str
    text: str
    sha256: str
    agrees: bool | None

    def words(self, span: Span) -> str:
        """Return the words at `span` of the paragraph."""
        return self.text[span[0] : span[1]]


def work_of(data: bytes) -> str | None:
    """Return the FRBR work that Akoma Ntoso XML says it is, None for another text."""
    match = re.search(rb'<FRBRWork>.*?<FRBRuri value="([^"]+)"', data, re.DOTALL)
    return match[1].decode("ascii", "replace") if match else None


def of_work(data: bytes, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the instrument whose FRBR work Akoma Ntoso XML says it is."""
    work = (work_of(data) or "").rstrip("/")
    return next((one for one in instruments if work and one.work and one.work.rstrip("/") == work), None)


def named_in(data: bytes, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the instrument that an official text is: by its work, else by the number and year that stand first in its first lines.

    A text names itself before those that its preamble recalls, so what comes later is not looked at.
    """
    if one := of_work(data, instruments):
        return one
    head = fold_paragraph(re.sub(rb"<[^>]*>", b" ", data[:20000]).decode("utf-8", "replace"))[:1500]
    first = _NAMED.search(head)
    return next((one for one in instruments if first and (one.number, str(one.year)) == first.groups()), None)


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
    place = f"{_ANNEX.sub('', provision.para or provision.article or '')} {provision.sub or ''}"
    return tuple(_PATH.findall(place))


def annex_of(provision: Provision) -> str | None:
    """Return the letter or number of the annex that a provision stands in, "" for one without, None for the text itself."""
    match = _ANNEX.search(provision.para or "")
    return (match[1] or "") if match else None


def _find(parts: Sequence[Numbered], provision: Provision) -> Paragraph | None:
    path = path_of(provision)
    if not path:
        return None
    annex = annex_of(provision)
    first: str | None = None
    for part in parts:
        if part.path[-len(path) :] != path:
            continue
        for text in (part.whole, part.bare, part.own):
            folded = fold_paragraph(text)
            if provision.sha256 and text_sha256(folded) == provision.sha256:
                return Paragraph(provision=provision.id, text=folded, sha256=provision.sha256, agrees=True)
            if first is None and len(part.path) == len(path) and part.annex == annex:
                first = folded
    if first is None:
        return None
    return Paragraph(provision=provision.id, text=first, sha256=text_sha256(first), agrees=False if provision.sha256 else None)

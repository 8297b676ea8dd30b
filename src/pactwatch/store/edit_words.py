"""Words of a text that an edit points at: by their span, by quoting them, or both, which must agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pactwatch.errors import UsageError
from pactwatch.model import Span
from pactwatch.store import codes

SHOWN = 60
ALIKE = ("'’‘", "\"“”„", "-–—‑")
"""Characters that stand for each other where words are typed as a page shows them."""


def bad(message: str) -> UsageError:
    """Return the error of an edit that cannot be one."""
    return UsageError(message, code=codes.BAD_EDIT)


class Words:
    """The text of a claim's document, and the spans of its evidence, where quoted words are looked for first."""

    def __init__(self, text: str, evidence: Sequence[Span]) -> None:
        self.text = text
        self._evidence = evidence

    def span(self, name: str, given: Any, quote: Any = None) -> list[int]:
        """Return the span that `given` is: [start, end], {"span", "quote"} or quoted words; UsageError PW155 where there is none.

        `name` is the field, for messages; `quote` the words that are said to stand there.
        """
        if isinstance(given, str):
            return self.quoted(name, given)
        if isinstance(given, dict):
            if not set(given) <= {"span", "quote"} or not given:
                raise bad(f"{name}: a span is [start, end], quoted words, or an object of both as span and quote")
            return self.span(name, given["span"] if "span" in given else given["quote"], given.get("quote"))
        if not _is_span(given):
            raise bad(f"{name}: a span is [start, end] in code points, or the words themselves")
        start, end = given
        if not 0 <= start < end <= len(self.text):
            raise bad(f"{name}: the span {start}:{end} does not lie inside the text of {len(self.text)} characters")
        if quote is not None and self.text[start:end] != quote:
            raise bad(f"{name}: at {start}:{end} stand other words: {self.text[start:end][:SHOWN]!r}")
        return [start, end]

    def spans(self, name: str, given: Any) -> list[list[int]]:
        """Return several spans in the order of the text, none of which overlap."""
        items = given if isinstance(given, list | tuple) and not _is_span(given) else [given]
        found = sorted(self.span(name, item) for item in items)
        if any(one[1] > two[0] for one, two in pairwise(found)):
            raise bad(f"{name}: its spans overlap")
        return found

    def quoted(self, name: str, words: str) -> list[int]:
        """Return where `words` stand, if that is at one place only, or at one only within the evidence.

        Where they stand nowhere, white space, quotation marks and dashes of another kind will do.
        """
        places = _places(self.text, words) or _alike(self.text, words)
        within = [(start, end) for start, end in places if any(a <= start and end <= b for a, b in self._evidence)]
        for found in (places, within):
            if len(found) == 1:
                return list(found[0])
        if not places:
            raise bad(f"{name}: the words {words[:SHOWN]!r} are not in the text")
        named = ", ".join(f"[{start}, {end}]" for start, end in places[:5])
        raise bad(f"{name}: the words {words[:SHOWN]!r} stand {len(places)} times in the text; give more of the words, or the span, one of {named}")

    def maybe(self, words: str) -> list[int] | None:
        """Return where `words` stand, None where that is nowhere or not clear."""
        try:
            return self.quoted("", words)
        except UsageError:
            return None


def _places(text: str, words: str) -> list[Span]:
    found: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def _alike(text: str, words: str) -> list[Span]:
    """Return where `words` stand but for the kind of white space, quotation marks and dashes."""
    kinds = {one: f"[{re.escape(kind)}]" for kind in ALIKE for one in kind}
    wanted = r"\s+".join("".join(kinds.get(one) or re.escape(one) for one in word) for word in words.split())
    return [found.span() for found in re.finditer(wanted, text)] if wanted else []


def _is_span(given: Any) -> bool:
    return isinstance(given, list | tuple) and len(given) == 2 and all(type(end) is int for end in given)

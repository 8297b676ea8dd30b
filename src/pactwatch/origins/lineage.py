"""Which claimants are one origin: those heard only through copies of one text, or through words moved from one mouth to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from pactwatch.origins.types import Claimant, Drift, Pair


class Lineage:
    """The documents of a story by the text that they copy, directly or through other copies."""

    def __init__(self, pairs: Iterable[Pair], drifts: Iterable[Drift]) -> None:
        self._text: dict[str, str] = {}
        for pair in pairs:
            if pair.relation == "near_verbatim":
                one, two = sorted((self._text_of(pair.a), self._text_of(pair.b)))
                self._text[two] = one
        moved = (drift for drift in drifts if drift.kind == "attribution")
        self._moved = {frozenset((self._text_of(drift.document), self._text_of(drift.against_document))) for drift in moved}

    def _text_of(self, document: str) -> str:
        """Return the document that stands for all copies of one text."""
        while (found := self._text.get(document, document)) != document:
            document = found
        return document

    def apart(self, one: Claimant, two: Claimant) -> bool:
        """Whether two claimants are heard independently: side by side in one text, or in texts of which neither is made from the other."""
        if set(one.documents) & set(two.documents):
            return True
        texts = product({self._text_of(name) for name in one.documents}, {self._text_of(name) for name in two.documents})
        return any(a != b and frozenset((a, b)) not in self._moved for a, b in texts)

    def grouped(self, claimants: Sequence[Claimant]) -> tuple[tuple[Claimant, ...], ...]:
        """Return the independent origins among claimants, each as those that may be one."""
        groups: list[tuple[Claimant, ...]] = []
        for one in claimants:
            same = [group for group in groups if any(not self.apart(one, other) for other in group)]
            groups = [group for group in groups if group not in same]
            groups.append((*(other for group in same for other in group), one))
        return tuple(groups)

"""From the ledger to records: claims by filter, portion by portion, each with its review, grades, captures and origins.

Memory holds one portion, however many claims there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from pactwatch.exports.record import CLAIM_FIELDS, Behind, Captured, Cited, Edit, Graded, ReadBy, Record, Reviewed
from pactwatch.exports.words import claim_words
from pactwatch.figures.grades import CLAIM, SOURCE, Grade, graded
from pactwatch.figures.output import source_key
from pactwatch.model import Claim, Document, Review
from pactwatch.store import ClaimRow
from pactwatch.store.provenance import Provenance
from pactwatch.store.support import Support
from pactwatch.store.view import View

PORTION = 500
"""Claims that are looked up together."""
Origins = Callable[[str, Claim], Behind | None]
"""Returns what stands behind a claim of the document with this id."""
ACCEPTED = "accepted"


class Tally:
    """How many claims were seen and how many were exported, by their status in review."""

    def __init__(self) -> None:
        self.seen = 0
        self.statuses: dict[str, int] = {}

    @property
    def kept(self) -> int:
        """How many were exported."""
        return sum(self.statuses.values())

    @property
    def unaccepted(self) -> int:
        """How many of those exported are not accepted."""
        return self.kept - self.statuses.get(ACCEPTED, 0)


class Grades:
    """The grades in force: of sources by their key, of claims by id."""

    def __init__(self, view: View, key: Callable[[str], str]) -> None:
        decided = view.judgements()
        self._sources: Mapping[str, Grade] = graded(decided, SOURCE)
        self._claims: Mapping[str, Grade] = graded(decided, CLAIM)
        self._support = Support(view)
        self._key = key

    def of(self, claim: Claim, document: Document) -> Graded:
        """Return the grades of a claim, of its innermost source and of its publisher."""
        publisher = self._sources.get(self._key(document.publisher)) if document.publisher else None
        innermost = claim.attributed_to[-1] if claim.attributed_to else None
        source = self._sources.get(source_key(innermost.actor, innermost.name)) if innermost else publisher
        given = self._claims.get(claim.id)
        own = self._support.held(given) if given else None
        return Graded(
            credibility=own.credibility if own else None, unsupported=own.unsupported if own else None,
            source=source.grade if source else None, publisher=publisher.grade if publisher else None,
        )  # fmt: skip


def gather(view: View, listed: Iterable[ClaimRow], grades: Grades, origins: Origins, tally: Tally, *, everything: bool) -> Iterator[Record]:
    """Yield the records of the claims that `listed` gives, in its order: the accepted ones, or with `everything` all."""
    for rows in _portions(listed):
        reviews = view.reviews([row.claim.id for row in rows])
        kept = [row for row in rows if everything or reviews[row.claim.id].status == ACCEPTED]
        known = view.provenance({row.reading for row in kept})
        tally.seen += len(rows)
        for row in kept:
            record = _record(view, row, reviews[row.claim.id], known[row.reading], grades, origins)
            tally.statuses[record.review.status] = tally.statuses.get(record.review.status, 0) + 1
            yield record


def _portions(rows: Iterable[ClaimRow]) -> Iterator[list[ClaimRow]]:
    portion: list[ClaimRow] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def _record(view: View, row: ClaimRow, review: Review, known: Provenance, grades: Grades, origins: Origins) -> Record:
    claim = view.edited(row.claim, review) if review.edits else row.claim
    return Record(
        **{name: getattr(claim, name) for name in CLAIM_FIELDS},
        words=claim_words(claim),
        quotes=row.quotes if claim.evidence == row.claim.evidence else _quotes(view, row.document.id, claim),
        document=Cited(**{name: getattr(row.document, name) for name in Cited.__struct_fields__}),
        engine=ReadBy(name=row.engine, version=row.version, reading=row.reading, at=known.at),
        captures=tuple(Captured(**{name: getattr(item, name) for name in Captured.__struct_fields__}) for item in known.captures),
        review=_reviewed(row.claim, review),
        grades=grades.of(claim, row.document),
        origins=origins(row.document.id, claim),
    )


def _quotes(view: View, document: str, claim: Claim) -> tuple[str, ...]:
    text = view.document(document).text
    return tuple(text[start:end] for start, end in claim.evidence)


def _reviewed(machine: Claim, review: Review) -> Reviewed:
    edits = tuple(_edits(review.edits, msgspec.to_builtins(machine)))
    changed = max((item.at for item in review.history), default=None)
    notes = tuple(note.text for note in review.notes)
    return Reviewed(status=review.status, by=review.by, at=review.at, edits=edits, notes=notes, changed=changed)


def _edits(edits: Mapping[str, Any], read: Any, within: str = "") -> Iterator[Edit]:
    """Yield what was set, field by field ("quantity.low"); an object that the machine had not read comes whole."""
    for name, value in sorted(edits.items()):
        before = read.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            yield from _edits(value, before, f"{within}{name}.")
        else:
            yield Edit(field=f"{within}{name}", value=_json(value), machine=_json(before))


def _json(value: Any) -> str:
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))

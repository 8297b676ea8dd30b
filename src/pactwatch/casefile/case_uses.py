"""Where cases use a claim: by its id, by a figure that carries it, or through a series, document or story among their exhibits.

What a case no longer rests on is no use of it: an exhibit that was taken out, a paragraph that was rewritten or removed, a signature
that a later one replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pactwatch.casefile.case_material import cited_keys
from pactwatch.casefile.cases import PARAGRAPH, Case, Exhibit, case_state
from pactwatch.model import Frozen, Judgement, Review
from pactwatch.store.tracing import Traced
from pactwatch.store.view import View

CASE = "case_"
SHOWN = 160
MANY = ('"what":"series"', '"what":"story"')
"""What stands in the judgements of cases that hold claims by what these are part of."""


class CaseUse(Frozen, frozen=True, kw_only=True):
    """A place in a case: `kind` is that of the judgement, `part` the id of a paragraph or other part, None where it has none.

    `field` is where in it the claim is named, as text or notes.3 (footnote 3 as published); `words` are the field's first ones. `note` is the
    number of the claim's footnote in that paragraph as the case stands, None elsewhere.
    """

    case: str
    title: str
    judgement: str
    kind: str
    part: str | None
    field: str
    words: str
    note: int | None = None


def ids_of(review: Review) -> tuple[str, ...]:
    """Return the ids that a claim has, or had in earlier readings of its text; `review` is where it stands."""
    return tuple(dict.fromkeys([review.claim, *([review.now] if review.now else []), *(item.subject for item in review.history)]))


def refs_of(view: View, claims: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return by which ids a paragraph may cite each of `claims`: those of the claim, and of the figures that carry it in any reading."""
    ids = {claim: ids_of(review) for claim, review in view.reviews(claims).items()}
    figures = view.figures_of(name for names in ids.values() for name in names)
    return {claim: frozenset([*names, *(one for name in names for one in figures.get(name, ()))]) for claim, names in ids.items()}


def cases_with(
    view: View, ids: tuple[str, ...], series: Iterable[tuple[str, str]] = (), stories: Traced | None = None
) -> tuple[CaseUse, ...]:  # fmt: skip
    """Return the places in cases where a claim is used; `ids` are those that it has had.

    `series` are measure and population of the series that it gives a point to; `stories` as traced already, without them what a case
    holds as a story is not told.
    """
    figures = [name for names in view.figures_of(ids).values() for name in names]
    documents, named = view.documents_of(ids), list(series)
    found: list[CaseUse] = []
    for name in view.subjects_with(CASE, [*ids, *figures, *documents, *MANY]):
        history = view.judgements(subject=name, history=True)
        case = case_state(history)
        if case is not None:
            own = {one.judgement for one in case.exhibits if _holds(one, documents, named, stories)}
            found += _uses(case, history, (*ids, *figures), own, footnotes(view, case, ids))
    return tuple(found)


def _holds(exhibit: Exhibit, documents: Sequence[str], series: Iterable[tuple[str, str]], stories: Traced | None) -> bool:
    """Whether an exhibit that is no claim has the claim in it."""
    if exhibit.what == "document":
        return exhibit.ref in documents
    if exhibit.what == "story":
        return stories is not None and any(name in story for story in stories.called(exhibit.ref) for name in documents)
    measure, _, population = exhibit.ref.partition(":")
    wanted = set(_folded(population).split())
    return exhibit.what == "series" and any(
        _folded(measure) in ("", _folded(own)) and wanted <= set(_folded(words).split()) for own, words in series
    )


def _folded(words: str) -> str:
    return " ".join(words.replace("_", " ").casefold().split())


def place(use: CaseUse) -> str:
    """Return in words where in a case a claim stands; "" for what only says again that it does."""
    head, _, rest = use.field.partition(".")
    if use.kind == "case_paragraph":
        return f"paragraph {use.part}" + (f", footnote {use.note}" if use.note is not None else "")
    if use.kind == "case_publish":
        return f"footnote {rest} as published" if head == "notes" else ""
    if use.kind == "case_add":
        return "an exhibit"
    if use.kind == "case_exclude":
        return "left out, with a reason"
    return "a signature" if use.kind == "case_sign" else use.kind.removeprefix("case_").replace("_", " ")


def footnotes(view: View, case: Case, ids: Iterable[str]) -> dict[str, int]:
    """Return the number of a claim's footnote in each paragraph of a case that cites it; `ids` are those that the claim has had."""
    numbers: dict[str, int] = {}
    found: dict[str, int] = {}
    known, claims = set(ids), cited_keys(view, case)
    for paragraph, keys in claims.items():
        for key in keys:
            number = numbers.setdefault(key, len(numbers) + 1)
            if key in known:
                found.setdefault(paragraph, number)
    return found


def _uses(case: Case, history: Iterable[Judgement], words: Sequence[str], held: set[str], notes: Mapping[str, int]) -> Iterator[CaseUse]:
    live = set(case.live)
    for item in history:
        part = item.value.get("id")
        for field, text in _strings(item.value) if item.id in live else ():
            if (item.id in held and field == "ref") or any(one in text or one in field for one in words):
                name = part if isinstance(part, str) else None
                yield CaseUse(case=case.id, title=case.title or case.id, judgement=item.id, kind=item.kind, part=name, field=field,
                              words=" ".join(text.split())[:SHOWN], note=notes.get(name or "") if item.kind == PARAGRAPH else None)  # fmt: skip


def _strings(value: Any, path: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    for name, item in pairs:
        yield from _strings(item, f"{path}.{name}" if path else str(name))

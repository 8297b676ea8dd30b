"""Every span that a statement or claim holds, by the name of its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.model import Claim, Figure, Party, Place, Source, Span, Statement

Named = tuple[str, Span]


def statement_spans(statement: Statement) -> Iterator[Named]:
    """Yield the spans of a statement: its speakers, cue and content."""
    for speaker in statement.speakers:
        yield from _source("speakers", speaker)
    yield from _all("cue", [statement.cue])
    yield from _all("content", statement.content)


def claim_spans(claim: Claim) -> Iterator[Named]:
    """Yield the spans of a claim: its evidence and trigger, and those of everything that it was put together from."""
    yield from _all("evidence", claim.evidence)
    yield "trigger", claim.trigger
    yield from _all("modality_cues", claim.modality_cues)
    for source in claim.attributed_to:
        yield from _source("attributed_to", source)
    whole: tuple[tuple[str, Party | Place | None], ...] = (
        ("agent", claim.agent),
        ("recipient", claim.recipient),
        ("object", claim.object),
        ("place", claim.place),
        ("origin", claim.origin),
        ("destination", claim.destination),
    )
    yield from ((name, item.span) for name, item in whole if item is not None and item.span is not None)
    if claim.time is not None:
        yield "time", claim.time.span
    if claim.quantity is not None:
        yield "quantity", claim.quantity.span
        yield from _all("quantity.part_of", [claim.quantity.part_of])


def figure_spans(figure: Figure) -> Iterator[Named]:
    """Yield the spans of a figure: its words and evidence, its party, place and sources."""
    yield from (("span", figure.span), ("evidence", figure.evidence))
    whole: tuple[tuple[str, Party | Place | None], ...] = (("party", figure.party), ("place", figure.place))
    yield from ((name, item.span) for name, item in whole if item is not None and item.span is not None)
    for source in figure.attributed_to:
        yield from _source("attributed_to", source)


def outside(spans: Iterable[Named], length: int) -> Named | None:
    """Return the first span that is not within a text of `length` code points; None when all are."""
    return next(((name, span) for name, span in spans if not 0 <= span[0] <= span[1] <= length), None)


def quotes(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the words of `text` at each span."""
    return [text[start:end] for start, end in spans]


def _source(name: str, source: Source) -> Iterator[Named]:
    yield from _all(name, [source.span])
    yield from _all(f"{name}.cue", [source.cue])


def _all(name: str, spans: Iterable[Span | None]) -> Iterator[Named]:
    return ((name, span) for span in spans if span is not None)

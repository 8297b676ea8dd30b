"""From a reading to the facts that documents are compared by. Pure: the reading's text is parsed again, nothing else is asked.

1. lines     stems, names, countries, days and places of each sentence    lines.py
2. figures   every figure with what it measures, found by the claims or not    figures.py
3. voices    who speaks, for whom, through which relays                   voices.py
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.intake.filed import is_filing
from pactwatch.model import Claim, Reading
from pactwatch.origins.copies import signature
from pactwatch.origins.figures import figures_of, heading_figures
from pactwatch.origins.lines import lines_of, title_words, with_numbers, with_statements
from pactwatch.origins.matters import state_of
from pactwatch.origins.own import is_own
from pactwatch.origins.types import Facts, Line, Matter
from pactwatch.origins.voices import voices_of
from pactwatch.origins.words import shingles
from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse
from pactwatch.reading.places import find_places
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.times import find_times

VERSION = "16"
"""Raise it with every change of what `facts_of` returns: facts that a ledger keeps under another version are made anew."""


def facts_of(reading: Reading) -> Facts:
    """Return the facts of a reading's document."""
    document = reading.document
    parsed = parse(document.text, split_blocks(document.text))
    actors = find_actors(parsed, document.published)
    figures = figures_of(parsed, find_quantities(parsed), reading, actors)
    lines = lines_of(parsed, actors, find_places(parsed), find_times(parsed, document.published))
    lines = with_statements(with_numbers(lines, figures), reading)
    heading = title_words(document.title)
    return Facts(
        document=document.id,
        title=document.title or _first_words(document.text),
        publisher=document.publisher,
        published=document.published,
        words=_distinct(word for line in lines for word in line.words),
        names=_distinct(name for line in lines for name in line.names),
        heading=heading,
        countries=_distinct(code for line in lines for code in line.countries),
        days=_distinct(day for line in lines for day in line.days),
        types=_distinct(claim.type for claim in reading.claims),
        signature=signature(shingles(document.text)),
        lines=tuple(lines),
        figures=(*figures, *heading_figures(document.title, figures, lines)),
        voices=voices_of(parsed, actors, reading),
        claims=tuple(claim.id for claim in reading.claims),
        evidence=tuple(claim.evidence[0] if claim.evidence else claim.trigger for claim in reading.claims),
        modalities=_modalities(reading),
        own=is_own(document),
        matters=tuple(_matter(claim, lines) for claim in reading.claims),
    )


def _matter(claim: Claim, lines: Sequence[Line]) -> Matter:
    """Return what a claim is about."""
    start = claim.trigger[0]
    line = next((n for n, line in enumerate(lines) if line.span[0] <= start < line.span[1]), len(lines))
    country = (claim.agent.country if claim.agent else None) or ""
    return Matter(claim=claim.id, line=line, type=claim.type, country=country, state=state_of(claim.modality),
                  modality=claim.modality)  # fmt: skip


def _modalities(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the modalities that claims of each type have."""
    return tuple(sorted({(claim.type, claim.modality) for claim in reading.claims}))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _first_words(text: str) -> str:
    """Return the first words of the first line that says more than when the text was published."""
    first = next((line for line in text.splitlines() if line.strip() and not is_filing(line)), text)
    return " ".join(first.split(maxsplit=12)[:12])

"""From attributions to the chain of sources of a span: which hold it, in which order, and which of them count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pactwatch.model import Span
from pactwatch.reading.mentions import Attribution

OWN_DOING = ("attr.attitude.noun", "attr.adjective", "attr.intention.infinitive", "attr.undertaking.infinitive")
NO_SOURCE = frozenset({"who", "which", "that", "what", "there", "we", "i", "our", "my", "us"})
"""Relative words that found no antecedent, and the outlet itself."""
OWN_VERSION = re.compile(r"(?:(?:an?|the|this) )?(?:earlier|previous|original|initial|prior) version"
                         r"(?: of (?:this|the|our) (?:article|story|headline|item|piece|post|page|dispatch)| of this report)?$")
"""What an outlet calls its own text when it corrects it."""


def chain_for(attributions: Sequence[Attribution], sentence_index: int, span: Span) -> list[int]:
    """Return the indices of the attributions whose content holds `span`, the outermost first.

    A content holds the span if it covers at least half of its characters; so does one that lies in the span together
    with its cue ("put the toll at 900" is said by whoever put it there). Relays and outer attributions come with
    the ones they carry; parts of quotations are left out, as the attribution that they belong to is in.
    `sentence_index` is the sentence of the span; a quotation may reach it from any other sentence.
    """
    start, end = span
    need = max(1, end - start) / 2
    held: set[int] = set()
    for n, a in enumerate(attributions):
        if a.rule == "attr.quote.part" or abs(a.sentence - sentence_index) > 60:
            continue
        shared = 0
        for x, b in a.content:  # every event asks this of every attribution
            if x < end and start < b:
                shared += min(end, b) - max(start, x)
        if not shared:
            continue
        within = a.cue is not None and start <= a.cue[0] < end and 2 * shared >= _size(a)
        if shared >= need or within:
            parent: int | None = n
            while parent is not None and parent not in held:
                held.add(parent)
                parent = attributions[parent].parent
    return sorted(held, key=lambda n: (_depth(attributions, n), -_size(attributions[n]), n))


def sources_of(chain: Sequence[Attribution]) -> list[Attribution]:
    """Return those of a chain (outermost first) whose speakers are sources of what is claimed.

    Left out: attitudes and plans that are the speaker's own doing rather than a report ("opposed the pact", "agreed
    to leave"), and speakers that are no party (a relative word, the outlet's own "we").
    """
    return [a for a in chain if a.speakers and a.rule not in OWN_DOING and names_source(a.speakers[0].name)]


def names_source(name: str) -> bool:
    """Say whether the name can be a source's: neither a relative word nor the outlet's own "we" or earlier version; "US" is a state."""
    return name == "US" or (name.lower() not in NO_SOURCE and OWN_VERSION.match(name.lower()) is None)


def _depth(attributions: Sequence[Attribution], n: int) -> int:
    depth, parent = 0, attributions[n].parent
    while parent is not None and depth < len(attributions):
        depth, parent = depth + 1, attributions[parent].parent
    return depth


def _size(a: Attribution) -> int:
    return sum(end - start for start, end in a.content)

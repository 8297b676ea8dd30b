"""What of a claim its own sentence does not say: parties, time and place that the reader took from elsewhere in the text."""

from __future__ import annotations

from pactwatch.casefile.context import whole_sentence
from pactwatch.casefile.plain import one_line
from pactwatch.model import Block, Claim, Span

FIELDS = {"agent": "who", "recipient": "to whom", "time": "when", "place": "where"}


def elsewhere(claim: Claim, text: str, blocks: tuple[Block, ...] = ()) -> dict[str, str]:
    """Return, by field, the words of parties, time and place that stand in no sentence of the claim's evidence.

    Whoever checks a claim looks at these first: they are inferred. What has no span is left out.
    """
    windows = [whole_sentence(text, span, blocks) for span in claim.evidence]
    found = {}
    for field in FIELDS:
        value = getattr(claim, field)
        span: Span | None = getattr(value, "span", None)
        if span is not None and not any(a <= span[0] and span[1] <= b for a, b in windows):
            found[field] = one_line(text[span[0] : span[1]])
    return found


def elsewhere_words(claim: Claim, text: str, blocks: tuple[Block, ...] = ()) -> str:
    """Return "from another sentence: “Minsk” (to whom)"; "" where the claim's own sentences say all."""
    found = elsewhere(claim, text, blocks)
    return "from another sentence: " + ", ".join(f"“{words}” ({FIELDS[field]})" for field, words in found.items()) if found else ""

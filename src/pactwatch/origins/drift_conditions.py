"""Lost conditions: "will send them, provided that parliament agrees" told as "will send them"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.origins.align import tells_one_thing
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import without_unreal, words_of
from pactwatch.origins.types import Facts

CONDITION = re.compile(
    r"\b(?:provided(?: that)?|providing that|on (?:the )?condition(?: that)?|unless|subject to|conditional(?:ly)? (?:on|upon)|depend(?:s|ing)? on"
    r"|pending|contingent (?:on|upon)|only if|as long as|so long as|if (?:the |its |their )?(?:\w+ ){1,4}(?:agree|approve|ratif|consent|vote)\w*)\b"
    r"|^should (?!be\b)[^,?]{3,80}, [^.?]*\b(?:would|will|could)\b|^were [^,?]{3,60} to [^,?]{3,60}, [^.?]*\bwould\b"
    r"|\bwould\b[^.?]{3,80}\bif\b|^if [^,?]{3,80}, [^.?]*\bwould\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:if|unless|condition\w*|provid\w+ that|provided|subject to|depend\w*|pending|contingent|approv\w+|ratif\w+|consent\w*|assent\w*|vot\w+"
    r"|agree\w*|(?-i:may)|might|could|would|should|whether|once|as long as|await\w*|not yet|still|without|until|must)\b",
    re.IGNORECASE,
)


def condition_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the original ties to a condition and the retelling tells without any; `before` and `text` are the texts."""
    if KEPT.search(without_unreal(text)):
        return
    for other in original.lines:
        tied = CONDITION.search(words_of(other, before))
        for line in retelling.lines if tied else ():
            if tied and tells_one_thing(line, other):
                why = f"the condition ({tied[0].lower()}) was lost"
                yield Change(kind="modality", explanation=why, span=line.span, against=other.span)
                return

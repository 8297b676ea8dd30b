"""Words of probability, mapped by the speaker's own yardstick: "likely" is 55-80 % in Washington and 55-75 % in London.

Sources: ICD 203 (ODNI, 2015) for United States bodies, the PHIA Probability Yardstick for British ones; the words of all
others stay as they were said.
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.model import Frozen


class Probability(Frozen, frozen=True, kw_only=True):
    """What a speaker's words of probability stand for, in percent; None where no yardstick is known to be theirs."""

    words: str
    yardstick: str | None
    low: int | None
    high: int | None


def probability(words: str | None, country: str | None) -> Probability | None:
    """Return the meaning of `words` said by a body of `country` (ISO alpha-3)."""
    if not words:
        return None
    for scale in read_toml("figures/probability.toml").values():
        if country in scale["countries"] and words.lower() in scale:
            low, high = scale[words.lower()]
            return Probability(words=words, yardstick=scale["name"], low=low, high=high)
    return Probability(words=words, yardstick=None, low=None, high=None)

"""Words of probability in a sentence, as said: "highly likely", "almost certainly" (data/figures/probability.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    scales = read_toml("figures/probability.toml").values()
    found = {word for scale in scales for word in scale if word not in ("name", "countries")}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(re.escape(word) for word in ordered)})\b", re.IGNORECASE)


def likelihood(text: str) -> str | None:
    """Return the first word or phrase of probability in `text` as written, None where there is none."""
    match = _pattern().search(text)
    return match.group() if match else None

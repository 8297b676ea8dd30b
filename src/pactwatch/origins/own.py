"""Whether an outlet reports on its own knowledge: it names itself, or its people, as having seen, heard or checked."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.model import Document
from pactwatch.reading.parse import straighten


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(read_toml("origins/words.toml")["own"]["signs"]), re.IGNORECASE)


@lru_cache(maxsize=1024)
def _named(publisher: str) -> re.Pattern[str]:
    signs = read_toml("origins/words.toml")["own"]
    bare = re.sub(r"^the\s+", "", publisher.strip(), flags=re.IGNORECASE)
    name = rf"(?:the\s+)?{re.escape(bare)}(?:'s)?"
    people = "|".join(signs["people"])
    verbs = "|".join(signs["verbs"])
    done = "|".join(signs["done"])
    return re.compile(
        rf"\b{name}\s+(?:\w+\s+){{0,2}}(?:{verbs})\b|\b(?:{people})\s+(?:\w+\s+){{0,2}}(?:of|from|for|at|with)\s+{name}"
        rf"|\b(?:{done})\s+(?:\w+\s+){{0,3}}?by\s+(?:\w+\s+){{0,3}}?{name}|\b{name}\s+(?:{people})\b",
        re.IGNORECASE,
    )


def is_own(document: Document) -> bool:
    """Say whether `document` shows first-hand knowledge of its outlet: "our correspondent", "videos examined by the Post"."""
    text = straighten(document.text)
    if _signs().search(text):
        return True
    return bool(document.publisher and _named(document.publisher).search(text))

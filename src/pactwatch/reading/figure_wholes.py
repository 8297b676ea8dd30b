"""Figures that are the whole of which another is a part: what of them was only promised ("12 of the 31 tanks promised")."""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence


def promised(sentence: Sentence, quantity: QuantityMention) -> int | None:
    """Return the token that says that the counted whole is promised, ordered or due, None where nothing does."""
    words = frozenset(read_toml("events/clauses.toml")["promised"].split())
    noun = quantity.noun if quantity.noun is not None else quantity.number
    for i in (noun, quantity.number):
        for kid in sentence.children(i, "acl", "relcl", "amod"):
            if kid.pos in ("VERB", "ADJ") and kid.lemma in words and not _fulfilled(sentence, kid.i):
                return kid.i
    after = sentence.tokens[quantity.last + 1] if quantity.last + 1 < len(sentence) else None
    return after.i if after is not None and after.tag == "VBN" and after.lemma in words else None


def _fulfilled(sentence: Sentence, i: int) -> bool:
    """Say whether the promise is denied ("never promised")."""
    return any(k.dep == "neg" or k.lower == "never" for k in sentence.children(i))

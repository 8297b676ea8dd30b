"""Figures that a negation leaves out: of "no officers except 14 guards" the 14 are there, whatever is denied of the others."""

from __future__ import annotations

from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_state import VERBAL
from pactwatch.reading.tree import Sentence, Token

ALONE = frozenset({"except", "excepting", "save", "barring", "besides"})
PAIRED = {"than": frozenset({"other"}), "from": frozenset({"apart", "aside", "down", "up"}), "for": frozenset({"except", "save"}),
          "with": frozenset({"compared"}), "to": frozenset({"compared"})}
"""Prepositions that except something, and those that do after another word."""
NOBODY = frozenset({"nobody", "none", "nothing", "no"})


def is_excepted(sentence: Sentence, number: int) -> bool:
    """Say whether the figure at token `number` is excepted from what its sentence denies."""
    chain = [sentence.tokens[number], *sentence.ancestors(number)]
    verb = next((t for t in chain if t.pos in VERBAL and t.dep != "prep"), None)
    if verb is None or read_clause(sentence, verb.i).negator is None:
        return False
    below = chain[: chain.index(verb)]
    return any(_excepts(sentence, token) for token in below) or _is_but(sentence, below)


def _excepts(sentence: Sentence, token: Token) -> bool:
    before = sentence.tokens[token.i - 1].lower if token.i else ""
    return token.lower in ALONE or before in PAIRED.get(token.lower, ()) or (before == "," and _is_of_another_day(sentence, token))


def _is_of_another_day(sentence: Sentence, token: Token) -> bool:
    """Say whether "against" sets a figure of another day beside: "no workers, against 300 the year before"."""
    near = sentence.tokens[token.i + 1 : token.i + 7]
    return token.lower in {"against", "versus"} and any(t.ent == "DATE" for t in near)


def _is_but(sentence: Sentence, below: list[Token]) -> bool:
    """Say whether the figure's noun follows "nobody but"."""
    return any(
        token.dep == "conj" and sentence.tokens[token.head].lower in NOBODY
        and any(kid.lower == "but" for kid in sentence.children(token.head, "cc"))
        for token in below
    )

"""Figures that are part of a name or a code: "Hao Hang 7", "Leopard 2 tanks", "(IMO 9027831)", "hull number 524"."""

from __future__ import annotations

import re

from pactwatch.data import read_toml
from pactwatch.reading.actor_register import register
from pactwatch.reading.numbers import Number
from pactwatch.reading.quantity_line import Line
from pactwatch.reading.quantity_units import names_model
from pactwatch.reading.tree import Token

_DATA = read_toml("quantities/not_counts.toml")["codes"]
_REGISTERS, _CODED = "|".join(_DATA["registers"]), "|".join(_DATA["coded"])
_CODE = re.compile(
    rf"(?<![a-z])(?:(?:{_REGISTERS})(?:\s(?:number|no\.?|nr\.?|code|id))?|(?:{_CODED})\s(?:numbers?|no\.?|nr\.?|code|id))"
    r"(?:\s(?:is|was))?\s?[:#]?\s?$"
)
_CARRIERS = frozenset(_DATA["carriers"])
_NAME = 4
"""Words that a name before its figure has at most."""
_SHIP = 4
"""Letters of a name in capitals at least: shorter ones are bodies ("EU 12")."""
_PLACES = frozenset(("GPE", "NORP", "LOC"))


def is_name_part(line: Line, number: Number) -> bool:
    """Say whether a bare figure belongs to the name or the code before it rather than counts something."""
    if not number.plain or number.kind != "cardinal" or not line.folded[number.start].isdecimal():
        return False
    if _CODE.search(line.before(number.start, 32)):
        return True
    i = line.token_at(number.start)
    before = line.sentence.tokens[i - 1] if i else None
    if before is None or before.end + 1 != line.sentence.tokens[i].start or not before.text[:1].isupper():
        return False
    if names_model(before, line.sentence.tokens[i].text):
        return True
    return number.end - number.start <= 3 and (_of_carrier(line, i) or _of_name(line, i) or _of_capitals(line, i))


def _of_carrier(line: Line, i: int) -> bool:
    """Say whether the capitalised words before token `i` name a ship or the like that is called so right before them."""
    tokens = line.sentence.tokens
    k = i - 1
    while k > 0 and i - k < _NAME and tokens[k - 1].text[:1].isupper() and tokens[k - 1].lower not in _CARRIERS:
        k -= 1
    return k > 0 and tokens[k].pos == "PROPN" and tokens[k - 1].lower in _CARRIERS


def _of_name(line: Line, i: int) -> bool:
    """Say whether the tree hangs the figure on the name of several words before it, and nothing after it can be counted.

    One word and a figure may be a list that goes on: "Jamaica sent 24 and Belize 2".
    """
    tokens = line.sentence.tokens
    token, before = tokens[i], tokens[i - 1]
    if token.head != i - 1 or token.dep not in ("nummod", "npadvmod") or before.pos != "PROPN" or before.ent in _PLACES:
        return False
    if i < 2 or tokens[i - 2].pos != "PROPN" or tokens[i - 2].dep != "compound":
        return False
    return not _countable(tokens[i + 1] if i + 1 < len(tokens) else None)


def _of_capitals(line: Line, i: int) -> bool:
    """Say whether a name in capitals is right before the figure, and nothing to count after it, as ships are written: "NADIA 7"."""
    before = line.sentence.tokens[i - 1].text
    shouted = len(before) >= _SHIP and before.isalpha() and before.isupper() and not line.sentence.text.isupper()
    return shouted and not register().get(before) and not _countable(line.sentence.tokens[i + 1] if i + 1 < len(line.sentence.tokens) else None)


def _countable(after: Token | None) -> bool:
    return after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "NUM")

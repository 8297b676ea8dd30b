"""The words of `pactwatch review` in any order: which of them is the action, which are claims, a grade, a judgement, a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pactwatch.errors import UsageError
from pactwatch.store import codes

ACTIONS = ("accept", "reject", "edit", "grade", "note", "retract", "undo")
OTHER = ("list", "log")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SPAN = re.compile(r"(\d+):(\d+)$")
_NUMERIC = frozenset({"quantity", "quantity.low", "quantity.high", *(f"{p}.{c}" for p in ("place", "origin", "destination") for c in ("lat", "lon"))})
_SPANS = ("evidence", "modality_cues")


@dataclass(slots=True)
class Words:
    """What was said: `action` None asks for a session; `claims` are ids or starts of them, `judgement` the id of one to undo."""

    action: str | None = None
    claims: list[str] = field(default_factory=list)
    grade: str | None = None
    judgement: str | None = None
    text: str = ""


def sorted_words(words: Sequence[str]) -> Words:
    """Return `words` by what they are; UsageError PW154 where there is no action among them, or several."""
    found = Words()
    rest: list[str] = []
    for word in words:
        name = word.strip().lower()
        if name in (*ACTIONS, *OTHER) and found.action is None:
            found.action = name
        else:
            rest.append(word.strip())
    if words and found.action is None:
        raise UsageError(f"say what to do, as in `pactwatch review accept ID`: one of {', '.join((*ACTIONS, *OTHER))}", code=codes.NO_REVIEW)
    if found.action == "note":
        _note(rest, found)
        return found
    for word in rest:
        if word.startswith("judgement-"):
            found.judgement = word
        elif found.action == "grade" and found.grade is None and len(rest) > 1 and re.fullmatch("[0-9]", word):
            found.grade = word
        else:
            found.claims.append(word)
    return found


def _note(rest: list[str], found: Words) -> None:
    """Take the claims that come first, and the text after them."""
    count = next((n for n, word in enumerate(rest) if n and not word.startswith("cl-")), len(rest))
    found.claims, found.text = rest[:count], " ".join(rest[count:])


def assignments(given: Iterable[str]) -> dict[str, Any]:
    """Return the partial claim of `FIELD=VALUE` words, as quantity.low=1000; UsageError PW155 for a word that is none.

    A value is JSON where it looks so (null, [..], {..}), a number in a field of numbers, START:END in a field of a span, else a text.
    """
    value: dict[str, Any] = {}
    for word in given:
        path, equals, text = word.partition("=")
        path = path.strip()
        if not equals or not path:
            raise UsageError(f"{word}: an edit is FIELD=VALUE, as in modality=planned or quantity.low=1000", code=codes.BAD_EDIT)
        name, dot, part = path.partition(".")
        if not dot:
            value[name] = _value(path, text.strip())
            continue
        parts = value.setdefault(name, {})
        if not isinstance(parts, dict):
            raise UsageError(f"{path}: {name} is set whole as well; give one of the two", code=codes.BAD_EDIT)
        parts[part] = _value(path, text.strip())
    return value


def _value(path: str, text: str) -> Any:
    if path in _NUMERIC and _NUMBER.fullmatch(text):
        number = float(text.replace(",", ""))
        return int(number) if number.is_integer() else number
    span = _SPAN.match(text)
    if span and (path in _SPANS or path.endswith(("span", "cue", "part_of"))):
        return [int(span[1]), int(span[2])]
    if text[:1] in ("[", "{", '"') or text in ("null", "true", "false"):
        try:
            return json.loads(text)
        except ValueError as error:
            raise UsageError(f"{path}: {text[:60]} is no JSON ({error})", code=codes.BAD_EDIT) from error
    return text

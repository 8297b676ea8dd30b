"""Edits of a claim: a partial claim in the JSON of a reading, checked and completed, and put over the machine's claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from pactwatch.model import Claim, Modality
from pactwatch.store import edit_fields
from pactwatch.store.edit_words import Words, bad
from pactwatch.store.review_state import merged
from pactwatch.store.spans import claim_spans, outside

PARTIES, PLACES = ("agent", "recipient", "object"), ("place", "origin", "destination")
FIELDS = (*PARTIES, "quantity", "modality", "time", *PLACES, "attributed_to", "evidence", "modality_cues")
"""What of a claim can be edited; its type is what it is a claim of, and another type another claim."""


def checked_edit(claim: Claim, edits: dict[str, Any], text: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that `value` sets of `claim` with its `edits`, completed; only what changes.

    `text` is the document's. Raises UsageError PW155 for a field that there is not, a span outside the text, words that are
    not there, values that contradict each other, or where nothing changes.
    """
    now = edited(claim, edits)
    before: dict[str, Any] = msgspec.to_builtins(now)
    words = Words(text, now.evidence)
    patch: dict[str, Any] = {}
    for name, given in value.items():
        if name not in FIELDS:
            raise bad(f"{name} cannot be edited; these can: {', '.join(FIELDS)}")
        changed = _changes(_plain(_field(name, given, before[name], words)), _plain(before[name]))
        if changed is not _SAME:
            patch[name] = changed
    if not patch:
        raise bad("the edit changes nothing: the claim says so already" if value else "an edit sets at least one field, as modality=planned")
    _check(claim, merged(edits, patch), text)
    return patch


def edited(claim: Claim, edits: Mapping[str, Any]) -> Claim:
    """Return `claim` with `edits` over it; its id, type and rule stay. UsageError PW155 where that is no claim."""
    if not edits:
        return claim
    whole = merged(msgspec.to_builtins(claim), dict(edits))
    try:
        return msgspec.convert(whole, Claim)
    except msgspec.ValidationError as error:
        raise bad(f"the edit does not give a claim: {error}") from error


def faults(claim: Claim, edits: dict[str, Any], text: str) -> list[str]:
    """Return what is wrong with a claim's `edits` against the `text`: fields, spans, quoted words; none where they are sound."""
    found = outside(claim_spans(now := edited(claim, edits)), len(text))
    if found is not None:
        return [f"the span {found[1][0]}:{found[1][1]} of its {found[0]} lies outside the text"]
    wrong = [name for name in edits if name not in FIELDS]
    quoting = [("quantity", now.quantity), ("time", now.time)]
    wrong += [name for name, part in quoting if name in edits and part is not None and text[part.span[0] : part.span[1]] != part.text]
    return [f"the edit of its {name} is not what the text gives" for name in wrong]


def _check(claim: Claim, edits: dict[str, Any], text: str) -> None:
    for fault in faults(claim, edits, text):
        raise bad(fault)


def _field(name: str, given: Any, before: Any, words: Words) -> Any:
    if name in PARTIES:
        return edit_fields.party(name, given, before, words)
    if name in PLACES:
        return edit_fields.place(name, given, before, words)
    if name == "quantity":
        return edit_fields.quantity(given, before, words)
    if name == "time":
        return edit_fields.time(given, before, words)
    if name == "attributed_to":
        return edit_fields.sources(given, list(before), words)
    if name == "modality":
        if given not in get_args(Modality):
            raise bad(f"modality: {given} is none; these are: {', '.join(get_args(Modality))}")
        return given
    if name == "evidence" and not given:
        raise bad("evidence: a claim stands on some words; to take it away, reject it")
    return words.spans(name, given)


_SAME = object()


def _changes(given: Any, before: Any) -> Any:
    """Return what of `given` is not so `before`; _SAME where all is."""
    if isinstance(given, dict) and isinstance(before, dict):
        fields = {name: value for name, value in given.items() if name not in before or before[name] != value}
        return fields or _SAME
    return _SAME if given == before else given


def _plain(value: Any) -> Any:
    """Return `value` with lists in place of tuples, as it comes back from JSON."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value

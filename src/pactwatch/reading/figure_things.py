"""What a figure of things or money measures, and what is done with the things: handed over, fired, destroyed, seized."""

from __future__ import annotations

from pactwatch.reading.figure_scopes import BREAKS, ELLIPTIC, STOPS, Measured, Scope
from pactwatch.reading.figure_words import PEOPLE, materiel, turned, words


def same_things(scope: Scope, before: Measured | None) -> Measured | None:
    """Read a lone number after a figure of money or things: "and not 41 million", "had handed over 14"."""
    q = scope.quantity
    if before is None or before.measure in PEOPLE or q.rule not in ELLIPTIC:
        return None
    leading = [t.lower for t in scope.sentence.tokens[max(0, q.first - 2) : q.first]]
    if before.measure == "money" and leading in (["of", "which"], ["of", "that"], ["of", "this"]):
        return Measured("money", "before")
    if before.measure == "money":
        return Measured("money", "before") if (q.low or q.high or 0) >= 1000 and scope.claim in (None, "payment_or_aid") else None
    return Measured(before.measure, "before") if action(scope) == "transferred" else None


def of_things(scope: Scope) -> Measured | None:
    """Return the measure of counted things, with what is done to them unless they change hands."""
    unit = scope.quantity.unit.split(" per ", maxsplit=1)[0].strip()
    named = materiel(unit)
    done = action(scope)
    handed = scope.claim in words("handed", "types")
    if named is None:
        goods = turned("commodities").get(unit)
        return Measured(goods, "unit") if goods and (handed or done == "transferred") else None
    if done in (None, "transferred"):
        return Measured(named, "unit") if done or handed else None
    return Measured(f"{named} {done}", "unit")


def action(scope: Scope) -> str | None:
    """Return what is done with the things: the verb above them, else the nearest one after them in their scope."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    known = turned("actions")
    upper = next((t for t in sentence.ancestors(scope.anchor) if t.pos == "VERB"), None)
    if upper is not None and upper.lemma in known and upper.i < scope.quantity.first:
        return known[upper.lemma]
    for i in range(scope.quantity.last + 1, min(scope.stop, scope.quantity.last + 9)):
        token = tokens[i]
        if token.text == "," or token.text in STOPS or token.tag in ("WDT", "WP") or token.lower in BREAKS:
            break
        if token.pos == "VERB" and token.lemma in known:
            return known[token.lemma]
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos == "VERB" and upper.lemma in known:
            return known[upper.lemma]
        if upper.pos == "ADP" and upper.lower in ("by", "with", "against"):
            return None
    return None

"""What a figure measures: people killed, wounded, deployed or present; shells, missiles, money; or nothing known.

The words nearest to the figure decide, in this order: the counted noun itself ("300 wounded"); the words right after it
("1,000 men, dead and wounded together"); the verb whose object it is; the predicate that follows it; the noun whose size
it is ("losses have passed 200"); its neighbour in a list; the type of its claim. `Measured.rule` names which it was.
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.figure_scopes import ELLIPTIC, Measured, Scope
from pactwatch.reading.figure_sizes import sized, sized_verb
from pactwatch.reading.figure_states import adjacent, phrased, widened
from pactwatch.reading.figure_things import action, of_things, same_things
from pactwatch.reading.figure_verbs import governed, predicate, standing, subject_verb, there
from pactwatch.reading.figure_words import HARM, PEOPLE, UNSAID, group_of, is_money, materiel, nationals
from pactwatch.reading.mentions import QuantityMention

LEFT_OUT = frozenset({"duration", "ordinal", "ordinal-first", "multiple", "definite", "difference"})
"""Rules of quantities that are no figures of anything that is followed over time."""


def measure_of(scope: Scope, before: Measured | None = None) -> Measured | None:
    """Return what the figure measures by its own words and its claim's type; None where nothing says it.

    `before` is what the last figure of people measured: an elliptic one ("the total is nearer 12,000") goes on with it.
    """
    q = scope.quantity
    if q.rule in LEFT_OUT:
        return None
    if is_money(q.unit):
        return Measured("money", "unit")
    if counts_people(q):
        return _of_people(scope, before)
    return of_things(scope) or _harmed(scope)


def _harmed(scope: Scope) -> Measured | None:
    """Read what is said to be killed or hurt whatever it is called: "forty of the attackers were killed"."""
    q = scope.quantity
    if q.rule not in ("count", "vague", "part") or materiel(q.unit):
        return None
    found = adjacent(scope) or subject_verb(scope) or governed(scope)
    return found if found and found.measure in ("killed", "wounded", "casualties", "captured") else None


def counts_people(q: QuantityMention) -> bool:
    """Say whether a figure's unit can be people: a group, a state, a nation's people, or left unsaid."""
    unit = q.unit.split(" per ", maxsplit=1)[0].strip()
    if q.rule == "measure":
        return False
    return unit in UNSAID or unit in HARM or unit in nationals() or group_of(unit) is not None or (unit == "percent" and q.rule == "share")


def _of_people(scope: Scope, before: Measured | None) -> Measured | None:
    q = scope.quantity
    unit = q.unit.split(" per ", maxsplit=1)[0].strip()
    if scope.base:
        found = standing(scope) or predicate(scope)
        return found if found and found.measure not in HARM else None
    if unit in HARM and q.rule != "ellipsis":
        if unit == "killed" and scope.sentence.tokens[scope.anchor].lemma in ("body", "corpse", "remain") and action(scope) == "transferred":
            return Measured("bodies", "unit")
        return widened(scope, unit)
    found = phrased(scope) or adjacent(scope) or same_things(scope, before) or sized_verb(scope) or there(scope)
    if group_of(unit) == "prisoners" and found is None:
        verb = governed(scope) or subject_verb(scope)
        freed = verb is not None and verb.measure in ("released", "withdrawn")
        found = Measured("released" if freed else "captured", "unit")
    found = found or governed(scope) or subject_verb(scope) or predicate(scope) or sized(scope)
    going_on = q.rule in ELLIPTIC and before is not None and before.measure == "workers"
    if is_military(scope):
        return found if found and (found.measure in HARM or found.measure in ("present", "withdrawn")) else Measured("deployed", "unit")
    if (group_of(unit) == "workers" or going_on) and (found is None or found.measure not in HARM):
        return Measured("workers", found.rule if found else "unit", found.cue if found else None)
    if found is None and unit in HARM:
        return Measured(unit, "unit")
    found = found or standing(scope)
    if found is None and q.rule in ELLIPTIC and before is not None and before.measure in PEOPLE:
        return Measured(before.measure, "before")
    return found or _by_claim(scope)


def is_military(scope: Scope) -> bool:
    """Say whether the workers counted are a force's own ("5,000 military construction workers")."""
    q = scope.quantity
    phrase = scope.sentence.tokens[q.first : max(q.last, scope.anchor) + 1]
    return group_of(q.unit) == "workers" and any(t.lower in ("military", "army") for t in phrase)


def _by_claim(scope: Scope) -> Measured | None:
    named = read_toml("figures/measures.toml")["claims"].get(scope.claim or "")
    return Measured(named, "claim") if named else None


def is_of_people(measure: str) -> bool:
    """Say whether a measure counts people."""
    return measure in PEOPLE

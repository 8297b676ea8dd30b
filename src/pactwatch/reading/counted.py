"""What a claim's figure counts: the unit as its event makes it, where the words only say "people" or nothing.

Casualties are counted as killed, wounded, captured, missing or, when mixed, casualties; bare people who are sent or stand
somewhere are troops, people sent to work are workers (the conventions of the project's evaluation set).
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.harm_lists import harm_of, joined
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.units import Unit

PEOPLE = frozenset({"", "people", "persons", "nationals", "citizens", "men", "others"})
BARE = {"deploy_forces": "troops", "troop_presence": "troops", "send_workers": "workers", "training": "troops"}


def unit_of(unit: Unit, kind: str, named: str) -> str:
    """Return the unit of `unit`'s figure in an event of type `kind`; `named` is the one that its words give."""
    if kind == "casualties":
        return _harm(unit) if is_of_people(named) else named
    return BARE.get(kind, named) if named in PEOPLE else _with_partner(unit, named)


def _with_partner(unit: Unit, named: str) -> str:
    """Return the unit with the other group that the same figure counts: "6,000 sappers and builders"."""
    sentence, q = unit.clause.sentence, unit.quantity
    if q is None or q.rule != "count" or q.noun is None or " " in named or not is_of_people(named):
        return named
    for other in sentence.children(q.noun, "conj"):
        between = sentence.tokens[q.noun + 1 : other.i]
        plain = all(t.lower in ("and", "or") or t.pos in ("ADJ", "NOUN") for t in between)
        if other.tag == "NNS" and plain and 0 < len(between) <= 3 and is_of_people(other.lower) and other.lower not in PEOPLE | {"women", named}:
            return f"{named} and {other.lower}"
    return named


def is_of_people(named: str) -> bool:
    """Say whether a unit counts people: bare people, troops, workers, or another group that can come to harm."""
    if named in PEOPLE:
        return True
    last = named.rsplit(" ", maxsplit=1)[-1]
    classes = {*noun_classes(last), *noun_classes(last.removesuffix("s"))}
    return bool(classes & {"troop", "worker"}) or last in _groups()


def _groups() -> frozenset[str]:
    return frozenset(read_toml("events/roles.toml")["harmed_groups"].split())


def _harm(unit: Unit) -> str:
    """Return what happened to those counted, from the verbs and nouns of the clause."""
    sentence, found = unit.clause.sentence, set[str]()
    if unit.clause.joint:
        heads = (unit.clause.head, *unit.clause.joint)
        return joined({name for i in heads if (name := harm_of(sentence.tokens[i]))})
    for i in unit.clause.extent:
        token = sentence.tokens[i]
        names = verb_classes(token.lemma) if token.pos in ("VERB", "ADJ") else ()
        if "kill" in names or token.lemma in ("dead", "death", "fatality", "body", "killing"):
            found.add("killed")
        if "wound" in names or token.lemma in ("wounded", "injured", "injury", "wound"):
            found.add("wounded")
        if token.lemma in ("casualty", "loss"):
            found.add("casualties")
        if token.lemma == "missing":
            found.add("missing")
    if len(found) > 1:
        return "casualties"
    return next(iter(found), "casualties")

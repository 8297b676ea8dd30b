"""Figures that are the size of something: "losses have passed 200", "the number of dead rose to 89", "a force of 11,000"."""

from __future__ import annotations

from pactwatch.reading.figure_scopes import ELLIPTIC, SIZES, Measured, Scope
from pactwatch.reading.figure_states import coordinated, joined
from pactwatch.reading.figure_things import action
from pactwatch.reading.figure_words import HARM, nationals, noun_measure, state, words


def sized_verb(scope: Scope) -> Measured | None:
    """Read "losses of 3,000", "brought the toll to 7": a noun of harm or strength that the figure is the size of."""
    tokens, q = scope.sentence.tokens, scope.quantity
    if q.first > 1 and tokens[q.first - 1].lower == "of" and tokens[q.first - 2].pos == "NOUN":
        noun = tokens[q.first - 2]
        name = state(noun) or noun_measure(noun)
        if name == "killed" and noun.lower in ("bodies", "remains", "corpses") and action(scope) == "transferred":
            return Measured("bodies", "size", noun.i)
        if name in HARM:
            return Measured(str(name), "size", noun.i)
        if noun_measure(noun) == "deployed":
            return Measured("deployed", "size", noun.i)
        if noun.lemma in ("strength", "headcount"):
            return _strength(scope, Measured("present", "size", noun.i))
    verb = next((t for t in scope.sentence.ancestors(scope.anchor) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.i > q.first or verb.lemma not in words("size", "verbs"):
        return None
    found = sized(scope)
    return found if found and found.measure in HARM else None


def sized(scope: Scope) -> Measured | None:
    """Read the noun whose size the figure is: "losses have passed 200", "the number of dead rose to 89"."""
    tokens, q = scope.sentence.tokens, scope.quantity
    subject: Measured | None = None
    for i in range(q.first - 1, scope.floor - 1, -1):
        token = tokens[i]
        if token.text in (";", ":", "—"):
            break
        if token.lemma in SIZES and token.pos == "NOUN" and (i + 1 >= len(tokens) or tokens[i + 1].lower != "of"):
            break
        counted = token.dep == "pobj" and tokens[token.head].lower == "of"
        if counted and noun_measure(token) not in HARM and tokens[tokens[token.head].head].lemma not in SIZES:
            continue
        named = noun_measure(token) if token.pos in ("NOUN", "PROPN", "ADJ") else None
        if counted and (token.lower in nationals() or token.ent == "NORP"):
            named = "weak"
        if token.lower != "fallen" and token.pos in ("NOUN", "PROPN", "ADJ", "VERB") and (name := state(token) or named):
            if subject is not None and subject.measure != "weak":
                break
            if name in HARM:
                found = {name, *coordinated(scope, i)}
                before = tokens[i - 2] if i > 1 and tokens[i - 1].lower in ("and", "or") else None
                if before is not None and (other := state(before)):
                    found.add(other)
                return Measured(joined(found), "size", i)
            if token.pos in ("NOUN", "PROPN"):
                subject = subject or Measured(name, "size", i)
    if subject is None or not _is_size(scope):
        return None
    return _strength(scope, Measured("present", subject.rule, subject.cue)) if subject.measure in ("present", "weak") else subject




def _is_size(scope: Scope) -> bool:
    """Say whether the figure is a bare size, or the object of a verb of size: "the force comprises 1,000 officers"."""
    if scope.quantity.rule in ELLIPTIC:
        return True
    verb = next((t for t in scope.sentence.ancestors(scope.anchor) if t.pos in ("VERB", "AUX")), None)
    return verb is not None and verb.i < scope.quantity.first and verb.lemma in words("size", "verbs")


FUTURE = frozenset({"swell", "grow", "rise", "expand", "reach", "increase"})


def _strength(scope: Scope, subject: Measured) -> Measured:
    """Tell a force's strength now (present) from one meant or possible later, and from all ever sent (deployed)."""
    tokens, q = scope.sentence.tokens, scope.quantity
    before = tokens[scope.floor : q.first]
    later = any(t.lower in ("planned", "intended", "authorised", "authorized", "future", "full", "eventual") for t in before[-8:])
    later = later or any(t.lemma == "be" and i + 1 < len(before) and before[i + 1].lower == "to" for i, t in enumerate(before))
    open_ = any(t.tag == "MD" or t.lower in ("meant", "planned", "expected", "due") for t in before)
    later = later or (open_ and any(t.lemma in FUTURE for t in before))
    return Measured("deployed", subject.rule, subject.cue) if later or q.change in ("stock", "additional") else subject

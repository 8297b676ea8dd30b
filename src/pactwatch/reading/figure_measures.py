"""What a figure measures: people killed, wounded, deployed or present; shells, missiles, money; or nothing known.

The words nearest to the figure decide, in this order: the counted noun itself ("300 wounded"); the words right after it
("1,000 men, dead and wounded together"); the verb whose object it is; the predicate that follows it; the noun whose size
it is ("losses have passed 200"); its neighbour in a list; the type of its claim. `Measured.rule` names which it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.reading.figure_words import (
    HARM,
    PEOPLE,
    UNSAID,
    group_of,
    is_money,
    materiel,
    noun_measure,
    state,
    turned,
    verb_measure,
    words,
)
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence, Token

LEFT_OUT = frozenset({"duration", "ordinal", "ordinal-first", "multiple", "definite"})
"""Rules of quantities that are no figures of anything that is followed over time."""
STOPS = frozenset({";", ":", ".", "—", "--", "(", ")", '"', "?", "!"})
BREAKS = frozenset({"after", "since", "when", "while", "because", "before", "until", "if", "although", "though", "where", "whereas", "but", "than"})
SKIPPED = frozenset({"of", "them", "these", "those", "whom", "which", "who", "that", "and", "to", "be", "as", "among", "the", "in", "all", "either"})


@dataclass(slots=True, frozen=True)
class Measured:
    """A measure, which rule found it, and the token that says so (None where no word does)."""

    measure: str
    rule: str
    cue: int | None = None


@dataclass(slots=True)
class Scope:
    """A figure in its sentence: the tokens that belong to it alone lie between `floor` and `stop`."""

    sentence: Sentence
    quantity: QuantityMention
    floor: int
    stop: int
    claim: str | None = None

    @property
    def anchor(self) -> int:
        """The token by which the figure hangs in the tree: its noun, else its number."""
        noun = self.quantity.noun
        return noun if noun is not None and noun >= self.quantity.first else self.quantity.number


def scopes(sentence: Sentence, quantities: Sequence[QuantityMention]) -> list[Scope]:
    """Return the scope of each figure of a sentence, from the figure before it to the one after it."""
    found = []
    for n, q in enumerate(quantities):
        floor = quantities[n - 1].last + 1 if n else 0
        stop = quantities[n + 1].first if n + 1 < len(quantities) else len(sentence)
        found.append(Scope(sentence, q, min(floor, q.first), max(stop, q.last + 1)))
    return found


def measure_of(scope: Scope) -> Measured | None:
    """Return what the figure measures by its own words and its claim's type; None where nothing says it."""
    q = scope.quantity
    if q.rule in LEFT_OUT:
        return None
    if is_money(q.unit):
        return Measured("money", "unit")
    if counts_people(q):
        return _of_people(scope)
    return _of_things(scope)


def counts_people(q: QuantityMention) -> bool:
    """Say whether a figure's unit can be people: a group, a state, a nation's people, or left unsaid."""
    unit = q.unit.split(" per ", maxsplit=1)[0].strip()
    return unit in UNSAID or unit in HARM or group_of(unit) is not None or (unit == "percent" and q.rule == "share")


def _of_people(scope: Scope) -> Measured | None:
    q = scope.quantity
    unit = q.unit.split(" per ", maxsplit=1)[0].strip()
    if unit in HARM:
        return _widened(scope, unit)
    group = group_of(unit)
    found = _adjacent(scope) or _governed(scope) or _predicate(scope) or _sized(scope)
    if found and group == "workers" and found.measure not in HARM:
        return Measured("workers", found.rule, found.cue)
    if group == "workers" and found is None:
        return Measured("workers", "unit")
    if found is None or (found.measure not in HARM and scope.claim == "casualties"):
        return found or _by_claim(scope)
    return found


def _widened(scope: Scope, unit: str) -> Measured:
    """Return the state that the unit names, or casualties where "dead and wounded" stand together."""
    tokens, q = scope.sentence.tokens, scope.quantity
    last = next((i for i in range(q.last, q.number, -1) if state(tokens[i])), q.last)
    found = {unit, *_coordinated(scope, last)}
    return Measured(_joined(found), "unit", last)


def _coordinated(scope: Scope, i: int) -> set[str]:
    """Return the states joined to the one at token `i` by "and", "or" or commas, before the next figure."""
    tokens = scope.sentence.tokens
    found = {s} if (s := state(tokens[i])) else set[str]()
    k, joint = i + 1, False
    while k < min(scope.stop, i + 9):
        token = tokens[k]
        if token.lower in ("and", "or", "/", ",", "and/or"):
            joint = True
        elif joint and (s := state(token)):
            found.add(s)
            joint = False
        elif token.pos not in ("ADV", "DET", "AUX", "ADJ"):
            break
        k += 1
    return found


def _joined(found: set[str]) -> str:
    """Return the measure of several states together: killed and wounded are casualties, as are the missing with them."""
    if len(found) > 1 and found & {"killed", "wounded", "casualties"}:
        return "casualties"
    return sorted(found)[0] if found else "casualties"


def _adjacent(scope: Scope) -> Measured | None:
    """Read a state right after the figure: "50 soldiers slain", "30 men, dead and wounded", "300 more wounded"."""
    tokens, i = scope.sentence.tokens, scope.quantity.last + 1
    seen = 0
    while i < scope.stop and seen < 7:
        token = tokens[i]
        if state(token) and not _attributive(scope.sentence, i):
            return Measured(_joined(_coordinated(scope, i)), "adjacent", i)
        idle = token.pos in ("AUX", "ADV", "DET", "PRON") or token.lower in SKIPPED or token.text == ","
        idle = idle or token.lemma in ("be", "have", "become", "believe", "think", "know", "report", "say", "presume", "fear", "feel", "go", "confirm", "leave", "estimate")
        if not idle and not (token.pos == "ADJ" and i + 1 < scope.stop):
            return None
        if token.text == "," and i + 1 < scope.stop and not state(tokens[i + 1]):
            return None
        i, seen = i + 1, seen + 1
    return None


def _attributive(sentence: Sentence, i: int) -> bool:
    """Say whether a state stands before a noun of its own ("wounded civilians")."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    return token.dep in ("amod", "compound", "nmod") and head.i > i and head.pos in ("NOUN", "PROPN")


def _governed(scope: Scope) -> Measured | None:
    """Read the verb to the left whose object the figure is: "killed 84 fighters", "sent a thousand sappers"."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos in ("NOUN", "PROPN") and (name := noun_measure(upper)) in HARM and upper.i < scope.quantity.first:
            return Measured(str(name), "noun", upper.i)
        if upper.pos not in ("VERB", "AUX"):
            continue
        if upper.i > scope.quantity.first:
            return None
        if (name := verb_measure(upper)) and upper.pos == "VERB":
            return Measured(_verb_states(scope, upper, name), "object", upper.i)
        if upper.lemma in words("size", "verbs") or upper.pos == "AUX":
            return None
    for i in range(scope.quantity.first - 1, scope.floor - 1, -1):
        token = tokens[i]
        if token.text in STOPS or token.lower in BREAKS:
            return None
        if token.pos == "VERB" and token.dep not in ("amod", "aux"):
            name = verb_measure(token)
            return Measured(_verb_states(scope, token, name), "left", i) if name else None
    return None


def _verb_states(scope: Scope, verb: Token, name: str) -> str:
    """Return `name`, widened to casualties where the verb is "killed or wounded"."""
    if name not in HARM:
        return name
    tokens = scope.sentence.tokens
    found = {name}
    for k in (*scope.sentence.children(verb.i, "conj"), *([tokens[verb.head]] if verb.dep == "conj" else [])):
        other = verb_measure(k)
        if other in HARM and abs(k.i - verb.i) <= 3:
            found.add(str(other))
    return _joined(found)


def _predicate(scope: Scope) -> Measured | None:
    """Read the predicate that follows the figure, up to the next figure; a finite verb before a participle."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    first: Measured | None = None
    relative = False
    for i in range(scope.quantity.last + 1, scope.stop):
        token = tokens[i]
        if token.text in STOPS or token.lower in BREAKS or (token.text == "," and first):
            break
        if token.text == "," and i > scope.quantity.last + 1:
            follower = tokens[i + 1] if i + 1 < scope.stop else None
            if follower is None or follower.pos not in ("VERB", "ADV", "ADP", "PRON"):
                break
        relative = relative or token.tag in ("WP", "WDT")
        name = state(token) if not _attributive(sentence, i) and token.pos in ("VERB", "ADJ", "NOUN") else None
        if name and (token.pos != "NOUN" or _after_copula(tokens, i)):
            harm = Measured(_joined(_coordinated(scope, i)), "predicate", i)
            if first is None or _finite(sentence, token):
                return harm
            continue
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod"):
            continue
        verb = verb_measure(token)
        if verb and first is None and not _says_only(scope, token):
            first = Measured(_verb_states(scope, token, verb), "predicate", i)
        if _finite(sentence, token) and not relative and verb and first is not None:
            break
    return first


def _after_copula(tokens: list[Token], i: int) -> bool:
    return any(t.lemma in ("be", "become") or t.lower in ("as", "among") for t in tokens[max(0, i - 4) : i])


def _finite(sentence: Sentence, token: Token) -> bool:
    helped = any(k.dep in ("aux", "auxpass") for k in sentence.children(token.i))
    return token.dep not in ("acl", "relcl", "amod") and (token.tag in ("VBD", "VBP", "VBZ") or helped)


def _says_only(scope: Scope, token: Token) -> bool:
    """Say whether a verb is a bare "be" that leads to a plan ("are to help rebuild") or to another size."""
    if token.lemma != "be":
        return False
    follower = scope.sentence.tokens[token.i + 1] if token.i + 1 < len(scope.sentence) else None
    return follower is not None and (follower.lower == "to" or follower.pos == "VERB")


def _sized(scope: Scope) -> Measured | None:
    """Read the noun whose size the figure is: "losses have passed 200", "the number of dead rose to 89"."""
    tokens, q = scope.sentence.tokens, scope.quantity
    subject: Measured | None = None
    for i in range(q.first - 1, scope.floor - 1, -1):
        token = tokens[i]
        if token.text in (";", ":", "—"):
            break
        if token.pos in ("NOUN", "PROPN", "ADJ", "VERB") and (name := state(token) or noun_measure(token)):
            if name in HARM:
                found = {name, *_coordinated(scope, i)}
                before = tokens[i - 2] if i > 1 and tokens[i - 1].lower in ("and", "or") else None
                if before is not None and (other := state(before)):
                    found.add(other)
                return Measured(_joined(found), "size", i)
            if token.pos == "NOUN":
                subject = subject or Measured(name, "size", i)
    if subject and subject.measure == "present":
        return _strength(scope, subject)
    return subject


FUTURE = frozenset({"swell", "grow", "rise", "expand", "reach", "increase"})


def _strength(scope: Scope, subject: Measured) -> Measured:
    """Tell a force's strength now (present) from one meant or possible later, and from all ever sent (deployed)."""
    tokens, q = scope.sentence.tokens, scope.quantity
    before = tokens[scope.floor : q.first]
    later = any(t.lower in ("planned", "intended", "authorised", "authorized", "future", "full", "eventual") for t in before[-8:])
    later = later or (any(t.tag == "MD" or t.lower in ("meant", "planned", "expected", "due") for t in before) and any(t.lemma in FUTURE for t in before))
    return Measured("deployed", subject.rule, subject.cue) if later or q.change in ("stock", "additional") else subject


def _by_claim(scope: Scope) -> Measured | None:
    named = read_toml("figures/measures.toml")["claims"].get(scope.claim or "")
    return Measured(named, "claim") if named else None


def _of_things(scope: Scope) -> Measured | None:
    """Return the measure of counted things, with what is done to them unless they change hands."""
    unit = scope.quantity.unit.split(" per ", maxsplit=1)[0].strip()
    named = materiel(unit)
    action = _action(scope)
    handed = scope.claim in words("handed", "types")
    if named is None:
        goods = turned("commodities").get(unit)
        return Measured(goods, "unit") if goods and (handed or action == "transferred") else None
    if action in (None, "transferred"):
        return Measured(named, "unit") if action or handed else None
    return Measured(f"{named} {action}", "unit")


def _action(scope: Scope) -> str | None:
    """Return what is done with the things: the verb above them, else the nearest one after them in their scope."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    known = turned("actions")
    for i in range(scope.quantity.last + 1, min(scope.stop, scope.quantity.last + 9)):
        token = tokens[i]
        if token.text in STOPS or token.tag in ("WDT", "WP") or token.lower in BREAKS:
            break
        if token.pos == "VERB" and token.lemma in known:
            return known[token.lemma]
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos == "VERB" and upper.lemma in known:
            return known[upper.lemma]
        if upper.pos == "ADP" and upper.lower in ("by", "with", "against"):
            return None
    return None


def is_of_people(measure: str) -> bool:
    """Say whether a measure counts people."""
    return measure in PEOPLE

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
    nationals,
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


LISTING = frozenset({"and", "or", ",", "of", "the", "another", "as", "well"})


@dataclass(slots=True)
class Scope:
    """A figure in its sentence: the tokens that belong to it alone lie between `floor` and `stop`.

    Where it is listed with others ("84 fighters and 47 soldiers at X"), what follows the list up to `reach` is its own too.
    """

    sentence: Sentence
    quantity: QuantityMention
    floor: int
    stop: int
    reach: int = 0
    claim: str | None = None
    base: bool = False

    @property
    def anchor(self) -> int:
        """The token by which the figure hangs in the tree: its noun, else its number."""
        noun = None if self.quantity.unit == "percent" else self.quantity.noun
        return noun if noun is not None and noun >= self.quantity.first else self.quantity.number


def scopes(sentence: Sentence, quantities: Sequence[QuantityMention]) -> list[Scope]:
    """Return the scope of each figure of a sentence, from the figure before it to the one after it."""
    found = []
    for n, q in enumerate(quantities):
        floor = quantities[n - 1].last + 1 if n else 0
        stop = quantities[n + 1].first if n + 1 < len(quantities) else len(sentence)
        found.append(Scope(sentence, q, min(floor, q.first), max(stop, q.last + 1)))
    for n in range(len(found) - 1, -1, -1):
        scope = found[n]
        gap = [t.lower for t in sentence.tokens[scope.quantity.last + 1 : scope.stop]]
        listed = n + 1 < len(found) and 0 < len(gap) <= 4 and set(gap) <= LISTING
        scope.reach = found[n + 1].reach if listed else scope.stop
    return found


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
    return _of_things(scope) or _harmed(scope)


def _harmed(scope: Scope) -> Measured | None:
    """Read what is said to be killed or hurt whatever it is called: "forty of the attackers were killed"."""
    q = scope.quantity
    if q.rule not in ("count", "vague", "part") or materiel(q.unit):
        return None
    found = _adjacent(scope) or _subject_verb(scope) or _governed(scope)
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
        found = _standing(scope) or _predicate(scope)
        return found if found and found.measure not in HARM else None
    if unit in HARM and q.rule != "ellipsis":
        if unit == "killed" and scope.sentence.tokens[scope.anchor].lemma in ("body", "corpse", "remain") and _action(scope) == "transferred":
            return Measured("bodies", "unit")
        return _widened(scope, unit)
    found = _phrased(scope) or _adjacent(scope) or _same_things(scope, before) or _sized_verb(scope) or _there(scope)
    if group_of(unit) == "prisoners" and found is None:
        found = Measured("released" if (verb := _governed(scope) or _subject_verb(scope)) and verb.measure in ("released", "withdrawn") else "captured", "unit")
    found = found or _governed(scope) or _subject_verb(scope) or _predicate(scope) or _sized(scope)
    going_on = q.rule in ELLIPTIC and before is not None and before.measure == "workers"
    if is_military(scope):
        return found if found and (found.measure in HARM or found.measure in ("present", "withdrawn")) else Measured("deployed", "unit")
    if (group_of(unit) == "workers" or going_on) and (found is None or found.measure not in HARM):
        return Measured("workers", found.rule if found else "unit", found.cue if found else None)
    if found is None and unit in HARM:
        return Measured(unit, "unit")
    found = found or _standing(scope)
    if found is None and q.rule in ELLIPTIC and before is not None and before.measure in PEOPLE:
        return Measured(before.measure, "before")
    return found or _by_claim(scope)


def is_military(scope: Scope) -> bool:
    """Say whether the workers counted are a force's own ("5,000 military construction workers")."""
    q = scope.quantity
    phrase = scope.sentence.tokens[q.first : max(q.last, scope.anchor) + 1]
    return group_of(q.unit) == "workers" and any(t.lower in ("military", "army") for t in phrase)


ELLIPTIC = frozenset({"ellipsis", "bare", "part"})


def _same_things(scope: Scope, before: Measured | None) -> Measured | None:
    """Read a lone number after a figure of money or things: "and not 41 million", "had handed over 14"."""
    q = scope.quantity
    if before is None or before.measure in PEOPLE or q.rule not in ELLIPTIC:
        return None
    if before.measure == "money" and [t.lower for t in scope.sentence.tokens[max(0, q.first - 2) : q.first]] in (["of", "which"], ["of", "that"], ["of", "this"]):
        return Measured("money", "before")
    if before.measure == "money":
        return Measured("money", "before") if (q.low or q.high or 0) >= 1000 and scope.claim in (None, "payment_or_aid") else None
    return Measured(before.measure, "before") if _action(scope) == "transferred" else None


def _there(scope: Scope) -> Measured | None:
    """Read "there were about 13,800": so many were present."""
    verb = next((t for t in scope.sentence.ancestors(scope.anchor) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.lemma != "be" or scope.sentence.child(verb.i, "expl") is None:
        return None
    return Measured("present", "there", verb.i)


def _subject_verb(scope: Scope) -> Measured | None:
    """Read the finite verb whose subject the figure is, however far: "Five soldiers, one officer among them, died"."""
    sentence, i = scope.sentence, scope.anchor
    for _ in range(4):
        token = sentence.tokens[i]
        if token.dep in ("nsubj", "nsubjpass"):
            verb = sentence.tokens[token.head]
            if verb.i < scope.quantity.last or verb.dep in ("relcl", "acl") or verb.pos != "VERB":
                return None
            become = [s for k in sentence.children(verb.i, "attr", "acomp", "oprd") if (s := state(k))]
            name = state(verb) or (become[0] if become else None) or verb_measure(verb)
            return Measured(_verb_states(scope, verb, name), "subject", verb.i) if name else None
        if token.dep not in ("conj", "appos", "nummod") or token.head == i:
            return None
        i = token.head
    return None


def _standing(scope: Scope) -> Measured | None:
    """Read people who are said to be somewhere without a verb: "spoke of 10,000 soldiers in the region"."""
    sentence, q = scope.sentence, scope.quantity
    unit = group_of(q.unit) or ("people" if q.unit in UNSAID else None)
    national = q.noun is not None and (sentence.tokens[q.noun].ent == "NORP" or sentence.tokens[q.noun].lower in nationals())
    national = national or q.rule in ELLIPTIC
    place = q.last + 1
    while place < scope.stop and sentence.tokens[place].lower in ("already", "now", "still", "currently"):
        place += 1
    if q.rule in ELLIPTIC and place == q.last + 1:
        return None
    after = sentence.tokens[place] if place < scope.stop else None
    if after is None or after.lower not in ("in", "at", "near", "on", "inside", "across", "along", "around"):
        return None
    return Measured("present", "standing", after.i) if national or unit in ("soldiers", "mercenaries", "police", "peacekeepers", "advisers", "sappers") else None


def _sized_verb(scope: Scope) -> Measured | None:
    """Read "losses of 3,000", "brought the toll to 7": a noun of harm or strength that the figure is the size of."""
    tokens, q = scope.sentence.tokens, scope.quantity
    if q.first > 1 and tokens[q.first - 1].lower == "of" and tokens[q.first - 2].pos == "NOUN":
        noun = tokens[q.first - 2]
        name = state(noun) or noun_measure(noun)
        if name == "killed" and noun.lower in ("bodies", "remains", "corpses") and _action(scope) == "transferred":
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
    found = _sized(scope)
    return found if found and found.measure in HARM else None


def _phrased(scope: Scope) -> Measured | None:
    """Read a phrase after the figure: "are out of action", "were taken prisoner", "took two soldiers alive"."""
    tokens = scope.sentence.tokens
    end = min(scope.stop, scope.quantity.last + 8)
    after: list[str] = []
    for token in tokens[scope.quantity.last + 1 : end]:
        if token.text in STOPS or token.text == "," or token.lower in BREAKS or token.tag in ("WP", "WDT"):
            break
        after.append(token.lower)
    text = f" {' '.join(after)} "
    verb = next((t for t in scope.sentence.ancestors(scope.anchor) if t.pos == "VERB"), None)
    for phrase, name in read_toml("figures/measures.toml")["phrases"].items():
        if f" {phrase} " in text and (" " in phrase or (verb is not None and verb.lemma in ("take", "hold", "capture", "keep", "make"))):
            return Measured(name, "adjacent", scope.quantity.last + 1)
    return None


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
    seen, joined = 0, False
    if [t.lower for t in tokens[i : i + 2]] == ["of", "the"] and i + 2 < scope.stop and state(tokens[i + 2]):
        return _subject_verb(scope)  # "2,000 of the wounded were sent home": what became of them, not what they are
    while i < scope.stop and seen < 7:
        token = tokens[i]
        joined = joined or token.lower == "and"
        if state(token) and not _attributive(scope.sentence, i):
            if joined and i + 1 == scope.stop and token.pos == "VERB":
                return None
            return Measured(_joined(_coordinated(scope, i)), "adjacent", i)
        idle = token.pos in ("AUX", "ADV", "DET", "PRON") or token.lower in SKIPPED or token.text == ","
        idle = idle or token.lemma in ("be", "have", "become", "believe", "think", "know", "report", "say", "presume", "fear", "feel", "go", "confirm", "leave", "estimate", "take", "hold", "make", "remain", "list", "declare")
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
        counted = any(t.lemma in SIZES for t in tokens[upper.i : scope.quantity.first])
        if counted and upper.lemma in words("size", "verbs"):
            return None
        after = {t.lower for t in tokens[scope.quantity.last + 1 : scope.stop]}
        if upper.lemma in ("cost", "claim") and after & {"lives", "life"}:
            return Measured("killed", "object", upper.i)
        if upper.lemma == "set" and "free" in after:
            return Measured("released", "object", upper.i)
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
    """Return `name`, widened to casualties where the verb is "killed or wounded"; "flew out" is a withdrawal."""
    if name not in HARM:
        follower = scope.sentence.tokens[verb.i + 1].lower if verb.i + 1 < len(scope.sentence) else ""
        if follower in ("prisoner", "prisoners", "captive", "hostage"):
            return "captured"
        if verb.lemma == "leave" and follower == "for":
            return "deployed"
        return "withdrawn" if name == "deployed" and follower in ("out", "home", "back") else name
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
            if first is None or _finite(sentence, token) or (first.cue is not None and tokens[first.cue].lemma == "be"):
                return harm
            continue
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod"):
            continue
        verb = verb_measure(token)
        if token.lemma == "be" and not _placed(scope, i):
            verb = None
        if verb and first is None and not _says_only(scope, token):
            first = Measured(_verb_states(scope, token, verb), "predicate", i)
        if _finite(sentence, token) and not relative and verb and first is not None:
            break
    return first


def _placed(scope: Scope, i: int) -> bool:
    """Say whether a "be" is followed by where, rather than by what ("were civilians")."""
    for token in scope.sentence.tokens[i + 1 : min(scope.stop, i + 5)]:
        if token.pos == "ADP" or token.lower in ("there", "here", "already", "now", "still", "stationed", "based", "deployed"):
            return True
        if token.pos in ("NOUN", "PROPN", "NUM", "PUNCT"):
            return False
    return False


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
        if token.lemma in SIZES and token.pos == "NOUN" and (i + 1 >= len(tokens) or tokens[i + 1].lower != "of"):
            break
        counted = token.dep == "pobj" and tokens[token.head].lower == "of"
        if counted and noun_measure(token) not in HARM and tokens[tokens[token.head].head].lemma not in SIZES:
            continue
        named = noun_measure(token) if token.pos in ("NOUN", "PROPN", "ADJ") else None
        if token.pos in ("NOUN", "PROPN", "ADJ", "VERB") and (name := state(token) or named):
            if subject is not None and subject.measure != "weak":
                break
            if name in HARM:
                found = {name, *_coordinated(scope, i)}
                before = tokens[i - 2] if i > 1 and tokens[i - 1].lower in ("and", "or") else None
                if before is not None and (other := state(before)):
                    found.add(other)
                return Measured(_joined(found), "size", i)
            if token.pos == "NOUN":
                subject = subject or Measured(name, "size", i)
    if subject is None or not _is_size(scope):
        return None
    return _strength(scope, Measured("present", subject.rule, subject.cue)) if subject.measure in ("present", "weak") else subject


SIZES = frozenset({"figure", "number", "total", "tally", "count", "estimate"})


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


def is_of_people(measure: str) -> bool:
    """Say whether a measure counts people."""
    return measure in PEOPLE

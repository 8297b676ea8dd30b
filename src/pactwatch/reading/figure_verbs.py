"""What a verb says of a figure of people: as its object, its subject, or before and after it."""

from __future__ import annotations

from pactwatch.reading.figure_scopes import BREAKS, ELLIPTIC, SIZES, STOPS, Measured, Scope, is_attributive, is_finite
from pactwatch.reading.figure_states import coordinated, joined, verb_states
from pactwatch.reading.figure_words import HARM, UNSAID, group_of, nationals, noun_measure, state, verb_measure, words
from pactwatch.reading.tree import Token


def governed(scope: Scope) -> Measured | None:
    """Read the verb to the left whose object the figure is: "killed 84 fighters", "sent a thousand sappers"."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos in ("NOUN", "PROPN") and (name := noun_measure(upper)) in HARM and upper.i < scope.quantity.first:
            return Measured(str(name), "noun", upper.i)
        if upper.pos not in ("VERB", "AUX"):
            continue
        if upper.i > scope.quantity.first or (scope.quantity.rule == "part" and upper.i < scope.floor):
            return None  # "1,140 of them in the past day": the verb before the whole is not said of its part
        counted = any(t.lemma in SIZES for t in tokens[upper.i : scope.quantity.first])
        if counted and upper.lemma in words("size", "verbs"):
            return None
        after = {t.lower for t in tokens[scope.quantity.last + 1 : scope.stop]}
        if upper.lemma in ("cost", "claim") and after & {"lives", "life"}:
            return Measured("killed", "object", upper.i)
        if upper.lemma == "set" and "free" in after:
            return Measured("released", "object", upper.i)
        if (name := verb_measure(upper)) and upper.pos == "VERB":
            return Measured(verb_states(scope, upper, name), "object", upper.i)
        if upper.lemma in words("size", "verbs") or upper.pos == "AUX":
            return None
    for i in range(scope.quantity.first - 1, scope.floor - 1, -1):
        token = tokens[i]
        if token.text in STOPS or token.lower in BREAKS:
            return None
        if token.pos == "VERB" and token.dep not in ("amod", "aux"):
            name = verb_measure(token)
            return Measured(verb_states(scope, token, name), "left", i) if name else None
    return None


def subject_verb(scope: Scope) -> Measured | None:
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
            return Measured(verb_states(scope, verb, name), "subject", verb.i) if name else None
        if token.dep not in ("conj", "appos", "nummod") or token.head == i:
            return None
        i = token.head
    return None


def predicate(scope: Scope) -> Measured | None:
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
        name = state(token) if not is_attributive(sentence, i) and token.pos in ("VERB", "ADJ", "NOUN") else None
        if name and (token.pos != "NOUN" or _after_copula(tokens, i)):
            harm = Measured(joined(coordinated(scope, i)), "predicate", i)
            if first is None or is_finite(sentence, token) or (first.cue is not None and tokens[first.cue].lemma == "be"):
                return harm
            continue
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod"):
            continue
        verb = verb_measure(token)
        if token.lemma == "be" and not _placed(scope, i):
            verb = None
        if verb and first is None and not _says_only(scope, token):
            first = Measured(verb_states(scope, token, verb), "predicate", i)
        if is_finite(sentence, token) and not relative and verb and first is not None:
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


def _says_only(scope: Scope, token: Token) -> bool:
    """Say whether a verb is a bare "be" that leads to a plan ("are to help rebuild") or to another size."""
    if token.lemma != "be":
        return False
    follower = scope.sentence.tokens[token.i + 1] if token.i + 1 < len(scope.sentence) else None
    return follower is not None and (follower.lower == "to" or follower.pos == "VERB")


def there(scope: Scope) -> Measured | None:
    """Read "there were about 13,800": so many were present."""
    verb = next((t for t in scope.sentence.ancestors(scope.anchor) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.lemma != "be" or scope.sentence.child(verb.i, "expl") is None:
        return None
    return Measured("present", "there", verb.i)


def standing(scope: Scope) -> Measured | None:
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
    armed = unit in ("soldiers", "mercenaries", "police", "peacekeepers", "advisers", "sappers")
    return Measured("present", "standing", after.i) if national or armed else None

"""States of people by the words at a figure: "300 wounded", "1,000 men, dead and wounded together", "were taken prisoner"."""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.figure_scopes import BREAKS, STOPS, Measured, Scope, is_attributive
from pactwatch.reading.figure_words import HARM, state, verb_measure
from pactwatch.reading.tree import Sentence, Token

IDLE = frozenset({
    "be", "have", "become", "believe", "think", "know", "report", "say", "presume", "fear", "feel", "go", "confirm", "leave", "estimate",
    "take", "hold", "make", "remain", "list", "declare",
})
"""Verbs that only lead to a state: "were reported killed", "are feared dead", "remain missing"."""
SKIPPED = frozenset({"of", "them", "these", "those", "whom", "which", "who", "that", "and", "to", "be", "as", "among", "the", "in", "all", "either"})


def widened(scope: Scope, unit: str) -> Measured:
    """Return the state that the unit names, or casualties where "dead and wounded" stand together."""
    tokens, q = scope.sentence.tokens, scope.quantity
    last = next((i for i in range(q.last, q.number, -1) if state(tokens[i])), q.last)
    found = {unit, *coordinated(scope, last)}
    return Measured(joined(found), "unit", last)


def coordinated(scope: Scope, i: int) -> set[str]:
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


def joined(found: set[str]) -> str:
    """Return the measure of several states together: killed and wounded are casualties, as are the missing with them."""
    if len(found) > 1 and found & {"killed", "wounded", "casualties"}:
        return "casualties"
    return sorted(found)[0] if found else "casualties"


def sinks(sentence: Sentence, i: int) -> bool:
    """Say whether "fallen" is said of a number ("has fallen to 900") rather than of the dead."""
    tokens = sentence.tokens
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return tokens[i].lower == "fallen" and after in ("to", "from", "by", "below", "under", "short")


def adjacent(scope: Scope) -> Measured | None:
    """Read a state right after the figure: "50 soldiers slain", "30 men, dead and wounded", "300 more wounded"."""
    tokens, i = scope.sentence.tokens, scope.quantity.last + 1
    seen, listed = 0, False
    if [t.lower for t in tokens[i : i + 2]] == ["of", "the"] and i + 2 < scope.stop and state(tokens[i + 2]):
        return None  # "2,000 of the wounded were sent home": what became of them, not what they are
    while i < scope.stop and seen < 7:
        token = tokens[i]
        listed = listed or token.lower == "and"
        if state(token) and not is_attributive(scope.sentence, i) and not sinks(scope.sentence, i):
            if listed and i + 1 == scope.stop and token.pos == "VERB":
                return None
            return Measured(joined(coordinated(scope, i)), "adjacent", i)
        idle = token.pos in ("AUX", "ADV", "DET", "PRON") or token.lower in SKIPPED or token.text == ","
        idle = idle or token.lemma in IDLE
        if not idle and not (token.pos == "ADJ" and i + 1 < scope.stop):
            return None
        if token.text == "," and i + 1 < scope.stop and not state(tokens[i + 1]):
            return None
        i, seen = i + 1, seen + 1
    return None


def phrased(scope: Scope) -> Measured | None:
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


def verb_states(scope: Scope, verb: Token, name: str) -> str:
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
    return joined(found)

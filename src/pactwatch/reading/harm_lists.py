"""States of people that one figure counts together: "killed or wounded", "dead and injured", "killed, wounded or captured".

Such a list is one event with one figure, and what it counts is casualties: neither of its states alone has that number.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.quantity_units import STATES
from pactwatch.reading.tree import Sentence, Token

MIXED = "casualties"
_LINKS = frozenset(("and", "or", "and/or", "/"))
_REACH = 9
"""Tokens that a list may run on from one state to its last."""


def joined(names: set[str]) -> str:
    """Return the unit of states counted together: casualties where the killed or wounded are among them."""
    if len(names) > 1 and names & {"killed", "wounded", MIXED}:
        return MIXED
    return sorted(names)[0] if names else ""


def harm_of(token: Token) -> str | None:
    """Return what a verb says became of people ("die": killed), or the state that an adjective or participle names."""
    if token.pos in ("VERB", "AUX"):
        return _verbs().get(token.lemma) or STATES.get(token.lower)
    return STATES.get(token.lower)


def state_list(sentence: Sentence, first: int) -> tuple[int, set[str]]:
    """Return the last token and the states of the list that begins with the state at token `first`.

    A state with a figure or an object of its own ("300 dead and 50 wounded", "and captured the town") is another event.
    """
    tokens, names = sentence.tokens, set[str]()
    if name := harm_of(tokens[first]) or noun_of(tokens[first]):
        names.add(name)
    found, pending, last, linked = names, names, first, False
    k, joint = first + 1, False
    while k < min(len(tokens), first + _REACH):
        token = tokens[k]
        name = harm_of(token) or noun_of(token)
        if token.lower in _LINKS or token.text == ",":
            linked, joint = linked or token.text != ",", True
        elif joint and name and not _goes_on(sentence, k):
            pending, joint = pending | {name}, False
            if linked:
                found, last = pending, k
        elif not (joint and token.pos in ("ADV", "AUX")):
            break
        k += 1
    return last, found


def _goes_on(sentence: Sentence, i: int) -> bool:
    """Say whether a state has somebody or a figure of its own after it."""
    after = sentence.tokens[i + 1] if i + 1 < len(sentence) else None
    if after is not None and (after.pos in ("NUM", "DET", "PRON") or after.tag == "PRP$"):
        return True
    return bool(sentence.children(i, "dobj"))


def noun_of(token: Token) -> str | None:
    """Return the state that a noun counts ("deaths": killed, "injuries": wounded), None for any other."""
    if token.pos != "NOUN":
        return None
    nouns: dict[str, str] = read_toml("quantities/units.toml")["harm_nouns"]
    return nouns.get(token.lemma)


def shared_verbs(sentence: Sentence, verbs: set[int]) -> dict[int, list[int]]:
    """Return {first verb: the others} of "were killed or wounded", "have died or been hurt": one predicate in several words.

    "Wounded and captured", "captured and killed" tell what came after what, and stay apart.
    """
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for i in sorted(verbs):
        if i in taken or harm_of(sentence.tokens[i]) is None:
            continue
        others = [k for k in _followers(sentence, i) if k in verbs]
        if others and _together(sentence, i, others):
            found[i] = others
            taken |= set(others)
    return found


def _followers(sentence: Sentence, i: int) -> list[int]:
    """Return the harm words that follow token `i` in a list without anything of their own between them."""
    tokens, found, joint = sentence.tokens, list[int](), False
    for token in tokens[i + 1 : i + _REACH]:
        if token.lower in _LINKS or token.text == ",":
            joint = True
        elif joint and harm_of(token) and not sentence.children(token.i, "nsubj", "nsubjpass", "mark"):
            if token.head not in (i, *found) or (token.dep != "conj" and token.tag != tokens[i].tag):
                break
            found.append(token.i)
            joint = False
        elif token.pos not in ("ADV", "AUX") or not joint:
            break
    return found


def _together(sentence: Sentence, i: int, others: list[int]) -> bool:
    """Say whether the states of a list are alternatives or shares of one number rather than one after the other."""
    tokens = sentence.tokens
    between = {t.lower for t in tokens[i + 1 : others[-1]]}
    names = [harm_of(tokens[k]) for k in (i, *others)]
    if not between & _LINKS or len(set(names)) < 2:
        return False
    return bool(between & {"or", "and/or", "/"}) or {"killed", "wounded"} <= set(names) or names[0] == "killed"


def listed_with(sentence: Sentence, i: int) -> bool:
    """Say whether a participle only goes on with a state before it that heads no clause ("6,000 dead or wounded")."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep != "conj" or harm_of(token) is None or sentence.children(i, "nsubj", "nsubjpass", "aux", "auxpass", "dobj"):
        return False
    first = head.pos not in ("VERB", "AUX") and (harm_of(head) or noun_of(head))
    return bool(first) and state_list(sentence, head.i)[0] >= i


def counted_list(sentence: Sentence, i: int) -> bool:
    """Say whether a participle begins a list of states right after its number ("counted 4,000 killed and wounded")."""
    token = sentence.tokens[i]
    if i == 0 or sentence.tokens[i - 1].pos != "NUM" or token.dep in ("ROOT", "conj", "relcl"):
        return False
    return not sentence.children(i, "nsubj", "nsubjpass", "aux", "auxpass") and state_list(sentence, i)[0] > i


@lru_cache(maxsize=1)
def _verbs() -> dict[str, str]:
    table: dict[str, str] = read_toml("quantities/units.toml")["harm_verbs"]
    return {verb: name for name, verbs in table.items() for verb in verbs.split()}

"""Event rules (data/events/rules.toml): which type a clause's head, theme and words give it.

The rules are tried in the order of the file, which runs from the specific to the general; the first that holds wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.clauses import Clause
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence

UNACCUSATIVE = frozenset({
    "arrive", "come", "go", "remain", "stay", "leave", "depart", "return", "enter", "land", "reach", "follow", "join",
    "begin", "end", "fall", "rise", "be", "fly", "sail", "dock", "call", "fight", "serve", "operate", "die", "resume",
})


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of rules.toml; empty sets ask for nothing."""

    id: str
    type: str
    head: frozenset[str]
    kind: str
    theme: frozenset[str]
    any: frozenset[str]
    none: frozenset[str]
    with_: frozenset[str]
    quantity: str = ""


@dataclass(slots=True)
class View:
    """What the rules see of a clause: sets of classes and "=lemma" words."""

    head: frozenset[str]
    kind: str
    theme: frozenset[str]
    words: frozenset[str]
    particles: frozenset[str]
    quantity: str = "none"


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules in their order."""
    def words(row: dict[str, str], key: str) -> frozenset[str]:
        return frozenset(row.get(key, "").split())

    return tuple(
        Rule(row["id"], row["type"], words(row, "head"), row.get("kind", ""), words(row, "theme"),
             words(row, "any"), words(row, "none"), words(row, "with"), row.get("quantity", ""))
        for row in read_toml("events/rules.toml")["rule"]
    )


@lru_cache(maxsize=1)
def _by_head() -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for n, rule in enumerate(rules()):
        for word in rule.head:
            index.setdefault(word, []).append(n)
    return {word: tuple(found) for word, found in index.items()}


def apply_rules(view: View) -> Rule | None:
    """Return the first rule that holds for the clause, or None."""
    index = _by_head()
    candidates = sorted({n for word in view.head for n in index.get(word, ())})
    for n in candidates:
        rule = rules()[n]
        if (
            (not rule.kind or rule.kind == view.kind)
            and (not rule.quantity or rule.quantity == view.quantity)
            and (not rule.theme or rule.theme & view.theme)
            and (not rule.any or rule.any & view.words)
            and (not rule.with_ or rule.with_ & view.particles)
            and not (rule.none & view.words)
        ):
            return rule
    return None


def view_of(clause: Clause, quantity: QuantityMention | None) -> View:
    """Return what the rules see of a clause with one of its quantities."""
    sentence = clause.sentence
    head = sentence.tokens[clause.head]
    names = verb_classes(head.lemma) if clause.kind == "verb" else noun_classes(head.lemma, head.text)
    heads = {head.lemma, "@any", *(f"@{name}" for name in names)}
    words: set[str] = set()
    for k in clause.extent:
        token = sentence.tokens[k]
        if token.pos in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "PRON"):
            words |= {f"={token.lemma}", f"={token.lower}"}
            if token.pos == "VERB":
                words |= {f"@{name}" for name in verb_classes(token.lemma)}
            elif k != clause.head:
                words |= set(noun_classes(token.lemma, token.text))
    theme = _theme(clause, quantity)
    particles = {k.lower for k in sentence.children(clause.head, "prt", "advmod", "prep", "neg")}
    return View(frozenset(heads), clause.kind, frozenset(theme), frozenset(words | theme), frozenset(particles),
                "some" if quantity else "none")


def _theme(clause: Clause, quantity: QuantityMention | None) -> set[str]:
    sentence, theme = clause.sentence, set[str]()
    head = sentence.tokens[clause.head]
    slots = [clause.object]
    if clause.passive or clause.object is None or head.lemma in UNACCUSATIVE:
        slots.append(clause.subject)
    if clause.kind == "verb" and clause.object is None:
        slots += [clause.preps.get("of"), clause.preps.get("in"), clause.preps.get("with"), clause.preps.get("on")]
    if quantity is not None and quantity.noun is not None:
        slots.append(quantity.noun)
    if clause.kind == "noun":
        for kid in sentence.children(clause.head, "compound", "amod"):
            theme |= _phrase(sentence, kid.i)
    for slot in slots:
        if slot is not None and slot != clause.head:
            theme |= _phrase(sentence, slot)
    return theme


def _phrase(sentence: Sentence, i: int) -> set[str]:
    """Return classes and words of a noun phrase's head, compounds, conjuncts and what follows its "of"."""
    found: set[str] = set()
    stack, seen = [i], 0
    while stack and seen < 16:
        k = stack.pop()
        seen += 1
        token = sentence.tokens[k]
        found |= {f"={token.lemma}", f"={token.lower}", *noun_classes(token.lemma, token.text)}
        for kid in sentence.children(k, "compound", "conj", "prep", "amod", "nmod"):
            if kid.dep == "prep":
                if kid.lower == "of":
                    stack += [c.i for c in sentence.children(kid.i, "pobj")]
            elif kid.dep != "amod" or kid.pos in ("NOUN", "PROPN"):
                stack.append(kid.i)
    return found

"""What a clause shows of its event type: named cues, which the weights of data/events/weights.tsv score.

A cue is a string that an analyst can read: `verb:give`, `lemma:deliver`, `object:arms`, `verb:send+object:troop`,
`unit:money`. Classes come from data/events/lexicon.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.reading.clauses import Clause
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence, Token

TIME_UNITS = frozenset("day week month year hour minute decade times time".split())
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "PRON")


def topics(sentences: Iterable[Sentence]) -> dict[str, float]:
    """Return how much of a document's class-bearing words each class has: the document's subject matter."""
    counts: dict[str, float] = {}
    total = 0.0
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos in ("NOUN", "PROPN", "VERB"):
                for name in _classes_of(token):
                    counts[name] = counts.get(name, 0.0) + 1.0
                    total += 1.0
    return {name: count / total for name, count in counts.items()} if total else {}


def cues(clause: Clause, quantity: QuantityMention | None, subject_matter: Sequence[str] = ()) -> list[str]:
    """Return the cues of a clause (with one of its quantities), each once, in a fixed order.

    `subject_matter` names the document's main classes, as from `topics`.
    """
    sentence = clause.sentence
    head = sentence.tokens[clause.head]
    found = [f"kind:{clause.kind}", f"dep:{head.dep}", f"block:{sentence.block.kind}"]
    own = [f"verb:{c}" for c in verb_classes(head.lemma)] if clause.kind == "verb" else [
        f"head:{c}" for c in noun_classes(head.lemma, head.text)
    ]
    found += [f"lemma:{head.lemma}"] + (own or [f"{clause.kind}:other"])
    slots = _slots(clause)
    for slot, i in slots:
        found += _slot_cues(slot, sentence, i)
    found += _pair_cues(own, slots, sentence)
    found += _extent_cues(clause)
    found += _context_cues(clause)
    found += _quantity_cues(quantity, sentence, own)
    found += [f"topic:{name}" for name in subject_matter]
    found += [f"{o}+topic:{name}" for o in own for name in subject_matter[:2]]
    return list(dict.fromkeys(found))


def _classes_of(token: Token) -> tuple[str, ...]:
    return verb_classes(token.lemma) if token.pos == "VERB" else noun_classes(token.lemma, token.text)


def _slots(clause: Clause) -> list[tuple[str, int]]:
    slots: list[tuple[str, int]] = []
    if clause.subject is not None:
        slots.append(("patient" if clause.passive else "subject", clause.subject))
    for name, i in (("object", clause.object), ("dative", clause.dative), ("by", clause.by)):
        if i is not None:
            slots.append((name, i))
    slots += [(f"prep-{name.split()[0]}", i) for name, i in clause.preps.items() if " " not in name]
    return slots


def _np_classes(sentence: Sentence, i: int) -> list[str]:
    """Return the classes of a noun phrase: of its head, its compounds, and below "of" and conjuncts."""
    names: list[str] = []
    stack, seen = [i], 0
    while stack and seen < 12:
        k = stack.pop(0)
        seen += 1
        token = sentence.tokens[k]
        names += noun_classes(token.lemma, token.text)
        for kid in sentence.children(k, "compound", "conj", "prep", "nmod", "amod", "poss"):
            if kid.dep == "prep" and kid.lower == "of":
                stack += [c.i for c in sentence.children(kid.i, "pobj")]
            elif kid.dep != "prep":
                stack.append(kid.i)
    return list(dict.fromkeys(names))


def _slot_cues(slot: str, sentence: Sentence, i: int) -> list[str]:
    token = sentence.tokens[i]
    out = [f"{slot}:{name}" for name in _np_classes(sentence, i)]
    if token.ent in ("GPE", "NORP", "ORG", "PERSON", "FAC", "LOC"):
        out.append(f"{slot}:{'name' if token.ent in ('ORG', 'PERSON') else 'country'}")
    elif token.pos == "PRON":
        out.append(f"{slot}:pronoun")
    return out


def _pair_cues(own: list[str], slots: list[tuple[str, int]], sentence: Sentence) -> list[str]:
    out = []
    for slot, i in slots:
        if slot in ("object", "patient", "subject", "prep-of", "prep-with", "prep-to", "prep-in"):
            for name in _np_classes(sentence, i)[:3]:
                out += [f"{o}+{slot}:{name}" for o in own]
            if sentence.tokens[i].ent in ("GPE", "NORP"):
                out += [f"{o}+{slot}:country" for o in own]
    return out


def _extent_cues(clause: Clause) -> list[str]:
    tokens = clause.sentence.tokens
    out, named = [], 0
    for k in clause.extent:
        token = tokens[k]
        if token.pos in ("NOUN", "PROPN") and k != clause.head:
            out += [f"has:{name}" for name in noun_classes(token.lemma, token.text)]
        named += token.ent in ("GPE", "NORP")
    out += [f"length:{min(len(clause.extent) // 4, 5)}", f"countries:{min(named, 3)}"]
    return out


def _context_cues(clause: Clause) -> list[str]:
    sentence, out = clause.sentence, []
    if clause.parent is not None:
        parent = sentence.tokens[clause.parent]
        out += [f"parent:{name}" for name in verb_classes(parent.lemma)[:3]]
        out.append(f"under:{sentence.tokens[clause.head].dep}")
    for upper in clause.control:
        out += [f"control:{name}" for name in verb_classes(sentence.tokens[upper].lemma)]
    if clause.passive:
        out.append("passive")
    if clause.subject is None:
        out.append("no-subject")
    if clause.object is None:
        out.append("no-object")
    kids = {k.lower for k in sentence.children(clause.head) if k.dep in ("aux", "neg", "mark", "advmod", "prt")}
    out += [f"with:{word}" for word in sorted(kids & WITH)]
    if any(k.dep in ("ccomp", "parataxis") for k in sentence.children(clause.head)):
        out.append("has-content")
    return out


WITH = frozenset("will would could may might not n't to has have had is are was were been should must if when as up down "
                 "out off over away back together jointly free".split())


def _quantity_cues(quantity: QuantityMention | None, sentence: Sentence, own: list[str]) -> list[str]:
    if quantity is None:
        return ["quantity:none"]
    out = ["quantity:some"]
    unit = quantity.unit.lower()
    if unit in ("percent",) or quantity.unit.split(" ")[0].isupper():
        name = "percent" if unit == "percent" else "money"
        out += [f"unit:{name}"] + [f"{o}+unit:{name}" for o in own]
    elif quantity.noun is not None:
        noun = sentence.tokens[quantity.noun]
        names = noun_classes(noun.lemma, noun.text) or verb_classes(noun.lemma)
        if noun.lemma in TIME_UNITS:
            names = ("time",)
        out += [f"unit:{name}" for name in names] + [f"unit-lemma:{noun.lemma}"]
        out += [f"{o}+unit:{name}" for o in own for name in names]
    else:
        out.append("unit:none")
    return out

"""What a unit shows of its event type: named cues, which the weights of data/events/types.tsv score.

A cue is a string that an analyst can read: `verb:give`, `lemma:deliver`, `object:arms`, `verb:send+object:troop`,
`unit:money`, `rule:arms.give`, `near~casualties`. Classes come from data/events/lexicon.toml, rules from
data/events/rules.toml. Strengths are 1 unless a cue is a share or stands further away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pactwatch.reading.clauses import Clause
from pactwatch.reading.event_rules import Rule
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.relevance import relevance_cues
from pactwatch.reading.tree import Parsed, Sentence, Token
from pactwatch.reading.units import Unit

Cues = dict[str, float]
NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON", "FAC", "LOC"})
STATES = frozenset({"GPE", "NORP"})
TIME_UNITS = frozenset({"day", "week", "month", "year", "hour", "minute", "decade", "times", "time"})
PAIRED = frozenset({"object", "patient", "subject", "prep-of", "prep-with", "prep-to", "prep-in"})
WITH = frozenset({
    "will", "would", "could", "may", "might", "not", "n't", "to", "has", "have", "had", "is", "are", "was",
    "were", "been", "should", "must", "if", "when", "as", "up", "down", "out", "off", "over", "away", "back",
    "together", "jointly", "free",
})
NEIGHBOURS = ((-1, 0.7), (-2, 0.4), (1, 0.5), (2, 0.3))
"""How strongly the rule's verdict on the units before and after counts; chosen by cross-validation (evaluation/fit.py)."""


def document_cues(parsed: Parsed, units: Sequence[Unit], verdicts: Sequence[Rule | None]) -> list[Cues]:
    """Return the cues of each unit of a document; `verdicts` are the event rules' for the same units."""
    by_sentence = {s.index: n for n, s in enumerate(parsed.sentences)}
    topics = [_sentence_classes(s) for s in parsed.sentences]
    matter = _subject_matter(parsed)
    relevance = relevance_cues(parsed)
    shares = Counter(rule.type for rule in verdicts if rule)
    heads = {(u.clause.sentence.index, u.clause.head): rule for u, rule in zip(units, verdicts, strict=True)}
    out = []
    for n, unit in enumerate(units):
        cues = unit_cues(unit.clause, unit.quantity, matter)
        cues |= _verdict_cues(n, verdicts, shares)
        place = by_sentence[unit.clause.sentence.index]
        cues |= _surroundings(unit.clause, place, topics)
        cues |= _parent_cues(unit.clause, heads) | relevance
        out.append(cues)
    return out


def unit_cues(clause: Clause, quantity: QuantityMention | None, matter: Sequence[str] = ()) -> Cues:
    """Return the cues within a clause with one of its quantities; `matter` names the document's main classes."""
    sentence = clause.sentence
    head = sentence.tokens[clause.head]
    found = [f"kind:{clause.kind}", f"dep:{head.dep}", f"block:{sentence.block.kind}", f"lemma:{head.lemma}"]
    classes = verb_classes(head.lemma) if clause.kind == "verb" else noun_classes(head.lemma, head.text)
    own = [f"{'verb' if clause.kind == 'verb' else 'head'}:{c}" for c in classes]
    found += own or [f"{clause.kind}:other"]
    slots = _slots(clause)
    for slot, i in slots:
        found += _slot_cues(slot, sentence, i)
    found += _pair_cues(own, slots, sentence)
    found += _extent_cues(clause)
    found += _context_cues(clause)
    found += _quantity_cues(quantity, sentence, own)
    found += [f"topic:{name}" for name in matter]
    found += [f"{o}+topic:{name}" for o in own for name in matter[:2]]
    cues = dict.fromkeys(found, 1.0)
    for i in clause.extent:
        token = sentence.tokens[i]
        if token.pos in ("NOUN", "VERB", "ADJ") and i != clause.head:
            cues[f"word:{token.lemma}"] = 0.7
    return cues


def _classes_of(token: Token) -> tuple[str, ...]:
    if token.pos == "VERB":
        return verb_classes(token.lemma)
    return noun_classes(token.lemma, token.text) if token.pos in ("NOUN", "PROPN") else ()


def _sentence_classes(sentence: Sentence) -> frozenset[str]:
    return frozenset(name for token in sentence.tokens for name in _classes_of(token))


def _subject_matter(parsed: Parsed) -> list[str]:
    """Return the three classes that most of the document's words belong to."""
    counts = Counter(name for s in parsed.sentences for t in s.tokens for name in _classes_of(t))
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]]


def _verdict_cues(n: int, verdicts: Sequence[Rule | None], shares: Counter[str]) -> Cues:
    rule = verdicts[n]
    total = sum(shares.values())
    cues = {f"verdict:{rule.type if rule else '-'}": 2.0, f"rule:{rule.id if rule else '-'}": 1.0, "rich": 3 * total / len(verdicts)}
    cues |= {f"doc~{kind}": 3 * count / total for kind, count in shares.items()}
    for offset, weight in NEIGHBOURS:
        other = verdicts[n + offset] if 0 <= n + offset < len(verdicts) else None
        if other:
            cues[f"near~{other.type}"] = cues.get(f"near~{other.type}", 0.0) + weight
    return cues


def _surroundings(clause: Clause, place: int, topics: Sequence[frozenset[str]]) -> Cues:
    own = {name for i in clause.extent for name in _classes_of(clause.sentence.tokens[i])}
    cues = {f"sentence:{name}": 0.6 for name in topics[place] - own}
    cues |= {f"before:{name}": 0.4 for name in (topics[place - 1] if place else ())}
    return cues | {f"title:{name}": 0.4 for name in (topics[0] if place else ())}


def _parent_cues(clause: Clause, heads: dict[tuple[int, int], Rule | None]) -> Cues:
    if clause.parent is None:
        return {}
    cues = {f"parent-lemma:{clause.sentence.tokens[clause.parent].lemma}": 1.0}
    rule = heads.get((clause.sentence.index, clause.parent))
    return cues | ({f"parent-verdict:{rule.type}": 1.0} if rule else {})


def _slots(clause: Clause) -> list[tuple[str, int]]:
    slots: list[tuple[str, int]] = []
    if clause.subject is not None:
        slots.append(("patient" if clause.passive else "subject", clause.subject))
    for name, i in (("object", clause.object), ("dative", clause.dative), ("by", clause.by)):
        if i is not None:
            slots.append((name, i))
    return slots + [(f"prep-{name}", i) for name, i in clause.preps.items() if " " not in name]


def _phrase_classes(sentence: Sentence, i: int) -> list[str]:
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
    out = [f"{slot}:{name}" for name in _phrase_classes(sentence, i)]
    if slot in ("object", "patient", "subject"):
        out.append(f"{slot}-lemma:{token.lemma}")
    if token.ent in NAMED:
        out.append(f"{slot}:{'name' if token.ent in ('ORG', 'PERSON') else 'country'}")
    elif token.pos == "PRON":
        out.append(f"{slot}:pronoun")
    return out


def _pair_cues(own: Sequence[str], slots: Sequence[tuple[str, int]], sentence: Sentence) -> list[str]:
    out = []
    for slot, i in slots:
        if slot in PAIRED:
            for name in _phrase_classes(sentence, i)[:3]:
                out += [f"{o}+{slot}:{name}" for o in own]
            if sentence.tokens[i].ent in STATES:
                out += [f"{o}+{slot}:country" for o in own]
    return out


def _extent_cues(clause: Clause) -> list[str]:
    tokens = clause.sentence.tokens
    out, named = [], 0
    for k in clause.extent:
        token = tokens[k]
        if token.pos in ("NOUN", "PROPN") and k != clause.head:
            out += [f"has:{name}" for name in noun_classes(token.lemma, token.text)]
        named += token.ent in STATES
    return [*out, f"length:{min(len(clause.extent) // 4, 5)}", f"countries:{min(named, 3)}"]


def _context_cues(clause: Clause) -> list[str]:
    sentence, out = clause.sentence, []
    if clause.parent is not None:
        out += [f"parent:{name}" for name in verb_classes(sentence.tokens[clause.parent].lemma)[:3]]
        out.append(f"under:{sentence.tokens[clause.head].dep}")
    for upper in clause.control:
        out += [f"control:{name}" for name in verb_classes(sentence.tokens[upper].lemma)]
    for holds, name in (
        (clause.passive, "passive"), (clause.subject is None, "no-subject"), (clause.object is None, "no-object"),
    ):
        if holds:
            out.append(name)
    kids = {k.lower for k in sentence.children(clause.head) if k.dep in ("aux", "neg", "mark", "advmod", "prt")}
    out += [f"with:{word}" for word in sorted(kids & WITH)]
    if any(k.dep in ("ccomp", "parataxis") for k in sentence.children(clause.head)):
        out.append("has-content")
    return out


def _quantity_cues(quantity: QuantityMention | None, sentence: Sentence, own: Sequence[str]) -> list[str]:
    if quantity is None:
        return ["quantity:none"]
    out, unit = ["quantity:some"], quantity.unit
    if unit.lower() == "percent" or unit.split(" ")[0].isupper():
        names: tuple[str, ...] = ("percent" if unit.lower() == "percent" else "money",)
    elif quantity.noun is not None:
        noun = sentence.tokens[quantity.noun]
        names = noun_classes(noun.lemma, noun.text) or verb_classes(noun.lemma)
        if noun.lemma in TIME_UNITS:
            names = ("time",)
        out.append(f"unit-lemma:{noun.lemma}")
    else:
        names = ("none",)
    return out + [f"unit:{name}" for name in names] + [f"{o}+unit:{name}" for o in own for name in names]

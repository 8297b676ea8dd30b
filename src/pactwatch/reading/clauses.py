"""Clauses: the units in which events are looked for, each with its predicate, arguments and extent.

A clause's head is a content verb, or a noun that names an event ("deployment", "visit"). Control verbs ("agreed to
send", "continues to be shipped") give way to the verb that they govern and are left to certainty. The extent of a
clause is the subtree of its head without the clauses inside.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.reading.blaming import blamed_for
from pactwatch.reading.harm_lists import counted_list, listed_with, shared_verbs
from pactwatch.reading.tree import Sentence, Token

CLAUSAL = frozenset({
    "ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "xcomp", "pcomp", "parataxis", "csubj", "appos", "dep", "nsubj",
    "dobj", "pobj", "attr", "oprd", "csubjpass", "amod", "nmod", "meta", "intj",
})
HELPERS = frozenset({"aux", "auxpass", "prep", "agent", "case", "mark", "cc", "punct"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


@dataclass(slots=True)
class Clause:
    """A predicate with its arguments as token indices (None when absent), its own tokens and its evidence span.

    `joint` are the verbs that share its figure with the head ("killed or wounded"): none of them heads a clause of its own.
    """

    sentence: Sentence
    head: int
    kind: str
    passive: bool = False
    subject: int | None = None
    object: int | None = None
    dative: int | None = None
    by: int | None = None
    preps: dict[str, int] = field(default_factory=dict)
    extent: list[int] = field(default_factory=list)
    parent: int | None = None
    control: list[int] = field(default_factory=list)
    joint: list[int] = field(default_factory=list)
    inherited: bool = False

    @property
    def evidence(self) -> Span:
        """The words from the first to the last token of the extent."""
        return self.sentence.span(self.extent[0], self.extent[-1])


def control_verbs() -> frozenset[str]:
    """Return the verbs that only govern another ("agree", "continue"): they head no clause of their own."""
    return frozenset(read_toml("events/clauses.toml")["control"].split())


def object_control() -> frozenset[str]:
    """Return those of the governing verbs whose object does what follows ("urge", "order", "help")."""
    return frozenset(read_toml("events/clauses.toml")["object_control"].split())


def event_nouns() -> frozenset[str]:
    """Return the nouns that name an event and so head a nominal clause."""
    return frozenset(read_toml("events/clauses.toml")["event_nouns"].split())


def find_clauses(sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence in the order of their heads."""
    verbs = {t.i for t in sentence.tokens if _heads_clause(sentence, t)}
    shared = shared_verbs(sentence, verbs)
    verbs -= {k for others in shared.values() for k in others}
    verbs -= {i for i in verbs if listed_with(sentence, i) or counted_list(sentence, i)}
    control = control_verbs()
    governed = {}
    for i in sorted(verbs):
        lower = next((k.i for k in sentence.children(i, "xcomp") if k.i in verbs), None)
        if lower is not None and sentence.tokens[i].lemma in control:
            governed[i] = lower
    heads = [i for i in sorted(verbs) if i not in governed]
    nouns = [t.i for t in sentence.tokens if t.pos == "NOUN" and t.lemma in event_nouns() and t.i not in verbs]
    chain: dict[int, list[int]] = {}
    for upper in sorted(governed):
        bottom = governed[upper]
        while bottom in governed:
            bottom = governed[bottom]
        chain.setdefault(bottom, []).append(upper)
    clauses = [_verb_clause(sentence, i, verbs, chain.get(i, []), shared.get(i, [])) for i in heads]
    clauses += [_noun_clause(sentence, i, verbs) for i in nouns]
    return sorted(clauses, key=lambda c: c.head)


def _heads_clause(sentence: Sentence, token: Token) -> bool:
    if token.pos not in ("VERB", "AUX") or token.dep in HELPERS:
        return False
    if any(k.dep == "det" for k in sentence.children(token.i)) and token.dep != "relcl":
        return False
    if token.dep == "amod":
        return len(sentence.kids[token.i]) > 0 and token.tag in ("VBN", "VBG")
    return token.dep in CLAUSAL


def _verb_clause(sentence: Sentence, head: int, verbs: set[int], control: list[int], joint: list[int]) -> Clause:
    clause = Clause(sentence, head, "verb", control=control, joint=joint)
    top = control[0] if control else head
    inner = verbs - {head, *control}
    first_subtree = sentence.subtree(top, lambda t: t.i in inner)
    clause.extent = _contiguous(sentence, first_subtree, head)
    _arguments(clause, sentence, head)
    passive = clause.passive
    for other in joint:
        _arguments(clause, sentence, other)
    clause.passive = passive
    for upper in reversed(control):
        if clause.subject is None:
            found = _controlled(sentence, upper) or sentence.child(upper, *SUBJECTS)
            clause.subject = found.i if found else None
            clause.passive = clause.passive or bool(sentence.child(head, "auxpass"))
    if clause.subject is None:
        _inherit_subject(clause, sentence, top, verbs)
    clause.parent = next((a.i for a in sentence.ancestors(top) if a.i in verbs), None)
    return clause


def _controlled(sentence: Sentence, upper: int) -> Token | None:
    """Return whom a verb makes or wants to do what it governs ("urged China to stop"), None for verbs of its own subject."""
    if sentence.tokens[upper].lemma not in object_control():
        return None
    return sentence.child(upper, "dobj", "dative")


def _arguments(clause: Clause, sentence: Sentence, head: int) -> None:
    for kid in sentence.children(head):
        if kid.dep in SUBJECTS and clause.subject is None:
            clause.subject = kid.i
            clause.passive = clause.passive or kid.dep == "nsubjpass"
        elif kid.dep in ("dobj", "attr", "oprd", "acomp") and clause.object is None:
            clause.object = kid.i
        elif kid.dep == "dative":
            inner = sentence.child(kid.i, "pobj")
            clause.dative = inner.i if inner else kid.i
        elif kid.dep == "agent":
            inner = sentence.child(kid.i, "pobj")
            clause.by = inner.i if inner else None
        elif kid.dep == "auxpass":
            clause.passive = True
        elif kid.dep == "prep":
            _preposition(clause, sentence, kid)
    if clause.object is not None:
        for kid in sentence.children(clause.object, "prep"):
            _preposition(clause, sentence, kid)


def _preposition(clause: Clause, sentence: Sentence, token: Token) -> None:
    inner = sentence.child(token.i, "pobj")
    if inner:
        clause.preps.setdefault(token.lower, inner.i)
    for kid in sentence.children(token.i, "prep"):
        below = sentence.child(kid.i, "pobj")
        if below:
            clause.preps.setdefault(f"{token.lower} {kid.lower}", below.i)
            clause.preps.setdefault(kid.lower, below.i)


def _inherit_subject(clause: Clause, sentence: Sentence, top: int, verbs: set[int]) -> None:
    """Take the subject from the governing clause: conjuncts, participles, purpose clauses; a relative's antecedent."""
    token, passive_here = sentence.tokens[top], sentence.tokens[top].tag == "VBN"
    if token.tag == "VBG" and (blamed := blamed_for(sentence, top)) is not None:
        clause.subject, clause.inherited = blamed.i, True
        return
    if token.dep in ("acl", "relcl", "amod") and not clause.by:
        clause.inherited = True
        governor = token.head
        if token.dep == "amod" or passive_here:
            clause.passive = True
        clause.subject = governor
        return
    for upper in sentence.ancestors(top):
        if upper.i in verbs:
            found = sentence.child(upper.i, *SUBJECTS)
            if found:
                clause.subject, clause.inherited = found.i, True
                if token.dep == "conj" and passive_here and sentence.child(upper.i, "auxpass"):
                    clause.passive = True
                return
        elif upper.dep not in ("prep", "pcomp", "aux"):
            return


def _noun_clause(sentence: Sentence, head: int, verbs: set[int]) -> Clause:
    clause = Clause(sentence, head, "noun")
    clause.extent = _contiguous(sentence, sentence.subtree(head, lambda t: t.i in verbs), head)
    for kid in sentence.children(head):
        affiliated = kid.dep in ("amod", "compound", "nmod") and kid.ent in ("NORP", "GPE", "ORG")
        if kid.dep == "poss" or (affiliated and clause.subject is None):
            clause.subject = kid.i
        elif kid.dep == "prep":
            inner = sentence.child(kid.i, "pobj")
            if inner and kid.lower == "of":
                clause.object = inner.i
                for deeper in sentence.children(inner.i, "prep"):
                    _preposition(clause, sentence, deeper)
            elif inner and kid.lower == "by":
                clause.by = inner.i
            else:
                _preposition(clause, sentence, kid)
    clause.parent = next((a.i for a in sentence.ancestors(head) if a.i in verbs), None)
    return clause


REASONS = frozenset({"for", "over", "after"})


def _contiguous(sentence: Sentence, indices: list[int], head: int) -> list[int]:
    """Trim punctuation, loose conjunctions, and prepositions of another clause ("sanctioned a firm for") from the ends."""
    tokens = sentence.tokens
    kept = indices
    while len(kept) > 1 and tokens[kept[0]].i != head and (tokens[kept[0]].pos in ("PUNCT", "CCONJ", "SPACE")):
        kept = kept[1:]
    while len(kept) > 1 and tokens[kept[-1]].i != head and (
        tokens[kept[-1]].pos in ("PUNCT", "CCONJ", "SPACE") or (tokens[kept[-1]].lower in REASONS and sentence.child(kept[-1], "pcomp"))
    ):
        kept = kept[:-1]
    return kept

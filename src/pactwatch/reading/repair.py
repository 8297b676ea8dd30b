"""Repairs of trees that the parser builds wrongly in a known way.

"Polish intelligence estimates around 900 soldiers are in Serbia": the tagger takes the verb of saying for a plural
noun, so that the verb after it gets two subjects. The cue becomes the root, what stands before it its subject, the rest
its content. "The army rejects out of hand the charge": a plural noun that has a subject and an object is a verb.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.repair_telling import tell_beside
from pactwatch.reading.tree import Sentence, Token

LEFT = frozenset({"compound", "amod", "nmod", "det", "poss", "case", "punct", "nummod"})


@lru_cache(maxsize=1)
def hidden_cues() -> dict[str, str]:
    """Return {third person form: lemma} of the verbs of saying that look like plural nouns."""
    return dict(pair.split(":") for pair in read_toml("events/clauses.toml")["hidden_cues"].split())


def repair(sentence: Sentence) -> Sentence:
    """Return the sentence with a hidden verb of saying made its root, or the sentence itself."""
    sentence = tell_beside(sentence)
    cues, root = hidden_cues(), sentence.root
    if root.tag == "NNS" and all(sentence.child(root.i, dep) for dep in ("nsubj", "dobj")):
        root.pos, root.tag = "VERB", "VBZ"
    for token in sentence.tokens[1:]:
        if token.lower not in cues or not token.tag.startswith("NN"):
            continue
        verb = _content_verb(sentence, token)
        if verb is not None and sentence.tokens[token.i - 1].tag in ("NN", "NNP"):
            return _rebuilt(sentence, token, verb, cues[token.lower])
    return sentence


def _content_verb(sentence: Sentence, cue: Token) -> Token | None:
    """Return the verb after the cue that has a subject of its own: it shares its subjects, or is hung on the cue."""
    kids = [k for k in sentence.children(cue.i) if not _counts(sentence, k)]
    if cue.dep == "nsubj":
        verb = sentence.tokens[cue.head]
        alone = all(k.dep in LEFT and k.i < cue.i for k in kids)
    else:
        hung = [k for k in kids if k.dep in ("relcl", "acl", "ccomp") and k.i > cue.i]
        verb = hung[0] if hung else cue
        alone = cue.head == cue.i and len(hung) == 1 and all(k.dep in LEFT and k.i < cue.i for k in kids if k not in hung)
        alone = alone and not any(t.tag in ("WDT", "WP") for t in sentence.tokens[cue.i : verb.i])
    subject = [t for t in sentence.children(verb.i, "nsubj", "nsubjpass") if cue.i < t.i < verb.i]
    subject += [k for k in sentence.children(cue.i) if _counts(sentence, k) and k.i < verb.i]
    return verb if alone and verb.i > cue.i and subject else None


def _counts(sentence: Sentence, token: Token) -> bool:
    """Say whether a "preposition" only bounds a figure ("around 900 men"), which is then the subject of what follows."""
    noun = sentence.child(token.i, "pobj") if token.dep == "prep" and token.lower in BOUNDS else None
    return noun is not None and sentence.child(noun.i, "nummod") is not None


BOUNDS = frozenset({"around", "about", "over", "under"})


def _rebuilt(sentence: Sentence, cue: Token, verb: Token, lemma: str) -> Sentence:
    tokens = sentence.tokens
    subject = tokens[cue.i - 1]
    for kid in sentence.children(cue.i):
        if kid is not subject and kid.i < cue.i:
            kid.head = subject.i
    for bound in [k for k in sentence.children(cue.i) if k.i > cue.i and _counts(sentence, k)]:
        noun = next(iter(sentence.children(bound.i, "pobj")))
        figure = next(iter(sentence.children(noun.i, "nummod")))
        noun.dep, noun.head, bound.dep, bound.head = "nsubj", verb.i, "quantmod", figure.i
    before = [t for t in sentence.children(verb.i) if t.i < cue.i and t.i not in (cue.i, subject.i)]
    cue.pos, cue.tag, cue.lemma = "VERB", "VBZ", lemma
    if cue.dep == "nsubj":
        cue.dep, cue.head = verb.dep, (cue.i if verb.head == verb.i else verb.head)
    subject.dep, subject.head = "nsubj", cue.i
    verb.dep, verb.head = "ccomp", cue.i
    for t in before:
        t.head = cue.i
    return sentence.rehung()

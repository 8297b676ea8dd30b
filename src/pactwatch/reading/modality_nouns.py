"""What a noun phrase says: determiners and adjectives, and nouns that take the event as their complement."""

from __future__ import annotations

from pactwatch.reading.modality_classes import complement_kind, noun_class
from pactwatch.reading.modality_clause import is_conceded, negative_noun, read_clause
from pactwatch.reading.modality_cues import BARE, REAL, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token


def apply_noun_phrase(walk: Walk, token: Token, *, modifiers: bool = True, determiner: bool = True) -> None:
    """Apply the determiner and the adjectives of a noun phrase."""
    cues = load_cues()
    coming = next((t for kid in walk.sentence.children(token.i, "poss", "amod", "npadvmod") for t in (
        kid, *walk.sentence.children(kid.i, "amod")) if t.lower in cues.sets["coming"]), None)
    if coming is not None and modifiers and walk.state == "noun":
        walk.apply("plan", coming)
    if modifiers:
        for kid in walk.sentence.children(token.i, "amod", "compound", "nmod", "advmod"):
            if kid.i in walk.path or kid.i > token.i:
                continue
            names = cues.words["adjectives"].get(kid.lemma, ()) or cues.words["adjectives"].get(kid.lower, ())
            names = names or (cues.words["adverbs"].get(kid.lower, ()) if kid.dep == "advmod" else ())
            if names and names[0] not in {"demand", "ban"} and walk.state in BARE:
                walk.apply(names[0], kid)
    if determiner:
        negative = negative_noun(walk.sentence, token.i)
        if negative is not None and negative.i not in walk.used:
            walk.used.add(negative.i)
            walk.apply("negation", negative)


def enter_noun(walk: Walk, child: Token, head: Token, dep: str) -> None:
    """Enter a noun from what modifies or complements it."""
    if dep in {"poss", "det", "nummod", "amod"}:
        walk.weak = True
    kind = complement_kind(walk, child, "")
    if walk.weak and walk.state in REAL and _is_promised(walk, child, head):
        walk.weak = False  # "promises of pensions paid by Rabat" are about the paying
    match = walk.phrase_at(head.i)
    name = match.name if match else noun_class(head, kind)
    if name is None:
        if dep in {"acl", "amod", "relcl"}:
            walk.weak = True
        apply_noun_phrase(walk, head)
        return
    if name in {"report", "claim", "accuse"}:
        walk.hearsay = True
    if dep == "acl" and child.tag == "VBN" and read_clause(walk.sentence, child.i).tense is None and (
        not walk.sentence.child(child.i, "aux", "auxpass")
    ):
        walk.weak = True  # "the agreement signed in May", no complement
    negator = negative_noun(walk.sentence, head.i) or find_little(walk, head)
    governor = walk.sentence.tokens[head.head]
    if negator is None and head.dep in {"dobj", "attr", "nsubj", "nsubjpass", "pobj"} and governor.pos in VERBAL:
        negator = None if is_conceded(walk.sentence, governor, head) else read_clause(walk.sentence, governor.i).negator
        if negator is not None and name not in {"evidence", "confirm", "plan", "consider", "report", "suggest"}:
            negator = None
    if match:
        walk.apply_match(match, negator is not None and negator.i not in match.tokens)
    else:
        walk.apply(name, head, negator is not None, negator)
    if negator is not None:
        walk.used.add(negator.i)
    apply_noun_phrase(walk, head, determiner=False)
    void = next((t for t in walk.sentence.children(head.i, "amod") if t.lower in load_cues().sets["void"]), None)
    if void is not None and name == "plan":
        walk.apply("fail", void)


def _is_promised(walk: Walk, child: Token, head: Token) -> bool:
    """Say whether a promise, a plan or an offer is of something with the event as its participle: "a promise of pensions paid by ..."."""
    of = walk.sentence.tokens[child.head]
    told = walk.sentence.tokens[walk.trigger]
    return of.lower == "of" and told.tag == "VBN" and told.dep == "acl" and told.head == child.i and (
        noun_class(head, "noun") in {"plan", "consider"})


def find_little(walk: Walk, head: Token) -> Token | None:
    """Return the modifier that all but negates a noun: "little evidence", "scant proof"."""
    few = {"little", "scant", "scarce", "insufficient", "few"}
    return next((t for t in walk.sentence.children(head.i, "amod", "det") if t.lower in few), None)

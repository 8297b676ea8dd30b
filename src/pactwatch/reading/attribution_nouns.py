"""Nouns, adjectives and adverbs that attribute: "the claim that", "sure that", "reportedly"."""

from __future__ import annotations

from pactwatch.reading.attribution_according import speaks
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import Draft, Run, clause_run, edges, is_verb, runs_of, subject_of, trim
from pactwatch.reading.stance import stance_of
from pactwatch.reading.tree import Sentence, Token

UNDOUBTED = frozenset({"doubt", "question", "dispute", "uncertainty", "mistake"})
"""Nouns of which, with a "no", something is asserted: "there is no doubt that"."""
ANSWERS = frozenset({"comment", "response", "answer", "reply"})


def nominal_draft(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of a noun that attributes: "the claim that", "its threat to", "her denial of"."""
    lex = lexicon()
    clause = next((c for c in s.children(t.i, "acl", "ccomp", "relcl") if c.i > t.i and _that_or_to(s, c.i)), None)
    run = clause_run(s, clause.i, t.i) if clause is not None else None
    source, owner_run = _owner(s, t)
    if run is None and t.lemma in ANSWERS and _absent(s, t) and source is not None:
        prep = next((c for c in s.children(t.i, "prep")), None)
        about = trim(s, (prep.i + 1, edges(s, prep.i)[1])) if prep is not None and prep.i < len(s) - 1 else None
        return Draft(s.index, owner_run, t.i, source, [about], "does_not_confirm", "attr.noun.none") if about else None
    if run is None:
        if t.lemma in ANSWERS or t.lemma not in lex.words["nouns.of"] or source is None or s.tokens[source].dep != "poss":
            return None
        prep = next(
            (c for c in s.children(t.i, "prep") if c.lower in ("of", "for", "to", "on", "about", "against")), None
        )
        noun = s.child(prep.i, "pobj", "pcomp") if prep is not None else None
        if prep is None or noun is None:
            return None
        run = trim(s, (prep.i + 1, edges(s, prep.i)[1]))
    if run is None:
        return None
    stance = stance_of(s, t.i, lex.nouns.get(t.lemma, "asserts"), "does_not_confirm")
    if _absent(s, t):
        stance = "asserts" if t.lemma in UNDOUBTED else "doubts" if lex.nouns.get(t.lemma) == "asserts" else "does_not_confirm"
    return Draft(
        s.index, owner_run, t.i, source, [run], stance, "attr.noun.clause" if clause is not None else "attr.noun.of"
    )


def _that_or_to(s: Sentence, i: int) -> bool:
    marks = [c for c in s.children(i) if c.lower in ("that", "to", "whether") and c.dep in ("mark", "aux")]
    return (bool(marks) and s.tokens[i].dep != "relcl") or any(m.lower == "that" and m.dep == "mark" for m in marks)


def _absent(s: Sentence, t: Token) -> bool:
    return any(c.lower in ("no", "little", "any", "neither") for c in s.children(t.i, "det", "amod", "neg"))


def _owner(s: Sentence, t: Token) -> tuple[int | None, Run]:
    """Return the source of a nominal cue and the cue's run: its owner, its author, or the subject of a light verb."""
    owner = s.child(t.i, "poss")
    if owner is not None:
        return owner.i, (t.i, t.i)
    lex = lexicon()
    for prep in s.children(t.i, "prep", "agent"):
        noun = s.child(prep.i, "pobj")
        if prep.lower in ("by", "from", "of", "among") and noun is not None and speaks(s, noun.i):
            return noun.i, (t.i, t.i)
    head = s.tokens[t.head]
    if (
        t.dep in ("dobj", "attr", "conj", "pobj")
        and is_verb(head)
        and head.lemma in lex.words["nouns.light"]
        and head.i < t.i
    ):
        return subject_of(s, head.i), (head.i, t.i)
    return None, (t.i, t.i)


def adjective_draft(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of "is sure that", "was sceptical of": whose subject is the source."""
    lex = lexicon()
    holder = s.tokens[t.head]
    if t.dep not in ("acomp", "oprd", "conj") and t.dep != "ROOT":
        return None
    subject = s.child(holder.i, "nsubj")
    if subject is None or subject.lower in ("it", "there"):
        return None
    clause = next((c for c in s.children(t.i, "ccomp", "xcomp", "advcl") if c.i > t.i), None)
    if clause is None:
        clause = next((c for c in s.children(holder.i, "ccomp", "xcomp") if c.i > t.i), None)
    run = clause_run(s, clause.i, t.i) if clause is not None else None
    if run is None:
        prep = next((c for c in s.children(t.i, "prep") if c.lower in ("of", "about", "over", "for", "that")), None)
        run = (
            trim(s, (prep.i + 1, edges(s, prep.i)[1]))
            if prep is not None and prep.i + 1 <= edges(s, prep.i)[1]
            else None
        )
    if run is None:
        return None
    if t.lower in lex.words["impersonal.doubting"]:
        stance = stance_of(s, holder.i, "doubts", "asserts")
    elif t.lower in lex.words["impersonal.unsure"]:
        stance = stance_of(s, holder.i, "does_not_confirm", "asserts")
    else:
        stance = stance_of(s, holder.i, "asserts", "does_not_confirm")
    return Draft(s.index, (t.i, t.i), t.i, subject.i, [run], stance, "attr.adjective")


def adverb_draft(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of "reportedly": nobody named says the clause."""
    head = s.tokens[t.head]
    if not is_verb(head):
        return None
    tree = list(s.subtree(
            head.i,
            lambda c: (
                c.dep in ("advcl", "conj", "cc", "parataxis", "relcl", "ccomp")
                and c.head == head.i
                and c.dep != "ccomp"
            ),
        ))
    content = runs_of(s, tree, (t.i, t.i))
    return Draft(s.index, (t.i, t.i), t.i, None, content, "asserts", "attr.adverb") if content else None

"""The stance of a cue: what the speaker does with the content, which is not the state that the event is in.

1. the cue word has a stance of its own (data/attribution/cues.toml);
2. what governs it may take the act away ("declined to", "stopped short of", "has yet to") or keep it ("went on to");
3. negation turns it: who did not confirm has neither confirmed nor denied, but what nobody denies is conceded;
4. an act that is not a fact (conditional, future, called for, asked about) never counts as a confirmation.
"""

from __future__ import annotations

from pactwatch.model import Stance
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.conceded import is_given_up, is_owned_up_to
from pactwatch.reading.tree import Sentence

FACTUAL_ONLY: frozenset[Stance] = frozenset({"confirms", "denies", "retracts"})
CONDITIONAL = frozenset({"if", "unless", "until", "whether", "once", "before", "lest"})
QUESTION_AUXILIARIES = frozenset({"do", "be", "have", "will", "would", "can", "could", "should", "may", "might"})


def stance_of(s: Sentence, v: int, own: Stance, negated: Stance) -> Stance:
    """Return the stance of the cue at token `v`, whose word by itself means `own`, and `negated` when negated."""
    negations, factual = _polarity(s, v)
    if own in ("denies", "doubts") and (is_given_up(s, v) or is_owned_up_to(s, v)):
        return "confirms"
    if negations == 1:
        return _negated(s, v, own, negated)
    if negations > 1 or (own in FACTUAL_ONLY and not factual):
        # "did not refuse to confirm" still is no confirmation: two refusals never add up to one
        return "does_not_confirm" if own in FACTUAL_ONLY or negations > 1 else own
    return own


def _negated(s: Sentence, v: int, own: Stance, negated: Stance) -> Stance:
    if own in ("asks", "demands"):
        return "does_not_confirm"
    if (
        own == "asserts"
        and negated == "does_not_confirm"
        and s.tokens[v].lemma in ("believe", "think", "expect", "consider")
    ):
        return "doubts"
    return negated


def _polarity(s: Sentence, v: int) -> tuple[int, bool]:
    """Return how many negations stand over the cue, and whether the act is put as a fact."""
    lex = lexicon()
    count, factual, i, steps = _negations(s, v), _factual_here(s, v), v, 0
    while steps < 6:
        steps += 1
        t = s.tokens[i]
        if t.head == i or t.dep not in ("xcomp", "pcomp", "conj", "acomp", "ccomp", "prep", "advcl", "acl", "aux"):
            break
        head = s.tokens[t.head]
        if t.dep == "conj":
            if s.child(i, "nsubj", "nsubjpass") is None:
                count += _shared_negation(s, head.i, i)
                factual = factual and (_factual_here(s, head.i) or bool(s.children(i, "aux")))
            i = head.i
            if s.child(t.i, "nsubj", "nsubjpass") is not None:
                break
            continue
        if t.dep in ("advcl", "ccomp", "acl") and not _nonfinite(s, i):
            factual = factual and not _governed_away(s, i, head.i, finite=True)
            break
        if t.dep in {"prep", "pcomp"}:
            if head.lower == "without" or t.lower == "without":
                return count + (1 if t.dep == "pcomp" else 0), factual
            if head.lower == "short":
                count += 1
        elif t.dep in ("xcomp", "acomp", "advcl", "acl", "ccomp"):
            if _refuses(s, head.i):
                count += 1
            elif t.dep == "xcomp" and is_intention(s, head.i):
                factual = False
            elif t.dep == "xcomp":
                factual = factual and _factual_here(s, head.i)
        if head.lemma in lex.words["control.negating"] and t.dep in ("pcomp", "prep"):
            count += 1 if head.lemma != "stop" or t.dep == "prep" else 0
        if t.dep in ("xcomp", "acomp", "pcomp", "prep", "aux"):
            count += _negations(s, head.i)
        if t.dep == "advcl":
            break
        i = head.i
    return count, factual


def is_intention(s: Sentence, governor: int) -> bool:
    """Say whether what the governor takes as its infinitive is only meant, offered, asked or foreseen."""
    return s.tokens[governor].lemma not in lexicon().words["control.keeping"]


def _refuses(s: Sentence, governor: int) -> bool:
    t, lex = s.tokens[governor], lexicon()
    if t.lemma in lex.words["control.negating"] or t.lower in lex.words["impersonal.unable"]:
        return True
    if t.lemma in {"have", "be"}:
        return any(c.lower == "yet" for c in s.children(governor)) or any(
            c.lower in lex.words["impersonal.unable"] for c in s.children(governor, "acomp")
        )
    return False


def _negations(s: Sentence, v: int) -> int:
    """Count negation on the verb, its auxiliaries and its subject's determiner ("no official", "neither side")."""
    negators = lexicon().words["control.negators"]
    count = 0
    for c in s.children(v):
        if c.dep == "neg" or (c.dep in ("advmod", "preconj", "cc") and c.lower in negators and c.i < v):
            count += 1
        elif c.dep in ("nsubj", "nsubjpass"):
            some = c.lower in ("few", "little") and c.i > 0 and s.tokens[c.i - 1].lower in ("a", "the")  # "a few believe"
            quantifier = (c.lower in negators and not some) or any(
                d.lower in ("no", "neither", "none", "few", "not") and d.dep in ("det", "preconj", "cc", "amod", "neg")
                for d in s.children(c.i)
            )
            count += int(quantifier)
        elif c.dep == "aux" and c.lower in ("cannot",):
            count += 1
    return min(count, 1) if s.tokens[v].lemma != "deny" else count


def _shared_negation(s: Sentence, head: int, conjunct: int) -> int:
    """Return 1 if the first verb's negation covers the second ("did not confirm or deny", not "..., but said")."""
    if not _negations(s, head):
        return 0
    ccs = [t.lower for t in s.tokens[head + 1 : conjunct] if t.dep == "cc" or t.lower in ("but", "or", "nor", "and")]
    return int(bool(ccs) and ccs[-1] in ("or", "nor") and not s.children(conjunct, "neg"))


def _factual_here(s: Sentence, v: int) -> bool:
    """Say whether the clause puts the act as done: no weak modal, condition, question or imperative."""
    lex, tokens = lexicon(), s.tokens
    for c in s.children(v):
        if (c.dep == "mark" and c.lower in CONDITIONAL) or (
            c.dep == "advmod" and c.lower == "when" and tokens[-1].text == "?"
        ):
            return False
        if c.dep == "aux" and c.lower in lex.words["control.weak_modals"]:
            return any(t.lower == "only" for t in tokens[c.i : v + 1])
    inverted = tokens[0].lemma in QUESTION_AUXILIARIES and tokens[0].head == v and tokens[-1].text == "?"
    return not inverted


def _nonfinite(s: Sentence, i: int) -> bool:
    t = s.tokens[i]
    return t.tag in ("VB", "VBG") and s.child(i, "nsubj", "nsubjpass", "expl") is None


def _governed_away(s: Sentence, i: int, governor: int, *, finite: bool) -> bool:
    """Say whether the governing verb asks for the act, or makes it a condition."""
    if not finite:
        return False
    marks = {c.lower for c in s.children(i, "mark", "advmod")}
    if marks & {"if", "whether", "unless", "until", "once"}:
        return True
    classes = lexicon().verbs.get(s.tokens[governor].lemma, ())
    # "demanded that Seoul confirm": the act is asked for; "said that Seoul confirmed": it is told
    return bool(classes) and all(c.stance in ("demands", "asks") or c.id == "intention" for c in classes)

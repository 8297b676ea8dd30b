"""The verb group of a clause: tense, aspect, modals, negation, with what a coordinated verb shares with the first."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.reading.modality_cues import load_cues
from pactwatch.reading.tree import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


@dataclass(slots=True)
class Clause:
    """What the verb group around one verb says. `tense` is past, present, modal or None (not finite)."""

    tense: str | None = None
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    infinitive: bool = False
    modal: Token | None = None
    modal_kind: str | None = None
    negator: Token | None = None
    until: bool = False
    before: bool = False


def read_clause(sentence: Sentence, i: int) -> Clause:
    """Return the verb group of token `i` (for an adjective or noun predicate, that of its copula)."""
    tokens = sentence.tokens
    verb = tokens[i]
    clause = Clause()
    auxiliaries = sentence.children(i, "aux", "auxpass")
    shared = _shared(sentence, i) if not auxiliaries else None
    if shared is not None:
        auxiliaries = sentence.children(shared, "aux", "auxpass")
    for aux in auxiliaries:
        _add_auxiliary(clause, aux, verb)
    if clause.tense is None and not clause.infinitive and not auxiliaries:
        clause.tense = {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(verb.tag)
        if _is_hidden_past(sentence, verb):
            clause.tense = "past"
    clause.negator, clause.until = _negator(sentence, i)
    clause.before = clause.negator is not None and _has_before(sentence, i, clause.negator)
    if clause.negator is None and verb.dep == "conj":
        clause.negator = next((t for t in sentence.children(verb.head, "cc") if t.lower == "nor" and t.i < i), None)
    if clause.negator is None and shared is not None and not _contrasted(sentence, i):
        clause.negator = _negator(sentence, shared)[0]
    return clause


def _is_hidden_past(sentence: Sentence, verb: Token) -> bool:
    """Say whether a past tense is tagged as a participle: it has a subject, and a conjunction or a relative of its own."""
    if verb.tag != "VBN" or sentence.child(verb.i, "nsubj") is None or verb.dep not in {"advcl", "ccomp", "relcl"}:
        return False
    return any(t.i < verb.i and t.tag in {"WRB", "WDT", "WP", "IN"} and t.lower != "with" for t in sentence.children(verb.i))


def _add_auxiliary(clause: Clause, aux: Token, verb: Token) -> None:
    """Put one auxiliary into the verb group."""
    words = load_cues().sets
    if aux.dep == "auxpass" or (aux.lemma == "get" and verb.tag == "VBN"):
        clause.passive = True
    if aux.lower == "to":
        clause.infinitive = True
    elif aux.tag == "MD" or aux.lower in words["future"] or aux.lower in words["conditional"]:
        clause.modal, clause.tense = aux, "modal"
        for kind in ("future", "may", "must", "can", "conditional"):
            if aux.lower in words[kind]:
                clause.modal_kind = kind
        if aux.lower == "'d":
            clause.modal_kind = "conditional" if verb.tag == "VB" else None
    elif aux.lemma in {"have", "'ve"} or aux.lower in {"'ve", "having"}:
        clause.perfect = True
    elif aux.lemma == "be" and verb.tag == "VBG" and aux.dep == "aux":
        clause.progressive = True
    if clause.tense is None and not clause.infinitive:
        clause.tense = {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(aux.tag)


def _shared(sentence: Sentence, i: int) -> int | None:
    """Return the first verb of a coordination whose auxiliaries token `i` shares, or None."""
    verb = sentence.tokens[i]
    if verb.dep != "conj" or verb.tag not in {"VB", "VBN", "VBG"} or sentence.child(i, *SUBJECTS):
        return None
    first = sentence.tokens[verb.head]
    if first.tag == verb.tag:
        return first.i
    return None


def _contrasted(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` is set against the first of its coordination by "but" or "instead"."""
    first = sentence.tokens[i].head
    return any(t.lower in {"but", "instead", "yet"} for t in sentence.children(first, "cc") if t.i < i) or any(
        t.lower == "instead" for t in sentence.children(i, "advmod")
    )


def _negator(sentence: Sentence, i: int) -> tuple[Token | None, bool]:
    """Return the word that negates the clause of token `i`, and whether an "until" turns that into "only then"."""
    words = load_cues().sets
    tokens = sentence.tokens
    for kid in sentence.children(i):
        if kid.lower in words["negators"] and kid.dep in {"neg", "advmod", "preconj", "cc", "det"}:
            following = tokens[kid.i + 1].lower if kid.i + 1 < len(tokens) else ""
            if _is_contrast(sentence, i, kid):
                continue
            if following == "," and any(t.lower == "if" for t in sentence.children(i, "mark")):
                continue  # "If it does not, they will": the parser gives both to one verb
            if following in words["focus"] and kid.lower in {"not", "n't", "no"} and following != "until":
                continue
            if kid.lower == "never" and following in {"more", "fewer", "less"}:
                continue
            return kid, _has_until(sentence, i, kid)
        if kid.dep in {"nsubj", "nsubjpass", "dobj", "attr", "expl"} or (kid.dep == "npadvmod" and kid.lower == "none"):
            negative = negative_noun(sentence, kid.i)
            if negative is not None:
                return negative, _has_until(sentence, i, negative)
    return None, False


def _is_contrast(sentence: Sentence, i: int, negator: Token) -> bool:
    """Say whether a "not" behind its verb only sets another figure or name apart: "3,800 were killed, not 4,000"."""
    return negator.lower == "not" and negator.i > i and sentence.tokens[negator.i - 1].text in {",", "—", "–", "(", "and", "but"}


def set_against(sentence: Sentence, i: int) -> Token | None:
    """Return the "not" that sets the figure or name at token `i` against another one before it, or None."""
    for before in range(i - 1, max(i - 4, 0), -1):
        token = sentence.tokens[before]
        if token.lower == "not" and before and sentence.tokens[before - 1].text in {",", "—", "–", "(", "and"}:
            return token
        if before and (sentence.tokens[before - 1].lower, token.lower) in {("rather", "than"), ("instead", "of")}:
            return sentence.tokens[before - 1]
        if token.pos in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def figures_set_apart(sentence: Sentence) -> dict[int, Token]:
    """Return the figures that a sentence sets against others, by token, each with its "not": of "30, not 40" the 40.

    So does the "from" of a correction: "Corrects number of shells to 30 from 40".
    """
    opening = next((t.lower for t in sentence.tokens if t.pos != "PUNCT"), "")
    if opening in {"correct", "corrects", "corrected", "correcting", "correction"}:
        numbers = [t for t in sentence.tokens if t.pos == "NUM" and t.i and sentence.tokens[t.i - 1].lower == "from"]
        if numbers and any(t.pos == "NUM" and sentence.tokens[t.i - 1].lower == "to" for t in sentence.tokens[1:]):
            return {t.i: sentence.tokens[t.i - 1] for t in numbers}
    found = ((t.i, set_against(sentence, t.i) or _none_of(sentence, t.i)) for t in sentence.tokens if t.pos == "NUM")
    return {i: negator for i, negator in found if negator is not None}


def _none_of(sentence: Sentence, i: int) -> Token | None:
    """Return the "none" of a relative clause that says so of a figure: "66 jets, of which none has come"."""
    near = sentence.tokens[i + 1 : i + 7]
    for of, which, none in zip(near, near[1:], near[2:], strict=False):
        if (of.lower, which.lower) in {("of", "which"), ("of", "whom")} and none.lower in {"none", "nobody"}:
            return none
    return None


def negative_noun(sentence: Sentence, i: int) -> Token | None:
    """Return the word that makes a noun phrase negative ("no", "none", "not one"), or None."""
    words = load_cues().sets
    token = sentence.tokens[i]
    if token.lower in words["negative_subjects"]:
        return None if _focused(sentence, i) else token
    if any(t.lower == "but" for t in sentence.children(i, "cc")) and sentence.child(i, "conj"):
        return None  # "not rifles but tanks"
    few = next((t for t in tokens_before(sentence, i) if t.lower in words["near_negatives"]), None)
    if few is not None and sentence.word_at(few.i + 1) == "any":
        return few
    for kid in sentence.children(i, "det", "neg", "nummod", "preconj", "advmod", "amod"):
        if kid.lower in words["negative_determiners"] and not _focused(sentence, kid.i):
            return kid
        if kid.dep == "neg" and not _focused(sentence, kid.i) and not _is_contrast(sentence, i, kid):
            return kid
        if kid.dep == "nummod" and any(t.lower == "not" for t in sentence.children(kid.i)):
            return next(t for t in sentence.children(kid.i) if t.lower == "not")
    return None


CONCEDING = frozenset({"though", "although", "whereas"})


def is_conceded(sentence: Sentence, verb: Token, child: Token) -> bool:
    """Say whether a "though" behind a comma parts a token from a verb before it, whatever the parser makes of it: "They did not, though ..."."""
    if not verb.tag.startswith("VB") or child.dep in {"ccomp", "xcomp"}:
        return False
    return any(
        t.lower in CONCEDING and sentence.tokens[t.i - 1].text == "," and all(k.text != "," for k in sentence.tokens[t.i : child.i])
        for t in sentence.tokens[verb.i + 1 : child.i])


def tokens_before(sentence: Sentence, i: int) -> list[Token]:
    """Return the two tokens before token `i`, and itself."""
    return sentence.tokens[max(0, i - 2) : i + 1]


def _focused(sentence: Sentence, i: int) -> bool:
    """Say whether a negator only sets the focus: "no fewer than", "not only"."""
    following = sentence.word_at(i + 1)
    if following == "more" and sentence.word_at(i + 2) != "than" and sentence.tokens[i].lower == "no":
        return False  # "has sent no more troops"
    return following in load_cues().sets["noun_focus" if sentence.tokens[i].lower != "not" else "focus"]


def _has_before(sentence: Sentence, i: int, negator: Token) -> bool:
    """Say whether a negation only puts off to a day: "will not arrive before 2027"."""
    for token in (sentence.tokens[k] for k in sentence.subtree(i)):
        day = sentence.child(token.i, "pobj") if token.lower == "before" and token.i > negator.i else None
        if day is not None and (day.ent == "DATE" or (day.text.isdigit() and len(day.text) == len("2027"))):
            return True
    return False


def _has_until(sentence: Sentence, i: int, negator: Token) -> bool:
    """Say whether a negated past clause has an "until": "did not arrive until May" means that it arrived."""
    return any(
        t.lower in {"until", "till"} and t.i > negator.i for k in sentence.kids[i] for t in (
            sentence.tokens[k], *(sentence.children(k, "mark", "prep") if sentence.tokens[k].dep == "advcl" else ()),
        )
    )

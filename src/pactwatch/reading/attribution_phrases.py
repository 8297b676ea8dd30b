"""Cues that are not verbs: "according to", "by Seoul's count", "the claim that", "sure that", "reportedly", "X: ..."."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import (
    NOUNS,
    Draft,
    Run,
    clause_run,
    edges,
    is_verb,
    noun_run,
    runs_of,
    subject_of,
    trim,
)
from pactwatch.reading.stance import stance_of
from pactwatch.reading.tree import Sentence, Token

OPENERS = frozenset(
    {'"', "and", "but", "however", "-", "–", "—", "•", "*", ",", "(", "also", "yet", "so", "meanwhile", "still"}
)
OWN_WORDS = frozenset({"our", "my", "your", "his", "her"})
ANSWERS = frozenset({"comment", "response", "answer", "reply"})
SPEAKING_NAME_MAX = 9
"""Tokens before a colon that can still be a speaker's name and office."""


def phrase_drafts(s: Sentence) -> list[Draft]:
    """Return the drafts of the cues that are not verbs, in order."""
    drafts: list[Draft] = []
    lex = lexicon()
    nouns, adjectives, adverbs = lex.nouns, lex.words["impersonal.adjectives"], lex.words["phrases.adverbs"]
    firsts = {words[0] for words in lex.phrases["according"]}
    colon = False
    for t in s.tokens:
        draft = None
        if t.lower in firsts:
            draft = _according(s, t.i)
        if draft is None and t.dep in ("prep", "agent") and t.lower in lex.words["phrases.measure_prepositions"]:
            draft = _measure(s, t)
        elif t.pos == "NOUN" and (t.lemma in nouns or t.lemma in ANSWERS):
            draft = _nominal(s, t)
        elif t.pos == "ADJ" and t.lower in adjectives:
            draft = _adjective(s, t)
        elif t.lower in adverbs and t.pos == "ADV":
            draft = _adverb(s, t)
        elif t.text == ":" and not colon:
            colon = True
            draft = _colon(s, t.i)
        if draft is not None:
            drafts.append(draft)
    return drafts


def match_phrase(s: Sentence, i: int, group: str) -> int | None:
    """Return the last token of the phrase of `group` that starts at token `i`, or None."""
    tokens = s.tokens
    for words in lexicon().phrases[group]:
        if words[0] == tokens[i].lower and len(tokens) - i >= len(words):
            if all(tokens[i + k].lower == word for k, word in enumerate(words)):
                return i + len(words) - 1
    return None


def phrase_source(s: Sentence, last: int) -> int | None:
    """Return the noun that a phrase ending at token `last` governs."""
    noun = s.child(last, "pobj", "pcomp", "dobj")
    if noun is not None:
        return noun.i
    for t in s.tokens[last + 1 : last + 9]:
        if t.pos in NOUNS and t.dep not in ("compound", "poss", "nmod", "nummod"):
            return t.i
        if t.text in (",", ".", ";"):
            return None
    return None


def _according(s: Sentence, i: int) -> Draft | None:
    last = match_phrase(s, i, "according")
    if last is None:
        return None
    source = phrase_source(s, last)
    if source is None or (s.tokens[i].lower == "per" and not _speaks(s, source)):
        return None
    if s.tokens[source].lemma in ("plan", "law", "rule", "schedule", "need", "type", "size", "custom", "age", "rank"):
        return None
    whole = (i, noun_run(s, source)[1])
    content = bracket_content(s, whole)
    if not content:
        return None
    return Draft(s.index, (i, last), i, source, content, "asserts", "attr.phrase.according")


def _speaks(s: Sentence, i: int) -> bool:
    t, lex = s.tokens[i], lexicon()
    known = any(lex.has(f"sources.{k}", t.lemma) for k in ("person", "organisation", "media", "document"))
    return t.pos == "PROPN" or (known and bool(s.children(i, "det", "compound", "poss", "amod")))


def bracket_content(s: Sentence, phrase: Run) -> list[Run]:
    """Return what a bracketing phrase attributes: the rest of its clause, before and after it."""
    first, last = phrase
    tokens = s.tokens
    before = [t for t in tokens[:first] if t.dep != "punct" and t.lower not in OPENERS]
    if not before:
        return _runs(s, [(last + 1, _end(s, last + 1))])
    start = 0
    for i in range(first - 1, -1, -1):
        if tokens[i].text == ";" or (
            tokens[i].lower in ("but", "while", "although", "though", "whereas") and _own_clause(s, i, first)
        ):
            start = i + 1
            break
        if tokens[i].lower in ("which", "who", "that") and i == first - 1 - int(tokens[first - 1].text == ","):
            head = tokens[i].head
            tree = s.subtree(head)
            return runs_of(s, range(min(i, tree[0]), tree[-1] + 1), phrase)
    after_end = _end(s, last + 1)
    k = last + 1
    while k <= after_end and tokens[k].dep == "punct":
        k += 1
    if k <= after_end and tokens[k].dep == "cc" and _own_clause(s, k, after_end + 1):
        return _runs(s, [(start, first - 1)])
    inside = set(s.subtree(tokens[first].head)) if tokens[first].head != first else set()
    if k <= after_end and (
        tokens[k].dep in ("mark",)
        or (is_verb(tokens[k]) and tokens[k].tag == "VBG")
        or (k not in inside and tokens[k].dep == "cc")
    ):
        return _runs(s, [(start, first - 1), (k, after_end)])
    return _runs(s, [(start, first - 1), (k, after_end)])


def _own_clause(s: Sentence, cc: int, end: int) -> bool:
    """Say whether a clause with a subject of its own follows the conjunction at `cc`, before `end`."""
    if cc and s.tokens[cc - 1].text not in (",", "—", "–"):
        return False
    return any(
        t.dep in ("nsubj", "nsubjpass", "expl") and t.i > cc and s.tokens[t.head].i > cc
        for t in s.tokens[cc + 1 : end]
    )


def _end(s: Sentence, start: int) -> int:
    for t in s.tokens[start:]:
        if t.text == ";":
            return t.i - 1
    return len(s) - 1


def _runs(s: Sentence, runs: list[Run]) -> list[Run]:
    return [run for run in (trim(s, r) for r in runs if r[0] <= r[1]) if run]


def _measure(s: Sentence, prep: Token) -> Draft | None:
    """Return the draft of "by a UN count", "in Seoul's view", whose owner is the source."""
    noun = s.child(prep.i, "pobj")
    if noun is not None and s.child(noun.i, "nmod", "compound", "poss") is not None:
        # "By Kyiv's count 900 men fell": the parser takes the count for a part of the men
        measures = lexicon().words["phrases.measure_nouns"]
        noun = next((c for c in s.children(noun.i, "nmod", "compound") if c.lemma in measures and s.child(c.i, "poss")), noun)
    if noun is None or (
        noun.lemma not in lexicon().words["phrases.measure_nouns"]
        and noun.lower not in lexicon().words["phrases.measure_nouns"]
    ):
        return None
    owner = s.child(noun.i, "poss")
    if owner is None:
        owner = next(
            (
                c
                for c in s.children(noun.i, "compound", "amod", "nmod")
                if c.pos == "PROPN" or c.ent in ("NORP", "ORG", "GPE")
            ),
            None,
        )
    if owner is None or (
        prep.lower in ("on", "at", "from", "to", "in")
        and noun.lemma in ("account", "figure", "figures", "reading", "mind", "count")
    ):
        return None
    whole = (prep.i, edges(s, noun.i)[1])
    content = bracket_content(s, whole)
    if not content:
        return None
    return Draft(s.index, (prep.i, prep.i), prep.i, owner.i, content, "asserts", "attr.phrase.measure")


def _nominal(s: Sentence, t: Token) -> Draft | None:
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
        stance = "doubts" if lex.nouns.get(t.lemma) == "asserts" else "does_not_confirm"
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
        if prep.lower in ("by", "from", "of", "among") and noun is not None and _speaks(s, noun.i):
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


def _adjective(s: Sentence, t: Token) -> Draft | None:
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


def _adverb(s: Sentence, t: Token) -> Draft | None:
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


def _colon(s: Sentence, colon: int) -> Draft | None:
    """Return the draft of `Name, office: words`: a speaker before a colon at the start of a sentence."""
    first = 0
    while first < colon and s.tokens[first].dep == "punct" and s.tokens[first].text != '"':
        first += 1
    if colon - first > SPEAKING_NAME_MAX or colon == first or colon + 1 >= len(s):
        return None
    before = s.tokens[first:colon]
    if any(is_verb(t) and t.tag != "VBN" for t in before):
        return None
    head = _name_head(s, first, colon)
    if head is None:
        return None
    lex, quoted = lexicon(), s.tokens[colon + 1].text == '"'
    t = s.tokens[head]
    speaker = t.ent == "PERSON" or t.lemma in lex.words["sources.person"] or t.lower in ("he", "she", "q", "a")
    body = t.lemma in lex.words["sources.organisation"] or t.ent == "ORG"
    shouted = t.text.isupper() and len(t.text) > 4 and not quoted
    if not (quoted and (speaker or body or t.pos == "PROPN")) and not (
        (speaker or (body and t.pos == "NOUN")) and not shouted
    ):
        return None
    run = trim(s, (colon + 1, len(s) - 1))
    return Draft(s.index, (colon, colon), colon, head, [run], "asserts", "attr.colon") if run else None


def _name_head(s: Sentence, first: int, end: int) -> int | None:
    """Return the head of the name between `first` and `end`: of its part before a comma, the last noun."""
    heads = []
    for t in s.tokens[first:end]:
        if t.text in (",", "("):
            break
        if t.dep == "prep":
            break
        heads.append(t)
    nouns = [t for t in heads if t.pos in NOUNS or t.text[:1].isupper()]
    return nouns[-1].i if nouns and heads[-1] is nouns[-1] else None

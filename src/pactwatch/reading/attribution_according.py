"""Prepositional cues and what they attribute: "according to", "by Seoul's count"."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import NOUNS, Draft, Run, edges, noun_run, runs_of, trim
from pactwatch.reading.tree import Sentence, Token

OPENERS = frozenset(
    {'"', "and", "but", "however", "-", "–", "—", "•", "*", ",", "(", "also", "yet", "so", "meanwhile", "still"}
)

UNOWNED = frozenset({"official", "unofficial", "most", "some", "all"})


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


def according_draft(s: Sentence, i: int) -> Draft | None:
    """Return the draft of a prepositional cue that starts at token `i`, or None."""
    last = match_phrase(s, i, "according")
    if last is None:
        return None
    source = phrase_source(s, last)
    if source is None or (s.tokens[i].lower == "per" and not speaks(s, source)):
        return None
    if s.tokens[source].lemma in ("plan", "law", "rule", "schedule", "need", "type", "size", "custom", "age", "rank"):
        return None
    # "According to the tracker the Europeans had paid": the parser takes the clause for the tracker's own
    content = bracket_content(s, (i, noun_run(s, source)[1])) or bracket_content(s, (i, source))
    if not content:
        return None
    return Draft(s.index, (i, last), i, source, content, "asserts", "attr.phrase.according")


def counts_tellers(s: Sentence, noun: int) -> bool:
    """Say whether what token `noun` names, if counted, is a number of tellers: "according to two diplomats", "citing three officials"."""
    token, lex = s.tokens[noun], lexicon()
    over = s.tokens[token.head]
    if token.dep == "dobj" and lex.has("relay.bare", over.lemma):
        return any(lex.has(f"sources.{kind}", token.lemma) for kind in ("person", "organisation", "media", "document"))
    if noun + 1 < len(s) and s.tokens[noun + 1].pos in ("AUX", "VERB"):
        return False  # "According to Kyiv 900 soldiers were killed": the parser takes the soldiers for the source
    lasts = (match_phrase(s, i, "according") for i in range(max(0, noun - 9), noun) if s.tokens[i].lower != "per")
    return any(last is not None and last < noun and phrase_source(s, last) == noun for last in lasts)


def speaks(s: Sentence, i: int) -> bool:
    """Say whether the noun can be a speaker: a name, or a known kind of person, body, medium or document."""
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


def measure_draft(s: Sentence, prep: Token) -> Draft | None:
    """Return the draft of "by a UN count", "in Seoul's view", whose owner is the source, or "by official figures", whose is none."""
    found = _measure(s, prep)
    if found is None:
        return None
    noun, last = found
    owner = _owner(s, noun) or (noun if prep.lower == "by" and _is_unowned(s, noun) else None)
    if owner is None or (
        prep.lower in ("on", "at", "from", "to", "in")
        and noun.lemma in ("account", "figure", "figures", "reading", "mind", "count")
    ):
        return None
    content = bracket_content(s, (prep.i, last))
    if not content:
        return None
    return Draft(s.index, (prep.i, prep.i), prep.i, owner.i, content, "asserts", "attr.phrase.measure")


def _measure(s: Sentence, prep: Token) -> tuple[Token, int] | None:
    """Return the noun of measure that the preposition governs, and the last token of its phrase; None where there is none."""
    measures = lexicon().words["phrases.measure_nouns"]
    noun = s.child(prep.i, "pobj")
    if noun is None and prep.i + 3 < len(s) and s.word_at(prep.i + 2) in ("'s", "’s") and s.tokens[prep.i + 3].lemma in measures:
        return s.tokens[prep.i + 3], prep.i + 3  # "By Kyiv's count 900 men fell": the parser lost the count on the way
    if noun is not None and s.child(noun.i, "nmod", "compound", "poss") is not None:
        # or takes it for a part of the men
        noun = next((c for c in s.children(noun.i, "nmod", "compound") if c.lemma in measures and s.child(c.i, "poss")), noun)
    if noun is None or (noun.lemma not in measures and noun.lower not in measures):
        return None
    return noun, edges(s, noun.i)[1]


def _owner(s: Sentence, noun: Token) -> Token | None:
    """Return whose measure it is: a possessor, else a name or demonym before the noun."""
    owner = s.child(noun.i, "poss")
    if owner is None and s.word_at(noun.i - 1) in ("'s", "’s"):
        owner = s.tokens[noun.i - 2]
    named = (c for c in s.children(noun.i, "compound", "amod", "nmod") if c.pos == "PROPN" or c.ent in ("NORP", "ORG", "GPE"))
    return owner or next(named, None)


def _is_unowned(s: Sentence, noun: Token) -> bool:
    """Say whether the measure is itself all that is told of the source: "by official count", "by most accounts"."""
    return any(c.lower in UNOWNED for c in s.children(noun.i, "amod", "det"))

"""Speakers before a colon: "Name, office: words"."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import NOUNS, Draft, is_verb, trim
from pactwatch.reading.tree import Sentence

SPEAKING_NAME_MAX = 9
"""Tokens before a colon that can still be a speaker's name and office."""


def colon_draft(s: Sentence, colon: int) -> Draft | None:
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
    lex, quoted = lexicon(), s.word_at(colon + 1) == '"'
    t = s.tokens[head]
    agency = t.lower in lex.words["sources.agencies"]
    speaker = agency or t.ent == "PERSON" or t.lemma in lex.words["sources.person"] or t.lower in ("he", "she", "q", "a")
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

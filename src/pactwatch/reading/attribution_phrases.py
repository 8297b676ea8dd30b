"""Cues that are not verbs: "according to", "by Seoul's count", "the claim that", "sure that", "reportedly", "X: ..."."""

from __future__ import annotations

from pactwatch.reading.attribution_according import according_draft, measure_draft
from pactwatch.reading.attribution_colons import colon_draft
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_nouns import ANSWERS, adjective_draft, adverb_draft, nominal_draft
from pactwatch.reading.attribution_spans import Draft
from pactwatch.reading.tree import Sentence


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
            draft = according_draft(s, t.i)
        if draft is None and t.dep in ("prep", "agent") and t.lower in lex.words["phrases.measure_prepositions"]:
            draft = measure_draft(s, t)
        elif t.pos == "NOUN" and (t.lemma in nouns or t.lemma in ANSWERS):
            draft = nominal_draft(s, t)
        elif t.pos == "ADJ" and t.lower in adjectives:
            draft = adjective_draft(s, t)
        elif t.lower in adverbs and t.pos == "ADV":
            draft = adverb_draft(s, t)
        elif t.text == ":" and not colon:
            colon = True
            draft = colon_draft(s, t.i)
        if draft is not None:
            drafts.append(draft)
    return drafts

"""Subjects that name nobody: "few believe", "nobody in the town says" have no speaker; "some say" has people without a name."""

from __future__ import annotations

from pactwatch.reading.attribution_spans import Draft
from pactwatch.reading.mentions import SourceMention
from pactwatch.reading.tree import Sentence

NOBODY = frozenset({"nobody", "none", "no-one", "nothing", "neither", "few"})
MEANS = frozenset({"telephone", "phone", "email", "e-mail", "fax"})
"""By which somebody is reached, who speaks himself."""
NO = frozenset({"no", "neither", "few"})
DEFINITE = frozenset({"a", "the", "these", "those", "his", "her", "its", "their", "our"})
PEOPLE = frozenset({"some", "many", "most", "several", "others", "few", "everyone", "everybody", "someone", "somebody", "people"})
UNNAMED = "unnamed people"


def names_nobody(s: Sentence, i: int) -> bool:
    """Say whether the noun phrase at token `i` is nobody or next to nobody ("few analysts"); "a few" are some."""
    words = [s.tokens[i]] if s.tokens[i].lower in NOBODY else s.children(i, "det", "amod", "nummod", "neg", "preconj")
    return any(w.lower in (NOBODY | NO) and not (w.i and s.tokens[w.i - 1].lower in DEFINITE) for w in words)


def without_nobody(s: Sentence, drafts: list[Draft]) -> None:
    """Take the speaker from the drafts whose subject is nobody, or a means ("reached by telephone")."""
    for d in drafts:
        by_means = d.source is not None and s.tokens[d.source].lemma in MEANS and d.source_sentence is None
        if by_means or (d.source is not None and d.source_sentence is None and names_nobody(s, d.source)):
            d.source = None


def unnamed(s: Sentence, head: int, found: SourceMention) -> SourceMention:
    """Return the source, called unnamed people where a bare quantity is all that tells of it ("some in the capital say")."""
    word = s.tokens[head]
    kept = [k for k in s.children(head) if k.pos in ("NOUN", "PROPN") and k.dep in ("compound", "appos", "nmod")]
    of = any(k.lower == "of" for k in s.children(head, "prep"))
    named = found.actor is not None or (word.lower not in found.name.lower() and found.name.lower() != word.lower)
    if word.lower not in PEOPLE - {"people"} or kept or of or named:
        return found
    return SourceMention(UNNAMED, None, found.span, found.sentence, found.head)

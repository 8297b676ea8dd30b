"""Sources that the words show where the parser loses them: "TROOPS TO SAIL - OFFICIAL", "puts the number of men who train at 500".

1. a headline's last words after a dash, a known kind of speaker and no verb, are whose report it is;
2. whoever puts a figure at so much is its source, however far the figure's noun reaches; so is who it "is put at" so much by.
"""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import CLAUSE_STOPS, NOUNS, Draft, Run, is_verb, own_subject, trim
from pactwatch.reading.tree import Sentence, Token

DASHES = frozenset({"-", "–", "—", "--"})
TAIL_MAX = 5
FIGURE_REACH = 16
"""Tokens that may stand between "puts" and its "at"."""
SPEAKERS = ("person", "organisation", "media", "document", "agencies")


def tail_drafts(s: Sentence, taken: set[int]) -> list[Draft]:
    """Return the drafts of a headline's tail and of figures that are put at so much, at tokens that are not in `taken`."""
    drafts = [d for t in s.tokens if t.lower in ("put", "puts") and t.i not in taken and (d := _put_at(s, t)) is not None]
    tail = _headline_tail(s)
    return [*drafts, tail] if tail is not None and tail.cue_token not in taken else drafts


def is_speaker(t: Token) -> bool:
    """Say whether the word is a known kind of speaker, or the name of a news agency, in whatever letters."""
    words = lexicon().words
    return any(w in words[f"sources.{kind}"] for kind in SPEAKERS for w in (t.lemma.lower(), t.lower))


def _headline_tail(s: Sentence) -> Draft | None:
    """Return the draft of "... – ministry": a headline's content before its last dash."""
    if s.tokens[-1].text in (".", "!", "?", ":") or s.block.kind not in ("heading", "bullet"):
        return None
    dash = next((t.i for t in reversed(s.tokens) if t.text in DASHES and _spaced(s, t)), None)
    if dash is None or dash < 3 or not 0 < len(s) - 1 - dash <= TAIL_MAX:
        return None
    tail = s.tokens[dash + 1 :]
    if not is_speaker(tail[-1]) or any(is_verb(t) and t.tag not in ("VBN", "VBG") for t in tail):
        return None
    content = trim(s, (0, dash - 1))
    return Draft(s.index, (dash, dash), dash, tail[-1].i, [content], "asserts", "attr.speech.tail") if content else None


def _spaced(s: Sentence, t: Token) -> bool:
    """Say whether a dash stands between two spaces: no hyphen."""
    return 0 < t.i < len(s) - 1 and s.tokens[t.i - 1].end < t.start and t.end < s.tokens[t.i + 1].start


def _put_at(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of "X puts Y at 500", or of "Y is put at 500 by X"."""
    at = _figure_at(s, t.i)
    if at is None:
        return None
    last = at + 1
    while last + 1 < len(s) and s.tokens[last + 1].text not in CLAUSE_STOPS and s.tokens[last + 1].lower != "by":
        last += 1
    subject = own_subject(s, t.i)
    if s.child(t.i, "auxpass") is not None:
        source = _by(s, last + 1)
        said: Run = (s.subtree(subject)[0], last) if subject is not None and subject < t.i else (t.i + 1, last)
    else:
        source, said = subject, (t.i + 1, last)
    content = trim(s, said)
    if source is None or content is None or s.tokens[source].pos not in NOUNS:
        return None
    return Draft(s.index, (t.i, t.i), t.i, source, [content], "asserts", "attr.estimating.figure")


def _figure_at(s: Sentence, v: int) -> int | None:
    """Return the "at" after the verb behind which a figure stands, before the clause stops."""
    for t in s.tokens[v + 1 : v + FIGURE_REACH]:
        if t.text in CLAUSE_STOPS:
            return None
        if t.lower == "at" and any(k.tag == "CD" and k.ent not in ("DATE", "TIME") for k in s.tokens[t.i + 1 : t.i + 5]):
            return t.i
    return None


def _by(s: Sentence, i: int) -> int | None:
    """Return the head of the noun phrase after a "by" at token `i`."""
    if s.word_at(i) != "by":
        return None
    nouns = [t for t in s.tokens[i + 1 : i + 9] if t.pos in NOUNS]
    head = next((t for t in nouns if t.dep == "pobj"), nouns[0] if nouns else None)
    return head.i if head is not None else None

"""Cues in brackets of commas that the parser has lost: "With such arms, the rebels claim, they shot down 26 drones".

A tagger that takes "claim", "shows" or "confide" for a noun or a preposition hides the cue from the tree, as does a parser
that hangs ", the service reported to parliament" on the noun before it. The words themselves still show it: comma, a noun
phrase, the cue word (or the cue word first), perhaps when and to whom, then a comma, a full stop or the end.
"""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_quoters import past_participle
from pactwatch.reading.attribution_spans import Draft, Run, is_verb, trim
from pactwatch.reading.tree import Sentence, Token

SPEAKER_MAX = 8
"""Tokens that a bracketed speaker may have."""
CLASSES = frozenset({"speech", "telling", "finding", "confirming", "belief"})
PHRASE_TAGS = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP", "PRP$", "VBG"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "JJ"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LINKS = frozenset({"of", "in", "for", "and", "at"})
CLOSING = frozenset({",", ".", ";", "—", "–", ")"})
REST_MAX = 7
"""Tokens that may stand between a bracketed cue and the mark that closes the bracket."""
TIMES = frozenset({"last", "this", "yesterday", "today", "earlier", "late", "early", "recently"})
NO_REST = frozenset({"that", "whether", "how", "why", "what", "who", "which", "if", "because", "and", "but"})


def bracket_drafts(s: Sentence, taken: set[int]) -> list[Draft]:
    """Return the drafts of bracketed cues at tokens that are not in `taken`, in order."""
    found = []
    for t in s.tokens[2:]:
        if t.i in taken or not _speech(t):
            continue
        draft = _after_speaker(s, t) or _before_speaker(s, t)
        if draft is not None:
            found.append(draft)
    return found


def _after_speaker(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of ", the army said on Monday," whose cue is token `t`."""
    end = _close(s, t.i + 1)
    opens = past_participle(s, t.i - 1) if s.tokens[t.i - 1].text == "," else None
    last = t.i if opens is None else opens
    first = _speaker_start(s, last, t) if end is not None else None
    return _draft(s, t, first, end, _head(s, first, last)) if first is not None and end is not None else None


def _head(s: Sentence, first: int, last: int) -> int:
    """Return the head of the phrase from `first` to before `last`: what its other words hang on, else its last word."""
    inside = [k for k in s.tokens[first:last] if not first <= k.head < last or k.head == k.i]
    return inside[0].i if len(inside) == 1 and inside[0].tag in NOUN_TAGS else last - 1


def _before_speaker(s: Sentence, t: Token) -> Draft | None:
    """Return the draft of ", says the port's harbourmaster." whose cue is token `t`."""
    if s.tokens[t.i - 1].text != "," or t.tag not in FINITE:
        return None
    last = t.i
    while last + 1 < len(s) and last - t.i <= SPEAKER_MAX and (_nominal(s.tokens[last + 1]) or s.tokens[last + 1].lower in LINKS):
        last += 1
    end = _close(s, last + 1)
    if last == t.i or end is None or s.tokens[last].tag not in NOUN_TAGS:
        return None
    head = next((k for k in range(t.i + 1, last + 1) if s.word_at(k + 1) in LINKS or k == last), last)
    return _draft(s, t, t.i, end, head)


def _speech(t: Token) -> bool:
    """Say whether the word can be a speech verb in the present or past."""
    entries = lexicon().verbs.get(t.lemma, ())
    return t.tag not in ("VBG", "VB", "VBN") and any(e.id in CLASSES and "clause" in e.frames for e in entries)


def _close(s: Sentence, i: int) -> int | None:
    """Return the token that closes the bracket, past a short "on Monday", "to parliament last week" from `i` on; else None.

    A headline may end without a mark: then the sentence's length is returned.
    """
    opened = i
    while i < len(s) and s.tokens[i].text not in CLOSING:
        t = s.tokens[i]
        if i - opened >= REST_MAX or is_verb(t) or t.lower in NO_REST:
            return None
        if i == opened and not (t.tag in ("IN", "TO", "RB") or t.lower in TIMES or t.ent in ("DATE", "TIME")):
            return None
        i += 1
    return i


def _speaker_start(s: Sentence, v: int, cue: Token) -> int | None:
    """Return the first token of the noun phrase between a comma and token `v`, which the cue follows, or None."""
    first = v
    while first > 1 and v - first <= SPEAKER_MAX and (_nominal(s.tokens[first - 1]) or s.tokens[first - 1].lower in LINKS):
        first -= 1
    so = first > 2 and s.tokens[first - 1].lower in ("so", "as") and s.tokens[first - 2].lower in (",", "or")
    mark = first - 1 - (0 if not so else 2 if s.tokens[first - 2].lower == "or" else 1)
    if first == v or mark < 1 or s.tokens[mark].text != "," or s.tokens[v - 1].tag not in NOUN_TAGS:
        return None
    return mark + 1 if agrees(s, first, v, cue) else None


def _nominal(t: Token) -> bool:
    return t.tag in PHRASE_TAGS and t.text != ","


def agrees(s: Sentence, first: int, v: int, cue: Token | None = None) -> bool:
    """Say whether the phrase is a noun phrase of its own that agrees with the cue: "the army says", "two sources say"."""
    opener, last, cue = s.tokens[first], s.tokens[v - 1], cue or s.tokens[v]
    if opener.tag not in ("DT", "PRP", "PRP$", "CD", "NNP", "NNPS") and not _known(last):
        return False
    if cue.tag == "VBD":
        return True
    plural = last.tag in ("NNS", "NNPS") or (last.tag == "NNP" and last.lower.endswith("s")) or last.lower in ("they", "we", "i", "you")
    return plural != cue.lower.endswith("s")


def _states(t: Token, *, heading: bool) -> bool:
    """Say whether the word makes its clause a statement; a heading's does so by a participle or a figure, too."""
    return t.tag in FINITE or (t.tag == "VBN" and (heading or t.dep in ("ROOT", "ccomp"))) or (heading and t.tag == "CD")


def _known(t: Token) -> bool:
    """Say whether the noun is a known kind of speaker, which may go without an article ("critics", "flight data")."""
    words = lexicon().words
    return any(w in words[f"sources.{kind}"] for kind in ("person", "organisation", "media", "document") for w in (t.lemma, t.lower))


def _draft(s: Sentence, t: Token, first: int, end: int, source: int) -> Draft | None:
    """Return the draft of the bracket from `first` to before `end`: its content is the clause before and, after a comma, behind it."""
    runs: list[Run] = []
    start = next((i + 1 for i in range(first - 2, 0, -1) if s.tokens[i].text == ";"), 0)
    stop = next((i - 1 for i in range(t.i + 1, len(s)) if s.tokens[i].text == ";"), len(s) - 1)
    for run in ((start, first - 1), (end, stop)):
        kept = trim(s, run) if run[0] <= run[1] else None
        if kept is not None and not (kept[0] > t.i and s.tokens[kept[0]].dep == "cc"):
            runs.append(kept)
    clause = t.i < source or any(_states(k, heading=end == len(s)) for a, b in runs for k in s.tokens[a : b + 1])
    if not runs or not clause:
        return None
    return Draft(s.index, (t.i, t.i), t.i, source, runs, "asserts", "attr.speech.bracket")

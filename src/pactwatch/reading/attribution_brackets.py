"""Cues in brackets of commas that the parser has lost: "With such arms, the rebels claim, they shot down 26 drones".

A tagger that takes "claim", "shows" or "confide" for a noun or a preposition hides the cue from the tree. The words
themselves still show it: comma, a noun phrase, the cue word, comma or full stop.
"""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import Draft, Run, trim
from pactwatch.reading.tree import Sentence, Token

SPEAKER_MAX = 8
"""Tokens that a bracketed speaker may have."""
CLASSES = frozenset({"speech", "telling", "finding", "confirming", "belief"})
PHRASE_TAGS = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP", "PRP$", "VBG"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "JJ"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LINKS = frozenset({"of", "in", "for", "and"})


def bracket_drafts(s: Sentence, taken: set[int]) -> list[Draft]:
    """Return the drafts of bracketed cues at tokens that are not in `taken`, in order."""
    found = []
    for t in s.tokens[2:-1]:
        if t.i in taken or s.tokens[t.i + 1].text not in (",", ".") or not _speech(t):
            continue
        first = _speaker_start(s, t.i)
        if first is None:
            continue
        draft = _draft(s, t, first)
        if draft is not None:
            found.append(draft)
    return found


def _speech(t: Token) -> bool:
    """Say whether the word can be a speech verb in the present or past."""
    entries = lexicon().verbs.get(t.lemma, ())
    return t.tag not in ("VBG", "VB", "VBN") and any(e.id in CLASSES and "clause" in e.frames for e in entries)


def _speaker_start(s: Sentence, v: int) -> int | None:
    """Return the first token of the noun phrase between a comma and the cue, or None."""
    first = v
    while first > 1 and v - first <= SPEAKER_MAX and (_nominal(s.tokens[first - 1]) or s.tokens[first - 1].lower in LINKS):
        first -= 1
    if first == v or first < 2 or s.tokens[first - 1].text != "," or s.tokens[v - 1].tag not in NOUN_TAGS:
        return None
    return first if agrees(s, first, v) else None


def _nominal(t: Token) -> bool:
    return t.tag in PHRASE_TAGS and t.text != ","


def agrees(s: Sentence, first: int, v: int) -> bool:
    """Say whether the phrase is a noun phrase of its own that agrees with the cue: "the army says", "two sources say"."""
    opener, last, cue = s.tokens[first], s.tokens[v - 1], s.tokens[v]
    if opener.tag not in ("DT", "PRP", "PRP$", "CD", "NNP", "NNPS"):
        return False
    if cue.tag == "VBD":
        return True
    plural = last.tag in ("NNS", "NNPS") or (last.tag == "NNP" and last.lower.endswith("s")) or last.lower in ("they", "we", "i", "you")
    return plural != cue.lower.endswith("s")


def _draft(s: Sentence, t: Token, first: int) -> Draft | None:
    runs: list[Run] = []
    start = next((i + 1 for i in range(first - 2, 0, -1) if s.tokens[i].text == ";"), 0)
    end = next((i - 1 for i in range(t.i + 1, len(s)) if s.tokens[i].text == ";"), len(s) - 1)
    for run in ((start, first - 1), (t.i + 1, end)):
        kept = trim(s, run) if run[0] <= run[1] else None
        if kept is not None and not (kept[0] > t.i and s.tokens[kept[0]].dep == "cc"):
            runs.append(kept)
    if not any(k.tag in FINITE for a, b in runs for k in s.tokens[a : b + 1]):
        return None
    return Draft(s.index, (t.i, t.i), t.i, t.i - 1, runs, "asserts", "attr.speech.bracket")

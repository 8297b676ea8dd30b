"""Cues in brackets of commas, and what goes on behind them: "X, the army said, 50 of them since May"."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import CLAUSE_STOPS, Run, is_verb, trim
from pactwatch.reading.tree import Sentence, Token

QUOTE = '"'
FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBORDINATORS = frozenset({"after", "when", "while", "before", "since", "as", "although", "though", "until"})


def subordinates(t: Token) -> bool:
    """Say whether the token opens an adverbial clause beside a cue ("confirmed as he met workers")."""
    return t.dep == "mark" and t.lower in SUBORDINATORS


def parenthetical(s: Sentence, v: int, subject: int | None, group: Run) -> bool:
    """Say whether the cue stands in brackets of commas, behind the clause that it attributes: "..., the army said, ..."."""
    if subject is None or s.tokens[subject].pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
        return False
    finite = (
        s.tokens[v].tag in (*FINITE, "NN", "NNS")
        or any(c.dep == "aux" for c in s.children(v))
        or (s.tokens[v].tag == "VBN" and s.child(v, "nsubj") is not None and s.word_at(v + 1) not in ("to", "as"))
    )
    if not finite or group[0] < 2 or not group[0] <= subject <= group[1] or not bracketed(s, group):
        return False
    if s.children(v, "xcomp", "oprd") or (s.tokens[v].dep in ("relcl", "acl", "xcomp", "pcomp") and not _bare_relative(s, v, subject)):
        return False
    left = after_semicolon(s, group[0])
    subordinate = s.tokens[left].lower in SUBORDINATORS and s.tokens[left].dep in ("mark", "advmod", "prep")
    continues = any(c.i > group[1] for c in s.children(v, "ccomp"))
    return has_clause(s, (left, group[0] - 1)) and not (subordinate and continues)


def _bare_relative(s: Sentence, v: int, subject: int) -> bool:
    """Say whether the parser took a bracketed cue for a relative clause that has no relative word: ", TASS reported,"."""
    return s.tokens[subject].head == v and subject < v and not any(c.tag in ("WDT", "WP") or c.lower == "that" for c in s.children(v))


def has_clause(s: Sentence, run: Run) -> bool:
    """Say whether the run can be a statement: with a finite verb, or quoted."""
    return any(t.tag in FINITE or t.tag == "MD" or t.text == QUOTE for t in s.tokens[run[0] : run[1] + 1])


def remainder(s: Sentence, start: int) -> Run | None:
    """Return what goes on after a bracketed cue: "X, the army said, 50 of them since May"; None if it is another's."""
    tokens = s.tokens
    while start < len(s) and tokens[start].text in (",", "—", "–"):
        start += 1
    if start >= len(s) or tokens[start - 1].text not in (",", "—", "–"):
        return None
    t = tokens[start]
    if t.lower in ("and", "but") and _same_speaker(s, start):
        return trim(s, (start + 1, len(s) - 1))
    if t.tag in ("VBG", "WDT", "WP", "WRB", "VBD", "VBZ") or (t.dep in ("mark", "cc") and t.lower != "with") or t.ent in ("DATE", "TIME"):
        return None
    if t.lower == "in" and any(k.tag == "CD" and k.ent not in ("DATE", "TIME") for k in tokens[start : start + 6]):
        return trim(s, (start, len(s) - 1))
    if t.tag == "IN" and t.lower not in ("on", "of", "against", "from", "including", "with", "among", "to", "as", "for"):
        return None
    end = next((k.i - 1 for k in tokens[start:] if k.text == ";"), len(s) - 1)
    if t.dep in ("nsubj", "nsubjpass", "det", "compound", "poss") and any(k.dep in ("nsubj", "nsubjpass") for k in tokens[start : end + 1]):
        return None
    if any(k.tag in FINITE and k.dep in ("conj", "ROOT") for k in tokens[start : end + 1]):
        return None
    return trim(s, (start, end))


def _same_speaker(s: Sentence, cc: int) -> bool:
    """Say whether the clause after a bracketed cue and "and" is still the speaker's: hedged or planned, and with no cue."""
    rest = s.tokens[cc + 1 :]
    cued = any(is_verb(t) and t.lemma in lexicon().verbs and t.dep != "amod" for t in rest)
    return not cued and any(t.tag == "MD" for t in rest) and not any(t.text in (";", QUOTE) for t in rest)


def after_semicolon(s: Sentence, before: int) -> int:
    """Return the first token after the last semicolon before the token `before`, 0 if there is none."""
    return next((i + 1 for i in range(before - 1, 0, -1) if s.tokens[i].text == ";"), 0)


def bracketed(s: Sentence, group: Run) -> bool:
    """Say whether the group stands between commas or other marks."""
    if not group[0] or s.tokens[group[0] - 1].tag == "``":
        return False
    after = s.tokens[group[1] + 1] if group[1] + 1 < len(s) else None
    stops = after is None or after.text in CLAUSE_STOPS or after.tag in ("WDT", "WP") or subordinates(after)
    return s.tokens[group[0] - 1].text in (",", QUOTE, "'", "—", "–", "--", "(", "?", "!") and stops

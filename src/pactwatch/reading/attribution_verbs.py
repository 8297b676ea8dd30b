"""Verbs that attribute: who speaks, and which words of the sentence are the content.

The frames are tried in this order; the first that finds content wins:
1. clause          "X said (that) ...", "..., X said, ...", "... said X", X said: "..."
2. infinitive      "X vowed to ...", "X urged Y to ..."
3. predicate       "X condemned Y as Z", "X called Y Z", "X put Y at Z"
4. preposition     "X accused Y of Z", "X spoke of Y"
5. noun            "X confirmed Y"
6. passive         "Y is said to ...", "Y was accused by X of Z"
"""

from __future__ import annotations

from pactwatch.reading.attribution_clauses import that_clause
from pactwatch.reading.attribution_frames import find_content
from pactwatch.reading.attribution_lexicon import CueClass, lexicon
from pactwatch.reading.attribution_parentheses import FINITE, QUOTE, subordinates
from pactwatch.reading.attribution_passives import passive_draft, told_by
from pactwatch.reading.attribution_spans import (
    CLAUSE_STOPS,
    Draft,
    Run,
    agent_of,
    following_noun,
    is_verb,
    noun_run,
    own_subject,
    passive,
    preceding_noun,
    subject_of,
    trim,
)
from pactwatch.reading.stance import stance_of
from pactwatch.reading.tree import Sentence, Token

PARTS = frozenset({"among", "including"})
PART_WORDS = frozenset({"them", "which", "more", "others", "including"})
DUMMIES = frozenset({"it", "there"})


def verb_drafts(s: Sentence) -> list[Draft]:
    """Return the drafts of all cue verbs of the sentence, in order."""
    verbs, phrasal = lexicon().verbs, lexicon().phrasal
    drafts = []
    for t in s.tokens:
        if (
            (t.lemma in verbs or t.lemma in phrasal)
            and is_verb(t)
            and t.dep not in ("aux", "auxpass", "amod", "compound")
        ):
            draft = _draft(s, t) if not _is_lacked(s, t) else None
            if draft is not None:
                drafts.append(draft)
    return drafts


DENYING = frozenset({"deny", "dispute", "dismiss", "refute", "doubt", "reject"})


def _said_beside(s: Sentence, cue: Token) -> int | None:
    """Return the "and" by which whoever denies something goes on to say something else: "denies that it armed them and says that ..."."""
    clause = s.child(cue.i, "ccomp")
    if clause is None or cue.lemma not in DENYING:
        return None
    says = next((t for t in s.children(clause.i, "conj") if t.lemma in ("say", "add", "insist", "claim", "maintain", "tell")), None)
    if says is None or s.child(says.i, "nsubj") is not None or s.child(says.i, "ccomp") is None:
        return None
    return next((t.i for t in s.children(clause.i, "cc") if t.i < says.i), None)


def _is_lacked(s: Sentence, t: Token) -> bool:
    """Say whether a comma ends what somebody reports "without offering evidence, that ...": the clause is what is reported."""
    following = next((k for k in s.tokens[t.i + 1 :] if k.text == ","), None)
    lacking = t.dep == "pcomp" and s.tokens[t.head].lower == "without"
    return lacking and following is not None and s.word_at(following.i + 1) == "that"


def _draft(s: Sentence, t: Token) -> Draft | None:
    entries, extra = _entries(s, t)
    if not entries:
        return None
    if t.tag == "VBN" and t.dep == "advcl" and (told := told_by(s, t, entries)) is not None:
        return told
    reduced = t.dep == "acl" and agent_of(s, t.i) is None and that_clause(s, t.i) is not None
    if passive(s, t.i) and not reduced:
        return passive_draft(s, t, entries)
    subject = _subject(s, t.i) if not (t.tag in ("NN", "NNS") and s.tokens[t.i - 1].head == t.i) else t.i - 1
    group = cue_group(s, t.i, subject, extra)
    found = find_content(s, t, entries, subject, group, extra)
    if found is None:
        return None
    runs, entry, frame = found
    runs = [*runs[:-1], _counted(s, runs[-1])]
    beside = _said_beside(s, t)
    if beside is not None and runs[0][0] < beside:
        runs = [run for a, b in runs if a < beside and (run := trim(s, (a, min(b, beside - 1)))) is not None]
    if _unnamed_request(s, runs) or (frame in ("noun", "infinitive") and _advised(s, t.i)):
        return None
    if subject is not None and s.tokens[subject].lower in DUMMIES and s.tokens[subject].dep == "expl":
        subject = None
    stance = stance_of(s, t.i, entry.stance, entry.negated)
    return Draft(s.index, (t.i, max(t.i, extra)), t.i, subject, runs, stance, f"attr.{entry.id}.{frame}")


def _unnamed_request(s: Sentence, runs: list[Run]) -> bool:
    """Say whether the content is only that the source be left unnamed ("asked not to be named")."""
    words = [t.lower for t in s.tokens[runs[0][0] : runs[-1][1] + 1]]
    return len(words) <= 6 and bool({"named", "identified", "anonymous", "unnamed"} & set(words))


def _advised(s: Sentence, v: int) -> bool:
    """Say whether the cue is something that its subject ought to do ("the bank should list the ships"), not its speech."""
    return any(c.lower in ("should", "must", "ought") for c in s.children(v, "aux"))


def _entries(s: Sentence, t: Token) -> tuple[tuple[CueClass, ...], int]:
    """Return the classes of the verb, and the index of its particle or preposition (-1 if it has none)."""
    rows = lexicon().phrasal.get(t.lemma)
    if rows:
        for c in s.children(t.i, "prt", "prep", "advmod", "acomp", "ccomp", "dative"):
            if c.lower in rows and c.i > t.i:
                return rows[c.lower] + lexicon().verbs.get(t.lemma, ()), c.i
        after = t.i + 1
        if after < len(s) and s.tokens[after].lower in rows:
            return rows[s.tokens[after].lower] + lexicon().verbs.get(t.lemma, ()), after
    return lexicon().verbs.get(t.lemma, ()), -1


def _subject(s: Sentence, v: int) -> int | None:
    """Return the subject, also an inverted one that the parser took for an object (`", said Shoigu`)."""
    held = own_subject(s, v)
    own = s.tokens[held] if held is not None else None
    quoted = own is not None and own.i < v and any(t.text == QUOTE for t in s.tokens[own.i : v])
    closes = v > 0 and (
        s.tokens[v - 1].text in (QUOTE, "'") or (s.tokens[v - 1].text in (",", "?", "!") and own is None)
    )
    finite = s.tokens[v].tag in FINITE or any(c.dep == "aux" and c.lemma == "have" for c in s.children(v))
    if closes and (own is None or quoted) and finite:
        after = following_noun(s, v)
        if after is not None:
            return after
    subject = subject_of(s, v)
    if (subject is None or quoted or is_verb(s.tokens[subject])) and finite and s.tokens[v].dep != "xcomp":
        before = preceding_noun(s, v)
        if before is not None and (quoted or s.tokens[before].dep != "dobj"):
            return before
    return subject


def cue_group(s: Sentence, v: int, subject: int | None, extra: int = -1) -> Run:
    """Return the stretch that attributes: subject, verb and what hangs on it up to the next comma or mark."""
    first, last = v, max(v, extra)
    if subject is not None and s.tokens[subject].head in (v, s.tokens[v].head):
        a, b = noun_run(s, subject)
        if b < v:
            between = s.tokens[b + 1 : v]
            if not any(t.text in (";", QUOTE) for t in between):
                first = min(first, a)
        elif a > v and a - v <= 3:
            last = max(last, _before_remainder(s, subject, b))
    for c in s.children(v, "aux", "neg", "advmod", "mark"):
        if v - 4 <= c.i < v:
            first = min(first, c.i)
    while (
        last + 1 < len(s)
        and s.tokens[last + 1].text not in CLAUSE_STOPS
        and s.tokens[last + 1].tag not in (*FINITE, "MD")
        and not subordinates(s.tokens[last + 1])
    ):
        last += 1
    return first, last


def _before_remainder(s: Sentence, subject: int, last: int) -> int:
    """Return the end of an inverted subject, without what the parser hung on it: "says a group, with 350 killed"."""
    comma = next((i for i in range(subject + 1, last) if s.tokens[i].text == "," and s.word_at(i + 1) == "with"), None)
    return last if comma is None else comma - 1


def _counted(s: Sentence, run: Run) -> Run:
    """Return the run with a trailing count that belongs to it: "six wounded, four of them seriously"."""
    nxt = next((t.i for t in s.tokens[run[1] + 1 : run[1] + 8] if t.text in (",", ";", ":", QUOTE) or t.tag in FINITE), len(s))
    if nxt + 2 < len(s) and s.tokens[nxt].text == "," and (s.tokens[nxt + 1].tag == "CD" or s.tokens[nxt + 1].lower in PARTS):
        end = next((t.i - 1 for t in s.tokens[nxt + 1 :] if t.text in (",", ";") or t.tag in FINITE), len(s) - 1)
        wide = trim(s, (run[0], end))
        if wide and any(t.lower in PART_WORDS for t in s.tokens[nxt : wide[1] + 1]):
            return wide
    return run

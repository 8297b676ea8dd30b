"""Token runs of a sentence: noun phrases, clauses, and what is trimmed off their edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pactwatch.model import Span, Stance
from pactwatch.reading.tree import Sentence, Token

Run = tuple[int, int]
"""First and last token index, both inclusive."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", ".", "(", ")", "…"})
CLAUSE_STOPS = frozenset({",", ";", ":", '"', "``", "''", "—", "–", "--", "(", ")", ".", "?", "!"})
CONTRAST = frozenset({"while", "whereas"})


@dataclass(slots=True)
class Draft:
    """An attribution under way: token runs of one sentence; `carrier` is the relay that it stands inside.

    `source` is the head token of the speaker's noun phrase; `like` is the draft whose content this one shares;
    `source_sentence` is where the source stands, if not in `sentence`.
    """

    sentence: int
    cue: Run
    cue_token: int
    source: int | None
    content: list[Run]
    stance: Stance
    rule: str
    spans: list[Span] = field(default_factory=list)
    carrier: Draft | None = None
    like: Draft | None = None
    source_sentence: int | None = None
    direct: bool = False


def edges(s: Sentence, i: int) -> Run:
    """Return the first and last token under `i`."""
    tree = s.subtree(i)
    return tree[0], tree[-1]


def trim(s: Sentence, run: Run) -> Run | None:
    """Return `run` without punctuation at its edges (quotation marks stay), or None if nothing is left."""
    first, last = run
    tokens = s.tokens
    while first <= last and tokens[first].text in EDGE:
        first += 1
    while last >= first and tokens[last].text in EDGE and not _closes_quote(s, last):
        last -= 1
    return (first, last) if first <= last else None


def _closes_quote(s: Sentence, last: int) -> bool:
    return last + 1 < len(s) and s.tokens[last + 1].text == '"' and s.tokens[last].text == "."


def runs_of(s: Sentence, indices: Iterable[int], banned: Run | None = None) -> list[Run]:
    """Return the token indices as trimmed contiguous runs, those inside `banned` left out."""
    kept = sorted(i for i in set(indices) if banned is None or not banned[0] <= i <= banned[1])
    runs: list[Run] = []
    for i in kept:
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return [run for run in (trim(s, r) for r in runs) if run]


def without(s: Sentence, runs: list[Run], banned: Run) -> list[Run]:
    """Return the runs with the tokens of `banned` cut out of them."""
    kept = []
    for first, last in runs:
        for part in ((first, min(last, banned[0] - 1)), (max(first, banned[1] + 1), last)):
            run = trim(s, part) if part[0] <= part[1] else None
            if run is not None and run not in kept:
                kept.append(run)
    return kept


def noun_run(s: Sentence, head: int) -> Run:
    """Return the whole noun phrase of `head`: with its appositions and relative clauses, contiguous around it."""
    tree = set(s.subtree(head, lambda t: t.dep in ("punct", "cc", "conj") and t.head == head and t.dep == "punct"))
    first = last = head
    while first - 1 in tree or (first - 2 in tree and first - 1 >= 0 and s.tokens[first - 1].dep == "punct"):
        first -= 1
    while last + 1 in tree or (last + 2 in tree and last + 1 < len(s) and s.tokens[last + 1].dep == "punct"):
        last += 1
    return first, last


def clause_run(s: Sentence, head: int, after: int) -> Run | None:
    """Return the clause under `head` as far as it lies after token `after`, a contrasting "while" clause cut off."""
    tree = [i for i in s.subtree(head) if i > after]
    if not tree:
        return None
    last = tree[-1]
    for t in s.tokens[tree[0] + 1 : last + 1]:
        if t.lower in CONTRAST and s.tokens[t.i - 1].text == "," and t.dep in ("mark", "advmod"):
            last = t.i - 2
            break
    return trim(s, (tree[0], last))


def is_verb(t: Token) -> bool:
    """Say whether the token is a verb form."""
    return t.pos in ("VERB", "AUX") or t.tag.startswith("VB")


def subject_of(s: Sentence, v: int) -> int | None:
    """Return the head token of the verb's subject, taken over from the governing verb where the verb has none."""
    i, seen = v, 0
    while seen < 8:
        seen += 1
        own = own_subject(s, i)
        if own is not None:
            return own
        t = s.tokens[i]
        if t.head == i:
            return None
        head = s.tokens[t.head]
        if t.dep == "xcomp":
            held = s.child(head.i, "dobj")
            if held is not None and held.i < i and head.lemma not in ("promise", "vow", "threaten"):
                return held.i
        if t.dep in ("acl", "relcl") and head.pos in NOUNS:
            return head.i
        if t.dep == "pcomp" and head.lower == "as":
            # "quoted the minister as saying": the one who speaks is the verb's object, or its passive subject
            held = s.child(head.head, "nsubjpass") or s.child(head.head, "dobj")
            return held.i if held is not None else None
        if t.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "acl", "parataxis", "aux", "acomp"):
            if t.dep == "ccomp" and not _bare(s, i):
                return None
            if head.pos in NOUNS and t.dep in ("prep", "acl"):
                return head.i if t.dep == "acl" else None
            i = head.i
            continue
        return None
    return None


def own_subject(s: Sentence, v: int) -> int | None:
    """Return the verb's own subject: of several that the parser gives it, the nearest before the verb."""
    found = [c for c in s.children(v, "nsubj", "nsubjpass") if not is_verb(c)] or s.children(v, "csubj")
    before = [c for c in found if c.i < v]
    return (before[-1] if before else found[0]).i if found else None


def _bare(s: Sentence, i: int) -> bool:
    """Say whether the verb is a participle or infinitive, whose subject is its governor's."""
    return s.tokens[i].tag in ("VBG", "VB") and not s.children(i, "nsubj")


def passive(s: Sentence, v: int) -> bool:
    """Say whether the verb is in the passive, or a bare past participle after a noun."""
    if s.child(v, "auxpass", "nsubjpass") is not None:
        return True
    return s.tokens[v].tag == "VBN" and s.tokens[v].dep == "acl"


def agent_of(s: Sentence, v: int) -> int | None:
    """Return the noun after "by" in a passive."""
    by = next((t for t in s.children(v) if t.lower == "by" and t.dep in ("agent", "prep")), None)
    noun = s.child(by.i, "pobj") if by is not None else None
    return noun.i if noun is not None else None


def following_noun(s: Sentence, v: int) -> int | None:
    """Return the head of the noun phrase that starts right after the verb (`" sniffed an aide to the president`)."""
    for t in s.tokens[v + 1 : v + 9]:
        if t.pos in NOUNS:
            if t.dep not in ("compound", "poss", "nmod", "nummod", "amod") and (
                t.head <= v or s.tokens[t.head].pos not in NOUNS
            ):
                return t.i
        elif (
            t.pos not in ("DET", "ADJ", "PART", "NUM", "PROPN")
            and t.dep not in ("punct", "case", "det", "amod", "advmod")
        ) or t.text in CLAUSE_STOPS:
            return None
    return None


def preceding_noun(s: Sentence, v: int) -> int | None:
    """Return the head of the noun phrase that ends right before the verb and its auxiliaries."""
    i = v - 1
    while i >= 0 and (s.tokens[i].pos in ("AUX", "ADV") or s.tokens[i].dep in ("aux", "neg", "advmod")):
        i -= 1
    if i < 0 or s.tokens[i].pos not in NOUNS or s.tokens[i].ent in ("DATE", "TIME"):
        return None
    while (
        s.tokens[i].dep in ("pobj", "prep", "compound", "poss", "nmod")
        and s.tokens[i].head < v
        and s.tokens[i].head != i
    ):
        if s.tokens[i].dep == "prep" and s.tokens[s.tokens[i].head].pos not in NOUNS:
            return None
        i = s.tokens[i].head
    return i if s.tokens[i].pos in NOUNS else None

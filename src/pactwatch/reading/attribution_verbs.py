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

from pactwatch.reading.attribution_lexicon import CueClass, lexicon
from pactwatch.reading.attribution_spans import (
    CLAUSE_STOPS,
    NOUNS,
    SUBJECTS,
    Draft,
    Run,
    agent_of,
    clause_run,
    edges,
    following_noun,
    is_verb,
    noun_run,
    own_subject,
    passive,
    preceding_noun,
    runs_of,
    subject_of,
    trim,
)
from pactwatch.reading.stance import stance_of
from pactwatch.reading.tree import Sentence, Token

Found = tuple[list[Run], CueClass, str]
QUOTE = '"'
FINITE = frozenset({"VBD", "VBZ", "VBP"})
MISTAGGED = frozenset({"claim", "claims", "shows", "says", "notes", "suggests", "argue", "argues", "states", "reckon", "reckons"})
SUBORDINATORS = frozenset({"after", "when", "while", "before", "since", "as", "although", "though", "until"})
PARTS = frozenset({"among", "including"})
PART_WORDS = frozenset({"them", "which", "more", "others", "including"})
HEARING = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "advise", "reassure", "convince"})
DUMMIES = frozenset({"it", "there"})
EMPTY_OBJECTS = frozenset(
    {"nothing", "anything", "so", "something", "much", "it", "that", "this", "everything", "goodbye"}
)


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
            draft = _draft(s, t)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _draft(s: Sentence, t: Token) -> Draft | None:
    entries, extra = _entries(s, t)
    if not entries:
        return None
    reduced = t.dep == "acl" and agent_of(s, t.i) is None and _that_clause(s, t.i) is not None
    if passive(s, t.i) and not reduced:
        return _passive_draft(s, t, entries)
    subject = _subject(s, t.i) if not (t.tag in ("NN", "NNS") and s.tokens[t.i - 1].head == t.i) else t.i - 1
    group = cue_group(s, t.i, subject, extra)
    found = _find(s, t, entries, subject, group, extra)
    if found is None:
        return None
    runs, entry, frame = found
    runs = [*runs[:-1], _counted(s, runs[-1])]
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
        and not _subordinates(s.tokens[last + 1])
    ):
        last += 1
    return first, last


def _before_remainder(s: Sentence, subject: int, last: int) -> int:
    """Return the end of an inverted subject, without what the parser hung on it: "says a group, with 350 killed"."""
    comma = next((i for i in range(subject + 1, last) if s.tokens[i].text == "," and s.tokens[i + 1].lower == "with"), None)
    return last if comma is None else comma - 1


def _subordinates(t: Token) -> bool:
    """Say whether the token opens an adverbial clause beside a cue ("confirmed as he met workers")."""
    return t.dep == "mark" and t.lower in SUBORDINATORS


def _find(
    s: Sentence, t: Token, entries: tuple[CueClass, ...], subject: int | None, group: Run, extra: int
) -> Found | None:
    entries = tuple(e for e in entries if not e.subjects or _subject_in(s, subject, e.subjects))
    clause = next((e for e in entries if "clause" in e.frames), None)
    if clause is not None:
        runs, frame = _clause(s, t.i, subject, group, hearer="hearer" in clause.frames)
        if runs:
            return runs, clause, frame
    return (
        _object_infinitive(s, t.i, entries)
        or _infinitive(s, t.i, entries)
        or _predicate(s, t.i, entries)
        or _prepositional(s, t.i, entries, extra)
        or _noun(s, t.i, entries, extra)
    )


def _subject_in(s: Sentence, subject: int | None, group: str) -> bool:
    """Say whether the subject, or a noun that it is named with ("Resolution 1874"), is in the source words of `group`."""
    if subject is None:
        return False
    if s.tokens[subject].lower in ("that", "which") and s.tokens[s.tokens[subject].head].dep == "relcl":
        subject = s.tokens[s.tokens[subject].head].head
    nouns = (s.tokens[subject], *s.children(subject, "compound", "nmod", "poss"))
    return any(lexicon().has(f"sources.{group}", t.lemma) for t in nouns if t.dep != "poss")


def _clause(s: Sentence, v: int, subject: int | None, group: Run, *, hearer: bool) -> tuple[list[Run], str]:
    """Return the clause content and the frame: after the cue, around it, or before it."""
    linear = _that_clause(s, v)
    if linear is not None:
        return [*_before_contrast(s, v, subject, group, linear), linear], "ccomp"
    if _parenthetical(s, v, subject, group):
        return _bracket_runs(s, v, group), "inverted"
    comps = [c for c in s.children(v, "ccomp", "csubj") if c.i != subject]
    after = [c for c in comps if c.i > v and s.subtree(c.i)[0] > v]
    if after:
        return _after(s, v, after, subject), "ccomp"
    if comps and _has_clause(s, (_after_semicolon(s, group[0]), group[0] - 1)):
        return _around(s, v, comps[0].i, group), "inverted"
    if any(c.lower == "as" and c.i < v for c in s.children(v, "mark", "advmod", "prep")) and s.tokens[v].dep == "advcl":
        return _said_of(s, v), "as"
    if s.tokens[v].dep == "parataxis" and _bracketed(s, group):
        own = set(s.subtree(v))
        tree = [i for i in s.subtree(s.tokens[v].head) if i not in own]
        if tree:
            return _split(s, (tree[0], tree[-1]), group, own), "parataxis"
    return _loose(s, v, subject, hearer=hearer)


def _parenthetical(s: Sentence, v: int, subject: int | None, group: Run) -> bool:
    """Say whether the cue stands in brackets of commas, behind the clause that it attributes: "..., the army said, ..."."""
    if subject is None or s.tokens[subject].pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
        return False
    finite = (
        s.tokens[v].tag in (*FINITE, "NN", "NNS")
        or any(c.dep == "aux" for c in s.children(v))
        or (s.tokens[v].tag == "VBN" and s.child(v, "nsubj") is not None and s.tokens[v + 1].lower not in ("to", "as"))
    )
    if not finite or group[0] < 2 or not group[0] <= subject <= group[1] or not _bracketed(s, group):
        return False
    if s.children(v, "xcomp", "oprd") or (s.tokens[v].dep in ("relcl", "acl", "xcomp", "pcomp") and not _bare_relative(s, v, subject)):
        return False
    left = _after_semicolon(s, group[0])
    subordinate = s.tokens[left].lower in SUBORDINATORS and s.tokens[left].dep in ("mark", "advmod", "prep")
    continues = any(c.i > group[1] for c in s.children(v, "ccomp"))
    return _has_clause(s, (left, group[0] - 1)) and not (subordinate and continues)


def _bare_relative(s: Sentence, v: int, subject: int) -> bool:
    """Say whether the parser took a bracketed cue for a relative clause that has no relative word: ", TASS reported,"."""
    return s.tokens[subject].head == v and subject < v and not any(c.tag in ("WDT", "WP") or c.lower == "that" for c in s.children(v))


def _has_clause(s: Sentence, run: Run) -> bool:
    """Say whether the run can be a statement: with a finite verb, or quoted."""
    return any(t.tag in FINITE or t.tag == "MD" or t.text == QUOTE for t in s.tokens[run[0] : run[1] + 1])


def _bracket_runs(s: Sentence, v: int, group: Run) -> list[Run]:
    """Return what stands before a bracketed cue, and what goes on after it."""
    left = _after_semicolon(s, group[0])
    comp = next((c for c in s.children(v, "ccomp") if c.i < group[0]), None)
    inside = set(s.subtree(comp.i)) if comp is not None else set()
    own = {i for i in s.subtree(v) if i not in inside}
    after = group[1] + 1
    while after < len(s) and s.tokens[after].text in (",", ":", "—", "–"):
        after += 1
    if after < len(s) and s.tokens[after].text == QUOTE and s.tokens[after - 1].text in (",", ":", "—", "–"):
        runs = [trim(s, (left, group[0] - 1)), trim(s, (after, len(s) - 1))]
        return [run for run in runs if run]
    right = max([group[1], *inside]) if s.tokens[v].head == v or inside else edges(s, s.tokens[v].head)[1]
    return _split(s, (left, right), group, own)


def _before_contrast(s: Sentence, v: int, subject: int | None, group: Run, linear: Run) -> list[Run]:
    """Return what stands before a bracketed cue that goes on with "but that": "X, the mayor said, but that Y"."""
    between = [t.lower for t in s.tokens[group[1] + 1 : linear[0]]]
    if between not in ([",", "but"], [",", "and"]) or not _parenthetical(s, v, subject, group):
        return []
    run = trim(s, (_after_semicolon(s, group[0]), group[0] - 1))
    return [run] if run else []


def _that_clause(s: Sentence, v: int) -> Run | None:
    """Return the clause that "that" or "whether" opens after the cue, whatever the parser hung it on.

    Between the cue and the conjunction nothing finite may stand, so that the conjunction is the cue's own; a second
    clause with the same conjunction goes with it.
    """
    tokens, mark = s.tokens, None
    for t in tokens[v + 1 : v + 25]:
        if t.lower in ("that", "whether") and (
            t.dep == "mark" or (t.tag == "IN" and t.dep not in SUBJECTS) or (t.dep == "dobj" and tokens[t.i - 1].text == ",")
        ):
            mark = t
            break
        if (
            t.tag in FINITE
            or t.tag == "MD"
            or t.text in (";", ":", QUOTE)
            or t.lower in ("who", "which")
            or (t.tag in ("VB", "VBG") and t.lower not in ("citing", "quoting", "including"))
        ):
            return None
    if mark is None or (
        tokens[mark.i - 1].pos == "NOUN"
        and tokens[mark.head].dep in ("acl", "relcl")
        and tokens[mark.head].head == mark.i - 1
        and s.child(v, "ccomp") is None
        and s.tokens[v].lemma not in HEARING
    ):
        return None
    last = _clause_end(s, mark.i)
    return trim(s, (mark.i, last))


def _clause_end(s: Sentence, mark: int) -> int:
    """Return the last token of the clause after `mark`, with the clauses that repeat the conjunction."""
    word = s.tokens[mark].lower
    run = clause_run(s, s.tokens[mark].head, mark)
    last = max(run[1] if run else mark, mark)
    for t in s.tokens[last + 1 : last + 6]:
        if t.lower == word and t.dep == "mark" and s.tokens[t.i - 1].lower in ("and", "but", "or", ","):
            return _clause_end(s, t.i)
        if t.tag in FINITE or t.tag == "MD":
            break
    return last


def _after(s: Sentence, v: int, comps: list[Token], subject: int | None) -> list[Run]:
    """Return the clauses after the cue, joined, with a second that-clause that hangs on the cue."""
    start = v if subject is None or subject < v else max(v, noun_run(s, subject)[1])
    runs = [run for c in comps if (run := clause_run(s, c.i, start)) is not None]
    for c in s.children(v, "conj"):
        tree = s.subtree(c.i)
        if c.i > comps[-1].i and s.tokens[tree[0]].lower == "that":
            runs.append((tree[0], tree[-1]))
    if not runs:
        return []
    first, last = min(r[0] for r in runs), max(r[1] for r in runs)
    if first - 1 > start and s.tokens[first - 1].text == QUOTE:
        first -= 1
    if last + 1 < len(s) and s.tokens[last + 1].text == QUOTE:
        last += 1
    run = trim(s, (first, last))
    return [run] if run else []


def _around(s: Sentence, v: int, comp: int, group: Run) -> list[Run]:
    """Return what stands before the cue, and what goes on after it."""
    tree = s.subtree(comp)
    left = max(0 if s.tokens[v].head == v else tree[0], _after_semicolon(s, group[0]))
    inside = set(tree)
    own = {i for i in s.subtree(v) if i not in inside}
    right = tree[-1] if tree[-1] > group[1] else group[1]
    return _split(s, (left, right), group, own)


def _split(s: Sentence, whole: Run, group: Run, own: set[int]) -> list[Run]:
    """Return `whole` without the cue group; to its right only what is not the cue's own."""
    runs = []
    before = trim(s, (whole[0], group[0] - 1)) if group[0] > whole[0] else None
    if before:
        runs.append(before)
        rest = _remainder(s, group[1] + 1)
        if rest is not None:
            return [before, rest]
    follow = [i for i in range(group[1] + 1, whole[1] + 1) if i not in own or s.tokens[i].dep == "punct"]
    if follow and any(s.tokens[i].dep != "punct" for i in follow):
        run = trim(s, (follow[0], follow[-1]))
        if run:
            runs.append(run)
    return runs


def _said_of(s: Sentence, v: int) -> list[Run]:
    """Return what an as-clause attributes ("as the ministry put it"): the clause that it hangs on, without it."""
    head, own = s.tokens[v].head, set(s.subtree(v))
    own_run = (min(own), max(own))
    if own_run[0] > 0 and s.tokens[own_run[0] - 1].text not in (",", QUOTE, "(", "—"):
        return []
    return runs_of(s, list(range(edges(s, head)[0], edges(s, head)[1] + 1)), own_run)


def _remainder(s: Sentence, start: int) -> Run | None:
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


def _after_semicolon(s: Sentence, before: int) -> int:
    """Return the first token after the last semicolon before the token `before`, 0 if there is none."""
    return next((i + 1 for i in range(before - 1, 0, -1) if s.tokens[i].text == ";"), 0)


def _counted(s: Sentence, run: Run) -> Run:
    """Return the run with a trailing count that belongs to it: "six wounded, four of them seriously"."""
    nxt = next((t.i for t in s.tokens[run[1] + 1 : run[1] + 8] if t.text in (",", ";", ":", QUOTE) or t.tag in FINITE), len(s))
    if nxt + 2 < len(s) and s.tokens[nxt].text == "," and (s.tokens[nxt + 1].tag == "CD" or s.tokens[nxt + 1].lower in PARTS):
        end = next((t.i - 1 for t in s.tokens[nxt + 1 :] if t.text in (",", ";") or t.tag in FINITE), len(s) - 1)
        wide = trim(s, (run[0], end))
        if wide and any(t.lower in PART_WORDS for t in s.tokens[nxt : wide[1] + 1]):
            return wide
    return run


def _bracketed(s: Sentence, group: Run) -> bool:
    if not group[0] or s.tokens[group[0] - 1].tag == "``":
        return False
    after = s.tokens[group[1] + 1] if group[1] + 1 < len(s) else None
    stops = after is None or after.text in CLAUSE_STOPS or after.tag in ("WDT", "WP") or _subordinates(after)
    return s.tokens[group[0] - 1].text in (",", QUOTE, "'", "—", "–", "--", "(", "?", "!") and stops


def _loose(s: Sentence, v: int, subject: int | None, *, hearer: bool) -> tuple[list[Run], str]:
    """Return the quotation or the words after the colon that follow a cue whose clause the parser has lost."""
    tokens = s.tokens
    start = max(v, noun_run(s, subject)[1]) if subject is not None and subject > v else v
    for i in range(start + 1, len(tokens)):
        if tokens[i].text == ":" and i + 1 < len(tokens):
            run = trim(s, (i + 1, len(tokens) - 1))
            return ([run] if run else []), "colon"
        if (
            tokens[i].text == QUOTE
            and tokens[i].tag != "''"
            and i - start <= 12
            and i + 1 < len(tokens)
            and tokens[i - 1].text in (",", ":", "that")
        ):
            run = trim(s, (i, len(tokens) - 1))
            return ([run] if run else []), "quote"
        if tokens[i].text in (";", "—"):
            break
    that = next((t for t in tokens[start + 1 : start + 10] if t.lower == "that" and t.tag == "IN"), None)
    if that is not None and not any(t.text in (",", ";") for t in tokens[start + 1 : that.i]):
        tree = s.subtree(tokens[that.i].head)
        run = trim(s, (that.i, max(tree[-1], that.i)))
        if run and run[1] - run[0] > 2 and (hearer or tokens[that.i - 1].i == start):
            return [run], "that"
    return [], ""


def _object_infinitive(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    entry = next((e for e in entries if "object_infinitive" in e.frames), None)
    if entry is None:
        return None
    comp = next((c for c in s.children(v, "xcomp", "ccomp", "advcl") if c.i > v and _infinitival(s, c.i)), None)
    if comp is None:
        return None
    first = min(s.subtree(comp.i)[0], *(edges(s, c.i)[0] for c in s.children(v, "dobj", "dative") if c.i > v), len(s))
    first = max(first, v + 1)
    for c in s.children(v, "prep"):
        noun = s.child(c.i, "pobj")
        if noun is not None and v < noun.i < comp.i:
            first = min(first, noun_run(s, noun.i)[0])
    run = trim(s, (first, edges(s, comp.i)[1]))
    return ([run], entry, "object_infinitive") if run else None


def _infinitival(s: Sentence, i: int) -> bool:
    return any(c.lower == "to" and c.dep == "aux" for c in s.children(i))


def _infinitive(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    entry = next((e for e in entries if "infinitive" in e.frames), None)
    if entry is None:
        return None
    comp = next((c for c in s.children(v, "xcomp") if c.i > v), None)
    if comp is None and s.tokens[min(v + 2, len(s) - 1)].tag == "VBG" and s.tokens[v + 1].dep == "prt":
        comp = s.tokens[v + 2]
    if comp is None or not (is_verb(comp) or _infinitival(s, comp.i)):
        return None
    run = clause_run(s, comp.i, v)
    dobj = s.child(v, "dobj")
    if run and dobj is not None and v < dobj.i < comp.i:
        run = (noun_run(s, dobj.i)[0], run[1])
    return ([run], entry, "infinitive") if run else None


def _predicate(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    held = next((c for c in s.children(v, "dobj", "ccomp", "oprd", "xcomp") if c.i > v), None)
    if held is None:
        return _fronted(s, v, entries)
    for entry in entries:
        if "as" not in entry.frames:
            continue
        ends = [edges(s, c.i)[1] for c in s.children(v) if c.i > v and _predicates(s, c, at=entry.at)]
        inner = any(c.lower == ("at" if entry.at else "as") for c in s.children(held.i, "prep") if c.i > held.i)
        if entry.at and not ends and not inner:
            ends = _figure_after_at(s, held.i)
        if not ends and not inner:
            continue
        first = min(edges(s, c.i)[0] for c in (held, *s.children(v, "dobj")) if c.i > v)
        run = trim(s, (max(v + 1, first), max([edges(s, held.i)[1], *ends])))
        return ([run], entry, "predicate") if run else None
    return None


def _fronted(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    """Return the content of "what it described as a channel": the predicate, where the object stands before the cue."""
    entry = next((e for e in entries if "as" in e.frames and not e.at), None)
    front = next((c for c in s.children(v, "dobj") if c.i < v and c.lower in ("what", "which")), None)
    mark = next((c for c in s.children(v, "prep") if c.i > v and c.lower == "as"), None)
    if entry is None or front is None or mark is None or mark.i + 1 > edges(s, mark.i)[1]:
        return None
    run = trim(s, (mark.i + 1, edges(s, mark.i)[1]))
    return ([run], entry, "predicate") if run else None


def _figure_after_at(s: Sentence, held: int) -> list[int]:
    """Return the end of "at thirteen" after "put the number of those seized this year", wherever the parser hung it."""
    for t in s.tokens[held + 1 : held + 14]:
        if t.text in (",", ";") or t.tag in FINITE:
            return []
        if t.lower == "at" and any(c.tag == "CD" or s.child(c.i, "nummod") is not None for c in s.children(t.i, "pobj")):
            return [edges(s, t.i)[1]]
    return []


def _predicates(s: Sentence, c: Token, *, at: bool) -> bool:
    """Say whether the child of a cue is the predicate that the cue gives its object ("a farce", "as theft", "at 900")."""
    if at:
        return c.lower == "at" and c.dep == "prep"
    if c.dep in ("oprd", "ccomp", "xcomp", "attr", "acomp"):
        return True
    return (c.lower == "as" and c.dep == "prep") or (c.dep == "advcl" and any(m.lower == "as" for m in s.children(c.i)))


def _prepositional(s: Sentence, v: int, entries: tuple[CueClass, ...], extra: int) -> Found | None:
    for entry in entries:
        if extra >= 0 and entry.prepositions and s.tokens[extra].lower in entry.prepositions:
            noun = s.child(extra, "pobj", "pcomp")
            if noun is not None:
                run = trim(s, (extra + 1, edges(s, noun.i)[1]))
                return ([run], entry, "preposition") if run else None
        if not entry.prepositions:
            continue
        prep = next((c for c in s.children(v, "prep") if c.i > v and c.lower in entry.prepositions), None)
        if prep is None:
            prep = next(
                (
                    c
                    for o in s.children(v, "dobj")
                    for c in s.children(o.i, "prep")
                    if "of" in entry.frames and c.lower in entry.prepositions and o.i > v
                ),
                None,
            )
        noun = s.child(prep.i, "pobj", "pcomp") if prep is not None else None
        if prep is None or noun is None:
            continue
        dobj = s.child(v, "dobj")
        of = "of" in entry.frames
        if of and dobj is None:
            continue
        first = noun_run(s, dobj.i)[0] if of and dobj is not None and dobj.i > v else prep.i + 1
        run = trim(s, (max(first, v + 1), edges(s, prep.i)[1]))
        if run:
            return [run], entry, "preposition"
    return None


def _noun(s: Sentence, v: int, entries: tuple[CueClass, ...], extra: int) -> Found | None:
    lex = lexicon()
    for entry in entries:
        if "noun" not in entry.frames:
            continue
        held = next((c for c in s.children(v, "dobj", "ccomp", "appos") if c.i > v), None)
        if held is None and extra >= 0:
            held = s.child(extra, "pobj", "pcomp")
            if held is None and s.tokens[extra].dep == "mark":
                run = trim(s, (extra + 1, edges(s, s.tokens[extra].head)[1]))
                return ([run], entry, "noun") if run else None
        if held is None:
            fronted = next((c for c in s.children(v, "dobj") if c.lower in ("which", "that", "what")), None)
            if fronted is not None and s.tokens[v].dep in ("relcl", "ccomp"):
                return [(fronted.i, fronted.i)], entry, "noun"
            return None
        if entry.objects and held.lemma not in lex.nouns and not lex.has(f"sources.{entry.objects}", held.lemma):
            continue
        if held.lower in EMPTY_OBJECTS and held.pos in ("PRON", "ADV") and entry.id not in ("denying", "confirming"):
            return None
        run = trim(s, (max(v + 1, edges(s, held.i)[0]), edges(s, held.i)[1]))
        return ([run], entry, "noun") if run else None
    return None


def _passive_draft(s: Sentence, t: Token, entries: tuple[CueClass, ...]) -> Draft | None:
    """Return the draft of a passive cue; the speaker is the agent, or nobody named."""
    lex, v = lexicon(), t.i
    if t.lemma in lex.words["relay.verbs"]:
        return None
    agent = agent_of(s, v)
    above = s.tokens[s.tokens[v].head]
    if agent is None and s.tokens[v].dep == "ccomp" and above.lemma in ("let", "make"):
        agent = own_subject(s, above.i)
    patient = s.child(v, "nsubjpass")
    if patient is None and t.dep == "acl" and agent is not None:
        patient = s.tokens[t.head]
    entries = tuple(e for e in entries if not e.subjects or _subject_in(s, agent, e.subjects))
    entry, runs, frame = _passive_content(s, v, entries, patient, agent)
    if entry is None or not runs:
        return None
    stance = stance_of(s, v, entry.stance, entry.negated)
    return Draft(s.index, (v, v), v, agent, runs, stance, f"attr.{entry.id}.{frame}")


def _passive_content(
    s: Sentence, v: int, entries: tuple[CueClass, ...], patient: Token | None, agent: int | None
) -> tuple[CueClass | None, list[Run], str]:
    subject = list(range(*_open(noun_run(s, patient.i)))) if patient is not None else []
    for entry in entries:
        told = next((c for c in s.children(v, "ccomp") if c.i > v), None)
        if told is not None and "clause" in entry.frames:
            run = clause_run(s, told.i, v)
            if run:
                return entry, [run], "passive_clause"
        infinitive = next(
            (c for c in s.children(v, "xcomp", "ccomp", "advcl") if c.i > v and _infinitival(s, c.i)), None
        )
        if infinitive is not None and (entry.frames & {"impersonal", "object_infinitive"}):
            return entry, runs_of(s, [*subject, *s.subtree(infinitive.i)]), "impersonal"
        if "of" in entry.frames:
            of = next((c for c in s.children(v, "prep") if c.lower in {"of", "for"}), None)
            if of is not None:
                return entry, runs_of(s, [*subject, *s.subtree(of.i)]), "passive_of"
        if "as" in entry.frames:
            marked = next(
                (c for c in s.children(v, "prep", "oprd") if c.i > v and (c.dep == "oprd" or c.lower == "as")), None
            )
            if marked is not None:
                return entry, runs_of(s, [*subject, *s.subtree(marked.i)]), "passive_as"
        checked = entry.stance in ("confirms", "denies") and s.tokens[v].dep != "acl"
        if "noun" in entry.frames and (agent is not None or checked) and subject:
            return entry, runs_of(s, subject), "passive"
    return None, [], ""


def _open(run: Run) -> Run:
    return run[0], run[1] + 1

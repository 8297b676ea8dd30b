"""Clauses that a cue verb attributes: after it, around it, before it, or lost by the parser.

In order: a clause with "that"; what stands around a bracketed cue; a clause after or before it; "as X said"; the
quotation or colon that follows.
"""

from __future__ import annotations

from pactwatch.reading.attribution_parentheses import FINITE, QUOTE, after_semicolon, bracketed, has_clause, parenthetical, remainder
from pactwatch.reading.attribution_spans import SUBJECTS, Run, clause_run, edges, noun_run, runs_of, trim
from pactwatch.reading.tree import Sentence, Token

HEARING = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "advise", "reassure", "convince"})


def clause_content(s: Sentence, v: int, subject: int | None, group: Run, *, hearer: bool) -> tuple[list[Run], str]:
    """Return the clause content and the frame: after the cue, around it, or before it."""
    linear = that_clause(s, v)
    if linear is not None:
        return [*_before_contrast(s, v, subject, group, linear), linear], "ccomp"
    if parenthetical(s, v, subject, group) and not (subject is not None and s.tokens[subject].tag == "WDT"):
        return _bracket_runs(s, v, group), "inverted"
    comps = [c for c in s.children(v, "ccomp", "csubj") if c.i != subject]
    after = [c for c in comps if c.i > v and s.subtree(c.i)[0] > v]
    if after:
        return _after(s, v, after, subject), "ccomp"
    if comps and has_clause(s, (after_semicolon(s, group[0]), group[0] - 1)):
        return _around(s, v, comps[0].i, group), "inverted"
    if any(c.lower == "as" and c.i < v for c in s.children(v, "mark", "advmod", "prep")) and s.tokens[v].dep == "advcl":
        return _said_of(s, v), "as"
    if s.tokens[v].dep == "parataxis" and bracketed(s, group):
        own = set(s.subtree(v))
        tree = [i for i in s.subtree(s.tokens[v].head) if i not in own]
        if tree:
            return _split(s, (tree[0], tree[-1]), group, own), "parataxis"
    return _loose(s, v, subject, hearer=hearer)


def _bracket_runs(s: Sentence, v: int, group: Run) -> list[Run]:
    """Return what stands before a bracketed cue, and what goes on after it."""
    left = after_semicolon(s, group[0])
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
    if between not in ([",", "but"], [",", "and"]) or not parenthetical(s, v, subject, group):
        return []
    run = trim(s, (after_semicolon(s, group[0]), group[0] - 1))
    return [run] if run else []


def that_clause(s: Sentence, v: int) -> Run | None:
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
    left = max(0 if s.tokens[v].head == v else tree[0], after_semicolon(s, group[0]))
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
        rest = remainder(s, group[1] + 1)
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

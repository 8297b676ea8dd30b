"""What a cue verb attributes as its object: infinitives, predicates, prepositions and nouns."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import CueClass, lexicon
from pactwatch.reading.attribution_parentheses import FINITE
from pactwatch.reading.attribution_spans import Run, clause_run, edges, is_verb, noun_run, trim
from pactwatch.reading.tree import Sentence, Token

Found = tuple[list[Run], CueClass, str]
EMPTY_OBJECTS = frozenset(
    {"nothing", "anything", "so", "something", "much", "it", "that", "this", "everything", "goodbye"}
)


def object_infinitive(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    """Return the content of "urged Seoul to act"."""
    entry = next((e for e in entries if "object_infinitive" in e.frames), None)
    if entry is None:
        return None
    comp = next((c for c in s.children(v, "xcomp", "ccomp", "advcl") if c.i > v and infinitival(s, c.i)), None)
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


def infinitival(s: Sentence, i: int) -> bool:
    """Say whether the verb stands with "to"."""
    return any(c.lower == "to" and c.dep == "aux" for c in s.children(i))


def infinitive(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    """Return the content of "vowed to go"."""
    entry = next((e for e in entries if "infinitive" in e.frames), None)
    if entry is None:
        return None
    comp = next((c for c in s.children(v, "xcomp") if c.i > v), None)
    if comp is None and v + 2 < len(s) and s.tokens[v + 2].tag == "VBG" and s.tokens[v + 1].dep == "prt":
        comp = s.tokens[v + 2]
    if comp is None or not (is_verb(comp) or infinitival(s, comp.i)):
        return None
    run = clause_run(s, comp.i, v)
    dobj = s.child(v, "dobj")
    if run and dobj is not None and v < dobj.i < comp.i:
        run = (noun_run(s, dobj.i)[0], run[1])
    return ([run], entry, "infinitive") if run else None


def predicate(s: Sentence, v: int, entries: tuple[CueClass, ...]) -> Found | None:
    """Return the content of "condemned it as theft", "called it a farce", "put the toll at 900"."""
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


def prepositional(s: Sentence, v: int, entries: tuple[CueClass, ...], extra: int) -> Found | None:
    """Return the content of "accused Y of Z", "spoke of Y"."""
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


def noun_content(s: Sentence, v: int, entries: tuple[CueClass, ...], extra: int) -> Found | None:
    """Return the content of "confirmed the deployment"."""
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

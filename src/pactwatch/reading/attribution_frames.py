"""The frames of a cue verb, tried in order: clause, infinitive, predicate, preposition, noun."""

from __future__ import annotations

from pactwatch.reading.attribution_clauses import clause_content
from pactwatch.reading.attribution_lexicon import CueClass, lexicon
from pactwatch.reading.attribution_objects import Found, infinitive, noun_content, object_infinitive, predicate, prepositional
from pactwatch.reading.attribution_spans import Run
from pactwatch.reading.tree import Sentence, Token


def find_content(
    s: Sentence, t: Token, entries: tuple[CueClass, ...], subject: int | None, group: Run, extra: int
) -> Found | None:
    """Return the content runs, the class and the frame of a cue verb, or None."""
    entries = tuple(e for e in entries if not e.subjects or subject_in(s, subject, e.subjects))
    clause = next((e for e in entries if "clause" in e.frames), None)
    if clause is not None:
        runs, frame = clause_content(s, t.i, subject, group, hearer="hearer" in clause.frames)
        if runs:
            return runs, clause, frame
    return (
        object_infinitive(s, t.i, entries)
        or infinitive(s, t.i, entries)
        or predicate(s, t.i, entries)
        or prepositional(s, t.i, entries, extra)
        or noun_content(s, t.i, entries, extra)
    )


def subject_in(s: Sentence, subject: int | None, group: str) -> bool:
    """Say whether the subject, or a noun that it is named with ("Resolution 1874"), is in the source words of `group`."""
    if subject is None:
        return False
    if s.tokens[subject].lower in ("that", "which") and s.tokens[s.tokens[subject].head].dep == "relcl":
        subject = s.tokens[s.tokens[subject].head].head
    nouns = (s.tokens[subject], *s.children(subject, "compound", "nmod", "poss"))
    return any(lexicon().has(f"sources.{group}", t.lemma) for t in nouns if t.dep != "poss")

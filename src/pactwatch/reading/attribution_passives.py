"""Passive cues: "Y is said to ...", "Y was accused by X of Z", "it was let known that"."""

from __future__ import annotations

from pactwatch.reading.attribution_according import bracket_content
from pactwatch.reading.attribution_frames import subject_in
from pactwatch.reading.attribution_lexicon import CueClass, lexicon
from pactwatch.reading.attribution_objects import infinitival
from pactwatch.reading.attribution_spans import Draft, Run, agent_of, clause_run, edges, noun_run, own_subject, runs_of
from pactwatch.reading.stance import stance_of
from pactwatch.reading.tree import Sentence, Token


def passive_draft(s: Sentence, t: Token, entries: tuple[CueClass, ...]) -> Draft | None:
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
    entries = tuple(e for e in entries if not e.subjects or subject_in(s, agent, e.subjects))
    entry, runs, frame = _passive_content(s, v, entries, patient, agent)
    if entry is None or not runs:
        return None
    stance = stance_of(s, v, entry.stance, entry.negated)
    return Draft(s.index, (v, v), v, agent, runs, stance, f"attr.{entry.id}.{frame}")


def told_by(s: Sentence, t: Token, entries: tuple[CueClass, ...]) -> Draft | None:
    """Return the draft of a participle that brackets the clause it hangs on: "..., (as) confirmed by the minister"."""
    agent = agent_of(s, t.i)
    if agent is None or s.tokens[t.head].i > t.i:
        return None
    first = t.i - 1 if s.tokens[t.i - 1].lower == "as" else t.i
    entry = next((e for e in entries if e.frames & {"clause", "noun"}), None)
    if entry is None or first == 0 or s.tokens[first - 1].text not in (",", "-", "–", "—", "("):
        return None
    content = bracket_content(s, (first, edges(s, t.i)[1]))
    stance = stance_of(s, t.i, entry.stance, entry.negated)
    return Draft(s.index, (t.i, t.i), t.i, agent, content, stance, f"attr.{entry.id}.told_by") if content else None


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
            (c for c in s.children(v, "xcomp", "ccomp", "advcl") if c.i > v and infinitival(s, c.i)), None
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

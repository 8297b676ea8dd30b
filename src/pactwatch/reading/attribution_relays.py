"""Who carries whose words: "Reuters, citing TASS, reported", "quoted by KCNA as saying", "a report seen by AFP".

A relay is an attribution of its own. The carrier stands outside, the one whose words are carried inside;
both have the same content, and the inner one's `carrier` is the outer one.
"""

from __future__ import annotations

from pactwatch.reading.attribution_according import bracket_content, match_phrase, phrase_source
from pactwatch.reading.attribution_carriers import carrier_of
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_quoters import bracketed_quote, credited, inserted_carriers
from pactwatch.reading.attribution_spans import Draft, agent_of, edges, is_verb, noun_run, passive, subject_of, trim, without
from pactwatch.reading.tree import Sentence, Token


def add_relays(s: Sentence, drafts: list[Draft], media_heads: frozenset[int]) -> list[Draft]:
    """Return `drafts` with the relays of the sentence; `media_heads` are tokens known to name media."""
    relays = _quoting(s, drafts, media_heads)
    relays += inserted_carriers(s, drafts)
    for draft in list(drafts):
        outer = carrier_of(s, draft, media_heads) if draft.carrier is None else None
        inner = _basis(s, draft)
        if outer is not None:
            relays.append(outer)
            draft.carrier = outer
        if inner is not None:
            relays.append(inner)
    return drafts + relays


def _quoting(s: Sentence, drafts: list[Draft], media_heads: frozenset[int]) -> list[Draft]:
    """Return the drafts of the verbs quote and cite, in every construction."""
    found: list[Draft] = []
    verbs = lexicon().words["relay.verbs"]
    for t in s.tokens:
        if t.lemma in verbs and is_verb(t):
            found += _quoted_as(s, t, drafts) or _citing(s, t, drafts, media_heads)
    return found


def _quoted_as(s: Sentence, t: Token, drafts: list[Draft]) -> list[Draft]:
    """Return the carrier of "KCNA quoted X as saying Y" or "X was quoted by KCNA as saying Y"."""
    clause = next((p for a in s.children(t.i, "prep") if a.lower == "as" for p in s.children(a.i, "pcomp")), None)
    if clause is None:
        clause = next(
            (
                c
                for c in s.children(t.i, "advcl", "xcomp")
                if c.tag == "VBG" and c.i > t.i and s.tokens[c.i - 1].lower in ("as", '"')
            ),
            None,
        )
    if clause is None:
        return []
    is_passive = passive(s, t.i)
    source = agent_of(s, t.i) if is_passive else subject_of(s, t.i)
    content = bracketed_quote(s, t, clause, subject_of(s, t.i))
    if content:
        drafts[:] = [d for d in drafts if d.cue_token != clause.i]
    else:
        run = trim(s, (clause.i + 1, max(clause.i + 1, edges(s, clause.i)[1]))) if clause.i + 1 < len(s) else None
        if run is None:
            return []
        content = [run]
    drafts[:] = [d for d in drafts if d.cue_token != t.i]
    outer = Draft(s.index, (t.i, t.i), t.i, source, content, "asserts", "attr.relay.quoted_as")
    speech = next((d for d in drafts if d.cue_token == clause.i), None)
    if speech is None:
        patient = s.child(t.i, "nsubjpass") if is_passive else s.child(t.i, "dobj")
        if patient is None:
            return [outer] if source is not None else []
        speech = Draft(s.index, (clause.i, clause.i), clause.i, patient.i, list(content), "asserts", "attr.relay.as")
        speech.carrier = outer if source is not None else None
        return [outer, speech] if source is not None else [speech]
    speech.carrier = outer if source is not None else None
    return [outer] if source is not None else []


def _citing(s: Sentence, t: Token, drafts: list[Draft], media_heads: frozenset[int]) -> list[Draft]:
    """Return the drafts of "citing X" beside a cue, and of "the cable quotes an embassy estimate"."""
    held = s.child(t.i, "dobj")
    if held is None or passive(s, t.i):
        return []
    if t.tag != "VBG":
        return _quoting_document(s, t, held, drafts)
    if held.lemma not in _speakers() and held.pos not in ("PROPN", "PRON"):
        return []
    governing = _governing(s, t, drafts)
    if governing is not None:
        governing.content = without(s, governing.content, (t.i, noun_run(s, held.i)[1])) or governing.content
    drafts[:] = [d for d in drafts if d.cue_token != t.i]
    if governing is not None:
        inner = Draft(s.index, (t.i, t.i), t.i, held.i, list(governing.content), "asserts", "attr.relay.citing")
        inner.carrier, inner.like = governing, governing
        return [inner]
    if (name := credited(s, t, media_heads)) is not None:
        content = bracket_content(s, (name[0] - 1, edges(s, t.i)[1]))
        outer = Draft(s.index, (t.i, t.i), t.i, name[1], content, "asserts", "attr.relay.credit")
        inner = Draft(s.index, (t.i, t.i), t.i, held.i, list(content), "asserts", "attr.relay.citing", carrier=outer, like=outer)
        return [outer, inner] if content else []
    content = bracket_content(s, edges(s, t.i))
    return [Draft(s.index, (t.i, t.i), t.i, held.i, content, "asserts", "attr.relay.citing")] if content else []


def _speakers() -> frozenset[str]:
    words = lexicon().words
    return (
        words["sources.person"]
        | words["sources.organisation"]
        | words["sources.media"]
        | words["sources.document"]
        | {"people"}
    )


def _quoting_document(s: Sentence, t: Token, held: Token, drafts: list[Draft]) -> list[Draft]:
    subject = subject_of(s, t.i)
    colon = next((i for i in range(held.i, len(s)) if s.tokens[i].text in (":", '"')), None)
    words = lexicon().words
    if subject is not None and colon is not None and (held.lemma in words["sources.person"] or held.ent == "PERSON"):
        run = trim(s, (colon, len(s) - 1))
        if run is not None:
            drafts[:] = [d for d in drafts if d.cue_token != t.i]
            outer = Draft(s.index, (t.i, t.i), t.i, subject, [run], "asserts", "attr.relay.quoting")
            inner = Draft(
                s.index, (t.i, t.i), t.i, held.i, [run], "asserts", "attr.relay.quoted", carrier=outer, like=outer
            )
            return [outer, inner]
    if held.lemma not in words["sources.document"] and held.lemma not in words["sources.person"]:
        return []
    outer = next((d for d in drafts if d.cue_token == t.i), None)  # type: ignore[assignment]
    if outer is None:
        if subject is None:
            return []
        run = trim(s, (max(t.i + 1, edges(s, held.i)[0]), edges(s, held.i)[1]))
        outer = Draft(s.index, (t.i, t.i), t.i, subject, [run] if run else [], "asserts", "attr.relay.quoting")
        drafts.append(outer)
    if held.lemma not in words["sources.document"] or not outer.content:
        return []
    return [
        Draft(
            s.index,
            (held.i, held.i),
            held.i,
            held.i,
            list(outer.content),
            "asserts",
            "attr.relay.document",
            carrier=outer,
            like=outer,
        )
    ]


def _governing(s: Sentence, t: Token, drafts: list[Draft]) -> Draft | None:
    """Return the draft that a participle such as "citing" belongs to: the cue above it, or its subject's verb."""
    above = [t.i, *(a.i for a in s.ancestors(t.i))]
    for i in above:
        for d in drafts:
            if d.cue_token == i and i != t.i:
                return d
            if d.source == i:
                return d
    return None


def _basis(s: Sentence, draft: Draft) -> Draft | None:
    """Return the inner source of "reported on the strength of an assessment"."""
    if not draft.rule.endswith((".ccomp", ".inverted", ".final", ".parataxis", ".colon", ".that")):
        return None
    for prep in s.children(draft.cue_token, "prep", "advcl"):
        first = edges(s, prep.i)[0]
        last = match_phrase(s, first, "relay")
        source = phrase_source(s, last) if last is not None else None
        if (
            last is None
            or source is None
            or (s.tokens[source].lemma not in _speakers() and s.tokens[source].pos != "PROPN")
        ):
            continue
        inner = Draft(s.index, (first, last), first, source, list(draft.content), "asserts", "attr.relay.basis")
        inner.carrier, inner.like = draft, draft
        return inner
    return None

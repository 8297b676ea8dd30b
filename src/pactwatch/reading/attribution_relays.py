"""Who carries whose words: "Reuters, citing TASS, reported", "quoted by KCNA as saying", "a report seen by AFP".

A relay is an attribution of its own. The carrier stands outside, the one whose words are carried inside;
both have the same content, and the inner one's `carrier` is the outer one.
"""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_phrases import bracket_content, match_phrase, phrase_source
from pactwatch.reading.attribution_spans import (
    Draft,
    agent_of,
    edges,
    is_verb,
    noun_run,
    passive,
    subject_of,
    trim,
)
from pactwatch.reading.tree import Sentence, Token

HEARING = frozenset({"tell", "inform", "assure", "notify"})
SPEAKING_TO = HEARING | {
    "say",
    "write",
    "speak",
    "add",
    "confirm",
    "explain",
    "remark",
    "state",
    "claim",
    "admit",
    "deny",
    "declare",
    "comment",
    "stress",
    "announce",
    "complain",
    "insist",
    "note",
    "warn",
    "argue",
    "describe",
    "confide",
    "reveal",
    "disclose",
}
OWN = frozenset({"us", "me", "you", "reporters", "journalists", "this", "our", "my", "them", "him", "her"})


def add_relays(s: Sentence, drafts: list[Draft], media_heads: frozenset[int]) -> list[Draft]:
    """Return `drafts` with the relays of the sentence; `media_heads` are tokens known to name media."""
    relays = _quoting(s, drafts)
    for draft in list(drafts):
        outer = _carrier(s, draft, media_heads)
        inner = _basis(s, draft)
        if outer is not None:
            relays.append(outer)
            draft.carrier = outer
        if inner is not None:
            relays.append(inner)
    return drafts + relays


def _quoting(s: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of the verbs quote and cite, in every construction."""
    found: list[Draft] = []
    verbs = lexicon().words["relay.verbs"]
    for t in s.tokens:
        if t.lemma in verbs and is_verb(t):
            found += _quoted_as(s, t, drafts) or _citing(s, t, drafts)
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
    run = trim(s, (edges(s, clause.i)[0], edges(s, clause.i)[1]))
    if run is None:
        return []
    drafts[:] = [d for d in drafts if d.cue_token != t.i]
    outer = Draft(s.index, (t.i, t.i), t.i, source, [run], "asserts", "attr.relay.quoted_as")
    speech = next((d for d in drafts if d.cue_token == clause.i), None)
    if speech is None:
        patient = s.child(t.i, "nsubjpass") if is_passive else s.child(t.i, "dobj")
        if patient is None:
            return [outer] if source is not None else []
        speech = Draft(s.index, (clause.i, clause.i), clause.i, patient.i, [run], "asserts", "attr.relay.as")
        speech.carrier = outer if source is not None else None
        return [outer, speech] if source is not None else [speech]
    speech.carrier = outer if source is not None else None
    return [outer] if source is not None else []


def _citing(s: Sentence, t: Token, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of "citing X" beside a cue, and of "the cable quotes an embassy estimate"."""
    held = s.child(t.i, "dobj")
    if held is None or passive(s, t.i):
        return []
    if t.tag != "VBG":
        return _quoting_document(s, t, held, drafts)
    if held.lemma not in _speakers() and held.pos not in ("PROPN", "PRON"):
        return []
    governing = _governing(s, t, drafts)
    drafts[:] = [d for d in drafts if d.cue_token != t.i]
    if governing is not None:
        inner = Draft(s.index, (t.i, t.i), t.i, held.i, list(governing.content), "asserts", "attr.relay.citing")
        inner.carrier, inner.like = governing, governing
        return [inner]
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


def _carrier(s: Sentence, draft: Draft, media_heads: frozenset[int]) -> Draft | None:
    """Return the relay that carries the draft's content to the outlet: seen by, quoted by, told to a medium."""
    if draft.rule.startswith("attr.relay"):
        return None
    for holder in _holders(s, draft):
        for c in s.children(holder, "acl", "relcl"):
            agent = _relaying_agent(s, c)
            if agent is not None and not _own_outlet(s, agent):
                return _outside(s, draft, c.i, agent, "attr.relay.participle")
    hearer = _hearer(s, draft, media_heads)
    if hearer is not None:
        return _outside(s, draft, draft.cue_token, hearer, "attr.relay.addressee")
    return None


def _outside(s: Sentence, draft: Draft, cue: int, source: int, rule: str) -> Draft:
    return Draft(s.index, (cue, cue), cue, source, list(draft.content), "asserts", rule, like=draft)


def _holders(s: Sentence, draft: Draft) -> list[int]:
    """Return the nouns whose participles can name a carrier: the source, and where it was said ("in a statement")."""
    holders = [draft.source] if draft.source is not None else []
    if draft.source is not None:
        holders += [p.i for prep in s.children(draft.source, "prep") for p in s.children(prep.i, "pobj")]
        holders += [c.i for c in s.children(draft.source, "appos", "conj")]
    start, end = (draft.content[0][0], draft.content[-1][1]) if draft.content else (0, 0)
    inside = len(draft.content) == 1
    for prep in s.children(draft.cue_token, "prep"):
        if not (inside and start <= prep.i <= end):
            holders += [p.i for p in s.children(prep.i, "pobj")]
    return holders


def _relaying_agent(s: Sentence, c: Token) -> int | None:
    """Return who quoted, saw or published, where `c` is such a participle or relative clause."""
    words = lexicon().words
    if c.lemma not in words["relay.participles"] and c.lemma not in ("describe", "mention"):
        return None
    if c.tag == "VBN":
        return agent_of(s, c.i)
    if c.dep == "relcl" and (c.lemma in words["relay.verbs"] or c.lemma == "describe"):
        subject = s.child(c.i, "nsubj")
        if subject is not None and subject.lower not in ("who", "which", "that", "we", "i"):
            return subject.i
    return None


def _own_outlet(s: Sentence, i: int) -> bool:
    return s.tokens[i].lower in OWN or any(c.lower in OWN for c in s.children(i, "det", "poss"))


def _hearer(s: Sentence, draft: Draft, media_heads: frozenset[int]) -> int | None:
    """Return the medium that the speaker talks to: right after the cue ("told Axios"), or where it was said."""
    v = draft.cue_token
    cue = s.tokens[v]
    if not is_verb(cue) or cue.lemma not in SPEAKING_TO:
        return None
    taken = {i for first, last in draft.content for i in range(first, last + 1)}
    bare, setting = cue.lemma in HEARING, False
    for t in s.tokens[v + 1 : v + 16]:
        if t.i in taken or t.text in (",", ";", ":", '"') or (t.tag in ("VBD", "VBZ", "VBP", "MD") and t.i != v):
            return None
        if t.lower in ("according", "per", "citing", "quoting", "at"):
            return None
        if t.lower in ("with", "to", "for", "on", "by") and t.dep != "aux":
            bare = bare or t.lower in ("with", "to") or setting
        setting = setting or t.lemma in lexicon().words["relay.settings"]
        if bare and _is_medium(s, t, media_heads):
            return t.i
    return None


def _is_medium(s: Sentence, t: Token, media_heads: frozenset[int]) -> bool:
    if _own_outlet(s, t.i):
        return False
    lex = lexicon()
    if t.i in media_heads or t.lower in lex.words["sources.agencies"]:
        return True
    first = noun_run(s, t.i)[0]
    name = s.words(first, t.i).lower()
    if name in lex.words["sources.agencies"] or name.removeprefix("the ") in lex.words["sources.agencies"]:
        return True
    media = t.lemma in lex.words["sources.media"] or t.lower in lex.words["sources.media"] or t.lemma == "agency"
    last = t.i + 1 >= len(s) or s.tokens[t.i + 1].pos not in ("NOUN", "PROPN")
    return media and last and t.lower not in ("press", "media", "news") and t.tag not in ("NNS", "VB", "VBZ")


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

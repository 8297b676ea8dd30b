"""Who carries a speech to the outlet: "a report seen by AFP", "told Axios", "said in an interview with the daily"."""

from __future__ import annotations

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import Draft, agent_of, is_verb, noun_run
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


def carrier_of(s: Sentence, draft: Draft, media_heads: frozenset[int]) -> Draft | None:
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

"""Relays in brackets of commas: "..., TASS quoted the envoy as saying.", "..., the envoy, quoted by TASS, said.", "..., as quoted by TASS".

1. "as saying" with nothing behind it carries the clause that it brackets, whatever the parser hung it on;
2. a participle after a comma ("quoted by", "as cited by") carries the words of the speaker before that comma.
"""

from __future__ import annotations

from pactwatch.reading.attribution_according import bracket_content
from pactwatch.reading.attribution_clauses import HEARING
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_parentheses import FINITE, has_clause
from pactwatch.reading.attribution_spans import Draft, Run, agent_of, edges, noun_run, without
from pactwatch.reading.tree import Sentence, Token

BEFORE = frozenset({",", '"', "—", "–", "--", "'"})
SPEAKER_REACH = 12
"""Tokens that a speaker's phrase may have before the participle that names its carrier."""


def bracketed_quote(s: Sentence, t: Token, clause: Token, subject: int | None) -> list[Run]:
    """Return what "X quoted Y as saying" brackets where `clause` ("saying") has no words of its own; else nothing."""
    last = max(t.i, edges(s, clause.i)[1])
    rest = [k for k in s.tokens[clause.i + 1 : last + 1] if k.dep != "punct"]
    told = clause.lemma in HEARING and all((s.tokens[k.head].i == clause.i and k.dep in ("dobj", "dative")) or k.dep == "det" for k in rest)
    if (rest and not told and not _is_setting(rest)) or any(k.text in ('"', ":") for k in s.tokens[clause.i + 1 : last + 1]):
        return []
    first = t.i if subject is None else min(noun_run(s, subject)[0], t.i)
    while last > clause.i and s.tokens[last].dep == "punct":
        last -= 1
    if subject is not None and any(k.text == "," for k in s.tokens[first:subject]):
        first = next(k.i + 1 for k in reversed(s.tokens[first:subject]) if k.text == ",")
    if first < 2 or s.tokens[first - 1].text not in BEFORE or not has_clause(s, (0, first - 1)):
        return []
    return bracket_content(s, (first, last))


def _is_setting(rest: list[Token]) -> bool:
    """Say whether the words only tell when and where something was said ("on Monday")."""
    return rest[0].tag in ("IN", "TO") and not any(k.tag in (*FINITE, "MD", "VB") or k.lower == "that" for k in rest)


def inserted_carriers(s: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Return the carriers that a participle after a speaker's comma names, and cut it out of what the speaker says."""
    found = []
    for t in s.tokens[2:]:
        first = t.i - 1 if s.tokens[t.i - 1].lower == "as" else t.i
        if t.tag != "VBN" or t.lemma not in lexicon().words["relay.verbs"] or s.tokens[first - 1].text not in (",", "("):
            continue
        agent = agent_of(s, t.i)
        speech = _before(s, first - 1, drafts) if agent is not None else None
        if agent is None or speech is None:
            continue
        speech.content = without(s, speech.content, (first, noun_run(s, agent)[1])) or speech.content
        outer = Draft(s.index, (t.i, t.i), t.i, agent, list(speech.content), "asserts", "attr.relay.participle", like=speech)
        speech.carrier = outer
        found.append(outer)
    return found


def _before(s: Sentence, comma: int, drafts: list[Draft]) -> Draft | None:
    """Return the speech whose speaker is named right before the comma, nothing finite between them."""
    near = [d for d in drafts if d.source is not None and d.source < comma <= d.source + SPEAKER_REACH and d.content and d.carrier is None]
    near = [d for d in near if not d.rule.startswith("attr.relay") and d.source is not None]
    best = max(near, key=lambda d: d.source or 0, default=None)
    if best is None or any(k.tag in (*FINITE, "MD") for k in s.tokens[(best.source or 0) : comma]):
        return None
    return best


def credited(s: Sentence, citing: Token, media_heads: frozenset[int]) -> Run | None:
    """Return the first and the last token of the medium in "(the Post, citing two officers)", whose participle `citing` is."""
    last = citing.i - 2
    first = next((t.i + 1 for t in reversed(s.tokens[: max(0, last)]) if t.text == "("), None)
    if first is None or s.tokens[citing.i - 1].text != "," or last - first > 5 or any(t.tag in FINITE for t in s.tokens[first : last + 1]):
        return None
    name = s.words(first, last).lower().removeprefix("the ")
    return (first, last) if last in media_heads or name in lexicon().words["sources.agencies"] else None


def past_participle(s: Sentence, comma: int) -> int | None:
    """Return the comma that opens ", quoted by X," where the comma at token `comma` closes it; None where it does not."""
    for i in range(comma - 1, max(1, comma - SPEAKER_REACH), -1):
        t = s.tokens[i]
        if t.tag in (*FINITE, "MD") or t.text in (";", '"'):
            return None
        if t.tag == "VBN" and t.lemma in lexicon().words["relay.verbs"] and s.word_at(i + 1) == "by":
            opens = i - 2 if s.tokens[i - 1].lower == "as" else i - 1
            return opens if s.tokens[opens].text == "," else None
    return None

"""Attribution: who says what, by which cue, with which stance.

1. quotations   their marks, over sentences and paragraphs                      reading/quotes.py
2. cues         verbs, then phrases, nouns, colons; each with its content       reading/attribution_{verbs,phrases}.py
                not those that only stand beside the clause before them         reading/attribution_contrasts.py
                and those that the parser has lost                              reading/attribution_{brackets,tails}.py
3. relays       who carries whose words                                         reading/attribution_{relays,quoters}.py
4. quotations that no cue holds go to the speaker beside them                   reading/attribution_quotes.py
5. speech that flows on without a cue, or is named after what it tells          reading/attribution_{flow,back}.py
   turns of transcripts and interviews                                          reading/attribution_{turns,answers}.py
6. nesting      the innermost attribution whose content holds another's cue
7. sources      names and antecedents, from the outermost in                    reading/attribution_{sources,unnamed}.py
8. chains       which attributions hold a span, in which order                  reading/attribution_chain.py
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.attribution_back import reported_back
from pactwatch.reading.attribution_brackets import bracket_drafts
from pactwatch.reading.attribution_chain import chain_for, sources_of
from pactwatch.reading.attribution_contrasts import uncoupled
from pactwatch.reading.attribution_flow import between, elaborated, in_interviews, past_semicolons
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_phrases import phrase_drafts
from pactwatch.reading.attribution_quotes import attach_quotes, free_quotes, quoted_parts
from pactwatch.reading.attribution_relays import add_relays
from pactwatch.reading.attribution_sources import Sources
from pactwatch.reading.attribution_spans import Draft, without
from pactwatch.reading.attribution_tails import tail_drafts
from pactwatch.reading.attribution_turns import in_turns
from pactwatch.reading.attribution_unnamed import unnamed, without_nobody
from pactwatch.reading.attribution_verbs import verb_drafts
from pactwatch.reading.mentions import ActorMention, Attribution, SourceMention
from pactwatch.reading.quotes import find_quotes
from pactwatch.reading.tree import Parsed, Sentence

__all__ = ["chain_for", "find_attributions", "sources_of"]
MINDFUL = (
    "attr.attitude", "attr.belief", "attr.intention", "attr.commitment", "attr.undertaking", "attr.demanding",
    "attr.speaking", "attr.accusing",
)
AGENTIVE = ("er", "or", "ist", "ian", "ant", "ent", "man", "people")
"""Endings of nouns that mostly name people, for those that no list knows."""


def find_attributions(parsed: Parsed, actors: Sequence[ActorMention]) -> list[Attribution]:
    """Return the attributions of `parsed`, sorted by sentence and cue; `actors` may be empty."""
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    drafts: list[Draft] = []
    for s in parsed.sentences:
        media = frozenset(m.head for m in by_sentence.get(s.index, ()) if m.kind == "media")
        drafts += _sentence_drafts(s, media)
    quotes = find_quotes(parsed.text, parsed.blocks)
    attach_quotes(parsed, drafts, quotes)
    drafts += free_quotes(parsed, drafts, quotes)
    drafts = [d for d in drafts if d.spans and _can_speak(parsed, d, by_sentence)]
    drafts.sort(key=lambda d: (d.sentence, d.cue[0], d.cue_token, d.rule))
    drafts += quoted_parts(parsed, drafts, quotes)
    parents = _parents(parsed, drafts)
    found = _name_all(parsed, drafts, parents, Sources(parsed, by_sentence))
    found = _sorted(found + between(parsed, found))
    found = _sorted(found + elaborated(parsed, found))
    found = _sorted(found + reported_back(parsed, found, actors))
    return _sorted(in_turns(parsed, in_interviews(found), actors))


def _sentence_drafts(s: Sentence, media: frozenset[int]) -> list[Draft]:
    drafts = verb_drafts(s)
    uncoupled(s, drafts)
    drafts += bracket_drafts(s, {d.cue_token for d in drafts})
    drafts += tail_drafts(s, {d.cue_token for d in drafts})
    taken = {d.cue_token for d in drafts}
    drafts += [d for d in phrase_drafts(s) if d.cue_token not in taken]
    drafts = add_relays(s, drafts, media)
    without_nobody(s, drafts)
    past_semicolons(s, drafts)
    for d in drafts:
        if any(first <= d.cue_token <= last for first, last in d.content):
            d.content = without(s, d.content, (d.cue_token, d.cue_token))
        d.spans = [s.span(first, last) for first, last in d.content]
    return drafts


def _can_speak(parsed: Parsed, d: Draft, actors: dict[int, list[ActorMention]]) -> bool:
    """Say whether the subject can hold a view; a verb of attitude or purpose needs one that is known to ("a war" cannot)."""
    if d.source is None or not d.rule.startswith(MINDFUL):
        return True
    place = d.sentence if d.source_sentence is None else d.source_sentence
    t = parsed.sentences[place].tokens[d.source]
    if t.pos != "NOUN" or t.ent:
        return True
    words = lexicon().words
    known = any(t.lemma in words[f"sources.{group}"] for group in ("person", "organisation", "media", "document", "norm"))
    return known or t.lemma.endswith(AGENTIVE) or any(m.head == t.i for m in actors.get(place, ()))


def _parents(parsed: Parsed, drafts: list[Draft]) -> list[int | None]:
    """Return for each draft the index of the one that it stands inside; never a cycle."""
    place = {id(d): n for n, d in enumerate(drafts)}
    at = [parsed.sentences[d.sentence].tokens[d.cue_token].start for d in drafts]
    order = sorted(range(len(drafts)), key=lambda n: (-_reach(drafts[n]), n))
    rank = {n: k for k, n in enumerate(order)}
    parents: list[int | None] = [None] * len(drafts)
    for k, n in enumerate(order):
        d = drafts[n]
        for m in reversed(order[:k]):
            outer = drafts[m]
            if outer.rule != "attr.quote.part" and outer.like is None and any(a <= at[n] < b for a, b in outer.spans):
                parents[n] = m
                break
    for n, d in enumerate(drafts):
        if d.carrier is not None and id(d.carrier) in place:
            c = place[id(d.carrier)]
            if parents[c] is None and drafts[c].carrier is None and drafts[c].like is d:
                parents[c] = parents[n]
            parents[n] = c
    inner = {place[id(d.like)]: n for n, d in enumerate(drafts) if d.like is not None and d.carrier is d.like and id(d.like) in place}
    for n, parent in enumerate(parents):
        if parent in inner and inner[parent] != n and drafts[n].like is not drafts[parent]:
            parents[n] = inner[parent]
    _break_cycles(parents, rank)
    return parents


def _break_cycles(parents: list[int | None], rank: dict[int, int]) -> None:
    for n in sorted(range(len(parents)), key=lambda n: rank[n]):
        seen, m = {n}, parents[n]
        while m is not None:
            if m in seen:
                parents[n] = None
                break
            seen.add(m)
            m = parents[m]


def _reach(d: Draft) -> int:
    return sum(b - a for a, b in d.spans)


def _name_all(parsed: Parsed, drafts: list[Draft], parents: list[int | None], sources: Sources) -> list[Attribution]:
    """Return the attributions, their sources named in reading order, outer ones before those inside them."""
    named: dict[int, list[SourceMention]] = {}

    def speakers(n: int) -> list[SourceMention]:
        if n in named:
            return named[n]
        named[n] = []
        parent = parents[n]
        outer = speakers(parent) if parent is not None else []
        head = drafts[n].source
        if head is not None:
            place = drafts[n].source_sentence
            within = drafts[n].sentence if place is None else place
            found = sources.resolve(within, head, outer[-1] if outer else None, medium=drafts[n].rule == "attr.relay.addressee")
            named[n] = [unnamed(parsed.sentences[within], head, found)]
        return named[n]

    found = []
    for n, d in enumerate(drafts):
        s = parsed.sentences[d.sentence]
        cue = s.span(*d.cue) if d.rule != "attr.quote.free" else None
        token = d.cue_token if cue is not None else None
        found.append(Attribution(d.sentence, speakers(n), cue, token, d.spans, d.direct, d.stance, d.rule, parents[n]))
    return found


def _sorted(found: list[Attribution]) -> list[Attribution]:
    order = sorted(
        range(len(found)),
        key=lambda n: (
            found[n].sentence,
            found[n].content[0] if found[n].cue is None else found[n].cue,
            found[n].rule,
            n,
        ),
    )
    place = {old: new for new, old in enumerate(order)}
    for a in found:
        a.parent = place[a.parent] if a.parent is not None else None
    return [found[n] for n in order]

"""Through whom a word came: agencies and media that pass it on, services that pass on a partner's word, briefed lawmakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pactwatch.data import read_toml
from pactwatch.model import Reading, Span, Statement
from pactwatch.origins.words import stem
from pactwatch.reading.actor_register import register
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence


def relays_of(
    parsed: Parsed, actors: Sequence[ActorMention], own: set[int], elsewhere: set[int], keys: set[str]
) -> set[tuple[str, ...]]:
    """Return the agencies and media through which a voice came, each a chain of one.

    They stand in the sentences where it is heard (`own`) or in the next one, if nobody else is heard there and it goes on
    about the same speaker or message ("the agency quoted him", "the message was found by ...").
    """
    after = {n + 1 for n in own} - own - elsewhere
    goes_on = {n for n in after if n < len(parsed.sentences) and _GOES_ON.search(parsed.sentences[n].text)}
    found: set[tuple[str, ...]] = set()
    for actor in actors:
        known = actor.actor is not None and actor.kind == "media" and fold(actor.name) not in _platforms()
        if known and actor.sentence in own | goes_on and f"id:{actor.actor}" not in keys:
            found.add((actor.name,))
    for number in own | goes_on:
        found |= {(name,) for name in named_relays(parsed.sentences[number].text)}
    return found


CARRYING = ("attr.relay.quoted_as", "attr.relay.quoting", "attr.relay.participle", "attr.relay.addressee", "attr.relay.continued")
"""Rules of statements whose speaker passes on what another says ("the agency quoted the envoy as saying")."""


def carriers_of(reading: Reading) -> list[tuple[Statement, list[Statement]]]:
    """Return the statements whose speaker only passes on another's words, each with the statements of those words.

    Who passes a word on has not said it and is no second origin, whatever kind of body it is.
    """
    found = []
    for statement in reading.statements:
        if not statement.rule.startswith(CARRYING) or not statement.speakers:
            continue
        names = {source.name for source in statement.speakers}
        inner = [other for other in reading.statements if _carries(statement, other) and not names & {s.name for s in other.speakers}]
        if inner:
            found.append((statement, inner))
    return found


def _carries(outer: Statement, other: Statement) -> bool:
    """Say whether a statement with a speaker of its own has the carrier's content, or part of it."""
    if other is outer or not other.speakers or other.rule.startswith(CARRYING):
        return False
    return any(a < y and x < b for a, b in outer.content for x, y in other.content)


_GOES_ON = re.compile(r"\b(?:him|her|them|he|she|it|message|statement|post|video|text|communique|recording|claim)\b", re.IGNORECASE)


def _platforms() -> frozenset[str]:
    return frozenset(read_toml("origins/words.toml")["relays"]["platforms"].split())


def partner_in(text: str) -> str | None:
    """Return the partner on whose word a sentence says that somebody relies: "the service of a friendly country"."""
    for pattern in read_toml("origins/words.toml")["relays"]["partners"]:
        match = re.search(pattern, text)
        if match:
            return match["partner"].removeprefix("the ").removeprefix("an ").removeprefix("a ")
    return None


def named_relays(text: str) -> list[str]:
    """Return names that `text` itself shows to be relays: "the monitoring service SITE", "reported by the agency X"."""
    found = (m["name"] for pattern in _patterns() for m in pattern.finditer(text))
    return [name for name in dict.fromkeys(found) if not any(e.kind != "media" for e in register().get(name)) and fold(name) not in _platforms()]


def is_hearer(name: str, text: str) -> bool:
    """Say whether a sentence has somebody speak to the outlet `name`: "told the newspaper Delo"."""
    patterns = read_toml("origins/words.toml")["relays"]["hearers"]
    return any(match["name"] == name for pattern in patterns for match in re.finditer(pattern, text))


def _patterns() -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in read_toml("origins/words.toml")["relays"]["names"]]


def passed_on(sentence: Sentence, span: Span) -> bool:
    """Say whether the speaker at `span` only relays: a lawmaker who tells of a service's briefing."""
    words = {stem(t.text) for t in sentence.tokens if span[0] <= t.start < span[1]}
    before = {stem(t.text) for t in sentence.tokens if span[0] - 30 <= t.start < span[0]}
    passing = {stem(word) for word in read_toml("origins/words.toml")["voices"]["passing"].split()}
    if not (words | before) & passing:
        return False
    return bool(re.search(r"\b(?:quot|cit|brief|agency|service|intelligence|NIS)\w*", sentence.text))

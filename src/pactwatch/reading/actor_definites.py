"""Definite descriptions: "the agency", "the mission", "the prime minister" for whoever of that sort was named last.

A bare noun after "the" goes back to the last body whose name has that noun in it ("the Korean Central News Agency"; "FBI",
which the register knows as a bureau), a firm to the last name that no register has and that is called a firm, an office to the
last person who was named with it ("President A"). Where the last sentence that names such a one names two, the noun stands
for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pactwatch.data import read_rows
from pactwatch.reading.actor_missions import mission_words
from pactwatch.reading.actor_register import split_names, words
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

POINTING = frozenset({"the", "this", "that"})
NAMED = frozenset({"ministry", "agency", "unit", "organisation", "media", "government", "other"})
UNKNOWN = frozenset({"entity", "subject", "person-entity", "noun"})
"""Rules of mentions that no register knows."""
COMPLEMENTS = frozenset({"prep", "relcl", "acl", "appos"})
REACH, WORDS = 15, 2
"""Sentences that a description may go back, and words that it may have ("prime minister")."""


def link_definites(parsed: Parsed, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the mentions, definite descriptions under the name, id and state of whom they go back to."""
    out: list[ActorMention] = []
    for mention in mentions:
        noun = _description(parsed.sentences[mention.sentence], mention)
        before = _antecedent(parsed, out, mention, noun) if noun else None
        out.append(mention if before is None else replace(
            mention, name=before.name, actor=before.actor, country=before.country or mention.country, kind=before.kind, rule="definite",
        ))
    return out


def _description(sentence: Sentence, mention: ActorMention) -> str | None:
    """Return the words, folded, of a body or an office that "the" makes known; None for any other mention."""
    tokens = sentence.tokens
    if mention.rule not in ("noun", "body") or mention.actor or mention.country or mention.first == 0:
        return None
    if tokens[mention.first - 1].lower not in POINTING or tokens[mention.head].tag in ("NNS", "NNPS"):
        return None
    if any(child.i > mention.head and child.dep in COMPLEMENTS for child in sentence.children(mention.head)):
        return None
    noun = fold(sentence.words(mention.first, mention.last))
    lists = ("offices",) if mention.kind == "person" else ("bodies", "firms")
    parts = noun.split()
    return noun if len(parts) <= WORDS and any(parts[-1] in words("definite", name) for name in lists) else None


def _antecedent(parsed: Parsed, before: Sequence[ActorMention], mention: ActorMention, noun: str) -> ActorMention | None:
    """Return the last mention before `mention` that is called by `noun` too; None where two of one sentence are."""
    def fits(other: ActorMention) -> bool:
        return _is_office(parsed.sentences[other.sentence], other, noun) if mention.kind == "person" else _is_body(other, noun)

    found: list[ActorMention] = []
    for other in reversed(before):
        if mention.sentence - other.sentence > REACH or (found and other.sentence != found[0].sentence):
            break
        if fits(other):
            found.append(other)
    if not found and noun in words("definite", "firms") and mention.name[:1].islower():
        found = _firms(parsed, before, mention)
    return found[0] if len({other.actor or other.name for other in found}) == 1 else None


def _firms(parsed: Parsed, before: Sequence[ActorMention], mention: ActorMention) -> list[ActorMention]:
    """Return the mentions, the last first, of those that "the company" may be: no register has them, and the text calls them a firm.

    Where it calls none so, all that bear the name of an organisation.
    """
    unknown = [
        other for other in reversed(before)
        if mention.sentence - other.sentence <= REACH and other.actor is None and other.name[:1].isupper() and other.rule in UNKNOWN
    ]
    called = {other.name for other in unknown if _is_called_firm(parsed.sentences[other.sentence], other)}
    return [other for other in unknown if (other.name in called if called else other.kind == "organisation")]


def _is_called_firm(sentence: Sentence, mention: ActorMention) -> bool:
    """Say whether a name ends as firms' do, or a noun for a firm stands in apposition to it or before it."""
    if fold(mention.name.split()[-1]) in words("companies", "suffixes"):
        return True
    firms, head = words("definite", "firms"), sentence.tokens[mention.head]
    around = [*sentence.children(mention.head, "appos", "compound", "nmod"), *([sentence.tokens[head.head]] if head.dep == "appos" else [])]
    return any(token.lemma in firms for token in around)


def _is_body(mention: ActorMention, noun: str) -> bool:
    if mention.kind not in NAMED or not mention.name[:1].isupper() or fold(mention.name) == noun:
        return False
    return f" {noun} " in f" {fold(mention.name)} " or noun in _register_words().get(mention.actor or "", ())


def _is_office(sentence: Sentence, mention: ActorMention, noun: str) -> bool:
    if mention.kind != "person" or len(mention.name.split()) < 2 or not mention.name[:1].isupper():
        return False
    first = max(0, mention.first - len(noun.split()) - 2)
    return f" {noun} " in f" {fold(sentence.words(first, mention.last))} "


@lru_cache(maxsize=1)
def _register_words() -> dict[str, frozenset[str]]:
    """Return the words of each organisation's names by its id, and for missions what else they are called."""
    called = mission_words()
    return {
        row["id"]: frozenset(fold(" ".join((row["name"], *split_names(row["aliases"])))).split()) | called.get(row["id"], frozenset())
        for row in read_rows("actors/organisations.tsv")
    }

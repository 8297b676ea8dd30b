"""Whose figure it is where one verb has several: "Chad lost 14 soldiers, Togo three", "12 to Chad and six to Togo", "respectively".

In gapping a later conjunct keeps only what differs, here an actor and its figure (Quirk et al., A Comprehensive Grammar of the
English Language, 13.92-94), and the parser hangs all of them on the only verb there is. An actor has the part that its counterpart
has: that of the subject, or, where the figure goes to an actor ("gave Chad 20 trucks, Togo ten"), of the one who gets it.

1. conjuncts   an actor and a figure between commas or "and"; after "Seoul counts 600 dead", who tells it
2. shares      figures each with its own "to", "for", "from" or "in" and actor
3. respective  as many actors as figures, and "respectively"
4. sides       "300 on the Ukrainian side"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import ActorMention, QuantityMention
from pactwatch.reading.tree import Sentence, Token

Part = Literal["does", "gets", "tells", "where"]
LINKS = frozenset({",", ";", "and", "while", "but"})
ENDS = frozenset({",", ";", ".", ")", "(", "and", "while", "but", "in", "on", "last", "this", "since", "by", "at"})
SHARING: dict[str, Part] = {"to": "gets", "for": "gets", "into": "gets", "from": "does", "in": "where"}
BY_SHARE = frozenset({"for", "with", "at"})
SAYING = frozenset({"say", "estimate"})
PUTTING = frozenset({"put", "place", "set"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "ADJ", "PROPN"})
AROUND = frozenset({"about", "some", "another", "a", "further", "roughly", "around", "nearly", "over", "only", "just", "at", "least"})


COUNTED = 5
"""Words between a figure and its "to": "40 tonnes of artillery shells to"."""


@dataclass(slots=True)
class Pair:
    """A figure, by its token, and the actor that it belongs to: who does it, is given what is counted, or tells it.

    `instead` has the same part in the full conjunct. `left_out`: the actor has no part in the figures of the other conjuncts.
    """

    mention: ActorMention
    number: int
    part: Part
    instead: ActorMention | None = None
    left_out: bool = False


def has_several(sentence: Sentence) -> bool:
    """Say whether a sentence has more than one figure: one is everybody's."""
    return sum(t.tag == "CD" for t in sentence.tokens) > 1


def pairs(sentence: Sentence, mentions: Sequence[ActorMention]) -> list[Pair]:
    """Return whose figures those of a sentence are, as far as its grammar says so."""
    if not has_several(sentence):
        return []
    ordered = sorted((m for m in mentions if m.kind != "pronoun"), key=lambda m: (m.first, -m.last))
    found = list(_respective(sentence, ordered)) or [*_conjuncts(sentence, ordered), *_shares(sentence, ordered)]
    return [*found, *_sides(sentence, ordered)]


def pair_of(found: Sequence[Pair], quantity: QuantityMention) -> Pair | None:
    """Return the pair whose figure this is, None where grammar does not say whose it is."""
    return next((p for p in found if quantity.first <= p.number <= max(quantity.last, quantity.number)), None)


def _conjuncts(sentence: Sentence, mentions: Sequence[ActorMention]) -> Iterator[Pair]:
    """Yield the actors and figures that stand alone between two commas, after a full conjunct."""
    tokens, before = sentence.tokens, None
    for mention in mentions:
        number = _figure_after(tokens, mention.last)
        first = before or next((t for t in reversed(tokens[: mention.first]) if t.tag == "CD"), None)
        if number is None or first is None or not _is_linked(tokens, mention.first):
            continue
        verb = next((t for t in reversed(tokens[: first.i]) if t.pos in VERBS), None)
        if verb is None or any(t.pos in VERBS for t in tokens[first.i : mention.first]):
            continue  # that verb has the figure
        tells = not SAYING.isdisjoint(verb_classes(verb.lemma)) or verb.lemma in PUTTING
        given = [m for m in mentions if m.first > verb.i and m.last == first.i - 1 and not tells]
        doing = [m for m in mentions if m.last < verb.i]
        if given or doing:
            before = first
            instead = given[0] if given else max(doing, key=lambda m: (_is_subject(sentence, m, verb), m.last))
            yield Pair(mention, number.i, "tells" if tells else "gets" if given else "does", instead, left_out=True)


def _shares(sentence: Sentence, mentions: Sequence[ActorMention]) -> Iterator[Pair]:
    """Yield the figures that each go to an actor of their own: "24 drones to Chad, 12 to Togo"."""
    tokens = sentence.tokens
    found = [(t, to) for t in tokens if t.tag == "CD" and (to := _share(tokens, t.i, mentions)) is not None]
    for n, (number, (preposition, mention)) in enumerate(found):
        others = found[:n] + found[n + 1 :]
        listed = [o for o in others if tokens[o[1][0]].lower == tokens[preposition].lower]
        after = n > 0 and _goes_on(tokens, found[n - 1][1][1], number)
        leads = n + 1 < len(found) and _goes_on(tokens, mention, found[n + 1][0])
        if listed and (after or leads):
            yield Pair(mention, number.i, SHARING[tokens[preposition].lower])


def _goes_on(tokens: Sequence[Token], mention: ActorMention, number: Token) -> bool:
    """Say whether a figure is the next one of a list after an actor."""
    return _is_linked(tokens, number.i) and not any(t.pos in VERBS for t in tokens[mention.last : number.i])


def _share(tokens: Sequence[Token], number: int, mentions: Sequence[ActorMention]) -> tuple[int, ActorMention] | None:
    """Return the preposition after a figure, its noun and verb, and the actor after that: "200 came from Chad"."""
    k, verbs = number + 1, 0
    while k < len(tokens) and k - number <= COUNTED and (
        tokens[k].pos in NOUNS or tokens[k].tag == "CD" or tokens[k].lower == "of" or (tokens[k].pos in VERBS and not verbs)
    ):
        verbs += tokens[k].pos in VERBS
        k += 1
    if k >= len(tokens) or tokens[k].lower not in SHARING:
        return None
    start = k + 2 if k + 1 < len(tokens) and tokens[k + 1].pos == "DET" else k + 1
    mention = next((m for m in mentions if m.first in (k + 1, start)), None)
    return (k, mention) if mention is not None else None


def _respective(sentence: Sentence, mentions: Sequence[ActorMention]) -> Iterator[Pair]:
    """Yield actors and figures in their order where the sentence says "respectively"."""
    tokens = sentence.tokens
    word = next((t.i for t in tokens if t.lower == "respectively"), None)
    numbers = _run([t.i for t in tokens if t.tag == "CD"], tokens) if word is not None else []
    if word is None or len(numbers) < 2:
        return
    heads = {m.head: m for m in mentions}
    lists = [_list_of(sentence, m.head, heads) for m in mentions if tokens[m.head].dep != "conj"]
    fitting = [names for names in lists if len(names) == len(numbers) and names[-1].last < word]
    if fitting:
        names = max(fitting, key=lambda row: row[-1].last)
        part: Part = "gets" if names[0].first > numbers[0] else "does"
        yield from (Pair(mention, number, part) for mention, number in zip(names, numbers, strict=True))


def _run(numbers: Sequence[int], tokens: Sequence[Token]) -> list[int]:
    """Return the figures that are listed one after another: "300 and 200", "300, 200 and 40 men"."""
    found: list[int] = []
    for i in numbers:
        if found and not all(t.lower in LINKS or t.pos in NOUNS or t.tag == "CD" for t in tokens[found[-1] + 1 : i]):
            found = []
        found.append(i)
    return found


def _list_of(sentence: Sentence, head: int, heads: dict[int, ActorMention]) -> list[ActorMention]:
    """Return the actors that "and" joins, from the first one."""
    found = [heads[head]]
    while (token := sentence.child(found[-1].head, "conj")) is not None and token.i in heads:
        found.append(heads[token.i])
    return found


def _sides(sentence: Sentence, mentions: Sequence[ActorMention]) -> Iterator[Pair]:
    """Yield the figures of a side that is named: "300 on the Ukrainian side"."""
    tokens = sentence.tokens
    for t in tokens:
        after = tokens[t.i + 1 : t.i + 6] if t.tag == "CD" else []
        on = next((k for k in after[:3] if k.lower == "on"), None)
        side = next((k for k in after if k.lemma == "side" and on is not None and k.i > on.i), None)
        if on is None or side is None:
            continue
        mention = next((m for m in mentions if on.i < m.first <= side.i), None)
        if mention is not None:
            yield Pair(mention, t.i, "does", left_out=True)


def _is_subject(sentence: Sentence, mention: ActorMention, verb: Token) -> bool:
    token = sentence.tokens[mention.head]
    return token.dep in ("nsubj", "nsubjpass") and token.head in (verb.i, verb.head)


def _figure_after(tokens: Sequence[Token], last: int) -> Token | None:
    """Return the figure right after token `last` ("Togo three", "Togo for 8%"), if its conjunct ends with it."""
    start = last + 2 if last + 1 < len(tokens) and tokens[last + 1].lower in BY_SHARE else last + 1
    if start >= len(tokens) or tokens[start].tag != "CD":
        return None
    end = start
    while end + 1 < len(tokens) and (tokens[end + 1].tag == "CD" or tokens[end + 1].lower in ("%", "percent")):
        end += 1
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    return max((t for t in tokens[start : end + 1] if t.tag == "CD"), key=lambda t: t.i) if after is None or after.lower in ENDS else None


def _is_linked(tokens: Sequence[Token], first: int) -> bool:
    """Say whether the phrase from token `first` stands right after a comma, or after "and" that follows a noun or a figure."""
    at = first - 1
    while at > 0 and (tokens[at].tag == "DT" or tokens[at].lower in AROUND):
        at -= 1
    return at > 0 and tokens[at].lower in LINKS and (tokens[at].lower != "and" or tokens[at - 1].pos in (*NOUNS, "NUM", "PUNCT"))

"""Whose figure it is: the party that the counted belong to, and the population that they are ("North Korean soldiers")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pactwatch.data import read_rows
from pactwatch.model import Party
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.figure_measures import Measured, Scope
from pactwatch.reading.figure_words import HARM, UNSAID, group_of, turned
from pactwatch.reading.mentions import ActorMention

OWNERS = frozenset({"poss", "nsubj", "nsubjpass", "pobj", "amod", "compound", "nmod", "npadvmod"})
TAKERS = frozenset({"lose", "take", "suffer", "have", "bury", "sustain", "send", "deploy", "dispatch", "throw", "commit", "ship", "supply", "provide"})
MEASURED_GROUPS = {"deployed": "soldiers", "present": "soldiers", "workers": "workers"}


@lru_cache(maxsize=1)
def adjectives() -> dict[str, str]:
    """Return the adjective of each state by its id ("PRK" -> "North Korean")."""
    return {row["id"]: row["adjectives"].split(";")[0] for row in read_rows("actors/states.tsv")}


def party_of(scope: Scope, measured: Measured, actors: Sequence[ActorMention], speakers: Sequence[tuple[int, int]]) -> Party | None:
    """Return the state (or other body) whose people or things are counted, from the figure's own sentence.

    First its own noun phrase ("400 Russian conscripts"), then the noun that it is the size of ("Russian losses"), then
    who loses, takes or sends them. `speakers` are spans of sources, who are not meant by what they say.
    """
    sentence, q = scope.sentence, scope.quantity
    here = [m for m in actors if m.sentence == sentence.index and m.country and m.kind != "pronoun"]
    own = [m for m in here if q.first <= m.head <= max(q.last, scope.anchor)]
    if own:
        return _as_party(own[0])
    told = [m for m in here if not any(a <= m.span[0] < b for a, b in speakers)]
    for prep in sentence.children(scope.anchor, "prep"):
        if prep.lower in ("of", "from") and (found := _under(scope, told, prep.i)):
            return found
    if measured.cue is not None and measured.rule in ("size", "noun", "unit"):
        found = _beside(scope, told, measured.cue)
        if found:
            return found
    return _taker(scope, told, measured)


def _under(scope: Scope, told: Sequence[ActorMention], i: int) -> Party | None:
    tree = set(scope.sentence.subtree(i))
    return next((_as_party(m) for m in told if m.head in tree), None)


def _beside(scope: Scope, told: Sequence[ActorMention], cue: int) -> Party | None:
    """Return the actor in the noun phrase of token `cue`, or the nearest before it in the same stretch."""
    tree = set(scope.sentence.subtree(cue, lambda t: t.dep in ("relcl", "advcl")))
    inner = [m for m in told if m.head in tree or m.first in tree]
    return _as_party(min(inner, key=lambda m: abs(m.head - cue))) if inner else None


def _taker(scope: Scope, told: Sequence[ActorMention], measured: Measured) -> Party | None:
    """Return the subject of a verb of losing, having or sending whose object the figure is."""
    sentence = scope.sentence
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos not in ("VERB", "AUX"):
            continue
        passive = bool(sentence.child(upper.i, "auxpass"))
        if passive and measured.measure in HARM:
            return None
        if measured.measure in HARM and upper.lemma not in TAKERS and upper.i < scope.quantity.first:
            return None
        for subject in sentence.children(upper.i, "nsubj", "nsubjpass", "dobj", "dative"):
            found = [m for m in told if m.head == subject.i or (m.first <= subject.i <= m.last)]
            if found and subject.i < scope.quantity.first:
                return _as_party(found[0])
            inner = set(sentence.subtree(subject.i, lambda t: t.dep in ("relcl", "advcl", "acl")))
            own = [m for m in told if m.head in inner]
            if own and subject.i < scope.quantity.first:
                return _as_party(own[0])
    return None


def _as_party(m: ActorMention) -> Party:
    """Return the state that a mention belongs to, with the words that show it."""
    country = m.country or ""
    return Party(name=state_names().get(country, m.name), actor=country or m.actor, span=m.span)


def group_of_figure(scope: Scope, measured: Measured, before: str | None) -> str | None:
    """Return the group of people counted; what is left unsaid is that of the figure before or the measure's usual one."""
    unit = scope.quantity.unit.split(" per ", maxsplit=1)[0].strip()
    noun = scope.sentence.tokens[scope.anchor]
    coordinated = _joined_groups(scope)
    if coordinated:
        return coordinated
    said = turned("groups").get(noun.lower) or turned("groups").get(noun.lemma)
    if said and said != "people":
        return said
    if unit and unit not in UNSAID and unit not in HARM and (found := group_of(unit)):
        return found
    if scope.quantity.rule in ("ellipsis", "bare", "part", "state", "share") and before:
        return before
    nationals = noun.ent == "NORP" or noun.tag in ("NNPS",)
    if nationals or unit in ("", *HARM):
        return MEASURED_GROUPS.get(measured.measure, "soldiers" if nationals else None)
    return MEASURED_GROUPS.get(measured.measure, "people")


def _joined_groups(scope: Scope) -> str | None:
    """Return "sappers and builders" where two groups share one figure."""
    tokens, i = scope.sentence.tokens, scope.anchor
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "and" or i + 2 >= scope.stop:
        return None
    one, two = group_of(tokens[i].lower), next((g for t in tokens[i + 2 : i + 5] if t.pos in ("NOUN", "ADJ") and (g := group_of(t.lower))), None)
    return f"{one} and {two}" if one and two and one != two else None


def population_of(party: Party | None, group: str | None, measure: str) -> str:
    """Return the words for a population: "North Korean soldiers", "artillery rounds of North Korea" as "North Korean shells"."""
    adjective = adjectives().get(party.actor or "", party.name) if party else ""
    thing = group or ("people" if measure in HARM else "")
    return f"{adjective} {thing}".strip()

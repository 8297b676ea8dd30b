"""Whose figure it is: the party that the counted belong to, and the population that they are ("North Korean soldiers")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.model import Party
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.figure_measures import is_military, is_of_people
from pactwatch.reading.figure_scopes import Measured, Scope
from pactwatch.reading.figure_words import HARM, PEOPLE, UNSAID, group_of, turned
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Sentence

TAKERS = frozenset({
    "lose", "take", "suffer", "have", "bury", "sustain", "send", "deploy", "dispatch", "throw", "commit", "ship", "supply", "provide",
})
"""Verbs whose subject is whose people are lost or sent; that of "kill" is not."""
GIVING = frozenset({"give", "pay", "share", "send"})
COSTS = frozenset({"cost", "inflict", "deal", "spare"})
ARMED = frozenset({"MOD", "MIL", "ARMY", "NAVY", "AF", "GS"})
FORCES = frozenset({"unit", "army", "force", "contingent", "military", "battalion", "brigade", "division", "regiment", "front"})
MISSIONS = frozenset({"mission", "operation"})
LEADERS = frozenset({"leader", "president", "supreme leader", "prime minister"})
MEASURED_GROUPS = {"deployed": "soldiers", "present": "soldiers", "workers": "workers"}


@lru_cache(maxsize=1)
def adjectives() -> dict[str, str]:
    """Return the adjective of each state by its id ("PRK" -> "North Korean")."""
    return {row["id"]: row["adjectives"].split(";")[0] for row in read_rows("actors/states.tsv")}


@lru_cache(maxsize=1)
def peoples() -> dict[str, str]:
    """Return the name of each state's people by its id ("PRK" -> "North Koreans")."""
    return {row["id"]: row["people"].split(";")[0] for row in read_rows("actors/states.tsv")}


@lru_cache(maxsize=1)
def leaders() -> dict[str, str]:
    """Return the state of each sitting leader by surname in lower case, where no other leader has that name."""
    found: dict[str, set[str]] = {}
    for row in read_rows("actors/officials.tsv"):
        if row["role"] in LEADERS and row["bare"] != "lookup":
            for name in row["surname"].split(";"):
                found.setdefault(name.lower(), set()).add(row["country"])
    return {name: states.pop() for name, states in found.items() if len(states) == 1}


def party_of(scope: Scope, measured: Measured, actors: Sequence[ActorMention], speakers: Sequence[tuple[int, int]]) -> Party | None:
    """Return the state (or other body) whose people or things are counted, from the figure's own sentence.

    First its own noun phrase ("400 Russian conscripts"), then the noun that it is the size of ("Russian losses"), then
    who loses, takes or sends them. `speakers` are spans of sources, who are not meant by what they say.
    """
    sentence, q = scope.sentence, scope.quantity
    here = [m for m in actors if m.sentence == sentence.index and m.country and m.kind != "pronoun" and not _is_mission(scope, m)]
    own = [m for m in here if q.first <= m.head <= max(q.last, scope.anchor)]
    if own:
        return as_party(own[0])
    told = [m for m in here if not any(a <= m.span[0] < b for a, b in speakers)]
    for prep in sentence.children(scope.anchor, "prep"):
        if prep.lower == "of" or (prep.lower == "from" and measured.measure not in ("withdrawn", "released")):
            found = _under(scope, [*told, *(m for m in actors if m.sentence == sentence.index and m.actor and m.kind == "organisation")], prep.i)
            if found:
                return found
    if measured.cue is not None and measured.rule in ("size", "noun", "unit"):
        found = _beside(scope, told, measured.cue)
        if found:
            return found
    found = _taker(scope, told, measured) or _leader(scope, measured) or _own_forces(scope, measured, here, speakers)
    return found or (_only_people([m for m in told if not is_doer(scope, measured, m.span)]) if is_of_people(measured.measure) else None)


def _is_mission(scope: Scope, m: ActorMention) -> bool:
    return m.sentence == scope.sentence.index and any(t.lemma in MISSIONS for t in scope.sentence.tokens[m.first : m.last + 1])


def new_subject(scope: Scope, actors: Sequence[ActorMention], speakers: Sequence[tuple[int, int]]) -> Party | None:
    """Return the state that is the subject of a figure's own verb, after the figure before it ("while Rwanda keeps 3,000")."""
    sentence = scope.sentence
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos in ("VERB", "AUX"):
            subjects = {k.i for k in sentence.children(upper.i, "nsubj") if scope.floor <= k.i < scope.quantity.first}
            found = [m for m in actors if m.sentence == sentence.index and m.country and m.head in subjects and not _speaks(m, speakers)]
            return as_party(found[0]) if found else None
    return None


def nearest_people(
    scope: Scope, sentences: Sequence[Sentence], actors: Sequence[ActorMention], speakers: Sequence[tuple[int, int]], reach: int
) -> Party | None:
    """Return the nation whose people were named last before the figure, at most `reach` sentences back; "Russian factories" names none."""
    start = scope.sentence.tokens[scope.quantity.first].start
    if scope.sentence.tokens[scope.anchor].dep == "dobj":
        start = scope.sentence.start  # a verb's subject before its object is who did it, not who is counted
    found = [
        m for m in actors
        if m.country and m.kind == "people" and m.span[0] < start and 0 <= scope.sentence.index - m.sentence <= reach and not _speaks(m, speakers)
    ]
    last = max(found, key=lambda m: m.span[0], default=None)
    return as_party(last) if last is not None and _of_people(sentences[last.sentence], last) else None


def _of_people(sentence: Sentence, m: ActorMention) -> bool:
    """Whether a nation's name stands for people: by itself ("the Russians"), or with a noun of people or forces."""
    token = sentence.tokens[m.head]
    noun = sentence.tokens[token.head] if token.dep in ("amod", "compound", "nmod") else token
    return noun.pos != "NOUN" or noun.lemma in FORCES or group_of(noun.lemma) is not None


def is_doer(scope: Scope, measured: Measured, span: tuple[int, int]) -> bool:
    """Say whether the actor at `span` stands before a verb of harming others whose object the figure is: it did it."""
    if measured.measure not in HARM or measured.rule not in ("object", "left") or measured.cue is None:
        return False
    verb = scope.sentence.tokens[measured.cue]
    return verb.lemma not in TAKERS and scope.sentence.start <= span[0] and span[1] <= verb.start


def _names_mission(scope: Scope, m: ActorMention) -> bool:
    """Say whether a state's name only tells where a mission is ("the Haiti mission"): its people are others'."""
    tokens = scope.sentence.tokens
    noun = tokens[m.last] if tokens[m.last].lemma in MISSIONS else tokens[m.last + 1] if m.last + 1 < len(tokens) else None
    return noun is not None and noun.lemma in MISSIONS and m.kind in ("state", "unit", "other", "organisation")


def _only_people(told: Sequence[ActorMention]) -> Party | None:
    """Return the only nation whose people the sentence names."""
    found = {m.country: m for m in told if m.kind == "people"}
    return as_party(next(iter(found.values()))) if len(found) == 1 else None


def _leader(scope: Scope, measured: Measured) -> Party | None:
    """Return the state whose leader's name stands before its forces ("Kim's troops")."""
    sentence, tokens = scope.sentence, scope.sentence.tokens
    roots = {scope.anchor} | ({measured.cue} if measured.cue is not None else set())
    for root in roots:
        for i in sentence.subtree(root, lambda t: t.dep in ("relcl", "advcl")):
            owner = tokens[i].dep == "poss" and leaders().get(tokens[i].lower)
            if owner:
                return Party(name=state_names()[owner], actor=owner, span=sentence.span(i, i))
    return None


def _own_forces(scope: Scope, measured: Measured, here: Sequence[ActorMention], speakers: Sequence[tuple[int, int]]) -> Party | None:
    """Return the state whose defence ministry or army tells of soldiers that nobody else is said to own."""
    noun = scope.sentence.tokens[scope.anchor]
    if measured.measure not in HARM or turned("groups").get(noun.lemma) != "soldiers" or any(not _speaks(m, speakers) for m in here):
        return None
    return next((as_party(m) for m in here if _speaks(m, speakers) and (m.actor or "").rsplit("-", 1)[-1] in ARMED), None)


def _speaks(m: ActorMention, speakers: Sequence[tuple[int, int]]) -> bool:
    return any(a <= m.span[0] < b for a, b in speakers)


def ambiguous(scope: Scope, country: str | None) -> Party | None:
    """Return the state that an adjective of several means, by the country of the place ("the Korean army" in Kursk)."""
    table = read_toml("figures/measures.toml")["ambiguous"]
    for i in range(scope.floor if scope.floor < scope.quantity.first else 0, min(scope.stop, len(scope.sentence))):
        token = scope.sentence.tokens[i]
        states = table.get(token.lower)
        before = scope.sentence.tokens[i - 1].lower if i else ""
        if states and token.text[:1].isupper() and before not in ("north", "south") and country in states:
            found = states[country]
            return Party(name=state_names()[found], actor=found, span=scope.sentence.span(i, i))
    return None


def _under(scope: Scope, told: Sequence[ActorMention], i: int) -> Party | None:
    tree = set(scope.sentence.subtree(i))
    return next((as_party(m) for m in told if m.head in tree), None)


def _beside(scope: Scope, told: Sequence[ActorMention], cue: int) -> Party | None:
    """Return the actor in the noun phrase of token `cue`, or the nearest before it in the same stretch."""
    tree = set(scope.sentence.subtree(cue, lambda t: t.dep in ("relcl", "advcl") or (t.dep == "prep" and t.lower not in ("of", "among", "for"))))
    inner = [m for m in told if (m.head in tree or m.first in tree) and not _names_mission(scope, m)]
    return as_party(min(inner, key=lambda m: abs(m.head - cue))) if inner else None


def _taker(scope: Scope, told: Sequence[ActorMention], measured: Measured) -> Party | None:
    """Return the subject of a verb of losing, having or sending whose object the figure is."""
    sentence = scope.sentence
    for upper in sentence.ancestors(scope.anchor):
        if upper.pos not in ("VERB", "AUX"):
            continue
        if measured.measure in HARM and sentence.child(upper.i, "auxpass"):
            return None
        if upper.lemma in COSTS:
            payers = [m for k in sentence.children(upper.i, "dative", "dobj", "iobj") for m in told if m.head == k.i]
            return as_party(payers[0]) if payers else None
        if measured.measure in HARM and upper.lemma not in TAKERS and upper.i < scope.quantity.first:
            return None
        giving = not GIVING.isdisjoint(verb_classes(upper.lemma))
        for subject in sentence.children(upper.i, "nsubj", "nsubjpass", *(() if giving else ("dobj", "dative"))):
            found = [m for m in told if (m.head == subject.i or m.first <= subject.i <= m.last) and not _names_mission(scope, m)]
            if found and subject.i < scope.quantity.first:
                return as_party(found[0])
            inner = set(sentence.subtree(subject.i, lambda t: t.dep in ("relcl", "advcl", "acl")))
            own = [m for m in told if m.head in inner and not _names_mission(scope, m)]
            if own and subject.i < scope.quantity.first:
                return as_party(own[0])
    return None


def as_party(m: ActorMention) -> Party:
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
    if is_military(scope):
        return "builders"
    whole = group_of(unit) if " " in unit else None
    said = whole or turned("groups").get(noun.lower) or turned("groups").get(noun.lemma)
    if said and said != "people":
        return said
    if unit and unit not in UNSAID and unit not in HARM and (found := group_of(unit)):
        return found
    if scope.quantity.rule in ("ellipsis", "bare", "part", "state", "share") and before:
        return before
    if measured.cue is not None and scope.sentence.tokens[measured.cue].lemma in MISSIONS:
        return "mission personnel"
    verbs = [t for t in scope.sentence.ancestors(scope.anchor) if t.pos in ("VERB", "AUX")]
    subject = next((k for t in verbs for k in scope.sentence.children(t.i, "nsubj")), None)
    if subject is not None and subject.lemma in MISSIONS and unit == "":
        return "mission personnel"
    if measured.measure in MEASURED_GROUPS:
        return MEASURED_GROUPS[measured.measure]
    if unit == "people" and noun.lemma in ("people", "person"):
        return "people"
    near = {t.lemma for t in scope.sentence.tokens if t.pos in ("NOUN", "PROPN")}
    armed = bool(near & FORCES) or any(group_of(word) == "soldiers" for word in near)
    return "soldiers" if armed else None


def _joined_groups(scope: Scope) -> str | None:
    """Return "sappers and builders" where two groups share one figure."""
    tokens, i = scope.sentence.tokens, scope.anchor
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "and" or i + 2 >= scope.stop:
        return None
    one, two = group_of(tokens[i].lower), next((g for t in tokens[i + 2 : i + 5] if t.pos in ("NOUN", "ADJ") and (g := group_of(t.lower))), None)
    return f"{one} and {two}" if one and two and one != two else None


def population_of(party: Party | None, group: str | None, measure: str) -> str:
    """Return the words for a population: "North Korean soldiers", "artillery rounds of North Korea" as "North Korean shells"."""
    if party is None:
        return group or ("people" if measure in HARM else measure)
    if group is None and measure in PEOPLE:
        return peoples().get(party.actor or "") or party.name
    adjective = adjectives().get(party.actor or "") or party.name
    return f"{adjective} {group or measure}"

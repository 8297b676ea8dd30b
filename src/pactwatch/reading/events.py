"""Events: which units of a text tell of an event of a known type, and who acts on whom in it.

1. each unit (a clause with one of its figures) is shown to the event rules (event_rules.py);
2. the rules' verdicts and the other cues of the unit and its surroundings (event_cues.py) are weighed: is it a claim
   (data/events/chances.tsv), and of which type (data/events/types.tsv);
3. a nominal clause inside a verbal one of the same type is the same event and is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.model import Span
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.event_checks import OTHER, SPEECH_ACTS, checked_type, wholes
from pactwatch.reading.event_cues import Cues, document_cues
from pactwatch.reading.event_rules import Rule, apply_rules, view_of
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.modality_cues import cues_of
from pactwatch.reading.opinions import Opinion, Opinions
from pactwatch.reading.relevance import is_relevant
from pactwatch.reading.tree import Parsed
from pactwatch.reading.units import Unit, find_units
from pactwatch.reading.weights import load_weights

SILENT_BLOCKS = frozenset({"noise", "table"})


@dataclass(slots=True)
class Event:
    """A typed unit: the claim's skeleton.

    `rule` is the id of the event rule that gave the type, `weights.TYPE` or `encoder.TYPE` where these outweighed the rules; `cues` are
    those that spoke most for the type.
    """

    unit: Unit
    type: str
    rule: str
    cues: tuple[str, ...] = ()
    opinion: Opinion | None = None

    @property
    def span(self) -> Span:
        """The evidence."""
        return self.unit.evidence

    @property
    def quantity(self) -> QuantityMention | None:
        """The figure of the event, if it has one."""
        return self.unit.quantity


def find_events(parsed: Parsed, quantities: list[QuantityMention], opinions: Opinions | None = None) -> list[Event]:
    """Return the events of a document in text order; with `opinions`, what the encoder thinks is blended in."""
    if opinions is None and not is_relevant(parsed):  # who has opinions on a text has found it relevant
        return []
    units = shown_units(parsed, quantities)
    verdicts = [apply_rules(view_of(unit.clause, unit.quantity)) for unit in units]
    cues, kinds = document_cues(parsed, units, verdicts), load_weights("types")
    heard: list[Opinion | None] = opinions.of(units, cues) if opinions else [None] * len(units)
    found, bases = [], wholes(units)
    for unit, rule, own, opinion, weighed in zip(units, verdicts, cues, heard, _weighed(cues, verdicts, heard), strict=True):
        kind = checked_type(unit, weighed, bases) if weighed else None
        if kind is None:
            continue
        found.append(Event(unit, kind, _named(rule, kind, weighed, opinion), tuple(cue for cue, _ in kinds.strongest(own, kind)), opinion))
    return _without_nested(found)


def _named(rule: Rule | None, kind: str, weighed: str | None, opinion: Opinion | None) -> str:
    """Return the id of what gave the type: a rule, the weights, the encoder, or a check of the grammar."""
    if rule and rule.type == kind:
        return rule.id
    if kind != weighed:
        return f"check.{kind}"
    return f"weights.{kind}" if opinion is None else f"encoder.{kind}"


def _weighed(cues: Sequence[Cues], rules: Sequence[Rule | None], opinions: Sequence[Opinion | None]) -> Iterator[str | None]:
    """Yield the type of each unit by its cues and, where there is one, the encoder's opinion; None where it is no claim."""
    chances, types = load_weights("chances"), load_weights("types")
    some, place = chances.shares(cues), chances.classes.index("some")
    for row, shares, rule, opinion in zip(some, types.shares(cues), rules, opinions, strict=True):
        by_cues = dict(zip(types.classes, shares.tolist(), strict=True))
        yield _blended(float(row[place]), by_cues, rule, opinion)


def _blended(some: float, by_cues: dict[str, float], rule: Rule | None, opinion: Opinion | None) -> str | None:
    """Return a unit's type; `some` is the chance that it is a claim, `by_cues` the shares of the types if it is one."""
    if opinion is None:
        return _type_of(by_cues, rule) if some >= THRESHOLD else None
    shares = {k: ENCODER * opinion.kinds[k] + (1 - ENCODER) * some * share for k, share in by_cues.items()}
    nothing = ENCODER * opinion.kinds[""] + (1 - ENCODER) * (1 - some)
    if 1 - nothing < HYBRID_THRESHOLD:
        return None
    return min(shares.items(), key=lambda item: (-item[1], item[0]))[0]


THRESHOLD = 0.46
"""Chance of a claim from which a unit is one; chosen by cross-validation for F1 (evaluation/fit.py)."""
TRUST = 0.4
"""Share of the likeliest type below which a rule's verdict stands; chosen likewise."""
ENCODER, HYBRID_THRESHOLD = 0.7, 0.44
"""How much the encoder's shares count beside those of the cues, and the chance from which a unit is then a claim."""
LEAST = 0.2
"""Share of the likeliest type below which, without a rule, the type is `other`: better vague than wrong."""


def shown_units(parsed: Parsed, quantities: list[QuantityMention]) -> list[Unit]:
    """Return the units that may be claims: not those of silent blocks, nor nouns that only point back."""
    return [
        unit for unit in find_units(parsed, quantities)
        if unit.clause.sentence.block.kind not in SILENT_BLOCKS
        and not (_is_bare_noun(unit) or _counts_tellers(unit) or _only_relays(unit) or _only_judges(unit))
    ]


def _type_of(shares: dict[str, float], rule: Rule | None) -> str:
    kind, share = min(shares.items(), key=lambda item: (-item[1], item[0]))
    if rule and share < TRUST:
        return rule.type
    return kind if share >= LEAST else OTHER


def _only_relays(unit: Unit) -> bool:
    """Say whether a clause only says whose words are given ("NHK had cited diplomats")."""
    clause = unit.clause
    return clause.kind == "verb" and lexicon().has("relay.bare", clause.sentence.tokens[clause.head].lemma)


def _only_judges(unit: Unit) -> bool:
    """Say whether a clause only says how something is that was told before ("That is not enough"); "That is untrue" denies it."""
    clause, tokens = unit.clause, unit.clause.sentence.tokens
    if unit.quantity is not None or tokens[clause.head].lemma != "be" or clause.subject is None or clause.preps:
        return False
    adjective = clause.sentence.child(clause.head, "acomp")
    bare = adjective is not None and not clause.sentence.children(adjective.i, "prep", "ccomp", "xcomp", "advcl")
    pointing = tokens[clause.subject].lower in {"this", "that"} and not clause.sentence.kids[clause.subject]
    return pointing and adjective is not None and bare and not cues_of(adjective, "adjectives") and adjective.lower not in {"true", "so"}


def _counts_tellers(unit: Unit) -> bool:
    """Say whether a unit's figure counts those who say it ("two diplomats said four wagons crossed"): it is none of the event."""
    quantity, tokens = unit.quantity, unit.clause.sentence.tokens
    if quantity is None or quantity.noun is None or tokens[quantity.noun].dep != "nsubj":
        return False
    verb = tokens[tokens[quantity.noun].head]
    return verb.pos == "VERB" and lexicon().has("relay.tellers", verb.lemma)


def _is_bare_noun(unit: Unit) -> bool:
    """Say whether a clause only points back ("the deployment"), names a kind ("losses") or qualifies ("-based")."""
    clause = unit.clause
    if unit.quantity is not None:
        return False
    if clause.kind == "verb":
        return len(clause.extent) == 1 or clause.sentence.tokens[clause.head].dep == "amod"
    return clause.subject is None and clause.object is None and clause.by is None and not clause.preps


def _without_nested(events: list[Event]) -> list[Event]:
    """Drop an event without a figure that only qualifies, or only governs, another one of its type.

    What qualifies is kept instead of its governor where it alone tells the event ("traded for a pledge to lift the ban").
    """
    dropped: set[int] = set()
    for n, event in enumerate(events):
        for k, other in enumerate(events):
            if _governs(event, other) or _is_shell(event, other):
                dropped.add(n)
            elif _qualifies(event, other):
                dropped.add(k if _tells_instead(event, other) else n)
    return [e for n, e in enumerate(events) if n not in dropped or e.quantity is not None]


TELLS, TELLS_MORE = 0.05, 0.5
"""By how much the encoder's share of a type must be higher for a clause than for a governor that no rule gives the type.

More is asked where the governor is itself a verb of acting.
"""


def _tells_instead(event: Event, other: Event) -> bool:
    """Say whether an event tells what its governor of the same type is only about."""
    if event.opinion is None or other.opinion is None or event.unit.clause.kind != "verb" or other.quantity is not None:
        return False
    if not other.rule.startswith(GUESSED):
        return False
    head = other.unit.clause.sentence.tokens[other.unit.clause.head]
    own = event.unit.clause.sentence.tokens[event.unit.clause.head]
    acts = head.lemma not in HOLLOW and not ACTING.isdisjoint(verb_classes(head.lemma))
    if acts and own.dep == "relcl":
        return False  # what is added of a thing is not what is done with it
    sentence = event.unit.clause.sentence
    if own.dep == "advcl" and own.tag == "VBN" and own.i < head.i and not sentence.children(own.i, "nsubj", "nsubjpass", "auxpass", "mark"):
        return False  # "blocked at first, the listing took effect": what had stood in the way
    if own.dep == "pcomp" and not event.rule.startswith(GUESSED):
        return True  # "fell short of ratifying the pact"
    return event.opinion.kinds[event.type] - other.opinion.kinds[other.type] >= (TELLS_MORE if acts else TELLS)


GUESSED = ("encoder.", "weights.")
ACTING = frozenset({"send", "withdraw", "arrive", "kill", "wound", "capture", "strike", "train", "build", "recruit", "present",
                    "meet"})
"""Classes of verbs that tell of an act by themselves: "the frigate left to join the fleet"."""
HOLLOW = frozenset({"be", "remain", "call"})
"""Verbs of these classes that by themselves tell nothing: "they are far from signing it"."""


def _governs(event: Event, other: Event) -> bool:
    """Say whether a clause only tells what somebody thinks of an event of its type ("hopes that ... will send")."""
    outer, inner = event.unit.clause, other.unit.clause
    if event is other or event.type != other.type or event.type in SPEECH_ACTS or outer.sentence is not inner.sentence:
        return False
    token = inner.sentence.tokens[inner.head]
    if token.dep != "ccomp" or token.head != outer.head or outer.object is not None:
        return False
    tokens, subject = outer.sentence.tokens, outer.sentence.child(outer.head, "nsubj", "nsubjpass")
    between = {t.text for t in tokens[min(inner.head, outer.head) : max(inner.head, outer.head)]}
    goes_on = subject is not None and subject.lower in {"it", "this", "that"}
    # "The rumours were right: the prince came" has two main clauses
    return inner.head > outer.head or goes_on or between.isdisjoint({":", ";"})


def _is_shell(event: Event, other: Event) -> bool:
    """Say whether a guessed clause only introduces an event: "it is not true that", "there is no doubt that", "was due to"."""
    outer, inner = event.unit.clause, other.unit.clause
    if event is other or event.quantity is not None or outer.kind != "verb" or outer.sentence is not inner.sentence:
        return False
    if not event.rule.startswith(GUESSED):
        return False
    sentence, head, token = outer.sentence, outer.sentence.tokens[outer.head], inner.sentence.tokens[inner.head]
    path = [token, *sentence.ancestors(token.i)]
    below = [t for t in path if any(over.i == head.i for over in sentence.ancestors(t.i))]
    if not below or path[len(below)].i != head.i:
        return False
    subject = sentence.child(head.i, "expl", "nsubj")
    if head.lemma == "be" and subject is not None and subject.lower in {"it", "there"}:
        return any(t.dep == "ccomp" or any(k.lower == "that" for k in sentence.children(t.i, "mark")) for t in below)
    acts = head.lemma not in HOLLOW and not ACTING.isdisjoint(verb_classes(head.lemma))
    controls = [t.dep for t in below] in (["xcomp"], ["xcomp", "acomp"])
    return event.type == other.type and event.type not in SPEECH_ACTS and controls and not acts


def _qualifies(event: Event, other: Event) -> bool:
    inner, outer = event.unit.clause, other.unit.clause
    if event is other or event.type != other.type or inner.sentence is not outer.sentence or outer.kind != "verb":
        return False
    if inner.kind == "noun":
        return inner.head in outer.extent or outer.head in inner.extent
    sentence = inner.sentence
    if sentence.tokens[inner.head].dep not in ("acl", "relcl", "advcl", "pcomp"):
        return False
    return any(a.i == outer.head for a in sentence.ancestors(inner.head))

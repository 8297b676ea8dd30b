"""How likely a text bears on each provision, by all that is in it: weighed cues, fitted on our annotated texts.

The conditions of a provision ask for certain words; texts say things in others, and over several sentences. So beside them stands a
logistic regression for each provision over what the text has: classes and facts (lexicon.toml, facts.toml), words, and the types,
states and parties of its claims. The weights are data/instruments/chances.tsv, which evaluation/fit_provisions.py writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pactwatch.data import read_text
from pactwatch.instruments.conditions import names_of, parse
from pactwatch.instruments.findings import GUESS
from pactwatch.instruments.register import shipped
from pactwatch.instruments.scene import Scene, Sentence, country_of
from pactwatch.instruments.types import Provision
from pactwatch.model import Claim, Span
from pactwatch.reading.weights import INTERCEPT, Scores, Weights

LIKELY, ALONE = 0.35, 0.15
"""Chance from which a provision is raised though none of its conditions holds; and the likeliest one of a text that raises nothing else."""
UNLIKELY, TOLD = 0.03, 3
"""Chance below which a provision is not raised though a condition holds, in a text of at least so many sentences: one alone shows little."""
SHOWN = 3
"""Words by which a likely provision is shown, at most."""
MOST, BESIDE = 3, 0.4
"""Sentences that raise a likely provision together, at most, and how much of the strongest one's weight each must have."""
LEAST = 3
"""Letters of a word that is a cue."""


@dataclass(slots=True, frozen=True)
class Likely:
    """A provision that a text is likely to bear on: how likely, in which sentence, by which cues and words of it."""

    chance: float
    sentence: Sentence
    cues: tuple[str, ...]
    spans: tuple[Span, ...]


class Chances:
    """The chances of a scene's text for all provisions, and the sentences that speak for one."""

    def __init__(self, scene: Scene) -> None:
        """Look for the cues of every sentence, those of the facts that are asked for included."""
        self._scene = scene
        facts = scene.possible(asked())
        self._cues = [(sentence, frozenset(cues_of(scene, sentence, facts))) for sentence in scene.sentences]
        table, rows = weights(), {cue: 1.0 for _, cues in self._cues for cue in cues}
        scores = table.scores([rows])[0] + intercepts()
        self._chances = dict(zip(columns(), (1 / (1 + np.exp(-scores))).tolist(), strict=True))

    def of(self, provision: str) -> float | None:
        """Return the chance that the text bears on a provision; None of one that too few annotated texts bear on."""
        return self._chances.get(provision)

    def is_unlikely(self, provision: str) -> bool:
        """Say whether the text as a whole speaks against a provision of which some sentence fulfils a condition."""
        chance = self._chances.get(provision)
        return chance is not None and chance < UNLIKELY and len(self._cues) >= TOLD

    def likely(self, provision: str, telling: list[Sentence], least: float = LIKELY) -> list[Likely]:
        """Return by which sentences of `telling` a text bears on a provision, the strongest first; none below a chance of `least`."""
        chance, table = self._chances.get(provision, 0.0), weights()
        if chance < least:
            return []
        ranked = []
        for sentence, cues in self._cues:
            if sentence in telling:
                strongest = table.strongest(dict.fromkeys(cues, 1.0), column_of(provision), most=len(cues))
                ranked.append((-sum(weight for _, weight in strongest), sentence.index, sentence, [cue for cue, _ in strongest]))
        ranked.sort(key=lambda row: row[:2])
        best = [row for row in ranked[:MOST] if row[0] <= ranked[0][0] * BESIDE]
        found = [Likely(chance, sentence, tuple(map(_named, cues[:SHOWN])), self._spans(cues, sentence)) for _, _, sentence, cues in best]
        return [one for one in found if one.spans]

    def _spans(self, cues: list[str], sentence: Sentence) -> tuple[Span, ...]:
        return tuple(dict.fromkeys(span for cue in cues if (span := self._span(cue, sentence)) is not None))[:SHOWN]

    def _span(self, cue: str, sentence: Sentence) -> Span | None:
        kind, _, name = cue.partition(":")
        if kind == "word":
            return sentence.span(*sentence.words.places[name][0])
        return self._scene.find(name, sentence) if kind == "is" else None


FLOWS = frozenset({"transfer_arms", "transfer_technology", "training", "payment_or_aid"})
PARTIED = {"dprk": "PRK", "libya": "LBY", "iran": "IRN"}
"""Countries whose provisions look both ways, by the classes in their conditions."""


def _regime(provision: Provision) -> str | None:
    """Return the class of the country that a provision is about, where its conditions name one of PARTIED."""
    named = {name.partition("_")[0] for condition in provision.when for name in names_of(condition)}
    return next((name for name in PARTIED if name in named), None)


def is_elsewhere(scene: Scene, provision: Provision) -> bool:
    """Say whether a text names nothing of the country that a provision is about: what is only likely is none of its matter, then."""
    regime = _regime(provision)
    if regime is None or any(name.partition("_")[0] == regime for one in (*scene.sentences, *scene.title) for name, at in one.hits.items() if at):
        return False
    parties = (party for claim in scene.reading.claims for party in (claim.agent, claim.recipient))
    return not any(country_of(party) == PARTIED[regime] for party in parties)


def flows_against(claims: Iterable[Claim], provision: Provision) -> bool:
    """Say whether all that claims tell to have gone to or from the provision's country went the other way."""
    regime = _regime(provision)
    if regime is None or provision.direction not in ("to", "from"):
        return False
    country = PARTIED[regime]
    flows = [claim for claim in claims if claim.type in FLOWS]
    out, into = any(country_of(one.agent) == country for one in flows), any(country_of(one.recipient) == country for one in flows)
    return out and not into if provision.direction == "to" else into and not out


def cues_of(scene: Scene, sentence: Sentence, facts: Iterable[str]) -> Iterator[str]:
    """Yield the cues of a sentence: `is:` classes and those of `facts` that it tells, `word:` words, and what its claims are."""
    yield from (f"is:{name}" for name, places in sentence.hits.items() if places)
    yield from (f"is:{name}" for name in facts if scene.find(name, sentence) is not None)
    yield from (f"word:{word}" for word in sentence.words.places if len(word) >= LEAST and word.isalpha())
    for claim in sentence.claims:
        yield from claim_cues(claim)


def claim_cues(claim: Claim) -> Iterator[str]:
    """Yield the cues of a claim: its type, its state, the states and bodies that act and are acted on."""
    yield f"claim:{claim.type}"
    yield f"claim:{claim.type}:{claim.modality}"
    for role, party in (("agent", claim.agent), ("recipient", claim.recipient)):
        if party is not None and party.actor:
            yield f"claim:{claim.type}:{role}:{party.actor.partition('-')[0]}"


@lru_cache(maxsize=1)
def asked() -> tuple[str, ...]:
    """Return the facts that are looked for: those by which a condition of a shipped provision begins, which are looked for anyway."""
    conditions = (condition for instrument in shipped() for one in instrument.provisions for condition in one.when)
    return tuple(sorted({name for condition in conditions for name in parse(condition)[0].names}))


def _named(cue: str) -> str:
    return cue.removeprefix("is:").removeprefix("word:").replace(":", " ").replace("_", " ")


def explained(likely: Likely) -> str:
    """Return what stands for the condition of a likely provision: "likely (0.43) by arms, dprk, crates"."""
    return f"{GUESS}{likely.chance:.2f}) by {', '.join(likely.cues)}"


def column_of(provision: str) -> str:
    """Return the name of a provision's column in the table of weights, whose names have no spaces ("Annex B 6-b" has)."""
    return provision.replace(" ", "%20")


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the shipped weights."""
    return Weights(read_text("instruments/chances.tsv"))


@lru_cache(maxsize=1)
def intercepts() -> Scores:
    """Return the intercepts of the shipped weights, provision by provision."""
    row: Scores = weights().scores([{INTERCEPT: 1.0}])[0]
    return row


@lru_cache(maxsize=1)
def columns() -> tuple[str, ...]:
    """Return the ids of the provisions that have weights, in the order of their columns."""
    return tuple(name.replace(column_of(" "), " ") for name in weights().classes)

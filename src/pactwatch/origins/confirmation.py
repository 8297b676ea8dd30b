"""How many independent origins stand behind one claim: what a grade of "confirmed" rests on.

1. who       the story's claimants that state the event themselves (of a denial: those that deny it)
2. what      of those, who makes a claim of the same kind that agrees with it: parties, figure, how certain
3. apart     two whose words reach us only through copies of one text, or through a retelling that put the words of one
             into the mouth of the other, are one origin (lineage.py)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.figures.points import ROUGH
from pactwatch.instruments.scene import country_of
from pactwatch.model import Claim, Party, Quantity
from pactwatch.origins.lineage import Lineage
from pactwatch.origins.matters import kind_of, state_of
from pactwatch.origins.types import Claimant, Story
from pactwatch.reading.counted import is_of_people

HARM = frozenset({"killed", "wounded", "captured", "missing", "casualties"})


def origins_of(claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> tuple[tuple[Claimant, ...], ...]:
    """Return the independent origins of a claim of `story`, each as the claimants that may be one; `claims` go by document."""
    standing = "deny" if claim.modality == "denied" else "own"
    behind = [one for one in story.claimants if one.standing == standing and _states(one, claim, story, claims)]
    return Lineage(story.pairs, story.drifts).grouped(behind)


def agrees(claim: Claim, other: Claim) -> bool:
    """Whether `other` says what `claim` does: type, how certain, parties as far as both name them, its figure, if it has one.

    Types may differ where they can tell one event (`kind_of`) and the agent is known to be the same.
    """
    if state_of(claim.modality) != state_of(other.modality):
        return False
    kin = kind_of(claim.type) == kind_of(other.type)
    if claim.type != other.type and not (kin and country_of(claim.agent) == country_of(other.agent) is not None):
        return False
    pairs = ((claim.agent, other.agent), (claim.recipient, other.recipient))
    return all(_may_be_one(one, two) for one, two in pairs) and _confirms(claim.quantity, other.quantity)


def _states(one: Claimant, claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether a claimant states the claim; one to whom no claim is ascribed states what its documents ascribe to nobody else."""
    taken = {name for other in story.claimants if other is not one for name in other.claims}
    there = [found for document in one.documents for found in claims.get(document, ())]
    own = [found for found in there if (found.id in one.claims if one.claims else found.id not in taken)]
    return any(agrees(claim, found) for found in own)


def _may_be_one(one: Party | None, two: Party | None) -> bool:
    countries = country_of(one), country_of(two)
    return None in countries or countries[0] == countries[1]


def _confirms(said: Quantity | None, other: Quantity | None) -> bool:
    """Whether the figure that is `said` follows from the other ("at least 100" from 140); one without a figure confirms none."""
    if said is None:
        return True
    if other is None or not (said.unit == other.unit or (_counts_people(said) and _counts_people(other))):
        return False
    rough = ROUGH if said.comparator == "about" else 0.0
    low = None if said.low is None else said.low * (1 - rough)
    high = None if said.high is None else said.high * (1 + rough)
    return (low is None or (other.low is not None and other.low >= low)) and (high is None or (other.high is not None and other.high <= high))


def _counts_people(quantity: Quantity) -> bool:
    """Whether people are counted, under whatever name; what befell them is no name."""
    return quantity.unit not in HARM and is_of_people(quantity.unit)

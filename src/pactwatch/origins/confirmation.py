"""How many independent origins stand behind one claim: what a grade of "confirmed" rests on.

1. who       the story's claimants that state the event themselves (of a denial: those that deny it)
2. what      of those, who makes a claim of the same kind that agrees with it: parties, figure, how certain
3. apart     two whose words reach us only through copies of one text, or through a retelling that put the words of one
             into the mouth of the other, are one origin (lineage.py)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pactwatch.figures.points import ROUGH
from pactwatch.instruments.scene import country_of
from pactwatch.model import Claim, Party, Quantity
from pactwatch.origins.claimants import OUTLET
from pactwatch.origins.lineage import Lineage
from pactwatch.origins.matters import kind_of, state_of
from pactwatch.origins.types import Claimant, Standing, Story
from pactwatch.origins.voice_names import PRONOUNS, is_common
from pactwatch.reading.counted import is_of_people
from pactwatch.reading.gazetteer import fold

HARM = frozenset({"killed", "wounded", "captured", "missing", "casualties"})


def origins_of(claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> tuple[tuple[Claimant, ...], ...]:
    """Return the independent origins of a claim of `story`, each as the claimants that may be one; `claims` go by document.

    An origin goes by the name under which it says this. A source whom the story is not about is the one origin of its claim, or may be one with
    the first that states it too; what an outlet ascribes to nobody, and did not see itself, has none that is known.
    """
    standing = "deny" if claim.modality == "denied" else "own"
    stated = ((one, _stated(one, claim, story, claims)) for one in story.claimants if one.standing == standing)
    behind = [_by_name(one, told) for one, told in stated if told]
    groups = Lineage(story.pairs, story.drifts).grouped(behind)
    if any(claim.id in one.claims for one in story.claimants):
        return groups
    own = tuple(_own_source(claim, claims))
    return ((*own, *groups[0]), *groups[1:]) if groups else (own,) if own else ()


def reports_of(claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> frozenset[str]:
    """Return the documents of a story that tell a claim, whoever says so there."""
    return frozenset(name for name in story.documents if any(agrees(claim, found) for found in claims.get(name, ())))


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


def _stated(one: Claimant, claim: Claim, story: Story, claims: Mapping[str, Sequence[Claim]]) -> list[tuple[str, Claim]]:
    """Return where and in which claims a claimant states the claim, its own first: those ascribed to it.

    An outlet that saw it states what its documents ascribe to nobody.
    """
    there = [(document, found) for document in one.documents for found in claims.get(document, ())]
    if one.claims:
        own = [(document, found) for document, found in there if found.id in one.claims]
    else:
        taken = {name for other in story.claimants for name in other.claims}
        own = [(d, found) for d, found in there if one.name.endswith(OUTLET) and not found.attributed_to and found.id not in taken]
    return sorted(((d, found) for d, found in own if agrees(claim, found)), key=lambda told: told[1].id != claim.id)


def _by_name(one: Claimant, stated: Sequence[tuple[str, Claim]]) -> Claimant:
    """Return a claimant as it states a claim: under the name that it has there, in the documents in which it does."""
    source = next(iter(stated[0][1].attributed_to[-1:]), None)
    said = source is not None and fold(source.name) not in PRONOUNS and not is_common(source.name)
    name = source.name if source is not None and said else one.name
    return msgspec.structs.replace(one, name=name, documents=tuple(dict.fromkeys(document for document, _ in stated)))


def _own_source(claim: Claim, claims: Mapping[str, Sequence[Claim]]) -> list[Claimant]:
    """Return a claim's own source as a claimant: one whom the story is not about, and who is no outlet."""
    source = next(iter(claim.attributed_to[-1:]), None)
    documents = tuple(name for name, found in claims.items() if any(one.id == claim.id for one in found))
    if source is None or not documents or (source.actor or "").startswith("med-") or fold(source.name) in PRONOUNS:
        return []
    standing: Standing = "deny" if claim.modality == "denied" else "own"
    return [Claimant(name=source.name, actor=source.actor, standing=standing, claims=(claim.id,), documents=documents, relays=())]


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

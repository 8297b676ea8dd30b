"""Who is no party of an event by where he stands in its sentence: in a conjunct without the verb, or on the way.

"Chad lost 14 soldiers, Togo three": the three are Togo's and the 14 are not. "Shells went through Riga to Murmansk": Latvia gets none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pactwatch.reading.gapping import Pair, has_several, pair_of, pairs
from pactwatch.reading.parties import Candidate
from pactwatch.reading.tree import Token

if TYPE_CHECKING:
    from pactwatch.reading.party_choice import Scene

CARRIED = frozenset({
    "transfer_arms", "transfer_technology", "payment_or_aid", "training", "deploy_forces", "send_workers", "transport_link",
})
"""Types of events in which something goes from one place to another."""
PAST = frozenset({"through", "via", "across"})


def headed(candidates: Sequence[Candidate], scene: Scene, tokens: Iterable[Token]) -> Iterator[int]:
    """Yield those near who are named by one of these tokens of the event's sentence."""
    heads, here = {token.i for token in tokens}, scene.setting.clause.sentence.index
    for k in scene.near[1:] if heads else ():
        candidate = candidates[k - 1]
        if any(m.sentence == here and m.head in heads for m in (*candidate.mentions, *candidate.through)):
            yield k


def own_pair(candidates: Sequence[Candidate], scene: Scene) -> tuple[Pair | None, list[Pair]]:
    """Return whose the figure of an event is, as far as grammar says so, and whose the other figures of its sentence are."""
    sentence, quantity = scene.setting.clause.sentence, scene.setting.quantity
    if not has_several(sentence):
        return None, []
    every = (m for k in scene.near[1:] for m in (*candidates[k - 1].mentions, *candidates[k - 1].through))
    found = pairs(sentence, list({id(m): m for m in every if m.sentence == sentence.index}.values()))
    own = pair_of(found, quantity) if quantity is not None else None
    others = [p for p in found if p is not own and (own is None or p.mention.span != own.mention.span)]
    return own, [p for p in others if own is not None or p.left_out or (quantity is not None and p.part in ("does", "gets"))]


def left_out(candidates: Sequence[Candidate], scene: Scene, *, gets: bool) -> Iterator[int]:
    """Yield all, and nobody, but whose figure it is where grammar says so; and those whose other figures are.

    `gets`: those who are no recipients, else those who are no agents.
    """
    own, others = own_pair(candidates, scene)
    tokens = scene.setting.clause.sentence.tokens
    yield from headed(candidates, scene, [tokens[p.mention.head] for p in others])
    if own is None or own.part == "where":
        return
    if own.part != ("gets" if gets else "does"):
        yield from headed(candidates, scene, [tokens[m.head] for m in (own.mention, own.instead) if m is not None])
    elif theirs := set(headed(candidates, scene, [tokens[own.mention.head]])):
        yield from (k for k in scene.near if k not in theirs)


def passed(candidates: Sequence[Candidate], scene: Scene) -> Iterator[int]:
    """Yield those through whose land or ports something only goes."""
    sentence = scene.setting.clause.sentence
    for k in scene.near[1:] if scene.kind in CARRIED else ():
        candidate = candidates[k - 1]
        heads = [sentence.tokens[m.head] for m in (*candidate.mentions, *candidate.through) if m.sentence == sentence.index]
        if heads and all(head.dep == "pobj" and sentence.tokens[head.head].lower in PAST for head in heads):
            yield k

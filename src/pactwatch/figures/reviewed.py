"""Points as people reviewed them: without those whose claim does not count, and as edited where their claim was edited.

An edit reaches a figure as far as it changes what the figure took from its claim: state and sources always; bounds and unit where
the figure is the claim's own, and not another one that stands on its words; time, place and party where the claim's were changed.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pactwatch.figures.points import Point, side
from pactwatch.figures.rulings import Ruling, Standing
from pactwatch.model import Claim, Figure, Frozen, Party, Place, Quantity, Source
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.figure_words import PEOPLE


class LeftOut(Frozen, frozen=True, kw_only=True):
    """A point that does not count, as the machine read it; `ruling` says who left it out and why."""

    point: Point
    ruling: Ruling


def reviewed(points: Iterable[Point], standing: Standing) -> tuple[list[Point], list[LeftOut]]:
    """Return the points that count, as edited, and those that do not."""
    kept: list[Point] = []
    left: list[LeftOut] = []
    for p in points:
        ruling = standing.of.get(p.figure.claim or "")
        figure = p.figure if ruling is None else _ruled(p.figure, ruling)
        if ruling is not None and figure is None:
            left.append(LeftOut(point=p, ruling=ruling))
        elif figure is not None:
            kept.append(p if figure == p.figure else msgspec.structs.replace(p, figure=figure, machine=p.figure))
    return kept, left


def _ruled(figure: Figure, ruling: Ruling) -> Figure | None:
    if not ruling.counts:
        return None
    return figure if ruling.edited is None else as_edited(figure, ruling.edited.now, ruling.edited.found)


def as_edited(figure: Figure, claim: Claim, found: Claim) -> Figure | None:
    """Return a figure with what people changed in its claim, `found` by the machine; None where they say that there is no figure."""
    figure = _setting(figure, claim, found)
    if claim.modality != found.modality:
        figure = msgspec.structs.replace(figure, modality=claim.modality)
    if claim.attributed_to != found.attributed_to:
        figure = msgspec.structs.replace(figure, attributed_to=claim.attributed_to)
    if claim.quantity == found.quantity or not _is_own(figure, claim.quantity, found.quantity):
        return figure
    return None if claim.quantity is None else _counted(figure, claim.quantity, found.quantity)


def _is_own(figure: Figure, now: Quantity | None, found: Quantity | None) -> bool:
    """Say whether a figure is the one that a claim carries, and not another that stands on its words."""
    own = found or now
    return own is not None and own.span[0] < figure.span[1] and figure.span[0] < own.span[1]


def _counted(figure: Figure, now: Quantity, found: Quantity | None) -> Figure:
    bound = now.low if now.low is not None else now.high
    best = None if now.low is not None and now.high is not None and now.low != now.high else bound
    measure = now.unit if found is not None and now.unit != found.unit and now.unit in PEOPLE else figure.measure
    unit = figure.unit if found is not None and now.unit == found.unit else now.unit or figure.unit
    return msgspec.structs.replace(
        figure, measure=measure, low=now.low, high=now.high, best=best, comparator=now.comparator, text=now.text, unit=unit, vague=now.vague
    )


def _setting(figure: Figure, claim: Claim, found: Claim) -> Figure:
    """Return a figure with time, place and party of its claim where people changed these."""
    if claim.time != found.time:
        figure = msgspec.structs.replace(figure, as_of=claim.time.edtf if claim.time else None)
    for name in ("place", "destination", "origin"):
        before: Place | None = getattr(found, name)
        if getattr(claim, name) != before and _is_named(figure.place, before):
            figure = msgspec.structs.replace(figure, place=getattr(claim, name))
            break
    for name in ("agent", "recipient", "object"):
        party: Party | None = getattr(found, name)
        if getattr(claim, name) != party and party is not None and figure.party is not None and _is_one(figure.party, party):
            return _of_party(figure, getattr(claim, name))
    return figure


def _is_named(one: Place | None, two: Place | None) -> bool:
    return (one is None) == (two is None) and (one is None or two is None or (one.name, one.country) == (two.name, two.country))


def _is_one(one: Party, two: Party) -> bool:
    if one.span is not None and two.span is not None and one.span[0] < two.span[1] and two.span[0] < one.span[1]:
        return True
    return state_of(one) == state_of(two) is not None if one.actor or two.actor else one.name == two.name


def state_of(party: Party) -> str | None:
    """Return the state that a party is, or is a body of."""
    return side(Source(name=party.name, actor=party.actor))


def _of_party(figure: Figure, party: Party | None) -> Figure:
    """Return a figure of another party's people or things: of a body, its state's."""
    from pactwatch.reading.figure_people import population_of

    state = state_of(party) if party is not None else None
    whose = Party(name=state_names()[state], actor=state, span=party.span if party else None) if state and state in state_names() else party
    return msgspec.structs.replace(figure, party=whose, population=population_of(whose, figure.group, figure.measure))

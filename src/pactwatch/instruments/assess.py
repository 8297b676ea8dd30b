"""Assessment: which provisions a reading bears on, and what of each it shows, element by element.

1. each sentence that reports is tried against the `when` of each provision;    raised
   where none fits, the sentence that speaks most for a likely one raises it    likelihood
2. raised sentences of one provision are put together, plans apart from deeds   groups
3. each element's conditions are tried, nearest sentence first                  elements.judge
4. the state of the event caps what an act can be                               elements.judge
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pactwatch.ids import content_id
from pactwatch.instruments import elements, states
from pactwatch.instruments.conditions import Day, Fired, beginning, holds
from pactwatch.instruments.findings import ElementResult, Evidence, Finding
from pactwatch.instruments.likelihood import ALONE, LIKELY, Chances, explained, flows_against, is_elsewhere
from pactwatch.instruments.listed import ListedName
from pactwatch.instruments.register import Register
from pactwatch.instruments.reports import is_silent
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.instruments.types import Period, Provision
from pactwatch.model import Claim, Modality, Reading, Span

State = Callable[[Sentence, Span, Claim | None], tuple[Modality, Span | None, bool]]
"""From a sentence, the words of the act in it and the nearest claim: state, deciding words, whether these stand there as such."""
DPRK = "PRK"
NORM = "norm_stated"
"""The fact that a sentence says what the law is and reports no act."""
SCREENED = "screened_"
"""How the facts begin that a name in the text matches a sanctions list."""
OPINION = "opinion_of_law"
"""The fact that a sentence says that sanctions or law are broken: an opinion, which reports no act of itself."""


@dataclass(slots=True, frozen=True)
class Anchor:
    """A sentence that raises a provision: by which condition, in which state, on which day, with which claim.

    `said` tells that a word of plan or doubt in the sentence gave the state, and not a claim's modality alone; `guessed` that no
    condition held, and the text is only likely to bear on the provision.
    """

    sentence: Sentence
    fired: Fired
    modality: Modality
    cue: Span | None
    said: bool
    day: Day
    claim: Claim | None
    guessed: bool = False


def assess(
    reading: Reading, register: Register, only: str | None = None, scene: Scene | None = None, listed: Sequence[ListedName] = ()
) -> list[Finding]:
    """Return the findings of one reading, in the order of the register; `only` is one provision's id.

    `scene` is the reading's, where it is at hand: looking for words is half of the work. `listed` are the names in the
    reading that match sanctions lists (they are in `scene` already, where one is given).
    """
    scene = scene or Scene(reading, register.lexicon, register.facts, listed)
    return [finding_of(provision, scene, group, number) for provision, number, group in all_raised(scene, register, only)]


def all_raised(scene: Scene, register: Register, only: str | None = None) -> Iterator[tuple[Provision, int, list[Anchor]]]:
    """Yield each provision that a scene raises, with the sentences that do, in groups that are numbered from 0."""
    telling = [sentence for sentence in scene.sentences if not is_silent(sentence) and scene.find(NORM, sentence) is None]
    chances = Chances(scene)
    in_time = [provision for provision in register.raisable if not too_early(provision, scene.document.published)]
    found = {provision.id: _by_both(provision, scene, telling, chances) for provision in in_time}
    if not any(found.values()):
        found |= _only_one(in_time, scene, telling, chances)
    for provision in in_time:
        if found[provision.id] and only in (None, provision.id):
            for number, group in enumerate(groups(found[provision.id])):
                yield provision, number, group


def _by_both(provision: Provision, scene: Scene, telling: list[Sentence], chances: Chances) -> list[Anchor]:
    """Return the anchors of a provision by its conditions, unless the whole text speaks against it, else by its chance."""
    anchors = raised(provision, scene, telling)
    if chances.is_unlikely(provision.id):  # of whom lists name, the chances know nothing
        return anchors if any(SCREENED in anchor.fired.condition for anchor in anchors) else []
    return anchors or _guessed(provision, scene, telling, chances, LIKELY)


def _only_one(provisions: Sequence[Provision], scene: Scene, telling: list[Sentence], chances: Chances) -> dict[str, list[Anchor]]:
    """Return the anchors of the likeliest provision of a text that raises nothing else: less is enough there."""
    for provision in sorted(provisions, key=lambda one: -(chances.of(one.id) or 0.0)):
        anchors = _guessed(provision, scene, telling, chances, ALONE)
        if anchors or (chances.of(provision.id) or 0.0) < ALONE:
            return {provision.id: anchors}
    return {}


def _guessed(provision: Provision, scene: Scene, telling: list[Sentence], chances: Chances, least: float) -> list[Anchor]:
    """Return the anchors of a provision on which the text is likely to bear, from a chance of `least`."""
    likely = chances.likely(provision.id, telling, least)
    if not likely or is_elsewhere(scene, provision) or flows_against(scene.reading.claims, provision):
        return []
    anchors = [
        replace(_anchor(scene, one.sentence, Fired(explained(one), one.spans), states.state), guessed=True)
        for one in likely if provision.binding == "treaty" or not is_others_exercise(one.sentence.claims)
    ]
    return [one for one in anchors if (one.modality in states.OPEN) is (anchors[0].modality in states.OPEN)]


def too_early(provision: Provision, published: str | None) -> bool:
    """Whether a text was published before the Council adopted the provision: it bears on none of it."""
    if not published or not provision.in_force or provision.binding == "treaty":
        return False
    return published[:10] < min(period.start for period in provision.in_force)


def raised(provision: Provision, scene: Scene, sentences: Sequence[Sentence], state: State = states.state) -> list[Anchor]:
    """Return an anchor for each of `sentences` that raises the provision; `state` gives the state of the act in it."""
    found = []
    begun = beginnings(provision.when)
    conditions = scene.openings(provision.when if scene.possible(begun) or not begun else ())
    for sentence in sentences if conditions else ():
        if sentence.index not in conditions or (provision.binding != "treaty" and is_others_exercise(sentence.claims)):
            continue
        for condition in conditions[sentence.index]:
            fired = holds(condition, scene, sentence, day_of(scene, sentence, None))
            if fired:
                found.append(_anchor(scene, sentence, fired, state))
                break
    return found


@lru_cache(maxsize=1024)
def beginnings(conditions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes and facts of which a text has one where any of `conditions` can hold in it; () where some ask for none."""
    first = list(map(beginning, conditions))
    return tuple(dict.fromkeys(name for names in first for name in names)) if all(first) else ()


def is_others_exercise(claims: Sequence[Claim]) -> bool:
    """Say whether all that a sentence tells is an exercise in which the DPRK has no part: training that goes to nobody under measures."""
    events = [claim for claim in claims if claim.type not in states.SPEECH]
    parties = [party for claim in events for party in (claim.agent, claim.recipient) if party is not None]
    return (
        bool(events) and all(claim.type == "joint_exercise" for claim in events)
        and not any(DPRK in (party.actor or "", party.country or "") or (party.actor or "").startswith(f"{DPRK}-") for party in parties)
    )


def _anchor(scene: Scene, sentence: Sentence, fired: Fired, state: State) -> Anchor:
    span = fired.spans[0] if fired.spans else (sentence.words.start, sentence.words.end)
    claim = nearest(sentence.claims, span)
    modality, cue, said = state(sentence, span, claim)
    return Anchor(sentence, fired, modality, cue, said, day_of(scene, sentence, claim), claim)


def nearest(claims: Sequence[Claim], span: Span) -> Claim | None:
    """Return the claim nearest to the words that raise a provision: of an act, where there is one."""
    events = [claim for claim in claims if claim.type not in states.SPEECH] or list(claims)
    return min(events, key=lambda claim: (abs(claim.trigger[0] - span[0]), claim.id), default=None)


def day_of(scene: Scene, sentence: Sentence, claim: Claim | None) -> Day:
    """Return the day of an act: its claim's, another's of its sentence, else that of publication."""
    for known in (claim, *sentence.claims):
        if known is not None and known.time is not None and known.time.end is not None:
            return Day(known.time.end, known.time.span)
    published = scene.document.published
    return Day(published[:10] if published else None, None)


def groups(anchors: list[Anchor]) -> list[list[Anchor]]:
    """Put anchors together: what is only planned or possible stands apart from what is said to have happened."""
    open_ended = [anchor for anchor in anchors if anchor.modality in states.OPEN]
    done = [anchor for anchor in anchors if anchor.modality not in states.OPEN]
    planned, reported = _figures([anchor for anchor in open_ended if anchor.said]), _figures(done)
    apart = bool(planned and reported) and not planned & reported
    return [done, open_ended] if apart else [anchors] if anchors else []


def _figures(anchors: list[Anchor]) -> frozenset[str]:
    """Return the figures of the sentences of anchors, but for years and small numbers: other figures, another event."""
    words = (anchor.sentence.words.lower[first] for anchor in anchors for first, _ in anchor.sentence.hits.get("number", ()))
    return frozenset(word for word in words if len(word) > 1 and not (len(word) == 4 and word.startswith(("19", "20"))))


def finding_of(provision: Provision, scene: Scene, group: list[Anchor], number: int) -> Finding:
    """Return the finding of one group of anchors, the `number`-th of its document and provision."""
    ranked = _ranked(provision, scene, group)
    best = ranked[0]
    judged = (elements.judge(element, scene, ranked) for element in provision.elements)
    results = tuple(elements.left_open(one) if best.guessed and one.kind in elements.ROUTES else one for one in judged)
    document = scene.document.id
    spans = dict.fromkeys(span for anchor in ranked for span in anchor.fired.spans)
    claims = dict.fromkeys(claim.id for anchor in ranked for claim in anchor.sentence.claims if claim.type not in states.SPEECH)
    return Finding(
        id=content_id("fd", document, provision.id, number),
        document=document,
        claim=_claim_of(ranked, scene),
        provision=provision.id,
        cite=provision.cite,
        direction=provision.direction,
        modality=best.modality,
        date=best.day.day,
        in_force=in_force(provision.in_force, best.day.day),
        evidence=tuple(Evidence(document=document, span=span) for span in spans),
        condition=best.fired.condition,
        elements=results,
        exceptions=tuple(result for result in results if result.kind == "exception"),
        claims=tuple(claims),
        summary=summary(results),
    )


def _ranked(provision: Provision, scene: Scene, group: list[Anchor]) -> list[Anchor]:
    """Return anchors with the fullest first; what only says that law is broken stands in for no report of the act.

    Where the fullest is told as done, and another speaks of the same figures as planned, the weaker word is taken.
    """
    reports = [anchor for anchor in group if scene.find(OPINION, anchor.sentence) is None] or group
    ranked = sorted(reports, key=lambda anchor: (-elements.weight(provision, scene, anchor), anchor.sentence.index))
    if ranked[0].modality not in states.OPEN:
        figures = _figures(ranked[:1])
        weaker = [anchor for anchor in ranked if anchor.said and anchor.modality in states.OPEN and figures & _figures([anchor])]
        ranked = [*weaker[:1], *(anchor for anchor in ranked if anchor not in weaker[:1])]
    return ranked


def _claim_of(ranked: list[Anchor], scene: Scene) -> str | None:
    for anchor in ranked:
        if anchor.claim is not None:
            return anchor.claim.id
    place = ranked[0].sentence.words.start
    nearest = min(scene.reading.claims, key=lambda claim: (abs(claim.trigger[0] - place), claim.id), default=None)
    return nearest.id if nearest else None


def in_force(periods: tuple[Period, ...], day: str | None) -> bool | Literal["disputed"] | None:
    """Return whether one of `periods` covers `day`; None where the day or the periods are unknown."""
    if day is None or not periods:
        return None
    for period in periods:
        if period.start <= day and (period.until is None or day < period.until):
            return "disputed" if period.disputed else True
        if period.until is not None and day >= period.until and period.renewal == "unknown":
            return None
    return False


def summary(results: tuple[ElementResult, ...]) -> str:
    """Return the count of each status, as "3 met, 2 unknown": a display, not a conclusion."""
    counts = {status: sum(result.status == status for result in results) for status in ("met", "contested", "not_met", "unknown")}
    return ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items() if count)

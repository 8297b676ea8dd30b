"""Drift: what a retelling changed of an earlier report on the same event, sentence by sentence and figure by figure.

1. figures      the same number of another thing or measure; another number of the same thing    drift_figures.py
               the number of another kind of thing                                               drift_things.py
               the number of another unit, or wrongly reckoned over                              drift_units.py
               a whole as what came on top, what was before as what is                           drift_standings.py
               other noughts, a difference as the number itself                                  drift_magnitudes.py
               two numbers that changed places                                                   drift_assigned.py
               a span of time                                                                    drift_durations.py
2. attribution  what one says put into another's mouth                                           drift_voices.py
               or of another party, known or not                                                 drift_speakers.py
               or of one who said nothing                                                        drift_silent.py
               or of nobody                                                                      drift_unsourced.py
3. modality     a plan, a possibility or a denial told as a fact                                 drift_modality.py
               what is thought about, wished or promised told as done                            drift_moods.py
               or by what the reading makes of either                                            drift_states.py
               or confirmed, or settled                                                          drift_avowals.py
               or without its condition                                                          drift_conditions.py
               or told at another stage, this of measures too                                    drift_ladders.py
               or turned into its contrary                                                       drift_contraries.py
4. actors       giver and receiver, attacker and attacked changed over                           drift_actors.py
               whichever of two converse words tells it                                          drift_converses.py
               another state                                                                     drift_countries.py
5. settings     another day or place                                                             drift_settings.py, drift_towns.py
               another month or year                                                             drift_calendar.py
               before instead of after                                                           drift_order.py

A change between sentences about different matters is none (drift_matters.py), nor is one that is not likely by all that both
texts have (drift_doubts.py, from annotated pairs).
Number words, sums, rounding, left-out facts and dated background are no drift. One kind is told once a retelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pactwatch.model import Span
from pactwatch.origins.align import likeness, same_value
from pactwatch.origins.drift_actors import actor_changes
from pactwatch.origins.drift_assigned import assigned_changes
from pactwatch.origins.drift_avowals import avowal_changes
from pactwatch.origins.drift_calendar import calendar_changes
from pactwatch.origins.drift_conditions import condition_changes
from pactwatch.origins.drift_contraries import contrary_changes
from pactwatch.origins.drift_converses import converse_changes
from pactwatch.origins.drift_countries import country_changes
from pactwatch.origins.drift_doubts import is_likely
from pactwatch.origins.drift_durations import duration_changes
from pactwatch.origins.drift_figures import figure_changes
from pactwatch.origins.drift_ladders import ladder_changes
from pactwatch.origins.drift_magnitudes import magnitude_changes
from pactwatch.origins.drift_matters import is_of_one_matter
from pactwatch.origins.drift_modality import modality_changes
from pactwatch.origins.drift_moods import mood_changes
from pactwatch.origins.drift_order import order_changes
from pactwatch.origins.drift_settings import setting_changes
from pactwatch.origins.drift_silent import silent_changes
from pactwatch.origins.drift_speakers import speaker_changes
from pactwatch.origins.drift_standings import standing_changes
from pactwatch.origins.drift_states import state_changes
from pactwatch.origins.drift_things import thing_changes
from pactwatch.origins.drift_towns import town_changes
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_units import unit_changes
from pactwatch.origins.drift_unsourced import lost_voice
from pactwatch.origins.drift_voices import number_changes, voice_changes
from pactwatch.origins.similarity import oddness
from pactwatch.origins.types import Drift, Facts

ALIKE = 0.08
"""Share of what their sentences tell that a retelling and its original must have in common, unless they share an odd figure."""
ODD = 1.0
"""Oddness (similarity.py) of a figure that is no chance."""


def drifts_of(story: Sequence[Facts], texts: Mapping[str, str]) -> tuple[Drift, ...]:
    """Return what each document of a story changed of the one that it retells; `story` runs from the earliest on."""
    found: list[Drift] = []
    for n, retelling in enumerate(story):
        original = _original(retelling, story[:n])
        if original is not None:
            found += _between(original, retelling, texts)
    return tuple(found)


def _between(original: Facts, retelling: Facts, texts: Mapping[str, str]) -> list[Drift]:
    """Return what the later of two documents changed; of two of one day, either may be the retelling: the one that changed more."""
    there = changes(original, retelling, texts)
    if original.published == retelling.published:
        back = changes(retelling, original, texts)
        if len(back) > len(there):
            return [_drift(change, retelling, original, texts) for change in back]
    return [_drift(change, original, retelling, texts) for change in there]


def changes(original: Facts, retelling: Facts, texts: Mapping[str, str]) -> list[Change]:
    """Return what `retelling` changed, one change of a kind, in the order of the kinds."""
    found: dict[str, Change] = {}
    for by, change in noticed(original, retelling, texts):
        if change.kind not in found and is_likely(change, by, original, retelling):
            found[change.kind] = change
    return list(found.values())


def noticed(original: Facts, retelling: Facts, texts: Mapping[str, str]) -> Iterator[tuple[str, Change]]:
    """Yield what looks like a change, with the name of the module that noticed it ("voices"), in the order of the kinds."""
    for by, some in _by_module(original, retelling, texts):
        yield from ((by, change) for change in some if is_of_one_matter(change, original, retelling))


def _by_module(original: Facts, retelling: Facts, texts: Mapping[str, str]) -> Iterator[tuple[str, Iterable[Change]]]:
    there, here = texts[original.document], texts[retelling.document]
    yield "figures", figure_changes(original, retelling, there, here)
    yield "things", thing_changes(original, retelling)
    yield "units", unit_changes(original, retelling)
    yield "magnitudes", magnitude_changes(original, retelling, there, here)
    yield "assigned", assigned_changes(original, retelling, there, here)
    yield "standings", standing_changes(original, retelling, there, here)
    yield "durations", duration_changes(original, retelling, there, here)
    yield "voices", voice_changes(original, retelling, here)
    yield "speakers", speaker_changes(original, retelling, there, here)
    yield "voices", number_changes(original, retelling, here)
    yield "silent", silent_changes(original, retelling, there, here)
    yield "unsourced", lost_voice(original, retelling, here)
    yield "modality", modality_changes(original, retelling, there, here)
    yield "moods", mood_changes(original, retelling, there, here)
    yield "avowals", avowal_changes(original, retelling, there, here)
    yield "states", state_changes(original, retelling, there, here)
    yield "contraries", contrary_changes(original, retelling, there, here)
    yield "ladders", ladder_changes(original, retelling, there, here)
    yield "conditions", condition_changes(original, retelling, there, here)
    yield "actors", actor_changes(original, retelling)
    yield "converses", converse_changes(original, retelling)
    yield "countries", country_changes(original, retelling)
    yield "settings", setting_changes(original, retelling)
    yield "towns", town_changes(original, retelling, there, here)
    yield "order", order_changes(original, retelling, there, here)
    yield "calendar", calendar_changes(original, retelling, there, here)


def _original(retelling: Facts, earlier: Sequence[Facts]) -> Facts | None:
    """Return the earlier document that a retelling has most in common with; the earliest of equals."""
    best = max(((_common(retelling, other), -n) for n, other in enumerate(earlier)), default=(0.0, 0))
    return earlier[-best[1]] if best[0] >= ALIKE else None


def _common(one: Facts, other: Facts) -> float:
    best = [max((likeness(line, against) for against in other.lines), default=0.0) for line in one.lines]
    odd = any(oddness(figure) >= ODD and any(same_value(figure, theirs) for theirs in other.figures) for figure in one.figures)
    return (sum(best) / len(best) if best else 0.0) + (ALIKE if odd else 0.0)


def _drift(change: Change, original: Facts, retelling: Facts, texts: Mapping[str, str]) -> Drift:
    here, there = change.span, change.against
    return Drift(
        claim=change.claim or _claim_at(retelling, here),
        against=change.against_claim or _claim_at(original, there),
        kind=change.kind,
        explanation=change.explanation,
        document=retelling.document,
        span=here,
        words=texts[retelling.document][here[0] : here[1]],
        against_document=original.document,
        against_span=there,
        against_words=texts[original.document][there[0] : there[1]],
    )


def _claim_at(facts: Facts, span: Span) -> str | None:
    """Return the claim whose evidence overlaps `span` most; None where the reading has none there."""
    best: tuple[int, str] | None = None
    for claim, (start, end) in zip(facts.claims, facts.evidence, strict=False):
        shared = min(end, span[1]) - max(start, span[0])
        if shared > 0 and (best is None or shared > best[0]):
            best = (shared, claim)
    return best[1] if best else None

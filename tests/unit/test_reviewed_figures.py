"""Figures under review: what does not count is in no series, what was edited counts as edited, and what is kept of others stays right."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from test_figure_series import KURSK, LONDON, MOSCOW, at

from pactwatch.commands.figure_series import moves_into, series_in
from pactwatch.commands.populations import population
from pactwatch.figures.estimates import estimates
from pactwatch.figures.points import Point
from pactwatch.figures.reviewed import as_edited, reviewed
from pactwatch.figures.rulings import Edited, Ruling, Standing
from pactwatch.figures.series import Known, make_series
from pactwatch.model import Claim, Figure, Party, Plover, Quantity, Time, make_document

DOCUMENT = msgspec.structs.replace(make_document("x"), text="")


def claim_of(figure: Figure, **given: Any) -> Claim:
    quantity = Quantity(low=figure.low, high=figure.high, comparator=figure.comparator, unit=figure.unit, text=figure.text, span=figure.span)
    made: dict[str, Any] = {
        "id": figure.claim, "type": "deploy_forces", "plover": Plover(event="AID"), "cameo": "07", "agent": figure.party, "recipient": None,
        "object": None, "quantity": quantity, "time": None, "place": None, "origin": None, "destination": None, "modality": figure.modality,
        "modality_cues": (), "attributed_to": figure.attributed_to, "evidence": (figure.evidence,), "trigger": figure.span,
        "same_as": None, "rule": "",
    }
    return Claim(**(made | given))


def ruling(p: Point, status: str = "unreviewed", **edits: Any) -> Ruling:
    found = claim_of(p.figure)
    edited = Edited(found=found, now=msgspec.structs.replace(found, **edits), quotes=(), document=DOCUMENT) if edits else None
    return Ruling(claim=found.id, document=p.document, status=status, who="Ana", at="2025-07-01", why="looked", edited=edited)  # type: ignore[arg-type]


def standing(*rulings: Ruling) -> Standing:
    return Standing({one.claim: one for one in rulings})


def bounds(p: Point, low: float | None, high: float | None, comparator: str = "more_than") -> Quantity:
    return Quantity(low=low, high=high, comparator=comparator, unit="troops", text=p.figure.text, span=p.figure.span)  # type: ignore[arg-type]


def test_a_rejected_or_retracted_figure_is_left_out_with_who_and_why() -> None:
    one, two, three = (at("killed", value, "2025-01-10", LONDON, place=KURSK) for value in (100, 900, 500))
    kept, left = reviewed([one, two, three], standing(ruling(two, "rejected"), ruling(three, "retracted")))
    assert kept == [one]
    assert [(out.point, out.ruling.status, out.ruling.who, out.ruling.why) for out in left] == [
        (two, "rejected", "Ana", "looked"), (three, "retracted", "Ana", "looked"),
    ]  # fmt: skip
    [estimate] = estimates(make_series(kept)[0], "triple")
    assert (estimate.low, estimate.best, estimate.high) == (100, 100, 100)


def test_an_accepted_figure_counts_and_a_sum_with_a_rejected_part_explains_nothing() -> None:
    one = {"document": "doc-plan"}
    parts = [at("deployed", value, "2025-06-17", MOSCOW, group=group, **one) for value, group in ((1000, "sappers"), (5000, "builders"))]
    total = at("deployed", 6000, "2025-06-17", LONDON, group="people")

    def kinds(*rulings: Ruling) -> set[str]:
        kept, _ = reviewed([*parts, total], standing(*rulings))
        return {r.kind for s in make_series(kept) for r in s.relations}

    assert "explained_by_sum" in kinds(ruling(parts[0], "accepted"))
    assert "explained_by_sum" not in kinds(ruling(parts[0], "rejected"))


def test_an_edit_changes_bounds_state_source_time_and_party_and_keeps_what_was_read() -> None:
    p = at("killed", 6000, "2025-01-10", LONDON, comparator="more_than")
    when = Time(start="2024-12-01", end="2024-12-31", precision="month", text="", span=(0, 1), edtf="2024-12")
    rule = ruling(p, quantity=bounds(p, 5000, None), modality="alleged", attributed_to=(MOSCOW,), time=when, agent=Party(name="Moscow", actor="RUS"))
    [kept], left = reviewed([p], standing(rule))
    f = kept.figure
    assert (f.low, f.best, f.high, f.comparator) == (5000, 5000, None, "more_than")
    assert (f.modality, f.attributed_to, f.as_of) == ("alleged", (MOSCOW,), "2024-12")
    assert f.party is not None
    assert (f.party.actor, f.population) == ("RUS", "Russian soldiers")
    assert kept.machine == p.figure
    assert left == []


def test_an_edit_of_a_unit_can_change_the_measure_and_no_quantity_is_no_figure() -> None:
    p = at("killed", 40, "2025-01-10", unit="killed")
    found = claim_of(p.figure)
    assert found.quantity is not None
    wounded = msgspec.structs.replace(found, quantity=msgspec.structs.replace(found.quantity, unit="wounded"))
    now = as_edited(p.figure, wounded, found)
    assert now is not None
    assert (now.measure, now.unit) == ("wounded", "wounded")
    assert as_edited(p.figure, msgspec.structs.replace(found, quantity=None), found) is None


def test_an_edit_of_another_figure_of_the_same_words_leaves_this_one_alone() -> None:
    p = at("killed", 40, "2025-01-10", span=(10, 12))
    found = claim_of(p.figure, quantity=None)
    now = msgspec.structs.replace(found, quantity=bounds(at("killed", 7, "2025-01-10", span=(30, 31)), 7, 7, "exact"))
    assert as_edited(p.figure, now, found) == p.figure


def test_series_that_are_kept_are_those_that_would_be_made_anew() -> None:
    rng = random.Random(3)  # noqa: S311
    points = [
        at(rng.choice(("killed", "wounded", "casualties")), rng.randrange(1, 30) * 100, f"2025-01-{rng.randrange(10, 29)}", LONDON,
           party=Party(name=name, actor=actor), document=f"doc-{n // 2}", place=rng.choice((None, KURSK)))
        for n in range(60) for name, actor in [rng.choice((("North Korea", "PRK"), ("Ukraine", "UKR"), ("Russia", "RUS")))]
    ]  # fmt: skip
    points += [at("killed", 300, "2025-01-15", LONDON, party=None, place=KURSK) for _ in range(3)]
    known = Known()
    for _ in range(12):
        rules = [ruling(p, "rejected") for p in rng.sample(points, 3)] + [ruling(p, modality="denied") for p in rng.sample(points, 2)]
        kept, _ = reviewed(points, standing(*rules))
        assert make_series(kept, known=known) == make_series(kept)


def test_a_figure_that_comes_as_read_and_as_moved_counts_once_and_is_left_out_once() -> None:
    p, other = at("killed", 100, "2025-01-10", LONDON), at("killed", 200, "2025-01-11", LONDON)
    emptied = ruling(p, quantity=None, agent=Party(name="Pyongyang", actor="PRK"))
    wanted = population("North Korea")
    assert moves_into(wanted, standing(emptied)) == (emptied,)
    found = series_in([p, other, p, other], standing(emptied), wanted, None)
    assert [one.point for one in found.left_out] == [p]
    assert [series.points for series in found.series] == [(other,)]


def test_an_edit_moves_figures_into_the_populations_that_it_names() -> None:
    p = at("killed", 100, "2025-01-10", LONDON)
    away = ruling(p, agent=Party(name="Iran", actor="IRN"))
    gone = ruling(p, "rejected", agent=Party(name="Iran", actor="IRN"))
    assert moves_into(population("IRN"), standing(away)) == (away,)
    assert moves_into(population("CHN"), standing(away)) == ()
    assert moves_into(population("guards"), standing(away)) == (away,), "what words of a population hold, an edit may change"
    assert moves_into(population("IRN"), standing(gone)) == moves_into(population(None), standing(away)) == ()
    assert moves_into(population("IRN"), standing(ruling(p, modality="denied"))) == ()

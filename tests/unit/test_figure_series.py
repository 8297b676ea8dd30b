"""Series over points made by hand: relations, sums, as-of, policies, derived figures, places, days."""

from __future__ import annotations

import itertools
import random
import re
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from pactwatch.casefile.figure_chart import COLOURS, chart_page
from pactwatch.casefile.figure_text import estimate_line
from pactwatch.figures.days import days_of, gap, overlaps, within
from pactwatch.figures.derived import derive
from pactwatch.figures.estimates import estimates
from pactwatch.figures.output import series_data
from pactwatch.figures.pairs import Pairs
from pactwatch.figures.places import area
from pactwatch.figures.points import Point, claimant_key
from pactwatch.figures.probability import probability
from pactwatch.figures.relations import Relation
from pactwatch.figures.series import Series, known_on, make_series
from pactwatch.figures.subsets import STEPS, Subsets
from pactwatch.figures.sums import find_sums
from pactwatch.model import Figure, Party, Place, Source

SEOUL = Source(name="Joint Chiefs of Staff", actor="KOR-MIL")
KYIV = Source(name="president", actor="per-zelenskyy")
LONDON = Source(name="Ministry of Defence", actor="GBR-MOD")
MOSCOW = Source(name="Moscow", actor="RUS")
KURSK = Place(name="Kursk", country="RUS", lat=51.7, lon=36.2, precision="admin1", span=(0, 1))
RUSSIA = Place(name="Russia", country="RUS", lat=61.5, lon=105.3, precision="country", span=(0, 1))
MAKIIVKA = Place(name="Makiivka", country="UKR", lat=48.0, lon=37.9, precision="city", span=(0, 1))
NUMBERS = itertools.count()


def at(measure: str, value: float, day: str, source: Source | None = SEOUL, **given: Any) -> Point:
    n = next(NUMBERS)
    comparator = given.pop("comparator", "exact")
    low = None if comparator in ("at_most", "less_than") else value
    high = None if comparator in ("at_least", "more_than") else value
    document = given.pop("document", f"doc-{n:04}")
    made = {
        "id": f"fg-{n:04}", "measure": measure, "unit": "troops", "population": "North Korean soldiers", "group": "soldiers",
        "party": Party(name="North Korea", actor="PRK"), "place": None, "low": low, "best": value, "high": high, "comparator": comparator,
        "vague": False, "text": f"{value:.0f}", "span": (n, n + 1), "kind": "stock", "additional": False, "initial": False, "revised": False,
        "likelihood": None, "per": None, "part_of": None, "derived": None, "as_of": day, "modality": "happened",
        "attributed_to": (source,) if source else (), "evidence": (n, n + 1), "claim": f"cl-{n:04}", "rule": "",
    } | given
    return Point(figure=Figure(**made), document=document, title=None, publisher="Courier", url=None, published=day)


def relations(*points: Point) -> list[Relation]:
    return list(dict.fromkeys(r for s in make_series(points) for r in s.relations))


def only(*points: Point) -> Relation:
    (found,) = relations(*points)
    return found


def kinds(*points: Point) -> set[str]:
    return {r.kind for r in relations(*points)}


def test_a_text_with_many_figures_is_summed_in_bounded_work() -> None:
    def table(rows: int) -> list[Point]:
        days = [f"2024-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(rows)]
        return [at("killed", 1000 + 37 * n, "2025-01-10", kind="flow", as_of=day, document="doc-table") for n, day in enumerate(days)]

    tried = 0

    def fits(one: Point, two: Point) -> bool:
        nonlocal tried
        tried += 1
        return True

    for size in (2, 3, 4):
        assert list(Subsets(table(120), 9001, 9001.5, fits).of(size)) == []
    assert tried < 3 * 4 * STEPS
    total = at("killed", 3111, "2025-01-12", KYIV)
    assert [{p.figure.best for p in found} for found in Subsets(table(40), 3111, 3111, lambda one, two: True).of(3)] == [{1000, 1037, 1074}]
    assert find_sums([*table(60), total])[-1].b


def test_sets_are_those_that_trying_all_finds() -> None:
    points = [at("killed", value, "2025-01-10") for value in (0, 3, 3, 5, 8, 13, 21, 34, 40)]
    for low, high, size in ((16, 16, 2), (20, 30, 3), (40, 44, 4), (0, 3, 2), (100, 90, 2)):
        every = [chosen for chosen in itertools.combinations(points, size) if low <= sum(p.figure.best or 0 for p in chosen) <= high]
        assert set(Subsets(points, low, high, lambda one, two: True).of(size)) == {tuple(chosen) for chosen in every}


def test_the_parts_of_a_total_are_found_among_many_statements_of_other_days_and_sizes() -> None:
    others = [at("killed", n * 7, f"20{10 + n % 12}-03-0{1 + n % 9}", document=f"doc-other-{n // 2}") for n in range(1, 40)]
    near = [at("killed", value, "2025-01-10", group=group, document="doc-parts") for value, group in ((300, "soldiers"), (200, "marines"))]
    far = [at("killed", value, "2024-11-01", group=group, document="doc-far") for value, group in ((300, "soldiers"), (200, "marines"))]
    undated = [at("killed", value, "", group=group, document="doc-undated") for value, group in ((300, "soldiers"), (200, "marines"))]
    total = at("killed", 500, "2025-02-20", group="people")
    found = find_sums([*others, *near, *far, *undated, total])
    assert [r.b for r in found if r.a == total.key] == [tuple(p.key for p in near)]


def test_a_total_does_not_conflict_with_its_parts_whoever_tells_them() -> None:
    groups = ((1000, "sappers"), (5000, "builders"))
    parts = [at("deployed", value, "2025-06-17", MOSCOW, group=group, document="doc-plan") for value, group in groups]
    total = at("deployed", 6000, "2025-06-17", LONDON, group="people")
    retold = at("deployed", 5000, "2025-06-18", KYIV, group="builders")
    assert "conflict" in kinds(total, retold)
    assert "conflict" not in kinds(*parts, total, retold)


def test_two_totals_of_one_day_that_share_no_value_conflict() -> None:
    found = only(at("casualties", 1100, "2024-12-23", comparator="about"), at("casualties", 3000, "2024-12-23", KYIV, comparator="more_than"))
    assert found.kind == "conflict"
    assert "1,100" in found.why
    assert "3,000" in found.why


def test_a_value_within_the_bounds_of_the_other_is_consistent() -> None:
    assert only(at("present", 11000, "2024-11-04", KYIV), at("present", 10000, "2024-11-05", comparator="at_least")).kind == "consistent"


def test_a_running_total_may_grow_but_not_fall() -> None:
    assert only(at("killed", 100, "2024-12-01"), at("killed", 600, "2025-04-30", KYIV)).kind == "consistent"
    assert only(at("killed", 600, "2024-12-01"), at("killed", 100, "2025-04-30", KYIV)).kind == "conflict"


def test_a_level_of_another_month_is_not_compared() -> None:
    assert relations(at("present", 11000, "2024-11-04"), at("present", 4000, "2025-06-10", KYIV)) == []


def test_a_claimant_replaces_its_own_figure() -> None:
    early = at("casualties", 5000, "2025-03-28", LONDON, comparator="more_than")
    late = at("casualties", 6000, "2025-06-15", LONDON, comparator="more_than")
    found = only(early, late)
    assert (found.kind, found.a, found.b) == ("supersedes", late.key, (early.key,))


def test_killed_and_casualties_are_different_measures_and_one_number_for_both_is_named() -> None:
    found = only(at("casualties", 6000, "2025-06-15", LONDON), at("killed", 6000, "2025-06-16", KYIV))
    assert (found.kind, found.basis) == ("different_measure", "measure")
    assert "retelling" in found.why


def test_more_killed_than_casualties_conflict() -> None:
    assert only(at("killed", 900, "2025-01-10", KYIV), at("casualties", 400, "2025-01-12")).kind == "conflict"


def test_killed_and_wounded_of_one_statement_explain_casualties() -> None:
    parts = [at("killed", 300, "2025-01-13", document="doc-a"), at("wounded", 2700, "2025-01-13", document="doc-a")]
    total = at("casualties", 3000, "2025-01-14", KYIV)
    sums = [r for r in relations(*parts, total) if r.kind == "explained_by_sum"]
    assert [(r.a, set(r.b)) for r in sums] == [(total.key, {p.key for p in parts})]


def test_two_periods_explain_a_total() -> None:
    parts = [
        at("deployed", 11000, "2025-05-29", document="doc-b", kind="flow", as_of="2024", comparator="more_than"),
        at("deployed", 3000, "2025-05-29", document="doc-b", kind="flow", as_of="2025", comparator="more_than"),
    ]
    total = at("deployed", 14000, "2025-05-30", KYIV, comparator="about")
    assert "explained_by_sum" in kinds(*parts, total)
    assert "conflict" not in kinds(*parts, total)


def test_numbers_of_different_statements_are_not_added() -> None:
    points = [at("killed", 300, "2025-01-13"), at("wounded", 2700, "2025-01-13", KYIV), at("casualties", 3000, "2025-01-14")]
    assert "explained_by_sum" not in kinds(*points)


def test_a_flow_that_ended_is_a_part_of_a_later_total_and_one_that_goes_on_is_another_measure() -> None:
    total = at("casualties", 200, "2024-12-18", KYIV, comparator="more_than", place=KURSK)
    before = at("casualties", 30, "2024-12-16", kind="flow", as_of="2024-12-14/2024-12-15", place=KURSK)
    after = at("casualties", 1000, "2024-12-27", kind="flow", as_of="2024-12-20/2024-12-27", place=KURSK)
    assert only(before, total).kind == "part_of"
    assert only(after, total).basis == "stock_flow"


def test_tolls_of_one_event_conflict_and_a_risen_one_replaces() -> None:
    given: dict[str, Any] = {"kind": "flow", "place": MAKIIVKA, "party": Party(name="Russia", actor="RUS"), "population": "Russian soldiers"}
    first = at("killed", 63, "2023-01-02", MOSCOW, **given)
    other = at("killed", 400, "2023-01-02", KYIV, comparator="about", **given)
    risen = at("killed", 89, "2023-01-04", Source(name="a general"), revised=True, **given)
    assert only(first, other).kind == "conflict"
    assert only(first, risen).kind == "supersedes"
    assert only(other, risen).kind == "conflict"


def test_a_figure_without_party_joins_the_only_one_of_its_place() -> None:
    given: dict[str, Any] = {"kind": "flow", "place": MAKIIVKA}
    series = make_series([at("killed", 63, "2023-01-02", MOSCOW, **given), at("killed", 89, "2023-01-04", party=None, population="people", **given)])
    assert [len(s.points) for s in series] == [2]


def test_a_plan_retold_as_done_by_others_conflicts() -> None:
    planned = at("deployed", 6000, "2025-06-18", MOSCOW, modality="planned", group="sappers and builders", place=KURSK)
    told = at("deployed", 6000, "2025-06-18", MOSCOW, place=KURSK)
    assert only(planned, told).kind == "conflict"


def test_what_may_come_contradicts_nothing() -> None:
    assert kinds(at("deployed", 100000, "2024-11-19", KYIV, modality="possible"), at("deployed", 11000, "2024-11-20")) == {"different_measure"}


def test_what_is_denied_against_what_is_said() -> None:
    assert only(at("killed", 500, "2024-11-24", KYIV), at("killed", 500, "2024-11-25", modality="denied")).kind == "conflict"


def test_rates_and_currencies_stand_apart() -> None:
    one = at("casualties", 1523, "2024-12-10", per="day")
    assert relations(one, at("casualties", 1100, "2024-12-10", KYIV)) == []
    assert len(make_series([one, at("casualties", 1100, "2024-12-10", KYIV)])) == 2
    assert len(make_series([at("money", 5.0, "2024-12-10", unit="USD"), at("money", 5.0, "2024-12-10", unit="EUR")])) == 2


def test_a_conflict_stays_whatever_else_arrives() -> None:
    high, low = at("killed", 11000, "2025-01-10"), at("killed", 4000, "2025-03-10", LONDON)
    other = [at("wounded", 50 + n, f"2025-02-{1 + n % 28:02}", Source(name=f"source {n}"), kind="flow") for n in range(90)]
    same = [at("killed", 11000 + n, f"2025-{1 + n // 28:02}-{1 + n % 28:02}", MOSCOW) for n in range(80)]
    for crowd in ([], other, same, [*other, *same]):
        series = make_series([high, *crowd, low])
        assert {(low.key, (high.key,)), (high.key, (low.key,))} & {(r.a, r.b) for s in series for r in s.conflicts}
        assert (sum(s.uncompared for s in series) > 0) == (len(crowd) > 0)


def test_more_dead_than_all_losses_conflict_in_a_crowd_too() -> None:
    losses, dead = at("casualties", 400, "2025-03-12"), at("killed", 900, "2025-01-10", KYIV)
    crowd = [at("wounded", 50 + n, f"2025-02-{1 + n % 28:02}", Source(name=f"source {n}"), kind="flow") for n in range(90)]
    assert "conflict" in {r.kind for r in relations(losses, dead, *crowd)}


def test_many_figures_of_many_claimants_are_not_all_compared() -> None:
    """What a large population costs grows with its figures, not with its claimants: some ten comparisons of each."""
    rng, crowd = random.Random(5), list[Point]()  # noqa: S311
    for n in range(1500):
        day = date(2014, 1, 1) + timedelta(days=rng.randrange(4400))
        crowd.append(at(rng.choice(("killed", "wounded", "deployed")), rng.randrange(1, 900) * 10, day.isoformat(), Source(name=f"source {n % 400}")))
    pairs = Pairs(sorted(crowd, key=lambda p: p.order))
    assert sum(1 for _ in pairs) < 12 * len(crowd)


def test_places_within_places() -> None:
    assert only(at("present", 10000, "2024-11-04", place=KURSK), at("present", 12000, "2024-11-04", KYIV, place=RUSSIA)).kind == "part_of"
    assert only(at("present", 14000, "2024-11-04", place=KURSK), at("present", 12000, "2024-11-04", KYIV, place=RUSSIA)).kind == "conflict"
    assert area(KURSK, RUSSIA) == "within"
    assert area(RUSSIA, KURSK) == "contains"
    assert area(KURSK, MAKIIVKA) == "apart"
    assert area(None, KURSK) == "unknown"


def test_as_of_shows_what_was_published_by_the_day() -> None:
    points = [at("killed", 100, "2024-12-19"), at("killed", 300, "2025-01-13"), at("killed", 600, "2025-04-30")]
    assert [p.figure.best for p in known_on(points, "2025-01-31")] == [100, 300]
    assert [p.figure.best for p in known_on(points, "2024")] == [100]
    assert len(known_on(points, None)) == 3


def series_of(*points: Point) -> Series:
    return make_series(points)[0]


def test_policies_choose_and_never_average() -> None:
    rough = at("killed", 1050, "2025-01-22", LONDON, comparator="about")
    one = series_of(at("killed", 1000, "2025-01-20"), at("killed", 3000, "2025-01-21", KYIV), rough)
    (lowest,) = estimates(one, "lowest")
    assert (lowest.low, lowest.best) == (1000, 1000)
    (triple,) = estimates(one, "triple")
    assert (triple.low, triple.best, triple.high) == (1000, 1050, 3000)
    assert len(triple.claims) == 3


def test_policies_leave_out_what_is_denied_planned_replaced_or_disbelieved() -> None:
    low, replaced = at("killed", 10, "2025-01-20", modality="denied"), at("killed", 500, "2025-01-10", LONDON)
    newer, doubted = at("killed", 900, "2025-01-22", LONDON), at("killed", 50, "2025-01-22", KYIV)
    (found,) = estimates(series_of(low, replaced, newer, doubted), "lowest", {doubted.key: 5})
    assert found.best == 900
    assert {low.key, doubted.key} <= set(found.left_out)


def test_a_part_never_stands_for_its_whole() -> None:
    whole = at("deployed", 12000, "2025-01-10", place=RUSSIA, document="doc-whole")
    told = at("deployed", 3000, "2025-01-10", place=KURSK, document="doc-whole", part_of=whole.figure.id)
    within_it = at("deployed", 2500, "2025-01-12", KYIV, place=KURSK)
    first = at("deployed", 1500, "2025-01-10", initial=True)
    for policy in ("lowest", "triple"):
        (found,) = estimates(series_of(whole, told, within_it, first), policy)
        assert (found.low, found.best, found.high) == (12000, 12000, 12000)
        assert set(found.left_out) == set(found.reasons) == {told.key, within_it.key, first.key}
        assert all("part" in why for why in found.reasons.values())


def test_a_part_of_what_does_not_count_counts_itself() -> None:
    whole, part = at("deployed", 12000, "2025-01-10", place=RUSSIA), at("deployed", 3000, "2025-01-12", KYIV, place=KURSK)
    (found,) = estimates(series_of(whole, part), "triple", {whole.key: 5})
    assert (found.low, found.high, found.reasons) == (3000, 3000, {whole.key: "graded 5"})


def test_a_first_part_alone_is_neither_best_nor_highest() -> None:
    (found,) = estimates(series_of(at("deployed", 1500, "2024-10-18", initial=True)), "triple")
    assert (found.low, found.best, found.high) == (1500, None, None)


def test_an_earlier_figure_of_a_claimant_is_left_out_with_the_reason() -> None:
    early, late = at("present", 11000, "2025-01-10"), at("present", 9000, "2025-02-10")
    (found,) = estimates(series_of(early, late), "lowest")
    assert found.low == 9000
    assert early.key in found.reasons


def test_outlets_without_a_name_are_not_one_claimant() -> None:
    one, two = (msgspec.structs.replace(at("killed", value, "2025-01-10", None), publisher=None) for value in (1000, 4000))
    assert claimant_key(one) != claimant_key(two)
    assert claimant_key(one) == claimant_key(msgspec.structs.replace(two, document=one.document))
    (found,) = estimates(series_of(one, two), "triple")
    assert (found.low, found.high, found.left_out) == (1000, 4000, ())


def test_a_limit_above_is_no_lowest_figure() -> None:
    fewer, most = at("wounded", 300, "2025-06-21", comparator="less_than"), at("wounded", 2000, "2025-06-21", KYIV, comparator="at_most")
    (found,) = estimates(series_of(fewer), "triple")
    assert (found.low, found.best, found.high) == (None, None, 300)
    (found,) = estimates(series_of(fewer, most), "lowest")
    assert (found.low, found.best, found.high) == (None, None, 300)
    (found,) = estimates(series_of(fewer, most, at("wounded", 500, "2025-06-21", LONDON)), "lowest")
    assert (found.low, found.best) == (500, 500)
    (found,) = estimates(series_of(at("killed", 3000, "2025-06-21", comparator="more_than")), "triple")
    assert (found.low, found.best, found.high) == (3000, None, None)


def test_an_estimate_without_low_or_best_is_shown_as_open() -> None:
    series = series_of(at("wounded", 300, "2025-06-21", comparator="less_than"))
    shown = {policy: series_data(series, policy, {}, {})["estimates"][0] for policy in ("lowest", "triple")}
    assert estimate_line(shown["lowest"], []) == "lowest credible (total): open"
    assert estimate_line(shown["triple"], []) == "low open, best open, high 300 (total)"


def test_an_estimate_of_an_occasion_names_its_place_as_the_text_does() -> None:
    flow = {"policy": "lowest", "of": "flow great harbour 2025-06-15", "low": 12, "best": 12, "high": None}
    points = [{"place": "Great Harbour region"}, {"place": "Great Harbour"}, {"place": None}]
    assert estimate_line(flow, points) == "lowest credible (Great Harbour, 2025-06-15): 12"
    assert estimate_line(flow | {"of": "flow great harbour"}, points) == "lowest credible (Great Harbour): 12"
    assert estimate_line(flow | {"of": "flow 2025-06"}, points) == "lowest credible (2025-06): 12"
    assert estimate_line(flow | {"of": "flow"}, points) == "lowest credible (one occasion): 12"


def test_events_of_one_month_are_no_rivals() -> None:
    early = at("killed", 12, "2025-06-21", kind="flow", as_of="2025-06-02")
    late = at("killed", 90, "2025-06-21", KYIV, kind="flow", as_of="2025-06-19")
    assert [(e.of, e.low, e.high) for e in estimates(series_of(early, late), "triple")] == [
        ("flow 2025-06-02", 12, 12), ("flow 2025-06-19", 90, 90),
    ]  # fmt: skip
    again = at("killed", 80, "2025-06-21", LONDON, kind="flow", as_of="2025-06-19")
    assert [(e.low, e.high) for e in estimates(series_of(early, late, again), "triple")] == [(12, 12), (80, 90)]


def test_tolls_of_a_town_within_days_are_of_one_event() -> None:
    given: dict[str, Any] = {"kind": "flow", "population": "Russian soldiers", "party": Party(name="Russia", actor="RUS")}
    first = at("killed", 63, "2023-01-02", MOSCOW, as_of="2022-12-31", place=MAKIIVKA, **given)
    other = at("killed", 400, "2023-01-03", KYIV, as_of="2023-01-01", place=MAKIIVKA, **given)
    later = at("killed", 5, "2023-02-03", KYIV, as_of="2023-02-01", place=MAKIIVKA, **given)
    for order in itertools.permutations((first, other, later)):
        found = estimates(series_of(*order), "triple")
        assert [(e.of, e.low, e.high) for e in found] == [("flow makiivka 2022-12-31", 63, 400), ("flow makiivka 2023-02-01", 5, 5)]
    wide = [at("killed", n, "2023-01-03", KYIV, as_of=f"2023-01-0{n}", place=KURSK, **given) for n in (1, 2)]
    assert len(estimates(series_of(*wide), "triple")) == 2


def test_two_figures_on_one_claim_are_told_apart() -> None:
    whole = at("deployed", 12000, "2025-01-10", place=RUSSIA, document="doc-one", claim="cl-one")
    part = at("deployed", 3000, "2025-01-10", place=KURSK, document="doc-one", claim="cl-one", part_of=whole.figure.id)
    (found,) = estimates(series_of(whole, part), "triple")
    assert (found.low, found.high, list(found.reasons)) == (12000, 12000, ["cl-one"])


def test_a_loss_rate_is_an_interval_with_its_inputs() -> None:
    casualties = at("casualties", 6000, "2025-06-15", LONDON, comparator="more_than")
    deployed = at("deployed", 11000, "2025-06-15", LONDON, comparator="about")
    (rate,) = [d for d in derive(make_series([casualties, deployed])) if d.name == "loss rate"]
    assert rate.inputs == (casualties.key, deployed.key)
    assert rate.low == pytest.approx(6000 / 12100)
    assert rate.high is None


def rates(*points: Point) -> dict[str, tuple[str, str]]:
    return {d.name: d.inputs for d in derive(make_series(points))}


def test_a_loss_rate_is_of_one_population() -> None:
    sent = at("deployed", 11000, "2025-01-10")
    sappers = at("deployed", 1000, "2025-06-18", MOSCOW, group="sappers", population="North Korean sappers")
    lost = at("casualties", 6000, "2025-06-20", LONDON)
    assert rates(sent, sappers, lost) == {"loss rate": (lost.key, sent.key)}
    assert rates(sappers, lost) == {}
    unsaid = at("casualties", 6000, "2025-06-20", LONDON, group="people")
    assert rates(sent, at("deployed", 12000, "2025-03-10"), sappers, unsaid)["loss rate"][0] == unsaid.key
    assert rates(at("deployed", 5000, "2025-06-18", group="builders"), at("killed", 9, "2025-06-20", group="sappers")) == {}


def test_a_loss_rate_is_not_over_a_part_a_first_part_or_another_place() -> None:
    lost = at("casualties", 6000, "2025-06-20", LONDON, place=KURSK)
    sent = at("deployed", 12000, "2025-01-10", place=RUSSIA, document="doc-sent")
    part = at("deployed", 3000, "2025-01-11", place=KURSK, document="doc-sent", part_of=sent.figure.id)
    first = at("deployed", 1500, "2025-02-01", initial=True)
    elsewhere = at("deployed", 700, "2025-03-01", place=MAKIIVKA)
    assert rates(lost, sent, part, first, elsewhere) == {"loss rate": (lost.key, sent.key)}
    assert rates(lost, elsewhere) == {}


def test_civilians_join_no_army() -> None:
    soldiers = at("killed", 300, "2025-01-13", place=KURSK)
    civilians = at("killed", 200, "2025-01-14", None, place=KURSK, party=None, group="civilians", population="civilians")
    sent = at("deployed", 11000, "2025-01-10")
    assert {s.party for s in make_series([soldiers, civilians, sent]) if civilians in s.points} == {None}
    assert rates(soldiers, civilians, sent) == {"loss rate": (soldiers.key, sent.key)}


@pytest.mark.parametrize(("edtf", "first", "last"), [
    ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-12-14/2024-12-15", "2024-12-14", "2024-12-15"),
    ("2022-02/..", "2022-02-01", "9999-12-31"), ("../2025-03", "0001-01-01", "2025-03-31"), ("2025-06-18T10:00:00Z", "2025-06-18", "2025-06-18"),
])
def test_days_of_a_period(edtf: str, first: str, last: str) -> None:
    days = days_of(edtf)
    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last)


def test_no_period() -> None:
    assert days_of(None) is days_of("") is days_of("next week") is days_of("2024-13") is None
    january, june = days_of("2024-01"), days_of("2024-06")
    assert january
    assert june
    assert gap(january, june) == 122
    assert not overlaps(january, june)
    assert not within(january, june)


def test_probability_words_by_the_speakers_own_yardstick() -> None:
    london, washington, seoul = (probability("likely", country) for country in ("GBR", "USA", "KOR"))
    assert london
    assert washington
    assert seoul
    assert (london.low, london.high) == (55, 75)
    assert (washington.low, washington.high) == (55, 80)
    assert (seoul.yardstick, seoul.low) == (None, None)
    assert probability("Highly likely", "GBR") is not None
    assert probability(None, "GBR") is None


def test_each_figure_keeps_its_own_words_for_its_claimant_who_counts_once() -> None:
    names = ("London's defence ministry", "Britain's Ministry of Defence", "Britain's Ministry of Defence")
    known = [at("killed", 100, "2025-01-01", Source(name=name, actor="GBR-MOD")) for name in names]
    [series] = make_series(known)
    assert sorted(p.figure.attributed_to[-1].name for p in series.points) == sorted(names)
    assert len({claimant_key(p) for p in series.points}) == 1
    assert COLOURS[1] not in chart_page([series])


def test_a_total_and_its_own_part_are_not_added() -> None:
    one = {"document": "doc-plan", "modality": "planned"}
    plan = [
        at("deployed", 6000, "2025-06-18", MOSCOW, group="builders", **one), at("deployed", 1000, "2025-06-18", MOSCOW, group="sappers", **one),
        at("deployed", 5000, "2025-06-18", MOSCOW, group="engineers", **one),
    ]  # fmt: skip
    other = at("deployed", 11000, "2025-06-15", LONDON)
    found = relations(*plan, other)
    assert [r.b for r in found if r.kind == "explained_by_sum" and r.a == plan[0].key] == [(plan[1].key, plan[2].key)]
    assert not [r for r in found if r.a == other.key and len(r.b) > 1]

def test_what_only_may_be_is_not_added_to_what_is() -> None:
    killed = at("killed", 600, "2025-01-13", document="doc-a")
    for wounded in (
        at("wounded", 2000, "2025-01-13", document="doc-a", comparator="at_most", modality="possible"),
        at("wounded", 2000, "2025-01-13", document="doc-a", comparator="at_most"),
        at("wounded", 2000, "2025-01-13", document="doc-a", modality="planned"),
        at("wounded", 2000, "2025-01-13", document="doc-a", modality="denied"),
    ):
        for total in (at("casualties", 2600, "2025-01-14", KYIV), at("casualties", 2667, "2025-01-14", KYIV, comparator="about")):
            assert "explained_by_sum" not in kinds(killed, wounded, total)
    told = at("wounded", 2000, "2025-01-13", document="doc-a")
    assert "explained_by_sum" in kinds(killed, told, at("casualties", 2600, "2025-01-14", KYIV))
    assert "explained_by_sum" not in kinds(killed, told, at("casualties", 2600, "2025-01-14", KYIV, modality="possible"))


def undated(*points: Point) -> list[Point]:
    return [msgspec.structs.replace(
        p, published=None, known_at="2026-11-28T10:00:00Z", figure=msgspec.structs.replace(p.figure, as_of=None)) for p in points]  # fmt: skip


def test_an_unknown_day_stays_unknown() -> None:
    one, two = undated(at("killed", 300, ""), at("killed", 4000, "", KYIV))
    assert (one.day, two.day) == ("", "")
    assert relations(one, two) == []
    for other in (at("killed", 4000, "2025-01-13"), at("killed", 4000, "2026-11-28")):
        assert relations(one, other) == []
    (again,) = undated(at("killed", 4000, "", document=one.document, source=KYIV, modality="denied"))
    assert kinds(one, again) == set()
    assert known_on([one, at("killed", 1, "2025-01-13")], "2027") != []
    assert one not in known_on([one], "2027")


def test_figures_of_one_undated_text_are_of_one_day() -> None:
    parts = undated(at("killed", 300, "", document="doc-u"), at("wounded", 2700, "", document="doc-u"), at("casualties", 3000, "", document="doc-u"))
    assert "explained_by_sum" in kinds(*parts)
    falls = undated(at("killed", 400, "", document="doc-u"), at("casualties", 300, "", document="doc-u"))
    assert kinds(*falls) == {"conflict"}


def test_an_undated_figure_replaces_none_and_is_replaced_by_none() -> None:
    (open_day,) = undated(at("killed", 300, ""))
    dated = at("killed", 350, "2025-01-13")
    assert "supersedes" not in kinds(open_day, dated)
    (found,) = estimates(series_of(open_day, dated), "triple")
    assert {open_day.key, dated.key} >= set(found.claims)
    assert found.low == 300


def test_a_chart_shows_what_is_no_fact_hollow_and_what_is_denied_crossed() -> None:
    told = at("deployed", 5, "2025-06-18", MOSCOW, document="doc-told")
    denied = at("deployed", 4, "2025-06-19", LONDON, document="doc-denied", modality="denied")
    [series] = make_series([told, denied])
    drawn = chart_page([series])
    assert drawn.count('fill="#ffffff" stroke=') == 1
    assert "crossed: denied" in drawn
    assert "crossed: denied" not in chart_page(make_series([told]))
    for label in ("0", "2", "4"):
        assert f">{label}</text>" in drawn
    assert ">1</text>" not in drawn


@pytest.mark.parametrize("value", [9.0, 150_000_000.0, 7_200_000_000.0, 4e12])
def test_the_labels_of_a_chart_are_within_it(value: float) -> None:
    """In DejaVu Sans, as PDFs have it, a digit is 0.636 of the 12 pixels wide and a comma 0.318."""
    drawn = chart_page(make_series([at("soldiers", value, "2025-01-01"), at("soldiers", value / 2, "2025-02-01")]))
    labels = re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="end">([\d,.]+)</text>', drawn)
    assert len(labels) >= 2
    for right, label in labels:
        assert float(right) - sum(12 * (0.636 if one.isdigit() else 0.318) for one in label) >= 2, label
    lines = {float(left) for left in re.findall(r'<line x1="([\d.]+)" x2="844"', drawn)}
    assert lines == {float(labels[0][0]) + 8}


@pytest.mark.parametrize("count", [1, 6, 8, 20])
def test_the_legend_of_a_chart_is_within_it(count: int) -> None:
    """Who has no room is counted, so that all are told of."""
    said = [at("soldiers", 100.0 + n, "2025-01-01", Source(name=f"ministry {n} of a long name", actor=None)) for n in range(count)]
    drawn = chart_page(make_series(said))
    named = re.findall(r'<text x="([\d.]+)" y="([\d.]+)">(ministry [^<]+)</text>', drawn)
    assert all(float(x) + 7.2 * len(name) <= 860 and float(y) <= 340 for x, y, name in named)
    more = re.search(r">and (\d+) more</text>", drawn)
    assert len(named) + (int(more[1]) if more else 0) == count
    assert len(named) >= min(count, 4)

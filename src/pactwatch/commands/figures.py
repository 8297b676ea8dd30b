"""`pactwatch figures`: the ledger's figures as series, with conflicts, explanations and what was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.outputs import checked_output
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.errors import UsageError
from pactwatch.figures.derived import derive
from pactwatch.figures.estimates import Policy
from pactwatch.figures.grades import CLAIM, SOURCE, graded
from pactwatch.figures.groups import class_of
from pactwatch.figures.output import COLUMNS, all_relations, point_rows, relation_data, series_data
from pactwatch.figures.points import Point, named_alike, point
from pactwatch.figures.series import Series, known_on, make_series
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.figure_words import PEOPLE, group_of, turned
from pactwatch.store import open_ledger
from pactwatch.store.codec import day_bounds
from pactwatch.store.filters import actor_ids
from pactwatch.store.view import View


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of the figures is asked for; `population` is a party or words of a population, `as_of` a day, month or year."""

    measure: str | None = None
    population: str | None = None
    as_of: str | None = None
    policy: Policy | None = None


def list_figures(ledger: str, asked: Asked, form: Format, chart: Path | None = None) -> None:
    """Print the series that are asked for. Raises UsageError PW120 for no date, PW121 for a measure that there is not."""
    checked_output("--chart", chart, ledger)
    if asked.as_of is not None and day_bounds(asked.as_of) is None:
        raise UsageError("--as-of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    with open_ledger(ledger) as opened, opened.view() as view:
        series = find_series(view, asked)
        decided = view.judgements(as_of=asked.as_of) if asked.as_of else view.judgements()
    sources, claims = graded(decided, SOURCE), graded(decided, CLAIM)
    data = [series_data(s, asked.policy, sources, claims) for s in series]
    if form is Format.json:
        write(encode_json(_whole(asked, series, data)) + b"\n")
    elif form is Format.jsonl:
        for row in data:
            write(encode_json(row) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line(row) for row in point_rows(data))])
    else:
        from pactwatch.casefile.figure_text import print_series

        print_series(console(), series, data)
    if chart is not None and series:
        from pactwatch.casefile.figure_chart import chart_page

        chart.write_text(chart_page(series), encoding="utf-8")
        say(f"chart of {len(series)} series: {chart}")
    if not series:
        say("no figure matches" + ("; no chart is written" if chart is not None else ""))


def find_series(view: View, asked: Asked) -> list[Series]:
    """Return the series that are asked for; their relations take in the party's figures of every measure."""
    wanted = population(asked.population)
    rows = view.figures(parties=wanted.parties, words=wanted.words)
    points = named_alike([point(row.figure, row.document, row.known_at) for row in rows])
    found = [s for s in make_series(known_on(points, asked.as_of), wanted.may_hold) if wanted.holds(s)]
    if asked.measure is None:
        return found
    measure = " ".join(asked.measure.casefold().split())
    if measure not in known_measures() and not any(s.measure == measure for s in found):
        listed = ", ".join(sorted({s.measure for s in found} or known_measures()))
        raise UsageError(f"--measure {asked.measure} is no measure; these are: {listed}", code="PW121")
    return [s for s in found if s.measure == measure]


ISO = 3
"""Letters of a state's id."""


class Population(msgspec.Struct, frozen=True, kw_only=True):
    """A population as asked for: actor ids, a class of people, or plain words; nothing given means all."""

    parties: tuple[str, ...] = ()
    people: str | None = None
    words: str | None = None

    def may_hold(self, points: Sequence[Point]) -> bool:
        """Say whether a series of some of `points`, all of one party, can be of this population."""
        if self.parties:
            return any(p.figure.party is not None and p.figure.party.actor in self.parties for p in points)
        return self.words is None or any(f" {self.words} " in f" {p.figure.population.casefold()} " for p in points)

    def holds(self, series: Series) -> bool:
        """Say whether a series is of this population."""
        first = series.points[0].figure
        if self.parties:
            party = any(p.figure.party is not None and p.figure.party.actor in self.parties for p in series.points)
            return party and (self.people is None or class_of(first.group) in (None, self.people))
        return self.words is None or any(f" {self.words} " in f" {p.figure.population.casefold()} " for p in series.points)


def population(text: str | None) -> Population:
    """Read "North Korea", "PRK" or "North Korean troops" as a party and a class of people, anything else as words."""
    if not text or not text.strip():
        return Population()
    words = text.split()
    if words[0].upper() in state_names() and len(words[0]) == ISO:
        words[0] = state_names()[words[0].upper()]
        words = " ".join(words).split()
    for size in range(len(words), 0, -1):
        ids = tuple(found.upper() for found in actor_ids(" ".join(words[:size])))
        rest = " ".join(words[size:]).casefold()
        if ids and (not rest or group_of(rest)):
            return Population(parties=ids, people=class_of(group_of(rest)) if rest else None)
    return Population(words=" ".join(words).casefold())


def known_measures() -> frozenset[str]:
    """Return the measures that reading can find."""
    return PEOPLE | {"money"} | set(turned("materiel").values()) | set(turned("commodities").values())


def _whole(asked: Asked, series: list[Series], data: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "as_of": asked.as_of, "policy": asked.policy, "series": data,
        "relations": [relation_data(r) for r in all_relations(series)],
        "derived": msgspec.to_builtins(derive(series)),
    }

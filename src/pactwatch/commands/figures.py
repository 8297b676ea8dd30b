"""`pactwatch figures`: the ledger's figures as series, with conflicts, explanations and what was known on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from pactwatch.casefile.plain import left_out_words
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.figure_series import Asked, Found, find_figures, find_series
from pactwatch.commands.outputs import checked_output
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.figures.derived import derive
from pactwatch.figures.grades import SOURCE, graded
from pactwatch.figures.output import COLUMNS, all_relations, left_out_data, point_rows, relation_data, series_data, with_reviews
from pactwatch.figures.series import Series
from pactwatch.store import open_ledger
from pactwatch.store.filters import last_day
from pactwatch.store.support import Support

__all__ = ["Asked", "Found", "find_figures", "find_series", "list_figures"]


def list_figures(ledger: str, asked: Asked, form: Format, chart: Path | None = None, *, why: bool = False) -> None:
    """Print the series that are asked for, and how many figures are left out of them; `why` names each of these and who left it out.

    Raises UsageError PW120 for no date, PW121 for a measure that there is not.
    """
    checked_output("--chart", chart, ledger)
    last_day("as-of", asked.as_of)
    with open_ledger(ledger) as opened, opened.view() as view:
        found = find_figures(view, asked)
        series = found.series
        decided = view.judgements(as_of=asked.as_of) if asked.as_of else view.judgements()
        claims = Support(view).grades(decided, {p.key for s in series for p in s.points})
        statuses = view.statuses(p.figure.claim for s in series for p in s.points if p.figure.claim is not None)
    sources = graded(decided, SOURCE)
    data = [with_reviews(series_data(s, asked.policy, sources, claims), statuses) for s in series]
    left = [left_out_data(one) for one in found.left_out]
    if form is Format.json:
        write(encode_json(_whole(asked, series, data) | {"left_out": left}) + b"\n")
    elif form is Format.jsonl:
        for row in data:
            write(encode_json(row) + b"\n")
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line(row) for row in point_rows(data))])
    else:
        from pactwatch.casefile.figure_text import print_left_out, print_series

        print_series(console(), series, data)
        if left:
            print_left_out(console(), left, whole=why)
    if chart is not None and series:
        from pactwatch.casefile.figure_chart import chart_page

        chart.write_text(chart_page(series), encoding="utf-8")
        say(f"chart of {len(series)} series: {chart}")
    if left and form in (Format.csv, Format.jsonl):
        say(left_out_words(len(left), "figure"))
    if not series:
        say("no figure matches" + ("; no chart is written" if chart is not None else ""))


def _whole(asked: Asked, series: list[Series], data: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "as_of": asked.as_of, "policy": asked.policy, "series": data,
        "relations": [relation_data(r) for r in all_relations(series)],
        "derived": msgspec.to_builtins(derive(series)),
    }

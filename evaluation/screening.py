"""Screening: names against lists, with known answers.

queries   the development queries of ../shared (truth = reference, null = on no list) against their two indexes:
          recall: share of names on the list whose entry is among the matches; precision: share of matches that are
          right; quiet: share of names on no list that get no match (1 - false alerts). Those whose hash is odd are the
          unseen part, not to be tuned on. Its misses were seen twice while the rules were first written, and two of them
          (a name in Arabic script, an alias with "Abdel") led to changes, so its figures are a little too good.
aliases   each alias of the UN's list, asked of the list without it: how many of the entries are found. Many aliases
          have nothing in common with the other names of the entry, so this has no floor.
others    each entry of the UN's list, asked of the list without the entry: share that gets no match. Namesakes and
          families on the list make it a hard set.
day       entries that came and went between the UN's three dated lists: right on each day.
calibrated  1 - the mean squared distance between probability and truth (Brier) over the unseen queries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, share, unmeasured
from pactwatch.screening.formats import ListFile, read_list
from pactwatch.screening.model import ListCopy, ListEntry, Screened
from pactwatch.screening.on_day import Dated, DayScreener
from pactwatch.screening.screen import Screener

LISTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "lists"
QUERIES = LISTS / "screening-dev" / "queries.jsonl"
DATES = {"2025-04-19": "UN_consolidated_2025-04-19.xml", "2025-11-20": "UN_consolidated_2025-11.xml",
         "2026-02-27": "UN_consolidated_2026-02-27.xml"}  # fmt: skip
NAMES = (
    "screening.tune.recall", "screening.tune.precision", "screening.tune.quiet", "screening.unseen.recall",
    "screening.unseen.precision", "screening.unseen.quiet", "screening.unseen.calibrated", "screening.aliases",
    "screening.others", "screening.day",
)  # fmt: skip


def index_of(name: str) -> ListCopy:
    """Return one of the two indexes that the queries are asked against."""
    rows = (json.loads(line) for line in (QUERIES.parent / f"index_{name}.jsonl").read_text(encoding="utf-8").splitlines())
    entries = tuple(
        ListEntry(reference=row["id"].strip(), schema=row["schema"], name=row["name"], aliases=tuple(row["alias"]),
                  weak_aliases=tuple(row["weak"]), programme=row["prog"])
        for row in rows
    )  # fmt: skip
    return ListCopy(name=name, as_of="2026-02-27", entries=entries)


@lru_cache(maxsize=1)
def queries() -> tuple[dict[str, Any], ...]:
    """Return the queries, each with `unseen` and with what screening `found`."""
    screeners = {name: Screener([index_of(name)]) for name in ("un", "ofac")}
    rows = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        row["truth"] = (row["truth"] or "").strip() or None
        row["unseen"] = int(hashlib.sha256(row["q"].encode()).hexdigest(), 16) % 2 == 1
        row["found"] = screeners[row["index"]].screen(row["q"])
    return tuple(rows)


def query_measures(unseen: bool) -> list[Measure]:
    """Return recall, precision and quiet of one half of the queries."""
    rows = [row for row in queries() if row["unseen"] is unseen]
    prefix = f"screening.{'unseen' if unseen else 'tune'}"
    listed = [row for row in rows if row["truth"]]
    others = [row for row in rows if not row["truth"]]
    matches = [match.reference == row["truth"] for row in rows for match in row["found"].matches]
    right = sum(row["truth"] in {match.reference for match in row["found"].matches} for row in listed)
    return [
        share(f"{prefix}.recall", right, len(listed), "names on the list"),
        share(f"{prefix}.precision", sum(matches), len(matches), "matches"),
        share(f"{prefix}.quiet", sum(not row["found"].matches for row in others), len(others), "names on no list"),
    ]


def scored(found: Screened) -> Iterator[tuple[str, float, float]]:
    """Yield reference, likeness and probability of all that was found."""
    for match in (*found.matches, *found.candidates):
        yield match.reference, match.score, match.probability


def calibrated() -> Measure:
    """Return 1 - Brier over what the unseen queries gave."""
    gaps = [(p - (ref == row["truth"])) ** 2 for row in queries() if row["unseen"] for ref, _, p in scored(row["found"])]
    if not gaps:
        return unmeasured("screening.unseen.calibrated", "nothing was found")
    return Measure("screening.unseen.calibrated", 1 - sum(gaps) / len(gaps), basis=f"{len(gaps)} matches and candidates")


@lru_cache(maxsize=4)
def un_list(day: str) -> ListCopy:
    """Return the UN's list of one of the three days."""
    path = LISTS / "un" / DATES[day]
    return ListCopy(name="UN", as_of=day, entries=read_list((ListFile(path.name, path.read_bytes()),)).entries)


def alias_answers(most: int | None = None) -> Iterator[tuple[ListEntry, Screened]]:
    """Yield entries of the newest list with what each of their aliases gives without that alias."""
    copy = un_list("2026-02-27")
    away: list[tuple[str, str]] = [("", "")]
    screener = Screener([copy], lambda listed: (listed.entry.reference, listed.name) == away[0])
    pairs = [(entry, alias) for entry in copy.entries for alias in entry.aliases]
    pairs.sort(key=lambda pair: hashlib.sha256(pair[1].encode()).hexdigest())
    for entry, alias in pairs[:most]:
        away[0] = (entry.reference, alias)
        yield entry, screener.screen(alias)


def other_answers() -> Iterator[Screened]:
    """Yield what each entry's name gives on the list without that entry."""
    copy = un_list("2026-02-27")
    away = [""]
    screener = Screener([copy], lambda listed: listed.entry.reference == away[0])
    for entry in copy.entries:
        away[0] = entry.reference
        yield screener.screen(entry.name)


def day_measure() -> Measure:
    """Return the share of entries that came or went for which each of the three days is answered right."""
    copies = [Dated("UN", day, lambda day=day: un_list(day)) for day in DATES]
    on = {day: DayScreener(copies, day) for day in DATES}
    held = {day: {entry.reference for entry in un_list(day).entries} for day in DATES}
    entries = {entry.reference: entry for day in DATES for entry in un_list(day).entries}
    moved = [entry for reference, entry in entries.items() if len({reference in there for there in held.values()}) > 1]
    right = [
        (entry.reference in {match.reference for match in on[day].screen(entry.name).matches}) == (entry.reference in held[day])
        for entry in moved for day in DATES
    ]  # fmt: skip
    return share("screening.day", sum(right), len(right), "answers for a day")


def run() -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    if not QUERIES.is_file():
        return [unmeasured(name, "../shared is absent", gated=name != "screening.aliases") for name in NAMES]
    found = [(entry.reference, {match.reference for match in answer.matches}) for entry, answer in alias_answers(800)]
    others = [not answer.matches for answer in other_answers()]
    return [
        *query_measures(False), *query_measures(True), calibrated(),
        share("screening.aliases", sum(ref in refs for ref, refs in found), len(found), "aliases left out", gated=False),
        share("screening.others", sum(others), len(others), "entries left out"),
        day_measure(),
    ]  # fmt: skip


"""Assessment against provisions, on our own texts and on the development texts beside the project (tuning and held part).

found      share of expected findings that are found (same provision; where the set gives words, they overlap)
right      share of findings that are expected or acceptable
empty      share of texts without a finding for which none is reported
status     share of elements of the expected findings that are found whose status is right (alternatives count)
law        share of wrong statements about law that are flagged; `law_right` the share of flags that are such
cited      share of one-line facts for which the cited provision is among the findings
open       share of `not_met` with words that say so (always 1: a rule, not a skill)
paragraphs share of recorded paragraphs that are found in the official XML with the recorded hash
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, share, unmeasured
from pactwatch.instruments import Finding, assess, law_errors, register
from pactwatch.instruments.official import named_in, paragraphs
from pactwatch.model import Reading, Span, make_document
from pactwatch.read import read

OWN = Path(__file__).parent / "assessments" / "texts.toml"
FRESH = OWN.with_name("fresh.toml")
LATER = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
LOTS = {"fresh": FRESH} | {name: OWN.with_name(f"fresh{at}.toml") for at, name in enumerate(LATER, 2)}
"""Lots that were run once before anything was mended on them; since then on their even halves, and of late on both.

The chances (fit_provisions.py) are fitted on all but the seventh and the odd halves from the eighth on: these alone say what unseen texts
give, and the whole eleventh. The ninth has each provision once, however rare; the tenth is in the manner of the development texts."""
PRACTICE = OWN.with_name("practice.toml")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "instruments"
COUNTS = ("found", "right", "empty", "status", "law", "law_right", "cited", "open")
OF = {"found": "expected findings", "right": "findings", "empty": "texts without a finding", "status": "elements",
      "law": "wrong statements", "law_right": "flags", "cited": "facts", "open": "not met"}  # fmt: skip


class Counts:
    """How many were right of how many judged, by measure."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.judged: Counter[str] = Counter()

    def add(self, name: str, right: bool) -> None:
        """Count one judgement."""
        self.judged[name] += 1
        self.right[name] += right

    def measures(self, prefix: str, names: Sequence[str], *, gated: bool = True) -> list[Measure]:
        """Return the shares as measures."""
        return [share(f"assess.{prefix}.{name}", self.right[name], self.judged[name], OF[name], gated=gated) for name in names]


def is_held(name: str) -> bool:
    """Whether a development text belongs to the part that nobody tunes on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def run() -> list[Measure]:
    """Return the measures of our own texts, of the development texts, of the seed's facts, and of official paragraphs."""
    return [*_own(), *_fresh(), *_dev(), *_facts(), *_paragraphs()]


def own_texts(path: Path = OWN) -> list[dict[str, Any]]:
    """Return our own annotated texts."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    return rows


@lru_cache(maxsize=256)
def reading_of(text: str, title: str, published: str) -> Reading:
    """Return the reading of one text."""
    return read(make_document(text, title=title, published=published))


def _own() -> list[Measure]:
    return _counted(own_texts()).measures("own", COUNTS)


def _fresh() -> list[Measure]:
    """Measure later lots, each in halves: even numbers, which were read when conditions were mended, and odd, which were not."""
    found = []
    for lot, path in LOTS.items():
        for odd, part in enumerate(("seen", "unseen")):
            counts = _counted([row for row in own_texts(path) if int(row["id"][1:]) % 2 == odd])
            found += counts.measures(f"{lot}.{part}", _judged(counts), gated=False)
    practice = _counted(own_texts(PRACTICE))
    return [*found, *practice.measures("practice", _judged(practice), gated=False)]


def _judged(counts: Counts) -> list[str]:
    """Return the measures of a lot: all, but for the share of facts where it has none."""
    return [name for name in COUNTS if name != "cited" or counts.judged[name]]


def _counted(rows: Sequence[dict[str, Any]]) -> Counts:
    counts = Counts()
    for row in rows:
        reading = reading_of(row["text"], row["title"], row["published"])
        found = assess(reading, register())
        _count_own(row, found, counts)
        _count_law(reading, [_place(row["text"], words) for words in row.get("law", ())], counts)
    return counts


def _count_own(row: dict[str, Any], found: list[Finding], counts: Counts) -> None:
    got = {finding.provision: finding for finding in found}
    expected, allowed = row.get("expect", []), row.get("allow", [])
    for provision in expected:
        counts.add("found", provision in got)
    if row.get("fact") and expected:
        counts.add("cited", any(provision in got for provision in expected))
    _count_reported(found, [finding.provision in {*expected, *allowed} for finding in found], counts)
    if not expected and not allowed:
        counts.add("empty", not found)
    for key, statuses in row.get("statuses", {}).items():
        provision, element = key.rsplit(" ", 1)
        if provision in got:
            counts.add("status", _status(got[provision], element) in statuses)


def _count_reported(found: list[Finding], right: list[bool], counts: Counts) -> None:
    for finding, fits in zip(found, right, strict=True):
        counts.add("right", fits)
        for result in finding.elements:
            if result.status == "not_met":
                counts.add("open", bool(result.evidence))


def _count_law(reading: Reading, wrong: list[Span], counts: Counts) -> None:
    flagged = [error.span for error in law_errors(reading, register())]
    for span in wrong:
        counts.add("law", any(_overlap(span, other) for other in flagged))
    for span in flagged:
        counts.add("law_right", any(_overlap(span, other) for other in wrong))


def _place(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _status(finding: Finding, element: str) -> str | None:
    return next((result.status for result in finding.elements if result.id == element), None)


def _spans(finding: Finding, reading: Reading) -> list[Span]:
    claims = [span for claim in reading.claims if claim.id == finding.claim for span in claim.evidence]
    shown = [evidence.span for result in finding.elements for evidence in result.evidence]
    return [*(evidence.span for evidence in finding.evidence), *claims, *shown]


def _dev() -> list[Measure]:
    names = ("found", "right", "empty", "status", "law", "law_right", "open")
    folder = SHARED / "assessment-dev"
    if not folder.is_dir():
        return [unmeasured(f"assess.{part}.{name}", "../shared is absent") for part in ("tune", "held") for name in names]
    parts = {"tune": Counts(), "held": Counts()}
    for path in sorted((folder / "texts").glob("*.json")):
        text = json.loads(path.read_text(encoding="utf-8"))
        gold = json.loads((folder / "gold" / path.name).read_text(encoding="utf-8"))
        reading = reading_of(text["text"], text["title"], text["published"])
        counts = parts["held" if is_held(path.stem) else "tune"]
        _count_gold(reading, gold["findings"], counts)
        _count_law(reading, [_place(text["text"], row["evidence"]) for row in gold["law_errors"]], counts)
    return [measure for part, counts in parts.items() for measure in counts.measures(part, names)]


def _count_gold(reading: Reading, gold: list[dict[str, Any]], counts: Counts) -> None:
    found = assess(reading, register())
    fits = [[_fits(finding, row, reading) for row in gold] for finding in found]
    for at, row in enumerate(gold):
        if row["level"] != "expected":
            continue
        matching = [finding for finding, row_fits in zip(found, fits, strict=True) if row_fits[at]]
        counts.add("found", bool(matching))
        for element in row["elements"] if matching else ():
            status = _status(matching[0], element["id"])
            if element["in_yaml"]:
                counts.add("status", status in (element["status"], *element.get("alt", ())))
    _count_reported(found, [any(row) for row in fits], counts)
    if not gold:
        counts.add("empty", not found)


def _fits(finding: Finding, row: dict[str, Any], reading: Reading) -> bool:
    if finding.provision != row["provision"]:
        return False
    place = _place(reading.document.text, row["claim_evidence"])
    return any(_overlap(place, span) for span in _spans(finding, reading))


def _facts() -> list[Measure]:
    path = SHARED / "facts-to-paragraphs.dev.yaml"
    if not path.is_file():
        return [unmeasured("assess.seed.cited", "../shared is absent", gated=False)]
    counts = Counts()
    for fact, published, cited in facts(path.read_text(encoding="utf-8")):
        got = {finding.provision for finding in assess(reading_of(fact, fact, published), register())}
        if cited:
            counts.add("cited", any(one == name or one.startswith(f"{name}-") for one in got for name in cited))
        else:
            counts.add("empty", not got)
    return counts.measures("seed", ("cited", "empty"), gated=False)


def facts(text: str) -> list[tuple[str, str, frozenset[str]]]:
    """Return the facts of the file with a day and the ids of the provisions that were cited for each (none: a distractor)."""
    found = []
    for row in re.split(r"^- id: ", text, flags=re.MULTILINE)[1:]:
        fact = re.search(r"fact: (.*)", row)
        if fact is None or "fixture" in row:
            continue
        cited = frozenset(_id(number, place) for number, place in re.findall(r"^  - '?(\d{4}) (\d+(?:\([a-z]\))?)", row, re.MULTILINE))
        dated = re.search(r"date: '?(\d{4})-(\d{2})(?:-(\d{2}))?", row)
        day = f"{dated[1]}-{dated[2]}-{dated[3] or '15'}" if dated else "2025-06-18"
        found.append((fact[1].strip("'"), day, frozenset() if row.startswith("N") else cited))
    return found


def _id(number: str, place: str) -> str:
    years = {"1718": 2006, "1874": 2009, "2094": 2013, "2270": 2016, "2321": 2016, "2371": 2017, "2375": 2017, "2397": 2017}
    return f"unsc-{number}-{years.get(number, 0)}-p{re.sub(r'[()]+', '-', place).strip('-')}"


def _paragraphs() -> list[Measure]:
    folder = SHARED / "akn"
    if not folder.is_dir():
        return [unmeasured("assess.paragraphs", "../shared is absent")]
    right = judged = 0
    for path in sorted(folder.glob("*.xml")):
        data = path.read_bytes()
        instrument = named_in(data, register().instruments)
        provisions = [one for one in instrument.provisions if one.sha256] if instrument else []
        found = paragraphs(data, provisions)
        judged += len(provisions)
        right += sum(one.id in found and bool(found[one.id].agrees) for one in provisions)
    return [share("assess.paragraphs", right, judged, "recorded paragraphs")]

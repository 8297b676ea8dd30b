"""Build the demonstration ledger: the articles of examples/monitor, read, with reviews of some claims by two people.

`python scripts/demo_ledger.py demo/ledger.db` (or `make demo-ledger`) takes some seconds. Same program, same ledger: no clock
and no name of the machine's enter it.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pactwatch.intake import IntakeOptions, take_in
from pactwatch.read import read
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.prepare import canonical

ARTICLES = Path(__file__).resolve().parents[1] / "examples" / "monitor"
ANALYST, REVIEWER = "A. Analyst", "R. Reviewer"
CAPTURED = "2025-08-22T07:30:00Z"
FIRST = datetime(2025, 8, 22, 8, 0)


class Step(NamedTuple):
    """One act of review: on the claim of this type whose evidence in the article holds these words."""

    article: str
    kind: str
    words: str
    action: str
    who: str
    why: str
    value: dict[str, Any] | None = None


STEPS = (
    Step("01", "demine_or_rebuild", "that North Korea will send 1,000 sappers", "accept", ANALYST, "as the official said it"),
    Step("01", "demine_or_rebuild", "that North Korea will send 1,000 sappers", "accept", REVIEWER, "read against the capture"),
    Step("01", "demine_or_rebuild", "that North Korea will send 1,000 sappers", "grade", ANALYST, "one official, a single setting", {"grade": 3}),
    Step("01", "deploy_forces", "North Korea sent about 11,000 soldiers", "accept", ANALYST, "the service's own figure"),
    Step("01", "deploy_forces", "North Korea sent about 11,000 soldiers", "accept", REVIEWER, "agrees with the words"),
    Step("01", "treaty", "Russia and North Korea signed a treaty", "accept", REVIEWER, "dates agree with the register"),
    Step("01", "statement_support", "This is fraternal assistance", "reject", ANALYST, "a name for the dispatch, nothing more"),
    Step("01", "casualties", "had been killed", "accept", ANALYST, "killed or wounded together, as the official said"),
    Step("01", "casualties", "had been killed", "accept", REVIEWER, "agrees with the words"),
    Step("06", "demine_or_rebuild", "North Korea is to send 5,000 military builders", "edit", ANALYST, "they go to Russia; Britain is who says so", {
        "recipient": "Russia", "accept": True}),
    Step("08", "casualties", "Six thousand North Korean soldiers", "note", ANALYST, "retells casualties as dead: see the Tidewater Wire"),
    Step("08", "casualties", "Six thousand North Korean soldiers", "reject", REVIEWER, "drifted from killed and wounded"),
    Step("09", "send_workers", "About 15,000 North Korean workers", "accept", ANALYST, "after a briefing of the service"),
    Step("09", "send_workers", "About 15,000 North Korean workers", "accept", REVIEWER, "agrees with the words"),
    Step("10", "send_workers", "The first 1,200 North Korean builders", "accept", ANALYST, "an interview, by name of office"),
    Step("11", "send_workers", "Russia did not hire 15,000 workers", "accept", ANALYST, "the denial, word for word"),
    Step("08", "payment_or_aid", "Russia paid North Korea for every soldier", "accept", ANALYST, "the paper's own claim"),
    Step("08", "payment_or_aid", "Russia paid North Korea for every soldier", "retract", REVIEWER, "the paper withdrew it on 24 June"),
)  # fmt: skip


def build(path: str | Path) -> None:
    """Build the ledger at `path`, where there is none yet; FileExistsError where there is something."""
    if Path(path).exists():
        raise FileExistsError(f"{path} is there already")
    minutes = iter(range(10**6))

    def clock() -> str:
        return (FIRST + timedelta(minutes=next(minutes))).strftime("%Y-%m-%dT%H:%M:%SZ")

    with open_ledger(path, create=True, who=ANALYST, clock=clock) as ledger:
        claims = _read(ledger)
        for step in STEPS:
            ledger.review(_claim(claims, step), step.action, who=step.who, why=step.why, value=step.value)


def _read(ledger: Ledger) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Add the articles; return the claims' ids with their words by article and type."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for path in sorted(ARTICLES.glob("*.html")):
        for taken in take_in([str(path)], IntakeOptions(captured_at=lambda: CAPTURED)):
            if taken.document is None or taken.capture is None:
                raise taken.error or ValueError(f"{path.name} gives no text")
            reading = canonical(read(taken.document))
            ledger.add(reading, msgspec.structs.replace(taken.capture, source=f"examples/monitor/{path.name}"))
            for claim in reading.claims:
                words = " ".join(reading.document.text[start:end] for start, end in claim.evidence)
                found.setdefault((path.name[:2], claim.type), []).append((claim.id, words))
    return found


def _claim(claims: dict[tuple[str, str], list[tuple[str, str]]], step: Step) -> str:
    for claim, words in claims.get((step.article, step.kind), []):
        if step.words in words:
            return claim
    raise LookupError(f"article {step.article} has no claim {step.kind} on the words {step.words!r}; mend STEPS")


if __name__ == "__main__":
    build(sys.argv[1])

"""How quick reviewing is in a ledger of many claims: the queue, the counts, a decision, the activity. Times in milliseconds.

`python -m evaluation.bench_reviews [CLAIMS] [REVIEWED]` builds a ledger of made-up readings in a temporary folder (100 000 claims,
of which 20 000 reviewed, unless told otherwise) and prints the median and the slowest of each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from pactwatch.ids import content_id
from pactwatch.model import Claim, Engine, Judgement, Party, Plover, Quantity, Reading, Source, Span, make_document
from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.review_state import ACCEPT, EDIT, REJECT
from pactwatch.store.view import View

PER_DOCUMENT = 10
TYPES = ("deploy_forces", "transfer_arms", "send_workers", "casualties", "treaty")
ENGINE = Engine(name="rules", version="0.1.0", models={})
ROUNDS = 15


def readings(count: int) -> Iterator[Reading]:
    """Yield readings with `count` claims in all."""
    for number in range(count // PER_DOCUMENT):
        sentences = [f"North Korea sent {number * 10 + n} soldiers to Russia, Radio Vessin said on day {n}." for n in range(PER_DOCUMENT)]
        text = "\n".join(sentences)
        document = make_document(text, title=f"Report {number}", published=f"2025-{number % 12 + 1:02d}-18", publisher="Radio Vessin")
        starts = [sum(len(one) + 1 for one in sentences[:n]) for n in range(PER_DOCUMENT)]
        claims = tuple(_claim(document.id, number, n, (start, start + len(sentences[n]))) for n, start in enumerate(starts))
        repeated = tuple(_repeat(claim, claims[0].id) if n % PER_DOCUMENT == 7 else claim for n, claim in enumerate(claims))
        yield Reading(document=document, engine=ENGINE, statements=(), claims=repeated, problems=())


def _repeat(claim: Claim, of: str) -> Claim:
    return Claim(**{name: getattr(claim, name) for name in claim.__struct_fields__} | {"same_as": of})


def _claim(document: str, number: int, n: int, span: Span) -> Claim:
    figure = Quantity(low=float(number), high=float(number), comparator="exact", unit="troops", text=str(number), span=(span[0] + 17, span[0] + 18))
    kind, trigger = TYPES[(number + n) % len(TYPES)], (span[0] + 12, span[0] + 16)
    party = {"agent": Party(name="North Korea", actor="PRK", span=(span[0], span[0] + 11)), "recipient": Party(name="Russia", actor="RUS")}
    return Claim(
        id=content_id("cl", document, "rules", "0.1.0", kind, span, trigger, figure.span), type=kind, plover=Plover(event="AID"), cameo="07",
        **party, object=None, quantity=figure, time=None, place=None, origin=None, destination=None, modality="happened", modality_cues=(),
        attributed_to=(Source(name="Radio Vessin"),), evidence=(span,), trigger=trigger, same_as=None, rule="made.up",
    )  # fmt: skip


def build(path: Path, count: int, reviewed: int) -> None:
    """Build the ledger; the first `reviewed` claims are decided about, every third rejected, every tenth edited."""
    with open_ledger(path, create=True, who="maker") as ledger:
        batch: list[Reading] = []
        left = reviewed
        for reading in readings(count):
            batch.append(reading)
            if len(batch) == 500:
                ledger.add_many([(one, None) for one in batch])
                left = _review(ledger, batch, left)
                batch = []
        ledger.add_many([(one, None) for one in batch])
        _review(ledger, batch, left)


def _review(ledger: Ledger, batch: list[Reading], left: int) -> int:
    # many in one transaction, which the interface for people has no need of
    with ledger._writing() as connection:
        writer = ledger._writer(connection, "A. Analyst")
        for claim in [claim for reading in batch for claim in reading.claims][: max(left, 0)]:
            kind = REJECT if left % 3 == 0 else EDIT if left % 10 == 0 else ACCEPT
            value = {"modality": "planned", "accept": True} if kind == EDIT else {}
            status = "rejected" if kind == REJECT else "accepted"
            writer.judge(_judgement(kind, claim.id, value | {"status": status}))
            left -= 1
    return left


def _judgement(kind: str, subject: str, value: dict[str, object]) -> Judgement:
    return Judgement(id="", seq=0, kind=kind, subject=subject, value=value, who="", at="", why="made up")


def main(count: int = 100_000, reviewed: int = 20_000) -> None:
    """Build, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        started = time.perf_counter()
        build(path, count, reviewed)
        print(f"{count} claims, {reviewed} reviewed, built in {time.perf_counter() - started:.0f} s, {path.stat().st_size >> 20} MiB")
        with open_ledger(path, create=True, who="A. Analyst") as ledger:
            for name, call in _calls(ledger, count).items():
                times = [_timed(ledger, call) for _ in range(ROUNDS)]
                print(f"{name:42} {median(times):8.1f} {max(times):8.1f}")


def _timed(ledger: Ledger, call: Callable[[View], object]) -> float:
    started = time.perf_counter()
    with ledger.view() as view:
        call(view)
    return (time.perf_counter() - started) * 1000


def _calls(ledger: Ledger, count: int) -> dict[str, Callable[[View], object]]:
    with ledger.view() as view:
        ids = [row.claim.id for row in view.queue(limit=60)]
        done = [row.claim.id for row in view.queue(status="accepted", limit=60)]
    arms, seen = ClaimFilter(type="transfer_arms"), iter(ids * ROUNDS)
    return {
        "queue, first page": lambda view: view.queue(limit=50),
        "queue, halfway": lambda view: view.queue(limit=50, offset=count // 2),
        "queue of one type": lambda view: view.queue(arms, limit=50),
        "queue by words": lambda view: view.queue(ClaimFilter(text="soldiers"), limit=50),
        "accepted, first page": lambda view: view.queue(status="accepted", limit=50),
        "retracted (none)": lambda view: view.queue(status="retracted", limit=50),
        "counts": lambda view: view.review_counts(),
        "counts of one type": lambda view: view.review_counts(arms),
        "reviews of 60 unreviewed claims": lambda view: view.reviews(ids),
        "reviews of 60 accepted claims": lambda view: view.reviews(done),
        "a decision, written": lambda _: ledger.review(next(seen), "accept", who="A. Analyst", why=""),
        "left behind by newer readings": lambda view: view.left_behind(),
        "activity, newest 100": lambda view: view.activity(limit=100),
        "activity of one person": lambda view: view.activity(who="A. Analyst", limit=100),
        "activity, 10 000 back": lambda view: view.activity(limit=100, offset=10_000),
    }


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))



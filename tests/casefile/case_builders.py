"""A ledger made by hand for the tests of case files: two reports of one story, six claims, all ids as the engine makes them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_edits import Edit, case_named
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_material import gather
from pactwatch.commands.case_sources import assessor
from pactwatch.ids import content_id, sha256_hex
from pactwatch.model import (
    Capture,
    Claim,
    Document,
    Engine,
    Figure,
    Modality,
    Party,
    Place,
    Plover,
    Quantity,
    Reading,
    Source,
    Span,
    Time,
    make_document,
)
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.tracing import Traced, trace_view

DAY = "2025-06-18T10:00:00Z"
VERSION = "0.1.0"
FIRST = (
    "Norland sent 300 sappers to Eastmark in May 2025, Radio Vessin said. Eastmark plans a payment of 40 million marks, "
    "its treasury said. The envoy denies that rockets were given."
)
SECOND = "Norland sent 350 sappers to Eastmark, the Vessin Gazette wrote. Two bridges were mended in Port Selm. Norland may train 90 guards."
NORLAND, EASTMARK = "Norland", "Eastmark"
SELM = Place(name="Port Selm", country="EMK", lat=54.5, lon=19.9, precision="city", span=(0, 0))
LAND = Place(name="Eastmark", country="EMK", lat=55.0, lon=24.0, precision="country", span=(0, 0))


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return (start, start + len(words))


def claim(document: Document, kind: str, words: str, modality: Modality, number: float | None = None, unit: str = "", **parts: Any) -> Claim:
    text, evidence = document.text, span(document.text, words)
    figure = None
    if number is not None:
        shown = f"{number:.0f}" if number != 2 else "Two"
        figure = Quantity(low=number, high=number, comparator="exact", unit=unit, text=shown, span=span(text, shown))
    key = (document.id, "rules", VERSION, kind, evidence, evidence, figure.span if figure else None)
    known: dict[str, Any] = dict.fromkeys(("agent", "recipient", "object", "time", "place", "origin", "destination", "same_as"))
    known |= {"modality_cues": (), "attributed_to": (), "rule": "test.rule"} | parts
    return Claim(id=content_id("cl", *key), type=kind, plover=Plover(event="AID"), cameo="07", quantity=figure, modality=modality,
                 evidence=(evidence,), trigger=evidence, **known)  # fmt: skip


def figure_of(found: Claim, document: Document) -> Figure:
    quantity = found.quantity
    assert quantity is not None
    return Figure(
        id=content_id("fg", found.id), measure="deployed", unit=quantity.unit, population="Norland sappers", group=None, party=found.agent,
        place=found.place, low=quantity.low, best=quantity.low, high=quantity.high, comparator=quantity.comparator, vague=False,
        text=quantity.text, span=quantity.span, kind="stock", additional=False, initial=False, revised=False, likelihood=None, per=None,
        part_of=None, derived=None, as_of=None, modality=found.modality, attributed_to=found.attributed_to, evidence=found.evidence[0],
        claim=found.id, rule="test.figure",
    )  # fmt: skip


def readings() -> tuple[Reading, Reading]:
    """Return the two readings; each has three claims."""
    one = make_document(FIRST, title="Sappers for <Eastmark>", publisher="Harbour *Post*", published="2025-06-17", url="https://post.example/1",
                        capture_sha256=sha256_hex(FIRST.encode()))  # fmt: skip
    two = make_document(SECOND, title="More sappers", publisher="Vessin Gazette", published="2025-06-18", url="https://gazette.example/2",
                        capture_sha256=sha256_hex(SECOND.encode()))  # fmt: skip
    norland, eastmark = Party(name=NORLAND, actor="NRL"), Party(name=EASTMARK, actor="EMK")
    radio = Source(name="Radio Vessin", span=span(FIRST, "Radio Vessin"), cue=span(FIRST, "said"))
    treasury = Source(name="treasury of Eastmark", span=span(FIRST, "its treasury"), cue=None)
    may = Time(start="2025-05-01", end="2025-05-31", precision="month", text="in May 2025", span=span(FIRST, "in May 2025"), edtf="2025-05")
    engine = Engine(name="rules", version=VERSION, models={})
    sent = claim(one, "deploy_forces", "Norland sent 300 sappers to Eastmark in May 2025", "happened", 300, "sappers", agent=norland,
                 recipient=eastmark, time=may, place=LAND, attributed_to=(radio,))  # fmt: skip
    paid = claim(one, "payment_or_aid", "Eastmark plans a payment of 40 million marks", "planned", 40, "million", agent=eastmark,
                 recipient=norland, attributed_to=(treasury,))  # fmt: skip
    denied = claim(one, "transfer_arms", "The envoy denies that rockets were given", "denied", agent=norland, recipient=eastmark)
    more = claim(two, "deploy_forces", "Norland sent 350 sappers to Eastmark", "happened", 350, "sappers", agent=norland, recipient=eastmark)
    mended = claim(two, "demine_or_rebuild", "Two bridges were mended in Port Selm", "happened", 2, "bridges", agent=norland, place=SELM)
    trained = claim(two, "training", "Norland may train 90 guards", "possible", 90, "guards", agent=norland)
    first = Reading(document=one, engine=engine, statements=(), claims=(sent, paid, denied), problems=(), figures=(figure_of(sent, one),))
    second = Reading(document=two, engine=engine, statements=(), claims=(more, mended, trained), problems=(), figures=(figure_of(more, two),))
    return first, second


def capture_of(text: str) -> Capture:
    return Capture(sha256=sha256_hex(text.encode()), source="given.txt", media_type="text/plain", size=len(text.encode()), body=text.encode(),
                   captured_at="2025-06-18T09:00:00Z")  # fmt: skip


def ledger_of(where: str = ":memory:") -> Ledger:
    """Return an open ledger that holds the two readings; its clock stands still."""
    ledger = open_ledger(where, create=True, who="tester", clock=lambda: DAY)
    ledger.add_many([(reading, capture_of(reading.document.text)) for reading in readings()])
    return ledger


def claims() -> list[Claim]:
    """Return all six claims, in order."""
    return [found for reading in readings() for found in reading.claims]


def accept(ledger: Ledger, *found: Claim, who: str = "Bea") -> None:
    for one in found:
        ledger.review(one.id, "accept", who=who, why="")


def by(who: str, case: str, why: str = "", expected: int | None = None) -> Edit:
    return Edit(case=case, who=who, why=why, expected=expected)


@lru_cache(maxsize=1)
def traced() -> Traced:
    """Return the stories of the two readings, which are the same in every ledger of them; reading them takes a parser."""
    with ledger_of() as ledger, ledger.view() as view:
        return trace_view(view)


def file_of(ledger: Ledger, case: str, *, draft: bool = False, assess: bool = False) -> CaseFile:
    """Return the case file of a case; its provisions are looked into only where `assess`."""
    with ledger.view() as view:
        known = case_named(view, case)
        return build(known, gather(view, known, traced=traced(), assessor=assessor(view) if assess else None, draft=draft), draft=draft)


PROVISION = "unsc-2397-2017-p8"
THIRD = (
    "North Korean workers to come to Russia, the agency wrote. Pyongyang plans to send 900 North Korean labourers to Russia. "
    "North Korean labourers in Omsk earn wages of 70 dollars. Officials deny that North Korean workers are in Tomsk."
)
"""A text whose every sentence bears on PROVISION."""


def labour() -> Reading:
    """Return a reading of THIRD: four claims, in states of their own."""
    document = make_document(THIRD, publisher="Selm Wire", published="2025-06-19", capture_sha256=sha256_hex(THIRD.encode()))
    koreans, russia = Party(name="North Korea", actor="PRK"), Party(name="Russia", actor="RUS")
    parts = {"agent": koreans, "recipient": russia}
    kinds: tuple[tuple[str, str, Modality], ...] = (
        ("send_workers", "North Korean workers to come to Russia", "happened"),
        ("send_workers", "Pyongyang plans to send 900 North Korean labourers to Russia", "planned"),
        ("send_workers", "North Korean labourers in Omsk earn wages of 70 dollars", "ongoing"),
        ("deny", "Officials deny that North Korean workers are in Tomsk", "happened"),
    )
    found = tuple(claim(document, kind, words, modality, **parts) for kind, words, modality in kinds)
    return Reading(document=document, engine=Engine(name="rules", version=VERSION, models={}), statements=(), claims=found, problems=(), figures=())

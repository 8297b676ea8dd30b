"""The balance of a pact: what one text says twice counts once, as it says it most strongly."""

from __future__ import annotations

from typing import Any

import msgspec

from pactwatch.figures.balances import gathered, weighed
from pactwatch.figures.pacts import Told
from pactwatch.figures.rulings import Ruling
from pactwatch.model import Claim, Modality, Source, make_document
from pactwatch.read import read

TEXT = "Russia said that North Korea has sent 3,000 soldiers to Kursk."
DOCUMENT = make_document(TEXT, published="2025-06-18")
SENT = next(c for c in read(DOCUMENT).claims if c.type == "deploy_forces")
SEOUL, MOSCOW = Source(name="Seoul", actor="KOR"), Source(name="Moscow", actor="RUS")


def told(name: str, source: Source, same_as: str | None = None, modality: Modality = "happened") -> Claim:
    return msgspec.structs.replace(SENT, id=name, attributed_to=(source,), same_as=same_as, modality=modality)


def balance(*claims: Claim, rulings: tuple[Ruling, ...] = ()) -> list[tuple[str, str]]:
    found = gathered(("PRK", "RUS"), (), [Told(claim=c, quote=TEXT, document=DOCUMENT) for c in claims], (), {})
    rows: list[dict[str, Any]] = weighed(found, rulings)["balance"]
    return [(t["claim"], t["state"]) for row in rows for t in row["transfers"]]


def test_a_repeat_that_says_more_takes_the_place_of_what_it_repeats() -> None:
    assert balance(told("cl-1", SEOUL), told("cl-2", MOSCOW, "cl-1")) == [("cl-2", "confirmed")]
    assert balance(told("cl-1", MOSCOW), told("cl-2", SEOUL, "cl-1")) == [("cl-1", "confirmed")]
    assert balance(told("cl-1", SEOUL), told("cl-2", SEOUL, "cl-1")) == [("cl-1", "alleged")]
    assert balance(told("cl-1", SEOUL, modality="denied"), told("cl-2", SEOUL, "cl-1")) == [("cl-1", "denied")]


def test_a_repeat_that_is_left_out_says_nothing() -> None:
    out = Ruling(claim="cl-2", document=DOCUMENT.id, status="rejected", who="Ana", at="2025-07-01", why="misread")
    claims = told("cl-1", SEOUL), told("cl-2", MOSCOW, "cl-1"), told("cl-3", SEOUL, "cl-1")
    assert balance(*claims, rulings=(out,)) == [("cl-1", "alleged")]
    first = msgspec.structs.replace(out, claim="cl-1")
    assert balance(*claims, rulings=(first,)) == [("cl-2", "confirmed")]

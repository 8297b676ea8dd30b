"""The measure over paragraphs: what counts as safe, and that the paragraphs themselves are sound."""

import pytest

from evaluation.paragraphs_measure import LOTS, judged, load
from pactwatch.model import make_document
from pactwatch.read import read


@pytest.mark.parametrize("lot", LOTS)
def test_every_check_stands_once_in_its_text_and_contradicts_nothing(lot: str) -> None:
    rows = load(lot)
    assert len({row["id"] for row in rows}) == len(rows) >= 100
    for row in rows:
        for check in row["checks"]:
            assert row["text"].count(check["words"]) == 1, row["id"]
            assert check["right"], row["id"]
            assert set(check["right"]).isdisjoint(check["wrong"]), row["id"]


def test_a_denial_read_as_done_is_not_safe_and_a_miss_is() -> None:
    text = "Oslo sent 12 jets to Kyiv."
    reading = read(make_document(text, published="2025-05-05"))
    row = {"text": text, "checks": [
        {"words": "sent 12 jets", "right": ["denied"], "wrong": ["happened"]},
        {"words": "sent 12 jets", "right": ["happened"], "wrong": ["denied"]},
        {"words": "Kyiv", "right": ["denied"], "wrong": ["happened"]},
    ]}
    assert list(judged(row, reading)) == [(False, True, False), (True, True, True), (True, False, False)]

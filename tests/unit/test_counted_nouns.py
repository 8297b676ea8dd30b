"""What a figure belongs to: wholes that are only promised, ordinals of words, and who comes by the thousands."""

from __future__ import annotations

from pactwatch.model import Claim, make_document
from pactwatch.read import read


def _claims(text: str) -> list[Claim]:
    return read(make_document(text, title="", published="2025-06-18"), "rules").claims


def test_whole_that_is_promised_is_planned() -> None:
    found = {c.quantity.low: c.modality for c in _claims("Canberra has delivered 9 of the 49 Abrams tanks promised to Ukraine.") if c.quantity}
    assert found == {9: "happened", 49: "planned"}


def test_ordinal_of_an_announcement_counts_no_event() -> None:
    text = "It was the third such announcement this spring, and North Korean sappers already demine Kursk, Moscow said."
    assert [c.quantity for c in _claims(text) if c.type == "demine_or_rebuild"] == [None]


def test_ordinal_of_a_visit_is_its_count() -> None:
    counts = [c.quantity.low for c in _claims("It was Shoigu's fourth visit to Pyongyang in six months.") if c.quantity]
    assert counts == [4]


def test_by_the_thousands_counts_who_comes() -> None:
    text = "Kim sent 12 officers to Vladivostok. Artillery shells arrived by the thousands from North Korea, Seoul said."
    units = {c.quantity.low: c.quantity.unit for c in _claims(text) if c.quantity}
    assert units.get(2000) in ("shells", None)
    assert "officers" not in [unit for low, unit in units.items() if low == 2000]


def test_two_groups_under_one_figure_keep_both_heads() -> None:
    text = "Kim agreed to send 2,500 sappers and builders to the Kursk region, Moscow said."
    assert [c.quantity.unit for c in _claims(text) if c.quantity] == ["sappers and builders"]


def test_two_figures_keep_their_own_heads() -> None:
    text = "Pyongyang will send 700 deminers and 1,800 builders to Kursk, Moscow said."
    assert [c.quantity.unit for c in _claims(text) if c.quantity] == ["deminers", "builders"]

"""Each act of review by keys alone, where the focus goes, and the keys of other pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_site import Site
from hands import Hands

from pactwatch.model import Review
from pactwatch.store import open_ledger

FOCUS = "document.activeElement"


@pytest.fixture
def rosa(site: Site, chromium: Any) -> Iterator[Hands]:
    window = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    made = Hands(window.new_page(), site)
    made.log_in("Rosa")
    yield made
    assert made.errors == []
    window.close()


def review_of(site: Site, claim: str) -> Review:
    with open_ledger(site.ledger) as opened, opened.view() as view:
        return view.review(claim)


def opened(rosa: Hands, key: str, field: str) -> None:
    """Press the key of a form, whose first field then has the focus."""
    rosa.press(key)
    rosa.page.wait_for_function("id => document.activeElement.id === id", arg=field)


def said(rosa: Hands, words: str) -> None:
    rosa.page.wait_for_selector(f"[data-said]:has-text('{words}')")


def test_grade_note_edit_and_retract_by_keys_alone(site: Site, rosa: Hands) -> None:
    claim = rosa.claim()
    opened(rosa, "g", "grade-value")
    rosa.press("2", "Tab")
    rosa.type("one source")
    rosa.press("Enter")
    said(rosa, "The grade is kept.")
    opened(rosa, "n", "note-why")
    rosa.type("ask the ministry")
    rosa.press("Tab", "Enter")
    said(rosa, "The note is kept.")
    words = str(rosa.page.inner_text("mark.lit")).split()
    opened(rosa, "e", "f-agent")
    rosa.reach("#f-evidence")
    rosa.press("Control+a")
    rosa.type(" ".join(words[:-1]))
    rosa.reach("#edit-why")
    rosa.type("the last word is no part of it")
    rosa.press("Enter")
    said(rosa, "The edit is kept and the claim accepted.")
    review = review_of(site, claim)
    assert (review.status, review.grade, [one.why for one in review.history[-3:]]) == (
        "accepted", 2, ["one source", "ask the ministry", "the last word is no part of it"],
    )  # fmt: skip
    with open_ledger(site.ledger) as ledger, ledger.view() as view:
        text = view.claim(claim).reading.document.text
    assert [text[a:b].split() for a, b in review.edits["evidence"]] == [words[:-1]]
    rosa.go(f"/review?at={claim}&status=accepted")
    opened(rosa, "x", "retract-why")
    rosa.type("it was another claim")
    rosa.press("Enter")
    said(rosa, "Retracted")
    assert review_of(site, claim).status == "retracted"


def test_evidence_that_the_text_does_not_have_is_refused_with_what_was_typed(rosa: Hands) -> None:
    opened(rosa, "e", "f-agent")
    rosa.reach("#f-evidence")
    rosa.press("Control+a")
    rosa.type("words that nobody wrote")
    rosa.reach("#edit-why")
    rosa.type("by mistake")
    rosa.press("Enter")
    rosa.page.wait_for_selector("[data-problem]:has-text('are not in the text')")
    assert rosa.page.input_value("#f-evidence") == "words that nobody wrote"
    rosa.errors[:] = [one for one in rosa.errors if "422" not in one]  # the browser notes each answer that refuses


def test_escape_leads_back_to_what_opened_the_form(rosa: Hands) -> None:
    for key, field in (("r", "reject-why"), ("e", "f-agent"), ("g", "grade-value"), ("n", "note-why")):
        opened(rosa, key, field)
        rosa.press("Escape")
        assert rosa.page.evaluate(f"{FOCUS}.matches('summary') && {FOCUS}.querySelector('kbd').textContent") == key
    opened(rosa, "/", "review-q")
    rosa.press("Escape")
    assert rosa.page.evaluate(f"{FOCUS}.id") == "claim-heading"


def test_retracting_what_was_not_accepted_is_told_to_be_in_vain(rosa: Hands) -> None:
    rosa.press("x")
    assert rosa.page.inner_text("[data-told]:focus") == "Only what was accepted can be retracted; this claim is unreviewed."


def test_v_goes_to_the_evidence(rosa: Hands) -> None:
    rosa.press("v")
    assert rosa.page.evaluate(f"{FOCUS}.matches('article mark.lit')")
    rosa.press("?")
    assert "go to the evidence in the text" in rosa.page.inner_text("#keys[open]")
    rosa.press("Escape")
    claim = rosa.claim()
    with rosa.leading(f"/claims/{claim}"):
        rosa.press("o")
    rosa.press("?")
    assert "go to the evidence in the text" in rosa.page.inner_text("#keys[open]")
    rosa.press("Escape")
    with rosa.leading("/documents/"):
        rosa.press("v")
    assert rosa.page.evaluate("location.hash") == "#lit"
    rosa.press("v")
    assert rosa.page.evaluate(f"{FOCUS}.matches('article mark.lit')")

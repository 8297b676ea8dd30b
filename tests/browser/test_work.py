"""The whole work by keyboard: review, undo, split, as-of, case, a second person's signature, export, verification."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from browser_site import Site
from hands import COMPUTING, Hands

from pactwatch.casefile.case_edits import Edit, add_question, new_case
from pactwatch.store import open_ledger


def test_the_work_of_two_people_without_a_mouse(site: Site, chromium: Any, tmp_path: Path) -> None:
    window = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    _review(ana, site)
    _split(ana, site)
    _as_of(ana)
    case = _build(ana)
    ana.reach("form[action='/logout'] button")
    with ana.leading("/login"):
        ana.press("Enter")
    rosa = Hands(ana.page, site)
    rosa.log_in("Rosa")
    _sign_and_export(rosa, case, tmp_path)
    assert ana.errors == []
    assert ana.strangers == []
    window.close()


def _review(ana: Hands, site: Site) -> None:
    done = []
    for _ in range(50):
        done.append(ana.claim())
        ana.act("a")
    assert len(set(done)) == 50
    for claim in reversed(done[-3:]):
        assert ana.act("u") == claim
    with open_ledger(site.ledger) as opened, opened.view() as view:
        reviews = view.reviews(done)
    assert [reviews[claim].status for claim in done] == ["accepted"] * 47 + ["unreviewed"] * 3
    assert {reviews[claim].by for claim in done[:47]} == {("Ana",)}
    before = ana.claim()
    assert ana.act("j") != before
    assert ana.act("k") == before
    ana.press("r")
    ana.page.wait_for_function("document.activeElement.id === 'reject-why'")
    ana.press("Escape", "?")
    ana.page.wait_for_selector("#keys[open]")
    assert "accept" in ana.page.inner_text("#keys")
    ana.press("Escape")
    ana.page.wait_for_selector("#keys[open]", state="detached")


def _split(ana: Hands, site: Site) -> None:
    with ana.leading("/origins"):
        ana.press("4")
    ana.reach("a[href^='/origins/story-']")
    with ana.leading("/origins/story-"):
        ana.press("Enter")
    boxes = ana.page.locator("input[name=document]").count()
    ana.reach("input[name=document]")
    ana.press("Tab", "Space")
    ana.reach("#split-why")
    ana.type("it tells of another event")
    with ana.leading("did=split"):
        ana.press("Enter")
    assert ana.page.locator("input[name=document]").count() == boxes - 1
    assert "it tells of another event" in ana.page.inner_text("main")
    with open_ledger(site.ledger) as opened, opened.view() as view:
        assert [one.who for one in view.judgements("story.split")] == ["Ana"]


def _as_of(ana: Hands) -> None:
    with ana.leading("/figures"):
        ana.press("5")
    ana.reach("#as-of")
    ana.type("2025-06-18")
    with ana.leading("as_of=2025-06-18"):
        ana.press("Enter")
    days = ana.page.locator("section table tr td:nth-child(7)").all_text_contents()
    assert days
    assert max(days) <= "2025-06-18"
    ana.reach("#as-of-slider")
    with ana.leading("as_of=2025-06-17"):
        ana.press("ArrowLeft", "Enter")


def _build(ana: Hands) -> str:
    with ana.leading("/cases"):
        ana.press("6")
    ana.reach("#title")
    ana.type("Sappers for Kursk")
    with ana.leading("/cases/case-"):
        ana.press("Enter")
    case = ana.at().partition("?")[0]
    for _ in range(4):
        ana.reach("fieldset input[name=ref]")
        ana.press("Space")
    ana.reach("fieldset ~ div button")
    with ana.leading("did=added"):
        ana.press("Enter")
    ana.reach("form:has(input[value=build]) button")
    with ana.leading("did=built"):
        ana.press("Enter")
    assert ana.page.locator("p.paragraph").count() > 0
    ana.reach("#text-new")
    claim = str(ana.page.get_attribute("[data-cite]", "data-cite"))
    ana.type(f"Moscow waits for 1,000 sappers [[{claim}]]. Minsk sends 7 trains.")
    ana.page.wait_for_selector(f"#shows-new li:has-text('{claim}')")
    ana.page.wait_for_selector("#shows-new li:has-text('Minsk sends 7 trains.')")
    assert "cannot sign" in ana.page.inner_text("main")
    return case


def _sign_and_export(rosa: Hands, case: str, folder: Path) -> None:
    with rosa.leading("/cases"):
        rosa.press("6")
    rosa.reach(f"a[href='{case}']")
    with rosa.leading(case):
        rosa.press("Enter")
    rosa.reach(f"form[action='{case}/sign'] button")
    with rosa.leading("did=signed"):
        rosa.press("Enter")
    assert "Signed by Rosa" in rosa.page.inner_text("main")
    rosa.reach("a[href$='format=zip']")
    with rosa.page.expect_download() as saved:
        rosa.press("Enter")
    bundle = folder / "case.zip"
    saved.value.save_as(bundle)
    done = subprocess.run([sys.executable, "-m", "pactwatch.cli", "verify", str(bundle)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rosa.reach(f"a[href='{case}/verify']")
    with rosa.leading("/verify"):
        rosa.press("Enter")
    assert "Everything verifies" in rosa.page.inner_text("main")


def test_review_works_without_scripts(site: Site, chromium: Any) -> None:
    window = chromium.new_context(java_script_enabled=False)
    rosa = Hands(window.new_page(), site)
    rosa.go("/login")
    rosa.page.fill("#name", "Rosa")
    rosa.page.fill("#password", "seven plain words make a password")
    rosa.page.press("#password", "Enter")
    rosa.page.wait_for_url("**/")
    rosa.go("/review?status=accepted")
    claim = rosa.claim()
    rosa.page.press("form:has(input[value=accept]) button", "Enter")
    rosa.page.wait_for_selector("[data-said]")
    assert "Accepted." in rosa.page.inner_text("[data-said]")
    with open_ledger(site.ledger) as opened, opened.view() as view:
        assert "Rosa" in view.review(claim).by
    assert rosa.page.locator("[data-scripted]:visible").count() == 0
    window.close()


def test_what_is_being_computed_opens_by_itself(site: Site, chromium: Any) -> None:
    """With scripts and without: a verification begun anew is waited for on its page, with neither an error nor a hand."""
    with open_ledger(site.ledger) as opened:
        case = new_case(opened, "Waited for", who="Ana").subject
        window = chromium.new_context()
        ana = Hands(window.new_page(), site)
        ana.log_in("Ana")
        for scripts in (True, False):
            add_question(opened, Edit(case=case, who="Ana"), f"With scripts: {scripts}?")
            own = chromium.new_context(java_script_enabled=scripts, storage_state=window.storage_state())
            page = own.new_page()
            told: list[str] = []
            page.on("console", lambda message, told=told: told.append(message.text))
            answer = page.goto(f"{site.url}/cases/{case}/verify")
            if answer.status == 202:
                assert "making and verifying the bundle" in page.inner_text("[role=status][data-waiting]")
            page.wait_for_selector("h2:has-text('Everything verifies')", timeout=COMPUTING)
            assert told == []
            if answer.status == 202 and scripts:
                assert page.evaluate("document.activeElement.id") == "main"
            own.close()
    window.close()


def test_a_key_is_bound_anew_and_kept(site: Site, chromium: Any) -> None:
    window = chromium.new_context()
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    ana.go("/keys")
    ana.page.wait_for_selector("#bindings button")
    ana.reach("#bindings button")
    ana.press("Enter", "m")
    ana.page.wait_for_function("document.getElementById('bindings-said').textContent.includes('next claim: m.')")
    ana.go("/review?status=all")
    first = ana.claim()
    second = ana.act("m")
    assert second != first
    ana.press("j")
    ana.go("/keys")
    ana.reach("#keys-off")
    ana.press("Space")
    ana.go("/review?status=all")
    ana.press("m")
    ana.page.wait_for_timeout(150)
    assert ana.claim() == first
    assert ana.errors == []
    window.close()


def test_a_theme_that_was_chosen_stays(site: Site, chromium: Any) -> None:
    window = chromium.new_context(color_scheme="light")
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = ana.page.evaluate(colour)
    ana.press("t")
    dark = ana.page.evaluate(colour)
    assert dark != light
    ana.go("/claims")
    assert ana.page.evaluate(colour) == dark
    window.close()

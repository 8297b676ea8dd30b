"""A decision that the server refuses: what was typed stays, what is wrong is said, and the keys go on working."""

from __future__ import annotations

from typing import Any

from browser_site import Site
from hands import Hands


def test_a_refused_decision_keeps_the_page_and_can_be_sent_again(site: Site, chromium: Any) -> None:
    window = chromium.new_context()
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    ana.go("/review")  # a claim that no other test has decided about
    claim = ana.claim()
    ana.go(f"/review/{claim}?status=all")
    form = "document.querySelector('form:has(#reject-why)').elements.token"
    token = ana.page.evaluate(f"() => {{ const was = {form}.value; {form}.value = 'old'; return was }}")
    ana.press("r")
    ana.page.wait_for_function("document.activeElement.id === 'reject-why'")
    ana.type("typed with care")
    ana.press("Enter")
    ana.page.wait_for_selector("[data-problem]")
    assert "token" in ana.page.inner_text("[data-problem]")
    assert ana.claim() == claim
    assert "typed with care" in ana.page.input_value("#reject-why")
    ana.page.evaluate(f"was => {{ {form}.value = was }}", token)
    ana.page.focus("#reject-why")
    ana.press("Enter")
    ana.page.wait_for_selector("[data-said]")
    assert "Rejected." in ana.page.inner_text("[data-said]")
    window.clear_cookies()
    with ana.leading("/login?next="):
        ana.press("a")
    window.close()

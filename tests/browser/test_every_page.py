"""Every page in light and dark, wide and narrow: axe finds nothing serious, nothing overflows, nothing runs, nobody else is asked."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_site import Site
from hands import Hands

PAGES = (
    "/", "/read", "/review", "/review?status=accepted", "/claims", "/claims?text=onerror", "/claims/excluded?why=rejected", "/origins", "/figures",
    "/pacts?one=PRK&two=RUS", "/map", "/provisions", "/cases", "/sources", "/activity", "/alerts", "/keys", "/no-such-page",
)  # fmt: skip
LISTS = (("/claims?status=rejected", "/claims/cl-"), ("/claims?text=onerror", "/documents/"), ("/origins", "/origins/story-"),
         ("/provisions", "/provisions/fd-"), ("/sources", "/sources/"), ("/cases", "/cases/case-"))  # fmt: skip
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def paths(site: Site, chromium: Any) -> list[str]:
    from pactwatch.casefile.case_edits import Edit, add_exhibit, add_paragraph, new_case
    from pactwatch.store import ClaimFilter, open_ledger

    with open_ledger(site.ledger, create=True) as opened:
        case = new_case(opened, "Notes <script>window.pwned = 1</script>", who="Ana").subject
        with opened.view() as view:
            claim = view.queue(ClaimFilter(), "accepted", 1, 0)[0].claim.id
        add_exhibit(opened, Edit(case=case, who="Ana"), claim)
        add_paragraph(opened, Edit(case=case, who="Ana"), f"<script>window.pwned = 1</script> Words. Kim sent 5. [[{claim}]]")
    window = chromium.new_context()
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    found = []
    for listed, kind in LISTS:
        ana.go(listed)
        links = ana.page.eval_on_selector_all(f"main a[href^='{kind}']", "nodes => nodes.map(node => node.getAttribute('href'))")
        assert links, listed
        found.append(links[0])
    window.close()
    return [*PAGES, *found]


def test_every_page_is_fit_for_everybody(site: Site, chromium: Any, paths: list[str]) -> None:
    window = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    axe, wrong = Axe(), []
    for path in paths:
        ana.go(path)
        ana.page.wait_for_load_state()
        for scheme in ("light", "dark"):
            ana.page.emulate_media(color_scheme=scheme)
            for found in axe.run(ana.page, options=WCAG).response["violations"]:
                if found["impact"] in ("serious", "critical"):
                    wrong.append((path, scheme, found["id"], found["nodes"][0]["html"][:160], found["nodes"][0].get("failureSummary", "")[:200]))
        ana.page.set_viewport_size({"width": 360, "height": 800})
        beyond = ana.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            wrong.append((path, "360 px", f"{beyond} px beyond the right edge", "", ""))
        ana.page.set_viewport_size({"width": 1280, "height": 900})
        assert ana.page.evaluate("window.pwned") is None, path
    assert wrong == []
    assert [error for error in ana.errors if "404" not in error] == []
    assert ana.strangers == []
    window.close()


def test_the_login_page_is_fit_too(site: Site, chromium: Any) -> None:
    window = chromium.new_context()
    stranger = Hands(window.new_page(), site)
    stranger.go("/claims")
    assert stranger.at().startswith("/login")
    assert [one["id"] for one in Axe().run(stranger.page, options=WCAG).response["violations"]] == []
    assert stranger.errors == []
    window.close()

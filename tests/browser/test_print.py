"""On paper nothing is folded up, and there are no forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from browser_site import Site
from hands import Hands

from pactwatch.casefile.case_edits import Edit, add_exhibit, add_paragraph, new_case
from pactwatch.store import ClaimFilter, open_ledger

STATIC = Path(__file__).resolve().parents[2] / "src" / "pactwatch" / "web" / "static"
PAGE = """<main><details><summary>Places</summary><p>Kursk in words</p></details>
<details><summary>Edit</summary><form>a form</form></details></main>"""


@pytest.mark.parametrize("by", ["style", "script"])
def test_what_is_folded_up_is_printed(chromium: Any, by: str) -> None:
    script = (STATIC / "app.js").read_text(encoding="utf-8")
    script = script[script.index('addEventListener("beforeprint"') : script.index("for (const hidden of")]
    style = (STATIC / "print.css").read_text(encoding="utf-8")
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style>{PAGE}" if by == "style" else f"{PAGE}<script>{script}</script>")
    words = pypdfium2.PdfDocument(page.pdf())[0].get_textpage().get_text_range()
    assert "Kursk in words" in words
    assert by == "script" or "a form" not in words
    assert page.evaluate("document.querySelector('details').open") is False
    page.close()


@pytest.fixture(scope="module")
def case(site: Site) -> str:
    """The address of a case with a paragraph, a footnote and a map."""
    with open_ledger(site.ledger) as opened:
        made = new_case(opened, "On paper", who="Ana").subject
        with opened.view() as view:
            claim = view.queue(ClaimFilter(), "accepted", 1, 0)[0].claim.id
        add_exhibit(opened, Edit(case=made, who="Ana"), claim)
        add_paragraph(opened, Edit(case=made, who="Ana"), f"What stands on paper stands for long. [[{claim}]]")
    return f"/cases/{made}"


def bare(words: str) -> str:
    """Return words without white space, which lines of print break elsewhere."""
    return re.sub(r"[\s\u00ad\ufffe]+", "", words)


@pytest.mark.parametrize(
    ("path", "whole"), [("/review", ["article .article"]), ("/figures", ["section > h2"]), ("CASE", ["p.paragraph", "ol.footnotes q"])]
)  # fmt: skip
def test_real_pages_are_printed_whole_and_without_what_is_to_be_clicked(site: Site, chromium: Any, case: str, path: str, whole: list[str]) -> None:
    window = chromium.new_context(viewport={"width": 1280, "height": 900})
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    ana.go(case if path == "CASE" else path)
    texts = [text for selector in whole for text in ana.page.locator(selector).all_text_contents()]
    assert texts
    ana.page.emulate_media(media="print")
    for hidden in ("nav", "form", "button", ".rail", ".foot", "input", "textarea", "dialog"):
        assert ana.page.locator(f"{hidden}:visible").count() == 0, hidden
    assert ana.page.locator("main h1").is_visible()
    document = pypdfium2.PdfDocument(ana.page.pdf())
    printed = bare("".join(page.get_textpage().get_text_range() for page in document))
    missing = [text for text in texts if bare(text) not in printed]
    assert missing == []
    assert "Logout" not in printed
    assert ana.errors == []
    window.close()

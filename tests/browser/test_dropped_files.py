"""A file dropped on Read: its job is followed to its claims, and nothing in its name or text ever runs."""

from __future__ import annotations

from typing import Any

import pytest
from browser_site import Site
from hands import Hands

NAME = "<img src=x onerror=window.pwned=1>.txt"
TEXT = "Poland sent {} engineers to Latvia on 18 June 2025, the defence ministry said. <script>window.pwned = 1</script>"
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.getElementById("drop").dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


@pytest.mark.parametrize(("name", "number"), [("report.txt", 120), (NAME, 340)])
def test_a_file_is_dropped_and_its_claims_are_there(site: Site, chromium: Any, name: str, number: int) -> None:
    window = chromium.new_context()
    ana = Hands(window.new_page(), site)
    ana.log_in("Ana")
    ana.go("/read")
    with ana.leading("/read/"):
        ana.page.evaluate(DROP, [name, TEXT.format(number)])
    heading = ana.page.inner_text("h1")
    assert name in heading
    ana.page.wait_for_selector("[data-job=done]", timeout=120_000)
    assert ana.page.locator("progress").count() == 0
    documents = ana.page.locator("[data-job] a[href^='/documents/']")
    assert documents.count() == 1
    ana.reach("a[href^='/review?document=']")
    with ana.leading("/review?document="):
        ana.press("Enter")
    assert f"{number} engineers" in ana.page.inner_text("article mark.lit, article")
    assert ana.page.locator("section.queue li").count() >= 1
    for path in ("/read", "/activity", "/claims?text=engineers"):
        ana.go(path)
        assert ana.page.evaluate("window.pwned") is None, path
    assert (ana.errors, ana.strangers) == ([], [])
    window.close()

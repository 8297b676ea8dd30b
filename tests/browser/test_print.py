"""On paper nothing is folded up, and there are no forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

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

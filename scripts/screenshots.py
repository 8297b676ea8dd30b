"""Take the pictures of the README and the tutorial: `python scripts/screenshots.py [docs/images]` (needs chromium).

The demonstration ledger is built anew and served on this machine; a case is made of its accepted claims. Same program, same pictures.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import demo_ledger

from pactwatch.casefile.case_edits import Edit, add_exhibit, add_paragraph, add_question, new_case
from pactwatch.store import ClaimFilter, open_ledger

CHROMIUM = "/usr/bin/chromium"
ROOT = Path(__file__).resolve().parents[1]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 380, "height": 780}
SHOTS = (
    ("overview", "/", WIDE, "light"), ("review", "/review", WIDE, "light"), ("story", "STORY", WIDE, "light"),
    ("figures", "/figures?population=North+Korea&measure=casualties&policy=triple", WIDE, "light"), ("case", "CASE", WIDE, "light"),
    ("review-dark-narrow", "/review", NARROW, "dark"),
)  # fmt: skip


def main(folder: Path) -> None:
    """Write the pictures into `folder`."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as made:
        ledger = Path(made) / "demo.db"
        demo_ledger.build(ledger)
        case = _case(ledger)
        command = [sys.executable, "-m", "pactwatch.cli", "serve", "--port", "0", "--ledger", str(ledger), "--as", demo_ledger.ANALYST]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
            try:
                found = re.search(r"(http://127\.0\.0\.1:\d+)/", server.stdout.readline() if server.stdout else "")
                if found is None:
                    raise SystemExit("the server did not start")
                with sync_playwright() as playwright:
                    _take(playwright, found.group(1), case, folder)
            finally:
                server.terminate()


def _case(ledger: Path) -> str:
    with open_ledger(ledger, create=True, who=demo_ledger.ANALYST) as opened:
        case = new_case(opened, "Sappers and builders for Kursk", who=demo_ledger.ANALYST, fields={"rules": {"accepts": 1, "signers": 1}}).subject
        asked = Edit(case=case, who=demo_ledger.ANALYST)
        add_question(opened, asked, "Who announced how many, and what do others say of it?")
        with opened.view() as view:
            claims = [row.claim.id for row in view.queue(ClaimFilter(), "accepted", 6, 0)]
        for claim in claims:
            add_exhibit(opened, asked, claim)
        add_paragraph(opened, asked, f"A Russian official announced 1,000 sappers from North Korea for the Kursk region [[{claims[0]}]].")
        add_paragraph(opened, asked, f"South Korea's intelligence service spoke of 11,000 soldiers sent in late 2024 [[{claims[1]}]].")
    return f"/cases/{case}"


def _take(playwright: Any, url: str, case: str, folder: Path) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
    for name, path, size, scheme in SHOTS:
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        if path == "STORY":
            page.goto(f"{url}/origins?least=5")
            path = str(page.get_attribute("main a[href^='/origins/story-']", "href"))  # noqa: PLW2901
        page.goto(url + (case if path == "CASE" else path))
        page.wait_for_selector("main:not(:has([data-waiting]))", timeout=120_000)
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"{name}.png")
        context.close()
    browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")

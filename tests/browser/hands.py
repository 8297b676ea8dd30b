"""Somebody at a keyboard: no mouse, no reaching into the page but to look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from browser_site import PASSWORD, Site

MOST_TABS = 400
COMPUTING = 180_000
"""Milliseconds for what is computed by a process that gives way to all others; its page loads itself again until it is there."""


class Hands:
    """One person in one window; what the console and the network say is kept."""

    def __init__(self, page: Any, site: Site) -> None:
        self.page = page
        self.site = site
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((site.url, "data:")) else self.strangers.append(request.url))

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path)
        self.wait()

    def wait(self) -> None:
        """Wait until the page is there that may still be being computed."""
        self.page.wait_for_selector("main:not(:has([data-waiting]))", timeout=COMPUTING)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def at(self) -> str:
        return str(self.page.url).removeprefix(self.site.url)

    def reach(self, selector: str) -> None:
        """Press Tab until what has the focus matches the selector."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise LookupError(f"{self.at()}: no way to {selector} by Tab")

    @contextmanager
    def leading(self, where: str) -> Iterator[None]:
        """Do what leads to an address that holds `where`."""
        with self.page.expect_navigation(url=lambda url: where in url):
            yield
        self.page.wait_for_load_state()
        self.wait()

    def log_in(self, name: str) -> None:
        self.go("/login?next=/review")
        self.type(name)
        self.press("Tab")
        self.type(PASSWORD)
        with self.leading("/review"):
            self.press("Enter")

    def claim(self) -> str:
        """Return the id of the claim under review."""
        return str(self.page.get_attribute("[data-key=open]", "href")).removeprefix("/claims/")

    def act(self, key: str) -> str:
        """Press a key of review, and return the claim that it leads to."""
        before = self.claim()
        self.press(key)
        moved = "before => { const at = document.querySelector('[data-key=open]'); return at && at.getAttribute('href') !== '/claims/' + before; }"
        self.page.wait_for_function(moved, arg=before)
        return self.claim()

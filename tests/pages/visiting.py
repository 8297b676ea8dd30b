"""A visitor without a browser: gets pages, fills in their forms as a browser without scripts would, and sends them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from pactwatch.web.app import create_app
from pactwatch.web.settings import WebSettings

HOST = "http://127.0.0.1:8000"


class Page:
    """One answer, parsed."""

    def __init__(self, answer: Any) -> None:
        self.status: int = answer.status_code
        self.path: str = str(answer.url).removeprefix(HOST)
        self.source: str = answer.text
        self.headers = answer.headers
        self.tree = html.fromstring(self.source) if "text/html" in answer.headers.get("content-type", "") and self.source.strip() else None

    def words(self, xpath: str = "//main") -> str:
        return " ".join(" ".join(node.text_content().split()) for node in self.tree.xpath(xpath))

    def all(self, xpath: str) -> list[Any]:
        return list(self.tree.xpath(xpath))

    def form(self, to: str, /, **having: str) -> Any:
        """Return the form that is sent to `action` and has fields of these values."""
        for form in self.tree.forms:
            if form.get("action") == to and all(form.fields.get(name) == value for name, value in having.items()):
                return form
        raise LookupError(f"{self.path} has no form to {to} with {having}")


class Visitor:
    """One person at one server."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self.client = client

    def look(self, path: str) -> Page:
        return Page(self.client.get(path, headers={"Accept": "text/html"}))

    def get(self, path: str) -> Page:
        """Return the page at `path`, loaded again as long as it is still being computed, two minutes at most."""
        until = monotonic() + 120
        while (page := self.look(path)).status == 202 and monotonic() < until:
            sleep(0.5)
        return page

    def send(self, form: Any, /, **fields: str | list[str]) -> Page:
        """Send a form with `fields` over what it holds, and follow where it leads."""
        values: dict[str, Any] = dict(form.form_values())
        for name, value in fields.items():
            values[name.replace("__", ".")] = value
        answer = self.client.post(form.get("action"), data=values, headers={"Accept": "text/html", "Origin": HOST}, follow_redirects=True)
        return Page(answer) if answer.status_code != 202 else self.get(str(answer.url).removeprefix(HOST))

    def log_in(self, name: str, password: str) -> Page:
        return self.send(self.get("/login").form("/login"), name=name, password=password)


def visiting(ledger: Path, who: str | None = "Ada") -> Iterator[Visitor]:
    """Yield a visitor at a server of its own; `who` None means that one has to log in."""
    with TestClient(create_app(ledger, WebSettings(who=who)), base_url=HOST) as client:
        yield Visitor(client)

"""A small ledger, and servers over it: what the tests of the API ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from litestar import Litestar
from litestar.testing import TestClient

from pactwatch.model import make_document
from pactwatch.read import RULES, read
from pactwatch.screening.formats import ListFile
from pactwatch.store import open_ledger
from pactwatch.store.lists import prepare_copy
from pactwatch.web.accounts import AccountBook, accounts_beside
from pactwatch.web.app import create_app
from pactwatch.web.settings import WebSettings

PASSWORD = "five plain words in order"  # noqa: S105
HOST = "127.0.0.1"
TEXTS = (
    ("2025-06-17", "Tass", "Russia's defence minister said that North Korea would send 1,000 sappers to the Kursk region. "
     "North Korea sent 11,000 soldiers to Russia in October 2024, South Korea's spy agency said."),
    ("2025-06-18", "Yonhap", "South Korea condemned the deployment on Wednesday. About 4,000 North Korean troops were killed or wounded, "
     "an official in Seoul said. Norway sent 120 soldiers to Latvia."),
    ("2025-06-19", "Outlet", "The ministry said that 6,000 <script>alert(1)</script> troops of North Korea were killed. =HYPERLINK(\"x\")"),
)  # fmt: skip
LIST = b"id,schema,name,aliases,weak_aliases,programme\nKPi.1,Person,Kim Jong Sik,Kim Cho'ng-sik,,DPRK\n"


def make_ledger(path: Path) -> Path:
    """Make the ledger: three short documents and a list."""
    with open_ledger(path, create=True, who="maker") as ledger:
        for published, publisher, text in TEXTS:
            title = f"{text[:40]} <b>bold</b>"
            document = make_document(text, published=published, publisher=publisher, title=title, url=f"https://news.example/{published}")
            ledger.add(read(document, RULES))
        ledger.add_list(prepare_copy("test list", "2025-01-01", (ListFile("list.csv", LIST),), form="plain-csv", columns={}))
    return path


def settings(**more: Any) -> WebSettings:
    """Return the settings of a server in a test."""
    return WebSettings(**{"engine": RULES, **more})


def app_of(ledger: Path, **more: Any) -> Litestar:
    """Return an application over a ledger."""
    return create_app(ledger, settings(**more))


@contextmanager
def served(ledger: Path, **more: Any) -> Iterator[TestClient[Litestar]]:
    """Yield a client of a server over a ledger."""
    with TestClient(app_of(ledger, **more), base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        yield client


def book_of(ledger: Path) -> AccountBook:
    """Return the accounts of a ledger."""
    return AccountBook(accounts_beside(str(ledger)))


def add_people(ledger: Path) -> dict[str, str]:
    """Make one account of each role, called as the role; return a token of each."""
    book, tokens = book_of(ledger), {}
    for role in ("reader", "analyst", "reviewer", "admin"):
        book.add(role, PASSWORD, role)
        tokens[role] = book.make_token(role)[1]
    book.close()
    return tokens


def bearer(token: str) -> dict[str, str]:
    """Return the header of a token."""
    return {"Authorization": f"Bearer {token}"}


def token_in(page: httpx.Response, action: str) -> str:
    """Return the token of the form on a page that is sent to `action`."""
    form = page.text.split(f'action="{action}"', 1)[1]
    return form.split('name="token" value="', 1)[1].split('"', 1)[0]


def log_in(client: TestClient[Litestar], name: str, password: str = PASSWORD) -> httpx.Response:
    """Log in through the form."""
    page = client.get("/login")
    data = {"token": token_in(page, "/login"), "name": name, "password": password, "next": "/claims"}
    return client.post("/login", data=data, follow_redirects=False)


def known_names(client: TestClient[Litestar], **headers: str) -> dict[str, str]:
    """Have a case built, a claim reviewed and a source graded; return the id of one thing of each kind that an address can name."""
    send = partial(_sent, client, headers)

    finding = next(one for one in client.get("/api/v1/assess", headers=headers).json()["findings"] if one["claim"])
    claim, document = finding["claim"], finding["document"]
    for action in ("accept", "note"):
        judged = send(f"claims/{claim}/reviews", action=action, why="looked at it", value={"text": "seen"} if action == "note" else None)
    for grade, source in (("B", "Tass"), ("C", "Yonhap")):
        graded = send("grades", source=source, grade=grade, why="known for long")
    story = client.get(f"/api/v1/origins?document={document}", headers=headers).json()["stories"][0]["id"]
    reading = next(one["id"] for one in client.get("/api/v1/readings", headers=headers).json()["readings"] if one["document"] == document)
    instrument = client.get("/api/v1/instruments", headers=headers).json()["provisions"][0]["instrument"]
    return new_case(client, claim, **headers) | {
        "claim": judged["claim"], "document": document, "finding": finding["id"], "story": story, "reading": reading,
        "judgement": graded["id"], "reference": "KPi.1", "instrument": instrument, "what": "claim",
        "field": "title", "one": "PRK", "two": "RUS",
    }  # fmt: skip


def new_case(client: TestClient[Litestar], claim: str, **headers: str) -> dict[str, str]:
    """Have a case built that cites a claim; return its id and that of its paragraph."""
    send = partial(_sent, client, headers)
    case = send("cases", title="Known names", questions=["Who was sent?", "By whom?"])["case"]["id"]
    send(f"cases/{case}/exhibits", ref=claim)
    return {"case": case, "part": send(f"cases/{case}/build")["case"]["paragraphs"][0]["id"]}


def _sent(client: TestClient[Litestar], headers: dict[str, str], path: str, **sent: Any) -> Any:
    done = client.post(f"/api/v1/{path}", json=sent, headers=headers)
    assert done.status_code == 201, done.text
    return done.json()

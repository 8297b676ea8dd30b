"""What stands around each page: where one is, who is asking, what the forms need."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from markupsafe import Markup

from pactwatch import __version__
from pactwatch.web.context import Context

NAV: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Read", (("/", "Overview", "overview"), ("/read", "Read", "read"), ("/review", "Review", "review"), ("/claims", "Claims", "claims"),
              ("/alerts", "Alerts", "alerts"))),
    ("Weigh", (("/origins", "Origins", "origins"), ("/figures", "Figures", "figures"), ("/pacts", "Pacts", "pacts"), ("/map", "Map", "map"),
               ("/provisions", "Provisions", "provisions"), ("/sources", "Sources", "sources"))),
    ("Publish", (("/cases", "Cases", "cases"), ("/activity", "Activity", ""))),
)  # fmt: skip
"""The pages by the part of the work that they serve: address, label, and the name of the key that leads there."""


class Frame:
    """Given to each template as `frame`."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.version = __version__
        self.person = {"name": ctx.person.name or "not logged in", "role": ctx.person.role.name if ctx.person.by in ("session", "token") else ""}
        self.can_log_out = ctx.person.by == "session"

    @property
    def ledger(self) -> str:
        """The ledger's name, without the folders that it lies in and without what an address holds of passwords."""
        where = self._ctx.ledger.where
        return where.rpartition("@")[2] if "://" in where else PurePath(where).name

    @property
    def nav(self) -> list[dict[str, Any]]:
        """The pages, by group; the one that is shown is marked. None for somebody who has to log in first."""
        if self._ctx.person.by == "nobody":
            return []
        return [{"title": title, "links": [self._item(*item) for item in items]} for title, items in NAV]

    def _item(self, href: str, label: str, key: str) -> dict[str, Any]:
        path = self._ctx.path
        current = path == href or (href != "/" and path.startswith(f"{href}/"))
        return {"href": href, "label": label, "key": key, "current": current}

    def token(self, action: str) -> Markup:
        """Return the hidden field with which one form can be sent to the path `action`."""
        return Markup('<input type="hidden" name="token" value="{}">').format(self._ctx.form_token(action))

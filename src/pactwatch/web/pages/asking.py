"""What an address asks for: its parameters, bounded, and addresses made from them; pages of lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pactwatch.store import ClaimFilter
from pactwatch.web import codes
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError

LONGEST = 500
"""Characters of a parameter."""
FURTHEST = 10_000_000
MOST = 200
"""Rows that a link to the API asks for; its answer says where the rest is."""
FILTERS = ("type", "agent", "recipient", "said_by", "since", "until", "modality", "document", "text")
"""Fields of ClaimFilter that an address may hold, by their own names."""


class Query:
    """The parameters of one address."""

    def __init__(self, ctx: Context, path: str | None = None, given: Mapping[str, str] | None = None) -> None:
        self.path = path or ctx.path
        query = ctx.request.query_params if given is None else given
        self._given = {name: value for name, value in query.items() if isinstance(value, str)}

    @classmethod
    def back(cls, ctx: Context, path: str) -> Query:
        """Return the address that a form was sent from, from its field `back`; only its parameters count, never its path."""
        return cls(ctx, path, dict(parse_qsl(ctx.form.get("back", "").partition("?")[2])))

    @property
    def here(self) -> str:
        """The address as a form gives it back, without what it says was done."""
        return address(self.path, {name: value for name, value in self._given.items() if name not in ("did", "on")})

    def text(self, name: str) -> str | None:
        """Return a parameter without white space around it, None where it is empty. WebError PW801 where it is too long."""
        value = self._given.get(name, "").strip()
        if len(value) > LONGEST:
            message = f"{name} has more than {LONGEST} characters"
            raise WebError(message, code=codes.INVALID, status=422, detail=[{"field": name, "message": message, "in": "query"}])
        return value or None

    def one_of(self, name: str, known: tuple[str, ...] | list[str], otherwise: str = "") -> str:
        """Return a parameter that is one of `known`, else `otherwise`."""
        value = self.text(name)
        return value if value is not None and value in known else otherwise

    def number(self, name: str, otherwise: int, least: int = 0, most: int = FURTHEST) -> int:
        """Return a whole number within bounds; `otherwise` for what is none."""
        value = self.text(name) or ""
        if not (value.isascii() and value.isdecimal() and len(value) < 9):
            return otherwise
        return min(most, max(least, int(value)))

    def claim_filter(self, limit: int | None = None, offset: int = 0) -> ClaimFilter:
        """Return the filter that the address asks for."""
        return ClaimFilter(**{name: self.text(name) for name in FILTERS}, limit=limit, offset=offset)

    def to(self, path: str | None = None, **changes: str | int | None) -> str:
        """Return this address with `changes`; None takes a parameter away. A change of anything else starts at the first page."""
        kept: dict[str, str] = {name: value for name, value in self._given.items() if value.strip() and name not in ("did", "on")}
        if "offset" not in changes:
            kept.pop("offset", None)
        for name, value in changes.items():
            if value is None or value == "":
                kept.pop(name, None)
            else:
                kept[name] = str(value)
        return address(path or self.path, kept)


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """Return a path with a query string."""
    query = urlencode({name: value for name, value in parameters.items() if value not in (None, "")}, errors="replace")
    return f"{path}?{query}" if query else path


def pager(query: Query, total: int, limit: int, offset: int, shown: int) -> dict[str, Any]:
    """Return where one is in a list of `total` rows, and the addresses of the pages before and after."""
    return {
        "total": total, "first": offset + 1 if shown else 0, "last": offset + shown, "more_than": False,
        "previous": query.to(offset=max(0, offset - limit) or None) if offset > 0 else None,
        "next": query.to(offset=offset + limit) if offset + limit < total else None,
    }  # fmt: skip


def as_data(path: str, asked: Mapping[str, Any], limit: int | None = MOST) -> dict[str, str]:
    """Return the addresses of the API at which the rows of a list are CSV and JSON: `asked` by the names that it has there."""
    query = {**asked, "limit": limit}
    return {"csv": address(f"/api/v1/{path}", query | {"format": "csv"}), "json": address(f"/api/v1/{path}", query | {"format": "json"})}

"""Answers of the API: JSON or CSV as asked for, pages of lists, entity tags from the ledger's head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response

from pactwatch import __version__
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.ids import sha256_hex
from pactwatch.store.view import View
from pactwatch.web import codes
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError

JSON, CSV = "application/json", "text/csv"
MOST = 1000
"""Rows of one page of a list."""
MARK = 16
"""Characters of the digest by which two answers about one version are told apart."""
BEHIND = {"Cache-Control": "no-store"}
"""The headers of an answer that is behind the ledger."""
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def asked_for_csv(ctx: Context) -> bool:
    """Say whether the answer is to be CSV: `format=csv`, else what Accept names first. WebError PW801 for another format."""
    form: str | None = ctx.request.query_params.get("format")
    if form not in (None, "json", "csv"):
        raise WebError("format is json or csv", code=codes.INVALID, status=422, detail=[{"field": "format", "message": "json or csv", "in": "query"}])
    if form is not None:
        return form == "csv"
    accepted = [part.split(";")[0].strip().lower() for part in ctx.request.headers.get("accept", "").split(",")]
    known = [kind for kind in accepted if kind in ("text/csv", "application/json", "*/*", "application/*")]
    return bool(known) and known[0] == "text/csv"


def tag_of(ctx: Context, head: tuple[int, str], also: str = "") -> str:
    """Return the entity tag of an answer that follows from the ledger at `head`, the address and `also`."""
    query = ctx.request.scope["query_string"].decode("latin-1")
    accept = ctx.request.headers.get("accept", "")
    parts = (__version__, head[1], ctx.path, query, accept, ctx.person.role.name, also)
    return f'"{sha256_hex(chr(0).join(parts).encode("utf-8", "backslashreplace"))[:32]}"'


def matches(header: str | None, tag: str) -> bool:
    """Say whether an If-None-Match or If-Match header names `tag`."""
    return header is not None and bool(header.strip() == "*" or tag.strip('"') in _TAG.findall(header))


def conditional(ctx: Context, make: Callable[[View], Any], *, also: str = "") -> Response[Any]:
    """Return what `make` gives of the ledger as JSON, or 304 where the one who asks has it already.

    What is behind has no tag: a moment later the same ledger gives another answer.
    """
    with ctx.view() as view:
        tag = tag_of(ctx, view.head(), also)
        if matches(ctx.request.headers.get("if-none-match"), tag):
            return Response(content=b"", media_type=JSON, status_code=304, headers={"ETag": tag})
        made = make(view)
    if isinstance(made, Response):
        if "Cache-Control" not in made.headers:
            made.headers["ETag"] = tag
        return made
    behind = isinstance(made, dict) and made.get("behind") is True
    return Response(content=encode_json(made), media_type=JSON, headers=BEHIND if behind else {"ETag": tag})


def versioned(ctx: Context, version: str, made: Response[Any]) -> Response[Any]:
    """Return an answer whose entity tag begins with `version`, which If-Match takes; or 304 where the one who asks has this answer already."""
    mark = sha256_hex(made.content)[:MARK]
    tag = f'"{version}{mark}"' if "-" in version else f'"{version}-{mark}"'
    if ctx.request.method == "GET" and matches(ctx.request.headers.get("if-none-match"), tag):
        return Response(content=b"", media_type=JSON, status_code=304, headers={"ETag": tag})
    made.headers["ETag"] = tag
    return made


def ready(data: bytes, *, behind: bool) -> Response[Any]:
    """Return JSON that is encoded already, as `make` of `conditional` may give it."""
    return Response(content=data, media_type=JSON, headers=dict(BEHIND) if behind else {})


def answer(value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response[Any]:
    """Return `value` as JSON."""
    return Response(content=encode_json(value), media_type=JSON, status_code=status, headers=dict(headers or {}))


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, behind: bool = False) -> Response[Any]:
    """Return rows as a CSV file called `name`; no cell runs as a formula."""
    lines = [csv_line(columns), *(csv_line([_cell(value) for value in row]) for row in rows)]
    return csv_of(name, lines, behind=behind)


def csv_of(name: str, lines: Iterable[str], *, behind: bool = False) -> Response[Any]:
    """Return ready CSV lines as a file called `name`."""
    body = "".join(lines).encode("utf-8", "backslashreplace")
    return Response(content=body, media_type=CSV, headers={"Content-Disposition": f'attachment; filename="{name}.csv"', **(BEHIND if behind else {})})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return encode_json(value).decode() if isinstance(value, dict) else str(value)


def paged(ctx: Context, name: str, rows: Sequence[Any], total: int, limit: int, offset: int, **more: Any) -> dict[str, Any]:
    """Return one page of a list with how many there are and where the pages before and after it are."""
    after = _link(ctx, limit, offset + limit) if offset + limit < total else None
    before = _link(ctx, limit, max(0, offset - limit)) if offset > 0 else None
    return {name: rows, "total": total, "limit": limit, "offset": offset, "next": after, "prev": before, **more}


def _link(ctx: Context, limit: int, offset: int) -> str:
    pairs = parse_qsl(ctx.request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if key not in ("limit", "offset")]
    return f"{ctx.path}?{urlencode([*kept, ('limit', limit), ('offset', offset)], errors='replace')}"

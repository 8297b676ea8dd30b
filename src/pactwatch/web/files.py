"""The files of the pages: read once from the package, so that no path of a request ever meets a file system."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from litestar import Response
from litestar.exceptions import NotFoundException

from pactwatch.ids import sha256_hex
from pactwatch.web.context import Context
from pactwatch.web.routes import get

FOLDER = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[bytes, str, str]]:
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            body = path.read_bytes()
            kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            found[path.relative_to(FOLDER).as_posix()] = (body, kind, f'"{sha256_hex(body)[:20]}"')
    return found


@get("/static/{file:path}", name="static")
def static(ctx: Context, file: Path) -> Response[Any]:
    """Return one file of the pages."""
    found = _files().get(file.as_posix().lstrip("/"))
    if found is None:
        raise NotFoundException
    body, kind, tag = found
    if ctx.request.headers.get("if-none-match") == tag:
        return Response(content=b"", media_type=kind, status_code=304, headers={"ETag": tag})
    return Response(content=body, media_type=kind, headers={"ETag": tag})

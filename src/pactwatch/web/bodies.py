"""Requests whose body may be anything: what cannot be decoded is the sender's mistake, and no failure of the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict

from pactwatch.web import codes
from pactwatch.web.errors import WebError


class Sent(Request[Any, Any, Any]):
    """A request as Litestar has it, whose decoding fails plainly."""

    async def json(self) -> Any:
        """Return the body as JSON. WebError PW800 where it is no UTF-8."""
        with _decoding("JSON in UTF-8"):
            return await super().json()

    async def form(self) -> FormMultiDict:
        """Return the body as a form. WebError PW800 where a part is not in the charset that it names, or there is no such charset."""
        with _decoding("form in a charset that it names and this server knows"):
            return await super().form()


@contextmanager
def _decoding(what: str) -> Iterator[None]:
    try:
        yield
    except (UnicodeError, LookupError) as error:
        raise WebError(f"the body is no {what}", code=codes.MALFORMED, status=400) from error

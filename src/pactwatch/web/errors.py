"""What goes wrong with a request, in one shape: `{"error": {"code", "message", "detail", "status"}}`, or a page that says so."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from pactwatch.casefile.rows import encode_json
from pactwatch.errors import IntakeError, ListError, PactwatchError, ReadingError, UsageError
from pactwatch.model import Frozen
from pactwatch.web import codes

log = logging.getLogger("pactwatch.web")

STATUS = {
    "PW401": 503, "PW402": 503, "PW403": 503, "PW405": 503, "PW406": 422, "PW408": 404, "PW409": 409, "PW410": 507, "PW412": 409,
    "PW413": 409, "PW414": 409, "PW415": 409, "PW418": 409, "PW172": 403,
    "PW600": 409, "PW601": 409, "PW602": 409, "PW603": 409, "PW604": 409, "PW605": 409, "PW606": 409,
    "PW130": 404, "PW153": 404, "PW132": 404, "PW504": 404,
}  # fmt: skip
"""The status of errors of the program, by code, where that of their kind is not right."""
HTTP_CODES = {
    400: codes.MALFORMED, 401: codes.NOT_LOGGED_IN, 403: codes.NOT_ALLOWED, 404: codes.NO_PAGE, 405: codes.NO_METHOD, 413: codes.BODY_TOO_LARGE,
    415: codes.MEDIA_TYPE, 422: codes.INVALID, 429: codes.TOO_MANY,
}  # fmt: skip
WORDS = {404: "there is nothing at this address", 405: "this address does not take this method", 500: "the server failed; its log says how"}


class ErrorFacts(Frozen, frozen=True, kw_only=True):
    """What is wrong: a stable code, one line for a person, details (a list of fields, or null), and the status."""

    code: str
    message: str
    detail: Any
    status: int


class ErrorBody(Frozen, frozen=True, kw_only=True):
    """The body of every answer that is an error."""

    error: ErrorFacts


class WebError(PactwatchError):
    """A request that is refused: `status` is that of HTTP, `detail` what a program can use, `headers` go with the answer."""

    code = "PW800"

    def __init__(
        self, message: str, *, code: str, status: int, detail: Any = None, headers: dict[str, str] | None = None
    ) -> None:
        """Keep the message, folded to one line, and what goes with it."""
        super().__init__(message, code=code)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


class NotReadyError(WebError):
    """What is asked for is still being computed: `making` says what, `told` how far it is where that is known."""

    def __init__(self, making: str, told: str = "") -> None:
        """Say so, and when to ask again."""
        message = f"{making}: this is still being computed from the ledger{f' ({told})' if told else ''}; ask again in a while"
        super().__init__(message, code=codes.NOT_READY, status=503, detail={"making": making, "told": told}, headers={"Retry-After": "5"})


def facts_of(error: Exception) -> ErrorFacts:
    """Return what is to be told of any error; of an unforeseen one no more than that it happened."""
    if isinstance(error, WebError):
        return ErrorFacts(code=error.code, message=str(error), detail=error.detail, status=error.status)
    if isinstance(error, PactwatchError):
        return ErrorFacts(code=error.code, message=str(error), detail=None, status=status_of(error))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _http_facts(error)
    if isinstance(error, RecursionError):
        return ErrorFacts(code=codes.MALFORMED, message="the body is nested too deeply", detail=None, status=400)
    return ErrorFacts(code=codes.FAILED, message=WORDS[500], detail=None, status=500)


def status_of(error: PactwatchError) -> int:
    """Return the HTTP status of an error of the program."""
    if error.code in STATUS:
        return STATUS[error.code]
    if isinstance(error, UsageError | IntakeError | ReadingError | ListError):
        return 422
    return 500


def _http_facts(error: HTTPException) -> ErrorFacts:
    status = error.status_code
    extra = error.extra if isinstance(error.extra, list) else None
    if status == 400 and extra:
        fields = [_field(item) for item in extra if isinstance(item, dict)]
        named = ", ".join(field["field"] for field in fields if field["field"])
        return ErrorFacts(code=codes.INVALID, message=f"not as it must be: {named or 'the body'}", detail=fields, status=422)
    message = WORDS.get(status) or str(error.detail).split("\n", maxsplit=1)[0] or "the request is refused"
    return ErrorFacts(code=HTTP_CODES.get(status, codes.MALFORMED), message=message, detail=None, status=status)


def _field(item: dict[str, Any]) -> dict[str, str]:
    source = item.get("source")
    return {"field": str(item.get("key") or ""), "message": str(item.get("message") or ""), "in": str(getattr(source, "value", source) or "")}


def headers_of(error: Exception) -> dict[str, str]:
    """Return the headers that go with an error."""
    if isinstance(error, WebError):
        return error.headers
    if isinstance(error, HTTPException):
        return {name: value for name, value in (error.headers or {}).items() if name.lower() in ("allow", "retry-after")}
    return {"Retry-After": "2"} if isinstance(error, PactwatchError) and error.code == "PW405" else {}


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Return the answer for `error`: JSON, or a page where a browser asks for a page."""
    facts = facts_of(error)
    if facts.status >= 500 and facts.code != codes.NOT_READY:
        log.error("%s %s failed: %s", request.method, request.scope.get("path"), facts.message, exc_info=error)
    headers = headers_of(error)
    if not wants_page(request):
        return Response(content=encode_json(ErrorBody(error=facts)), status_code=facts.status, media_type="application/json", headers=headers)
    from pactwatch.web.pages.failing import error_page

    return error_page(request, facts, headers)


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Say whether an answer to this request is for a person's eyes."""
    path = str(request.scope.get("path", ""))
    accepted = request.headers.get("accept", "*/*")
    return not path.startswith(("/api", "/schema", "/static")) and ("html" in accepted or "*/*" in accepted)

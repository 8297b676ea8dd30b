"""The OpenAPI document: what Litestar derives from the routes, and what holds for many of them said once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Litestar

from pactwatch.web.api.shapes_in import ToRead
from pactwatch.web.errors import ErrorBody

METHODS = ("get", "post", "put", "delete")
ABOUT = (
    "The ledger of claims as JSON and CSV. Offsets are code points of a document's text; dates are ISO 8601; null is not known. "
    "Errors all have one shape. Lists come in pages: follow `next`. Answers carry an ETag: send it back as If-None-Match."
)
TAGS = {
    "claims": "Claims with their evidence, sources and derivation.",
    "reviews": "What people decide about claims. Send the version that you saw as If-Match, and nothing of others is overwritten.",
    "documents": "Texts as they are stored, their captures and readings.",
    "origins": "Stories: who stands behind what the documents say, how many are independent, what drifts in retelling.",
    "figures": "Figures over time with conflicts and explanations.",
    "pacts": "What went each way between two parties, and the dates of their pacts.",
    "provisions": "Resolutions and treaties, and what the documents raise of them, element by element; never a verdict.",
    "screening": "Sanctions lists and names screened against them.",
    "actors": "The register of actors.",
    "sources": "Sources and their grades.",
    "cases": "Case files.",
    "reading": "Reading an address, a text or a file on the server.",
    "activity": "Who did what, when and why.",
    "watching": "What a watch alerted of, and conclusions that something new touches.",
    "system": "The server itself.",
}
STATUSES = {
    "304": "Not changed since the answer with this ETag.",
    "400": "The request is malformed.",
    "401": "Nobody is logged in, or the token is not valid.",
    "403": "The role does not allow this, or the form's token or origin is wrong.",
    "404": "There is no such thing.",
    "409": "It does not go together with what is there: changed meanwhile, undone already, sent before, or the id's start is of several.",
    "412": "The version that If-Match names is not the present one.",
    "413": "The body is too large.",
    "415": "The body is of a media type that is not taken.",
    "421": "The server does not go by this host name.",
    "422": "A parameter or a field is not as it must be.",
    "428": "If-Match is missing, or *: what is signed must be what was seen.",
    "429": "Too many requests.",
    "431": "The headers are too large.",
    "500": "The server failed.",
    "503": "The ledger is busy, or the answer is still being computed; try again.",
    "507": "The disk is full.",
}
ALWAYS = ("400", "401", "403", "421", "422", "429", "431", "500", "503")
NAMED = ("404", "409")
"""What paths with an id, or that look something up by name, can answer too."""
SENT = ("404", "409", "412", "413", "415", "507")
SEEN = ("/api/v1/cases/{case}/sign", "/api/v1/cases/{case}/publish")
"""Paths that take the ETag of what was seen."""
EXPORT = "/api/v1/cases/{case}/export"
"""What gives a file: neither JSON nor CSV."""
UNTAGGED = frozenset({"/api/v1/health", "/api/v1/me", "/api/v1/verify", "/api/v1/read", "/api/v1/read/{job}", EXPORT})
"""Paths whose answers have no ETag: they say what is so at the moment."""
FORMAT = {
    "name": "format", "in": "query", "required": False, "description": "json or csv; else what Accept asks for",
    "schema": {"type": "string", "enum": ["json", "csv"]}, "example": "json",
}  # fmt: skip
EXAMPLES = {
    "agent": "PRK", "recipient": "RUS", "said_by": "Shoigu", "since": "2025-01", "job": "job-0",
    "until": "2025-06-18", "modality": "planned", "type": "deploy_forces",
    "text": "sappers", "claim": "cl-2927", "document": "doc-8a54a6b8c11e8c63", "measure": "killed", "population": "North Korean troops",
    "as_of": "2025-06-18", "policy": "lowest", "one": "PRK", "two": "RUS", "provision": "unsc-2397-2017-p8", "instrument": "unsc-2397-2017",
    "name": "Kim Jong Un", "on": "2025-06-18", "status": "accepted", "limit": 50, "offset": 0, "story": "story-18", "reading": "reading-4c",
}  # fmt: skip
FILES = (
    "text/html", "text/markdown", "text/plain", "application/pdf", "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
"""What a case is exported as."""
ERROR = "#/components/schemas/ErrorBody"


_made: dict[str, Any] = {}
"""The document: the routes are the same in each application of a process."""


def document_of(app: Litestar) -> dict[str, Any]:
    """Return the OpenAPI document of an application."""
    if not _made:
        _made.update(_document(app))
    return _made


def _document(app: Litestar) -> dict[str, Any]:
    found: dict[str, Any] = app.openapi_schema.to_schema()
    found["info"]["description"] = ABOUT
    found["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    components = found.setdefault("components", {})
    _, shapes = msgspec.json.schema_components([ErrorBody, ToRead], ref_template="#/components/schemas/{name}")
    components.setdefault("schemas", {}).update(shapes)
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of `pactwatch account token NAME`."},
        "session": {"type": "apiKey", "in": "cookie", "name": "pactwatch_session", "description": "Logged in; X-CSRF-Token of /api/v1/me beside it."},
    }
    found["security"] = [{"token": []}, {"session": []}]
    for path, item in found["paths"].items():
        for method in METHODS:
            if method in item:
                _complete(path, method, item[method])
    return found


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    summary, _, rest = " ".join(operation.get("description", "").split()).partition(". ")
    operation["summary"], operation["description"] = summary.rstrip("."), rest or summary
    parameters = operation.setdefault("parameters", [])
    if method == "get" and path != EXPORT:
        parameters.append(dict(FORMAT))
    for parameter in parameters:
        if parameter["name"] in EXAMPLES:
            parameter["example"] = EXAMPLES[parameter["name"]]
    if path == "/api/v1/read" and method == "post":
        operation["requestBody"] = _to_read()
    if path == "/api/v1/health":
        operation["security"] = []
    operation["responses"] = _responses(path, method, operation)


def _responses(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    made = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
    for answer in made.values():
        answer["description"] = "What was asked for."
        if method == "get" and path != EXPORT:
            answer["content"]["text/csv"] = {"schema": {"type": "string"}}
        if path == EXPORT:
            answer["content"] = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FILES}
        if method == "get" and path not in UNTAGGED:
            answer["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "Changes with the answer."}}
    wanted = [*ALWAYS, *(("304",) if method == "get" and path not in UNTAGGED else ())]
    wanted += SENT if method != "get" else NAMED
    wanted += ("428",) if path in SEEN else ()
    for status in sorted({*wanted}):
        content = {} if status == "304" else {"content": {"application/json": {"schema": {"$ref": ERROR}}}}
        made[status] = {"description": STATUSES[status], **content}
    return made


def _to_read() -> dict[str, Any]:
    known = {name: {"type": "string"} for name in ("title", "published", "publisher")}
    form = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}, **known}, "required": ["file"]}
    sent = {"schema": {"$ref": "#/components/schemas/ToRead"}, "example": {"url": "https://news.example/article", "published": "2025-06-18"}}
    return {"required": True, "content": {"application/json": sent, "multipart/form-data": {"schema": form}}}


@lru_cache(maxsize=8)
def query_parameters(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """Return the names of the query parameters of each route, by path and method in lower case."""
    found = {}
    for path, item in document_of(app)["paths"].items():
        for method in METHODS:
            if method in item:
                names = (one["name"] for one in item[method].get("parameters", ()) if one["in"] == "query")
                found[path, method] = frozenset(names)
    return found


def plain_path(template: str) -> str:
    """Return the path of a route as the document writes it, without the types of its parameters."""
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", template)

"""Reading on demand: an address, a text or a file is taken as a job, whose progress can be asked for."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.params import Parameter

from pactwatch.intake import IntakeOptions
from pactwatch.model import Frozen
from pactwatch.web import codes
from pactwatch.web.api.parameters import Limit, Offset
from pactwatch.web.api.reply import MOST, answer, asked_for_csv, paged, table
from pactwatch.web.api.shapes import Page
from pactwatch.web.api.shapes_in import ToRead
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError
from pactwatch.web.jobs import Job
from pactwatch.web.routes import get, post

Asked = Request[Any, Any, Any]
COLUMNS = ("id", "source", "who", "at", "state", "done", "errors", "notes", "url")
JobId = Annotated[str, Parameter(max_length=60, description="a job's id")]


class JobFacts(Frozen, frozen=True, kw_only=True):
    """A job: `state` is waiting, reading, done or failed; `done` counts the texts so far."""

    id: str
    source: str
    who: str
    at: str
    state: str
    done: int
    readings: tuple[dict[str, Any], ...]
    errors: tuple[dict[str, str], ...]
    notes: tuple[str, ...]
    url: str


class JobList(Page, frozen=True, kw_only=True):
    """A page of the jobs that the server remembers, the newest first."""

    jobs: tuple[JobFacts, ...]


@post("/api/v1/read", name="api.read", tags=["reading"], status_code=202)
async def read(ctx: Context, request: Asked) -> Response[JobFacts]:
    """Read what is at an address, a text (JSON), or a file (multipart form with `file`); the answer names the job."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        job = await _file(ctx, request)
    elif kind in ("application/json", ""):
        job = _asked(ctx, _decoded(await request.body()))
    else:
        raise WebError("send JSON, or a form with a file", code=codes.MEDIA_TYPE, status=415)
    return answer(job.facts(), status=202, headers={"Location": f"/api/v1/read/{job.id}"})


@get("/api/v1/read", name="api.read.jobs", tags=["reading"])
def jobs(ctx: Context, limit: Limit = MOST, offset: Offset = 0) -> Response[JobList]:
    """List the jobs that the server remembers, the newest first."""
    as_csv, every = asked_for_csv(ctx), ctx.server.jobs.all()
    rows = [job.facts() for job in every[offset : offset + limit]]
    return _table(rows) if as_csv else answer(paged(ctx, "jobs", rows, len(every), limit, offset))


@get("/api/v1/read/{job:str}", name="api.read.job", tags=["reading"])
def job(ctx: Context, job: JobId) -> Response[JobFacts]:
    """Return how far a job is and what came of it."""
    as_csv, facts = asked_for_csv(ctx), ctx.server.jobs.job(job).facts()
    return _table([facts]) if as_csv else answer(facts)


def _table(rows: list[dict[str, Any]]) -> Response[Any]:
    return table("jobs", COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def options_of(ctx: Context, given: ToRead) -> IntakeOptions:
    """Return how something that was sent is taken in."""
    settings = ctx.server.settings
    return IntakeOptions(
        title=given.title or None, published=given.published or None, publisher=given.publisher or None,
        allow_private=settings.allow_private, max_bytes=settings.most_upload,
    )  # fmt: skip


def _asked(ctx: Context, given: ToRead) -> Job:
    if (given.url is None) == (given.text is None):
        raise _wrong("url", "give url or text, one of them")
    options = options_of(ctx, given)
    if given.url is not None:
        return ctx.server.jobs.read_url(given.url, options, ctx.person.name)
    try:
        body = (given.text or "").encode()
    except UnicodeEncodeError as error:
        raise _wrong("text", "it holds half of a surrogate pair, which is no character") from error
    return ctx.server.jobs.read_bytes("pasted.txt", body, options, ctx.person.name)


async def _file(ctx: Context, request: Asked) -> Job:
    form = await request.form()
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise _wrong("file", "the form has no file called file")
    fields = {name: form.get(name) or None for name in ("title", "published", "publisher")}
    return ctx.server.jobs.read_bytes(upload.filename or "file", await upload.read(), options_of(ctx, checked(fields)), ctx.person.name)


def checked(fields: dict[str, Any]) -> ToRead:
    """Return the fields of a form. WebError PW801 where one is not as it must be."""
    try:
        return msgspec.convert(fields, ToRead)
    except msgspec.ValidationError as error:
        raise _wrong("", str(error)) from error


def _decoded(body: bytes) -> ToRead:
    try:
        return msgspec.json.decode(body, type=ToRead)
    except msgspec.ValidationError as error:
        raise _wrong("", str(error)) from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise WebError("the body is no JSON", code=codes.MALFORMED, status=400) from error


def _wrong(name: str, message: str) -> WebError:
    return WebError(f"not as it must be: {message}", code=codes.INVALID, status=422, detail=[{"field": name, "message": message, "in": "body"}])


handlers = [read, jobs, job]

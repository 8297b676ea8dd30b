"""Reading something new: an address, files or a text are taken as jobs, whose progress has a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.datastructures import UploadFile

from pactwatch.casefile.plain import one_line
from pactwatch.errors import PactwatchError
from pactwatch.intake import IntakeOptions
from pactwatch.web import codes
from pactwatch.web.api.reading import checked, options_of
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError
from pactwatch.web.jobs import Job
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.routes import get, post
from pactwatch.web.templates import see_other

LATELY, FILES = 10, 20
STATES = {"waiting": "Waiting for its turn", "reading": "Reading", "done": "Read", "failed": "It could not be read"}
KNOWN = ("url", "title", "published", "publisher", "text")


@get("/read", name="pages.read")
def show_read(ctx: Context) -> Response[bytes]:
    """Show the ways to add something, and what was read lately."""
    return _page(ctx)


def _page(ctx: Context, error: PactwatchError | None = None, given: Mapping[str, str] | None = None) -> Response[bytes]:
    typed = given or {}
    jobs = [{"id": job.id, "source": one_line(job.source), "state": STATES[job.state].lower()} for job in ctx.server.jobs.all()[:LATELY]]
    return show(
        ctx, "read.html.j2", title="Read", status=200 if error is None else status_for(error), error=None if error is None else problem_of(error),
        jobs=jobs, may_read=ctx.person.may("analyst"), given={name: typed.get(name, "") for name in KNOWN},
    )  # fmt: skip


@post("/read", name="pages.read.send")
async def send(ctx: Context) -> Response[Any]:
    """Begin to read what a form names or holds, and go to the page of the job."""
    form = ctx.form
    try:
        options = options_of(ctx, checked({name: form.get(name, "").strip() or None for name in ("title", "published", "publisher")}))
        begun = await _begin(ctx, form, options)
    except PactwatchError as error:
        return _page(ctx, error, form)
    return see_other(f"/read/{begun[0].id}" if len(begun) == 1 else "/read")


async def _begin(ctx: Context, form: Mapping[str, str], options: IntakeOptions) -> list[Job]:
    jobs, who = ctx.server.jobs, ctx.person.name
    if form.get("url", "").strip():
        return [jobs.read_url(form["url"].strip(), options, who)]
    if form.get("text", "").strip():
        return [jobs.read_bytes("pasted.txt", form["text"].encode("utf-8", "replace"), options, who)]
    sent = [item for item in ctx.form_files("file") if isinstance(item, UploadFile) and item.filename]
    if not sent:
        raise WebError("give an address, choose a file, or paste a text", code=codes.INVALID, status=422)
    if len(sent) > FILES:
        raise WebError(f"at most {FILES} files at once; `pactwatch read FOLDER` takes more", code=codes.INVALID, status=422)
    return [jobs.read_bytes(one.filename, await one.read(), options, who) for one in sent]


@get("/read/{job:str}", name="pages.read.job")
def show_job(ctx: Context, job: str) -> Response[bytes]:
    """Show how far a job is; the page asks again by itself while it is under way."""
    found = ctx.server.jobs.job(job)
    return show(ctx, "job.html.j2", title="Reading", job=_job(found))


def _job(job: Job) -> dict[str, Any]:
    claims = sum(one["claims"] for one in job.readings)
    words = STATES[job.state]
    if job.state == "done":
        texts = len(job.readings)
        words = f"Read: {texts} text{'' if texts == 1 else 's'}, {claims} claim{'' if claims == 1 else 's'}"
    elif job.done:
        words = f"{words}: {job.done} so far"
    return {
        "id": job.id, "source": one_line(job.source), "words": words, "done": job.ended, "at": job.done, "total": None,
        "failures": [{"source": one_line(one["source"]), "message": one["message"], "code": one["code"]} for one in job.errors],
        "notes": [one_line(note) for note in job.notes],
        "documents": [
            {"id": one["document"], "title": one_line(one["title"] or "Untitled"), "claims": one["claims"], "new": one["new"]} for one in job.readings
        ],
    }  # fmt: skip


handlers = [show_read, send, show_job]

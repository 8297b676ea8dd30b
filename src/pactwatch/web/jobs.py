"""Reading on the server: jobs that fetch or take a file, read it in a process of its own, and keep it in the ledger.

One job is under way at a time; its texts are read outside this process, so that answers do not wait for the engine.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

from pactwatch.commands.stream import Result, results
from pactwatch.commands.telling import notes_of
from pactwatch.errors import PactwatchError
from pactwatch.intake import IntakeOptions, Taken, take_bytes, take_url
from pactwatch.model import Document, Reading
from pactwatch.runners.engines import version_of
from pactwatch.runners.outcome import Outcome
from pactwatch.store import Ledger
from pactwatch.store.ledger import utc_now
from pactwatch.web import codes
from pactwatch.web.errors import WebError
from pactwatch.web.workers import Workers

MOST_JOBS, MOST_WAITING = 500, 50
State = Literal["waiting", "reading", "done", "failed"]


@dataclass(slots=True)
class Job:
    """One job: what is read for whom, how far it is, what came of it. `failed` where nothing could be read."""

    id: str
    source: str
    who: str
    at: str
    state: State = "waiting"
    done: int = 0
    readings: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")

    def facts(self) -> dict[str, Any]:
        """Return the job as plain data."""
        names = ("id", "source", "who", "at", "state", "done", "readings", "errors", "notes")
        return {name: getattr(self, name) for name in names} | {"url": f"/api/v1/read/{self.id}"}


class Jobs:
    """The jobs of one server, the latest of which are remembered."""

    def __init__(self, ledger: Ledger, engine: str) -> None:
        self._ledger = ledger
        self._engine = engine
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._worker = Workers(1, "reading")

    def read_url(self, url: str, options: IntakeOptions, who: str) -> Job:
        """Begin to fetch and read what is at a web address. WebError PW801 for another kind of address, PW809 for too many jobs."""
        if not url.lower().startswith(("http://", "https://")) or any(sign.isspace() for sign in url.strip()):
            detail = [{"field": "url", "message": "http://... or https://...", "in": "body"}]
            raise WebError("only addresses of the web are fetched: http:// or https://", code=codes.INVALID, status=422, detail=detail)
        return self._begin(url.strip(), who, lambda: take_url(url.strip(), options))

    def read_bytes(self, name: str, body: bytes, options: IntakeOptions, who: str) -> Job:
        """Begin to read a file that was sent, called `name`. WebError PW809 for too many jobs."""
        shown = " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:200] or "file"
        return self._begin(shown, who, lambda: take_bytes(shown, body, options))

    def job(self, wanted: str) -> Job:
        """Return a job by its id. WebError PW802 where none is remembered that is called so."""
        found = self._jobs.get(wanted)
        if found is None:
            raise WebError(f"there is no job {wanted}; the server remembers the last {MOST_JOBS}", code=codes.NO_PAGE, status=404)
        return found

    def all(self) -> list[Job]:
        """Return the jobs that are remembered, the newest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def close(self) -> None:
        """End: the job under way stops after the text that is being read, those that wait are not begun."""
        self._worker.close()
        for job in self.all():
            if job.state == "waiting":
                job.state = "failed"

    def _begin(self, source: str, who: str, take: Callable[[], Iterator[Taken]]) -> Job:
        job = Job(f"job-{secrets.token_hex(8)}", source, who, utc_now())
        with self._lock:
            if sum(not one.ended for one in self._jobs.values()) >= MOST_WAITING:
                raise WebError("too many texts wait to be read; try again later", code=codes.TOO_MANY, status=429, headers={"Retry-After": "30"})
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.ended][: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[old]
        self._worker.submit(self._run, job, take)
        return job

    def _run(self, job: Job, take: Callable[[], Iterator[Taken]]) -> None:
        job.state = "reading"
        try:
            with closing(results(take(), self._known, self._read)) as found:
                for result in found:
                    self._keep(job, result)
                    if self._worker.closing:
                        break
        except PactwatchError as error:
            job.errors.append({"source": job.source, "code": error.code, "message": str(error)})
        except Exception as error:  # whatever goes wrong with one job is told there, and the next one is begun
            job.errors.append({"source": job.source, "code": "PW301", "message": f"it could not be read ({type(error).__name__})"})
        job.state = "done" if job.readings else "failed"

    def _keep(self, job: Job, result: Result) -> None:
        job.notes += [f"{result.source}: {note}" for note in notes_of(result)]
        error = result.error
        if result.reading is not None:
            try:
                added = self._ledger.add(result.reading, result.capture, who=job.who)
            except PactwatchError as refused:
                error = refused
            else:
                document = result.reading.document
                job.readings.append({
                    "source": result.source, "document": document.id, "reading": added.reading, "title": document.title,
                    "claims": len(result.reading.claims), "new": added.new_reading,
                })  # fmt: skip
        if error is not None:
            job.errors.append({"source": result.source, "code": error.code, "message": str(error)})
        job.done += 1

    def _known(self, taken: Taken) -> Reading | None:
        if taken.document is None:
            return None
        with self._ledger.view() as view:
            return view.reading_of(taken.document, self._engine, version_of(self._engine))

    def _read(self, documents: Iterable[Document]) -> Iterator[Outcome]:
        from pactwatch.runners.pool import read_pool

        return read_pool(documents, 1, self._engine)

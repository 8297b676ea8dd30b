"""The door of intake: sources to documents, one after the other, each with its own luck."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.intake.codes import Code, failure, printable
from pactwatch.intake.extract import extract_linked, jobs
from pactwatch.intake.files import file_chunks, folder_files, open_file, stream_chunks, suffix_of
from pactwatch.intake.finish import finish
from pactwatch.intake.taken import Draft, IntakeOptions, Job, Raw, Taken
from pactwatch.model import Capture

if TYPE_CHECKING:
    from pactwatch.intake.fetch import Fetcher

_URL = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+://|(?:https?|ftp|file|data|javascript|about|blob|mailto):)", re.IGNORECASE)


Make = Callable[[Job], Taken]
Each = Callable[[Make, Iterator[Job], bool], Iterator[Taken]]
"""How the jobs of one source become inputs, in their order; true says that they are those of an archive."""


def one_by_one(make: Make, found: Iterator[Job], is_archive: bool) -> Iterator[Taken]:  # noqa: ARG001 - all alike
    """Take in each job here and now."""
    return map(make, found)


def take_in(sources: Sequence[str], options: IntakeOptions, each: Each = one_by_one) -> Iterator[Taken]:
    """Yield what each of `sources` gives, in their order: documents with their captures, or errors.

    A source is a file, a folder, a URL or `-` (standard input). Whatever is wrong with one leaves the others alone.
    `each` may do the work elsewhere: what it is given can be pickled where the source is an archive.
    """
    call = _Call(options, each)
    for source in sources:
        if source == "-":
            yield from call.documents(source, call.standard_input)
        elif _URL.match(source) and not os.path.lexists(source):
            yield from call.documents(source, call.url)
        elif os.path.isdir(source):
            yield from _folder(call, source)
        else:
            yield from call.documents(source, call.file)


def take_url(url: str, options: IntakeOptions) -> Iterator[Taken]:
    """Yield what is at a URL, whatever files there are; IntakeError for what is no web address comes as an error."""
    call = _Call(options, one_by_one)
    yield from call.documents(url, call.url)


def take_bytes(name: str, body: bytes, options: IntakeOptions) -> Iterator[Taken]:
    """Yield what bytes give that were handed over as a file called `name`: sniffed like a file, which is never looked for."""

    def opened(source: str) -> Iterator[Job]:
        raw = Raw(source=printable(source), body=b"", captured_at=options.captured_at(), suffix=suffix_of(source))
        return jobs(raw, (body,), options, None)

    yield from _Call(options, one_by_one).documents(name, opened)


def _folder(call: _Call, folder: str) -> Iterator[Taken]:
    for found in folder_files(folder):
        if isinstance(found, IntakeError):
            yield Taken(source=printable(folder), error=found)
        else:
            yield from call.documents(found, call.file)


def taken_of(options: IntakeOptions, job: Job) -> Taken:
    """Return what a job gives: a document with its capture, or an error."""
    name = printable(job.name)
    try:
        return finish(name, *job.make(), options)
    except Exception as error:  # a row or an entry that fails must not cost the others
        return Taken(source=name, error=_as_intake_error(error), address=job.address)


class _Call:
    """One call of `take_in`; its fetcher comes into being with the first URL."""

    def __init__(self, options: IntakeOptions, each: Each = one_by_one) -> None:
        self._options = options
        self._each = each
        self._make = partial(taken_of, msgspec.structs.replace(options, stdin=None, meter=None, wanted=None))
        self._fetcher: Fetcher | None = None

    def documents(self, source: str, opened: Callable[[str], Iterator[Job]]) -> Iterator[Taken]:
        """Yield what `opened` gives for `source`; what fails in between ends this source with an error."""
        failed: list[Taken] = []
        found = _until_failure(source, opened, failed)
        first = next(found, None)
        if first is not None and first.of_archive:
            yield from self._archive(source, first, found, failed)
            return
        if first is not None:
            yield from self._each(self._make, chain([first], found), False)
        yield from failed

    def _archive(self, source: str, first: Job, rest: Iterator[Job], failed: list[Taken]) -> Iterator[Taken]:
        """Yield what an archive gives of what is wanted, each numbered, and where it ended early the error."""
        wanted = self._options.wanted(source) if self._options.wanted else _every
        if wanted is None:
            return
        numbers: deque[int] = deque()
        number = 0

        def chosen() -> Iterator[Job]:
            nonlocal number
            for number, job in enumerate(chain([first], rest), 1):
                if wanted(number):
                    numbers.append(number)
                    yield job

        for taken in self._each(self._make, chosen(), True):
            yield msgspec.structs.replace(taken, archive=source, number=numbers.popleft())
        for taken in failed:
            yield msgspec.structs.replace(taken, archive=source, number=number + 1, cut=True)

    def file(self, path: str) -> Iterator[Job]:
        """Yield the jobs of a file."""
        raw = Raw(source=printable(path), body=b"", captured_at=self._options.captured_at(), suffix=suffix_of(path))
        return jobs(raw, self._metered(file_chunks(path)), self._options, None, partial(open_file, path))

    def _metered(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            if self._options.meter is not None:
                self._options.meter.pass_by(len(chunk))
            yield chunk

    def standard_input(self, source: str) -> Iterator[Job]:
        """Yield the jobs of standard input."""
        raw = Raw(source=source, body=b"", captured_at=self._options.captured_at())
        return jobs(raw, stream_chunks(self._options.stdin) if self._options.stdin else (), self._options, None)

    def url(self, url: str) -> Iterator[Job]:
        """Yield the jobs of what is at a URL."""
        raw = self._fetch(url)
        return jobs(raw, (raw.body,), self._options, self._linked)

    def _linked(self, url: str) -> tuple[Draft, Capture]:
        return extract_linked(self._fetch(url), self._options)

    def _fetch(self, url: str) -> Raw:
        if self._fetcher is None:
            from pactwatch.intake.fetch import Fetcher

            self._fetcher = Fetcher(self._options)
        return self._fetcher.fetch(url)


def _every(number: int) -> bool:  # noqa: ARG001 - all of them
    return True


def _until_failure(source: str, opened: Callable[[str], Iterator[Job]], failed: list[Taken]) -> Iterator[Job]:
    """Yield the jobs of `source`; what ends them early goes into `failed`."""
    try:
        yield from opened(source)
    except Exception as error:  # a library that trips over one input must not cost the others
        failed.append(Taken(source=printable(source), error=_as_intake_error(error)))


def _as_intake_error(error: Exception) -> IntakeError:
    if isinstance(error, IntakeError):
        return error
    if isinstance(error, RecursionError):
        return failure(Code.TOO_COMPLEX, "the input is nested too deeply; give its text")
    if isinstance(error, MemoryError):
        return failure(Code.TOO_LARGE, "the input does not fit into memory; split it")
    return failure(Code.UNEXPECTED, f"the input cannot be taken in ({type(error).__name__}: {error}); please report it"[:300])

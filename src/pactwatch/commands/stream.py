"""From inputs to readings in the order of the inputs, one by one, whether they must be read or are in the ledger.

What is known already and what could not be taken in waits for its turn behind texts that are still being read;
never more than WAITING of them, so memory does not grow with the number of inputs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pactwatch.errors import PactwatchError
from pactwatch.intake import Taken
from pactwatch.model import Capture, Document, Reading
from pactwatch.runners.outcome import Outcome

WAITING = 64

Relevance = tuple[bool, float, str]
"""Whether the gate lets a text pass, its score, why (see Taken)."""
Known = Callable[[Taken], Reading | None]
Runner = Callable[[Iterable[Document]], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input: exactly one of `reading`, `error` and `dropped` is set; `new` if it was read just now.

    `dropped` is what the gate said of a text that it did not let pass. `archive` and `number` say where the input was, `cut` that
    the archive ended early there.
    """

    source: str
    reading: Reading | None = None
    error: PactwatchError | None = None
    capture: Capture | None = None
    notes: tuple[str, ...] = ()
    new: bool = False
    dropped: Relevance | None = None
    document: Document | None = None
    archive: str | None = None
    number: int = 0
    address: str | None = None
    cut: bool = False


def results(inputs: Iterator[Taken], known: Known, run: Runner) -> Generator[Result, None, None]:
    """Yield the result of each of `inputs`; `run` reads those that `known` returns None for."""
    for taken in inputs:
        done = _finished(taken, known)
        if done is not None:
            yield done
        else:
            yield from _segment(taken, inputs, known, run)


def _segment(first: Taken, inputs: Iterator[Taken], known: Known, run: Runner) -> Iterator[Result]:
    """Read from `first` on, until the inputs end or too many that need no reading wait for those that do."""
    waiting: deque[Taken | Result] = deque()

    def unread() -> Iterator[Document]:
        finished = 0
        yield _queue(first, waiting)
        for taken in inputs:
            done = _finished(taken, known)
            if done is None:
                yield _queue(taken, waiting)
                continue
            waiting.append(done)
            finished += 1
            if finished >= WAITING:
                return

    for outcome in run(unread()):
        yield from _leading(waiting)
        taken = waiting.popleft()
        assert isinstance(taken, Taken)  # noqa: S101 - _leading has taken the others
        yield _result(taken, reading=outcome.reading, error=outcome.error, new=True)
        yield from _leading(waiting)
    yield from _leading(waiting)


def _queue(taken: Taken, waiting: deque[Taken | Result]) -> Document:
    assert taken.document is not None  # noqa: S101 - _finished has an answer for those without
    waiting.append(taken)
    return taken.document


def _leading(waiting: deque[Taken | Result]) -> Iterator[Result]:
    while waiting and isinstance(waiting[0], Result):
        yield waiting[0]
        waiting.popleft()


def _finished(taken: Taken, known: Known) -> Result | None:
    """Return the result of an input that need not be read; None for one that must be."""
    if taken.document is None:
        return _result(taken, error=taken.error)
    reading = known(taken)
    if reading is not None:
        return _result(taken, reading=reading)
    if taken.relevance is not None and not taken.relevance[0]:
        return _result(taken, dropped=taken.relevance)
    return None


def _result(taken: Taken, **became: Any) -> Result:
    return Result(
        taken.source, capture=taken.capture, notes=taken.notes, document=taken.document, archive=taken.archive, number=taken.number,
        address=taken.address, cut=taken.cut, **became,
    )  # fmt: skip

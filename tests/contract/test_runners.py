"""The contract of every runner: the same outcomes, byte for byte, in the order of the documents."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator

import pytest

from pactwatch.errors import UsageError
from pactwatch.model import Document, make_document
from pactwatch.runners import pool
from pactwatch.runners.local import read_local
from pactwatch.runners.outcome import Outcome, digest, read_one
from pactwatch.runners.pool import read_pool

Runner = Callable[[Iterable[Document]], Iterator[Outcome]]

RUNNERS: dict[str, Runner] = {
    "local": read_local,
    "pool of one": lambda documents: read_pool(documents, 1),
    "pool of two": lambda documents: read_pool(documents, 2),
}

TEXTS = [
    "Norland will send 300 engineers to Eastmark in May, its defence ministry said on Tuesday.",
    "",
    "Heading\n\nTwo hundred shells were delivered, according to port officials.\n\n- A bullet\n- Another",
    "No claim here at all.",
    "Ünïcödé “quotes” and an emoji 🚢 before the ship sailed for the port.",
    "The president denied that troops had been sent.",
]


def documents() -> list[Document]:
    return [make_document(text, title=f"text {n}", published="2025-06-18") for n, text in enumerate(TEXTS * 3)]


def read_or_die(document: Document, engine: str) -> Outcome:
    """Stand for a text on which a native library crashes the process."""
    if document.title == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(document, engine)


def read_or_raise(document: Document, engine: str) -> Outcome:
    return Outcome(document, reading=None, error=UsageError("as asked"))


@pytest.mark.parametrize("name", RUNNERS)
def test_every_runner_gives_the_digest_of_the_plain_loop(name: str) -> None:
    expected = digest(read_one(document) for document in documents())
    assert digest(RUNNERS[name](documents())) == expected


@pytest.mark.parametrize("name", RUNNERS)
def test_outcomes_come_in_the_order_of_the_documents(name: str) -> None:
    assert [o.document.id for o in RUNNERS[name](documents())] == [d.id for d in documents()]


@pytest.mark.parametrize("name", RUNNERS)
def test_no_documents_no_outcomes(name: str) -> None:
    assert list(RUNNERS[name]([])) == []


def test_pool_takes_only_a_bounded_number_of_documents_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield make_document(f"Text number {taken}.")

    outcomes = read_pool(endless(), 2)
    for _ in range(3):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken <= 3 + 2 * pool.IN_FLIGHT


def test_a_document_that_kills_its_process_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "read_one", read_or_die)
    given = [make_document(text, title=title) for text, title in [
        ("One ship sailed.", "a"), ("Two ships sailed.", "deadly"), ("Three ships sailed.", "c"),
        ("Four ships sailed.", "deadly"), ("Five ships sailed.", "e"),
    ]]
    outcomes = list(read_pool(given, 2))
    assert [o.document.text for o in outcomes] == [d.text for d in given]
    assert [o.error.code if o.error else None for o in outcomes] == [None, "PW302", None, "PW302", None]


def test_an_error_keeps_its_code_and_message_across_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "read_one", read_or_raise)
    (outcome,) = read_pool([make_document("x")], 1)
    assert outcome.error is not None
    assert (outcome.error.code, str(outcome.error)) == ("PW100", "as asked")


def test_no_processes_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        read_pool([], 0)
    assert error.value.code == "PW110"


def test_a_failure_inside_the_engine_becomes_the_error_of_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(document: Document, engine: str) -> None:
        raise KeyError("lexicon")

    monkeypatch.setattr("pactwatch.read.read", trip)
    outcome = read_one(make_document("x"))
    assert outcome.error is not None
    assert outcome.error.code == "PW301"
    assert "KeyError" in str(outcome.error)

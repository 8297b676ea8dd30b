"""Sums run on one thread while a text is read, and on as many as before afterwards; the encoder on one or two, with the same vectors."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pactwatch.reading import threads
from pactwatch.runners.pool import Workers

SHOWN = """
import sys, threading
import numpy
from threadpoolctl import threadpool_info
from pactwatch.reading import threads

def now():
    return max((one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"), default=1)

before = now()
if "beside" in sys.argv:
    stop = threading.Event()
    threading.Thread(target=stop.wait, daemon=True).start()
with threads.one_thread():
    within = now()
print(before == now(), within, len(threads._found))
"""


def shown(*words: str, **variables: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"} | variables
    done = subprocess.run([sys.executable, "-c", SHOWN, *words], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.split()


def test_a_reading_sums_on_one_thread_and_leaves_others_as_they_were() -> None:
    assert shown() == ["True", "1", "1"]


def test_libraries_that_were_told_before_are_not_looked_for() -> None:
    assert shown(OPENBLAS_NUM_THREADS="1") == ["True", "1", "0"]


def test_beside_other_threads_nothing_is_looked_through() -> None:
    assert shown("beside")[::2] == ["True", "0"]


VECTORS = """
import hashlib
from pactwatch.reading.encoder import _encode, session
from pactwatch.reading.pieces import windows
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse

text = "Norway sent 30 howitzers to Latvia on Monday, and Estonia, which had asked for them, thanked it. " * 9
options = session().get_session_options()
vectors = _encode(windows(parse(text, split_blocks(text))))
print(options.intra_op_num_threads, hashlib.sha256(b"".join(one.tobytes() for one in vectors)).hexdigest())
"""


def encoded(**variables: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if name != threads.OF_ENCODER} | variables
    return subprocess.run([sys.executable, "-c", VECTORS], capture_output=True, text=True, check=True, env=environment).stdout.split()


def test_the_encoder_gives_the_same_vectors_on_any_number_of_threads() -> None:
    by_one, by_three, by_itself = (encoded(**told) for told in ({threads.OF_ENCODER: "1"}, {threads.OF_ENCODER: "3"}, {}))
    assert [by_one[0], by_three[0], by_itself[0]] == ["1", "3", str(min(threads.MOST_OF_ENCODER, threads.processors()))]
    assert by_one[1] == by_three[1] == by_itself[1]


def _threads_here(_: int) -> int:
    return threads.encoder_threads()


def test_processes_that_share_the_work_have_one_thread_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(threads.OF_ENCODER, "none")
    assert threads.encoder_threads() == min(threads.MOST_OF_ENCODER, threads.processors())
    with Workers(2, preload="pactwatch.reading.threads") as workers:
        assert list(workers.map(iter([1, 2, 3]), _threads_here, _threads_here)) == [1, 1, 1]

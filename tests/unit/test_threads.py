"""Sums run on one thread while a text is read, and on as many as before afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

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

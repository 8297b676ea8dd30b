"""What the web server remembers: of one state of the ledger, made once, however many ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread

from pactwatch.web.remembered import Remembered

LONG = 0.08


def slow(value: str) -> Callable[[], str]:
    def make() -> str:
        time.sleep(LONG)
        return value

    return make


def test_a_value_is_made_once_for_a_state_and_anew_for_the_next() -> None:
    kept, made = Remembered(), list[int]()

    def make() -> int:
        made.append(len(made))
        return made[-1]

    assert [kept.get("a", stamp, make) for stamp in ((1, 0), (1, 0), (1, 1), (2, 1))] == [0, 0, 1, 2]


def test_many_who_ask_at_once_wait_for_one_making() -> None:
    kept, made, got = Remembered(), list[int](), list[str]()

    def make() -> str:
        made.append(1)
        return slow("it")()

    threads = [Thread(target=lambda: got.append(kept.get("a", 1, make))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), got) == (1, ["it"] * 5)

"""What the web server remembers: of one state of the ledger, made once, and for a while of the state before where that may be."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread

from pactwatch.web.remembered import Remembered
from pactwatch.web.rests import LIGHT, MOST_REST, REST, rest_after

LONG = LIGHT * 1.5


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


def test_what_may_rest_stands_after_two_makings_in_a_row_but_not_over_new_readings() -> None:
    kept = Remembered()
    assert kept.get("a", (1, 0), slow("zero"), rests=True) == "zero"
    assert kept.get("a", (1, 1), slow("one"), rests=True) == "one"
    assert kept.got("a", (1, 2), slow("two"), rests=True) == ("one", True)
    assert kept.got("a", (1, 1), slow("two"), rests=True) == ("one", False)
    assert kept.get("a", (1, 2), slow("two")) == "two"
    assert kept.get("a", (1, 3), slow("three"), rests=True) == "two"
    assert kept.get("a", (2, 3), slow("three"), rests=True) == "three"


def test_a_slow_look_at_an_earlier_state_does_not_take_the_place_of_a_later_one() -> None:
    kept = Remembered()

    def earlier() -> str:
        with kept._lock:  # somebody else was quicker
            kept._values["a"] = later
        return "earlier"

    kept.get("a", (1, 5), lambda: "later")
    later = kept._values["a"]
    assert kept.get("a", (1, 4), earlier, rests=True) == "earlier"
    assert kept.get("a", (1, 5), slow("anew")) == "later"


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


def test_a_rest_is_as_long_as_several_makings_and_never_longer_than_most() -> None:
    assert (rest_after(LIGHT / 2), rest_after(1.0), rest_after(1000.0)) == (0.0, REST, MOST_REST)

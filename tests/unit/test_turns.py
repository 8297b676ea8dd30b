"""Turns: so many threads at a time, given away while something is waited for, never waited for for ever."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Event, Lock, Thread

import pytest

from pactwatch.web.turns import Turns, give, waiting


def together(count: int, work: Callable[[], None]) -> None:
    """Have so many threads do something side by side."""
    threads = [Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def test_no_more_than_so_many_have_a_turn_at_a_time() -> None:
    turns, lock, now, most = Turns(2, patience=20), Lock(), [0], [0]

    def work() -> None:
        with turns.taken():
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            Event().wait(0.02)
            with lock:
                now[0] -= 1

    together(8, work)
    assert most == [2]


def test_who_waits_for_something_lets_the_others_go_on() -> None:
    """Three threads that wait for each other within their turns, of which there is one: all get there."""
    turns, all_there, done = Turns(1, patience=20), Barrier(3), list[int]()

    def work() -> None:
        with turns.taken():
            with waiting():
                all_there.wait(10)
            done.append(1)

    together(3, work)
    assert len(done) == 3


def test_nobody_waits_for_a_turn_for_ever() -> None:
    turns, there, go = Turns(1, patience=0.05), Event(), Event()

    def long() -> None:
        with turns.taken():
            there.set()
            go.wait(20)

    thread = Thread(target=long)
    thread.start()
    there.wait(20)
    with turns.taken():
        assert give() is None, "there was a turn to give away, though another thread has the only one"
    go.set()
    thread.join(20)
    with turns.taken():
        assert give() is turns, "the turn of the thread that is done is free again"


def test_a_turn_is_given_back_after_an_error_and_never_taken_twice() -> None:
    turns = Turns(1, patience=0.05)
    with pytest.raises(ValueError, match="wrong"), turns.taken(), turns.taken():
        raise ValueError("wrong")
    with turns.taken():
        assert give() is turns


def test_without_a_turn_waiting_takes_none() -> None:
    with waiting():
        pass
    assert give() is None

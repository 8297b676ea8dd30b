"""What the server keeps and makes anew: fresh after one review, at rest while review follows review."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from time import sleep

import pytest

from pactwatch.store import open_ledger
from pactwatch.store.view import View
from pactwatch.web.computed.kept import LIGHT, REST, Kept
from pactwatch.web.errors import WebError

TOOK = LIGHT * 2
"""Seconds of a making that is no light one."""


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    with open_ledger(tmp_path / "kept.db", create=True, who="tester") as ledger:
        made = Kept(ledger)
        yield made
        made.close()


def _slow(value: str) -> object:
    def make(_: View) -> str:
        sleep(TOOK)
        return value

    return make


def test_what_is_asked_for_once_is_fresh(kept: Kept) -> None:
    """One change, and a while later another one: each is there at once."""
    assert kept.get("figures", 1, _slow("first")).value == "first"
    second = kept.get("figures", 2, _slow("second"), patience=9)
    assert (second.value, second.fresh) == ("second", True)


def test_what_changes_all_the_time_rests(kept: Kept) -> None:
    """Of ten changes in a row few are made, each is told as behind meanwhile, and after the rest the newest is made."""
    made: list[int] = []

    def make(version: int) -> object:
        def work(_: View) -> int:
            sleep(TOOK)
            made.append(version)
            return version

        return work

    for version in range(10):
        got = kept.get("figures", version, make(version), patience=9)
        assert got.fresh == (got.value == version)
    assert 2 <= len(made) < 5, "a value was made anew for nearly every change"
    sleep(TOOK * (REST + 2))
    last = kept.get("figures", 10, make(10), patience=9)
    assert (last.value, last.fresh) == (10, True)


def test_light_values_never_rest(kept: Kept) -> None:
    for version in range(50):
        assert kept.get("light", version, lambda _, version=version: version, patience=9).value == version


def test_without_a_value_before_one_is_told_to_ask_again(kept: Kept) -> None:
    go = Event()
    with pytest.raises(WebError) as error:
        kept.get("stories", 1, lambda _: go.wait(9), longest=0.01)
    go.set()
    assert error.value.code == "PW814"

"""A day that is still to come is no day of publication, and nothing is known as of it; tomorrow has begun somewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from command_line import Command

from pactwatch.commands.given import has_come, is_to_come
from pactwatch.errors import UsageError


def test_a_text_cannot_have_been_published_on_a_day_to_come(command: Command, articles: list[str]) -> None:
    assert articles
    done = command("read", "first.txt", "--published", "2999-06-18", "--no-store")
    assert (done.code, done.out) == (2, "")
    assert "--published" in done.err
    assert "still to come" in done.err


@pytest.mark.parametrize("call", [("figures",), ("pacts", "PRK", "RUS"), ("assess",), ("origins",)])
def test_nothing_is_known_as_of_a_day_to_come(command: Command, call: tuple[str, ...]) -> None:
    for day in ("2999-06-18", "2999-06", "2999"):
        done = command(*call, "--as-of", day)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"PW120 --as-of {day} is still to come")


def test_what_has_begun_has_come() -> None:
    now = datetime.now(UTC)
    for day in ((now + timedelta(days=1)).date().isoformat(), now.strftime("%Y-%m"), now.strftime("%Y"), "2025-06-18", "no day", None):
        assert has_come("--as-of", day) == day
    assert is_to_come((now + timedelta(days=3)).date().isoformat())
    with pytest.raises(UsageError):
        has_come("--as-of", "2999")

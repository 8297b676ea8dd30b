"""The call that every hostile case goes through: a good file, the hostile one, good rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from builders import PROSE

from pactwatch.intake import IntakeOptions, Taken, take_in

Outcome = list[Taken]
Check = Callable[..., Outcome]
ROWS = '{"text": "A first row."}\n{"text": "A second row."}\n'


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function that takes a source in between good ones and returns what came of it.

    Each part must be a document or one PW2xx error of one line, and the good inputs must be in, unchanged. `wanted` are
    the codes of which all errors must be, and at least one must come; "document" means that no error may come, None
    that anything within these bounds will do.
    """
    good, rows = tmp_path / "good-first.txt", tmp_path / "good-rows.jsonl"
    good.write_text(PROSE, encoding="utf-8")
    rows.write_text(ROWS, encoding="utf-8")

    def run(source: str, wanted: str | Iterable[str] | None = None, **options: object) -> Outcome:
        taken = list(take_in([str(good), source, str(rows)], IntakeOptions(**options)))
        first, *found, second, third = taken
        assert [one.document.text for one in (first, second, third) if one.document] == [PROSE, "A first row.", "A second row."]
        assert found
        for one in found:
            assert (one.document is None) != (one.error is None)
            assert (one.document is None) == (one.capture is None)
            if one.document is not None:
                assert one.document.text.strip()
                one.document.text.encode()
            if one.error is not None:
                _check_error(one, source)
        codes = {one.error.code for one in found if one.error}
        if wanted == "document":
            assert not codes, [str(one.error) for one in found]
        elif wanted is not None:
            assert codes, [one.document for one in found]
            assert codes <= ({wanted} if isinstance(wanted, str) else set(wanted))
        return found

    return run


def _check_error(taken: Taken, source: str) -> None:
    message = str(taken.error)
    assert re.fullmatch(r"PW2\d\d", taken.error.code if taken.error else "")
    assert taken.error is not None
    assert taken.error.code != "PW299", message
    assert 10 < len(message) < 400
    assert message.isprintable(), message
    assert "Traceback" not in message
    if source.isprintable():
        assert taken.source.startswith(source)

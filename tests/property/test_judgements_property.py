"""Whatever is judged and undone: what is in force follows from the history alone, and the ledger verifies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import LedgerError
from pactwatch.model import Judgement
from pactwatch.store import open_ledger
from pactwatch.store.judgements import in_force

WORDS = st.text(st.characters(), min_size=1, max_size=20).filter(lambda text: text.strip() != "")
VALUES = st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5), max_size=3)


@settings(max_examples=40, deadline=None)
@given(kind=WORDS, subject=WORDS, value=VALUES, why=WORDS)
def test_any_judgement_comes_back_equal(kind: str, subject: str, value: dict[str, object], why: str) -> None:
    with open_ledger(":memory:", who="tester") as ledger:
        made = ledger.judge(kind, subject, value, why=why)
        with ledger.view() as view:
            assert view.judgements(kind, subject) == [made]
        assert (made.kind, made.subject, made.value, made.why) == (kind, subject, value, why)
        assert ledger.verify().ok


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(st.integers(-6, 3), max_size=12))
def test_in_force_is_what_a_stack_of_undos_leaves(steps: list[int]) -> None:
    """A step >= 0 judges that subject; a step < 0 undoes the history's row at that place from its end."""
    history: list[Judgement] = []
    with open_ledger(":memory:", who="tester") as ledger:
        for step in steps:
            if step >= 0:
                history.append(ledger.judge("story.join", f"story-{step}", {}, why="same"))
            elif -step <= len(history):
                wanted = history[step]
                if not _stands(history, wanted):
                    with pytest.raises(LedgerError, match="undone already"):
                        ledger.undo(wanted.id, why="wrong")
                    continue
                history.append(ledger.undo(wanted.id, why="wrong"))
        with ledger.view() as view:
            found = view.judgements()
        assert ledger.verify().ok
    assert [item.id for item in found] == [item.id for item in history if _stands(history, item) and item.undoes is None]
    assert in_force(reversed(history)) == found


def _stands(history: list[Judgement], item: Judgement) -> bool:
    """Say whether no undo that stands itself takes `item` back."""
    return not any(other.undoes == item.id and _stands(history, other) for other in history)

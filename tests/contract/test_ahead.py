"""What is computed ahead in processes is what is computed in place, is kept, and is not computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from store_builders import clock, reading

from pactwatch.commands.ahead import CHUNK, facts_ahead, findings_ahead
from pactwatch.commands.assessed import FINDINGS, Assessed, Assessor, findings_version
from pactwatch.commands.tracing import trace_ledger
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.types import Facts
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.tracing import FACTS

READINGS = 2 * CHUNK + 5


@pytest.fixture(params=["file", "postgres"])
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        opened.add_many((reading(number), None) for number in range(READINGS))
        yield opened


def test_facts_and_findings_are_those_made_in_place_and_kept(ledger: Ledger) -> None:
    done: list[int] = []

    def tell(at: int, total: int) -> bool:
        assert total == READINGS
        done.append(at)
        return True

    with ledger.view() as view:
        names = [name for name, _ in view.latest()]
        version, assessor = findings_version(view), Assessor(view)
        facts = {name: facts_of(view.reading(name)) for name in names}
        findings = {name: assessor.assess(view.reading(name), view) for name in names}
    assert facts_ahead(ledger, names, tell) == facts
    assert done == [CHUNK, 2 * CHUNK, READINGS]
    assert findings_ahead(ledger, names, version, tell) == findings
    with ledger.view() as view:
        assert view.derived(FACTS, VERSION, Facts) == facts
        assert view.derived(FINDINGS, version, Assessed) == findings
        assert view.derived_subjects(FACTS, VERSION) == set(names)


def test_who_is_stopped_keeps_what_was_made(ledger: Ledger) -> None:
    with ledger.view() as view:
        names = [name for name, _ in view.latest()]
    assert len(facts_ahead(ledger, names, lambda at, _: at < CHUNK)) == CHUNK
    with ledger.view() as view:
        assert view.derived_subjects(FACTS, VERSION) == set(names[:CHUNK])


def test_findings_of_another_version_are_left_for_later(ledger: Ledger) -> None:
    with ledger.view() as view:
        names = [name for name, _ in view.latest()]
    assert findings_ahead(ledger, names[:CHUNK], "of another register", lambda *_: True) == {}


def test_the_command_compares_many_documents_in_processes(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    traced = trace_ledger(ledger.address)
    assert sum(len(story) for story in traced.stories) == READINGS
    assert f"comparing: {READINGS} of {READINGS} documents" in capsys.readouterr().err
    assert trace_ledger(ledger.address).stories == traced.stories
    assert "comparing" not in capsys.readouterr().err

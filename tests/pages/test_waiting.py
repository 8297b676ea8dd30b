"""Pages of what is still being computed: told soon, loaded again until they are there; programs are told 503."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest
from visiting import Visitor

from pactwatch.store.tracing import trace_view
from pactwatch.store.view import View
from pactwatch.web.computed.stories import Known
from pactwatch.web.waits import PAGE, bearable, within

DAY = "2025-06-20"


@pytest.fixture
def held(reader: Visitor) -> Iterator[Event]:
    """Stories of a day that are computed as ever, but not before the event is set."""
    go, computed = Event(), reader.client.app.state.server.computed
    with computed._ledger.view() as view:
        readings = view.stamps().readings

    def make(own: View) -> object:
        go.wait(60)
        traced = trace_view(own, as_of=DAY)
        return Known(traced.index, traced.stories, computed.stories._quick)

    computed.kept.begin(("stories", DAY), (readings, ()), make)
    yield go
    go.set()


def test_a_page_says_soon_what_is_made_and_opens_when_it_is_there(reader: Visitor, held: Event) -> None:
    begun = monotonic()
    page = reader.look(f"/origins?as_of={DAY}")
    assert monotonic() - begun < PAGE + 8
    assert (page.status, page.headers["retry-after"]) == (202, "5")
    assert "comparing the documents" in page.words("//*[@role='status'][@data-waiting]")
    [refresh] = page.all("//noscript//meta[@http-equiv='refresh']")
    assert refresh.get("content") == "5"
    asked = reader.client.get(f"/origins?as_of={DAY}", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.headers["retry-after"], asked.json()["error"]["code"]) == (503, "5", "PW814")
    held.set()
    assert "Origins" in reader.get(f"/origins?as_of={DAY}").words("//h1")


def test_what_is_waited_for_shares_the_time_of_the_page() -> None:
    assert bearable(20.0) == 20.0
    with within(0.5):
        assert 0 < bearable(20.0) <= 0.5
        assert bearable(0.1) == 0.1
    assert bearable(20.0) == 20.0

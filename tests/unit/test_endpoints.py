"""Where what moves comes from and where it goes."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.read import RULES, read


def ends(text: str) -> set[tuple[str | None, str | None]]:
    reading = read(make_document(text, published="2025-06-18"), RULES)
    for claim in reading.claims:
        for place in (claim.origin, claim.destination):
            assert place is None or text[place.span[0] : place.span[1]]
    return {(c.origin and c.origin.name, c.destination and c.destination.name) for c in reading.claims}


@pytest.mark.parametrize(("text", "origin", "destination"), [
    ("A Russian ship carried 40 containers of shells from Rajin to Vostochny.", "Rajin", "Vostochny"),
    ("Norway sent 120 soldiers to Latvia.", None, "Latvia"),
    ("Iran flew 200 drones from Tehran into Russia in May.", "Tehran", "Russia"),
    ("Direct trains between Moscow and Pyongyang resumed on Tuesday.", "Moscow", "Pyongyang"),
])
def test_endpoints_are_read_from_the_events_own_words(text, origin, destination):
    assert (origin, destination) in ends(text)


def test_a_place_where_something_happens_is_no_endpoint():
    assert ends("South Korea and Japan held a naval exercise near Jeju on Monday.") <= {(None, None)}
    assert ends("Russia condemned the drill in Poland.") <= {(None, None)}

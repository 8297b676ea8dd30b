"""Source and target of an event as event data have them."""

from __future__ import annotations

from typing import Any

import pytest
from export_records import FULL, changed

from pactwatch.exports.dyads import dyad
from pactwatch.model import Party, Place, Plover, Source

KENYA, CHINA, TAIWAN, STATES = (Party(name=n, actor=a) for n, a in (("Kenya", "KEN"), ("China", "CHN"), ("Taiwan", "TWN"), ("US", "USA")))
SOLDIERS, NOBODY = Party(name="soldiers"), None
BAGHDAD = Place(name="Baghdad", country="IRQ", lat=33.3, lon=44.4, precision="city", span=(0, 1))


def sides(event: str, **fields: Any) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    bare: dict[str, Any] = {"place": None, "origin": None, "destination": None, "attributed_to": (), "agent": None, "recipient": None}
    source, target = dyad(changed(**(bare | {"plover": Plover(event=event, mode=None)} | fields)))
    return (source.country, source.by), (target.country, target.by)


def test_who_gives_and_who_gets_stand_as_the_text_names_them() -> None:
    assert sides("AID", agent=FULL.agent, recipient=KENYA) == (("PRK", "named"), ("KEN", "named"))


def test_what_is_called_for_has_who_calls_as_source_and_whom_he_calls_on_as_target() -> None:
    said = (Source(name="AFP", actor=None), Source(name="China", actor="CHN"))
    assert sides("REQUEST", type="transfer_arms", agent=STATES, recipient=TAIWAN, attributed_to=said) == (("CHN", "named"), ("USA", "named"))
    assert sides("REQUEST", type="transfer_arms", agent=STATES, recipient=TAIWAN) == (("USA", "named"), ("TWN", "named"))


def test_a_denial_keeps_its_own_sides() -> None:
    said = (Source(name="China", actor="CHN"),)
    assert sides("REJECT", type="deny", agent=STATES, recipient=TAIWAN, attributed_to=said) == (("USA", "named"), ("TWN", "named"))


def test_casualties_have_who_suffers_them_as_target() -> None:
    assert sides("ASSAULT", type="casualties", agent=KENYA, recipient=CHINA) == (("CHN", "named"), ("KEN", "named"))
    assert sides("PROTEST", type="casualties", agent=KENYA) == (("KEN", "named"), ("KEN", "home"))


@pytest.mark.parametrize(("event", "agent", "recipient", "expected"), [
    ("ASSAULT", NOBODY, KENYA, (("IRQ", "place"), ("KEN", "named"))),
    ("ASSAULT", KENYA, NOBODY, (("KEN", "named"), ("IRQ", "place"))),
    ("RETREAT", KENYA, NOBODY, (("KEN", "named"), ("IRQ", "place"))),
    ("PROTEST", SOLDIERS, NOBODY, (("IRQ", "place"), ("IRQ", "place"))),
    ("AID", KENYA, NOBODY, (("KEN", "named"), ("", None))),
    ("AID", NOBODY, KENYA, (("", None), ("KEN", "named"))),
])  # fmt: skip
def test_a_side_that_nobody_names_is_of_the_place_where_the_event_befalls_one(event: str, agent: Any, recipient: Any, expected: Any) -> None:
    assert sides(event, type="other", agent=agent, recipient=recipient, place=BAGHDAD) == expected


def test_a_curfew_without_another_country_is_at_home() -> None:
    assert sides("COERCE", type="other", agent=KENYA) == (("KEN", "named"), ("KEN", "home"))
    assert sides("SANCTION", type="other", agent=KENYA) == (("KEN", "named"), ("", None))

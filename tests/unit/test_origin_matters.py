"""Who is heard on something else in a longer report confirms nothing of its news."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.facts import facts_of
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Story
from pactwatch.read import read

AGENCY = """Norway to send 400 engineers to Moldova

Norway will send 400 army engineers to Moldova to rebuild bridges, the Norwegian defence minister said on Tuesday.

The engineers will work near Cahul, the minister told reporters in Chisinau.

Freight trains between Chisinau and Ungheni resumed on Monday, Moldovan Railways announced.
"""
COURIER = """Engineers for Moldova

Norway is to send 400 army engineers to Moldova, the Fjord Agency reported, citing the Norwegian defence minister.

The plan angered Russia's foreign ministry, which called it a provocation.

About 1,500 Russian soldiers are stationed in Transnistria, according to Ukraine's military intelligence.

Romania sent 90 lorries to Moldova in May, the Romanian interior ministry said.
"""
POST = """Bridges by soldiers

Norway will send 400 engineers to Moldova to rebuild bridges, according to the Fjord Agency.

More than 200 people were killed in last year's floods, Moldova's health ministry said in January.
"""


def story(engine: str) -> Story:
    texts = {"Fjord Agency": AGENCY, "Coast Courier": COURIER, "River Post": POST}
    found: list[Facts] = []
    for day, (publisher, text) in enumerate(texts.items(), 3):
        title = text.splitlines()[0]
        found.append(facts_of(read(make_document(text, title=title, publisher=publisher, published=f"2025-06-0{day}"), engine)))
    return trace(found, {facts.document: text for facts, text in zip(found, texts.values(), strict=True)})


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
def test_three_reports_of_one_statement_are_one_origin_whatever_else_they_tell(engine: str) -> None:
    found = story(engine)
    own = [claimant for claimant in found.claimants if claimant.standing == "own"]
    assert len(own) == 1, own
    assert found.independent_confirmations == 0
    assert len(own[0].documents) == 3
    assert ("Fjord Agency", "River Post") in own[0].relays


@pytest.mark.parametrize(("text", "measures"), [
    ("More than 6,000 Norwegian soldiers had been killed or wounded near Narvik.", {6000: "casualties"}),
    ("Some 300 were killed and 2,700 wounded.", {300: "killed", 2700: "wounded"}),
])  # fmt: skip
def test_fates_that_share_one_figure_are_counted_together(text: str, measures: dict[float, str]) -> None:
    facts = facts_of(read(make_document(text, published="2025-06-03")))
    assert {figure.low: figure.measure for figure in facts.figures} == measures

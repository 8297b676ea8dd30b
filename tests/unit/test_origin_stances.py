"""What speakers do with an event: who denies, demands or condemns it confirms nothing."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.facts import facts_of
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Story
from pactwatch.read import read

SAID = "North Korea sent 3,000 soldiers to Russia, Ukraine's defence ministry said. "


def story(*texts: str) -> Story:
    documents = [make_document(text, published="2025-06-18") for text in texts]
    return trace([facts_of(read(d)) for d in documents], {d.id: d.text for d in documents})


def standings(found: Story) -> dict[str, str]:
    return {c.name: c.standing for c in found.claimants}


@pytest.mark.parametrize("denial", [
    "Russia's foreign minister called the report that North Korea sent 3,000 soldiers to Russia a fantasy.",
    "Russia's foreign minister said the reports of North Korean soldiers in Russia were a fantasy.",
    "Russia's foreign minister branded the claim that 3,000 soldiers had arrived a crude lie.",
    'Russia\'s foreign minister described the claim as "pure fantasy".',
    "Russia's foreign minister said that no North Korean soldiers were in Russia.",
    "Russia's foreign minister dismissed reports that North Korea sent 3,000 soldiers as nonsense.",
])  # fmt: skip
def test_who_calls_a_report_untrue_denies_it(denial: str) -> None:
    found = story(SAID + denial)
    assert standings(found)["Russia's foreign minister"] == "deny", standings(found)
    assert found.independent_confirmations == 0


@pytest.mark.parametrize("judgement", [
    "Japan's foreign ministry condemned North Korea's dispatch of 3,000 soldiers to Russia and demanded that they withdraw.",
    "Japan's foreign ministry urged North Korea to withdraw its 3,000 soldiers from Russia.",
    "Japan's foreign ministry demanded that North Korea stop sending soldiers to Russia.",
    "Japan's foreign ministry strongly criticised the sending of North Korean soldiers to Russia.",
])  # fmt: skip
def test_who_condemns_or_demands_confirms_nothing(judgement: str) -> None:
    found = story(SAID + judgement)
    assert standings(found).get("Japan's foreign ministry", "comment") == "comment", standings(found)
    assert found.independent_confirmations == 0


@pytest.mark.parametrize("statement", [
    "Japan's foreign ministry accused North Korea of sending 3,000 soldiers to Russia.",
    "Japan's foreign ministry said that North Korea had sent 3,000 soldiers to Russia, and condemned the dispatch.",
])  # fmt: skip
def test_who_accuses_or_also_tells_states_it(statement: str) -> None:
    found = story(SAID + statement)
    assert standings(found)["Japan's foreign ministry"] == "own"
    assert found.independent_confirmations == 1

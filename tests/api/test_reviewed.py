"""Reviews reach figures, pacts and findings at once: on pages, in JSON and CSV, with what is left out, and back with an undo."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from served import served
from typer.testing import CliRunner

from pactwatch.cli import app as command_line


def act(client: Any, claim: str, action: str, **more: Any) -> None:
    done = client.post(f"/api/v1/claims/{claim}/reviews", json={"action": action, "why": "looked at it"} | more)
    assert done.status_code == 201, done.text


def points(client: Any, query: str = "") -> dict[str, dict[str, Any]]:
    found = client.get(f"/api/v1/figures?{query}").json()
    assert found["behind"] is False
    return {p["claim"]: p for one in found["series"] for p in one["points"]}


def transfers(client: Any) -> dict[str, dict[str, Any]]:
    return {t["claim"]: t for row in client.get("/api/v1/pacts/PRK/RUS").json()["balance"] for t in row["transfers"]}


@pytest.fixture
def sent(client):
    """Return the claim of the 11,000 soldiers that a service says were sent."""
    return next(claim for claim, p in points(client).items() if p["low"] == 11000)


def page(client: Any, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return str(answer.text)


@pytest.mark.parametrize("action", ["reject", "retract"])
def test_what_is_left_out_counts_nowhere_and_is_told_with_who_and_why(client, sent, action):
    assert sent in transfers(client)
    if action == "retract":
        act(client, sent, "accept")
        assert points(client)[sent]["review"] == transfers(client)[sent]["review"] == "accepted"
    act(client, sent, action)
    found = client.get("/api/v1/figures?policy=triple&population=PRK").json()
    assert sent not in points(client)
    parts = ("conflicts", "explained", "estimates")
    assert all(sent not in one["claims"] for series in found["series"] for part in parts for one in series[part])
    assert sent not in transfers(client)
    for left in (found["left_out"], client.get("/api/v1/pacts/PRK/RUS").json()["left_out"]):
        [one] = left
        assert (one["claim"], one["why"]) == (sent, "looked at it")
        assert one["status"] == {"reject": "rejected", "retract": "retracted"}[action]
        assert one["who"]
    for path in ("/figures", "/figures?population=PRK", "/pacts?one=PRK&two=RUS"):
        assert "left out</strong> by review" in page(client, path)
        assert "looked at it" in page(client, path)
    act(client, sent, "undo")
    assert sent in points(client)
    assert sent in transfers(client)
    assert client.get("/api/v1/figures").json()["left_out_total"] == 0
    assert "left out</strong>" not in page(client, "/figures")


def test_what_is_edited_counts_as_edited_with_the_machine_beside_it(client, sent):
    act(client, sent, "edit", value={"quantity": {"low": 5000, "high": None, "comparator": "more_than"}, "modality": "planned"})
    p = points(client)[sent]
    assert (p["low"], p["high"], p["comparator"], p["modality"], p["edited"], p["review"]) == (5000, None, "more_than", "planned", True, "unreviewed")
    assert (p["machine"]["low"], p["machine"]["modality"]) == (11000, "happened")
    t = transfers(client)[sent]
    assert (t["state"], t["amount"], t["edited"]) == ("planned", "more than 5,000 troops", True)
    assert "11,000" in t["machine"]["amount"]
    assert "edited; read as 11,000 deployed" in page(client, "/figures?population=PRK")
    assert "edited; read as" in page(client, "/pacts?one=PRK&two=RUS")
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/figures?format=csv").text)))
    assert {row["claim"]: (row["low"], row["edited"]) for row in rows}[sent] == ("5000", "True")


def test_an_edit_of_the_parties_moves_a_claim_to_another_balance_and_population(client, sent):
    act(client, sent, "edit", value={"agent": "Belarus"})
    assert sent not in transfers(client)
    moved = client.get("/api/v1/pacts/BLR/RUS").json()["balance"]
    assert [t["claim"] for row in moved for t in row["transfers"]] == [sent]
    assert points(client, "population=BLR")[sent]["party_id"] == "BLR"
    assert sent not in points(client, "population=PRK")


def test_findings_rest_on_claims_that_count(client):
    before = client.get("/api/v1/assess").json()["findings"]
    assert before
    claim = next(one["claim"] for one in before if one["claim"])
    act(client, claim, "accept")
    assert {one["review"] for one in client.get("/api/v1/assess").json()["findings"] if one["claim"] == claim} == {"accepted"}
    act(client, claim, "reject")
    after = client.get("/api/v1/assess").json()
    assert all(claim not in (one["claim"], *one["claims"]) for one in after["findings"])
    assert {(one["claim"], one["why"]) for one in after["left_out"]} == {(claim, "looked at it")}
    gone = after["left_out"][0]["finding"]
    assert client.get(f"/api/v1/findings/{gone}").status_code == 404
    assert claim in client.get(f"/api/v1/findings/{gone}").text
    assert "left out</strong> by review" in page(client, "/provisions")
    act(client, claim, "undo")
    assert {one["id"] for one in client.get("/api/v1/assess").json()["findings"]} == {one["id"] for one in before}


def test_many_reviews_at_once_are_assessed_in_the_background_and_left_out_meanwhile(client, ledger):
    claims = [one["id"] for one in client.get("/api/v1/claims?limit=1000").json()["claims"]]
    with served(ledger) as other:
        for claim in claims:
            act(other, claim, "reject")
    assert all(one["claim"] is None for one in client.get("/api/v1/assess").json()["findings"])
    assert client.get("/api/v1/figures").json()["left_out_total"] > 0
    assert client.get("/api/v1/pacts/PRK/RUS").json()["balance"] == []


def test_the_commands_say_the_same(ledger, client, sent):
    act(client, sent, "reject")
    for words, address in ((("figures",), "figures"), (("pacts", "PRK", "RUS"), "pacts/PRK/RUS"), (("assess",), "assess")):
        done = CliRunner().invoke(command_line, [*words, "--format", "json", "--ledger", str(ledger)])
        assert done.exit_code == 0, done.output
        answered = client.get(f"/api/v1/{address}").json()
        said = json.loads(done.stdout)
        for name in set(said) & set(answered) - {"policy"}:
            assert said[name] == answered[name], name


def test_a_rejected_claim_confirms_nothing(client, sent):
    act(client, sent, "reject")
    assert "no origin counts for it" in page(client, f"/claims/{sent}")

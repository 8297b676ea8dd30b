"""What the API answers: the same data as the commands, pages that add up, tags that change with the ledger, versions that guard."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from served import bearer, known_names, served
from typer.testing import CliRunner

from pactwatch.cli import app as command_line

LISTS = {
    "claims": "claims", "queue": "claims", "review": "claims", "documents": "documents", "readings": "readings", "origins": "stories",
    "figures": "series", "pacts": "pacts", "assess": "findings", "provisions": "findings", "instruments": "provisions", "lists": "lists",
    "sources": "sources", "grades": "grades", "activity": "activity", "cases": "cases", "map": "spots", "alerts": "alerts",
    "reopened": "reopened", "read": "jobs", "actors?name=Kim Jong Un&name=PRK": "actors", "screen?name=Kim Jong Sik&name=Anna": "screened",
    "cases/{case}/log": "judgements", "claims/{claim}/reviews": "history",
}  # fmt: skip
"""Every list, with what its rows are called."""
PARTS = {
    "origins": lambda one: len(one["documents"]) * max(1, len(one["claimants"])), "figures": lambda one: len(one["points"]),
    "pacts": lambda one: len(one["events"]), "assess": lambda one: len(one["elements"]), "provisions": lambda one: len(one["elements"]),
    "screen": lambda one: len(one["matches"] + one["candidates"]),
}  # fmt: skip
"""How many rows of a table one row of a list is, where it is not one."""
VIEWS = (
    "claims/{claim}", "documents/{document}", "readings/{reading}", "origins/{story}", "findings/{finding}", "cases/{case}", "facets",
    "instruments/unsc-2397-2017", "lists/entries/KPi.1", "pacts/PRK/RUS", "claims/{claim}/reviews", "cases/{case}/log", "verify", "me", "health",
)  # fmt: skip
"""Everything else that is asked for by GET but a case as a file."""


@pytest.fixture(scope="module")
def worked(made, tmp_path_factory):
    """A client, and how to write an address of its ledger: with a case, reviews, grades."""
    with served(Path(shutil.copy(made, tmp_path_factory.mktemp("worked") / "ledger.db"))) as client:
        names = known_names(client)
        yield client, lambda name: "/api/v1/" + name.format(**names)


def command(*words):
    done = CliRunner().invoke(command_line, words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(("name", "rows"), LISTS.items())
def test_pages_of_a_list_add_up_to_it(worked, name, rows):
    client, address = worked
    size = max(2, client.get(address(name)).json()["total"] // 4)
    sep = "&" if "?" in name else "?"
    whole = client.get(address(name) + f"{sep}limit=200").json()
    assert whole[rows] or name in ("alerts", "reopened", "read")
    found, page, following = [], whole, address(name) + f"{sep}limit={size}"
    while following:
        page = client.get(following).json()
        assert page["total"] == whole["total"]
        found += page[rows]
        following = page["next"]
    assert found == whole[rows]
    assert whole["next"] or name == "map" or len(found) == whole["total"]
    if page["prev"]:
        before = client.get(page["prev"]).json()
        assert before["offset"] == page["offset"] - size


@pytest.mark.parametrize("name", [name for name in (*LISTS, *VIEWS) if name not in ("verify", "me", "health", "read")])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_every_view_has_a_tag_and_is_not_sent_twice(worked, name, form):
    client, address = worked
    asked = address(name) + ("&" if "?" in name else "?") + f"format={form}"
    first = client.get(asked)
    assert first.status_code == 200, first.text
    again = client.get(asked, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_is_csv_too(worked, name):
    client, address = worked
    asked = client.get(address(name), headers={"Accept": "text/csv"})
    assert asked.headers["content-type"].startswith("text/csv"), asked.text
    rows = list(csv.reader(io.StringIO(asked.text)))
    assert len(rows) > 1 or name == "verify"
    assert {len(row) for row in rows} == {len(rows[0])}
    assert client.get(address(name) + "?format=xml").status_code == 422


def test_a_review_and_a_case_have_another_tag_when_their_answer_is_another(client):
    names = known_names(client)
    case, claim = f"/api/v1/cases/{names['case']}", f"/api/v1/claims/{names['claim']}/reviews"
    before = client.get(case).headers["etag"]
    assert client.get(case).json()["problems"] == []
    client.put(f"{case}/fields/rules", json={"value": {"accepts": 2}}, headers={"If-Match": before})
    stale = client.get(case)
    assert stale.json()["problems"]
    version = client.get(claim).headers["etag"]
    act = {"action": "note", "value": {"text": "seen"}}
    assert client.post(claim, json=act, headers={"If-Match": version}).status_code == 201
    assert client.post(claim, json=act, headers={"If-Match": version}).status_code == 412
    csv_tag = client.get(f"{claim}?format=csv").headers["etag"]
    assert csv_tag != client.get(claim).headers["etag"]
    assert client.post(claim, json=act, headers={"If-Match": csv_tag}).status_code == 201


@pytest.mark.parametrize(("words", "address"), [
    (("claims", "--agent", "PRK"), "claims?agent=PRK&limit=1000"), (("claims", "--text", "sappers"), "claims?text=sappers&limit=1000"),
    (("claims", "--since", "2025-06-18"), "claims?since=2025-06-18&limit=1000"),
])  # fmt: skip
def test_filters_find_what_the_command_finds(ledger, words, address):
    with served(ledger) as client:
        answered = client.get(f"/api/v1/{address}").json()["claims"]
    listed = command(*words, "--format", "json", "--ledger", str(ledger))["claims"]
    assert [one["id"] for one in listed] == [one["id"] for one in answered]
    for one, other in zip(listed, answered, strict=True):
        assert one.items() <= other.items() or {k: v for k, v in one.items() if k != "review"}.items() <= other.items()


def test_stories_figures_and_findings_are_those_of_the_commands(ledger):
    with served(ledger) as client:
        stories = client.get("/api/v1/origins").json()["stories"]
        figures = client.get("/api/v1/figures?policy=lowest&as_of=2025-06-18").json()
        findings = client.get("/api/v1/assess").json()
        pact = client.get("/api/v1/pacts/PRK/RUS").json()
    assert stories == command("origins", "--least", "1", "--format", "json", "--ledger", str(ledger))["stories"]
    listed = command("figures", "--policy", "lowest", "--as-of", "2025-06-18", "--format", "json", "--ledger", str(ledger))
    assert figures["series"] == listed["series"]
    assert findings["findings"] == command("assess", "--format", "json", "--ledger", str(ledger))["findings"]
    assert pact == command("pacts", "PRK", "RUS", "--format", "json", "--ledger", str(ledger)) | {"behind": False}


@pytest.mark.parametrize(("name", "rows_of"), LISTS.items())
def test_each_list_is_csv_too(worked, name, rows_of):
    client, address = worked
    limited = address(name) + ("&" if "?" in name else "?") + "limit=3"
    asked = client.get(limited, headers={"Accept": "text/csv"})
    assert asked.headers["content-type"].startswith("text/csv")
    assert "attachment" in asked.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(asked.text)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert client.get(f"{limited}&format=csv").text == asked.text
    as_json = client.get(f"{limited}&format=json", headers={"Accept": "text/csv"})
    assert as_json.headers["content-type"].startswith("application/json")
    parts = PARTS.get(name.partition("?")[0], lambda _: 1)
    assert len(rows) - 1 == sum(parts(one) for one in as_json.json()[rows_of])


def test_the_table_of_claims_has_all_of_them_as_edited_with_their_status(client):
    claims = client.get("/api/v1/claims?limit=1000").json()["claims"]
    edited, rejected = [one["id"] for one in claims if one["modality"] == "happened"][:2]
    edit = {"action": "edit", "value": {"modality": "alleged", "accept": True}, "why": "as said"}
    client.post(f"/api/v1/claims/{edited}/reviews", json=edit)
    client.post(f"/api/v1/claims/{rejected}/reviews", json={"action": "reject", "why": "no"})
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(client.get("/api/v1/claims?format=csv").text))}
    assert list(rows) == [one["id"] for one in claims]
    for name, expected in ((edited, ("alleged", "accepted", "happened")), (rejected, ("happened", "rejected", "happened"))):
        assert tuple(rows[name][column] for column in ("modality", "status", "machine_modality")) == expected
    assert (rows[edited]["accepted_by"] != "", rows[rejected]["accepted_by"]) == (True, "")
    assert {one["id"]: " […] ".join(one["quotes"]) for one in claims} == {name: row["evidence"].lstrip("'") for name, row in rows.items()}
    assert client.get("/api/v1/claims?format=csv&limit=2").text.count("\n") == 3
    listed = client.get("/api/v1/queue?format=csv&status=rejected").text
    assert [row["claim"] for row in csv.DictReader(io.StringIO(listed))] == [rejected]


def test_the_map_has_every_place_and_time_of_each_claim_edits_included(client):
    claims = {one["id"]: one for one in client.get("/api/v1/claims?limit=1000").json()["claims"]}
    spots = client.get("/api/v1/map?limit=1000").json()
    assert spots["total"] == len(claims) == len({spot["claim"] for spot in spots["spots"]})
    for spot in spots["spots"]:
        claim = claims[spot["claim"]]
        place = {"place": claim["place"], "from": claim["origin"], "to": claim["destination"]}.get(spot["role"])
        assert (spot["place"], spot["lat"], spot["precision"]) == ((place["name"], place["lat"], place["precision"]) if place else (None,) * 3)
        assert spot["start"] == (claim["time"]["start"] if claim["time"] else None)
    placed = next(spot["claim"] for spot in spots["spots"] if spot["role"] == "place")
    client.post(f"/api/v1/claims/{placed}/reviews", json={"action": "edit", "why": "no place", "value": {"place": None}})
    mine = [spot for spot in client.get("/api/v1/map?limit=1000").json()["spots"] if spot["claim"] == placed]
    assert [spot["role"] for spot in mine if spot["role"] == "place"] == []
    assert [spot["claim"] for spot in client.get(f"/api/v1/map?document={claims[placed]['document']['id']}&limit=1").json()["spots"]]


def test_tags_hold_until_the_ledger_changes(client):
    first = client.get("/api/v1/claims")
    tag = first.headers["etag"]
    again = client.get("/api/v1/claims", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/v1/claims?limit=1", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/api/v1/claims?format=csv", headers={"If-None-Match": tag}).status_code == 200
    claim = first.json()["claims"][0]["id"]
    client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"})
    changed = client.get("/api/v1/claims", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["claims"][0]["review"]["status"] == "accepted"


def test_an_answer_to_head_is_that_to_get_without_its_body(shared):
    head, whole = shared.request("HEAD", "/api/v1/claims"), shared.get("/api/v1/claims")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", whole.headers["etag"])


def test_two_people_who_edit_one_claim_do_not_overwrite_each_other(ledger, tokens):
    with served(ledger) as client:
        claim = client.get("/api/v1/claims?limit=1", headers=bearer(tokens["reader"])).json()["claims"][0]["id"]
        address = f"/api/v1/claims/{claim}/reviews"
        tag = client.get(address, headers=bearer(tokens["analyst"])).headers["etag"]
        edit = {"action": "edit", "value": {"modality": "alleged"}, "why": "as said"}
        done = client.post(address, json=edit, headers={**bearer(tokens["analyst"]), "If-Match": tag})
        assert done.status_code == 201
        late = client.post(address, json={"action": "reject", "why": "no"}, headers={**bearer(tokens["reviewer"]), "If-Match": tag})
        assert (late.status_code, late.json()["error"]["code"]) == (412, "PW414")
        assert late.json()["error"]["detail"]["edits"] == {"modality": "alleged"}
        conflict = client.post(address, json={"action": "reject", "why": "no", "expected": 0}, headers=bearer(tokens["reviewer"]))
        assert conflict.status_code == 409
        now = client.post(address, json={"action": "accept"}, headers={**bearer(tokens["reviewer"]), "If-Match": done.headers["etag"]})
        assert (now.status_code, now.json()["by"]) == (201, ["reviewer"])
        listed = client.get("/api/v1/claims?status=accepted", headers=bearer(tokens["reader"])).json()
        assert (listed["total"], listed["claims"][0]["edited"]["modality"]) == (1, "alleged")
        assert client.get("/api/v1/facets", headers=bearer(tokens["reader"])).json()["status"]["accepted"] == 1
        found = client.get("/api/v1/claims?modality=alleged", headers=bearer(tokens["reader"])).json()["claims"]
        assert claim in [one["id"] for one in found]
        [facet] = [one for one in client.get("/api/v1/facets", headers=bearer(tokens["reader"])).json()["facets"] if one["name"] == "modality"]
        assert {one["value"]: one["count"] for one in facet["values"]}["alleged"] == len(found)


def test_a_case_is_written_signed_by_another_person_and_exported(ledger, tokens):
    with served(ledger) as client:
        author, signer = bearer(tokens["analyst"]), bearer(tokens["reviewer"])
        claim = client.get("/api/v1/claims?limit=1", headers=author).json()["claims"][0]["id"]
        client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers=author)
        made = client.post("/api/v1/cases", json={"title": "Sappers", "questions": ["How many?"], "rules": {"signers": 1}}, headers=author)
        case = made.headers["location"]
        assert made.status_code == 201
        added = client.post(f"{case}/exhibits", json={"ref": claim}, headers={**author, "If-Match": made.headers["etag"]})
        assert added.status_code == 201

        def seen():
            return {"If-Match": client.get(case, headers=author).headers["etag"]}

        stale = client.post(f"{case}/questions", json={"text": "Why?"}, headers={**author, "If-Match": made.headers["etag"]})
        assert (stale.status_code, stale.json()["error"]["code"]) == (412, "PW415")
        built = client.post(f"{case}/build", json={}, headers=author)
        assert built.json()["case"]["paragraphs"]
        assert client.get(f"{case}/export?format=md", headers=author).status_code == 409
        assert client.get(f"{case}/export?format=md&draft=true", headers=author).status_code == 200
        assert client.post(f"{case}/sign", json={}, headers=author | seen()).status_code == 403
        fewer = {"value": {"signers": 0}, "why": "in a hurry"}
        assert client.put(f"{case}/fields/rules", json=fewer, headers=author).status_code == 403
        assert client.put(f"{case}/fields/rules", json={"value": {"accepts": 1}}, headers=author).json()["case"]["rules"]["signers"] == 1
        assert client.post(f"{case}/sign", json={}, headers=bearer(tokens["admin"]) | seen()).status_code == 201
        refused = client.post(f"{case}/publish", json={}, headers=author | seen())
        assert refused.status_code == 403
        assert client.post(f"{case}/publish", json={}, headers=signer | seen()).status_code == 201
        exported = client.get(f"{case}/export?format=zip", headers=author)
        assert exported.content[:2] == b"PK"
        assert client.get("/api/v1/cases", headers=author).json()["cases"][0]["published"] == 1
        assert client.post(f"{case}/undo", json={}, headers=author).status_code == 403
        assert client.post(f"{case}/undo", json={}, headers=signer).status_code == 201


def test_what_is_signed_is_what_was_seen(ledger, tokens):
    with served(ledger) as client:
        author, signer = bearer(tokens["analyst"]), bearer(tokens["reviewer"])
        claim = client.get("/api/v1/claims?limit=1", headers=author).json()["claims"][0]["id"]
        reviews = f"/api/v1/claims/{claim}/reviews"
        client.post(reviews, json={"action": "accept"}, headers=author)
        case = client.post("/api/v1/cases", json={"title": "Seen"}, headers=author).headers["location"]
        client.post(f"{case}/exhibits", json={"ref": claim}, headers=author)
        client.post(f"{case}/build", json={}, headers=author)
        seen = client.get(case, headers=signer).headers["etag"]
        edit = {"action": "edit", "value": {"modality": "alleged", "accept": True}, "why": "as said"}
        assert client.post(reviews, json=edit, headers=author).status_code == 201
        for tag in (seen, seen.partition("-")[0] + '"'):
            stale = client.post(f"{case}/sign", json={}, headers={**signer, "If-Match": tag})
            assert (stale.status_code, stale.json()["error"]["code"]) == (412, "PW415")
        for act, without in ((act, without) for act in ("sign", "publish") for without in ({}, {"If-Match": "*"}, {"If-Match": " * "})):
            blind = client.post(f"{case}/{act}", json={}, headers={**signer, **without})
            assert (blind.status_code, blind.json()["error"]["code"]) == (428, "PW815")
            assert "ETag" in blind.json()["error"]["message"]
        now = client.get(case, headers=signer)
        assert now.json()["case"]["version"] == int(seen.strip('"').partition("-")[0])
        signed = client.post(f"{case}/sign", json={}, headers={**signer, "If-Match": now.headers["etag"]})
        assert (signed.status_code, signed.json()["signed"]) == (201, ["reviewer"])
        published = client.post(f"{case}/publish", json={}, headers={**signer, "If-Match": seen})
        assert published.status_code == 412
        assert client.post(f"{case}/publish", json={}, headers={**signer, "If-Match": signed.headers["etag"]}).status_code == 201


def test_an_empty_case_is_taken_back_and_restored(client):
    made = client.post("/api/v1/cases", json={"title": "By mistake"})
    case = made.headers["location"]
    gone = client.post(f"{case}/undo", json={})
    assert (gone.status_code, gone.json()) == (201, {"case": None, "problems": [], "signed": []})
    assert client.get(case).status_code == 404
    again = client.post(f"{case}/undo", json={})
    assert again.status_code == 404
    judgement = again.json()["error"]["message"].split()[-3].strip("`")
    assert client.post(f"{case}/undo", json={"judgement": judgement}, headers={"If-Match": gone.headers["etag"]}).status_code == 201
    assert client.get(case).json()["case"]["title"] == "By mistake"


def test_what_a_reviewer_signed_is_no_analysts_to_undo_or_restore(ledger, tokens):
    analyst, reviewer, admin = (bearer(tokens[role]) for role in ("analyst", "reviewer", "admin"))
    with served(ledger) as client:
        finding = client.get("/api/v1/assess", headers=analyst).json()["findings"][0]["id"]
        given = {"text": "It bears on the paragraph.", "why": "read whole"}
        signed = client.post(f"/api/v1/findings/{finding}/conclusions", json=given, headers=reviewer).json()["id"]

        def undo(judgement, who):
            done = client.post(f"/api/v1/judgements/{judgement}/undo", json={"why": "as I see it"}, headers=who)
            return done.status_code, done.json().get("id")

        assert undo(signed, analyst) == (403, None)
        status, taken = undo(signed, admin)
        assert status == 201
        assert [undo(taken, who)[0] for who in (analyst, admin, reviewer)] == [403, 403, 201]
        assert len(client.get(f"/api/v1/findings/{finding}", headers=analyst).json()["conclusions"]) == 1


def test_an_element_is_decided_on_what_was_seen_and_in_one_step(client):
    finding = client.get("/api/v1/assess").json()["findings"][0]
    address, element = f"/api/v1/findings/{finding['id']}/elements", finding["elements"][0]["id"]

    def decide(**given):
        return client.post(address, json={"element": element, "status": "contested", "why": "two readings", **given})

    first = decide(seen=[]).json()["id"]
    assert decide(why=" ", status="met").status_code == 422
    late = decide(status="met", why="one reading", seen=[])
    assert (late.status_code, late.json()["error"]["code"]) == (409, "PW415")
    found = {one["id"]: one for one in client.get(f"/api/v1/findings/{finding['id']}").json()["elements"]}[element]
    assert (found["status"], found["why"]) == ("contested", "two readings")
    assert decide(status="met", why="one reading", seen=[first]).status_code == 201
    assert decide(status="unknown", why="none").status_code == 201


def test_stories_are_split_and_joined_and_what_was_decided_is_taken_back(client):
    documents = [row["document"]["id"] for row in client.get("/api/v1/documents").json()["documents"]]
    stories = client.get("/api/v1/origins").json()
    one, other = (client.get("/api/v1/origins", params={"document": name}).json()["stories"][0]["id"] for name in documents[:2])
    joined = client.post(f"/api/v1/origins/{one}/join", json={"other": documents[1], "why": "one event"})
    assert joined.status_code == (201 if one != other else 422)
    whole = client.get("/api/v1/origins", params={"document": documents[0]}).json()["stories"][0]
    assert set(documents[:2]) <= set(whole["documents"])
    split = client.post(f"/api/v1/origins/{whole['id']}/split", json={"documents": [documents[0]], "why": "another event"})
    assert split.status_code == 201
    assert documents[1] not in client.get("/api/v1/origins", params={"document": documents[0]}).json()["stories"][0]["documents"]
    for made in (split, joined):
        if made.status_code == 201:
            assert client.post(f"/api/v1/judgements/{made.json()['id']}/undo", json={"why": "as before"}).status_code == 201
    assert client.get("/api/v1/origins").json() == stories


def test_a_retraction_answers_with_what_rests_on_the_claim(client):
    claim = next(row["id"] for row in client.get("/api/v1/claims").json()["claims"] if "11,000" in row["quotes"][0])
    review = f"/api/v1/claims/{claim}/reviews"
    assert client.post(review, json={"action": "accept"}).json()["dependents"] is None
    made = client.post("/api/v1/cases", json={"title": "Rests"}).json()["case"]["id"]
    client.post(f"/api/v1/cases/{made}/paragraphs", json={"text": f"They were sent. [[{claim}]]"})
    told = client.post(review, json={"action": "retract", "why": "withdrawn"}).json()
    found = told["dependents"]
    assert (told["status"], found["claim"]) == ("retracted", claim)
    assert [use["case"] for use in found["cases"]] == [made]
    assert found["figures"][0]["text"].startswith("11,000")
    assert found["findings"]
    assert found["stories"]

"""Reading over the API: what is sent becomes a job, and then readings; addresses inside are refused."""

from __future__ import annotations

import time

import pytest
from served import TEXTS, bearer, served


def finished(client, job, **headers):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        found = client.get(job["url"], headers=headers).json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_texts_and_files_are_read_and_kept_under_the_senders_name(ledger, tokens):
    with served(ledger) as client:
        head = bearer(tokens["analyst"])
        before = client.get("/api/v1/documents", headers=head).json()["total"]
        text = {"text": "Norway sent 120 soldiers to Latvia.", "title": "T", "published": "2025-03-02"}
        sent = client.post("/api/v1/read", json=text, headers=head)
        assert sent.status_code == 202
        assert sent.headers["location"] == sent.json()["url"]
        page = b"<html><head><title>A page</title></head><body><article><p>Iran flew 200 drones to Russia in May. " + b"It was seen. " * 20
        upload = client.post("/api/v1/read", files={"file": ("../../etc/a<b>.html", page)}, data={"publisher": "Tass"}, headers=head)
        known = client.post("/api/v1/read", json=text, headers=head)
        first, second, third = (finished(client, one.json(), **head) for one in (sent, upload, known))
        assert [one["state"] for one in (first, second, third)] == ["done"] * 3
        assert (first["readings"][0]["new"], third["readings"][0]["new"]) == (True, False)
        assert "/" not in second["source"]
        document = client.get(f"/api/v1/documents/{first['readings'][0]['document']}", headers=head).json()
        assert document["document"]["text"] == "Norway sent 120 soldiers to Latvia."
        assert document["readings"][0]["added_by"] == "analyst"
        assert client.get("/api/v1/documents", headers=head).json()["total"] == before + 2
        assert client.get("/api/v1/verify", headers=head).json()["ok"]


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://0x7f000001/",
    "http://2130706433/",
])  # fmt: skip
def test_addresses_inside_are_not_fetched(shared, url):
    job = finished(shared, shared.post("/api/v1/read", json={"url": url}).json())
    assert job["state"] == "failed"
    assert job["errors"][0]["code"].startswith("PW2")


@pytest.mark.parametrize("sent", [
    {"url": "file:///etc/passwd"}, {"url": "/etc/passwd"}, {"url": "ftp://news.example/"}, {"url": "http://a b/"}, {"url": "http://x", "text": "y"},
    {}, {"text": ""}, {"url": 5}, {"text": "x", "published": "yesterday"}, {"text": "x", "who": "admin"}, [], "x",
])  # fmt: skip
def test_what_is_no_address_and_no_text_is_refused(shared, sent):
    assert shared.post("/api/v1/read", json=sent).status_code == 422


def test_forms_without_a_file_and_other_media_types_are_refused(shared):
    assert shared.post("/api/v1/read", files={"other": ("a.txt", b"x")}).status_code == 422
    assert shared.post("/api/v1/read", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert shared.post("/api/v1/read", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400


def test_a_file_of_no_known_kind_fails_as_its_own_job(shared):
    job = finished(shared, shared.post("/api/v1/read", files={"file": ("a.bin", bytes(range(256)) * 10)}).json())
    assert (job["state"], job["readings"]) == ("failed", [])
    assert job["errors"][0]["code"].startswith("PW2")
    assert len(shared.get("/api/v1/read").json()["jobs"]) >= 1
    assert shared.get("/api/v1/read/job-none").status_code == 404
    assert len(TEXTS) == shared.get("/api/v1/documents").json()["total"]

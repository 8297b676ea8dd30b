"""Who may do what, and which requests are refused before anything is looked at."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from litestar.testing import TestClient
from served import HOST, PASSWORD, TEXTS, add_people, app_of, bearer, book_of, log_in, served, token_in

from pactwatch.errors import UsageError
from pactwatch.store import open_ledger
from pactwatch.web.addresses import sender
from pactwatch.web.api.describe import plain_path
from pactwatch.web.roles import ROLES, Role


def first_claim(client, **headers):
    return client.get("/api/v1/claims?limit=1", headers=headers).json()["claims"][0]["id"]


def error_of(response):
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "detail", "status"}
    assert body["error"]["status"] == response.status_code
    return body["error"]["code"]


def routes(app):
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            for method in handler.http_methods:
                if handler.name and method != "OPTIONS" and "litestar" not in handler.name:
                    yield handler.name, method, route.path


def test_every_route_has_a_role_and_every_role_a_route(ledger):
    assert {name for name, _, _ in routes(app_of(ledger))} == set(ROLES)


def test_what_changes_something_is_for_no_reader(ledger):
    reads_by_post = {"api.screen.many", "pages.login.send", "pages.logout", "pages.password.send"}
    for name, method, _ in routes(app_of(ledger)):
        if method != "GET" and name not in reads_by_post:
            assert ROLES[name] >= Role.analyst, name


def test_each_role_meets_the_table_on_every_route(ledger, tokens):
    """Sent is nothing that would be carried out: who may gets another answer than 401 and 403."""
    with served(ledger) as client:
        for name, method, path in routes(client.app):
            if name in ("api.verify", "pages.verify", "static") or not path.startswith("/api/"):
                continue
            address = re.sub(r"\{[^}]*\}", "none", plain_path(path))
            assert (client.request(method, address).status_code == 401) == (ROLES[name] > Role.anyone), name
            for role in ("reader", "analyst", "reviewer", "admin"):
                status = client.request(method, address, headers=bearer(tokens[role]), content=b"{").status_code
                assert (status == 403) == (Role[role] < ROLES[name]), (name, role, status)


def test_a_reader_changes_nothing(ledger, tokens):
    with served(ledger) as client:
        claim = first_claim(client, **bearer(tokens["reader"]))
        done = client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers=bearer(tokens["reader"]))
        assert (done.status_code, error_of(done)) == (403, "PW805")
    with open_ledger(ledger) as opened, opened.view() as view:
        assert view.judgements() == []


def test_a_token_may_no_more_than_it_was_made_for_and_no_more_than_its_account(ledger, tokens):
    book = book_of(ledger)
    lesser = book.make_token("reviewer", role="reader")[1]
    with served(ledger) as client:
        claim = first_claim(client, **bearer(lesser))


        def send(token):
            return client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers=bearer(token)).status_code

        assert send(lesser) == 403
        assert send(tokens["reviewer"]) == 201
        book.set_role("reviewer", "reader")
        assert send(tokens["reviewer"]) == 403
        book.revoke(book.tokens("analyst")[0].id)
        assert send(tokens["analyst"]) == 401
        book.set_disabled("reader", True)
        assert client.get("/api/v1/claims", headers=bearer(tokens["reader"])).status_code == 401
    book.close()


def test_nothing_in_the_accounts_file_opens_an_account(ledger, tokens):
    with served(ledger) as client:
        log_in(client, "analyst")
        secret = client.cookies["pactwatch_session"]
    held = b"".join(path.read_bytes() for path in ledger.parent.glob("ledger.db.accounts*"))
    for word in (*tokens.values(), secret, PASSWORD):
        assert word.encode() not in held
    assert (ledger.parent / "ledger.db.accounts").stat().st_mode & 0o077 == 0


def test_a_judgement_is_signed_by_who_is_logged_in_whatever_is_sent(ledger, tokens):
    with served(ledger) as client:
        claim = first_claim(client, **bearer(tokens["analyst"]))
        client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers=bearer(tokens["analyst"]))
        sent = client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept", "who": "admin"}, headers=bearer(tokens["reviewer"]))
        assert sent.status_code == 422
        assert client.get(f"/api/v1/claims/{claim}/reviews", headers=bearer(tokens["reader"])).json()["by"] == ["analyst"]


def test_logging_in_takes_the_form_of_the_visitor(ledger, tokens):
    with served(ledger) as client:
        assert client.get("/claims", follow_redirects=False).headers["location"] == "/login?next=%2Fclaims"
        done = log_in(client, "Analyst")
        assert (done.status_code, done.headers["location"]) == (303, "/claims")
        cookie = done.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert client.get("/api/v1/me").json()["name"] == "analyst"
    with served(ledger, https=True) as client:
        client.base_url = f"https://{HOST}"
        cookie = log_in(client, "analyst").headers["set-cookie"]
        assert cookie.startswith("__Host-")
        assert "; Secure" in cookie


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/login", "/a\nb"])
def test_a_login_leads_nowhere_else(ledger, tokens, wanted):
    with served(ledger) as client:
        page = client.get("/login", params={"next": wanted})
        data = {"token": token_in(page, "/login"), "name": "reader", "password": PASSWORD, "next": wanted}
        assert client.post("/login", data=data, follow_redirects=False).headers["location"] == "/"


def test_a_session_changes_at_login_and_ends_at_logout(ledger, tokens):
    with served(ledger) as client:
        log_in(client, "analyst")
        first = client.cookies["pactwatch_session"]
        page = client.get("/password")
        client.post("/logout", data={"token": token_in(page, "/logout")}, follow_redirects=False)
        client.cookies.set("pactwatch_session", first)
        assert client.get("/api/v1/me").status_code == 401
        client.cookies.delete("pactwatch_session")
        log_in(client, "analyst")
        assert client.cookies["pactwatch_session"] != first


@pytest.mark.parametrize("sent", ['"a\\015\\012X-Evil: 1"', '"x; Domain=.example"', "x", "a" * 25, '"a\\"b"'])
def test_a_visit_that_is_none_of_ours_is_not_sent_back(ledger, tokens, sent):
    with served(ledger) as client:
        given = client.get("/login", headers={"Cookie": f"pactwatch_visit={sent}"}).headers["set-cookie"]
        assert re.fullmatch("pactwatch_visit=[A-Za-z0-9_-]{24}; Path=/; HttpOnly; SameSite=Strict", given)
        own = given.split("=")[1].split(";")[0]
        client.cookies.clear()
        assert client.get("/login", headers={"Cookie": f"pactwatch_visit={own}"}).headers["set-cookie"] == given


def test_an_account_is_a_persons_however_the_name_is_written(ledger, tokens):
    book = book_of(ledger)
    made = book.add("Ａnna", PASSWORD, "analyst")
    assert made.name == "Ａnna"
    for name in ("Anna", "anna", "Ａnna"):
        assert book.find(name) == book.check(name, PASSWORD) == made
        with pytest.raises(UsageError, match="already"):
            book.add(name, PASSWORD, "admin")
    assert len(book.all()) == 5
    book.close()


def test_accounts_of_earlier_versions_are_found_each_by_its_own_name(ledger, tokens):
    book = book_of(ledger)
    made = [book.add(name, PASSWORD, "analyst").key for name in ("Olga ①", "Anna")]
    book.close()
    with closing(sqlite3.connect(f"{ledger}.accounts")) as file, file:
        file.execute("UPDATE web_accounts SET key = 'olga ①' WHERE key = ?", made[:1])
        file.execute("INSERT INTO web_accounts SELECT 'ａnna', 'Ａnna', password, 'reader', disabled, created FROM web_accounts WHERE key = 'anna'")
    book = book_of(ledger)
    assert [book.find(name).key for name in ("Olga 1", "OLGA ①", "Anna", "Ａnna", "ＡNNA")] == ["olga ①", "olga ①", "anna", "ａnna", "ａnna"]
    secret = book.start_session(book.find("Olga 1").key)
    assert book.make_token("Olga 1")[0] in book.tokens("olga ①")
    book.set_password("Olga 1", PASSWORD[::-1])
    assert book.session(secret, idle=60, life=60) is None
    assert book.check("Olga 1", PASSWORD[::-1]) is not None
    book.close()


def test_sessions_end_unused_and_old_ones_end_too(ledger, tokens):
    for limit in ("session_idle", "session_life"):
        with served(ledger, **{limit: -1}) as client:
            log_in(client, "analyst")
            assert client.get("/api/v1/me").status_code == 401


def test_failed_logins_make_an_account_and_an_address_wait(ledger, tokens):
    with served(ledger) as client:
        statuses = [log_in(client, "analyst", "wrong password").status_code for _ in range(6)]
        assert statuses == [403] * 5 + [429]
        refused = log_in(client, "analyst")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert log_in(client, "reviewer").status_code == 303


def test_behind_a_proxy_each_address_waits_for_itself(ledger, tokens):
    app = app_of(ledger, proxy="127.0.0.2")
    inner = app.asgi_handler

    async def from_proxy(scope, receive, send):
        await inner({**scope, "client": ("127.0.0.2", 5000)}, receive, send)

    app.asgi_handler = from_proxy
    with TestClient(app, base_url=f"http://{HOST}") as client:

        def wrong(number, forwarded):
            client.headers["X-Forwarded-For"] = forwarded
            return log_in(client, f"nobody {number}", "wrong").status_code

        assert {wrong(number, "9.9.9.9, 192.0.2.1") for number in range(20)} == {403}
        assert wrong(20, "192.0.2.7, 192.0.2.1") == 429
        assert wrong(21, "192.0.2.1, 192.0.2.7") == 403
        client.headers["X-Forwarded-For"] = "192.0.2.7"
        assert log_in(client, "reader").status_code == 303


@pytest.mark.parametrize(("peer", "forwarded", "proxy", "counted"), [
    ("192.0.2.1", "192.0.2.7", None, "192.0.2.1"), ("192.0.2.1", "192.0.2.7", "192.0.2.2", "192.0.2.1"),
    ("192.0.2.2", "10.0.0.1, 192.0.2.7", "192.0.2.2", "192.0.2.7"), ("192.0.2.2", "192.0.2.7, unknown", "192.0.2.2", "192.0.2.2"),
    ("192.0.2.2", "", "192.0.2.2", "192.0.2.2"), ("::ffff:192.0.2.2", "2001:db8:0:1::7", "192.0.2.2", "2001:db8:0:1::/64"),
    ("2001:db8:0:1::1", "", None, "2001:db8:0:1::/64"), ("testclient", "", None, "testclient"),
])  # fmt: skip
def test_who_counts_as_one_sender(peer, forwarded, proxy, counted):
    assert sender(peer, forwarded, proxy) == counted


def test_a_name_that_is_none_fails_like_a_wrong_password(ledger, tokens):
    with served(ledger) as client:
        assert log_in(client, "nobody").text.count("wrong") == log_in(client, "analyst", "x" * 20).text.count("wrong") == 1


def test_forms_that_are_forged_borrowed_or_sent_again_are_refused(ledger, tokens):
    with served(ledger) as client, served(ledger) as other:
        log_in(client, "analyst")
        log_in(other, "reviewer")


        def send(token):
            return client.post("/password", data={"token": token, "password": "x", "new": "y", "again": "z"}).status_code

        token = token_in(client.get("/password"), "/password")
        assert send("") == send("a.1.b") == send(token[:-1] + ("0" if token[-1] != "0" else "1")) == 403
        assert send(token_in(other.get("/password"), "/password")) == 403
        assert send(token_in(client.get("/password"), "/logout")) == 403
        assert send(token) == 422
        assert send(token) == 409


def test_a_form_is_only_good_for_a_while(ledger, tokens):
    with served(ledger, form_life=-1) as client:
        assert log_in(client, "analyst").status_code == 403


def test_scripts_of_a_session_send_its_token(ledger, tokens):
    with served(ledger) as client:
        log_in(client, "analyst")
        claim = first_claim(client)


        def send(**headers):
            return client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "note", "value": {"text": "n"}}, headers=headers)

        assert error_of(send()) == "PW806"
        csrf = client.get("/api/v1/me").json()["csrf"]
        assert send(**{"X-CSRF-Token": csrf}).status_code == 201
        key = {"X-CSRF-Token": csrf, "Idempotency-Key": "one"}
        assert send(**key).status_code == 201
        assert error_of(send(**key)) == "PW807"


def test_a_key_of_a_request_that_failed_may_be_sent_again_until_it_succeeds(client):
    claim, other = (one["id"] for one in client.get("/api/v1/claims?limit=2").json()["claims"])

    def accept(wanted, **more):
        return client.post(f"/api/v1/claims/{wanted}/reviews", json={"action": "accept"}, headers={"Idempotency-Key": "one", **more})

    assert [accept(claim, **{"If-Match": '"7"'}).status_code for _ in range(2)] == [412, 412]
    assert accept(claim).status_code == 201
    assert [error_of(accept(claim)) for _ in range(2)] == ["PW807", "PW807"]
    assert accept(other).status_code == 201, "a key is of one address"


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "http://[bad"}, {"Origin": "null"}, {"Origin": f"http://{HOST}.evil.example"}, {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
])  # fmt: skip
def test_other_sites_change_nothing(shared, headers):
    claim = first_claim(shared)
    sent = shared.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers=headers)
    assert (sent.status_code, error_of(sent)) == (403, "PW808")
    own = shared.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}, headers={"Origin": f"http://{HOST}"})
    assert own.status_code == 201


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "10.0.0.1", "localhost.evil.example", "[::1]x", "[::1]:8x", "[::1",
])  # fmt: skip
def test_a_name_that_was_pointed_here_is_refused(shared, host):
    assert error_of(shared.get("/api/v1/claims", headers={"Host": host})) == "PW808"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_own_names_are_taken(shared, host):
    assert shared.get("/api/v1/health", headers={"Host": host}).status_code == 200


def test_a_further_name_is_taken_as_it_is_written(ledger):
    with served(ledger, names=("watch.example",)) as client:
        assert client.get("/api/v1/health", headers={"Host": "WATCH.example:443"}).status_code == 200
        assert error_of(client.get("/api/v1/health", headers={"Host": "watch.example.evil"})) == "PW808"


def test_every_answer_has_the_headers(shared):
    for address in ("/", "/api/v1/health", "/nothing", "/api/v1/nothing", "/static/nothing.js", "/login", "/schema/openapi.json"):
        headers = shared.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"], address
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


def test_requests_beyond_the_limits_are_refused(ledger, tokens):
    with served(ledger, most_json=1000, most_upload=5000) as client:
        head = bearer(tokens["analyst"])


        def sized(content):
            return client.post("/api/v1/read", content=content, headers={**head, "Content-Type": "application/json"})

        assert error_of(sized(b" " * 2000)) == "PW810"
        assert error_of(sized(iter([b" " * 600] * 4))) == "PW810"
        assert client.post("/api/v1/read", files={"file": ("a.txt", b"x" * 9000)}, headers=head).status_code == 413
        assert client.get("/api/v1/claims", headers={**head, "X-Long": "x" * 40_000}).status_code == 431
        assert client.post("/login", content=b"x" * 20_000, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code == 413


def test_a_rate_is_held_for_each_person(ledger, tokens):
    with served(ledger, rate=5) as client:


        def ask(role):
            return client.get("/api/v1/me", headers=bearer(tokens[role]))

        assert [ask("reader").status_code for _ in range(6)] == [200] * 5 + [429]
        assert ask("analyst").status_code == 200


@pytest.mark.parametrize("query", [
    "text=%00", "agent=%ED%A0%80", "limit=99999999999999999999999999", "limit=-1", "limit=0", "limit=1.5", "offset=abc",
    "since=2025-13-45", "since=x",
    "until=0000-00-00", "modality=perhaps", "format=xml", "agnt=PRK", "limit=1&limit=x", "text=" + "x" * 600, "document=%2e%2e%2f%00",
])  # fmt: skip
def test_hostile_parameters_are_answered_plainly(shared, query):
    found = shared.get(f"/api/v1/claims?{query}")
    assert found.status_code < 500
    if "agent=" not in query:
        assert found.status_code >= 400
        error_of(found)


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/api/v1/claims/%00", "/api/v1/documents/../../x",
    "/api/v1/claims/" + "x" * 5000, "/%ff%fe", "/api/v1/readings/%F0%9F%98%80",
])  # fmt: skip
def test_hostile_paths_are_answered_plainly(shared, path):
    assert 400 <= shared.get(path).status_code < 500


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"action": "accept", "why": "\\ud800"}', b"[" * 100_000,
    b'{"action": 1e999}'])
def test_hostile_bodies_are_answered_plainly(shared, body):
    claim = first_claim(shared)
    sent = shared.post(f"/api/v1/claims/{claim}/reviews", content=body, headers={"Content-Type": "application/json"})
    assert sent.status_code < 500
    if b"why" not in body:
        assert error_of(sent).startswith("PW8")


@pytest.mark.parametrize(("method", "path"), [("POST", "cases"), ("POST", "read"), ("PUT", "cases/none/fields/title"), ("POST", "screen")])
def test_a_body_that_is_no_utf_8_is_the_senders_mistake(shared, method, path):
    sent = shared.request(method, f"/api/v1/{path}", content=b'{"text":"\xff"}', headers={"Content-Type": "application/json"})
    assert (sent.status_code, error_of(sent)) == (400, "PW800")


@pytest.mark.parametrize("path", ["/login", "/cases", "/api/v1/read"])
@pytest.mark.parametrize("charset", ["foo", "utf-16", "base64"])
def test_a_form_in_a_charset_that_it_is_not_in_is_the_senders_mistake(shared, path, charset):
    part = f'--b\r\nContent-Disposition: form-data; name="token"\r\nContent-Type: text/plain; charset={charset}\r\n\r\nodd\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Accept": "application/json"}
    sent = shared.post(path, content=part.encode(), headers=headers)
    assert (sent.status_code, error_of(sent)) == (400, "PW800")


def test_errors_have_one_shape_and_tell_nothing_of_the_inside(client, ledger):
    for method, path in (("GET", "/api/v1/nothing"), ("POST", "/api/v1/claims"), ("GET", "/api/v1/claims/cl-none"), ("PATCH", "/api/v1/cases")):
        error_of(client.request(method, path))
    allowed = client.post("/api/v1/claims")
    assert allowed.headers["allow"].split(", ") >= ["GET"]
    ledger.write_bytes(b"no database at all, " * 1000)
    broken = client.get("/api/v1/claims?text=other")
    assert broken.status_code in (500, 503)
    assert "Traceback" not in broken.text
    error_of(broken)


def test_stored_markup_is_text_on_every_page_and_formulas_are_none(shared):
    assert any("<script>" in text for _, _, text in TEXTS)
    for path in ("/", "/claims", "/review", "/origins", "/figures", "/activity", "/sources", "/map", "/provisions"):
        page = shared.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert "<b>bold" not in page.text
    rows = shared.get("/api/v1/claims?format=csv").text
    assert not re.search(r'(?m)(^|,)"?[=+@]', rows)


def test_without_accounts_one_person_works_alone(client):
    assert client.get("/api/v1/me").json()["by"] == "sole"
    claim = first_claim(client)
    assert client.post(f"/api/v1/claims/{claim}/reviews", json={"action": "accept"}).status_code == 201


def test_with_the_first_account_nobody_works_without_one(client, ledger):
    assert client.get("/api/v1/claims").status_code == 200
    add_people(ledger)
    assert client.get("/api/v1/claims").status_code == 401


@pytest.mark.parametrize("set_so", [{"host": "0.0.0.0"}, {"https": True}, {"names": ("watch.example",)}, {"proxy": "127.0.0.1"}])  # noqa: S104
def test_where_others_may_come_nobody_works_without_an_account(ledger, set_so):
    with served(ledger, **set_so) as client:
        assert client.get("/api/v1/claims").status_code == 401


def test_a_ledger_in_memory_is_not_served(tmp_path: Path):
    from pactwatch.errors import LedgerError

    with pytest.raises(LedgerError, match="file"):
        app_of(":memory:")

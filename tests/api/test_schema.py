"""The API against its own OpenAPI document: whatever is sent, no failure of the server, and no answer that is not declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies
from litestar.testing import TestClient
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.parameters import ParameterLocation
from schemathesis.python import asgi
from served import HOST, add_people, app_of, bearer, known_names, make_ledger, new_case, served

from pactwatch.web.api.describe import SEEN, document_of
from pactwatch.web.limits import Buckets

SENT_ELSEWHERE = ("/api/v1/read", "post")
"""Reading begins a process, and an address would be fetched: see test_reading.py."""
EXCLUDED = [positive_data_acceptance]
"""A name that no list has, or a reason of blanks, fits the schema and is refused all the same."""
PATHS = 66


POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
RUNS = {"valid": (POSITIVE, "admin", 25), "invalid": (NEGATIVE, "admin", 10), "reader": (POSITIVE, "reader", 3), "nobody": (POSITIVE, "nobody", 3)}
"""How each operation is asked: with data of which kind, by whom, how often."""
ANSWERED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
"""What is checked of what a reader or nobody is told."""


class Served:
    """The application, its description, a token of each role, and ids that its ledger has."""

    def __init__(self, ledger: Path) -> None:
        self.tokens = {role: bearer(token) for role, token in add_people(ledger).items()} | {"nobody": {}}
        with served(ledger) as client:
            self.names = known_names(client, **self.tokens["admin"])
        self.app = app_of(ledger, rate=10_000_000, names=("testserver",))
        self.app.state.server.strangers = Buckets(10_000_000)
        self.client = TestClient(self.app, base_url=f"http://{HOST}")
        self.schema = schemathesis.openapi.from_asgi("/schema/openapi.json", self.app)

    def named(self, operation) -> dict[str, str]:
        """Return what the address of an operation may name: a case of its own, since it may be undone."""
        if "{case}" not in operation.path:
            return self.names
        return self.names | new_case(self.client, self.names["claim"], **self.tokens["analyst"])

    def seen(self, case: str) -> str:
        """Return the tag of a case as it is."""
        return self.client.get(f"/api/v1/cases/{case}", headers=self.tokens["reader"]).headers["etag"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    found = Served(make_ledger(tmp_path_factory.mktemp("schema") / "l.db"))
    with asgi.get_client(found.app) as found.session:
        yield found


def operations(schema) -> list:
    return [found.ok() for found in schema.get_all_operations()]


def named_really(case, names: dict[str, str]) -> bool:
    """Put ids that there are into an address, where what is wrong is not the address itself; say whether that was done."""
    path = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if not case.path_parameters or (path is not None and path.mode is NEGATIVE):
        return False
    case.path_parameters.update({name: names[name] for name in case.path_parameters if name in names})
    return True


@pytest.mark.parametrize("number", range(PATHS))
@pytest.mark.parametrize("run", RUNS)
def test_every_answer_is_declared(site, number, run):
    mode, role, examples = RUNS[run]
    found = operations(site.schema)
    if number >= len(found):
        pytest.skip("there are fewer operations")
    operation = found[number]
    if (operation.path, operation.method) == SENT_ELSEWHERE:
        pytest.skip("test_reading.py sends these")
    if mode is NEGATIVE and not (operation.path_parameters or operation.query or operation.body):
        pytest.skip("nothing that could be invalid is sent")
    names, statuses = site.named(operation), set()

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), known=strategies.integers(0, 3))
    def check(case, known):
        headers = dict(site.tokens[role])
        if known and named_really(case, names) and operation.path in SEEN and mode is POSITIVE:
            headers["If-Match"] = site.seen(names["case"])
        checks = {"excluded_checks": EXCLUDED} if role == "admin" else {"checks": ANSWERED}
        statuses.add(case.call_and_validate(session=site.session, headers=headers, timeout=60, **checks).status_code)

    check()
    if run == "valid" and operation.path_parameters and set(re.findall(r"{(\w+)}", operation.path)) <= set(names):
        assert statuses - {404}, "no address of anything that there is was sent"
    if role == "reader" and operation.method == "delete":
        assert statuses == {403}
    if role == "nobody" and operation.path != "/api/v1/health":
        assert statuses <= {400, 401}


def test_every_operation_is_sent_something(site):
    assert len(operations(site.schema)) <= PATHS


def test_the_document_is_complete(site):
    document = document_of(site.app)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], path
            assert operation["tags"], path
            assert operation["tags"][0] in {tag["name"] for tag in document["tags"]}, path
            assert {"400", "401", "403", "422", "429", "500", "503"} <= set(operation["responses"]), (path, method)
            for parameter in operation["parameters"]:
                assert parameter["schema"], path

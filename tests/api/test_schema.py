"""The API against its own OpenAPI document: whatever is sent, no failure of the server, and no answer that is not declared."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import positive_data_acceptance
from served import add_people, app_of, bearer, make_ledger

from pactwatch.web.api.describe import document_of

SENT_ELSEWHERE = ("/api/v1/read", "post")
"""Reading begins a process, and an address would be fetched: see test_reading.py."""
EXCLUDED = [positive_data_acceptance]
"""A name that no list has, or a reason of blanks, fits the schema and is refused all the same."""
PATHS = 66


@pytest.fixture(scope="module")
def schema_and_token(tmp_path_factory: pytest.TempPathFactory):
    ledger = make_ledger(tmp_path_factory.mktemp("schema") / "l.db")
    token = add_people(ledger)["admin"]
    app = app_of(ledger, rate=10_000_000, names=("testserver",))
    return schemathesis.openapi.from_asgi("/schema/openapi.json", app), token, app


def operations(schema) -> list:
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("number", range(PATHS))
@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE], ids=["valid", "invalid"])
def test_every_answer_is_declared(schema_and_token, number, mode):
    schema, token, _ = schema_and_token
    found = operations(schema)
    if number >= len(found):
        pytest.skip("there are fewer operations")
    operation = found[number]
    if (operation.path, operation.method) == SENT_ELSEWHERE:
        pytest.skip("test_reading.py sends these")
    negative = mode is schemathesis.GenerationMode.NEGATIVE
    if negative and not (operation.path_parameters or operation.query or operation.body):
        pytest.skip("nothing that could be invalid is sent")

    @settings(max_examples=5, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case):
        case.call_and_validate(headers=bearer(token), excluded_checks=EXCLUDED, timeout=60)

    check()


def test_every_operation_is_sent_something(schema_and_token):
    assert len(operations(schema_and_token[0])) <= PATHS


def test_the_document_is_complete(schema_and_token):
    document = document_of(schema_and_token[2])
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], path
            assert operation["tags"], path
            assert operation["tags"][0] in {tag["name"] for tag in document["tags"]}, path
            assert {"400", "401", "403", "422", "429", "500", "503"} <= set(operation["responses"]), (path, method)
            for parameter in operation["parameters"]:
                assert parameter["schema"], path

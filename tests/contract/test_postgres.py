"""What only PostgreSQL has: roles, locks, lost connections, guards against a superuser; and that it finds what SQLite finds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres_server import PASSWORD, Server
from store_builders import capture_of, clock, reading, text

from pactwatch.errors import LedgerError
from pactwatch.model import Claim
from pactwatch.store import ClaimFilter, Ledger, open_ledger

TABLES = ("documents", "bodies", "captures", "engines", "readings", "statements", "claims", "claim_sources", "audit", "judgements",
          "figures", "derived", "list_copies", "list_entries", "instrument_texts", "schema_versions")  # fmt: skip


def opened(where: str, **named: object) -> Ledger:
    return open_ledger(where, create=True, who="tester", clock=clock, **named)  # type: ignore[arg-type]


def code_of(where: str, *, create: bool = False) -> str:
    with pytest.raises(LedgerError) as error:
        open_ledger(where, create=create)
    assert PASSWORD not in str(error.value)
    assert "\n" not in str(error.value)
    return error.value.code


@pytest.fixture
def where(where_of: Callable[[str], str]) -> str:
    return where_of("postgres")


@pytest.fixture(scope="module")
def guarded(postgres: Server) -> str:
    found = postgres.place()
    with opened(found) as ledger:
        ledger.add(reading(), capture_of(text()))
        ledger.judge("story.join", "a", {}, why="same")
    return found


@pytest.mark.parametrize("statement", ["UPDATE {} SET {column} = {column}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_changed_by_whatever_role(guarded: str, table: str, statement: str) -> None:
    import psycopg

    column = "version" if table == "schema_versions" else "seq"
    for role in ("origin", "replica"):
        with psycopg.connect(guarded, autocommit=True) as connection:
            connection.execute(f"SET session_replication_role = {role}".encode())
            with pytest.raises(psycopg.Error) as error:
                connection.execute(statement.format(table, column=column).encode())
            assert error.value.sqlstate == "PW407", error.value


def test_the_same_seq_twice_is_refused(guarded: str) -> None:
    import psycopg

    with psycopg.connect(guarded, autocommit=True) as connection, pytest.raises(psycopg.Error) as error:
        connection.execute("INSERT INTO engines VALUES (1, 'a', 'b', 'c') ON CONFLICT (seq) DO UPDATE SET name = 'x'")
    assert error.value.sqlstate == "PW407"


@pytest.mark.parametrize("statement", [
    "ALTER TABLE claims DISABLE TRIGGER claims_no_update", "DROP TRIGGER claims_no_update ON claims",
    "ALTER TABLE claims ENABLE TRIGGER claims_no_update",
    "DROP TRIGGER claims_no_update ON claims; CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims FOR EACH STATEMENT WHEN (false)"
    " EXECUTE FUNCTION pactwatch_refuse(); ALTER TABLE claims ENABLE ALWAYS TRIGGER claims_no_update",
    "CREATE OR REPLACE FUNCTION pactwatch_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
])  # fmt: skip
def test_a_guard_that_was_taken_off_is_named(where: str, statement: str) -> None:
    import psycopg

    with opened(where) as ledger:
        ledger.add(reading())
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(statement.encode())
    with open_ledger(where) as ledger:
        found = ledger.verify()
    assert ("schema", "claims_no_update") in {(failure.kind, failure.subject) for failure in found.failures}


def test_who_is_not_let_in_is_told_why(postgres: Server) -> None:
    assert code_of(postgres.url("nowhere")) == "PW401"
    assert code_of(postgres.url("postgres", password="wrong")) == "PW401"  # noqa: S106
    assert code_of(postgres.url("postgres", user="nobody")) == "PW401"
    assert code_of(postgres.url("postgres").replace(str(postgres.port), "1")) == "PW401"
    assert code_of(postgres.place()) == "PW402"
    assert code_of(postgres.database("template0", "ENCODING 'SQL_ASCII'")) == "PW411"
    with pytest.raises(LedgerError, match="password is wrong or missing; give it in PGPASSWORD"):
        open_ledger(postgres.url("postgres", password="wrong"))  # noqa: S106
    with pytest.raises(LedgerError, match="createdb"):
        open_ledger(postgres.url("nowhere"))


def test_a_database_of_somebody_else_is_left_alone(postgres: Server) -> None:
    where = postgres.database()
    name = where.rsplit("/", 1)[1]
    postgres.run("CREATE TABLE claims (x int)", name)
    assert code_of(where, create=True) == "PW402"
    assert postgres.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(1,)]


def test_who_may_only_look_can_look(postgres: Server, where: str) -> None:
    with opened(where) as ledger:
        ledger.add(reading())
    schema = where.rsplit("%3D", 1)[1]
    for statement in (
        f"CREATE ROLE reader_{schema} LOGIN PASSWORD '{PASSWORD}'", f"GRANT USAGE ON SCHEMA {schema} TO reader_{schema}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}",
    ):  # fmt: skip
        postgres.run(statement)
    mine = where.replace("//postgres:", f"//reader_{schema}:")
    with open_ledger(mine) as ledger:
        assert ledger.verify().ok
    with pytest.raises(LedgerError, match="may not do this") as error, opened(mine) as ledger:
        ledger.add(reading(400))
    assert error.value.code == "PW401"


def test_a_lost_connection_is_told_and_the_next_call_finds_the_server_again(postgres: Server, where: str) -> None:
    with opened(where) as ledger:
        ledger.add(reading())
        with pytest.raises(LedgerError) as error:
            _count_while_the_server_ends_it(ledger, postgres)
        assert error.value.code == "PW420"
        assert PASSWORD not in str(error.value)
        assert ledger.add(reading(400)).new_reading
        assert ledger.verify().ok


def _count_while_the_server_ends_it(ledger: Ledger, postgres: Server) -> int:
    with ledger.view() as view:
        pid = view._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        postgres.run(f"SELECT pg_terminate_backend({pid})")
        return view.count(ClaimFilter())


def test_a_writer_that_waits_too_long_says_so_and_readers_do_not_wait(where: str) -> None:
    with opened(where) as one, opened(where, busy_seconds=0.2) as two:
        one.add(reading())
        with one.writing():
            with pytest.raises(LedgerError, match="held by another process") as error:
                two.add(reading(400))
            assert error.value.code == "PW405"
            with two.view() as view:
                assert view.count(ClaimFilter()) == 2
        assert two.add(reading(400)).new_reading


def test_a_view_is_one_state_that_writers_leave_behind(where: str) -> None:
    with opened(where) as ledger:
        ledger.add(reading())
        with ledger.view() as view:
            assert view.count(ClaimFilter()) == 2
            ledger.add(reading(400))
            assert view.count(ClaimFilter()) == 2


WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from store_builders import capture_of, clock, reading, text
from pactwatch.store import open_ledger
with open_ledger(sys.argv[1], create=True, who="w" + sys.argv[2]) as ledger:
    for n in range(12):
        number = 100 + (int(sys.argv[2]) * 8 + n) % 40
        ledger.add(reading(number), capture_of(text(number)))
        made = ledger.judge("story.join", f"s{number}", {}, why="same")
        if n % 3 == 0:
            ledger.undo(made.id, why="wrong")
        print(n, flush=True)
"""


def writer(where: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, where, str(number), str(Path(__file__).parent)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))


def test_processes_that_write_at_once_lose_nothing(where: str) -> None:
    running = [writer(where, number) for number in range(3)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    for process in running:
        assert process.stdout is not None
        process.stdout.close()
    with open_ledger(where) as ledger:
        found = ledger.verify()
        assert found.ok, found.failures
        assert (found.checked["judgements"], found.checked["readings"]) == (3 * 16, 28)
        with ledger.view() as view:
            assert [item.seq for item in view.judgements(history=True)] == list(range(1, 49))


def test_a_killed_writer_leaves_what_it_had_told(where: str) -> None:
    with writer(where, 0) as process:
        assert process.stdout is not None
        told = 0
        for line in process.stdout:
            told = int(line) + 1
            if told == 5:
                process.send_signal(signal.SIGKILL)
                break
    deadline = time.monotonic() + 30
    with opened(where, busy_seconds=30) as ledger:
        ledger.add(reading(999))
        found = ledger.verify()
        assert time.monotonic() < deadline
        assert found.ok, found.failures
        assert found.checked["judgements"] >= 5


def test_without_the_driver_it_is_named(tmp_path: Path) -> None:
    code = "import sys; sys.modules['psycopg'] = None\nfrom pactwatch.cli import main\nmain()"
    command = [sys.executable, "-c", code, "claims", "--ledger", "postgresql://x/y"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == 'PW411 PostgreSQL ledgers need the driver psycopg: pip install "pactwatch[postgres]"\n'


ALPHABET = "aAéÉeßſİıK가각한ㄱ한 中文 \u0301\u0308-._'\"*:&|!<>()\\\0\ud800٣½ﬁ1२🙂"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=30)


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Ledger]]:
    with opened(postgres.place()) as one, opened(str(tmp_path_factory.mktemp("both") / "a.db")) as two:
        yield one, two


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXTS, min_size=1, max_size=3), title=TEXTS, queries=st.lists(TEXTS, max_size=6))
def test_both_databases_find_the_same_in_the_same_order(both: tuple[Ledger, Ledger], names: list[str], title: str, queries: list[str]) -> None:
    given_reading = reading(title=title)
    claims: list[Claim] = []
    for number, name in enumerate(names):
        claim = given_reading.claims[number % 2]
        agent = msgspec.structs.replace(claim.agent, name=name, actor=name[:2] or None)  # type: ignore[arg-type]
        claims.append(msgspec.structs.replace(claim, id=f"cl-{number}", agent=agent))
    engine = msgspec.structs.replace(given_reading.engine, name="another", version=title)
    made = msgspec.structs.replace(given_reading, claims=tuple(claims), engine=engine)
    asked = [*queries, *names, title, *(f'"{name}"' for name in names), *(f"{name[:1]}*" for name in names)]
    answers = []
    for ledger in both:
        ledger.add(made)
        with ledger.view() as view:
            answers.append([
                [(row.reading, row.claim.id) for row in view.claims(wanted)]
                for query in asked
                for wanted in (
                    ClaimFilter(text=query), ClaimFilter(agent=query), ClaimFilter(document=query), ClaimFilter(said_by=query, text="radio"),
                )
            ])  # fmt: skip
    assert answers[0] == answers[1]
    assert both[0].content_digest() == both[1].content_digest()

"""Whatever is changed behind the ledger's back is named by `verify`: which row, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_builders import capture_of, clock, reading, tampering, text

from pactwatch.errors import LedgerError
from pactwatch.store import Verification, open_ledger


def filled(where: Path | str) -> None:
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add_many((reading(number), capture_of(text(number))) for number in (100, 200, 300))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger file of three documents, each with a capture."""
    found = tmp_path / "ledger.db"
    filled(found)
    return found


@pytest.fixture
def ledger(where: str) -> str:
    """Return where a ledger of three documents lies, each with a capture."""
    filled(where)
    return where


def verified(path: Path | str) -> Verification:
    with open_ledger(path) as opened:
        return opened.verify()


def kinds_or_code(path: Path) -> set[str]:
    """Return the kinds of what fails, or the code with which the file is refused."""
    try:
        return {failure.kind for failure in verified(path).failures}
    except LedgerError as error:
        return {error.code}


SECOND = tuple(sorted(claim.id for claim in reading(200).claims))

CASES = {
    "text": ("documents", "UPDATE documents SET text = CAST(replace(CAST(text AS TEXT), '200', '900') AS BLOB) WHERE seq = 2",
             ("documents row 2", "the text does not give its sha256"), SECOND),
    "text and its hash": ("documents", "UPDATE documents SET text_sha256 = 'ab' WHERE seq = 2",
                          ("documents row 2", "the text does not give its sha256"), SECOND),
    "title": ("documents", "UPDATE documents SET meta = replace(meta, 'Sappers', 'Slippers') WHERE seq = 2",
              ("documents row 2", "its content is not what audit row 4 recorded"), SECOND),
    "url column": ("documents", "UPDATE documents SET url = 'https://other.example/' WHERE seq = 2",
                   ("documents row 2", "url is 'https://other.example/'"), SECOND),
    "captured bytes": ("bodies", "UPDATE bodies SET body = x'789c4b04000062006200' WHERE seq = 2",
                       ("bodies row 2", "number is stored"), SECOND),
    "one captured byte": ("bodies", "UPDATE bodies SET body = CAST(substr(body, 1, 20) || x'00' || substr(body, 22) AS BLOB)"
                          " WHERE seq = 2", ("bodies row 2", "damaged"), SECOND),
    "captured bytes of another type": ("bodies", "UPDATE bodies SET body = 'words' WHERE seq = 2",
                                       ("bodies row 2", ""), SECOND),
    "custody": ("captures", "UPDATE captures SET meta = replace(meta, 'given.txt', 'other.txt') WHERE seq = 2",
                ("captures row 2", "its content is not what audit row 5 recorded"), SECOND),
    "span in the reading": ("readings", "UPDATE readings SET body = replace(body, '\"trigger\":[8,12]', '\"trigger\":[8,13]') WHERE seq = 2",
                            ("readings row 2", "its content is not what audit row 6 recorded"), SECOND),
    "span outside the text": ("readings", "UPDATE readings SET body = replace(body, '\"trigger\":[8,12]', '\"trigger\":[8,9999]') WHERE seq = 2",
                              (SECOND, "the span 8:9999 of its trigger lies outside the text"), None),
    "reading that is no JSON": ("readings", "UPDATE readings SET body = substr(body, 1, 40) WHERE seq = 2",
                                ("readings row 2", "is damaged"), SECOND),
    "who added": ("readings", "UPDATE readings SET who = 'nobody' WHERE seq = 2",
                  ("readings row 2", "who is not what audit row 6 recorded"), SECOND),
    "quote": ("claims", "UPDATE claims SET quotes = '[\"Norland sent 900 sappers\"]' WHERE seq = 3",
              ("claims row 3", "quotes is"), None),
    "claim's modality": ("claims", "UPDATE claims SET modality = 'planned' WHERE seq = 3",
                         ("claims row 3", "modality is 'planned', its content gives 'happened'"), None),
    "claim's body": ("claims", "UPDATE claims SET body = replace(body, '200.0', '900.0') WHERE seq = 3",
                     ("claims row 3", "body is"), None),
    "claim's agent": ("claims", "UPDATE claims SET agent_actor = 'xxx' WHERE seq = 3", ("claims row 3", "agent_actor is 'xxx'"), None),
    "claim's id": ("claims", "UPDATE claims SET id = 'cl-0' WHERE seq = 3", ("claims row 3", "id is 'cl-0'"), None),
    "claim gone": ("claims", "DELETE FROM claims WHERE seq = 3", ("claims", "its row is missing"), None),
    "claim added": ("claims", "INSERT INTO claims SELECT 99, reading_seq, 7, 'cl-new', type, modality, agent_key, agent_actor, recipient_key,"
                    " recipient_actor, first_day, last_day, quotes, body FROM claims WHERE seq = 3",
                    ("claims row 99", "does not have it"), None),
    "statement": ("statements", "UPDATE statements SET stance = 'denies' WHERE seq = 2", ("statements row 2", "stance is 'denies'"), None),
    "source": ("claim_sources", "UPDATE claim_sources SET key = 'tass' WHERE seq = 3", ("claim_sources row 3", "key is 'tass'"), None),
    "source gone": ("claim_sources", "DELETE FROM claim_sources WHERE seq = 3", ("claim_sources", "1 sources are stored"), None),
    "engine": ("engines", "UPDATE engines SET version = '9'", ("readings row 2", "version is '9'"), SECOND),
    "reading gone": ("readings", "DELETE FROM readings WHERE seq = 2", ("reading-", "its row in readings is missing"), None),
    "document gone": ("documents", "DELETE FROM documents WHERE seq = 2", ("doc-", "its row in documents is missing"), None),
    "foreign key": ("captures", "UPDATE captures SET document_seq = 77 WHERE seq = 2", ("", "row 2 of captures points to a row of documents"), None),
    "audit entry edited": ("audit", "UPDATE audit SET who = 'nobody' WHERE seq = 4", ("audit row 4", "its fields do not give its hash"), None),
    "audit entry gone": ("audit", "DELETE FROM audit WHERE seq = 4", ("audit row 5", "the entries 4 to 4 before it are missing"), None),
    "last audit entry gone": ("audit", "DELETE FROM audit WHERE seq = 9", ("readings row 3", "the audit log has no entry for it"), None),
    "audit entries swapped": ("audit", "UPDATE audit SET seq = CASE seq WHEN 4 THEN -5 WHEN 5 THEN -4 ELSE seq END",
                              ("audit row -5", ""), None),
    "list's type": ("", "UPDATE listed_claims SET type = 'deny' WHERE claim_seq = 3", ("listed_claims row", "type is 'deny'"), None),
    "list's days": ("", "UPDATE listed_claims SET last_day = '2031-01-01' WHERE claim_seq = 3", ("listed_claims row", "last_day is"), None),
    "list's agent": ("", "UPDATE claim_names SET actor = 'XXX' WHERE actor = 'nrl'", ("listed_claims row", "agent_actor is 'XXX'"), None),
    "left out of lists": ("", "DELETE FROM listed_claims WHERE claim_seq = 3", ("listed_claims", "lists do not show it"), None),
    "list's order": ("", "UPDATE listed_claims SET place = place + 7 WHERE claim_seq = 3", ("listed_claims row", "its place is"), None),
    "list's source": ("", "DELETE FROM listed_sources WHERE place = (SELECT place FROM listed_claims WHERE claim_seq = 3)",
                      ("listed_sources of place", "lists do not find it by its source"), None),
    "listed reading": ("", "DELETE FROM listed_readings WHERE reading_seq = 2", ("listed_readings row 2", "do not show"), SECOND),
    "full-text index": ("", "DELETE FROM claim_words_docsize WHERE id = (SELECT place FROM listed_claims WHERE claim_seq = 3)",
                        ("", "row 3 of claims is missing from the full-text index"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_named(ledger: str, name: str) -> None:
    table, statement, (subject, message), claims = CASES[name]
    subjects = subject if isinstance(subject, tuple) else (subject,)
    with tampering(ledger, table) as connection:
        assert connection.execute(statement).rowcount > 0
        if "swapped" in name:
            connection.execute("UPDATE audit SET seq = -seq WHERE seq < 0")
            subjects = ("audit row 4",)
    found = verified(ledger)
    assert not found.ok
    named = [f for f in found.failures if any(s in f.subject for s in subjects) and message in f.message]
    assert named, found.failures
    if claims is not None:
        assert found.failed_claims == claims or name == "engine"
        assert set(claims) <= set(found.failed_claims)


def test_an_untouched_ledger_verifies(ledger: str) -> None:
    found = verified(ledger)
    assert found.failures == ()
    assert found.checked == {
        "captured bytes": 3, "documents": 3, "captures": 3, "readings": 3, "statements": 3, "claims": 6, "audit entries": 9,
    }  # fmt: skip


def test_a_missing_guard_is_named(ledger: str) -> None:
    with tampering(ledger) as connection:
        connection.execute("DROP TRIGGER claims_no_update")
    assert [(failure.kind, failure.subject) for failure in verified(ledger).failures] == [("schema", "claims_no_update")]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_never_passes(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert kinds_or_code(path) & {"database", "PW404"}


def test_overwritten_pages_never_pass(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096 * 40, len(data) - 4096, 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))
    assert kinds_or_code(path)


def test_a_log_that_was_cut_off_with_its_rows_fails_against_an_earlier_head(ledger: str) -> None:
    head = verified(ledger).audit_head
    with tampering(ledger, "audit", "readings", "claims", "claim_sources", "statements", "captures", "documents", "bodies") as connection:
        for statement in (
            "DELETE FROM audit WHERE seq > 6", "DELETE FROM claim_sources WHERE claim_seq > 4", "DELETE FROM claims WHERE seq > 4",
            "DELETE FROM statements WHERE seq > 2", "DELETE FROM readings WHERE seq > 2", "DELETE FROM captures WHERE seq > 2",
            "DELETE FROM bodies WHERE seq > 2", "DELETE FROM documents WHERE seq > 2",
            "DELETE FROM listed_claims WHERE claim_seq > 4", "DELETE FROM listed_readings WHERE reading_seq > 2",
            "DELETE FROM listed_sources WHERE place NOT IN (SELECT place FROM listed_claims)",
        ):  # fmt: skip
            connection.execute(statement)
    with open_ledger(ledger) as opened:
        assert opened.verify().ok
        assert opened.verify(opened.verify().audit_head).ok
        (failure,) = opened.verify(head).failures
    assert (failure.kind, failure.subject) == ("audit", f"audit entry {head}")

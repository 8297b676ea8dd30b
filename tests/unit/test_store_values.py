"""How values are written: keys that names match by, days, versions, compressed bytes, safe full-text expressions."""

from __future__ import annotations

import pytest

from pactwatch.errors import LedgerError
from pactwatch.store.audit import GENESIS, broken, chain
from pactwatch.store.codec import day_bounds, decode, encode, fold, interval, pack, rank, unpack
from pactwatch.store.sqlite_words import match_expression


@pytest.mark.parametrize(("name", "key"), [
    ("  North\tKorea ", "north korea"), ("U.S.", "us"), ("Kim Jong-un", "kim jong un"), ("Wołodymyr", "wołodymyr"),
    ("Müller", "muller"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("a_b", "a b"), ("…", ""), ("\ud800x", "x"),
])  # fmt: skip
def test_names_fold_to_keys(name: str, key: str) -> None:
    assert fold(name) == key


def test_no_name_has_no_key() -> None:
    assert fold(None) is None


@pytest.mark.parametrize(("date", "bounds"), [
    ("2024-02", ("2024-02-01", "2024-02-29")), ("2023-02", ("2023-02-01", "2023-02-28")), ("2024", ("2024-01-01", "2024-12-31")),
    ("2024-05-06", ("2024-05-06", "2024-05-06")), ("2024-05-06T10:00:00Z", ("2024-05-06", "2024-05-06")), ("2024-13", None),
    ("2023-02-29", None), ("2024-5", None), ("yesterday", None), ("", None), (None, None), ("٢٠٢٤", None),
])  # fmt: skip
def test_days_of_a_date(date: str | None, bounds: tuple[str, str] | None) -> None:
    assert day_bounds(date) == bounds


def test_an_open_time_reaches_to_the_end_and_an_unknown_one_is_publication() -> None:
    assert interval("2024-05", None, "2025-01-01") == ("2024-05-01", "9999-12-31")
    assert interval(None, "2024-05", "2025-01-01") == ("0000-01-01", "2024-05-31")
    assert interval(None, None, "2025-01-01") == ("2025-01-01", "2025-01-01")
    assert interval(None, None, None) == (None, None)


def test_versions_sort_as_versions() -> None:
    given = ["0.2.0", "0.2.0.dev1", "0.2.0a1", "0.10.0", "0.2", "1.0.0", "0.2.1", "0.2.0rc1"]
    expected = ["0.2", "0.2.0a1", "0.2.0.dev1", "0.2.0rc1", "0.2.0", "0.2.1", "0.10.0", "1.0.0"]
    assert sorted(given, key=rank) == expected


@pytest.mark.parametrize("change", [
    lambda packed, size: (packed[:-3], size), lambda packed, size: (packed, size + 1), lambda packed, size: (packed, size - 1),
    lambda packed, size: (b"", size), lambda packed, size: (packed[:12] + b"\xff" + packed[13:], size),
])  # fmt: skip
def test_damaged_bytes_do_not_unpack(change: object) -> None:
    data = b"a page of bytes, " * 40
    assert unpack(pack(data), len(data)) == data
    with pytest.raises(ValueError, match="bytes"):
        unpack(*change(pack(data), len(data)))  # type: ignore[operator]


def test_a_bomb_is_not_unpacked_further_than_its_size() -> None:
    with pytest.raises(ValueError, match="another number"):
        unpack(pack(b"\0" * 50_000_000), 10)


@pytest.mark.parametrize(("query", "expression"), [
    ("troops sent", '"troops" "sent"'), ('"sent troops"', '"sent troops"'), ("deploy*", '"deploy"*'), ('a"b', '"a b"'),
    ("a OR b", '"a" "or" "b"'), ("É*", '"e"*'), ("a a", '"a"'), ("( * ^", None), ("", None), ("\0", None),
])  # fmt: skip
def test_full_text_expressions_are_quoted(query: str, expression: str | None) -> None:
    assert match_expression(query) == expression


def test_lone_surrogates_survive_as_json() -> None:
    value = {"text": "a\ud800b"}
    assert encode(value).isascii()
    assert decode(encode(value), dict[str, str], "it") == value


@pytest.mark.parametrize("stored", [None, 5, b"{}", "", "{", '{"a": 1}', "[" * 5000])
def test_damaged_json_is_one_error(stored: object) -> None:
    with pytest.raises(LedgerError, match="the row is damaged") as error:
        decode(stored, dict[str, str], "the row")
    assert error.value.code == "PW404"


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(LedgerError) as error:
        encode({"a": object()})
    assert error.value.code == "PW406"


def test_the_chain_names_the_entry_that_does_not_fit() -> None:
    entries = list(chain((0, GENESIS), "t", "me", [("document.add", str(n), "ff") for n in range(5)]))
    assert list(broken(entries)) == []
    assert [entry.seq for entry, _ in broken([*entries[:2], *entries[3:]])] == [4]
    assert [entry.seq for entry, _ in broken([entries[1], entries[0], *entries[2:]])] == [2, 1, 3]

"""What output promises whatever the text: nothing runs, nothing is lost, certainty shows without colour."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re

import msgspec
from rich.console import Console
from sample import claim, document, sample, span

from pactwatch.casefile.page import article_page
from pactwatch.casefile.rows import COLUMNS, csv_header, csv_rows, encode_json
from pactwatch.casefile.terminal import print_reading

HOSTILE = '=1+1 <script>alert(1)</script> "quoted" & \x1b[31mred \u202eback'


def hostile_page() -> str:
    reading = sample()
    bad = document(HOSTILE, title="<b onload=x>title")
    evidence = claim("other", "alleged", ((0, len(HOSTILE)),))
    return article_page([msgspec.structs.replace(reading, document=bad, claims=(evidence,), blocks=())])


def terminal(**options: object) -> str:
    out = io.StringIO()
    print_reading(Console(file=out, width=100, highlight=False, **options), sample())  # type: ignore[arg-type]
    return out.getvalue()


def test_page_escapes_hostile_text_and_titles() -> None:
    page = hostile_page()
    assert page.count("<script>") == 1
    assert "<b onload" not in page
    assert "\x1b" not in page


def test_page_policy_allows_exactly_its_own_style_and_script() -> None:
    page = article_page([sample()])
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content.group(1).encode()).digest()).decode()
        assert f"{tag}-src '{html_quote(digest)}'" in page.replace("&#39;", "'").replace("sha256-", "")


def html_quote(digest: str) -> str:
    return digest.replace("+", "&#43;") if "&#43;" in article_page([sample()]) else digest


def test_page_links_each_claim_to_its_evidence_and_back() -> None:
    page = article_page([sample()])
    for number in range(1, 5):
        for anchor in (f'id="ref-{number}"', f'href="#ref-{number}"', f'id="claim-{number}"', f'href="#claim-{number}"'):
            assert anchor in page


def test_page_is_the_same_every_time() -> None:
    assert article_page([sample()]) == article_page([sample()])


def test_terminal_tells_certainty_and_evidence_without_colour() -> None:
    shown = terminal()
    assert "○ planned" in shown
    assert "✕ denied" in shown
    assert "≈ alleged" in shown
    assert "⟦any Norlander had arrived⟧" in shown
    assert "port official, as told by Radio Vessin" in shown


def test_csv_has_one_row_a_claim_and_no_formula() -> None:
    reading = sample()
    bad = document(HOSTILE)
    rows = [csv_header(), *csv_rows(bad, (claim("other", "alleged", ((0, len(HOSTILE)),)),))]
    (row,) = csv.DictReader(io.StringIO("".join(rows)))
    assert row["evidence"] == "'" + HOSTILE
    assert len(list(csv_rows(reading.document, reading.claims))) == len(reading.claims)
    assert tuple(row) == COLUMNS


def test_json_carries_lone_surrogates_as_escapes() -> None:
    assert json.loads(encode_json({"text": "a\ud800b"})) == {"text": "a\ud800b"}


def test_json_spans_quote_the_text() -> None:
    data = json.loads(encode_json(sample()))
    start, end = data["claims"][2]["evidence"][0]
    assert data["document"]["text"][start:end] == "any Norlander had arrived"
    assert [start, end] == list(span("any Norlander had arrived"))

"""The corpus for measuring cost: the same wherever it is made, shaped as its docstring says, readable in every form."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from evaluation import corpus
from pactwatch.intake import IntakeOptions, take_in


def test_any_part_is_the_same_as_in_the_whole() -> None:
    whole = list(corpus.articles(80))
    assert corpus.article(63) == whole[63]
    assert list(corpus.articles(80)) == whole
    assert list(corpus.articles(80, seed=8)) != whole


def test_the_shape_is_what_the_docstring_says() -> None:
    rows = list(corpus.articles(3000))
    words = [len(row["text"].split()) for row in rows if row["kind"] != "other"]
    assert 290 < median(words) < 390
    kinds = Counter(row["kind"] for row in rows)
    assert 0.035 < kinds["relevant"] / len(rows) < 0.065
    assert 0.12 < kinds["other"] / len(rows) < 0.18
    assert 0.09 < sum(row["copy_of"] is not None for row in rows) / len(rows) < 0.15
    assert len({row["url"] for row in rows}) == len(rows)
    assert any(domain in kinds for domain in corpus.grammar()["domains"]["held"]) is not False
    train = {row["kind"] for row in corpus.articles(300, domains="train")}
    assert not train & set(corpus.grammar()["domains"]["held"])


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.warc.gz", "a.warc", "pages"])
def test_every_form_is_taken_in(name: str, tmp_path: Path) -> None:
    rows = list(corpus.articles(12))
    corpus.write(tmp_path / name, rows)
    found = take_in([str(tmp_path / name)], IntakeOptions(captured_at=lambda: "2026-01-01T00:00:00Z"))
    documents = [taken.document for taken in found if taken.document]
    assert len(documents) == 12
    assert [document.url for document in documents] == [row["url"] for row in rows]
    for document, row in zip(documents, rows, strict=True):
        assert row["text"].split("\n\n")[0] in document.text
    if "jsonl" in name or name.endswith("parquet"):
        assert [document.text for document in documents] == [row["text"] for row in rows]


def test_the_damaged_records_of_a_web_archive_are_set_aside(tmp_path: Path) -> None:
    corpus.write(tmp_path / "a.warc.gz", ({**row, "text": row["text"][:300]} for row in corpus.articles(253)))
    found = list(take_in([str(tmp_path / "a.warc.gz")], IntakeOptions(wanted=lambda _: lambda number: number > 245)))
    assert [taken.error.code for taken in found if taken.error] == ["PW240"]
    assert sum(taken.document is not None for taken in found) == len(found) - 1 > 3

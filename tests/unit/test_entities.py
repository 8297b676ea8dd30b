"""The tagger of named entities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pactwatch.reading.attributes import LEFT_OUT
from pactwatch.reading.entities import TYPES, label_entities
from pactwatch.reading.parse import load_model


def parsed(texts: Sequence[str]) -> list[Any]:
    return list(load_model().pipe(texts, disable=LEFT_OUT))


@pytest.mark.parametrize(("text", "word", "kind"), [
    ("The ministers met in Warsaw on Tuesday.", "Warsaw", "GPE"),
    ("The ministers met in Warsaw on Tuesday.", "Tuesday", "DATE"),
    ("Norwegian officers trained 300 soldiers.", "Norwegian", "NORP"),
    ("Norwegian officers trained 300 soldiers.", "300", "CARDINAL"),
    ("It was the third delivery this year.", "third", "ORDINAL"),
])  # fmt: skip
def test_names_numbers_and_days_get_their_types(text: str, word: str, kind: str) -> None:
    docs = parsed([text])
    labels = dict(zip((t.text for t in docs[0]), next(label_entities(docs)), strict=True))
    assert labels[word] == (kind, True)
    assert labels["."] == ("", False)


def test_labels_do_not_depend_on_what_else_is_labelled() -> None:
    texts = ["Seoul", "", "  ", "The Kremlin denied it on 3 May 2025, Reuters said.", "Iran sold drones.", "Oslo"]
    docs = parsed(texts)
    together = list(label_entities(docs))
    assert together == [next(label_entities([doc])) for doc in docs]
    assert [len(labels) for labels in together] == [len(doc) for doc in docs]


def test_an_entity_begins_where_its_type_changes() -> None:
    for labels in label_entities(parsed(["President Volodymyr Zelenskyy told the BBC on Friday that 1,200 Ukrainians had returned."])):
        before = ""
        for kind, begins in labels:
            assert kind in ("", *TYPES)
            assert begins <= bool(kind)
            assert begins or kind in ("", before)
            before = kind

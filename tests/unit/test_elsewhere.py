"""What a claim takes from other sentences is told. Sentences are newly written."""

from __future__ import annotations

from pactwatch.casefile.elsewhere import elsewhere, elsewhere_words
from pactwatch.model import Claim, make_document
from pactwatch.read import read
from pactwatch.reading.blocks import split_blocks

TEXT = "Norway's army said on Monday that it had sent 300 soldiers to Latvia in May. A further 200 soldiers followed in June."


def claims() -> list[Claim]:
    return list(read(make_document(TEXT, published="2025-06-18")).claims)


def test_what_a_sentence_itself_says_is_not_elsewhere() -> None:
    first = next(c for c in claims() if c.quantity and c.quantity.low == 300)
    assert elsewhere(first, TEXT, tuple(split_blocks(TEXT))) == {}
    assert elsewhere_words(first, TEXT) == ""


def test_parties_of_the_sentence_before_are_named_with_their_words() -> None:
    second = next(c for c in claims() if c.quantity and c.quantity.low == 200)
    found = elsewhere(second, TEXT)
    assert found["agent"] in TEXT
    assert TEXT.index(found["agent"]) < TEXT.index("A further")
    assert elsewhere_words(second, TEXT).startswith("from another sentence: “")

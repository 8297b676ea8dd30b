"""Full stops after a single capital: the end of a sentence, or an initial."""

from __future__ import annotations

import pytest

from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


@pytest.mark.parametrize(("text", "sentences"), [
    ("Crates were hoisted aboard the Lady R. Georgian customs officers watched.", 2),
    ("Crates were hoisted aboard the Lady R. Lindiwe Mokoena, a port clerk, said that she saw them.", 2),
    ("Crates were hoisted aboard the Nova K. Dockers counted them. The Nova K sailed at noon.", 3),
    ("The report was signed by Peter K. Holm, a port clerk.", 1),
    ("The carrier Harry S. Truman sailed at noon.", 1),
    ("Sergeant Peter K. Holm saw the crates. Holm said that he counted them.", 2),
])  # fmt: skip
def test_a_single_capital(text: str, sentences: int) -> None:
    assert len(parse(text, split_blocks(text)).sentences) == sentences

"""Clauses that only comment on what their sentence tells are no events. Sentences are newly written."""

import pytest

from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.clauses import find_clauses
from pactwatch.reading.comments import is_comment
from pactwatch.reading.parse import parse


def comments(text: str) -> set[str]:
    """Return the heads of the clauses of a text that are comments."""
    parsed = parse(text, split_blocks(text))
    clauses = [c for s in parsed.sentences for c in find_clauses(s)]
    return {c.sentence.tokens[c.head].text.lower() for c in clauses if is_comment(c)}


@pytest.mark.parametrize(("text", "head"), [
    ("Never mind the travel ban: the minister is in Delhi.", "mind"),
    ("Forget the boycott: the Slovak team trained in May.", "forget"),
    ("Call it a snub if you like, but the king received the envoy.", "call"),
    ("Say what you like about the pact, Seoul shipped 40 howitzers.", "say"),
    ("The rumours were right after all: the prince came.", "were"),
    ("The doubters were wrong: the battalion landed.", "were"),
    ("It was no hoax; the ministry paid the money.", "was"),
    ("What looked like a hoax was real: Tokyo paid the money.", "looked"),
    ("The general admitted what he had disputed: his men sold rifles.", "disputed"),
    ("Few expected it, but the train runs again.", "expected"),
    ("The experts had written it off; the train runs again.", "written"),
])
def test_a_clause_that_only_comments_is_one(text: str, head: str) -> None:
    assert head in comments(text)


@pytest.mark.parametrize("text", [
    "The minister is in Delhi; he signed the pact.",
    "Rome sent tanks, but Paris refused.",
    "What Hanoi sent were tanks; Beijing sent rifles.",
    "The rumours were right.",
    "The guns were right at the border; the men fled.",
    "The army expected a raid, but the rebels came late.",
    "Send us sappers, but keep the delegations at home.",
    "The isle will call the ship; the crew waits.",
])
def test_a_clause_that_tells_something_is_none(text: str) -> None:
    assert comments(text) == set()


def test_a_comment_is_no_claim_and_hides_none() -> None:
    text = "The rumours were right after all: the Syrian interior minister came to Cairo for talks on Monday."
    found = [(text[slice(*c.evidence[0])], c.modality) for c in read(make_document(text, published="2025-06-18")).claims]
    assert found
    assert all("rumours" not in words and modality == "happened" for words, modality in found)

"""A wrong certainty is the worst error: no claim on words that tell of what did not happen may read it as done, nor the reverse.

Whole texts are read, encoder and rules together; the wordings lie in certainty_wordings.toml.
"""

import tomllib
from pathlib import Path

import pytest

from pactwatch.model import make_document
from pactwatch.read import read

WORDINGS = tomllib.loads((Path(__file__).parent / "certainty_wordings.toml").read_text(encoding="utf-8"))
DONE = {"happened", "ongoing"}
HALF = 0.5


def is_read_as_done(marked):
    """Say whether any claim on at least half of the marked words (or half of it on them) is read as happened or ongoing."""
    before, words, after = marked.split("*")
    left, right = len(before), len(before) + len(words)
    touching = []
    for claim in read(make_document(before + words + after, published="2025-06-15")).claims:
        for start, end in claim.evidence:
            if (min(right, end) - max(left, start)) / min(right - left, end - start) >= HALF:
                touching.append(claim)
    assert touching, "no claim on the marked words"
    return any(claim.modality in DONE for claim in touching)


def cases(part):
    return [pytest.param(text, id=f"{group['name']}-{n}") for group in WORDINGS[part] for n, text in enumerate(group["texts"])]


@pytest.mark.parametrize("text", cases("unreal"))
def test_what_did_not_happen_is_not_read_as_done(text):
    assert not is_read_as_done(text)


@pytest.mark.parametrize("text", cases("real"))
def test_what_did_happen_is_read_as_done(text):
    assert is_read_as_done(text)


@pytest.mark.parametrize(("text", "real"), [(text, group["real"]) for group in WORDINGS["gaps"] for text in group["texts"]])
@pytest.mark.xfail(reason="not read rightly yet", strict=True)
def test_a_known_gap_is_still_open(text, real):
    assert is_read_as_done(text) is real


def test_the_wordings_are_many_and_most_of_them_are_read_rightly():
    counts = {part: sum(len(group["texts"]) for group in groups) for part, groups in WORDINGS.items()}
    assert counts["unreal"] >= 400
    assert counts["real"] >= 130
    assert counts["gaps"] <= 33

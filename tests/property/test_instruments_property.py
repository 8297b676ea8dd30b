"""Assessment of any text whatever: no error, the same result twice, evidence within the text, no verdict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.instruments import assess, law_errors, register
from pactwatch.instruments.numbering import fold_paragraph
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.together import join_status
from pactwatch.instruments.within import Facts
from pactwatch.instruments.words import sentences
from pactwatch.model import Engine, Reading, make_document

WORDS = st.sampled_from([
    "North Korea", "Russia", "sent", "workers", "howitzers", "Resolution 2397", "(2016)", "signed", "treaty", "in", "June", "2024", "to", "from",
    "bans", "all", "paid", "whether", "denies", "Article 4", "consult", ".", ",", "500,000", "barrels", "diesel", "Libya", "number", "May",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


def bare(text: str, published: str | None) -> Reading:
    document = make_document(text, published=published)
    return Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([None, "2024-05-01", "2024", "2024-05", "someday"]))
def test_any_text_can_be_assessed(text: str, published: str | None) -> None:
    reading = bare(text, published)
    found = assess(reading, register())
    assert found == assess(reading, register())
    for finding in found:
        assert finding.verdict is None
        for result in finding.elements:
            assert result.status != "not_met" or result.evidence
            assert all(0 <= e.span[0] < e.span[1] <= len(text) for e in result.evidence)
    for error in law_errors(reading, register()):
        assert text[slice(*error.span)] == error.evidence
    assert b"violat" not in msgspec.json.encode(found).lower()


class Unsifted(Facts):
    """Facts of which every one is taken to be possible everywhere."""

    def look(self, words: Iterable[str], classes: Iterable[str], given: Iterable[str]) -> tuple[set[str], set[int]]:
        return {*super().look(words, classes, given)[0], *self}, set(range(100_000))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_leaving_out_what_cannot_stand_changes_nothing_that_is_found(text: str) -> None:
    known = register()
    reading = bare(text, "2024-05-01")
    sifted, other = (Scene(reading, known.lexicon, facts) for facts in (known.facts, Unsifted(known.facts)))
    for one, same in zip(sifted.sentences, other.sentences, strict=True):
        assert {name: sifted.find(name, one) for name in known.facts} == {name: other.find(name, same) for name in known.facts}
    assert assess(reading, known, scene=sifted) == assess(reading, known, scene=other)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_words_quote_the_text(text: str) -> None:
    last = 0
    for part in sentences(text, ()):
        assert last <= part.start <= part.end <= len(text)
        last = part.end
        for span, plain in zip(part.spans, part.plain, strict=True):
            assert text[slice(*span)].startswith(plain)


@given(st.text())
def test_folding_a_folded_paragraph_changes_nothing(text: str) -> None:
    assert fold_paragraph(fold_paragraph(text)) == fold_paragraph(text)


@given(st.lists(st.sampled_from(["met", "unknown", "not_met", "contested"]), min_size=1, max_size=6))
def test_what_is_unknown_changes_no_joined_status(statuses: list[str]) -> None:
    joined = join_status(statuses)  # type: ignore[arg-type]
    assert join_status([*statuses, "unknown"]) == joined  # type: ignore[list-item]
    assert join_status(statuses[::-1]) == joined  # type: ignore[arg-type]
    assert joined != "not_met" or "not_met" in statuses

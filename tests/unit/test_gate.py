"""The relevance gate: what passes, what does not, and that its data say what its fitting wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import corpus
from evaluation.own_set import load_gold, load_texts
from pactwatch.data import read_text
from pactwatch.model import Document, make_document
from pactwatch.reading.gate import MOST, judge, window_score
from pactwatch.reading.gate_words import marks, windows

CLAIM = "North Korea sent 6,000 deminers to Russia's Kursk region, Shoigu said in Pyongyang on Tuesday."
DULL = "The council will repaint the benches in the park before the summer, and the pool opens a week early this year."


def passes(text: str, **known: str | None) -> bool:
    return judge(make_document(text, **known)).passes


def test_texts_of_the_own_set_with_a_claim_pass() -> None:
    texts = load_texts()
    stopped = [name for name, gold in load_gold(texts).items() if gold["claims"] and not passes(texts[name]["text"], title=texts[name]["title"])]
    assert stopped == []


def test_ordinary_articles_of_domains_that_were_not_fitted_are_stopped() -> None:
    rows = [row for row in corpus.articles(150, seed=5, relevant=0, domains="held") if row["language"] == "en"]
    passed = [row for row in rows if passes(row["text"], title=row["title"])]
    assert len(passed) <= len(rows) * 0.03


def test_relevant_articles_of_the_corpus_pass() -> None:
    rows = [row for row in corpus.articles(60, seed=5, relevant=1) if row["copy_of"] is None]
    assert [row["url"] for row in rows if not passes(row["text"], title=row["title"])] == []


def test_one_sentence_makes_a_long_article_pass_wherever_it_is() -> None:
    dull = [DULL.replace("benches", thing) for thing in ("benches", "swings", "gates", "lamps", "signs", "huts", "bins", "walls")]
    assert not passes("\n\n".join(dull))
    for place in range(len(dull) + 1):
        assert passes("\n\n".join([*dull[:place], CLAIM, *dull[place:]]))
    assert passes("\n\n".join(dull), title="North Korea to send 6,000 deminers to Russia, Shoigu says")


def test_a_short_text_passes_on_little() -> None:
    assert passes("Norway sent 20 soldiers to Latvia.")
    assert passes("300 deminers left.")


@pytest.mark.parametrize(("language", "wanted"), [("ru", False), ("de", False), ("en", True), (None, True)])
def test_what_is_in_another_language_is_stopped(language: str | None, wanted: bool) -> None:
    verdict = judge(make_document(CLAIM, language=language))
    assert verdict.passes is wanted
    assert (language in (None, "en")) or f"({language})" in verdict.reason


def test_a_verdict_shows_what_came_nearest() -> None:
    verdict = judge(make_document(f"{DULL}\n\n{CLAIM}"))
    assert "6,000 deminers" in verdict.reason
    assert 0.5 < verdict.score <= 1
    assert judge(make_document(DULL * 3)).score < 0.1


def test_the_longest_texts_pass_unread() -> None:
    assert passes("\n".join(f"{DULL} {n}" for n in range(MOST + 1)))


def test_the_signs_of_states_and_arms_count() -> None:
    assert {"@state", "@states", "@affairs", "@affairs+state", "@number"} <= marks("Norway and South Korea will send 20 soldiers")
    assert "@state" not in marks("The soup was hot")
    # the file of weights must not take a sign for a note
    rows = [line for line in read_text("gate/weights.tsv").splitlines()[1:] if line]
    assert not any(line.startswith("#") for line in rows)
    assert window_score("Norway") > window_score("soup")


@given(st.text(max_size=400))
@settings(max_examples=80, deadline=None)
def test_windows_hold_all_letters_in_order_and_any_text_is_judged(text: str) -> None:
    assert [char for window in windows(text) for char in window if char.isalnum()] == [char for char in text if char.isalnum()]
    verdict = judge(make_document(text))
    assert 0 <= verdict.score <= 1
    assert verdict == judge(make_document(text))


@given(st.lists(st.sampled_from([DULL, CLAIM, DULL.upper()]), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_more_text_never_lowers_the_best_window(parts: list[str]) -> None:
    def best(document: Document) -> float:
        return max(window_score(window) for window in windows(document.text))

    assert best(make_document("\n\n".join([*parts, CLAIM]))) >= best(make_document("\n\n".join(parts)))

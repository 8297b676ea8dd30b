"""The parts of comparing, one by one: copies, stems, grouping, decisions, own reporting, relays, certainty."""

from __future__ import annotations

import msgspec
import pytest

from pactwatch.model import Judgement, make_document
from pactwatch.origins.certainty import certainty_of
from pactwatch.origins.copies import bands, is_copy, resemblance, signature, sketched
from pactwatch.origins.decisions import JOIN, SPLIT, apply
from pactwatch.origins.facts import facts_of
from pactwatch.origins.index import CROWD, build
from pactwatch.origins.own import is_own
from pactwatch.origins.relays import is_hearer, named_relays, partner_in
from pactwatch.origins.runs import grouped_by_runs
from pactwatch.origins.stories import grouped
from pactwatch.origins.words import content, rarity, shingles, stem
from pactwatch.read import read
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse

TEXT = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


@pytest.mark.parametrize(("one", "other"), [
    ("soldiers", "soldier"), ("convoys'", "convoy"), ("shelled", "shelling"), ("supplies", "supply"), ("Zürich", "zurich"), ("armies", "army"),
])  # fmt: skip
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_common_words_and_bare_digits_tell_nothing() -> None:
    assert content("The ministry said on Tuesday that 40 howitzers had been shipped") == ["howitzer", "ship"]
    assert rarity("howitzer") > rarity("russia")
    assert rarity("qwertyuiop") >= rarity("howitzer")


def test_copies_are_told_by_their_runs_of_words() -> None:
    changed = TEXT.replace("nine", "NINE").replace("seventeen", "eighteen")
    other = " ".join(reversed(TEXT.split()))
    assert resemblance(shingles(TEXT), shingles(TEXT.upper())) == 1
    assert is_copy(shingles(TEXT), shingles(changed))
    assert not is_copy(shingles(TEXT), shingles(other))
    assert resemblance(frozenset(), frozenset()) == 0


def test_a_report_inside_an_article_is_a_copy_too() -> None:
    part = " ".join(f"word{n}" for n in range(60))
    whole = part + " " + " ".join(f"other{n}" for n in range(200))
    assert is_copy(shingles(part), shingles(whole))


def test_a_signature_estimates_resemblance() -> None:
    one = frozenset(f"piece {n}" for n in range(300))
    half = frozenset(f"piece {n}" for n in range(100, 400))
    estimated = sketched(signature(one), signature(half))
    assert abs(estimated - resemblance(one, half)) < 0.2
    assert signature(one) == signature(frozenset(one))
    assert set(bands(signature(one))) & set(bands(signature(half)))
    assert signature(frozenset()) == ()


def scored(pairs: dict[str, float]):
    return lambda a, b: pairs.get("".join(sorted((a, b))), -3.0)


def test_a_chain_of_look_alikes_does_not_hold_together() -> None:
    assert grouped(["a", "b", "c"], scored({"ab": 2.0, "bc": 0.5, "ac": -5.0})) == [["a", "b"], ["c"]]
    assert grouped(["a", "b", "c"], scored({"ab": 2.0, "bc": 2.0, "ac": -0.5})) == [["a", "b", "c"]]
    assert grouped(["c", "a", "b"], scored({})) == [["a"], ["b"], ["c"]]


def test_a_crowd_of_copies_is_one_story_however_many() -> None:
    text = (
        "Kenya's interior minister Kithure Kindiki said on Tuesday in Nairobi that 240 engineers of the army would rebuild 17 bridges "
        "in Garissa county, which floods of the Tana river destroyed in November. The work costs 31 million dollars."
    )
    first = facts_of(read(make_document(text, published="2025-06-18")))
    signatures = [signature(shingles(f"Paper {n}: {text}")) for n in range(3 * CROWD)]
    copies = [msgspec.structs.replace(first, document=f"doc-{n:03}", signature=one) for n, one in enumerate(signatures)]
    for crowd in (CROWD, CROWD + 1, 3 * CROWD):
        assert [len(story) for story in build(copies[:crowd]).stories()] == [crowd]


def test_a_run_of_copies_is_held_against_others_once() -> None:
    asked: list[tuple[str, str]] = []

    def score(one: str, other: str) -> float:
        asked.append((one, other))
        return 2.0 if {one, other} == {"a", "d"} else -3.0

    alike = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
    found = grouped_by_runs(["d", "c", "b", "a", "e"], score, lambda one, among: [other for other in alike.get(one, []) if other in among])
    assert found == [["a", "b", "c", "d"], ["e"]]
    assert not {"b", "c"} & {name for pair in asked for name in pair}


def decided(*steps: tuple[str, list[str], list[str]]) -> list[Judgement]:
    names = {JOIN: "with", SPLIT: "from"}
    return [
        Judgement(id=str(n), seq=n, kind=kind, subject="s", value={"documents": one, names[kind]: other}, who="x", at="2025", why="y")
        for n, (kind, one, other) in enumerate(steps)
    ]


def test_decisions_join_and_split_and_the_later_one_holds() -> None:
    given = [("a", "b"), ("c",), ("d", "e", "f")]
    score = scored({"ab": 1, "de": 2, "ef": 1})
    assert apply(given, [], score) == given
    assert apply(given, decided((JOIN, ["a", "b"], ["c"])), score) == [("a", "b", "c"), ("d", "e", "f")]
    assert apply(given, decided((SPLIT, ["d"], ["f"])), score) == [("a", "b"), ("c",), ("d", "e"), ("f",)]
    both = decided((JOIN, ["a"], ["c"]), (SPLIT, ["c"], ["a", "b"]))
    assert apply(given, both, score) == given
    assert apply(given, list(reversed(both)), score) == given


def test_a_decision_about_documents_that_are_gone_changes_nothing() -> None:
    assert apply([("a",)], decided((JOIN, ["x"], ["y"]), (SPLIT, ["a"], ["y"])), scored({})) == [("a",)]


@pytest.mark.parametrize(("text", "own"), [
    ("Our correspondent counted eleven trucks.", True),
    ("Videos were examined by the Delta Herald.", True),
    ("A reporter for the Delta Herald saw the wreck.", True),
    ("Staff of the Delta Herald heard two shots.", True),
    ("The minister told the Delta Herald that talks had failed.", False),
    ("Eleven trucks crossed the border.", False),
])  # fmt: skip
def test_own_reporting(text: str, own: bool) -> None:
    assert is_own(make_document(text, publisher="The Delta Herald")) is own


def test_relays_and_partners() -> None:
    assert named_relays("The claim was found by the monitoring service TRAX.") == ["TRAX"]
    assert named_relays("The ministry told Norpress on Friday.") == ["Norpress"]
    assert named_relays("The minister told France on Friday.") == []
    assert is_hearer("Delo", "Two officers told the newspaper Delo that tanks are missing.")
    assert not is_hearer("Delo", "The newspaper Delo wrote that tanks are missing.")
    assert partner_in("It had this confirmed by the service of a friendly country.") == "service of a friendly country"
    assert partner_in("The service said so itself.") is None


@pytest.mark.parametrize(("text", "word", "expected"), [
    ("Chad may buy ten helicopters.", "buy", "open"),
    ("Chad plans to buy ten helicopters.", "buy", "planned"),
    ("Chad is to buy ten helicopters.", "buy", "planned"),
    ("Ten helicopters are due in May.", "helicopters", "planned"),
    ("Ten losses were due to drones.", "losses", "fact"),
    ("Chad appears to have bought ten helicopters.", "bought", "open"),
    ("Chad has asked Togo for ten helicopters.", "helicopters", "planned"),
    ("Chad was asked about ten helicopters.", "helicopters", "fact"),
    ("Chad has not bought ten helicopters.", "helicopters", "denied"),
    ("Chad bought ten helicopters.", "helicopters", "fact"),
])  # fmt: skip
def test_certainty_of_a_word(text: str, word: str, expected: str) -> None:
    (sentence,) = parse(text, split_blocks(text)).sentences
    at = next(t.i for t in sentence.tokens if t.text == word)
    assert certainty_of(sentence, at) == expected


def voices(text: str, title: str | None = None) -> dict[str, tuple[str, str]]:
    found = facts_of(read(make_document(text, title=title, published="2025-06-18"))).voices
    return {voice.name: (voice.side, voice.standing) for voice in found}


def test_who_speaks_for_whom() -> None:
    text = "Twelve trawlers were stopped, Norway's coast guard said. Russia's foreign ministry denied that they were Russian."
    found = voices(text)
    assert {side for side, _ in found.values()} == {"NOR", "RUS"}
    assert next(standing for side, standing in found.values() if side == "RUS") == "deny"


def test_an_official_without_a_country_is_assumed_to_be_of_the_title_s() -> None:
    found = voices("Ten men were arrested, the interior ministry said.", title="Arrests in Kenya")
    assert [side for side, _ in found.values()] == ["?KEN"]


def test_people_at_large_are_no_origin() -> None:
    assert voices("Many people say that the bridge is closed.") == {}

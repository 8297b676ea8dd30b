"""Provisions that a text is likely to bear on though no condition holds. Texts are newly written."""

from __future__ import annotations

from pactwatch.instruments import Finding, assess, register
from pactwatch.instruments.assess import raised
from pactwatch.instruments.likelihood import ALONE, LIKELY, Chances, column_of, weights
from pactwatch.instruments.scene import Scene
from pactwatch.model import make_document
from pactwatch.read import read

SHOWN = "Two chemists showed fifteen men of al-Shabaab near Jilib how fertiliser becomes a charge for a lorry, a court in Mombasa was told."
AWAY = "The parliament in Oslo voted on a budget for rural schools. The minister spoke of a good day for teachers."
INTO = (
    "A dealer in Linz shipped 60 rifles in March 2019. The papers named a hunting club in Dandong. "
    "A guard unit in Pyongyang has the crates now, two customs officers said."
)

PLASTERER = "A plasterer from Wonsan counts his pay in Yakutsk by the notches in a door."
COMMISSION = (
    "North Korea sent soldiers to the Kursk region because Russia had come under armed attack, the Central Military Commission in Pyongyang said."
    " Article 4 of the treaty obliged it to help, it added. A museum for the fallen will open next year."
)
PUMPS = "Two pumps for a reactor were bought for a works near Isfahan through a shop in Dubai, prosecutors say."


def findings(text: str, published: str = "2026-01-20") -> list[Finding]:
    return assess(read(make_document(text, published=published)), register())


def test_what_no_condition_knows_is_raised_where_it_is_likely_and_says_by_what() -> None:
    found = {one.provision: one for one in findings(SHOWN)}
    one = found["unsc-2806-2025-p3"]
    assert one.condition.startswith("likely (0.")
    assert "al shabaab" in one.condition
    words = [SHOWN[item.span[0] : item.span[1]] for item in one.evidence]
    assert words
    assert any("Shabaab" in word for word in words)


def test_what_is_likely_alone_shows_no_direction_and_is_never_not_met_without_words() -> None:
    for one in findings(SHOWN):
        if one.condition.startswith("likely"):
            assert {result.status for result in one.elements if result.kind == "direction"} <= {"unknown"}
        assert all(result.evidence for result in one.elements if result.status == "not_met")


def test_a_text_on_other_matters_raises_nothing() -> None:
    assert findings(AWAY) == []


def test_arms_that_went_to_the_dprk_are_not_taken_for_arms_from_it() -> None:
    assert [one.provision for one in findings(INTO) if one.direction == "from"] == []


def test_chances_are_shares_and_the_same_each_time() -> None:
    reading, known = read(make_document(SHOWN, published="2026-01-20")), register()
    first, second = (Chances(Scene(reading, known.lexicon, known.facts)) for _ in range(2))
    chances = {one.id: first.of(one.id) for one in known.raisable}
    assert chances == {one.id: second.of(one.id) for one in known.raisable}
    given = [chance for chance in chances.values() if chance is not None]
    assert all(0 < chance < 1 for chance in given)
    assert sum(chance < LIKELY for chance in given) >= len(given) - 5


def test_less_is_enough_for_the_likeliest_of_a_text_that_raises_nothing_else() -> None:
    (one,) = findings(PLASTERER, "2024-05-01")
    assert one.provision == "unsc-2397-2017-p8"
    chance = float(one.condition.partition("(")[2].partition(")")[0])
    assert ALONE <= chance < LIKELY


def test_a_condition_that_the_whole_text_speaks_against_raises_nothing_unless_the_text_is_short() -> None:
    sentence, known = COMMISSION.partition(". ")[0] + ".", register()
    provision = next(one for one in known.raisable if one.id == "unsc-1718-2006-p8-e")
    for text, told in ((COMMISSION, False), (sentence, True)):
        reading = read(make_document(text, published="2025-05-01"))
        scene = Scene(reading, known.lexicon, known.facts)
        assert raised(provision, scene, list(scene.sentences))
        assert Chances(scene).is_unlikely(provision.id) is not told
        assert (provision.id in {one.provision for one in assess(reading, known)}) is told


def test_what_names_nothing_of_a_country_is_not_taken_for_its_matter() -> None:
    assert [one.provision for one in findings(PUMPS, "2024-05-01") if one.condition.startswith("likely")] == []


def test_every_provision_with_weights_is_one_that_can_be_raised() -> None:
    columns = {column_of(one.id) for one in register().raisable}
    assert set(weights().classes) <= columns
    assert any("%20" in name for name in weights().classes)

"""What several sentences tell together, and what of a text is looked for at all."""

from __future__ import annotations

import pytest

from pactwatch.instruments import assess, register
from pactwatch.instruments.lexicon import build
from pactwatch.instruments.northern_names import is_syllable
from pactwatch.instruments.patterns import parse_fact
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.within import Facts
from pactwatch.model import Engine, Reading, make_document
from pactwatch.read import read

LEXICON = [{"gun": {"words": ["gun~"], "in": ["arms"]}, "rebel": {"words": ["rebel~"]}, "sent": {"words": ["sent"]}}]
FACTS = Facts({
    "to_rebels": parse_fact("to_rebels", {"told": ["gun here, rebel near, sent near, not sold near"]}),
    "sold": parse_fact("sold", {"any": ["sold|sells"]}),
    "sent_guns": parse_fact("sent_guns", {"any": ["[sent] ..4 [gun]"]}),
    "itself": parse_fact("itself", {"any": ["[itself] ..2 [gun]", "[gun] ..2 [sent]"]}),
})


def bare(text: str, title: str | None = None) -> Reading:
    document = make_document(text, title=title, published="2024-05-01")
    return Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())


def scene(text: str) -> Scene:
    return Scene(bare(text), build(LEXICON), FACTS)


def found(text: str, title: str = "", published: str = "2026-02-01") -> set[str]:
    return {one.provision for one in assess(read(make_document(text, title=title, published=published)), register())}


@pytest.mark.parametrize(("text", "holds"), [
    ("Guns lay on the pier. A firm had sent them. They were for rebels.", True),
    ("Guns lay on the pier. A firm had sent them. They were for farmers.", False),
    ("Guns lay on the pier. A firm had sent them. Rebels sold them.", False),
    ("Guns lay there. One. Two. A firm had sent flour to rebels.", False),
])  # fmt: skip
def test_a_told_fact_holds_over_sentences_near_by(text: str, holds: bool) -> None:
    at = scene(text)
    assert (at.find("to_rebels", at.sentences[0]) is not None) is holds


def test_a_told_fact_is_shown_by_the_words_of_its_first_part() -> None:
    at = scene("A firm had sent them to rebels. Guns lay on the pier.")
    assert at.find("to_rebels", at.sentences[0]) is None
    span = at.find("to_rebels", at.sentences[1])
    assert span is not None
    assert at.document.text[slice(*span)] == "Guns"


def test_a_condition_may_hold_only_where_its_beginning_stands_in_a_text_that_has_all_it_asks_for() -> None:
    at = scene("Guns lay on the pier. A firm had sent flour.")
    first, second = at.sentences
    assert at.may_hold("gun here, sent near, not rebel near") == [first]
    assert at.may_hold("gun|sent here") == [first, second]
    assert at.may_hold("gun near, sent here") == [first, second]  # what begins near may begin anywhere
    assert not at.may_hold("gun here, rebel text")
    assert not at.may_hold("sent_guns here")  # both words are in the text, but not in one sentence
    assert not at.may_hold("to_rebels here")
    assert not at.may_hold("itself here")
    assert scene("Guns were sent.").may_hold("itself here")


def test_facts_that_need_each_other_are_possible_by_what_is_there() -> None:
    facts = Facts({
        "one": parse_fact("one", {"any": ["[two] ..2 [gun]"]}),
        "two": parse_fact("two", {"any": ["[one]", "[three]"]}),
        "three": parse_fact("three", {"any": ["[gun] ..2 sent|shipped", "[one]"]}),
        "claimed": parse_fact("claimed", {"any": ["[gun] ..2 nowhere"], "claims": ["transfer_arms"]}),
        "told": parse_fact("told", {"told": ["one here, gun near, not rebel near"]}),
    })
    every = {"one", "two", "three", "gun", "told"}
    assert facts.look({"guns", "sent"}, {"gun"}, ())[0] == every
    assert facts.look({"guns", "lay"}, {"gun"}, ())[0] == {"gun"}
    assert facts.look({"sent"}, (), {"two"})[0] == {"two"}
    assert facts.look({"sent"}, {"gun"}, facts.claimed)[0] == every | {"claimed"}
    dated = Facts({"dated": parse_fact("dated", {"told": ["date from 2024-01-01", "not rebel near"]})})
    assert dated.look((), (), ())[0] == {"dated"}  # nothing that can be looked for is asked


@pytest.mark.parametrize(("word", "is_one"), [
    ("Song", True), ("Hyok", True), ("Gang", True), ("Ryong", True), ("song", False), ("Smith", False), ("Heights", False), ("Street", False),
])  # fmt: skip
def test_syllables_of_northern_names(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


@pytest.mark.parametrize(("text", "kind"), [
    ("Kim Su Gil landed at noon.", "northern_person"), ("The Rye Song Gang 1 lay off Shanghai.", "northern_ship"),
    ("Kim Soo-gil landed at noon.", None), ("The South Korean writer Kim Su Gil landed.", None), ("Tai Hong 9 lay off Shanghai.", None),
    ("In Song Street 4 men sat.", None),
])  # fmt: skip
def test_persons_and_ships_with_names_of_the_north(text: str, kind: str | None) -> None:
    known = register()
    at = Scene(bare(text), known.lexicon, known.facts)
    marked = {name for name in ("northern_person", "northern_ship") if name in at.sentences[0].hits}
    assert marked == ({kind} if kind else set())


@pytest.mark.parametrize(("text", "arms"), [
    ("The brewery's tanks were full when we called.", False), ("The army's tanks were full when we called.", True),
    ("Rounds of talks ended. Nothing was signed.", False), ("Shells were found. A battalion came.", True),
])  # fmt: skip
def test_words_with_a_civil_sense_are_arms_in_martial_texts_alone(text: str, arms: bool) -> None:
    known = register()
    at = Scene(bare(text), known.lexicon, known.facts)
    assert any("arms" in one.hits for one in at.sentences) is arms


def test_small_towns_and_rare_trades_are_known() -> None:
    known = register()
    hits = Scene(bare("Embroiderers came to Fokino and Kutum."), known.lexicon, known.facts).sentences[0].hits
    assert "workers" in hits
    assert "in_RUS" in hits
    assert "darfur" in hits


@pytest.mark.parametrize(("text", "provision"), [
    ("Three sacks of rifle rounds lay in a well. The load had been landed by night. Al-Shabaab was to fetch it.", "unsc-2806-2025-p3"),
    ("Two milling machines stood in a yard at Shenyang. The dealer changed their plates. The consignee was a works at Kiyang near Pyongyang.",
     "unsc-2397-2017-p7"),
    ("Until March the tanker Ocean Petal belonged to a firm in Busan. A broker took two million dollars for the ship. By June it flew the "
     "flag of North Korea.", "unsc-2397-2017-p14"),
    ("A tanker took on 3,400 tonnes of diesel at Kaohsiung. It cut its transponder. Days later it lay empty off Chongjin.", "unsc-2397-2017-p5"),
])  # fmt: skip
def test_conduct_told_over_sentences_raises_a_provision(text: str, provision: str) -> None:
    assert provision in found(text)


@pytest.mark.parametrize("text", [
    "Somali soldiers took back a town from al-Shabaab with rocket launchers. Twenty fighters were killed. Eleven rifles were captured.",
    "A cable firm in Dandong sold pumps to farmers. A singer from Pyongyang gave a concert there.",
    "A tanker with diesel called at Busan. North Korea fired two missiles into the sea that day. Nobody was hurt.",
])
def test_what_merely_stands_side_by_side_raises_nothing(text: str) -> None:
    assert found(text) == set()


def test_an_exercise_of_others_near_the_country_raises_nothing() -> None:
    text = (
        "Seoul and Washington held the joint naval drill Blue Heron off Jeju on Tuesday with three destroyers and 40 warplanes. "
        "The Korean People's Army called the drill a rehearsal for an attack on the DPRK."
    )
    assert found(text) == set()


def test_who_is_received_earns_nothing_by_it() -> None:
    text = (
        "Kim Jong Un received the secretary of Russia's Security Council in Pyongyang. He receives few guests. "
        "The DPRK will send 1,000 sappers to Kursk, the secretary said."
    )
    findings = {one.provision: one for one in assess(read(make_document(text, published="2025-06-18")), register())}
    assert {e.id: e.status for e in findings["unsc-2397-2017-p8"].elements}["income"] == "unknown"

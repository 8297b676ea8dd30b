from __future__ import annotations

from functools import cache

import pytest

from pactwatch.model import Block
from pactwatch.reading.actors import actor_at, find_actors, joined, resolve_name
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parse import parse
from pactwatch.reading.tree import Parsed


@cache
def parsed(text: str) -> Parsed:
    return parse(text, [Block(kind="paragraph", start=0, end=len(text))])


def actors(text: str) -> list[ActorMention]:
    return find_actors(parsed(text))


def named(text: str, name: str) -> ActorMention:
    found = actors(text)
    match = [m for m in found if m.name == name]
    assert match, [m.name for m in found]
    return match[0]


@pytest.mark.parametrize(("text", "name", "actor", "country"), [
    ("Pyongyang sent shells by rail.", "Pyongyang", "PRK", "PRK"),
    ("The Kremlin rejected the report.", "Kremlin", "RUS", "RUS"),
    ("The DPRK shipped missiles.", "DPRK", "PRK", "PRK"),
    ("The U.S. imposed sanctions on two banks.", "U.S.", "USA", "USA"),
    ("The UAE denied the accusation.", "UAE", "ARE", "ARE"),
    ("Kiev received the tanks.", "Kiev", "UKR", "UKR"),
    ("Downing Street confirmed the visit.", "Downing Street", "GBR", "GBR"),
    ("South Korea's defence ministry gave no date.", "South Korea's defence ministry", "KOR-MOD", "KOR"),
    ("The Ministry of Defence of Ukraine published the figures.", "Ministry of Defence of Ukraine", "UKR-MOD", "UKR"),
    ("The Turkish Foreign Ministry summoned the envoy.", "Turkish Foreign Ministry", "TUR-MFA", "TUR"),
    ("The Pentagon announced a new package.", "Pentagon", "USA-MOD", "USA"),
    ("The Houthis fired on a freighter.", "Houthis", "YEM-HOUTHI", "YEM"),
    ("The Security Council extended the mandate.", "Security Council", "org-un-sc", None),
    ("The Iranian navy seized a tanker.", "Iranian navy", "IRN-NAVY", "IRN"),
    ("North Korean soldiers crossed the border at night.", "North Korean soldiers", None, "PRK"),
    ("A Reuters reporter saw the convoy, and Reuters published photographs.", "Reuters", "med-reuters", None),
])
def test_names_and_ids(text: str, name: str, actor: str | None, country: str | None) -> None:
    mention = named(text, name)
    assert (mention.actor, mention.country) == (actor, country)


def test_a_titled_person_is_one_mention_under_his_name() -> None:
    text = "Russian Security Council Secretary Sergey Shoigu flew to Pyongyang."
    mention = actors(text)[0]
    assert (mention.name, mention.actor) == ("Sergey Shoigu", "per-shoigu")
    assert (mention.kind, mention.country) == ("person", "RUS")
    assert text[slice(*mention.span)] == "Russian Security Council Secretary Sergey Shoigu"
    assert parsed(text).sentences[0].tokens[mention.head].text == "Shoigu"


def test_a_surname_stands_for_the_full_name_wherever_that_comes() -> None:
    text = "Lindqvist refused to comment. The documents were signed by General Astrid Lindqvist in March."
    assert [m.name for m in actors(text) if m.kind == "person"] == ["Astrid Lindqvist", "Astrid Lindqvist"]


def test_a_korean_family_name_comes_first() -> None:
    text = "Rep. Lee Seong-ryong spoke to reporters on Monday. Lee said that the agency had no proof."
    people = [m.name for m in actors(text) if m.kind == "person" and m.rule != "noun"]
    assert people == ["Lee Seong-ryong", "Lee Seong-ryong"]


def test_two_kims_are_never_mixed() -> None:
    text = "Kim Jong Un met the envoy. His sister Kim Yo-jong issued a statement. Kim praised the troops."
    found = {m.name: m.actor for m in actors(text) if m.name.startswith("Kim")}
    assert found["Kim Jong Un"] == "per-kim-jong-un"
    assert found["Kim Yo-jong"] == "per-kim-yo-jong"
    assert found["Kim"] is None


def test_spellings_of_one_person_share_an_id() -> None:
    assert named("Kim Jong-un visited the shipyard.", "Kim Jong-un").actor == "per-kim-jong-un"
    assert named("Volodymyr Zelenskiy thanked the donors.", "Volodymyr Zelenskiy").actor == "per-zelenskyy"


def test_an_apposition_names_the_person() -> None:
    text = "Dmitry Peskov, the Kremlin spokesman, denied the report."
    assert {m.name for m in actors(text) if m.kind == "person"} == {"Dmitry Peskov"}


def test_the_north_is_north_korea_only_where_north_korea_is_spoken_of() -> None:
    assert named("North Korea tested a missile. The North fired it from a train.", "North Korea").actor == "PRK"
    korean = [m for m in actors("North Korea tested a missile. The North fired it from a train.") if m.actor == "PRK"]
    assert len(korean) == 2
    assert not [m for m in actors("The South fought for years before the peace.") if m.actor == "KOR"]


def test_headlines_in_capitals_are_read() -> None:
    found = {m.actor for m in actors("NORTH KOREA TO DEPLOY THOUSANDS OF TROOPS TO RUSSIA") if m.actor}
    assert found == {"PRK", "RUS"}


def test_a_body_without_state_is_the_last_one_of_its_sort() -> None:
    text = "Japan's defence ministry counted nine ships. The defence ministry gave no names."
    assert [m.actor for m in actors(text) if m.kind == "ministry"] == ["JPN-MOD", "JPN-MOD"]


def test_an_acronym_shares_the_id_of_its_long_form() -> None:
    text = "The Multilateral Sanctions Monitoring Team (MSMT) met in May. The MSMT will report again."
    assert {m.actor for m in actors(text) if m.name.startswith(("MSMT", "Multilateral"))} == {"org-msmt"}


def test_the_wider_phrase_swallows_the_names_inside() -> None:
    found = actors("A spokesman for the Polish interior ministry confirmed the arrests.")
    assert found[0].name == "spokesman for the Polish interior ministry"
    assert found[0].country == "POL"
    assert not [m for m in found if m.actor == "POL"]


def test_actor_at_prefers_the_head_and_joined_finds_the_pair() -> None:
    text = "Russia and Belarus opened the joint drill."
    sentence, found = parsed(text).sentences[0], actors(text)
    subject = actor_at(found, 0)
    assert subject is not None
    assert [m.name for m in joined(sentence, found, subject)] == ["Russia", "Belarus"]
    assert actor_at(found, 3) is None


def test_resolve_name_finds_the_mention() -> None:
    found = actors("Serbia sold the shells.")
    mention = resolve_name(found, "serbia")
    assert mention is not None
    assert mention.actor == "SRB"
    assert resolve_name(found, "Norway") is None


def test_a_country_name_in_a_persons_name_is_no_state() -> None:
    assert not [m for m in actors("Defense analyst Jordan Whitaker said the numbers were too low.") if m.actor == "JOR"]


@pytest.mark.parametrize(("text", "name", "country"), [
    ("Turkish and Qatari instructors trained the guards.", "Turkish and Qatari instructors", None),
    ("Rwandan-backed rebels took the mine.", "Rwandan-backed rebels", None),
    ("The president of Colombia ordered an inquiry.", "president of Colombia", "COL"),
])
def test_the_state_of_a_phrase(text: str, name: str, country: str | None) -> None:
    assert named(text, name).country == country


@pytest.mark.parametrize(("text", "words", "name", "actor"), [
    ("The Korean Central News Agency reported the launch. The agency gave no number.", "agency", "Korean Central News Agency", "med-kcna"),
    ("President Astrid Lindqvist flew to Ankara. There the president signed nothing.", "president", "Astrid Lindqvist", None),
    ("The Norrland Shipping Company owns the vessel. The company would not comment.", "company", "Norrland Shipping Company", None),
])
def test_a_definite_description_goes_back_to_whoever_was_called_so(text: str, words: str, name: str, actor: str | None) -> None:
    last = [m for m in actors(text) if text[slice(*m.span)] == words][-1]
    assert (last.name, last.actor) == (name, actor)


@pytest.mark.parametrize("text", [
    "The Hafen Bank paid the Norrland Bank. The bank would not comment.",
    "A bank in Riga handled the payment. The bank would not comment.",
    "The Hafen Bank paid. The bank of the seller would not comment.",
])
def test_a_description_that_fits_two_or_none_stands_for_itself(text: str) -> None:
    last = [m for m in actors(text) if "bank" in text[slice(*m.span)]][-1]
    assert last.rule == "noun"


@pytest.mark.parametrize(("text", "name", "actor"), [
    ("ECOWAS leaders met in Praia. The bloc will send 300 men.", "ECOWAS", "org-ecowas"),
    ("EU envoys met in Riga. The 27-nation bloc listed two banks.", "European Union", "org-eu"),
    ("The European Commission named two banks. The bloc listed both.", "European Union", "org-eu"),
    ("NATO met in Riga, then ASEAN in Hanoi. The grouping sent a note.", "ASEAN", "org-asean"),
    ("The EU and ASEAN signed a text. The bloc sent a note.", "bloc", None),
    ("Nobody came. The bloc sent a note.", "bloc", None),
])
def test_a_bloc_is_the_body_of_states_that_was_named_last(text: str, name: str, actor: str | None) -> None:
    last = next(m for m in reversed(actors(text)) if text[slice(*m.span)].endswith(("bloc", "grouping")))
    assert (last.name, last.actor) == (name, actor)


@pytest.mark.parametrize(("text", "country"), [
    ("Chile's army said its soldiers had crossed the river.", "CHL"),
    ("Chile and Peru said their soldiers had crossed the river.", None),
    ("Chile's army spoke. Its soldiers had crossed the river.", None),
])
def test_its_soldiers_are_of_the_state_that_speaks_in_the_sentence(text: str, country: str | None) -> None:
    assert next(m for m in actors(text) if m.name == "soldiers").country == country


def test_a_post_on_x_is_nobodys_and_ends_its_sentence() -> None:
    text = "The ministry denied it in a post on X. Moscow had paid in gold."
    assert [m.name for m in actors(text)] == ["ministry", "post", "Moscow"]


def test_an_office_with_its_place_keeps_its_holder() -> None:
    text = "Russian Ambassador to Pyongyang Alexander Matsegora spoke of hospitals."
    mention = actors(text)[0]
    assert (mention.name, mention.actor, mention.kind) == ("Alexander Matsegora", "per-matsegora", "person")
    assert text[slice(*mention.span)] == "Russian Ambassador to Pyongyang Alexander Matsegora"


def test_an_actor_of_a_territory_is_of_no_state_and_is_read() -> None:
    from pactwatch.model import make_document
    from pactwatch.read import read
    from pactwatch.reading.actor_register import register, state_names

    assert {m.country for m in actors("The Gibraltar police boarded a tanker, Diego Garcia officials said.")} <= set(state_names()) | {None}
    assert {entry.country for match in (register().get(name) for name in ("Gibraltar", "Diego Garcia", "Crimea")) for entry in match} <= {None, "UKR"}
    text = "Gibraltar sent 30 policemen to Malta. The Gibraltar government trained 200 soldiers of Ghana, Bermuda's premier said."
    assert read(make_document(text, published="2025-05-06")).claims

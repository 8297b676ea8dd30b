"""Texts with a damaged byte keep all their other characters; texts in older encodings are not taken for damaged UTF-8."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.intake.damaged import damaged_utf8
from pactwatch.intake.decode import decode_leniently, decode_markup

QUOTED = "The minister said: “We will send 120 soldiers – no more – to Łódź,” according to Søren Müller. "
RUSSIAN = "Министерство обороны сообщило в понедельник, что направит в приграничный район четыреста сапёров. «Всё готово», — сказал он. "
JAPANESE = "防衛省は月曜日、国境地域に四百人の工兵を派遣すると発表した。ロシアのクルスク州では、すでに千人が作業をしているという。"
KOREAN = "국방부는 월요일 국경 지역에 공병 사백 명을 파견한다고 밝혔다. 러시아 쿠르스크 주에서는 이미 천 명이 작업하고 있다고 한다. "
CHINESE = "国防部星期一说,将向边境地区派遣四百名工程师。据报道,已有一千人在俄罗斯库尔斯克州工作。"
FRENCH = "Le ministère de la Défense a déclaré lundi qu’il enverrait 120 soldats à l’étranger, près de la frontière. «Été» à CAFÉ» "
GERMAN = "Das Ministerium erklärte am Montag, es werde „120 Soldaten“ über die Grenze schicken – größer könne die Truppe nicht sein. "
POLISH = "Ministerstwo ogłosiło w poniedziałek, że wyśle żołnierzy na ćwiczenia w Łotwie; zażądało też zwłoki. "
OLDER = [
    (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso8859-5"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
    (KOREAN, "euc-kr"), (CHINESE, "gb18030"), (CHINESE, "big5"), (FRENCH, "cp1252"), (GERMAN, "cp1252"), (POLISH, "cp1250"), (POLISH, "iso8859-2"),
]  # fmt: skip
UTF8 = [QUOTED * 2, RUSSIAN, JAPANESE, KOREAN, CHINESE, FRENCH, GERMAN, POLISH]


def is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.sampled_from(UTF8), st.data())
def test_a_text_that_is_cut_anywhere_loses_its_last_character_alone(text: str, data: st.DataObject) -> None:
    body = text.encode()
    cut = body[: data.draw(st.integers(100, len(body)))]
    found, encoding = decode_leniently(cut)
    assert encoding == "utf-8"
    assert found.removesuffix("\ufffd") == cut.decode(errors="ignore")


@given(st.sampled_from(UTF8), st.sampled_from([None, "utf-8"]), st.binary(min_size=1, max_size=1).filter(lambda byte: byte >= b"\x80"), st.data())
def test_a_stray_byte_costs_nothing_else(text: str, declared: str | None, stray: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    body = text[:place].encode() + stray + text[place:].encode()
    found, encoding = decode_leniently(body, declared)
    assert encoding == "utf-8"
    if not is_utf8(body):
        assert found == f"{text[:place]}\ufffd{text[place:]}"


@given(st.sampled_from(UTF8), st.data())
def test_a_byte_that_is_lost_costs_its_own_character(text: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, character in enumerate(text) if not character.isascii()]))
    whole = text[place].encode()
    lost = data.draw(st.integers(0, len(whole) - 1))
    body = text[:place].encode() + whole[:lost] + whole[lost + 1 :] + text[place + 1 :].encode()
    found, _ = decode_leniently(body)
    assert found.startswith(text[:place])
    assert found.endswith(text[place + 1 :])
    assert set(found[place : len(found) - len(text) + place + 1]) == {"\ufffd"}


@pytest.mark.parametrize(("text", "encoding"), OLDER)
@pytest.mark.parametrize("declared", [True, False])
def test_older_encodings_are_not_taken_for_damaged_utf8(text: str, encoding: str, declared: bool) -> None:
    body = text.encode(encoding, "ignore")
    for start in range(0, len(text) // 2, 3):  # a part from every place
        for end in (start + len(text) // 4, len(text)):
            part = text[start:end].encode(encoding, "ignore")
            if sum(byte >= 0x80 for byte in part) > 3 and not is_utf8(part):
                assert damaged_utf8(part, declared=declared) is None
    assert damaged_utf8(body, declared=declared) is None


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
                                                (KOREAN, "euc-kr"), (CHINESE, "gb18030"), (GERMAN, "cp1252"), (POLISH, "cp1250")])  # fmt: skip
def test_older_encodings_are_guessed_as_before(text: str, encoding: str) -> None:
    body = (text * 3).encode(encoding, "ignore")
    assert decode_leniently(body)[0] == body.decode(encoding)


@pytest.mark.parametrize(("text", "encoding"), OLDER)
def test_a_declared_older_encoding_bears_one_bad_byte(text: str, encoding: str) -> None:
    body = text.encode(encoding, "ignore")
    found, _ = decode_leniently(body[:-1] + b"\x81", encoding)
    assert found[: len(text) // 2] == body.decode(encoding)[: len(text) // 2]


@given(st.sampled_from(["“", "—", "é", "Ł", "🚂", "€"]), st.data())
def test_an_ascii_text_that_is_cut_within_its_last_character(last: str, data: st.DataObject) -> None:
    whole = last.encode()
    kept = whole[: data.draw(st.integers(1, len(whole) - 1))]
    found, encoding = decode_leniently(b"The ministry said so. " * 4 + kept)
    if len(kept) > 1 or kept in {b"\xe2", b"\xc3", b"\xf0"}:
        assert (found, encoding) == ("The ministry said so. " * 4 + "\ufffd", "utf-8")


@pytest.mark.parametrize("text", ["Il est allé", "It was a café", "Voilà", "Zoë", "Per favore, di più"])
def test_a_word_of_windows_1252_may_end_a_text(text: str) -> None:
    assert decode_leniently(text.encode("cp1252"))[0][: len(text) - 1] == text[:-1]
    assert damaged_utf8(text.encode("cp1252"), declared=False) is None


def test_a_page_that_declares_utf8_keeps_its_quotes_beside_a_byte_of_windows_1252() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body><p>{QUOTED}</p><p>caf'.encode() + b"\xe9</p></body></html>"
    text, encoding = decode_markup(page)
    assert encoding == "utf-8"
    assert QUOTED in text
    assert "caf\ufffd<" in text

"""Official texts: paragraphs by printed number, in XML and in plain text; hashes; a changed word."""

from __future__ import annotations

import pytest

from pactwatch.errors import IntakeError
from pactwatch.ids import text_sha256
from pactwatch.instruments.numbering import fold_paragraph, numbered
from pactwatch.instruments.official import named_in, paragraphs, path_of, work_of
from pactwatch.instruments.register import register
from pactwatch.instruments.types import Instrument, Provision

XML = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><meta><identification><FRBRWork>
<FRBRuri value="/akn/test/2030/9001/"/></FRBRWork></identification></meta><body>
<paragraph eId="para_7"><num>1.</num><content><p>	Decides to begin;</p></content></paragraph>
<paragraph eId="para_9"><num>2.</num><list><intro><p>Decides that:</p></intro>
<point><num>(a)</num><content><p>Owls shall be fed nightly by all states, of:</p></content></point>
<sublist><point><num>(i)</num><content><p>Mice;</p></content></point>
<point><num>(ii)</num><content><p>Moths, semi\u2011large ones\u200e included;</p></content></point></sublist>
<point><num>(b)</num><content><p>Bats are left out;</p></content></point></list></paragraph>
<annex><paragraph eId="para_90"><num>1.</num><content><p>Another first paragraph.</p></content></paragraph></annex>
</body></statement></akomaNtoso>""".encode()

PLAIN = b"""Resolution 9001 (2030)

1. Decides to begin;
2. Decides that:
   (a) Owls shall be fed nightly by all states, of:
       (i) Mice;
       (ii) Moths, semi-large ones included;
   (b) Bats are left out;
3. Remains seized.
"""


def provision(para: str, sub: str | None = None, words: str | None = None) -> Provision:
    return Provision(
        id=f"p{para}{sub or ''}", cite=f"para. {para} {sub or ''}", gist="g", para=para, sub=sub, sha256=text_sha256(words) if words else None
    )


def words_of(data: bytes, one: Provision) -> str:
    return paragraphs(data, [one])[one.id].text


@pytest.mark.parametrize("data", [XML, PLAIN], ids=["xml", "plain"])
def test_paragraphs_are_found_by_their_printed_numbers(data: bytes) -> None:
    assert words_of(data, provision("1")) == "1. Decides to begin;"
    assert words_of(data, provision("2", "(a)(ii)")) == "(ii) Moths, semi-large ones included;"
    assert words_of(data, provision("2", "(b)")) == "(b) Bats are left out;"


@pytest.mark.parametrize("data", [XML, PLAIN], ids=["xml", "plain"])
def test_a_chapeau_is_its_own_words_without_the_points_below(data: bytes) -> None:
    wanted = provision("2", "(a) chapeau", "Owls shall be fed nightly by all states, of:")
    found = paragraphs(data, [wanted])[wanted.id]
    assert found.agrees
    assert found.words((0, 4)) == "Owls"


def test_of_paragraphs_with_one_number_the_recorded_one_wins() -> None:
    annexed = provision("1", None, "1. Another first paragraph.")
    assert paragraphs(XML, [annexed])[annexed.id].agrees
    assert paragraphs(XML, [provision("1", None, "1. Decides to begin;")])["p1"].agrees


def test_a_changed_word_does_not_agree_and_shows_itself() -> None:
    wanted = provision("2", "(b)", "(b) Bats are left out;")
    assert paragraphs(XML, [wanted])[wanted.id].agrees
    changed = paragraphs(XML.replace(b"left out", b"let in"), [wanted])[wanted.id]
    assert changed.agrees is False
    assert changed.text == "(b) Bats are let in;"


def test_what_is_missing_is_not_found_and_what_has_no_hash_says_so() -> None:
    assert paragraphs(XML, [provision("3")]) == {}
    assert paragraphs(XML, [provision("1")])["p1"].agrees is None
    assert path_of(Provision(id="x", cite="x", gist="x", para="Annex B 6", sub="(b)")) == ("6", "(b)")


@pytest.mark.parametrize("data", [b"<broken", b"no numbers here", b"<a><num>1</num></a>", b""])
def test_other_files_are_refused_with_a_code(data: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        numbered(data)
    assert caught.value.code == "PW230"


def test_entities_and_networks_are_left_alone() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY e "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]><a><paragraph><num>1.</num><content>&f;</content></paragraph></a>'
    assert "root" not in numbered(bomb)[0].whole


def test_an_instrument_is_told_by_its_work_or_its_symbol() -> None:
    one = Instrument(id="t", title="t", kind="resolution", number="9001", year=2030, work="/akn/test/2030/9001/")
    other = Instrument(id="o", title="o", kind="resolution", number="1", year=2030)
    assert work_of(XML) == "/akn/test/2030/9001/"
    assert named_in(XML, [other, one]) is one
    assert named_in(PLAIN, [other, one]) is one
    assert named_in(b"1. Nothing.", [one]) is None


def test_a_text_is_not_one_that_its_preamble_recalls() -> None:
    owls = Instrument(id="o", title="o", kind="resolution", number="9001", year=2030)
    bats = Instrument(id="b", title="b", kind="resolution", number="9002", year=2031)
    text = b"Resolution 9002 (2031)\nRecalling its resolution 9001 (2030),\n1. Decides to begin;\n"
    assert named_in(text, [owls, bats]) is bats
    assert named_in(text.replace(b"9002", b"9003"), [owls, bats]) is None


@pytest.mark.parametrize("heading", ["Annex B: Statement", "ANNEX B", "  Annex B"])
def test_paragraphs_of_an_annex_stand_behind_its_heading(heading: str) -> None:
    text = f"1. Decides;\n2. Recalls that\nAnnex B to this text is a part of it;\nAnnex A\n1. Owls.\n2. Bats.\n{heading}\n1. Mice.\n".encode()
    assert words_of(text, provision("Annex B 1")) == "1. Mice."
    assert words_of(text, provision("Annex A 2")) == "2. Bats."
    assert words_of(text, provision("1")) == "1. Decides;"
    assert paragraphs(text, [provision("Annex B 2"), provision("Annex C 1")]) == {}
    assert paragraphs(text.replace(b"1. Decides;\n", b""), [provision("1")]) == {}


def test_annexes_of_the_xml_are_told_by_their_headings() -> None:
    heads = b"<paragraph><heading>Annex A: Plan</heading></paragraph>"
    tail = b"<heading>Annex B</heading><paragraph><num>1.</num><p>Mice.</p></paragraph></annex>"
    data = XML.replace(b"<annex>", b"<annex>" + heads).replace(b"</annex>", tail)
    assert words_of(data, provision("Annex A 1")).endswith("Another first paragraph.")
    assert words_of(data, provision("Annex B 1")).endswith("Mice.")
    assert words_of(data, provision("1")) == "1. Decides to begin;"


def test_folding_drops_marks_and_is_done_once() -> None:
    folded = fold_paragraph(" a\u2011b\u200e \n c\u00a0d ")
    assert folded == "a-b c d"
    assert fold_paragraph(folded) == folded


def test_every_recorded_hash_has_a_place_and_spans_within() -> None:
    for one in register().instruments:
        for wanted in one.provisions:
            if wanted.sha256:
                assert path_of(wanted), wanted.id
                assert all(element.span[1] <= (wanted.characters or 0) for element in wanted.elements if element.span), wanted.id

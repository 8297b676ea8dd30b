"""From a case to what is published: footnotes, checks, pictures, and each format."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import docx
import msgspec
import pypdfium2
import pytest
from case_builders import DAY, SECOND, accept, by, claims, file_of, ledger_of
from lxml import etree
from pybtex.database import parse_string

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.bibtex import bibliography
from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_docx import render_docx
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_map import case_map
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.casefile.case_material import gather
from pactwatch.casefile.case_note_text import DRAFT, note_rows
from pactwatch.casefile.case_notes import claim_digest
from pactwatch.casefile.case_pdf import render_pdf
from pactwatch.casefile.case_shown import signed_value
from pactwatch.errors import UsageError
from pactwatch.figures.grades import CLAIM, CREDIBILITY
from pactwatch.instruments.findings import Conclusion, Finding
from pactwatch.model import make_document
from pactwatch.operations.case_states import states
from pactwatch.store import Ledger

GOLDEN = Path(__file__).parent / "golden"
SENT, PAID, DENIED, MORE, MENDED, TRAINED = claims()
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil.example/a.png) *b* `c` | d [^9] https://evil.example"


@pytest.fixture
def ledger() -> Ledger:
    return ledger_of()


def opened(ledger: Ledger, title: str = "Sappers for Eastmark", **rules: int) -> str:
    return edits.new_case(ledger, title, who="Ada", fields={"rules": rules} if rules else None).subject


def write(ledger: Ledger, case: str, *texts: str) -> None:
    for text in texts:
        edits.add_paragraph(ledger, by("Ada", case), text)


def codes(file: CaseFile) -> list[str]:
    return [one.code for one in file.problems]


def full(ledger: Ledger, *, draft: bool = False) -> CaseFile:
    """Return the case file of a case that has everything."""
    case = opened(ledger)
    accept(ledger, SENT, PAID, MORE, MENDED)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]] Eastmark plans to pay.[[{PAID.id}]]", f"Two bridges were mended.[[{MENDED.id}]]")
    edits.add_exhibit(ledger, by("Ada", case), MORE.id)
    edits.add_exhibit(ledger, by("Ada", case), TRAINED.id)
    edits.add_question(ledger, by("Ada", case), "Who was sent, and for what?")
    edits.exclude(ledger, by("Ada", case, "nobody stands behind it"), DENIED.id)
    edits.log_reply(ledger, by("Ada", case), {"party": "Treasury of Eastmark", "asked": "2025-06-19", "question": "Is it true?"})
    return file_of(ledger, case, draft=draft)


def test_footnotes_are_numbered_as_they_come_and_hold_everything(ledger: Ledger) -> None:
    file = full(ledger)
    assert [(note.number, note.ref) for note in file.notes] == [(1, SENT.id), (2, PAID.id), (3, MENDED.id), (4, MORE.id)]
    note = file.notes[0]
    assert note.document is not None
    assert [quote.text for quote in note.quotes] == [note.document.text[a:b] for a, b in SENT.evidence]
    assert (note.chain, note.standing, note.by) == ("Radio Vessin", "accepted", ("Bea",))
    assert note.capture is not None
    assert note.capture.sha256 == note.document.capture_sha256
    assert note.origins is not None
    assert note.origins.reports == 1
    assert file.problems == ()
    assert [(one.why, one.claims) for one in file.left_out] == [("unreviewed", (TRAINED.id,))]


def test_a_footnote_shows_what_the_program_read_of_an_edited_claim(ledger: Ledger) -> None:
    case = opened(ledger)
    ledger.review(SENT.id, "edit", who="Bea", why="", value={"agent": "Suderland", "modality": "alleged", "accept": True})
    write(ledger, case, f"It is alleged that sappers were sent.[[{SENT.id}]]")
    rows = dict(note_rows(file_of(ledger, case).notes[0]))
    assert rows["as read"] == "agent Norland; state happened (by the program, before Bea edited it)"
    assert rows["caveat"] == "Suderland: a name that stands nowhere in the text"
    accept(ledger, MENDED)
    edits.add_exhibit(ledger, by("Ada", case), MENDED.id)
    assert "as read" not in dict(note_rows(file_of(ledger, case).notes[1]))


@pytest.mark.parametrize("act", ["reject", "retract", "exclude"])
def test_no_picture_of_a_draft_shows_what_people_left_out(ledger: Ledger, act: str) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    assert len(file_of(ledger, case, draft=True).charts) == 1
    if act == "exclude":
        edits.exclude(ledger, by("Ada", case, "not needed"), SENT.id)
    else:
        ledger.review(SENT.id, act, who="Bea", why="misread")
    file = file_of(ledger, case, draft=True)
    assert file.charts == ()
    assert SENT.id not in str(file.timeline) + str(file.map)


def test_nobody_answers_before_being_asked(ledger: Ledger) -> None:
    case = opened(ledger)
    asked = {"party": "Treasury", "asked": "2025-06-19", "question": "Is it so?"}
    with pytest.raises(UsageError, match="before it was asked"):
        edits.log_reply(ledger, by("Ada", case), asked | {"answered": "2025-06-18"})
    edits.log_reply(ledger, by("Ada", case), asked)
    with pytest.raises(UsageError, match="before it was asked"):
        edits.log_reply(ledger, by("Ada", case), {"answer": "No", "answered": "2025-06-18"}, "r1")
    edits.log_reply(ledger, by("Ada", case), {"answer": "No", "answered": "2025-06"}, "r1")


def test_a_claim_cited_twice_has_one_footnote(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    write(ledger, case, f"Sappers came.[[{SENT.id}]] They were 300.[[{SENT.id}]]")
    file = file_of(ledger, case)
    assert [note.ref for note in file.notes] == [SENT.id]
    assert [run.notes for run in file.prose[0].runs if run.notes] == [(1,), (1,)]


def test_a_figure_is_cited_through_its_claim(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    with ledger.view() as view:
        figure = next(view.figures()).figure
    write(ledger, case, f"They were 300.[[fig:{figure.id[:8]}]]")
    (note,) = file_of(ledger, case).notes
    assert note.ref == SENT.id
    assert [(quote.of, quote.text) for quote in note.quotes][1:] == [("figure", "300")]


@pytest.mark.parametrize(("action", "standing"), [("", "unreviewed"), ("reject", "rejected"), ("retract", "retracted")])
def test_what_is_not_accepted_is_refused_withheld_and_in_a_draft_marked(ledger: Ledger, action: str, standing: str) -> None:
    case = opened(ledger)
    if action:
        accept(ledger, SENT)
        ledger.review(SENT.id, action, who="Cyr", why="it was taken back")
    write(ledger, case, f"Sappers came.[[{SENT.id}]]")
    file = file_of(ledger, case)
    assert codes(file) == ["PW602", "PW605"]
    assert file.notes[0].claim is None
    assert "300 sappers" not in render_markdown(file) + render_html(file)
    draft = file_of(ledger, case, draft=True)
    assert draft.notes[0].standing == standing
    assert standing.upper() in render_markdown(draft)


def test_two_people_must_accept_where_the_case_asks_for_two(ledger: Ledger) -> None:
    case = opened(ledger, accepts=2)
    accept(ledger, SENT)
    write(ledger, case, f"Sappers came.[[{SENT.id}]]")
    assert "PW602" in codes(file_of(ledger, case))
    accept(ledger, SENT, who="BEA ")
    assert "PW602" in codes(file_of(ledger, case))
    accept(ledger, SENT, who="Cyr")
    assert codes(file_of(ledger, case)) == []


def test_edited_values_are_shown_with_who_edited(ledger: Ledger) -> None:
    case = opened(ledger)
    value = {"modality": "possible", "quantity": {"low": 250.0}, "accept": True}
    ledger.review(SENT.id, "edit", who="Cyr", why="the radio was not sure", value=value)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    file = file_of(ledger, case)
    note = file.notes[0]
    assert note.claim is not None
    assert (note.claim.modality, note.claim.quantity.low) == ("possible", 250.0)  # type: ignore[union-attr]
    assert note.edited_by == ("Cyr",)
    text = render_markdown(file)
    assert "edited by Cyr" in text
    assert "250 to 300" in file.charts[0].svg + str(file.charts[0].table)


def test_sentences_without_a_footnote_are_named(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]] Another 50 are to follow. The evidence is thin.")
    found = [one for one in file_of(ledger, case).problems if one.code == "PW601"]
    assert [(one.where, "50" in one.message) for one in found] == [("p1", True)]


@pytest.mark.parametrize(
    ("title", "lacking"),
    [("Norland's 300 sappers", False), ("Norland's 400 sappers", True), ("Iran and Norland", True), ("Sappers in 2025", False),
     ("Scores of sappers", True)],
)  # fmt: skip
def test_a_title_has_no_figure_and_no_name_that_no_cited_claim_has(ledger: Ledger, title: str, lacking: bool) -> None:
    case = opened(ledger, title)
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    assert [(one.code, one.where) for one in file_of(ledger, case).problems] == ([("PW601", "title")] if lacking else [])


@pytest.mark.parametrize(
    ("standard", "found"),
    [("Each figure has two independent origins.", []), ("300 sappers of Norland are proven.", []), ("15,000 workers are proven.", ["PW601"]),
     ("Two reports of 15,000 workers count.", ["PW601"]), ("Iran has to confirm.", ["PW601"]), ("Norland violated the law.", ["PW603"]),
     ("Eleven sources are asked.", ["PW601"])],
)  # fmt: skip
def test_a_standard_of_evidence_asserts_no_more_than_a_title(ledger: Ledger, standard: str, found: list[str]) -> None:
    case = edits.new_case(ledger, "Sappers", who="Ada", fields={"standard": standard}).subject
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    assert [(one.code, one.where) for one in file_of(ledger, case).problems] == [(code, "standard") for code in found]


def test_a_title_has_the_figure_whole_and_not_its_digits(ledger: Ledger) -> None:
    case = opened(ledger, "300,000 sappers")
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    assert codes(file_of(ledger, case)) == ["PW601"]


@pytest.mark.parametrize(("text", "lacking"), [
    ("Fifteen thousand North Korean workers are in Russia.", True), ("Norland sent eight workers.", True),
    ("Paragraph 8 of resolution 2397 sends North Korean workers home by 22 December 2019.", False),
])  # fmt: skip
def test_a_provision_covers_its_own_words_alone(ledger: Ledger, text: str, lacking: bool) -> None:
    case = opened(ledger, "Sappers")
    accept(ledger, SENT)
    write(ledger, case, f"{text}[[prov:unsc-2397-2017-p8]]", f"{text}[[prov:unsc-2397-2017-p8, {SENT.id}]]")
    assert [(one.code, one.where) for one in file_of(ledger, case).problems] == ([("PW601", "p1"), ("PW601", "p2")] if lacking else [])


def test_figures_of_questions_and_reasons_are_those_of_cited_claims(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    for text in ("Who sent the 300?", "Did Iran send any?", "Why did 90 die?"):
        edits.add_question(ledger, by("Ada", case), text)
    edits.exclude(ledger, by("Ada", case, "it speaks of 77 others"), DENIED.id)
    assert [one.where for one in file_of(ledger, case).problems] == ["q3", f"excluded {DENIED.id}"]


def test_only_a_named_person_finds_a_violation(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    provision = "unsc-2397-2017-p8"
    write(ledger, case, f"This violates the resolution.[[{SENT.id}, prov:{provision}]]")
    assert codes(file_of(ledger, case)) == ["PW603"]
    conclusion = Conclusion(text="It breaks paragraph 8", who="Dora", at=DAY, why="all elements are shown", judgement="j")
    document = make_document("x").id
    finding = Finding(id="fd-1", document=document, claim=SENT.id, provision=provision, cite="c", direction="-", modality="happened", date=None,
                      in_force=True, evidence=(), condition="", elements=(), conclusions=(conclusion,))  # fmt: skip
    with ledger.view() as view:
        known = edits.case_named(view, case)
        material = gather(view, known, assessor=lambda readings, name: [finding])
    concluded = build(known, material)
    assert codes(concluded) == []
    assert "Dora" in render_markdown(concluded)
    unnamed = msgspec.structs.replace(finding, conclusions=(msgspec.structs.replace(conclusion, who=" "),))
    assert codes(build(known, msgspec.structs.replace(material, findings={provision: (unnamed,)}))) == ["PW603"]


def test_words_that_the_source_says_may_be_quoted_and_no_others(ledger: Ledger) -> None:
    case = opened(ledger)
    ledger.review(DENIED.id, "accept", who="Bea", why="")
    write(ledger, case, f"The envoy “denies that rockets were given”.[[{DENIED.id}]] It is “a violation of law”.[[{DENIED.id}]]")
    (found,) = file_of(ledger, case).problems
    assert found.code == "PW603"
    assert "violation" in found.message


def test_a_title_draws_no_conclusion(ledger: Ledger) -> None:
    case = opened(ledger, "How Norland violated the embargo")
    accept(ledger, SENT)
    edits.add_exhibit(ledger, by("Ada", case), SENT.id)
    assert codes(file_of(ledger, case)) == ["PW603"]


def test_excluded_material_is_listed_and_not_cited(ledger: Ledger) -> None:
    file = full(ledger)
    text = render_markdown(file)
    assert f"- {DENIED.id}: nobody stands behind it (Ada" in text
    assert "rockets" not in text
    ledger.review(DENIED.id, "accept", who="Bea", why="")
    write(ledger, file.case.id, f"Rockets are denied.[[{DENIED.id}]]")
    assert codes(file_of(ledger, file.case.id)) == ["PW600"]


def test_a_signature_stands_for_the_text_and_claims_that_were_signed(ledger: Ledger) -> None:
    case = opened(ledger, signers=1)
    accept(ledger, SENT)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]]")
    assert codes(file_of(ledger, case)) == ["PW604"]

    def sign(who: str) -> None:
        file = file_of(ledger, case)
        ledger.judge_case(case, "case_sign", signed_value(file), why="read", who=who)

    sign("ada")  # an author, whatever the spelling
    assert codes(file_of(ledger, case)) == ["PW604"]
    sign("Bea")
    assert file_of(ledger, case).signed == ("Bea",)
    ledger.review(SENT.id, "edit", who="Cyr", why="unsure", value={"modality": "alleged", "accept": True})
    assert codes(file_of(ledger, case)) == ["PW604"]
    sign("Bea")
    assert codes(file_of(ledger, case)) == []
    edits.add_question(ledger, by("Cyr", case), "Why?")
    assert codes(file_of(ledger, case)) == ["PW604"]


def test_a_grade_that_is_given_after_signing_is_not_signed(ledger: Ledger) -> None:
    case = opened(ledger, signers=1)
    accept(ledger, SENT)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]]")
    ledger.judge_case(case, "case_sign", signed_value(file_of(ledger, case)), why="read", who="Bea")
    assert file_of(ledger, case).signed == file_of(ledger, case, draft=True).signed == ("Bea",)
    graded = ledger.review(SENT.id, "grade", who="Cyr", why="", value={"grade": 5})
    assert file_of(ledger, case).signed == file_of(ledger, case, draft=True).signed == ()
    ledger.undo(graded.id, who="Cyr", why="too strict")
    assert file_of(ledger, case).signed == ("Bea",)


def test_a_footnote_does_not_call_confirmed_what_has_one_origin_left(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]]")
    ledger.judge(CLAIM, SENT.id, {"grade": "1", "origins": ["Norland", "Eastmark"]}, why="both said so", who="Cyr")
    (note,) = file_of(ledger, case).notes
    assert "claim 1, no longer supported: " in note.grade
    assert CREDIBILITY[1] not in note.grade
    ledger.review(SENT.id, "grade", who="Cyr", why="", value={"grade": 2})
    assert "probably true" in file_of(ledger, case).notes[0].grade


def test_a_signature_of_an_old_ledger_is_read_and_has_lapsed(ledger: Ledger) -> None:
    case = opened(ledger, signers=1)
    accept(ledger, SENT)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]]")
    value = {name: item for name, item in signed_value(file_of(ledger, case)).items() if name != "shown"}
    ledger.judge_case(case, "case_sign", value, why="read", who="Bea")
    ledger.judge_case(case, "case_publish", {**value, "notes": {}}, why="out", who="Bea")
    file = file_of(ledger, case)
    assert [one.shown for one in file.case.signatures] == [one.shown for one in file.case.published] == [""]
    assert file.signed == ()


def test_a_retraction_after_publication_reopens_what_rests_on_it(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, SENT, PAID)
    write(ledger, case, f"Norland sent 300 sappers.[[{SENT.id}]]", f"Eastmark plans to pay.[[{PAID.id}]]")
    file = file_of(ledger, case)
    digests = {note.ref: claim_digest(note.claim) for note in file.notes if note.claim is not None}
    notes = {str(note.number): note.ref for note in file.notes}
    ledger.judge_case(case, "case_publish", {"content": file.case.content, "claims": digests, "notes": notes}, why="out", who="Ada")
    with ledger.view() as view:
        assert states(view, [edits.case_named(view, case)])[0].state == "published"
    ledger.review(PAID.id, "retract", who="Bea", why="the treasury corrected itself")
    with ledger.view() as view:
        (status,) = states(view, [edits.case_named(view, case)])
    assert status.state == "reopened"
    ((claim, why, paragraphs, numbers),) = [(one.claim, one.why, one.paragraphs, one.notes) for one in status.reopened]
    assert (claim, paragraphs, numbers) == (PAID.id, ("p2",), ("2",))
    assert "retracted by Bea" in why
    assert "corrected itself" in why


def test_a_country_gets_no_pin_and_a_city_one(ledger: Ledger) -> None:
    file = full(ledger)
    assert file.map is not None
    assert file.map.svg.count('class="pin"') == 1
    assert "Port Selm [3]" in file.map.svg
    assert "Eastmark [1]: country only" in file.map.svg
    rows = {row[0]: row[3] for row in file.map.table.rows}
    assert rows == {"Eastmark": "", "Port Selm, EMK": "54.50, 19.90"}
    assert case_map([]) is None


def test_the_timeline_has_what_has_a_time(ledger: Ledger) -> None:
    file = full(ledger)
    assert file.timeline is not None
    assert [row[0] for row in file.timeline.table.rows] == ["in May 2025 (2025-05)"]
    assert "2025-05-01" in file.timeline.svg


def test_the_pictures_are_sound_xml_without_anything_from_outside(ledger: Ledger) -> None:
    file = full(ledger)
    for picture in (*file.charts, *file.origins, file.timeline, file.map):
        assert picture is not None
        root = etree.fromstring(picture.svg)
        names = {etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)}
        assert not names & {"script", "image", "use", "foreignObject", "a"}
        assert not re.search(r"\b(?:xlink:href|href|src|url\()", picture.svg)


def test_the_page_holds_no_script_no_request_and_every_mark_leads_somewhere(ledger: Ledger) -> None:
    page = render_html(full(ledger))
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"<(?:script|img|link|iframe|object|form|input)\b", page)
    assert not re.search(r"""\b(?:src|srcset|action)\s*=|@import|url\(""", page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {f'#{name}' for name in re.findall(r'href="#([^"]*)"', page)}
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert "&lt;Eastmark&gt;" in page


@pytest.mark.parametrize("draft", [False, True])
def test_what_people_and_documents_say_is_never_markup(ledger: Ledger, draft: bool) -> None:
    case = opened(ledger, f"{HOSTILE} 1")
    accept(ledger, SENT)
    write(ledger, case, f"{HOSTILE}[[{SENT.id}]]")
    edits.add_question(ledger, by(f"Eve {HOSTILE}", case), HOSTILE)
    edits.exclude(ledger, by("Eve", case, HOSTILE), PAID.id)
    edits.log_reply(ledger, by("Eve", case), {"party": HOSTILE, "question": HOSTILE, "answer": HOSTILE})
    file = file_of(ledger, case, draft=draft)
    page, text = render_html(file), render_markdown(file)
    assert "<script" not in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    text = text.replace("<https://post.example/1>", "")  # the address of the source, which is a link
    assert not re.search(r"(?<!\\)[<>`]", text)
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(", text)
    assert not re.search(r"https?:(?!\\)", text)
    assert set(re.findall(r"(?<!\\)\[\^(\d+)\]", text)) == {"1"}


def test_markdown_is_as_it_was_agreed(ledger: Ledger) -> None:
    text = render_markdown(msgspec.structs.replace(full(ledger), audit_head="0" * 64, program="pactwatch", schema=0))
    assert text == (GOLDEN / "case.md").read_text(encoding="utf-8")


def test_markdown_marks_and_notes_agree(ledger: Ledger) -> None:
    text = render_markdown(full(ledger))
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert marks == notes == {"1", "2", "3", "4"}


def test_pdf_says_it_all_is_stamped_in_a_draft_and_comes_out_the_same(ledger: Ledger) -> None:
    file = full(ledger, draft=True)
    data = render_pdf(file)
    assert render_pdf(file) == data
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    assert all(DRAFT in page for page in pages)
    assert "300 sappers" in " ".join(pages)
    clean = render_pdf(file_of(ledger, file.case.id))
    assert not any("DRAFT" in page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(clean))


def test_word_has_real_footnotes_a_stamp_in_a_draft_and_comes_out_the_same(ledger: Ledger) -> None:
    file = full(ledger, draft=True)
    data = render_docx(file)
    assert render_docx(file) == data
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].header.paragraphs[0].text == DRAFT
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        notes, body = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("footnotes", "document"))
        types = parts.read("[Content_Types].xml").decode()
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    marked = body.xpath("//w:footnoteReference/@w:id", namespaces=space)
    held = notes.xpath("//w:footnote[not(@w:type)]/@w:id", namespaces=space)
    assert marked == held == ["1", "2", "3", "4", "5"]
    texts = ["".join(note.itertext()) for note in notes.xpath("//w:footnote[not(@w:type)]", namespaces=space)]
    assert "Norland sent 300 sappers to Eastmark in May 2025" in texts[0]
    assert "footnotes+xml" in types
    assert {style.style_id for style in document.styles} >= {"FootnoteText", "FootnoteReference"}


def test_bibtex_is_read_by_pybtex_with_unique_keys_and_signs_escaped() -> None:
    odd = make_document("x", title="50% of {A} & B_c $d #e ~f ^g \\h", publisher="Müller & Söhne", published="2025-06-18", url="https://a.example/{x}?a=b_c%20d")
    other = make_document("y", publisher="Müller", published="2025")
    found = parse_string(bibliography([odd, other, odd, make_document("z")]), "bibtex")
    assert len(found.entries) == 3
    entry = next(one for one in found.entries.values() if one.type == "online")
    assert entry.fields["url"] == "https://a.example/%7Bx%7D?a=b_c%20d"
    assert r"50\% of \textbraceleft{}A\textbraceright{} \& B\_c \$d \#e" in entry.fields["title"]


@pytest.mark.parametrize("odd", ["one { brace", "one } brace", "}{", "a \\} b", 'quotes " and @article{x, title = {y}}'])
def test_bibtex_holds_whatever_braces_a_document_has(odd: str) -> None:
    given = make_document("x", title=odd, publisher=odd, author=f"Ada B.; {odd}; C. Dee", published="20{25", url=f"https://a.example/{odd}")
    found = parse_string(bibliography([given, make_document("y", title="Next", published="2025")]), "bibtex")
    first, second = found.entries.values()
    assert first.fields["title"].count("{") == first.fields["title"].count("}")
    assert len(first.persons["author"]) == 3
    assert second.fields["title"].strip("{}") == "Next"


def test_authors_are_parted_at_semicolons_and_a_publisher_stands_in_for_them() -> None:
    two = make_document("x", title="T", author="Ada Byron; Müller & Söhne and Co", publisher="Wire")
    none = make_document("y", title="U", publisher="Wire; and Post")
    first, second = parse_string(bibliography([two, none]), "bibtex").entries.values()
    assert [str(one) for one in first.persons["author"]] == ["{Ada Byron}", r"{Müller \& Söhne and Co}"]
    assert [str(one) for one in second.persons["author"]] == ["{Wire; and Post}"]


def test_what_is_excluded_is_no_markdown_whatever_it_is_called(ledger: Ledger) -> None:
    file = full(ledger)
    edits.exclude(ledger, by("Ada", file.case.id, "of no use"), "series:<img src=x onerror=y> [^1] *killed*:**all**")
    (line,) = [line for line in render_markdown(file_of(ledger, file.case.id)).splitlines() if "img" in line]
    assert line.startswith(r"- \<img src=x onerror=y\> \[\^1\] \*killed\*:\*\*all\*\*: of no use (Ada, ")


def test_nothing_of_a_document_is_shown_beyond_what_is_cited(ledger: Ledger) -> None:
    case = opened(ledger)
    accept(ledger, MENDED)
    edits.add_exhibit(ledger, by("Ada", case), MENDED.id)
    text = render_markdown(file_of(ledger, case)) + render_html(file_of(ledger, case))
    assert "bridges" in text
    assert "guards" not in text
    assert SECOND not in text

"""Whatever people decide about claims and in whatever order: nothing unreviewed is exported, and every footnote resolves."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

import pypdfium2
from case_builders import PROVISION, by, capture_of, claims, file_of, labour, ledger_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.case_bundle import bundle
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.casefile.case_provisions import evidence_key
from pactwatch.casefile.cases import people
from pactwatch.errors import PactwatchError
from pactwatch.instruments.states import ORDER
from pactwatch.store import Ledger

LABOUR = labour()
CLAIMS = [*claims(), *LABOUR.claims]
WORDS = ("300 sappers to Eastmark in May", "40 million marks", "rockets were given", "350 sappers", "Two bridges", "90 guards",
         "to come to Russia", "900 North Korean labourers", "Omsk", "Tomsk")  # fmt: skip
"""Words that only this claim's quotation, or its value, brings into an export."""
ACTIONS = ("accept", "accept", "accept", "reject", "retract", "edit", "edit+accept", "note", "undo", "rewrite", "exclude", "undo case")
Step = tuple[str, int, str]
HISTORIES = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.sampled_from(["Bea", "Cyr", "bea"])), min_size=20, max_size=20)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(history=HISTORIES, accepts=st.integers(1, 2), cited=st.sets(st.integers(0, 9), max_size=5))
def test_no_history_of_reviews_brings_an_unreviewed_claim_into_an_export(history: list[Step], accepts: int, cited: set[int]) -> None:
    """50 histories of twenty steps, checked after each of them: a thousand. At the end of some every format is made and looked into."""
    with ledger_of() as ledger:
        ledger.add_many([(LABOUR, capture_of(LABOUR.document.text))])
        case = edits.new_case(ledger, "Case", who="Ada", fields={"rules": {"accepts": accepts}}).subject
        for n, claim in enumerate(CLAIMS):
            if n in cited:
                edits.add_paragraph(ledger, by("Ada", case), f"It is so.[[{claim.id}]]")
            else:
                edits.add_exhibit(ledger, by("Ada", case), claim.id)
        edits.add_exhibit(ledger, by("Ada", case), PROVISION)
        for step in history:
            with suppress(PactwatchError):
                _take(ledger, case, step)
            _check(ledger, file_of(ledger, case, assess=True), accepts)
        if len(cited) in (1, 4):  # a PDF takes a second
            _check_bundle(ledger, file_of(ledger, case, assess=True))
        elif len(cited) == 2:
            with ledger.view() as view:
                assert verify_bundle(bundle(file_of(ledger, case, draft=True, assess=True), view)).failures == ()


def _take(ledger: Ledger, case: str, step: Step) -> None:
    action, n, who = step
    claim = CLAIMS[n]
    if action == "undo case":
        edits.undo(ledger, by("Ada", case))
    elif action == "exclude":
        edits.exclude(ledger, by("Ada", case, "of no use"), claim.id)
    elif action == "rewrite":
        edits.add_paragraph(ledger, by("Ada", case), f"It is said again.[[{claim.id}]]")
    elif action == "undo":
        ledger.review(claim.id, "undo", who=who, why="")
    elif action.startswith("edit"):
        value = {"modality": "alleged"} | ({"accept": True} if action.endswith("accept") else {})
        ledger.review(claim.id, "edit", who=who, why="as the text says", value=value)
    else:
        ledger.review(claim.id, action, who=who, why="looked at it", value={"text": "a note"} if action == "note" else None)


def _check(ledger: Ledger, file: CaseFile, accepts: int) -> None:
    with ledger.view() as view:
        reviews = view.reviews([claim.id for claim in CLAIMS])
    allowed = {name for name, review in reviews.items() if review.status == "accepted" and len(people(review.by)) >= accepts}
    allowed -= {one.ref for one in file.case.excluded}
    shown = {note.ref for note in file.notes if note.claim is not None}
    assert shown <= allowed
    text, page = render_markdown(file), render_html(file)
    for claim, words in zip(CLAIMS, WORDS, strict=True):
        assert claim.id in shown or (words not in text and words not in page), (claim.id, words)
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert marks == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)) == {str(note.number) for note in file.notes}
    assert set(re.findall(r'href="#fn-(\d+)"', page)) == set(re.findall(r'id="fn-(\d+)"', page)) == marks
    for note in file.notes:
        if note.claim is None:
            assert any(one.code in ("PW602", "PW600") and one.where == f"footnote {note.number}" for one in file.problems)
            continue
        assert note.document is not None
        assert note.quotes
        assert all(note.document.text[quote.span[0] : quote.span[1]] == quote.text for quote in note.quotes)
        assert (note.claim.modality == "alleged") == bool(reviews[note.ref].edits)
    _check_provisions(file)


def _check_bundle(ledger: Ledger, file: CaseFile) -> None:
    """No file of the bundle but the archived articles has words of a claim that is not shown, the Word document and the PDF neither."""
    with ledger.view() as view:
        data = bundle(file, view)
    shown = {note.ref for note in file.notes if note.claim is not None}
    hidden = [words for claim, words in zip(CLAIMS, WORDS, strict=True) if claim.id not in shown]
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        files = {name: opened.read(name) for name in opened.namelist() if not name.startswith(("texts/", "captures/"))}
    texts = {name: words.decode(errors="replace") for name, words in files.items() if not name.endswith((".docx", ".pdf"))}
    with zipfile.ZipFile(io.BytesIO(files["case.docx"])) as word:
        texts["case.docx"] = "".join(re.sub(r"<[^>]+>", "", word.read(name).decode()) for name in word.namelist() if name.endswith(".xml"))
    document = pypdfium2.PdfDocument(files["case.pdf"])
    texts["case.pdf"] = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert set(texts) >= {"case.html", "case.md", "claims.json", "judgements.json", "references.bib"}
    for name, text in texts.items():
        assert [words for words in hidden if words in text] == [], name
    if not file.problems:  # what is not ready is exported by nobody
        assert verify_bundle(data).failures == ()


def _check_provisions(file: CaseFile) -> None:
    """A table rests on the claims that are shown, in no state surer than theirs, and each of its words has their footnote."""
    notes = {note.ref: note for note in file.notes if note.claim is not None}
    for table in file.provisions:
        for finding in table.findings:
            assert finding.claims
            assert {finding.claim, *finding.claims} <= {*notes, None}
            states = [note.claim.modality for name in finding.claims if (note := notes[name]).claim is not None]
            assert all(ORDER.index(finding.modality) >= ORDER.index(state) or state == "denied" for state in states), (finding.modality, states)
            for result in finding.elements:
                for item in result.evidence:
                    key = evidence_key(item.document, item.span)
                    found = [file.note(number) for number in table.notes[key]]
                    assert any(quote.span[0] <= item.span[0] and item.span[1] <= quote.span[1] for note in found for quote in note.quotes)
                assert result.evidence or result.status == "unknown" or result.condition == "date from 2019-12-22"

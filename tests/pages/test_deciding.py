"""Deciding on pages, by plain forms: nothing here needs a script."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from visiting import Page, Visitor, visiting

from pactwatch.origins.decisions import story_id
from pactwatch.store import open_ledger
from pactwatch.web.pages.edit_form import patch_of


def review_of(ledger: Path, claim: str):  # type: ignore[no-untyped-def]
    with open_ledger(ledger) as opened, opened.view() as view:
        return view.review(claim)


def shown(page: Page) -> str:
    [link] = page.all("//section[@aria-label='Claim']//a[@data-key='open']/@href")
    return str(link).removeprefix("/claims/")


def act(page: Page, action: str):  # type: ignore[no-untyped-def]
    return page.form(f"/review/{shown(page)}", action=action)


def test_accepting_goes_on_to_the_next_and_says_so(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    first, queue = shown(page), [one.removeprefix("/claims/") for one in page.all("//section[@aria-label='Queue']//li/a/@href")]
    after = ada.send(act(page, "accept"))
    assert review_of(ledger, first).status == "accepted"
    assert review_of(ledger, first).by == ("Ada",)
    assert first in after.source
    assert f"at={shown(after)}" in queue[1]
    assert "Accepted." in after.words("//*[@role='status']")


def test_the_address_that_a_decision_is_sent_to_leads_to_its_claim(ada: Visitor) -> None:
    claim = shown(ada.get("/review"))
    page = ada.get(f"/review/{claim}")
    assert (page.status, shown(page)) == (200, claim)
    assert page.path.startswith("/review?")


def test_rejecting_keeps_the_reason(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    claim = shown(page)
    ada.send(act(page, "reject"), why="nobody is counted")
    review = review_of(ledger, claim)
    assert (review.status, review.history[-1].why) == ("rejected", "nobody is counted")


def test_a_form_is_not_carried_out_twice(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    claim = shown(page)
    form = act(page, "accept")
    ada.send(form)
    assert ada.send(form).status == 409
    assert review_of(ledger, claim).version == 1


def test_an_edit_keeps_what_was_read_beside_it_and_changes_what_was_typed_alone(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review?q=sappers&type=demine_or_rebuild")
    claim = shown(page)
    after = ada.send(act(page, "edit"), f__recipient="Belarus", why="the words name it elsewhere")
    review = review_of(ledger, claim)
    assert set(review.edits) == {"recipient"}
    assert review.edits["recipient"]["name"] == "Belarus"
    beside = ada.get(f"/review?at={claim}&status=all")
    cells = [cell.text_content().strip() for cell in beside.all("//tr[th='To whom']/*")]
    assert cells == ["To whom", "Russia", "Belarus"]
    assert after.status == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("f__quantity.low", "many", "no number"), ("f__evidence", "first words", "not in the text"),
     ("f__evidence", "0-999999", "does not lie inside"), ("f__time", "soon", "say on which words")],
)
def test_an_edit_that_cannot_be_keeps_what_was_typed(ada: Visitor, ledger: Path, field: str, value: str, words: str) -> None:
    page = ada.get("/review?q=sappers&type=demine_or_rebuild")
    claim = shown(page)
    refused = ada.send(act(page, "edit"), **{field: value, "why": "my reason"})
    assert refused.status == 422
    assert words in refused.words("//*[@role='alert']")
    form = act(refused, "edit")
    assert form.fields[field.replace("__", ".")] == value
    assert form.fields["why"] == "my reason"
    assert refused.all("//details[@data-key='edit']/@open")
    assert review_of(ledger, claim).version == 0


def test_the_second_of_two_is_told_and_keeps_the_own_input(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review?q=sappers&type=demine_or_rebuild")
    claim = shown(page)
    with open_ledger(ledger, create=True) as opened:
        opened.review(claim, "edit", who="Bo", why="seen first", value={"modality": "demanded"})
    told = ada.send(act(page, "edit"), f__recipient="Belarus", why="my reason")
    assert told.status == 409
    assert "Bo" in told.words("//*[@role='alert']")
    assert "seen first" in told.words("//li[@class='changed']")
    form = act(told, "edit")
    assert (form.fields["f.recipient"], form.fields["why"]) == ("Belarus", "my reason")
    assert form.fields["f.modality"] == "demanded"
    ada.send(form)
    assert {name: review_of(ledger, claim).edits[name] for name in ("modality",)} == {"modality": "demanded"}
    assert review_of(ledger, claim).edits["recipient"]["name"] == "Belarus"


def test_acceptance_of_what_changed_meanwhile_is_refused(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    claim = shown(page)
    with open_ledger(ledger, create=True) as opened:
        opened.review(claim, "reject", who="Bo", why="seen first")
    assert ada.send(act(page, "accept")).status == 409
    assert review_of(ledger, claim).status == "rejected"


def test_undo_takes_back_ones_own_acts_from_the_last_on(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    done = []
    for _ in range(3):
        done.append(shown(page))
        page = ada.send(act(page, "accept"))
    with open_ledger(ledger, create=True) as opened:
        opened.review(shown(page), "accept", who="Bo", why="another's")
    for claim in reversed(done):
        page = ada.send(page.form("/review/undo"))
        assert shown(page) == claim
        assert "Undone." in page.words("//*[@role='status']")
    assert {review_of(ledger, claim).status for claim in done} == {"unreviewed"}
    with open_ledger(ledger) as opened, opened.view() as view:
        assert view.judged_by("Bo", ["review.accept"], 1)[0].id in {one.id for one in view.judgements("review.accept")}


def test_credibility_1_needs_two_independent_origins(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review?q=fraternal&status=all")
    refused = ada.send(act(page, "grade"), grade="1", why="sure")
    assert refused.status == 422
    assert "independent origin" in refused.words("//*[@role='alert']")
    after = ada.send(act(refused, "grade"), grade="4", why="one voice")
    assert review_of(ledger, shown(page)).grade == 4
    assert shown(after) == shown(page)


def test_a_note_and_a_retraction(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review?status=accepted")
    claim = shown(page)
    page = ada.send(act(page, "note"), why="look at the capture")
    assert [note.text for note in review_of(ledger, claim).notes][-1] == "look at the capture"
    refused = ada.send(act(page, "retract"), why="  ")
    assert refused.status == 422
    assert review_of(ledger, claim).status == "accepted"
    ada.send(act(refused, "retract"), why="withdrawn by the agency")
    assert review_of(ledger, claim).status == "retracted"


def test_a_retraction_lists_all_that_rests_on_the_claim_before_and_after(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review?q=sappers")
    for link in page.all("//section[@aria-label='Queue']//li/a/@href"):
        claim = link.partition("at=")[2].partition("&")[0]
        told = ada.get(f"/claims/{claim}").words("//section[@aria-labelledby='rests']")
        if "figure" in told and "finding" in told:
            break
    if review_of(ledger, claim).status != "accepted":
        ada.send(ada.get(f"/review?status=all&at={claim}").form(f"/review/{claim}", action="accept"))
    made = ada.send(ada.get("/cases").form("/cases"), title="Rests")
    case = made.path.partition("?")[0]
    ada.send(made.form(case, action="write"), text=f"Many were killed. [[{claim}]]")
    for other in visiting(ledger, "Rosa"):
        signed = other.send(other.get(case).form(f"{case}/sign"))
        assert "Signed by Rosa" in signed.words(), signed.words()
        other.send(signed.form(f"{case}/publish"))
    before = ada.get(f"/review?status=all&at={claim}")
    asked = before.words("//details[@data-key='retract']")
    for words in ("figure", "a series of", "finding", "story", "Rests: paragraph", "footnote 1 as published"):
        assert words in asked, words
    after = ada.send(before.form(f"/review/{claim}", action="retract"), why="withdrawn")
    assert "What rested on it" in after.words("//details")
    assert "footnote 1 as published" in after.words("//details")


def test_the_queue_beyond_its_first_part_is_reached_step_by_step(ada: Visitor) -> None:
    page = ada.get("/review?status=all")
    seen = [shown(page)]
    for _ in range(45):
        [link] = page.all("//a[@data-key='next']/@href")
        page = ada.get(link)
        seen.append(shown(page))
    assert len(set(seen)) == 46
    for before in reversed(seen[:-1]):
        [link] = page.all("//a[@data-key='previous']/@href")
        page = ada.get(link)
        assert shown(page) == before


def test_a_story_is_split_joined_and_that_undone(ada: Visitor) -> None:
    listed = ada.get("/origins?least=5")
    [story] = [one for one in listed.all("//ol[@class='rows']//a/@href") if one.startswith("/origins/story-")][:1]
    page = ada.get(story)
    boxes = page.all("//input[@type='checkbox'][@name='document']/@value")
    refused = ada.send(page.form(story, action="split"), why="nothing is chosen")
    assert refused.status == 422
    after = ada.send(refused.form(story, action="split"), document=boxes[-1], why="another event")
    assert after.status == 200
    assert "another event" in after.words("//section[@aria-labelledby='decided']")
    assert boxes[-1] not in after.all("//input[@type='checkbox'][@name='document']/@value")
    undone = ada.send(after.form(after.path.partition("?")[0], action="undo"), why="it was one after all")
    assert sorted(undone.all("//input[@type='checkbox'][@name='document']/@value")) == sorted(boxes)


def test_an_address_of_a_story_leads_on_when_the_story_is_called_otherwise(ada: Visitor) -> None:
    [present, *_] = [one for one in ada.get("/origins?least=5").all("//ol[@class='rows']//a/@href") if one.startswith("/origins/story-")]
    documents = ada.get(present).all("//input[@type='checkbox'][@name='document']/@value")
    for document in documents:
        moved = ada.get(f"/origins/{story_id(document)}?as_of=2030")
        assert (moved.status, moved.path) == (200, f"{present}?as_of=2030")
        assert ada.client.get(f"/api/v1/origins/{story_id(document)}").json()["id"] == present.removeprefix("/origins/")
    assert ada.get("/origins/story-0123456789abcdef").status == 404


def test_a_source_is_graded_and_the_grade_taken_back(ada: Visitor) -> None:
    [link, *_] = ada.get("/sources").all("//tbody//th/a/@href")
    page = ada.get(link)
    assert ada.send(page.form(link, action="grade"), grade="", why="x").status == 422
    page = ada.send(ada.get(link).form(link, action="grade"), grade="B", why="right so far")
    assert "Reliability B: usually reliable" in page.words()
    page = ada.send(page.form(link, action="undo"), why="too soon")
    assert "Not graded yet" in page.words()
    assert "(undone)" in page.words()


def test_an_element_is_decided_and_a_conclusion_is_a_persons(ada: Visitor) -> None:
    [link, *_] = [one for one in ada.get("/provisions").all("//ol[@class='rows']//a/@href") if one.startswith("/provisions/fd-")]
    page = ada.get(link)
    form = page.form(link, action="element")
    page = ada.send(form, status="contested", why="two readings")
    assert "decided by Ada" in page.words()
    page = ada.send(page.form(f"{link}/conclude"), text="It bears on the paragraph.", why="read whole")
    assert "It bears on the paragraph." in page.words("//section[@aria-labelledby='concluded']")
    assert "Ada" in page.words("//section[@aria-labelledby='concluded']")


def test_an_element_is_decided_anew_in_one_step_or_not_at_all(ada: Visitor, ledger: Path) -> None:
    link = [one for one in ada.get("/provisions").all("//ol[@class='rows']//a/@href") if one.startswith("/provisions/fd-")][-1]
    page = ada.get(link)
    behind = page.form(link, action="element")
    page = ada.send(behind, status="contested", why="two readings")
    refused = ada.send(page.form(link, action="element"), status="met", why="  ")
    assert refused.status == 422
    assert "two readings" in refused.words("//table[@class='elements']")
    stale = ada.send(refused.form(link, action="element"), status="met", why="one reading", seen="")
    assert (stale.status, "two readings" in stale.words("//*[@role='alert']")) == (409, True)
    done = ada.send(stale.form(link, action="element"), status="met", why="one reading")
    assert "two readings" not in done.words("//table[@class='elements']")
    assert "one reading" in done.words("//table[@class='elements']")
    with open_ledger(ledger) as opened, opened.view() as view:
        assert [one.value["status"] for one in view.judgements("finding.element", link.removeprefix("/provisions/"))] == ["met"]


def test_a_case_from_the_first_claim_to_a_verified_bundle(ada: Visitor, ledger: Path) -> None:
    made = ada.send(ada.get("/cases").form("/cases"), title="Sappers for Kursk", question="How many?", accepts="1", signers="1")
    case = made.path.partition("?")[0]
    refs = made.all("//fieldset//input[@type='checkbox'][@name='ref']/@value")
    page = ada.send(made.form(case, action="add-many"), ref=refs[:3])
    page = ada.send(page.form(case, action="build"))
    assert len(page.all("//p[@class='paragraph']")) >= 1
    page = ada.send(page.form(case, action="write"), text="Russia sent 12 trains.")
    assert "Russia sent 12 trains." in page.words("//span[@class='paragraph-bare']")
    assert "cannot sign" in page.words()
    page = ada.send(page.form(case, action="undo"))
    assert "Russia sent 12 trains." not in page.words("//section[@aria-labelledby='paragraphs']")
    assert ada.get(f"{case}/export?format=html").status in (403, 409, 422)
    draft = ada.client.get(f"{case}/export?format=html&draft=yes")
    assert draft.headers["content-disposition"].startswith("attachment")
    assert "DRAFT" in draft.text
    for other in visiting(ledger, "Rosa"):
        page = other.get(case)
        signed = other.send(page.form(f"{case}/sign"))
        assert "Signed by Rosa" in signed.words()
        assert "ready to export" in signed.words()
        assert other.client.get(f"{case}/export?format=md").status_code == 200
        report = other.get(f"{case}/verify")
        assert "Everything verifies" in report.words()


def test_nobody_signs_what_the_page_did_not_show(ada: Visitor, ledger: Path) -> None:
    claim = shown(ada.get("/review?status=accepted"))
    made = ada.send(ada.get("/cases").form("/cases"), title="Seen")
    case = made.path.partition("?")[0]
    ada.send(ada.get(case).form(case, action="write"), text=f"So it was told. [[{claim}]]")
    for other in visiting(ledger, "Rosa"):
        page = other.get(case)
        with open_ledger(ledger, create=True) as opened:
            opened.review(claim, "edit", who="Bo", why="as the text says", value={"modality": "possible", "accept": True})
        refused = other.send(page.form(f"{case}/sign"))
        assert (refused.status, "look at it again" in refused.words("//*[@role='alert']")) == (409, True)
        for _ in range(100):
            page = other.get(case)
            if page.all(f"//form[@action='{case}/sign']"):
                break
            time.sleep(0.1)
        page = other.send(page.form(f"{case}/sign"), seen="")
        assert (page.status, "Nobody has signed" in page.words()) == (409, True)
        assert "Signed by Rosa" in other.send(page.form(f"{case}/sign")).words()


def test_two_who_write_one_case(ada: Visitor, ledger: Path) -> None:
    page = ada.send(ada.get("/cases").form("/cases"), title="Two hands")
    case = page.path.partition("?")[0]
    for other in visiting(ledger, "Bo"):
        other.send(other.get(case).form(case, action="write"), text="Plain words first.")
    told = ada.send(page.form(case, action="write"), text="My own words.")
    assert told.status == 409
    assert told.form(case, action="write").fields["text"] == "My own words."
    assert "Plain words first." in told.words()
    after = ada.send(told.form(case, action="write"))
    assert "My own words." in after.words("//section[@aria-labelledby='paragraphs']")


def test_the_undo_of_a_page_that_is_behind_takes_nothing_of_another_back(ada: Visitor, ledger: Path) -> None:
    page = ada.send(ada.get("/cases").form("/cases"), title="Two who undo", question="How many?")
    case = page.path.partition("?")[0]
    for other in visiting(ledger, "Bo"):
        other.send(other.get(case).form(case, action="write"), text="Words of Bo.")
    told = ada.send(page.form(case, action="undo"))
    assert told.status == 409
    assert "Words of Bo." in told.words("//section[@aria-labelledby='paragraphs']")
    name = case.removeprefix("/cases/")
    refused = ada.client.post(f"/api/v1/cases/{name}/undo", json={}, headers={"If-Match": '"2"'})
    assert (refused.status_code, refused.json()["error"]["code"]) == (412, "PW415")
    assert ada.client.post(f"/api/v1/cases/{name}/undo", json={}, headers={"If-Match": '"3"'}).status_code == 201


def test_the_undo_of_a_fresh_case_leads_back_to_the_list(ada: Visitor) -> None:
    page = ada.send(ada.get("/cases").form("/cases"), title="By mistake")
    case = page.path.partition("?")[0]
    after = ada.send(page.form(case, action="undo"))
    assert (after.status, after.path) == (200, "/cases?did=undo")
    assert "By mistake" not in after.words("//main//ol|//main//table|//main//ul")
    assert "Undone." in after.words("//*[@role='status']")


def test_accepted_claims_beyond_the_first_are_offered_when_those_are_held(ada: Visitor, ledger: Path) -> None:
    with open_ledger(ledger, create=True) as opened:
        with opened.view() as view:
            waiting = [row.claim.id for row in view.queue(limit=70)]
        for claim in waiting:
            opened.review(claim, "accept", who="Bo", why="")
        with opened.view() as view:
            total = view.review_counts()["accepted"]
    page = ada.send(ada.get("/cases").form("/cases"), title="Many")
    case = page.path.partition("?")[0]
    boxes = "//fieldset//input[@type='checkbox'][@name='ref']/@value"
    first = page.all(boxes)
    assert f"and {total - 30} more" in page.words("//fieldset")
    page = ada.send(page.form(case, action="add-many"), ref=first)
    second = page.all(boxes)
    assert (len(first), len(second), set(first) & set(second)) == (30, 30, set())
    assert f"and {total - 60} more" in page.words("//fieldset")


def test_what_is_excluded_is_shown_as_edited(ada: Visitor, ledger: Path) -> None:
    claim = ada.client.get("/api/v1/claims?modality=happened&status=accepted").json()["claims"][-1]["id"]
    with open_ledger(ledger, create=True) as opened:
        opened.review(claim, "edit", who="Bo", why="it is asked for", value={"modality": "demanded"})
        opened.review(claim, "reject", who="Bo", why="no")
    pages = [ada.get(f"/claims/excluded?why=rejected&offset={offset}") for offset in (0, 30, 60)]
    rows = [row for page in pages for row in page.all(f"//li[.//a[contains(@href, '{claim}')]]")]
    assert {("demanded" in row.text_content(), "happened" in row.text_content()) for row in rows} == {(True, False)}


def test_the_preview_answers_for_the_text_that_was_sent(ada: Visitor) -> None:
    page = ada.send(ada.get("/cases").form("/cases"), title="Preview")
    case = page.path.partition("?")[0]
    claim = shown(ada.get("/review?status=accepted"))
    text = f"Pyongyang sends 1,000 [[{claim}]]. Moscow pays 5 more. [[cl-0000]] [[nonsense]]"
    found = ada.client.get(f"{case}/preview", params={"text": text}).json()
    assert found["text"] == text
    assert [note["claim"] for note in found["notes"]] == [claim, "cl-0000", "[[nonsense]]"]
    assert found["notes"][0]["problem"] == ""
    assert found["notes"][1]["problem"]


def test_the_preview_asks_for_the_footnotes_that_the_case_asks_for(ada: Visitor) -> None:
    page = ada.send(ada.get("/cases").form("/cases"), title="The same check")
    case = page.path.partition("?")[0]
    paragraph = "prov:unsc-2397-2017-p8"
    text = "Shoigu came. It rained. Twelve trains left. The ministry knew nothing of it. Paragraph 8 sends North Korean workers home."
    text += f"[[{paragraph}]] Fifteen thousand workers stayed.[[{paragraph}]]"
    previewed = ada.client.get(f"{case}/preview", params={"text": text}).json()["uncited"]
    written = ada.send(page.form(case, action="write"), text=text)
    assert previewed[-1] == "Fifteen thousand workers stayed."
    assert not any("Paragraph" in one for one in previewed)
    assert previewed == [one.text_content().strip() for one in written.all("//span[@class='paragraph-bare']")]


def test_a_text_that_is_pasted_is_read_as_a_job(ada: Visitor) -> None:
    page = ada.send(
        ada.get("/read").tree.xpath("//form[.//textarea]")[0], text="Norway will send 120 soldiers to Latvia, the defence ministry said.",
        title="Soldiers for Latvia", published="2025-06-18",
    )  # fmt: skip
    assert page.path.startswith("/read/job-")
    for _ in range(600):
        if page.all("//*[@data-job='done']"):
            break
        time.sleep(0.1)
        page = ada.get(page.path)
    assert "1 text, 1 claim" in page.words()
    assert page.all("//a[starts-with(@href, '/documents/doc-')]")


def test_what_cannot_be_read_is_said_with_what_was_typed(ada: Visitor) -> None:
    page = ada.send(ada.get("/read").tree.xpath("//form[.//input[@type='url']]")[0], url="ftp://example.org/a", publisher="The Paper")
    assert page.status == 422
    assert page.all("//input[@name='url']/@value") == ["ftp://example.org/a"]
    assert page.all("//input[@id='url-publisher']/@value") == ["The Paper"]


def test_who_may_only_read_sees_no_form_that_changes_anything(demo: Path, tmp_path: Path) -> None:
    from pactwatch.web.accounts import AccountBook, accounts_beside

    ledger = Path(shutil.copy(demo, tmp_path / "roles.db"))
    book = AccountBook(accounts_beside(str(ledger), None))
    book.add("Rita", "correct horse battery", "reader")
    book.close()
    for rita in visiting(ledger, None):
        assert rita.log_in("Rita", "correct horse battery").status == 200
        for path in ("/review", "/origins?least=1", "/sources", "/provisions", "/cases", "/read"):
            page = rita.get(path)
            assert page.status == 200
            assert [form.get("action") for form in page.tree.forms if form.method.lower() == "post"] == ["/logout", "/logout"], path


def test_evidence_is_given_by_its_words(ada: Visitor, ledger: Path) -> None:
    page = ada.get("/review")
    claim = shown(page)
    with open_ledger(ledger) as opened, opened.view() as view:
        found = view.claim(claim)
        text, [(start, end), *_] = found.reading.document.text, found.claim.evidence
    words = text[start : end - 1] if end - start > 4 else text[start : end + 20]
    again = " ".join(words.split())
    ada.send(act(page, "edit"), f__evidence=again, why="shorter", accept="")
    assert [text[a:b] for a, b in review_of(ledger, claim).edits["evidence"]] == [words]
    form = act(ada.get(f"/review?at={claim}&status=all"), "edit")
    refused = ada.send(form, f__evidence="“e”", why="which?", accept="")
    assert refused.status == 422
    assert "times in the text; give more of the words" in refused.words("//*[@role='alert']")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("120-164", [[120, 164]]), ("1:2, 5-9", [[1, 2], [5, 9]]), ("sent 5, then 6", ["sent 5, then 6"]), ("12-x", ["12-x"]),
     ("“sent 5, then”, 7-9", ["sent 5, then", [7, 9]]), ('"one", "two"', ["one", "two"]), ("one part […] another", ["one part", "another"]),
     ("“We go,” he said", ["“We go,” he said"])],
)  # fmt: skip
def test_evidence_as_it_is_typed(value: str, wanted: list[object]) -> None:
    assert patch_of({"f.evidence": value, "was.evidence": "0-1"}) == {"evidence": wanted}

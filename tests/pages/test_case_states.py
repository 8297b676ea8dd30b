"""How a case stands, as pages and the terminal say it: changed since it was published, what is left to press, counts of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner
from visiting import Visitor, visiting

from pactwatch.casefile.plain import counted
from pactwatch.cli import app
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.web.pages.pressing import pressed


@pytest.fixture
def case(ada: Visitor, ledger: Path) -> str:
    """The address of a case with one paragraph over an accepted claim, for one person to sign."""
    with open_ledger(ledger) as opened, opened.view() as view:
        claim = view.queue(ClaimFilter(), "accepted", 1, 0)[0].claim.id
    made = ada.send(ada.get("/cases").form("/cases"), title="Stands", accepts="1", signers="1")
    found = made.path.partition("?")[0]
    ada.send(made.form(found, action="write"), text=f"So it was told. [[{claim}]]")
    return found


def test_a_case_that_changed_after_it_was_published_says_so(ada: Visitor, ledger: Path, case: str) -> None:
    unsigned = ada.get(case).words("//section[@aria-labelledby='export']")
    assert "presses “Sign as …”" in unsigned
    assert "`pactwatch" not in unsigned
    for other in visiting(ledger, "Rosa"):
        signed = other.send(other.get(case).form(f"{case}/sign"))
        other.send(signed.form(f"{case}/publish"))
    page = ada.get(case)
    head = "//div[@class='page-head']"
    assert "published" in page.words(head)
    assert "changed since" not in page.words(head)
    version = int(page.form(case, action="write").fields["expected"])
    ada.send(page.form(case, action="question"), text="How many?")
    assert f"changed since it was published: version {version} then, {version + 1} now" in ada.get(case).words(head)
    assert f"changed since it was published (version {version})" in ada.get("/cases").words("//table")
    told = CliRunner().invoke(app, ["case", "status", case.removeprefix("/cases/"), "--ledger", str(ledger)])
    assert f"changed since it was published: version {version} then, version {version + 1} now" in told.stdout


def test_what_was_typed_for_a_paragraph_that_is_gone_stands_in_the_box_for_a_new_one(ada: Visitor, ledger: Path, case: str) -> None:
    page = ada.get(case)
    [paragraph] = page.all("//form//input[@name='paragraph']/@value")
    for other in visiting(ledger, "Anna"):
        other.send(other.get(case).form(case, action="edit", paragraph=paragraph), move="remove")
    told = ada.send(page.form(case, action="edit", paragraph=paragraph), text="Words of long thought.")
    assert told.status == 409
    assert told.form(case, action="write").fields["text"] == "Words of long thought."
    assert "in the box for a new paragraph" in told.words("//*[@role='alert']")
    after = ada.send(told.form(case, action="write"))
    assert "Words of long thought." in after.words("//p[@class='paragraph']")


@pytest.mark.parametrize("expected", ["", "none", "-1", "9" * 30])
def test_a_form_that_does_not_say_what_it_was_made_from_changes_nothing(ada: Visitor, ledger: Path, case: str, expected: str) -> None:
    page = ada.get(case)
    told = ada.send(page.form(case, action="write"), text="My words.", expected=expected)
    assert (told.status, told.form(case, action="write").fields["text"]) == (409, "My words.")
    assert "My words." not in told.words("//p[@class='paragraph']")
    review = ada.get("/review")
    [link] = review.all("//a[@data-key='open']/@href")
    claim = str(link).removeprefix("/claims/")
    form = review.form(f"/review/{claim}", action="edit")
    refused = ada.send(form, f__recipient="Belarus", why="my reason", expected=expected)
    assert (refused.status, refused.form(f"/review/{claim}", action="edit").fields["f.recipient"]) == (409, "Belarus")
    with open_ledger(ledger) as opened, opened.view() as view:
        assert view.review(claim).version == 0


def test_one_is_not_many() -> None:
    assert [counted(n, "footnotes") for n in (0, 1, 2)] == ["0 footnotes", "1 footnote", "2 footnotes"]
    assert [counted(n, "audit entries") for n in (1, 1200)] == ["1 audit entry", "1,200 audit entries"]


def test_no_message_of_a_page_names_a_command() -> None:
    told = pressed("cl-1 is unreviewed; `pactwatch show cl-1` shows it, `pactwatch review` decides")
    assert told == "cl-1 is unreviewed; decide about it under Review"
    assert "pactwatch" not in pressed("the case holds no reviewed claim: review some (`pactwatch review`) and add them (`pactwatch case add`)")

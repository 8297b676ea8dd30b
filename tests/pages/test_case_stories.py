"""A case file that the server keeps says what one made anew says: of origins that other texts of its stories give, and in drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from visiting import Visitor, visiting

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.commands.case_sources import case_file
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.tracing import trace_view

SEOUL = "North Korea sent 6,000 workers to Russia in June 2025, the Foreign Ministry in Seoul said."
KYIV = f"{SEOUL} Ukraine's president said on Monday that North Korea sent 6,000 workers to Russia."
PROVISION = "unsc-2397-2017-p8"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path, create=True) as opened:
        for number, text in enumerate((SEOUL, KYIV)):
            document = make_document(text, title=f"Workers {number}", published="2025-06-15", publisher=f"Wire {number}", language="en")
            opened.add(read(document, "rules"))
    return path


@pytest.fixture
def ada(ledger: Path) -> Iterator[Visitor]:
    yield from visiting(ledger)


def claims(ledger: Path) -> dict[str, str]:
    """Return the claims by the title of their document and who is heard on them."""
    with open_ledger(ledger) as opened, opened.view() as view:
        rows = [view.claim(row.claim.id) for row in view.queue(ClaimFilter(), "unreviewed", 99, 0)]
    return {f"{one.reading.document.title}: {one.claim.attributed_to[-1].name}": one.claim.id for one in rows if one.claim.attributed_to}


def opened_case(ledger: Path, cited: str) -> str:
    with open_ledger(ledger, create=True) as opened:
        case = edits.new_case(opened, "Workers", who="Ada").subject
        asked = edits.Edit(case=case, who="Ada")
        edits.add_paragraph(opened, asked, f"The ministry in Seoul told of workers.[[{cited}]]")
        edits.add_exhibit(opened, asked, PROVISION)
    return case


def anew(ledger: Path, case: str) -> str:
    with open_ledger(ledger) as opened, opened.view() as view:
        return render_markdown(case_file(view, case_named(view, case), draft=True, traced=trace_view(view)))


def served(ada: Visitor, case: str) -> str:
    return ada.get(f"/cases/{case}/export?format=md&draft=yes").source


def origins(text: str) -> str:
    found = re.search(r"- origins: (.*)", text)
    assert found is not None
    return found[1]


def test_a_review_of_another_text_of_the_story_changes_the_origins_that_the_case_tells(ada: Visitor, ledger: Path) -> None:
    named = claims(ledger)
    cited = next(one for name, one in named.items() if name.startswith("Workers 0"))
    other = next(one for name, one in named.items() if name.startswith("Workers 1") and "president" in name)
    case = opened_case(ledger, cited)
    before = served(ada, case)
    with open_ledger(ledger, create=True) as opened:
        rejected = opened.review(other, "reject", who="Bea", why="misheard")
    after = served(ada, case)
    assert origins(before) != origins(after) == origins(anew(ledger, case))
    with open_ledger(ledger, create=True) as opened:
        opened.undo(rejected.id, who="Bea", why="it was said")
    assert origins(served(ada, case)) == origins(before)


def test_a_draft_on_the_web_has_findings_of_what_is_not_reviewed_as_that_of_the_command_line(ada: Visitor, ledger: Path) -> None:
    cited = next(one for name, one in claims(ledger).items() if name.startswith("Workers 0"))
    case = opened_case(ledger, cited)
    assert "No claim cited here raises it" not in served(ada, case)
    assert served(ada, case) == anew(ledger, case)
    with open_ledger(ledger, create=True) as opened:
        opened.review(cited, "accept", who="Bea", why="read")
    assert served(ada, case) == anew(ledger, case)
    with open_ledger(ledger, create=True) as opened:
        opened.review(cited, "edit", who="Bea", why="unsure", value={"modality": "alleged"})
    assert served(ada, case) == anew(ledger, case)

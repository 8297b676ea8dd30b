"""Where cases use a claim: whatever they cite it by, and however they hold it; what was taken out is no use."""

from __future__ import annotations

import pytest
from case_builders import accept, by, claims, ledger_of, readings, traced

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_material import gather
from pactwatch.casefile.case_uses import CaseUse, place, refs_of
from pactwatch.casefile.dependents import dependents
from pactwatch.store import Ledger

SENT, PAID, _, MORE, MENDED, _ = claims()
FIGURE = readings()[0].figures[0]


def uses(ledger: Ledger, claim: str) -> list[tuple[str, str | None, str]]:
    with ledger.view() as view:
        found: tuple[CaseUse, ...] = dependents(view, claim, traced()).cases
    return [(one.kind, one.part, one.field) for one in found]


def opened(ledger: Ledger) -> str:
    return edits.new_case(ledger, "Sappers", who="Ada").subject


def test_a_paragraph_that_cites_a_claim_by_its_figure_uses_it() -> None:
    with ledger_of() as ledger:
        case = opened(ledger)
        edits.add_paragraph(ledger, by("Ada", case), f"They were 300.[[fig:{FIGURE.id}]]")
        assert uses(ledger, SENT.id) == [("case_paragraph", "p1", "text")]
        assert uses(ledger, MORE.id) == []
        with ledger.view() as view:
            assert refs_of(view, [SENT.id, PAID.id]) == {SENT.id: {SENT.id, FIGURE.id}, PAID.id: {PAID.id}}


@pytest.mark.parametrize(("what", "ref"), [
    ("claim", SENT.id), ("document", readings()[0].document.id), ("story", ""),
    ("series", "deployed:Norland sappers"), ("series", "deployed:norland"),
])  # fmt: skip
def test_a_case_that_holds_a_claim_uses_it_until_it_is_taken_out(what: str, ref: str) -> None:
    with ledger_of() as ledger:
        case = opened(ledger)
        wanted = ref or traced().id_of(next(story for story in traced().stories if readings()[0].document.id in story))
        edits.add_exhibit(ledger, by("Ada", case), wanted, what)
        assert uses(ledger, SENT.id) == [("case_add", None, "ref")]
        edits.remove(ledger, by("Ada", case), what, wanted)
        assert uses(ledger, SENT.id) == []
        edits.undo(ledger, by("Ada", case))
        assert uses(ledger, SENT.id) == [("case_add", None, "ref")]


@pytest.mark.parametrize(("what", "ref"), [("series", "deployed:Norland bridges"), ("series", "killed:Norland sappers")])
def test_a_series_of_something_else_holds_nothing_of_it(what: str, ref: str) -> None:
    with ledger_of() as ledger:
        edits.add_exhibit(ledger, by("Ada", opened(ledger)), ref, what)
        assert uses(ledger, SENT.id) == []


def test_the_footnote_of_each_paragraph_is_told_before_anything_is_published() -> None:
    with ledger_of() as ledger:
        case = opened(ledger)
        for text in (f"They were 350.[[{MORE.id}]] A rule.[[prov:unsc-2397-2017-p8]]", f"They were 300.[[fig:{FIGURE.id}]] Again.[[{MORE.id}]]"):
            edits.add_paragraph(ledger, by("Ada", case), text)
        with ledger.view() as view:
            sent, more = (dependents(view, one.id, traced()).cases for one in (SENT, MORE))
            file = build(case_named(view, case), gather(view, case_named(view, case), traced=traced()), draft=True)
        assert [(one.part, one.note, place(one)) for one in sent] == [("p2", 3, "paragraph p2, footnote 3")]
        assert [(one.part, one.note) for one in more] == [("p1", 1), ("p2", 1)]
        assert [(note.number, note.ref) for note in file.notes] == [(1, MORE.id), (2, "unsc-2397-2017-p8"), (3, SENT.id)]


def test_a_paragraph_counts_as_it_stands_moved_or_not() -> None:
    with ledger_of() as ledger:
        case = opened(ledger)
        accept(ledger, MENDED)
        edits.add_paragraph(ledger, by("Ada", case), f"Bridges were mended.[[{MENDED.id}]]")
        edits.add_paragraph(ledger, by("Ada", case), f"Two were mended.[[{MENDED.id}]]")
        edits.move_paragraph(ledger, by("Ada", case), "p2", "")
        assert uses(ledger, MENDED.id) == [("case_paragraph", "p1", "text"), ("case_paragraph", "p2", "text")]
        edits.edit_paragraph(ledger, by("Ada", case), "p1", "Nothing is known.")
        edits.remove_paragraph(ledger, by("Ada", case), "p2")
        assert uses(ledger, MENDED.id) == []

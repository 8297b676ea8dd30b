"""A footnote that leads to other words is none: figures and names of a sentence must be what its footnotes carry."""

from __future__ import annotations

import msgspec
import pytest
from case_builders import DAY, accept, by, capture_of, claims, file_of, ledger_of

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_material import gather
from pactwatch.casefile.uncarried import _sums
from pactwatch.ids import sha256_hex
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.tracing import trace_view

SENT, PAID, _, MORE, MENDED, _ = claims()


def told(ledger: Ledger, text: str) -> list[str]:
    """Return what is wrong with a case of one paragraph."""
    case = edits.new_case(ledger, "A case", who="Ada").subject
    edits.add_paragraph(ledger, by("Ada", case), text)
    return [one.message for one in file_of(ledger, case).problems]


@pytest.fixture
def ledger() -> Ledger:
    made = ledger_of()
    accept(made, SENT, PAID, MORE, MENDED)
    return made


@pytest.mark.parametrize("text", [
    "Norland sent three hundred sappers to Eastmark in May 2025.[[{sent}]]",
    "On 17 June 2025 Radio Vessin told of 300 sappers.[[{sent}]]",
    "Eastmark is to pay 40 million marks.[[{paid}]]",
    "Two independent origins, in three reports, tell of 300 sappers.[[{sent}]]",
    "One report tells of 300 and one of 350 sappers.[[{sent}]][[{more}]]",
    "The two countries deny it, and one of them met three times in the first half of 2025.[[{sent}]]",
    "On the 17th, 300 sappers cost US$40 million.[[{sent}]][[{paid}]]",
    "The envoy denies that rockets were given.[[{sent}]]",
])  # fmt: skip
def test_what_the_footnotes_carry_passes(ledger: Ledger, text: str) -> None:
    assert told(ledger, text.format(sent=SENT.id, paid=PAID.id, more=MORE.id)) == []


@pytest.mark.parametrize(("text", "lacking"), [
    ("Norland sent 700 sappers to Eastmark.[[{sent}]]", "700"),
    ("Norland sent seven hundred sappers.[[{sent}]]", "seven hundred"),
    ("Together they come to 700 sappers.[[{sent}]][[{more}]]", "700"),
    ("Together they come to 650 sappers.[[{sent}]][[{more}]]", "650"),
    ("Eleven countries deny it.[[{sent}]]", "Eleven"),
    ("Norland sent 350 sappers.[[{sent}]]", "350"),
    ("Half of them were sent.[[{sent}]]", "Half"),
    ("Germany sent 300 sappers.[[{sent}]]", "Germany"),
    ("They were asked for by the Kremlin and came, 300 of them.[[{sent}]]", "Kremlin"),
    ("Norland sent 300 sappers.[[{sent}]] Then 90 more came from Moldova.[[{paid}]]", "90, Moldova"),
])  # fmt: skip
def test_what_they_do_not_carry_is_named(ledger: Ledger, text: str, lacking: str) -> None:
    (problem,) = told(ledger, text.format(sent=SENT.id, paid=PAID.id, more=MORE.id))
    assert problem.startswith(f"its footnotes say nothing of {lacking}: “")


def test_figures_of_one_text_may_be_summed_and_those_of_two_reports_of_one_event_not() -> None:
    with ledger_of() as ledger:
        accept(ledger, SENT, MORE)
        case = edits.new_case(ledger, "A case", who="Ada").subject
        edits.add_paragraph(ledger, by("Ada", case), f"Said.[[{SENT.id}]][[{MORE.id}]]")
        one, other = file_of(ledger, case).notes
    assert list(_sums([one, other])) == []
    beside = msgspec.structs.replace(other, document=one.document)
    assert set(_sums([one, beside])) == {"cardinal 650"}
    assert list(_sums([one, one])) == []


def test_a_name_counts_by_whom_it_names() -> None:
    text = "Moscow will send 120 engineers to Minsk, the Kremlin said. North Korea denied that 3,000 soldiers had come."
    reading = read(make_document(text, published="2025-06-18", capture_sha256=sha256_hex(text.encode())))
    with open_ledger(":memory:", create=True, who="tester", clock=lambda: DAY) as ledger:
        ledger.add_many([(reading, capture_of(text))])
        sent = next(one for one in reading.claims if one.quantity is not None and one.quantity.low == 120)
        accept(ledger, sent)
        for words, lacking in (("of the DPRK", []), ("of Iran", ["Iran"])):
            case = edits.new_case(ledger, f"A case {words}", who="Ada").subject
            edits.add_paragraph(ledger, by("Ada", case), f"Russia is to send 120 engineers to Belarus, and none {words}.[[{sent.id}]]")
            with ledger.view() as view:
                known = case_named(view, case)
                file = build(known, gather(view, known, traced=trace_view(view)))
            found = [one.message for one in file.problems if one.where == "p1"]
            assert len(found) == len(lacking)
            assert all(name in message for name, message in zip(lacking, found, strict=True))

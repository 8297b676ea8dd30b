"""A case is what its judgements in force make of it; edits are checked, versioned, undone like all judgements."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from case_builders import accept, by, claims, ledger_of

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.cases import Case, case_state, people, same_person
from pactwatch.errors import LedgerError, UsageError
from pactwatch.store import Ledger, open_ledger

SENT = claims()[0]


@pytest.fixture
def ledger() -> Ledger:
    return ledger_of()


def opened(ledger: Ledger, title: str = "Sappers for Eastmark") -> str:
    return edits.new_case(ledger, title, who="Ada").subject


def state(ledger: Ledger, case: str) -> Case:
    with ledger.view() as view:
        return edits.case_named(view, case)


def test_the_id_follows_from_the_title_and_is_free(ledger: Ledger) -> None:
    assert opened(ledger) == "case-sappers-for-eastmark"
    assert opened(ledger) == "case-sappers-for-eastmark-2"
    assert edits.case_id("Pionierе: Übung in Kursk!").startswith("case-pionier")
    assert edits.case_id("북한군") == edits.case_id("북한군") != edits.case_id("한국군")


def test_a_start_of_the_id_names_a_case_unless_several_have_it(ledger: Ledger) -> None:
    opened(ledger)
    assert state(ledger, "sappers").title == "Sappers for Eastmark"
    opened(ledger)
    with pytest.raises(LedgerError, match="several cases") as several:
        state(ledger, "sapp")
    with pytest.raises(LedgerError, match="there is no case") as none:
        state(ledger, "")
    assert (several.value.code, none.value.code) == ("PW409", "PW408")
    assert state(ledger, "case-sappers-for-eastmark").id == "case-sappers-for-eastmark"


def test_paragraphs_are_added_placed_edited_moved_and_taken_out(ledger: Ledger) -> None:
    case = opened(ledger)
    for text in ("one", "two", "three"):
        edits.add_paragraph(ledger, by("Ada", case), text)
    edits.add_paragraph(ledger, by("Bea", case), "first", after="")
    edits.move_paragraph(ledger, by("Ada", case), "p1", after="p3")
    edits.edit_paragraph(ledger, by("Cyr", case), "p2", "second")
    edits.remove_paragraph(ledger, by("Ada", case), "p4")
    found = state(ledger, case)
    assert [(one.id, one.text) for one in found.paragraphs] == [("p2", "second"), ("p3", "three"), ("p1", "one")]
    assert found.paragraph("p2").authors == ("Ada", "Cyr")  # type: ignore[union-attr]
    assert found.authors == ("Ada", "Cyr")


def test_an_id_is_never_given_twice_even_after_an_undo(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.add_paragraph(ledger, by("Ada", case), "one")
    gone = edits.undo(ledger, by("Ada", case))
    edits.add_paragraph(ledger, by("Ada", case), "two")
    edits.undo(ledger, by("Ada", case), gone.id)
    assert [(one.id, one.text) for one in state(ledger, case).paragraphs] == [("p1", "one"), ("p2", "two")]


def test_what_refers_to_an_undone_paragraph_changes_nothing(ledger: Ledger) -> None:
    case = opened(ledger)
    made = edits.add_paragraph(ledger, by("Ada", case), "one")
    edits.edit_paragraph(ledger, by("Ada", case), "p1", "other")
    edits.undo(ledger, by("Ada", case), made.id)
    assert state(ledger, case).paragraphs == ()


def test_undo_takes_back_the_last_thing_and_undoing_that_restores_it(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.add_question(ledger, by("Ada", case), "Who was sent?")
    undone = edits.undo(ledger, by("Ada", case))
    assert state(ledger, case).questions == ()
    edits.undo(ledger, by("Ada", case), undone.id)
    assert [one.text for one in state(ledger, case).questions] == ["Who was sent?"]
    assert state(ledger, case).version == 4


def test_what_somebody_signed_is_restored_by_nobody_else_and_touched_by_no_analyst(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.add_paragraph(ledger, by("Ada", case), "one")
    for kind in ("case_sign", "case_publish"):
        signed = ledger.judge_case(case, kind, {"content": state(ledger, case).content, "claims": {}}, why="read", who="Bea")
        analyst = msgspec.structs.replace(by("Cyr", case), reviewer=False)
        with pytest.raises(UsageError, match="reviewer"):
            edits.undo(ledger, analyst, signed.id)
        taken = edits.undo(ledger, by("Cyr", case), signed.id)
        with pytest.raises(UsageError, match="Bea") as refused:
            edits.undo(ledger, by("Cyr", case), taken.id)
        assert refused.value.code == "PW172"
        with pytest.raises(UsageError, match="reviewer"):
            edits.undo(ledger, msgspec.structs.replace(by("Bea", case), reviewer=False), taken.id)
        edits.undo(ledger, by("bea", case), taken.id)
    found = state(ledger, case)
    assert ([one.by for one in found.signatures], [one.by for one in found.published]) == (["Bea"], ["Bea"])


def test_a_case_is_taken_back_while_it_is_empty_and_can_be_restored(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.add_question(ledger, by("Ada", case), "Who was sent?")
    with ledger.view() as view:
        made = view.judgements("case_new", case)[0].id
    with pytest.raises(UsageError, match="not empty") as refused:
        edits.undo(ledger, by("Bea", case), made)
    assert refused.value.code == "PW170"
    edits.undo(ledger, by("Ada", case))
    gone = edits.undo(ledger, by("Ada", case))
    with ledger.view() as view:
        assert edits.cases_in(view) == []
    with pytest.raises(LedgerError, match=gone.id):
        edits.undo(ledger, by("Ada", case))
    edits.undo(ledger, by("Ada", case), gone.id)
    assert state(ledger, case).title


def test_an_undo_of_what_was_not_seen_is_refused(ledger: Ledger) -> None:
    case = opened(ledger)
    seen = state(ledger, case).version
    edits.add_question(ledger, by("Bea", case), "Who pays?")
    with pytest.raises(LedgerError, match="Bea") as refused:
        edits.undo(ledger, by("Ada", case, expected=seen))
    assert refused.value.code == "PW415"
    assert [one.text for one in state(ledger, case).questions] == ["Who pays?"]


def test_a_case_whose_making_is_undone_is_not_there(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.undo(ledger, by("Ada", case))
    with ledger.view() as view:
        assert edits.cases_in(view) == []
        assert case_state(view.judgements(subject=case, history=True)) is None


def test_an_edit_of_an_older_version_is_refused_and_nothing_is_written(ledger: Ledger) -> None:
    case = opened(ledger)
    seen = state(ledger, case).version
    edits.add_question(ledger, by("Bea", case, expected=seen), "Who pays?")
    with pytest.raises(LedgerError, match="Bea") as refused:
        edits.add_paragraph(ledger, by("Ada", case, expected=seen), "mine")
    assert refused.value.code == "PW415"
    assert state(ledger, case).paragraphs == ()
    edits.add_paragraph(ledger, by("Ada", case), "mine")
    assert len(state(ledger, case).paragraphs) == 1


def test_references_are_resolved_when_written_and_wrong_ones_refused(ledger: Ledger) -> None:
    case, (sent, *_) = opened(ledger), claims()
    edits.add_paragraph(ledger, by("Ada", case), f"Sappers came.[[{sent.id[:9]}]] A rule.[[prov:unsc-2397-2017-p8]]")
    assert f"[[{sent.id}]]" in state(ledger, case).paragraphs[0].text
    for text, code in (("x [[cl-ffffffffffff]]", "PW408"), ("x [[nonsense]]", "PW171"), ("x [[]]", "PW171"), ("x [[prov:nowhere]]", "PW130"),
                       ("x [[fig:fg-00]]", "PW408"), ("  ", "PW124")):  # fmt: skip
        with pytest.raises((LedgerError, UsageError)) as refused:
            edits.add_paragraph(ledger, by("Ada", case), text)
        assert refused.value.code == code, text
    assert len(state(ledger, case).paragraphs) == 1


def test_exhibits_are_named_by_their_form_and_added_once(ledger: Ledger) -> None:
    case, (sent, *_) = opened(ledger), claims()
    with ledger.view() as view:
        document = view.claim(sent.id).reading.document.id
    for wanted in (sent.id, sent.id[:8], document, "story-12ab", "series:deployed:Norland", "unsc-2397-2017-p8"):
        edits.add_exhibit(ledger, by("Ada", case), wanted)
    found = [(one.what, one.ref) for one in state(ledger, case).exhibits]
    assert found == [("claim", sent.id), ("document", document), ("story", "story-12ab"), ("series", "deployed:Norland"),
                     ("provision", "unsc-2397-2017-p8")]  # fmt: skip
    edits.remove(ledger, by("Ada", case), "claim", sent.id[3:9])
    assert "claim" not in {one.what for one in state(ledger, case).exhibits}
    with pytest.raises(UsageError, match="has no claim") as refused:
        edits.remove(ledger, by("Ada", case), "claim", sent.id)
    assert refused.value.code == "PW170"


def test_exclusions_need_a_reason_and_replies_are_completed(ledger: Ledger) -> None:
    case, (sent, *_) = opened(ledger), claims()
    with pytest.raises(UsageError):
        edits.exclude(ledger, by("Ada", case), sent.id)
    edits.exclude(ledger, by("Ada", case, "one anonymous post"), sent.id)
    edits.log_reply(ledger, by("Ada", case), {"party": "Ministry", "asked": "2025-06-19", "question": "How many?"})
    edits.log_reply(ledger, by("Bea", case), {"answer": "No comment", "answered": "2025-06-21"}, "r1")
    found = state(ledger, case)
    assert [(one.ref, one.why) for one in found.excluded] == [(sent.id, "one anonymous post")]
    (reply,) = found.replies
    assert (reply.party, reply.asked, reply.question) == ("Ministry", "2025-06-19", "How many?")
    assert (reply.answer, reply.answered) == ("No comment", "2025-06-21")


def test_rules_are_merged_and_a_claim_always_takes_one_person(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.set_field(ledger, by("Ada", case), "rules", {"accepts": 2})
    edits.set_field(ledger, by("Ada", case), "rules", {"signers": 1})
    assert (state(ledger, case).rules.accepts, state(ledger, case).rules.signers) == (2, 1)
    edits.set_field(ledger, by("Bea", case, "one is enough"), "rules", {"accepts": 0})
    assert state(ledger, case).rules.accepts == 1


def test_the_content_changes_with_what_is_signed_and_with_nothing_else(ledger: Ledger) -> None:
    case = opened(ledger)
    before = state(ledger, case).content
    ledger.judge_case(case, "case_sign", {"content": before, "claims": {}}, why="read", who="Bea")
    assert state(ledger, case).content == before
    edits.add_question(ledger, by("Ada", case), "Who?")
    changed = state(ledger, case).content
    edits.undo(ledger, by("Ada", case))
    assert state(ledger, case).content == before != changed


def test_damaged_values_make_no_case_fail(ledger: Ledger) -> None:
    case = opened(ledger)
    for kind in ("case_set", "case_question", "case_add", "case_remove", "case_paragraph", "case_exclude", "case_reply", "case_sign", "case_publish"):
        ledger.judge_case(case, kind, {"id": 7, "do": "add", "text": None, "field": "rules", "value": ["x"], "claims": [1]}, why="odd", who="Eve")
    assert state(ledger, case).rules.accepts == 1


def test_one_person_under_two_spellings_is_one() -> None:
    assert same_person("Ada  Byron", "ADA BYRON")
    assert people(["Ada", "ada ", "Bea"]) == ("Ada", "Bea")


@pytest.mark.parametrize("other", [
    "Rene\u0301 Stra\u00dfe", "RENE\u0301 STRASSE", "Ren\u00e9\u200b Stra\u00dfe", "Ren\u00e9 Stra\u00ad\u00dfe", "\u202aRen\u00e9 Stra\u00dfe\u202c",
    "\uff32en\u00e9 Stra\u00dfe", "Rene\u200d\u0301 Stra\u00dfe", "Ren\u00e9\u00a0Stra\u00dfe", "\ufeffRen\u00c9 Stra\u1e9ee",
])  # fmt: skip
def test_how_a_name_is_put_down_makes_no_second_person(ledger: Ledger, other: str) -> None:
    name = "Ren\u00e9 Stra\u00dfe"
    assert name != other
    assert people([name, other]) == (name,)
    assert not same_person(name, "Rene Strasse"), "letters tell people apart"
    case = edits.new_case(ledger, "Sappers", who=name).subject
    edits.add_paragraph(ledger, by(other, case), "Nothing.")
    assert state(ledger, case).authors == (name,)
    accept(ledger, SENT, who=name)
    accept(ledger, SENT, who=other)
    with ledger.view() as view:
        assert view.review(SENT.id).by == (name,)


def test_the_ledger_verifies_with_cases_in_it(ledger: Ledger) -> None:
    case = opened(ledger)
    edits.add_paragraph(ledger, by("Ada", case), "one")
    edits.undo(ledger, by("Ada", case))
    assert ledger.verify().ok


def test_edits_of_many_at_once_lose_none(tmp_path: Path) -> None:
    where = str(tmp_path / "cases.db")
    with ledger_of(where) as first:
        case = opened(first)

    def write(who: str) -> None:
        with open_ledger(where, create=True) as own:
            for n in range(8):
                edits.add_paragraph(own, by(who, case), f"{who} {n}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, ["Ada", "Bea", "Cyr", "Dora"]))
    with open_ledger(where) as found:
        paragraphs = state(found, case).paragraphs
    assert len({one.id for one in paragraphs}) == 32
    assert {one.text for one in paragraphs} == {f"{who} {n}" for who in ("Ada", "Bea", "Cyr", "Dora") for n in range(8)}


def test_an_author_cannot_lower_how_many_sign_nor_anybody_without_a_reason() -> None:
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada", fields={"rules": {"accepts": 2, "signers": 1}}).subject
        for rules in ({"signers": 0}, {"accepts": 1}):
            for who, why, code in (("Ada", "in a hurry", "PW172"), (" ada", "in a hurry", "PW172"), ("Bea", " ", "PW124")):
                with pytest.raises(UsageError) as refused:
                    edits.set_field(ledger, by(who, case, why), "rules", rules)
                assert refused.value.code == code
        reader = msgspec.structs.replace(by("Bea", case, "nobody is left"), reviewer=False)
        with pytest.raises(UsageError, match="reviewer"):
            edits.set_field(ledger, reader, "rules", {"signers": 0})
        made = edits.set_field(ledger, by("Bea", case, "nobody is left"), "rules", {"signers": 0})
        now = state(ledger, case)
        assert ((now.rules.signers, now.rules.accepts), made.why) == ((0, 2), "nobody is left")
        assert now.authors == ("Ada",), "whoever sets rules wrote nothing of the case"


def test_undoing_what_asked_for_a_signature_is_lowering_too() -> None:
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada").subject
        raised = edits.set_field(ledger, by("Ada", case), "rules", {"signers": 2})
        with pytest.raises(UsageError) as refused:
            edits.undo(ledger, by("Ada", case, "a slip"), raised.id)
        assert refused.value.code == "PW172"
        lowered = edits.undo(ledger, by("Bea", case, "there are two of us"), raised.id)
        assert state(ledger, case).rules.signers == 0
        edits.undo(ledger, by("Ada", case), lowered.id)
        assert state(ledger, case).rules.signers == 2, "undoing the undo restores it"

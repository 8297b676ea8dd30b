"""What the scorers of single sets make of a reading, on readings built by hand."""

from evaluation import certainty, claims_dev, own_set, plover, shared_sets
from pactwatch.exports.actors import country_codes
from pactwatch.model import Claim, Engine, Party, Plover, Quantity, Reading, Source, Statement, Time, make_document

TEXT = "Borduria may send 30 tanks to Syldavia in May, its envoy said. “We have the ships,” he added."


def span(words):
    start = TEXT.index(words)
    return start, start + len(words)


def claim(event="AID", kind="transfer_arms", modality="possible", agent="RUS", recipient="PRK"):
    return Claim(
        id="cl-1", type=kind, plover=Plover(event=event), cameo="072",
        agent=Party(name="Borduria", actor=agent), recipient=Party(name="Syldavia", actor=recipient),
        object=None, place=None, origin=None, destination=None, modality=modality, modality_cues=(span("may"),),
        quantity=Quantity(low=30, high=30, comparator="exact", unit="tanks", text="30 tanks", span=span("30 tanks")),
        time=Time(
            start="2030-05-01", end="2030-05-31", precision="month", text="May", span=span("May"), edtf="2030-05",
        ),
        attributed_to=(Source(name="Bordurian envoy"),), evidence=(span("may send 30 tanks to Syldavia"),),
        trigger=span("send"), same_as=None, rule="r",
    )


def reading(*claims):
    statement = Statement(
        id="st-1", speakers=(Source(name="Bordurian envoy"),), cue=span("added"),
        content=(span("“We have the ships,”"),), direct=True, stance="asserts",
    )
    engine = Engine(name="test", version="0", models={})
    return Reading(document=make_document(TEXT), engine=engine, statements=(statement,), claims=claims, problems=())


def test_a_reading_takes_the_form_of_the_gold():
    flat = own_set.flat_reading(reading(claim()))
    (one,) = flat["claims"]
    assert one["evidence"] == "may send 30 tanks to Syldavia"
    assert one["quantity"] == {"low": 30, "high": 30, "comparator": "exact", "unit": "tanks"}
    assert (one["time"], one["place"], one["attributed_to"]) == ("2030-05", "", ["Bordurian envoy"])
    assert flat["quotes"] == [{"speaker": "Bordurian envoy", "content": "“We have the ships,”"}]


ROW = {
    "plover_2021": "AID", "plover_2016": "AID",
    "source": [{"code": "RUS"}], "target": [{"code": "PRK"}, {"code": "IGO"}],
}


def test_a_sentence_with_the_right_event_and_parties_counts_in_all_three():
    found = plover.judge(ROW, reading(claim(), claim(event="CONSULT")))
    assert found == {"type": (1, 1, 2), "source": (True, True), "dyad": (True, True)}


def test_the_old_name_of_an_event_counts_and_another_name_does_not():
    row = ROW | {"plover_2021": "ASSAULT", "plover_2016": "FIGHT"}
    assert plover.judge(row, reading(claim(event="FIGHT")))["type"] == (1, 1, 1)
    assert plover.judge(row, reading(claim(event="AID"))) == {
        "type": (0, 1, 1), "source": (False, True), "dyad": (False, True),
    }


def test_a_reversed_dyad_is_wrong_and_bodies_are_not_judged():
    found = plover.judge(ROW, reading(claim(agent="PRK-GOV", recipient="RUS")))
    assert (found["source"], found["dyad"]) == ((False, True), (False, True))
    found = plover.judge(ROW | {"target": [{"code": "IGO"}]}, reading(claim(agent="RUS-MOD")))
    assert (found["source"], found["dyad"]) == ((True, True), (False, False))


def test_odd_codes_and_targets_that_are_words():
    assert plover.states([{"code": "JAP"}, {"code": "NGO"}, {}]) == {"JPN"}
    assert plover.states("diplomatic") == frozenset()
    assert country_codes(Party(name="x", actor="per-someone")) == ""
    assert country_codes(Party(name="Russia and North Korea")) == "RUS;PRK"
    assert country_codes(Party(name="x", actor="per-kim-jong-un")) == "PRK"


ITEM = {
    "text": TEXT, "target": {"type": "transfer_arms", "evidence": "send 30 tanks to Syldavia"},
    "modality": "possible", "modality_alt": ["planned"], "not_happened": True,
}


def test_an_open_event_read_as_done_is_the_error_that_counts():
    safe = certainty.judge(ITEM, reading(claim()))
    assert safe == {"not_happened": True, "touched": True, "asserted": False, "found": True, "right": True}
    for modality in ("happened", "ongoing"):
        wrong = certainty.judge(ITEM, reading(claim(modality=modality)))
        assert (wrong["asserted"], wrong["right"]) == (True, False)
    assert certainty.judge(ITEM, reading(claim(kind="other", modality="happened")))["asserted"]
    assert certainty.judge(ITEM, reading(claim(modality="planned")))["right"]
    assert not certainty.judge(ITEM, reading())["touched"]


def test_absent_data_is_unmeasured_under_the_same_names(tmp_path, monkeypatch):
    monkeypatch.setattr(claims_dev, "DEV", tmp_path / "nowhere")
    found = shared_sets.run_claims_dev()
    assert {"dev.tune.claims_f1", "dev.held.claims_f1", "dev.held.innermost_source"} <= {m.name for m in found}
    for measures in (found, plover.run(tmp_path / "none"), certainty.run(tmp_path / "none")):
        assert measures
        assert all(m.value is None and m.why == "../shared is absent" for m in measures)
    assert shared_sets.dev_errors() is None

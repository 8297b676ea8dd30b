import pytest

from evaluation import floors, report, run, shared_sets
from evaluation.error_classes import collect
from evaluation.floors import Floor
from evaluation.measures import Measure, unmeasured


def figure(name, value):
    return Measure(name, value, 0.1, 0.9, "9 claims")


def test_a_value_below_its_floor_is_named():
    (problem,) = floors.check([figure("a", 0.49), figure("b", 0.6)], {"a": Floor(0.5, 0.5), "b": Floor(0.6, 0.6)})
    assert problem.startswith("a: 0.49")


def test_a_gated_measure_without_floor_is_named_and_an_ungated_one_is_not():
    assert floors.check([figure("a", 0.5)], {}) != []
    assert floors.check([Measure("a", 0.5, gated=False)], {}) == []


def test_a_floor_whose_measure_vanished_is_named():
    (problem,) = floors.check([], {"a": Floor(0.5, 0.5)})
    assert "not reported" in problem


def test_an_unmeasured_figure_neither_fails_nor_raises_a_floor():
    measures, known = [unmeasured("a", "no data")], {"a": Floor(0.5, 0.5)}
    assert floors.check(measures, known) == []
    assert floors.raised(measures, known) == known


def test_floors_are_raised_never_lowered():
    known = {"a": Floor(0.5, 0.5), "b": Floor(0.5, 0.5)}
    out = floors.raised([figure("a", 0.61239), figure("b", 0.4), figure("c", 0.3)], known)
    assert out == {"a": Floor(0.6123, 0.6123), "b": Floor(0.5, 0.5), "c": Floor(0.3, 0.3)}


def test_a_floor_taken_from_a_value_holds_for_that_value():
    for value in (1 / 3, 2 / 3, 0.1 + 0.2, 0.57):
        assert floors.check([figure("a", value)], floors.raised([figure("a", value)], {})) == []


def test_a_floor_lowered_by_hand_needs_a_reason():
    assert floors.check([figure("a", 0.4)], {"a": Floor(0.4, 0.5)}) != []
    assert floors.check([figure("a", 0.4)], {"a": Floor(0.4, 0.5, "the gold was corrected")}) == []


def test_a_partial_recovery_keeps_the_highest_and_the_reason():
    lowered = {"a": Floor(0.4, 0.5, 'more claims, "harder" ones')}
    assert floors.raised([figure("a", 0.45)], lowered)["a"] == Floor(0.45, 0.5, 'more claims, "harder" ones')
    assert floors.raised([figure("a", 0.55)], lowered)["a"] == Floor(0.55, 0.55)


def test_floors_survive_writing_and_reading(tmp_path):
    known = {"own.x": Floor(0.4, 0.5, 'a "quoted" \\ reason'), "dev.y": Floor(1.0, 1.0)}
    floors.save(tmp_path / "floors.toml", known)
    assert floors.load(tmp_path / "floors.toml") == known
    assert floors.load(tmp_path / "none.toml") == {}


def test_the_gate_names_what_fell_and_what_is_unmeasured(capsys):
    measures = [figure("a", 0.1), unmeasured("b", "no data")]
    assert run.gate(measures, {"a": Floor(0.5, 0.5), "b": Floor(0.5, 0.5)}) == 1
    said = capsys.readouterr().err
    assert "FAILED a" in said
    assert "unmeasured: b" in said
    assert run.gate(measures, {"a": Floor(0.1, 0.1), "b": Floor(0.5, 0.5)}) == 0
    assert "1 floors held, 1 not tried" in capsys.readouterr().err


def test_unmeasured_is_printed_as_such():
    shown = report.table([unmeasured("b", "data is absent"), figure("a", 0.5)], {"a": Floor(0.5, 0.5)})
    assert "unmeasured" in shown
    assert "data is absent" in shown
    assert "unmeasured" in report.markdown([unmeasured("b", "data is absent")])


def test_markdown_goes_between_the_markers_only(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write_between_markers(page, [figure("a", 0.5)])
    report.write_between_markers(page, [figure("a", 0.5)])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("`a`") == 1
    page.write_text("no markers", encoding="utf-8")
    with pytest.raises(ValueError, match="markers"):
        report.write_between_markers(page, [])


def row(kind, evidence, **changes):
    base = {
        "type": kind, "agent": "Ruritania", "recipient": "", "object": "", "quantity": None, "time": "2030",
        "place": "", "modality": "happened", "attributed_to": [], "evidence": evidence, "rule": "r1",
    }
    return base | changes


def test_error_classes_tell_missed_mistyped_spurious_and_wrong_fields():
    text = "Ruritania shipped guns, trained a guard and signed a pact."
    gold = [row("transfer_arms", "shipped guns"), row("training", "trained a guard"), row("treaty", "signed a pact")]
    read = [
        row("transfer_arms", "shipped guns", modality="planned", time=""), row("other", "trained a guard"),
        row("other", "Ruritania"),
    ]
    found = collect([("t1", text, gold, read)])
    assert dict(found.counts) == {
        "modality happened read as planned": 1, "time left out": 1, "missed training (read as other)": 1,
        "missed treaty": 1, "spurious other": 2,
    }
    assert found.largest(1) == [("spurious other", 2)]
    assert "signed a pact" in found.examples["missed treaty"][0]


def test_polnear_figures_come_from_percent_at_ov50():
    result = {"content": {"ov50": {"F1": 61.5}, "exact": {"F1": 3.0}}, "linked": {"P": 1.0, "F1": 40.0}}
    assert shared_sets.dig(result, "content") == pytest.approx(0.615)
    assert shared_sets.dig(result, "linked") == pytest.approx(0.4)
    assert shared_sets.dig(result, "source") is None


def test_counts_come_back_from_the_development_scorers_shares():
    result = {
        "claims": {"tp": 3, "gold": 5, "pred": 4}, "matched": 3, "matched_with_quantity": 1,
        "accuracy_among_matched": {"agent": 0.6667, "quantity_all": 1.0, "time": None},
        "quotes": {"tp": 2, "gold": 2, "pred": 3, "speaker_accuracy": 0.5},
    }
    claims, quotes = shared_sets.to_tallies(result)
    assert (claims.fields["agent"], claims.judged["agent"]) == (2, 3)
    assert (claims.fields["quantity"], claims.judged["quantity"]) == (1, 1)
    assert "time" not in claims.judged
    assert (quotes.fields["speaker"], quotes.judged["speaker"]) == (1, 2)

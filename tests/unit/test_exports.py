"""What each format makes of a claim: the cases that matter by name."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest
from export_records import FULL, KURSK, RUSSIA, changed, document, export

from pactwatch.exports.actors import entity_schema, find_actor
from pactwatch.exports.events import quad_class
from pactwatch.exports.record import Graded, Reviewed
from pactwatch.exports.sources import key_of
from pactwatch.exports.stix import ADMIRALTY
from pactwatch.exports.words import STATUS
from pactwatch.model import Party, Place, Quantity, Time


def rows(form: str, *records: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(form, records).decode(), newline=""), delimiter="\t" if form != "csv" else ","))


def entities(*records: Any) -> dict[str, dict[str, Any]]:
    return {entity["id"]: entity for entity in map(json.loads, export("ftm", records).splitlines())}


def objects(*records: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export("stix", records))["objects"]
    return found


def feature(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export("geojson", [record]))["features"][0]
    return found


def test_a_csv_row_says_state_source_hash_review_grade_and_origins() -> None:
    row = rows("csv", FULL)[0]
    assert (row["modality"], row["said_by"], row["said_by_ids"]) == ("planned", "TASS > Sergei Shoigu", "? > per-shoigu")
    assert (row["capture_sha256"], row["review"], row["reviewed_by"], row["edited"]) == ("b" * 64, "accepted", "A. Analyst", "quantity.low")
    assert (row["credibility"], row["reliability"], row["independent_origins"], row["story_documents"]) == ("2", "C", "1", "3")
    assert (row["evidence"], row["evidence_start"], row["evidence_end"]) == ("North Korea will send 1,000 deminers […] in June", "0", "57")


def test_a_country_is_given_no_point_and_a_province_its_middle_with_the_uncertainty() -> None:
    country = feature(changed(place=RUSSIA, destination=None))
    assert (country["geometry"], country["properties"]["place_precision"]) == (None, "country")
    assert country["properties"]["no_point"] == "the place is known to the country only"
    province = feature(FULL)
    assert province["geometry"] == {"type": "Point", "coordinates": [36.2, 51.7]}
    assert (province["properties"]["place_precision"], province["properties"]["uncertainty_km"]) == ("admin1", 250)


def test_a_feature_stands_where_a_point_is_honest_and_says_at_which_end_of_the_route() -> None:
    city = Place(name="Vladivostok", country="RUS", lat=43.1, lon=131.9, precision="city", span=(0, 1))
    found = feature(changed(place=RUSSIA, destination=None, origin=city))
    assert (found["properties"]["place_role"], found["geometry"]["coordinates"]) == ("origin", [131.9, 43.1])


def test_a_name_that_may_be_elsewhere_is_no_point_unless_city_and_province_are_one() -> None:
    others = ("Tripoli (Libya)", "Tripoli (Lebanon)")
    tripoli = Place(name="Tripoli", country="LBY", lat=32.9, lon=13.2, precision="city", span=(0, 1), alternatives=others)
    kursk = msgspec.structs.replace(KURSK, alternatives=("Kursk (city)", "Kursk Oblast"))
    assert feature(changed(place=tripoli, destination=None))["geometry"] is None
    assert feature(changed(place=kursk))["geometry"] is not None


def test_one_row_for_an_event_told_twice_and_its_state_beside_it() -> None:
    again = changed(id="cl-0000000000000002", same_as=FULL.id)
    found = rows("plover", FULL, again)
    assert len(found) == 1
    assert (found[0]["event"], found[0]["mode"], found[0]["modality"], found[0]["actual"]) == ("AID", "military", "planned", "0")
    assert found[0]["claims"] == f"{FULL.id} {again.id}"
    assert (found[0]["source_code"], found[0]["target_code"]) == ("PRK", "RUSMIL")
    assert not {"goldstein", "goldstein_scale"} & found[0].keys()


def reviewed(status: str, **fields: Any) -> Any:
    return msgspec.structs.replace(FULL.review, status=status, **fields)


def test_the_row_of_an_event_is_made_of_the_telling_that_people_stand_by() -> None:
    telling = [changed(review=reviewed("rejected"), modality="happened"), changed(id="cl-2", same_as=FULL.id, review=reviewed("unreviewed")),
               changed(id="cl-3", same_as=FULL.id)]  # fmt: skip
    (found,) = rows("plover", *telling)
    assert (found["event_id"], found["review"], found["actual"], found["claims"]) == ("cl-3", "accepted", "0", "cl-2 cl-3")
    assert rows("plover", *telling[:2])[0]["event_id"] == "cl-2"
    assert rows("plover", telling[0])[0]["claims"] == FULL.id


def test_a_row_says_how_exact_its_size_is_and_in_which_words() -> None:
    about = Quantity(low=1000.0, high=1000.0, comparator="about", unit="men", text="about 1,000 men", span=(0, 1))
    found = rows("cameo", changed(quantity=about))[0]
    assert (found["size_low"], found["size_high"], found["size_comparator"], found["size_text"]) == ("1000", "1000", "about", "about 1,000 men")
    assert rows("cameo", changed(quantity=None))[0]["size_comparator"] == ""


def test_the_last_day_of_an_event_is_not_given_as_its_first() -> None:
    until = Time(start=None, end="2019-12-31", precision="month", text="by December 2019", span=(0, 1), edtf="../2019-12")
    found = rows("plover", changed(time=until))[0]
    assert (found["date"], found["date_basis"], found["date_end"]) == ("", "event_end", "2019-12-31")


def test_claims_that_repeat_one_that_is_not_exported_are_still_one_event() -> None:
    twice = [changed(id=f"cl-000000000000000{n}", same_as="cl-ffffffffffffffff") for n in (2, 3)]
    assert len(rows("cameo", *twice)) == 1


def test_a_cameo_row_has_its_root_and_quad_class() -> None:
    found = rows("cameo", FULL)[0]
    assert (found["code"], found["root"], found["quad_class"]) == ("074", "07", "2")
    assert [quad_class(code) for code in ("01", "057", "06", "09", "111", "14", "163", "20", "", "99")] == [1, 1, 2, 2, 3, 3, 4, 4, None, None]


def test_a_date_that_the_text_does_not_give_is_said_to_be_that_of_publication() -> None:
    found = rows("plover", changed(time=None))[0]
    assert (found["date"], found["date_basis"]) == ("2025-06-18", "publication")
    assert rows("plover", FULL)[0]["date_basis"] == "event"


@pytest.mark.parametrize(("actor", "code", "schema"), [
    ("PRK", "PRK", "PublicBody"), ("RUS-MOD", "RUSMIL", "PublicBody"), ("NOR-MFA", "NORGOV", "PublicBody"), ("RUS-GRU", "RUSSPY", "PublicBody"),
    ("org-un-sc", "IGO", "Organization"), ("PRK-KOMID", "PRKBUS", "Company"), ("com-maersk", "DNKBUS", "Company"),
    ("YEM-HOUTHI", "YEMREB", "Organization"),
    ("per-kim-jong-un", "PRKGOV", "Person"), ("ship-6908096", "PRK", "Vessel"),
])  # fmt: skip
def test_an_actor_has_its_codes_and_schema(actor: str, code: str, schema: str) -> None:
    found = find_actor(actor)
    assert found is not None
    assert (found.code, entity_schema(found)) == (code, schema)


def test_an_unknown_actor_has_no_code() -> None:
    assert find_actor("nobody") is None
    assert find_actor("XYZ-MOD") is None
    assert rows("plover", changed(agent=Party(name="the unit")))[0]["source_code"] == ""


def test_an_event_entity_says_state_source_and_review_and_has_its_article_as_proof() -> None:
    found = entities(FULL)
    event = found[FULL.id]["properties"]
    assert event["name"] == [FULL.words]
    assert event["proof"] == [FULL.document.id]
    assert "modality: planned" in event["keywords"]
    assert event["notes"][0] == "State of the event: planned: announced, ordered or agreed, not yet done."
    assert found[FULL.document.id]["schema"] == "Article"
    links = [entity["properties"]["role"] for entity in found.values() if entity["schema"] == "UnknownLink"]
    assert links == [["source 1 of 2"], ["source 2 of 2"]]


def test_one_name_in_two_documents_is_one_entity_only_where_the_register_knows_it() -> None:
    ministry = Party(name="the ministry")
    one = changed(agent=ministry, object=None)
    two = changed(id="cl-0000000000000002", agent=ministry, object=None, document=document(id="doc-00000000000000bb"))
    schemata = [entity["schema"] for entity in entities(one, two).values()]
    assert schemata.count("LegalEntity") == 4  # the ministry and TASS as a bare name, in each document
    assert sum(entity["id"] == "actor-RUS-MOD" for entity in entities(one, two).values()) == 1


@pytest.mark.parametrize(("modality", "made"), [
    ("happened", 1), ("ongoing", 1), ("planned", 0), ("alleged", 0), ("denied", 0), ("possible", 0), ("demanded", 0),
])  # fmt: skip
@pytest.mark.parametrize(("kind", "schema"), [("payment_or_aid", "Payment"), ("sanction_or_designate", "Sanction")])
def test_only_what_is_said_to_have_taken_place_is_a_payment_or_sanction(kind: str, schema: str, modality: str, made: int) -> None:
    found = entities(changed(type=kind, modality=modality))
    assert sum(entity["schema"] == schema for entity in found.values()) == made


@pytest.mark.parametrize(("status", "made"), [("accepted", 1), ("unreviewed", 1), ("rejected", 0), ("retracted", 0)])
@pytest.mark.parametrize(("kind", "schema"), [("payment_or_aid", "Payment"), ("sanction_or_designate", "Sanction")])
def test_a_payment_or_sanction_says_its_review_and_comes_of_no_rejected_claim(kind: str, schema: str, status: str, made: int) -> None:
    record = changed(type=kind, modality="happened", review=reviewed(status, by=()))
    found = [entity["properties"] for entity in entities(record).values() if entity["schema"] == schema]
    assert [one["description"] for one in found] == [[f"Review: {STATUS[status]}."]] * made
    related = [item["labels"] for item in objects(record) if item["type"] == "relationship"]
    assert related == [["happened", status]] * made


def test_what_was_last_decided_is_when_an_object_changed_and_never_goes_back() -> None:
    late = reviewed("accepted", at="2025-06-19T10:00:00Z", changed="2025-06-21T09:00:00Z")
    found = objects(changed(modality="happened", review=late), changed(id="cl-2", review=reviewed("accepted")))
    times = {item["type"]: item["modified"] for item in found[::-1]}
    assert {times[kind] for kind in ("note", "relationship", "opinion", "report")} == {"2025-06-21T09:00:00.000Z"}


def test_a_payment_has_an_amount_only_where_it_is_exact() -> None:
    def amount(comparator: str) -> Any:
        money = Quantity(low=5e6, high=5e6, comparator=comparator, unit="USD", text="$5m", span=(0, 1))  # type: ignore[arg-type]
        found = entities(changed(type="payment_or_aid", modality="happened", quantity=money))
        return next(entity for entity in found.values() if entity["schema"] == "Payment")["properties"].get("amount")

    assert (amount("exact"), amount("about")) == (["5000000"], None)


@pytest.mark.parametrize(("modality", "related"), [("happened", 1), ("ongoing", 1), ("planned", 0), ("denied", 0), ("alleged", 0)])
def test_only_what_is_said_to_have_taken_place_relates_two_parties(modality: str, related: int) -> None:
    assert sum(item["type"] == "relationship" for item in objects(changed(modality=modality))) == related


@pytest.mark.parametrize("credibility", [None, 1, 2, 3, 4, 5, 6])
def test_confidence_is_the_admiralty_grade(credibility: int | None) -> None:
    note = next(item for item in objects(changed(grades=Graded(credibility=credibility, source=None, publisher=None))) if item["type"] == "note")
    assert note.get("confidence") == ADMIRALTY.get(credibility or 0)


@pytest.mark.parametrize(("status", "opinion"), [("accepted", "agree"), ("rejected", "disagree"), ("retracted", "disagree"), ("unreviewed", None)])
def test_a_review_is_an_opinion(status: str, opinion: str | None) -> None:
    review = Reviewed(status=status, by=(), at=None, edits=(), notes=())  # type: ignore[arg-type]
    found = [item["opinion"] for item in objects(changed(review=review)) if item["type"] == "opinion"]
    assert found == ([opinion] if opinion else [])


def test_a_note_carries_the_whole_claim_under_the_extension_that_the_bundle_defines() -> None:
    found = objects(FULL)
    definition = next(item for item in found if item["type"] == "extension-definition")
    note = next(item for item in found if item["type"] == "note")
    fields = note["extensions"][definition["id"]]
    assert (fields["claim"], fields["modality"], fields["quantity"]["low"], fields["quotes"]) == (FULL.id, "planned", 1000.0, list(FULL.quotes))
    assert "State: planned" in note["content"]
    assert "according to Sergei Shoigu, as told by TASS" in note["content"]


def test_a_key_does_not_change_with_what_else_is_exported() -> None:
    assert key_of(FULL.document) == "harbourpost2025deminers-00000000"
    twin = document(id="doc-00000000000000ab")
    lines = export("bibtex", [FULL, changed(document=twin)]).decode().splitlines()
    keys = [line.partition("{")[2].rstrip(",") for line in lines if line.startswith("@")]
    assert keys[0] == key_of(FULL.document)
    assert keys[1].startswith("harbourpost2025deminers-00000000")
    assert len(set(keys)) == 2


def test_what_latex_takes_for_commands_is_escaped() -> None:
    text = export("bibtex", [FULL]).decode()
    assert r"Deminers \& builders: 100\% of \textbraceleft{}them\textbraceright{}" in text
    assert "author = {{A. Writer} and {B. Writer}}" in text
    assert "url = {https://post.example/a?b=c&d=%20}" in text


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "geojson", "plover", "cameo", "ftm", "stix", "bibtex", "csl"])
def test_nothing_is_a_valid_file_too(form: str) -> None:
    text = export(form, [])
    if form in ("geojson", "stix", "csl"):
        json.loads(text)
    elif form in ("csv", "plover", "cameo"):
        assert text.count(b"\n") == 1
    elif form == "parquet":
        from pactwatch.exports.parquet import read_parquet

        assert list(read_parquet(io.BytesIO(text))) == []
    else:
        assert text == b""


def test_parquet_has_nested_fields_and_dates() -> None:
    import pyarrow as pa

    from pactwatch.exports.parquet import schema

    found = schema()
    assert found.field("event_first_day").type == pa.date32()
    assert found.field("quantity").type.field("low").type == pa.float64()
    assert found.field("attributed_to").type.value_type.field("name").type == pa.string()
    assert found.field("evidence").type.value_type.field("start").type == pa.int64()


def test_lone_surrogates_break_no_format() -> None:
    broken = changed(quotes=("a\ud800b",), document=document(title="x\udfff", publisher="\ud83d", url="https://a.example/\ud800"),
                     agent=Party(name="\ud800"), words="[planned] \ufffd")  # fmt: skip
    for form in ("csv", "geojson", "plover", "ftm", "stix", "bibtex", "csl", "parquet"):
        assert export(form, [broken]), form
    from pactwatch.exports.jsonl import read_jsonl

    assert list(read_jsonl(export("jsonl", [broken]).splitlines(keepends=True))) == [broken]

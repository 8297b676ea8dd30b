"""Whatever a ledger holds, every format is valid by its own library or standard, and says nothing that the claims do not."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from export_records import TEXT, export, ledgers

from pactwatch.exports.cells import RISKY, guard, unguard
from pactwatch.exports.csv_rows import COLUMNS
from pactwatch.exports.geojson import UNCERTAINTY_KM
from pactwatch.exports.jsonl import read_jsonl
from pactwatch.exports.parquet import read_parquet
from pactwatch.exports.record import Record

SOME = settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
TOLD = ("happened", "ongoing")


@given(TEXT | st.text())
def test_a_cell_runs_as_no_formula_and_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in {sign for sign in RISKY if sign != "'"}


@SOME
@given(ledgers())
def test_csv_rows_hold_what_the_records_hold(records: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv", records).decode(), newline="")))
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        for column in COLUMNS:
            value = column.value(record)
            if isinstance(value, str):
                assert unguard(row[column.name]) == value, column.name
                assert not row[column.name].startswith(("=", "+", "-", "@", "\t", "\r"))
            else:
                assert row[column.name] == ("" if value is None else str(value)), column.name


@SOME
@given(ledgers())
def test_json_lines_and_parquet_come_back_equal(records: list[Record]) -> None:
    assert list(read_jsonl(export("jsonl", records).splitlines(keepends=True))) == records
    assert list(read_parquet(io.BytesIO(export("parquet", records)))) == records


@SOME
@given(ledgers())
def test_a_point_is_only_where_a_place_is_known_so_closely(records: list[Record]) -> None:
    collection = json.loads(export("geojson", records))
    assert collection.keys() == {"type", "features"}
    assert [feature["id"] for feature in collection["features"]] == [record.id for record in records]
    for feature, record in zip(collection["features"], records, strict=True):
        facts, geometry = feature["properties"], feature["geometry"]
        if geometry is None:
            assert facts["no_point"]
            assert facts["uncertainty_km"] is None
            continue
        place = getattr(record, facts["place_role"])
        assert geometry == {"type": "Point", "coordinates": [place.lon, place.lat]}
        assert place.precision in UNCERTAINTY_KM
        assert "Tripoli (Libya)" not in place.alternatives
        assert facts["uncertainty_km"] == UNCERTAINTY_KM[place.precision]


@SOME
@given(ledgers(), st.sampled_from(("plover", "cameo")))
def test_event_rows_are_one_line_each(records: list[Record], form: str) -> None:
    lines = export(form, records).decode().split("\n")
    header = lines[0].split("\t")
    rows = list(csv.reader(io.StringIO("\n".join(lines[1:]), newline=""), delimiter="\t"))
    assert lines[-1] == ""
    assert len(rows) == len(lines) - 2 == len(records)
    for row, record in zip(rows, records, strict=True):
        event = dict(zip(header, row, strict=True))
        assert event["actual"] == ("1" if record.modality in TOLD else "0")
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


@SOME
@given(ledgers())
def test_entities_are_valid_and_refer_to_each_other(records: list[Record]) -> None:
    from followthemoney import model
    from followthemoney.types import registry

    entities = [json.loads(line) for line in export("ftm", records).splitlines()]
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (entity["schema"], name)
            kept = proxy.get(name)  # what the library cannot read it drops; words it may tidy, as "; " in an address
            words = prop.type in (registry.address, registry.name, registry.text, registry.string)
            assert (bool(kept) if words else set(kept) == set(values)), (entity["schema"], name, values, kept)
            if prop.type == registry.entity:
                assert set(values) <= set(ids)
                for value in values:
                    target = next(item for item in entities if item["id"] == value)
                    assert prop.range is None or model.get(target["schema"]).is_a(prop.range), (name, target["schema"])
    told = {record.id for record in records if record.modality in TOLD}
    for entity in entities:
        if entity["schema"] in ("Payment", "Sanction"):
            assert set(entity["properties"]["recordId"]) <= told


@SOME
@given(ledgers())
def test_bundles_are_valid_and_closed(records: list[Record]) -> None:
    import stix2

    text = export("stix", records).decode()
    bundle = stix2.parse(text, allow_custom=False)
    objects = [json.loads(item.serialize()) for item in bundle.objects]
    ids = [item["id"] for item in objects]
    assert len(ids) == len(set(ids))
    for item in objects:
        for name, value in item.items():
            refs = [value] if name.endswith("_ref") else value if name.endswith("_refs") else []
            assert set(refs) <= set(ids), (item["type"], name)
    linked = {item["id"].partition("--")[2] for item in objects if item["type"] == "relationship"}
    assert len(linked) <= sum(record.modality in TOLD for record in records)
    notes = [item for item in objects if item["type"] == "note"]
    assert [note["labels"][0] for note in notes] == [record.modality for record in records]


@SOME
@given(ledgers())
def test_references_are_read_by_pybtex_with_keys_of_their_own(records: list[Record]) -> None:
    from pybtex.database import parse_string

    documents = list(dict.fromkeys(record.document.id for record in records))
    entries = parse_string(export("bibtex", records).decode(), "bibtex").entries
    assert len(entries) == len(documents)
    assert all(key.isascii() and " " not in key for key in entries)
    for entry in entries.values():
        assert entry.fields["title"].count("{") == entry.fields["title"].count("}")
        assert entry.fields["note"].startswith("Pactwatch doc-")


@SOME
@given(ledgers())
def test_csl_items_fit_the_schema(records: list[Record]) -> None:
    import jsonschema

    items = json.loads(export("csl", records))
    jsonschema.validate(items, CSL)
    assert [item["archive_location"] for item in items] == list(dict.fromkeys(record.document.id for record in records))
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "geojson", "plover", "cameo", "ftm", "stix", "bibtex", "csl"])
@settings(max_examples=4, deadline=None)
@given(records=ledgers())
def test_the_same_records_give_the_same_bytes(form: str, records: list[Record]) -> None:
    assert export(form, records) == export(form, iter(records))


DATE: dict[str, Any] = {
    "type": "object", "required": ["date-parts"], "additionalProperties": False,
    "properties": {"date-parts": {"type": "array", "minItems": 1, "maxItems": 2,
                                  "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}}},
}  # fmt: skip
TEXT_FIELDS = ("id", "citation-key", "title", "container-title", "URL", "language", "archive", "archive_location")
CSL: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object", "required": ["id", "type"], "additionalProperties": False,
        "properties": {
            **{name: {"type": "string", "minLength": 1} for name in TEXT_FIELDS}, "type": {"enum": ["article-newspaper", "webpage"]},
            "author": {"type": "array", "items": {"type": "object", "required": ["literal"], "properties": {"literal": {"type": "string"}}}},
            "issued": DATE, "accessed": DATE, "custom": {"type": "object"},
        },
    },
}  # fmt: skip
"""The part of the CSL-JSON item schema that is used, written for this test: names, types and date variables."""

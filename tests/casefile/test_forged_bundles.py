"""Bundles that somebody forged, with every hash made anew: what the judgements, the claims and the signatures say is held against it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from bundle_builders import MENDED, held, made, sealed, signed_bundle

from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.bundle_pdf import squeezed
from pactwatch.casefile.case_bundle import MANIFEST
from pactwatch.ids import sha256_hex
from pactwatch.model import Judgement
from pactwatch.store.judgements import judgement_id

Change = Callable[[dict[str, Any]], None]


def failures(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what fails of a bundle that is sealed anew, by file."""
    found: dict[str, list[str]] = {}
    for one in verify_bundle(sealed(files)).failures:
        found.setdefault(one.file, []).append(one.message)
    return found


def changed(files: dict[str, bytes], name: str, change: Change) -> dict[str, bytes]:
    """Return the files with one file of JSON changed."""
    value = json.loads(files[name])
    change(value)
    return files | {name: json.dumps(value).encode()}


def judged(files: dict[str, bytes], change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> dict[str, bytes]:
    """Return the files with each judgement as `change` makes it, left out where that is None, its id made anew where it changed."""
    kept = []
    for one in json.loads(files["judgements.json"])["judgements"]:
        new = change(json.loads(json.dumps(one)))
        if new is not None:
            known = msgspec.convert(new, Judgement)
            kept.append(new if new == one else new | {"id": judgement_id(known)})
    return files | {"judgements.json": json.dumps({"judgements": kept}).encode()}


def reworded(files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Return the files with other words on the page and in the Markdown."""
    return files | {name: files[name].replace(old.encode(), new.encode(), 1) for name in ("case.html", "case.md")}


def without(kind: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda one: None if one["kind"] == kind else one


def test_words_whose_judgement_is_dropped_fail_though_the_signature_is_genuine() -> None:
    files = judged(held(signed_bundle()), without("case_paragraph"))
    found = failures(reworded(files, "Two bridges were mended.", "Norland violated the resolution."))
    assert any("nobody wrote paragraph p1" in message for message in found["case.html"])
    assert "case.md" in found
    assert any("paragraphs" in message for message in found["case.json"])


def test_words_that_are_judged_anew_are_not_what_was_signed() -> None:
    def other(one: dict[str, Any]) -> dict[str, Any]:
        if one["kind"] == "case_paragraph":
            one["value"]["text"] = one["value"]["text"].replace("mended", "burned")
        return one

    files = held(signed_bundle())
    forged = reworded(judged(files, other), "Two bridges were mended.", "Two bridges were burned.")
    record = files["case.json"].replace(b"Two bridges were mended.", b"Two bridges were burned.")
    for old, new in zip(*(json.loads(one["judgements.json"])["judgements"] for one in (files, forged)), strict=True):
        record = record.replace(old["id"].encode(), new["id"].encode())
    found = failures(forged | {"case.json": record})
    assert "case.json" not in found
    assert "case.html" not in found
    assert any("content" in message for message in found[MANIFEST])


def test_a_case_that_no_judgement_opens_fails() -> None:
    files = judged(held(made()), without("case_new"))
    assert any("opens" in message for message in failures(files)["judgements.json"])


def test_a_claim_other_than_the_one_that_was_signed_fails() -> None:
    def alleged(value: dict[str, Any]) -> None:
        value["claims"][0]["claim"]["modality"] = "alleged"

    def edit(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"kind": "review.edit", "value": {"modality": "alleged", "accept": True}} if one["kind"] == "review.accept" else one

    files = changed(judged(held(signed_bundle()), edit), "claims.json", alleged)
    files = changed(files, MANIFEST, lambda value: value["footnotes"][0].update(modality="alleged"))
    assert any(f"Dora did not sign {MENDED.id}" in message for message in failures(files)["judgements.json"])


def test_an_author_who_signs_fails() -> None:
    files = judged(held(signed_bundle()), lambda one: one | {"who": "Ada"} if one["kind"] == "case_sign" else one)
    found = failures(changed(files, MANIFEST, lambda value: value.update(signed=["Ada"])))
    assert any("Ada wrote of the case" in message for message in found["judgements.json"])


@pytest.mark.parametrize(("name", "old", "new"), [
    ("case.html", "</section>", "<p>Kim violated everything.</p></section>"),
    ("case.html", "</main>", "<p>Kim violated everything.</p></main>"),
    ("case.html", '<p id="p1"', '<p id="p9"'),
    ("case.html", "</p>\n</section>", '</p>\n<p id="p1">More.</p></section>'),
    ("case.html", "</p>\n</section>", "</p>\n<div>More.</div></section>"),
    ("case.html", "<title>Sappers", "<title>Bombers"),
    ("case.html", ">Sappers</h1>", ">Bombers</h1>"),
    ("case.html", "signed by Dora", "signed by Dora, King"),
    ("case.html", "<header>", '<header><p class="stamp">DRAFT</p>'),
    ("case.md", "# Sappers", "# Bombers"),
    ("case.md", "Two bridges were mended.", "Ten bridges were burned."),
    ("case.md", "## Figures", "Kim violated everything.\n\n## Figures"),
    (MANIFEST, '"title":"Sappers"', '"title":"Bombers"'),
])  # fmt: skip
def test_other_words_on_the_page_in_the_markdown_or_in_the_manifest_fail(name: str, old: str, new: str) -> None:
    files = held(signed_bundle())
    old = "## Origins" if old.encode() not in files[name] and old == "## Figures" else old
    new = new.replace("## Figures", old) if name == "case.md" else new
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    assert name in failures(files)


def test_another_content_fails_though_nobody_signed() -> None:
    def unsigned(value: dict[str, Any]) -> None:
        value.update(content="0" * 64, signed=[])

    files = judged(held(signed_bundle()), without("case_sign"))

    def dropped(value: dict[str, Any]) -> None:
        value["file"]["signed"], value["file"]["case"]["signatures"] = [], []
        value["file"]["case"]["content"] = "0" * 64

    files = changed(changed(files, "case.json", dropped), MANIFEST, unsigned)
    assert any("content" in message for message in failures(files)[MANIFEST])


@pytest.mark.parametrize("change", [
    {"title": "Bombers"}, {"version": 99}, {"audit_head": "0" * 64}, {"program": "other 1"}, {"engines": ["other"]}, {"draft": True}, {"signed": []},
])  # fmt: skip
def test_a_manifest_that_says_otherwise_than_the_case_file_fails(change: dict[str, Any]) -> None:
    assert MANIFEST in failures(changed(held(signed_bundle()), MANIFEST, lambda value: value.update(change)))


@pytest.mark.parametrize("change", [{"standing": "confirmed"}, {"origins": "9 independent origins"}, {"grade": "source A, claim 1"}, {"number": 7}])
def test_a_footnote_of_the_manifest_that_says_otherwise_than_the_case_file_fails(change: dict[str, Any]) -> None:
    assert MANIFEST in failures(changed(held(signed_bundle()), MANIFEST, lambda value: value["footnotes"][0].update(change)))


@pytest.mark.parametrize("change", [
    {"chain": "Kim"}, {"origin_words": "9 independent origins"}, {"by": ["King"]}, {"standing": "unreviewed"}, {"reading": "other"},
])  # fmt: skip
def test_a_footnote_of_the_case_file_that_says_otherwise_than_its_claim_fails(change: dict[str, Any]) -> None:
    assert "case.json" in failures(changed(held(signed_bundle()), "case.json", lambda value: value["file"]["notes"][0].update(change)))


@pytest.mark.parametrize("name", ["evil.exe", f"captures/{sha256_hex(b'x')}", f"texts/{sha256_hex(b'x')}.txt"])
def test_a_file_that_nothing_needs_fails_though_the_manifest_names_it(name: str) -> None:
    assert "nothing in the bundle needs" in failures(held(made()) | {name: b"x"})[name][0]


@pytest.mark.parametrize(("name", "data"), [("case.docx", b"junk"), ("references.bib", b"@misc{x}\n"), ("case.docx", b"")])
def test_what_stands_in_place_of_the_other_formats_fails(name: str, data: bytes) -> None:
    assert name in failures(held(made()) | {name: data})


@pytest.mark.parametrize(("old", "new"), [
    (b"were mended.", b"were burned."), (b"<w:body>", b"<w:body><w:p><w:r><w:t>Kim did it.</w:t></w:r></w:p>"), (b"Dora", b"King"),
])  # fmt: skip
def test_other_words_in_the_word_document_fail(old: bytes, new: bytes) -> None:
    files, out = held(signed_bundle()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files["case.docx"])) as given, zipfile.ZipFile(out, "w") as written:
        for name in given.namelist():
            data = given.read(name)
            assert name != "word/document.xml" or old in data
            written.writestr(name, data.replace(old, new, 1) if name == "word/document.xml" else data)
    assert "case.docx" in failures(files | {"case.docx": out.getvalue()})


def test_a_bundle_of_the_first_format_verifies_and_says_what_was_not_checked() -> None:
    files = held(signed_bundle())
    del files["case.json"]
    found = verify_bundle(sealed(changed(files, MANIFEST, lambda value: value.update(format=1))))
    assert found.ok, found.failures
    assert any("format 1" in line for line in found.unchecked)
    assert not verify_bundle(signed_bundle()).unchecked


def test_a_pdf_of_another_case_or_none_fails() -> None:
    files = held(signed_bundle())
    assert failures(files | {"case.pdf": held(made())["case.pdf"]})["case.pdf"] == ["its findings are not those of the page"]
    for junk in (b"junk", b"%PDF-1.7 junk"):
        assert failures(files | {"case.pdf": junk})["case.pdf"] == ["it is no PDF with text"]


def test_exhibits_given_out_as_withheld_do_not_free_the_words_that_were_signed() -> None:
    files = held(signed_bundle())
    files = changed(files, "case.json", lambda value: value.update(withheld=1))
    assert not failures(files)
    record = files["case.json"].replace(b"Two bridges were mended.", b"Ten bridges were burned.")
    assert any("signed other words" in message for message in failures(files | {"case.json": record})["judgements.json"])


@pytest.mark.parametrize("change", [{"by": ["King"]}, {"edited_by": ["King"]}])
def test_other_people_than_those_who_reviewed_fail_though_the_claims_name_them_too(change: dict[str, Any]) -> None:
    files = changed(held(signed_bundle()), "case.json", lambda value: value["file"]["notes"][0].update(change))
    files = changed(files, "claims.json", lambda value: value["claims"][0].update(change))
    assert any("accepted, edited or graded" in message for message in failures(files)["case.json"])


def test_the_stamp_across_a_page_does_not_part_the_words_of_a_draft() -> None:
    page = "CASE FILE\nDRAFT Findings\nTwo bridges DRAFT – not for publication\n1 / 2\n\nwere DRAFT mended."
    assert squeezed(page) == "CASEFILEFindingsTwobridgesweremended"

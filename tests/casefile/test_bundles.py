"""A bundle verifies without a ledger; one byte changed anywhere is found and named; hostile archives give one clear error."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import typer
from bundle_builders import MENDED, MORE, PAID, SENT, TRAINED, held, made, provision_bundle, sealed, signed_bundle
from case_builders import DAY, PROVISION, accept, by, capture_of, claim, figure_of, file_of, ledger_of, readings, traced

from evaluation.bundle_flips import owner_of
from pactwatch.casefile import archive
from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.archive import listed, pack, walked
from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_bundle import MANIFEST, PARTS, SEAL, bundle
from pactwatch.casefile.case_material import gather
from pactwatch.casefile.case_shown import signed_value
from pactwatch.casefile.cases import SIGN
from pactwatch.commands.choices import Format
from pactwatch.commands.verifying_bundle import verify_case
from pactwatch.errors import CaseError
from pactwatch.ids import sha256_hex
from pactwatch.model import make_document
from pactwatch.store import Ledger, open_ledger


def test_a_bundle_verifies_and_is_the_same_each_time() -> None:
    found = verify_bundle(made())
    assert found.ok, found.failures
    assert found.checked["footnotes"] == 2
    assert found.checked["spans"] == 2
    assert found.sha256 == sha256_hex(made())
    made.cache_clear()
    assert verify_bundle(made()).sha256 == found.sha256


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
    assert names == list(held(made()))
    assert {"case.html", "case.md", "case.pdf", "case.docx", "references.bib", "claims.json", "judgements.json"} <= set(names)
    assert {name.partition("/")[0] for name in names} >= {"captures", "texts"}


def test_it_holds_nothing_of_what_is_not_reviewed() -> None:
    files = held(made())
    for name, data in files.items():
        if name.startswith(("texts/", "captures/")):
            continue  # the archived article itself
        assert TRAINED.id.encode() not in data, name
        assert b"90 guards" not in data, name
    assert TRAINED.id.encode() in held(made(draft=True))["claims.json"]


def verified(case_of: Callable[[Ledger, str], None], *, draft: bool = False) -> tuple[str, ...]:
    """Return what is wrong with the bundle of a case over SENT and MENDED."""
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada").subject
        case_of(ledger, case)
        file = file_of(ledger, case, draft=draft)
        with ledger.view() as view:
            return tuple(f"{one.file}: {one.message}" for one in verify_bundle(bundle(file, view)).failures)


def test_a_bundle_of_a_claim_whose_evidence_was_edited_verifies() -> None:
    def edited(ledger: Ledger, case: str) -> None:
        value = {"evidence": ["Norland sent 300 sappers to Eastmark"], "accept": True}
        ledger.review(SENT.id, "edit", who="Bea", why="shorter", value=value)
        edits.add_paragraph(ledger, by("Ada", case), f"It is so.[[{SENT.id}]]")

    assert verified(edited) == ()


@pytest.mark.parametrize("act", ["reject", "exclude"])
def test_a_draft_bundle_with_a_claim_that_was_left_out_verifies(act: str) -> None:
    def left_out(ledger: Ledger, case: str) -> None:
        accept(ledger, SENT, MENDED)
        for one in (SENT, MENDED):
            edits.add_paragraph(ledger, by("Ada", case), f"It is so.[[{one.id}]]")
        if act == "reject":
            ledger.review(SENT.id, "reject", who="Bea", why="misread")
        else:
            edits.exclude(ledger, by("Ada", case, "of no use"), SENT.id)

    assert verified(left_out, draft=True) == ()


@pytest.mark.parametrize("lead", range(3))
def test_hyphens_at_the_end_of_a_page_and_backslashes_are_read_as_written(lead: int) -> None:
    words = "The so-called long-range co-operation of the army-wide staff was far-reaching and well-documented by eye-witnesses. "

    def hyphens(ledger: Ledger, case: str) -> None:
        accept(ledger, SENT)
        for _ in range(14):
            edits.add_paragraph(ledger, by("Ada", case), f"{'It is so. ' * lead}{words * 6}It is so \\[[{SENT.id}]]")

    assert verified(hyphens) == ()


def test_one_byte_changed_is_found_and_its_file_named() -> None:
    data, chance = made(), random.Random(7)  # noqa: S311
    entries = listed(data)
    assert entries is not None
    inside = {n for entry in entries for n in range(entry.start, entry.end)}
    around = sorted(set(range(len(data))) - inside)
    places = [*chance.sample(around, 60), *(chance.randrange(e.start, e.end) for e in entries for _ in range(2)), 0, len(data) - 1]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        owner = owner_of(data, place)
        failures = verify_bundle(bytes(changed)).failures
        assert failures, place
        assert any(owner in failure.file for failure in failures), (place, owner, failures)


def test_the_footnote_of_a_provision_leads_to_the_words_of_its_record() -> None:
    data = provision_bundle()
    assert verify_bundle(data).ok, verify_bundle(data).failures
    assert verify_bundle(data).checked["spans"] == 1
    files = held(data)
    (note,) = json.loads(files[MANIFEST])["footnotes"]
    text = files[f"texts/{note['text_sha256']}.txt"].decode()
    start, end = note["quotes"][0]["span"]
    assert text[start:end] == note["words"]
    for words in (PROVISION, "S/RES/2397 (2017)", "adopted: 2017-12-22", "in force: from ", "address of the work: ", "sha256 "):
        assert words in text


@pytest.mark.parametrize(("old", "new"), [
    (b'"words":"S/RES/2397', b'"words":"S/RES/2398'), (b'"span":[0,', b'"span":[1,'), (b'"text_sha256":"', b'"text_sha256":null,"x":"'),
])  # fmt: skip
def test_the_footnote_of_a_provision_that_does_not_quote_its_record_fails(old: bytes, new: bytes) -> None:
    files = held(provision_bundle())
    assert old in files[MANIFEST]
    files[MANIFEST] = files[MANIFEST].replace(old, new, 1)
    assert (MANIFEST, (1,)) in {(one.file, one.footnotes) for one in verify_bundle(sealed(files)).failures}


def test_another_record_of_a_provision_is_found_and_its_footnote_named() -> None:
    files = held(provision_bundle())
    (name,) = (name for name in files if name.startswith("texts/"))
    files[name] = files[name].replace(b"2017-12-22", b"2007-12-22")
    assert [(one.file, one.footnotes) for one in verify_bundle(pack(files.items(), DAY)).failures] == [(name, (1,))]


def test_what_is_cut_off_or_put_on_is_found() -> None:
    data = made()
    for other in (data[:-1], data + b"\0", data[: len(data) // 2], data + data):
        assert not verify_bundle(other).ok
    with pytest.raises(CaseError):
        verify_bundle(b"\0" + data[:-1])


def test_a_changed_text_names_the_footnotes_that_rest_on_it() -> None:
    files = held(made())
    name = next(name for name, data in files.items() if name.startswith("texts/") and b"bridges" in data)
    files[name] = files[name].replace(b"Two", b"Ten")
    failures = {one.file: one.footnotes for one in verify_bundle(pack(files.items(), DAY)).failures}
    assert failures[name] == (2,)


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    ("case.html", b"bridges were mended", b"bridges were burned", "case.html"),
    ("case.html", b"in Port Selm</q>", b"in Port Sulm</q>", "case.html"),
    ("case.html", b'href="#fn-2"', b'href="#fn-9"', "case.html"),
    ("case.html", b"</main>", b"<script>x</script></main>", "case.html"),
    ("case.md", b"[^2]: ", b"[^3]: ", "case.md"),
    ("claims.json", b'"deploy_forces"', b'"transfer_arms"', "claims.json"),
    ("judgements.json", b'"Bea"', b'"Eve"', "judgements.json"),
    ("judgements.json", b'"review.accept"', b'"review.reject"', "claims.json"),
    ("claims.json", b'"low":300', b'"low":900', "claims.json"),
    (MANIFEST, b'"signed":[]', b'"signed":["Dora"]', "judgements.json"),
    (MANIFEST, b'"quote":"Two bridges', b'"quote":"Ten bridges', MANIFEST),
    (MANIFEST, b'"modality":"happened"', b'"modality":"planned"', MANIFEST),
    (MANIFEST, b"Harbour", b"Borrowed", MANIFEST),
])  # fmt: skip
def test_a_forged_file_is_found_though_manifest_and_seal_agree_with_it(name: str, old: bytes, new: bytes, told: str) -> None:
    files = held(made())
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    found = verify_bundle(sealed(files))
    assert told in {one.file for one in found.failures}
    assert not any("seal" in one.message or "sha256" in one.message for one in found.failures)


def forged(files: dict[str, bytes], *without: str) -> bytes:
    """Return a bundle that quotes other words everywhere and lacks the files that would show it, with manifest and seal made anew."""
    for name in (MANIFEST, "case.html", "case.md"):
        files[name] = files[name].replace(b"Two bridges were mended", b"Ten bridges were burned")
    return sealed({name: data for name, data in files.items() if name not in without})


def evidence_of(files: dict[str, bytes], number: int) -> tuple[str, str]:
    """Return the names of the text and the capture that a footnote rests on."""
    note = json.loads(files[MANIFEST])["footnotes"][number - 1]
    return f"texts/{note['text_sha256']}.txt", f"captures/{note['capture_sha256']}"


@pytest.mark.parametrize("at", [0, 1])
def test_a_resealed_bundle_without_the_text_or_capture_of_a_footnote_fails(at: int) -> None:
    files = held(made())
    name = evidence_of(files, 2)[at]
    failures = {one.file: one.footnotes for one in verify_bundle(forged(files, name)).failures}
    assert failures[name] == (2,)


@pytest.mark.parametrize("name", PARTS)
def test_a_resealed_bundle_without_one_of_its_parts_fails(name: str) -> None:
    files = held(made())
    del files[name]
    (failure,) = verify_bundle(sealed(files)).failures
    assert failure.file == name
    assert failure.footnotes == (1, 2)


@pytest.mark.parametrize("keep", [True, False])
def test_a_manifest_that_names_no_files_fails(keep: bool) -> None:
    files = held(made())
    manifest = json.loads(files[MANIFEST])
    manifest["files"] = []
    raw = json.dumps(manifest).encode()
    rest = files if keep else {}
    rest |= {MANIFEST: raw, SEAL: f"{sha256_hex(raw)}  {MANIFEST}\n".encode()}
    failures = {one.file: one.footnotes for one in verify_bundle(pack(rest.items(), DAY)).failures}
    text, capture = evidence_of(held(made()), 1)
    assert set(failures) >= {*PARTS, text, capture}
    assert failures[text] == failures[capture] == (1,)


@pytest.mark.parametrize("change", [
    {"text_sha256": None}, {"text_sha256": None, "document": None, "capture_sha256": None}, {"kind": "provision"}, {"capture_sha256": None},
    {"kind": "provision", "quotes": [], "text_sha256": None, "document": None, "capture_sha256": None},
])  # fmt: skip
def test_a_footnote_that_gives_up_its_evidence_fails(change: dict[str, object]) -> None:
    files = held(made())
    manifest = json.loads(files[MANIFEST])
    manifest["footnotes"][1] |= change
    files[MANIFEST] = json.dumps(manifest).encode()
    gone = {name for name in evidence_of(held(made()), 2) if name.encode() not in files[MANIFEST]}
    found = verify_bundle(sealed({name: data for name, data in files.items() if not (name in gone and None in change.values())}))
    assert (MANIFEST, (2,)) in {(one.file, one.footnotes) for one in found.failures}


def test_a_footnote_left_out_of_everything_is_missed_where_its_paragraph_cites_it() -> None:
    files = held(made())
    text, capture = evidence_of(files, 2)
    manifest, cited = json.loads(files[MANIFEST]), json.loads(files["claims.json"])
    del manifest["footnotes"][1], files[text], files[capture]
    cited["claims"] = [one for one in cited["claims"] if one["claim"]["id"] != MENDED.id]
    files |= {MANIFEST: json.dumps(manifest).encode(), "claims.json": json.dumps(cited).encode()}
    page = files["case.html"].decode()
    page = re.sub(r'<li id="fn-2".*?</li>|<a [^>]*href="#fn-2"[^>]*>.*?</a>', "", page, flags=re.DOTALL)
    files["case.html"] = page.encode()
    files["case.md"] = re.sub(r"\[\^2\](?:: .*)?", "", files["case.md"].decode()).encode()
    found = verify_bundle(sealed(files)).failures
    assert any(one.file == "case.html" and MENDED.id in one.message for one in found)
    assert MANIFEST in {one.file for one in found}


def test_a_signature_counts_under_the_content_that_it_was_given_to_alone() -> None:
    data = signed_bundle()
    assert verify_bundle(data).ok
    files = held(data)
    manifest = json.loads(files[MANIFEST])
    assert manifest["signed"] == ["Dora"]
    manifest["content"] = "0" * 64
    files[MANIFEST] = json.dumps(manifest).encode()
    failures = {one.file: one.message for one in verify_bundle(sealed(files)).failures}
    assert "Dora" in failures["judgements.json"]
    assert "content" in failures[MANIFEST]


def test_an_expected_digest_is_that_of_the_bytes_and_never_what_the_bundle_says_of_itself(tmp_path: Path) -> None:
    given = sha256_hex(b"the bundle that the publisher made")
    path = tmp_path / "case.zip"
    path.write_bytes(made(head=given))
    found = verify_bundle(path.read_bytes())
    assert found.ok
    assert found.audit_head == given
    with pytest.raises(typer.Exit) as refused:
        verify_case(path, Format.table, given)
    assert refused.value.exit_code == 1
    for right in (found.sha256, found.manifest_sha256):
        verify_case(path, Format.table, f" {right.upper()}\n")


def test_missing_and_further_files_are_named() -> None:
    files = held(made())
    del files["case.pdf"]
    files["notes.txt"] = b"x"
    found = {one.file: one.message for one in verify_bundle(pack(files.items(), DAY)).failures}
    assert "missing" in found["case.pdf"]
    assert "does not name" in found["notes.txt"]


def test_files_in_another_order_are_found() -> None:
    files = held(made())
    assert not verify_bundle(pack(sorted(files.items()), DAY)).ok


def hostile(*entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made_up:
        for name, data in entries:
            made_up.writestr(name, data)
    return out.getvalue()


def overlapping() -> bytes:
    """Return an archive whose directory lists one file a thousand times: what unpacks to a thousandfold."""
    data = b"x" * 1000
    whole = pack([("a.txt", data)], DAY)
    at = whole.index(archive.CENTRAL_SIGN)
    entry = whole[at : -archive.END.size]
    return whole[:at] + entry * 1000 + archive.END.pack(archive.END_SIGN, 0, 0, 1000, 1000, len(entry) * 1000, at, 0)


@pytest.mark.parametrize("data", [
    b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"no archive at all", b"PK\x03\x04" + b"\xff" * 400,
    hostile(("manifest.json", b"{}"), ("../../etc/passwd", b"x")), hostile(("manifest.json", b"{}"), ("/abs", b"x")),
    hostile(("manifest.json", b"{}"), ("a\\b", b"x")), hostile(("manifest.json", b"{}"), ("C:x", b"x")),
    hostile(("manifest.json", b"{}"), (".ssh", b"x")),
    hostile(("manifest.json", b"0" * 10_000_000), method=zipfile.ZIP_DEFLATED), hostile(("a.txt", b"x")), overlapping(),
    pack([("manifest.json", b"{}"), ("manifest.json", b"{}")], DAY),
])  # fmt: skip
def test_hostile_archives_give_one_clear_error(data: bytes) -> None:
    with pytest.raises(CaseError, match="no bundle") as refused:
        verify_bundle(data)
    assert refused.value.code == "PW610"
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("manifest", [
    b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"format": 2}', b"\xff\xfe", b'{"format":1,"case":1}',
])  # fmt: skip
def test_a_manifest_that_is_none_is_named(manifest: bytes) -> None:
    (*_, failure) = verify_bundle(pack([(MANIFEST, manifest), (SEAL, f"{sha256_hex(manifest)}  {MANIFEST}\n".encode())], DAY)).failures
    assert failure.file == MANIFEST


@pytest.mark.parametrize("made_at", ["never", "9999999", "0001-01-01T00:00:00Z", "2025-06-18"])
def test_a_time_that_is_none_breaks_nothing(made_at: str) -> None:
    files = held(made())
    manifest = json.loads(files[MANIFEST])
    manifest["made"] = made_at
    files[MANIFEST] = json.dumps(manifest).encode()
    assert not verify_bundle(pack(files.items(), DAY)).ok


def test_numbers_beyond_the_archive_lead_nowhere() -> None:
    data = bytearray(made())
    struct.pack_into("<I", data, 18, 2**32 - 1)
    struct.pack_into("<I", data, 22, 2**32 - 1)
    found = verify_bundle(bytes(data))
    assert {one.file for one in found.failures} == {MANIFEST}


def test_both_ways_of_listing_agree() -> None:
    assert listed(made()) == walked(made())


def test_an_archive_that_would_be_too_large_is_refused() -> None:
    with pytest.raises(CaseError):
        pack([(f"f{n}", b"") for n in range(archive.FILES + 1)], DAY)


def test_a_text_of_any_code_points_verifies() -> None:
    odd = "North\ud800land \x00sent\u202e 300\ufffe sappers\U0001f680 <b>&amp; [[cl-1]] | *x* \x85 to Eastmark\r\n\u2028 now"
    with open_ledger(":memory:", create=True, who="tester", clock=lambda: DAY) as ledger:
        made_of = readings()[0]
        document = make_document(odd, title=odd, publisher=odd, url=f"https://x.example/{odd}", capture_sha256=sha256_hex(b"x"))
        found = claim(document, "deploy_forces", odd, "happened")
        ledger.add(msgspec.structs.replace(made_of, document=document, claims=(found,), figures=()), capture_of("x"))
        ledger.review(found.id, "accept", who="Bea \u202e", why="")
        case = edits.new_case(ledger, f"Case {odd}".replace("[[cl-1]]", ""), who="Ada").subject
        edits.add_paragraph(ledger, by("Ada", case), f"{odd.replace('[[cl-1]]', '')}[[{found.id}]]")
        with ledger.view() as view:
            known = edits.case_named(view, case)
            file = build(known, gather(view, known, traced=traced()))
            verified = verify_bundle(bundle(file, view))
    assert verified.ok, verified.failures
    assert verified.checked["spans"] == 1


def test_a_case_with_a_long_history_verifies() -> None:
    with ledger_of() as ledger:
        case = edits.new_case(ledger, "Sappers", who="Ada").subject
        accept(ledger, SENT, MENDED)
        ada = by("Ada", case, "since it was asked")
        edits.add_paragraph(ledger, ada, f"Norland sent 300 sappers.[[fig:{figure_of(SENT, readings()[0].document).id}]]")
        edits.add_paragraph(ledger, by("Cem", case), f"Two bridges were mended.[[{MENDED.id}]] Workers are sent home.[[prov:{PROVISION}]]")
        edits.move_paragraph(ledger, by("Eva", case), "p2", "")
        edits.edit_paragraph(ledger, by("Eva", case), "p1", f"Norland sent 300 sappers.[[{SENT.id}]]")
        edits.undo(ledger, by("Eva", case))
        for _ in range(2):
            edits.exclude(ledger, ada, PAID.id)
            edits.exclude(ledger, ada, MORE.id)
        edits.log_reply(ledger, ada, {"party": "Norland", "asked": "2025-06-18", "question": "Who went?"})
        edits.log_reply(ledger, ada, {"answered": "2025-06-19", "answer": "Nobody."}, "r1")
        edits.set_field(ledger, by("Fay", case), "title", "Sappers for Eastmark")
        edits.add_exhibit(ledger, ada, TRAINED.id)
        value = signed_value(file_of(ledger, case))
        edits.edit(ledger, by("Dora", case), lambda _: (SIGN, value), "read")
        file = file_of(ledger, case)
        with ledger.view() as view:
            found = verify_bundle(bundle(file, view))
    assert found.ok, found.failures
    assert not found.unchecked
    assert file.signed == ("Dora",)

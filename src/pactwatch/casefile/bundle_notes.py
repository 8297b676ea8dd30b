"""The footnotes of a bundle against its texts and claims: every span quotes its text, every id follows from its content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from pactwatch.casefile.case_bundle import BundledClaim, Manifest, ManifestNote
from pactwatch.casefile.cases import PARAGRAPH, SIGN, Case, case_state
from pactwatch.ids import sha256_hex, text_sha256
from pactwatch.model import Judgement
from pactwatch.store.codec import bytes_text
from pactwatch.store.identity import document_id, named_by_content
from pactwatch.store.judgements import judgement_id
from pactwatch.store.review_edits import edited
from pactwatch.store.review_state import MOVED, review_of

T = TypeVar("T")
Found = tuple[str, str, tuple[int, ...]]
"""File, message, the footnotes that rest on it."""


class _Claims(msgspec.Struct, frozen=True):
    claims: tuple[BundledClaim, ...]


class _Judgements(msgspec.Struct, frozen=True):
    judgements: tuple[Judgement, ...]


def check_notes(manifest: Manifest, files: Mapping[str, bytes], checked: dict[str, int]) -> Iterator[Found]:
    """Yield what is wrong with the manifest's footnotes; files that failed already are not in `files`."""
    texts = {name: text for name, data in files.items() if name.startswith("texts/") and (text := _text(data)) is not None}
    claims = {one.claim.id: one for one in _decoded(files, "claims.json", _Claims).claims} if "claims.json" in files else None
    for name, data in files.items():
        if name.startswith("captures/") and name != f"captures/{sha256_hex(data)}":
            yield name, "its bytes do not give the sha256 that it is named by", ()
        if name.startswith("texts/") and name != f"texts/{sha256_hex(data)}.txt":
            yield name, "its bytes do not give the sha256 that it is named by", ()
    for note in manifest.footnotes:
        checked["footnotes"] = checked.get("footnotes", 0) + 1
        if note.kind == "provision":
            yield from _check_provision(note)
        elif note.text_sha256 is None:
            yield "manifest.json", f"footnote {note.number} leads to no text", (note.number,)
        else:
            yield from _check_quotes(note, texts, files, checked)
            if claims is not None:
                yield from _check_claim(note, claims.get(note.ref), texts)
    for item in manifest.evidence:
        text = texts.get(f"texts/{item.text_sha256}.txt")
        if text is not None and text[item.span[0] : item.span[1]] != item.quote:
            yield "manifest.json", f"the evidence {item.span[0]}:{item.span[1]} of {item.provision} is not in the text", ()


def _check_provision(note: ManifestNote) -> Iterator[Found]:
    if note.ref.startswith("cl-") or note.quotes or note.document or note.text_sha256 or note.capture_sha256:
        yield "manifest.json", f"footnote {note.number} is of a claim or document, and is given out as that of a provision", (note.number,)


def _check_quotes(note: ManifestNote, texts: Mapping[str, str], files: Mapping[str, bytes], checked: dict[str, int]) -> Iterator[Found]:
    name = f"texts/{note.text_sha256}.txt"
    text = texts.get(name)
    for quote in note.quotes if text is not None else ():
        start, end = quote.span
        checked["spans"] = checked.get("spans", 0) + 1
        if text is not None and (not 0 <= start <= end <= len(text) or text[start:end] != quote.quote):
            yield "manifest.json", f"the words of footnote {note.number} are not at {start}:{end} of {name}", (note.number,)
    if not note.quotes:
        yield "manifest.json", f"footnote {note.number} quotes nothing", (note.number,)
    if text is None and name not in files:
        return  # missing or damaged, which is told already (bundle_whole, bundle_check)
    if text is None:
        yield name, "it is no text", (note.number,)


def _check_claim(note: ManifestNote, found: BundledClaim | None, texts: Mapping[str, str]) -> Iterator[Found]:
    where, number = "claims.json", (note.number,)
    if found is None:
        yield where, f"the claim {note.ref} of footnote {note.number} is not in it", number
        return
    text = texts.get(f"texts/{note.text_sha256}.txt")
    if text is not None and (found.document.text_sha256 != text_sha256(text) or note.document != _document(found, text)):
        yield where, f"the document of footnote {note.number} is not named by its text and publication", number
    if not named_by_content(found.found, found.document.id, found.engine):
        yield where, f"the id of {note.ref} does not follow from what was found", number
    spans = [quote.span for quote in note.quotes if quote.of == "evidence"]
    capture = found.capture.sha256 if found.capture is not None else None
    if spans != list(found.claim.evidence) or note.modality != found.claim.modality or note.capture_sha256 != capture:
        yield "manifest.json", f"footnote {note.number} is not as its claim {note.ref} in {where}", number
    facts = (note.title, note.publisher, note.published, note.url)
    if facts != (found.document.title, found.document.publisher, found.document.published, found.document.url):
        yield "manifest.json", f"the source of footnote {note.number} is not that of its claim in {where}", number


def _document(found: BundledClaim, text: str) -> str:
    return document_id(msgspec.structs.replace(found.document, text=text))


def check_judgements(manifest: Manifest, files: Mapping[str, bytes], checked: dict[str, int]) -> Iterator[Found]:
    """Yield the judgements whose ids do not follow from the rest of them, and the claims and signatures that do not follow from judgements."""
    where = "judgements.json"
    if where not in files:
        return
    judgements = _decoded(files, where, _Judgements).judgements
    checked["judgements"] = len(judgements)
    for one in judgements:
        if judgement_id(one) != one.id:
            yield where, f"the id of {one.id} does not follow from what it says", ()
    signed = [one for one in judgements if one.kind == SIGN and one.subject == manifest.case and one.value.get("content") == manifest.content]
    for name in manifest.signed:
        if not any(one.who == name for one in signed):
            yield where, f"there is no signature of {name} under this state of the case in it", ()
    if "claims.json" in files:
        numbers = {note.ref: note.number for note in manifest.footnotes}
        for claim in _decoded(files, "claims.json", _Claims).claims:
            why = _not_so(claim, judgements, draft=manifest.draft)
            if why:
                yield "claims.json", f"{claim.claim.id} {why}", (numbers.get(claim.claim.id, 0),)


def bundled_case(manifest: Manifest, files: Mapping[str, bytes]) -> Case | None:
    """Return the case that the bundled judgements make: its paragraphs, not their order. None where there are none."""
    if "judgements.json" not in files:
        return None
    judgements = _decoded(files, "judgements.json", _Judgements).judgements
    return case_state(msgspec.structs.replace(one, value=_placed(one)) for one in judgements if one.subject == manifest.case)


def _placed(one: Judgement) -> dict[str, Any]:
    """Return a paragraph's judgement as one that adds it: of an edited paragraph only the newest text is bundled."""
    return {**one.value, "do": "add"} if one.kind == PARAGRAPH and "text" in one.value else one.value


def _not_so(found: BundledClaim, judgements: tuple[Judgement, ...], *, draft: bool) -> str:
    """Return how a claim is not what its judgements make of it; "" where it is, or where it went over to a newer reading."""
    own = [one for one in judgements if one.subject == found.claim.id]
    if any(one.kind == MOVED for one in own):
        return ""
    review = review_of(found.claim.id, own)
    if not draft and review.status != "accepted":
        return f"is {review.status} by the judgements"
    return "" if edited(found.found, review.edits) == found.claim else "is not as the judgements edited it"


def _decoded(files: Mapping[str, bytes], name: str, kind: type[T]) -> T:
    try:
        return decoded(files[name], kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(f"{name} cannot be read: {error}") from error


def decoded(raw: bytes, kind: type[T]) -> T:
    """Return JSON as `kind`, with lone surrogates, which a text may hold; msgspec.MsgspecError or ValueError where it is none."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(raw), kind)


def _text(data: bytes) -> str | None:
    try:
        return bytes_text(data)
    except UnicodeDecodeError:
        return None


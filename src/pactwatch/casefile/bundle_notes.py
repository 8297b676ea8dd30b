"""The footnotes of a bundle against its texts and claims: every span quotes its text, every id follows from its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from pactwatch.casefile.bundle_opened import CLAIMS, JUDGEMENTS, Found, Opened
from pactwatch.casefile.case_bundle import BundledClaim, ManifestNote
from pactwatch.ids import sha256_hex, text_sha256
from pactwatch.model import Judgement
from pactwatch.store.codec import bytes_text
from pactwatch.store.identity import document_id, named_by_content
from pactwatch.store.judgements import judgement_id
from pactwatch.store.review_edits import edited
from pactwatch.store.review_state import MOVED, review_of


def check_notes(bundle: Opened) -> Iterator[Found]:
    """Yield what is wrong with the manifest's footnotes; files that failed already are not looked into."""
    texts = {name: text for name, data in bundle.files.items() if name.startswith("texts/") and (text := _text(data)) is not None}
    claims = {one.claim.id: one for one in bundle.claims} if bundle.claims is not None else None
    for name, data in bundle.files.items():
        if name.startswith("captures/") and name != f"captures/{sha256_hex(data)}":
            yield name, "its bytes do not give the sha256 that it is named by", ()
        if name.startswith("texts/") and name != f"texts/{sha256_hex(data)}.txt":
            yield name, "its bytes do not give the sha256 that it is named by", ()
    for note in bundle.manifest.footnotes:
        bundle.count("footnotes")
        if note.kind == "provision":
            yield from _check_provision(note, texts, bundle)
        elif note.text_sha256 is None:
            yield "manifest.json", f"footnote {note.number} leads to no text", (note.number,)
        else:
            yield from _check_quotes(note, texts, bundle)
            if claims is not None:
                yield from _check_claim(note, claims.get(note.ref), texts)
    for item in bundle.manifest.evidence:
        text = texts.get(f"texts/{item.text_sha256}.txt")
        if text is not None and text[item.span[0] : item.span[1]] != item.quote:
            yield "manifest.json", f"the evidence {item.span[0]}:{item.span[1]} of {item.provision} is not in the text", ()


def _check_provision(note: ManifestNote, texts: Mapping[str, str], bundle: Opened) -> Iterator[Found]:
    """Yield what is wrong with the footnote of a provision: it leads to no claim, and quotes the beginning of the register's record."""
    if note.ref.startswith("cl-") or note.document or note.capture_sha256 or (bundle.manifest.format == 1 and (note.quotes or note.text_sha256)):
        yield "manifest.json", f"footnote {note.number} is of a claim or document, and is given out as that of a provision", (note.number,)
    elif bundle.manifest.format == 1:
        bundle.unchecked.append(f"the words of footnote {note.number} on {note.ref}: the bundle holds no record of it")
    elif note.text_sha256 is None:
        yield "manifest.json", f"footnote {note.number} leads to no text", (note.number,)
    else:
        yield from _check_quotes(note, texts, bundle)
        if [(quote.span, quote.quote) for quote in note.quotes] != [((0, len(note.words)), note.words)]:
            yield "manifest.json", f"footnote {note.number} does not quote the record of {note.ref}", (note.number,)
        text = texts.get(f"texts/{note.text_sha256}.txt")
        if text is not None and f"\nprovision: {note.ref}, " not in text:
            yield "manifest.json", f"footnote {note.number} leads to what is no record of {note.ref}", (note.number,)


def _check_quotes(note: ManifestNote, texts: Mapping[str, str], bundle: Opened) -> Iterator[Found]:
    name = f"texts/{note.text_sha256}.txt"
    text = texts.get(name)
    for quote in note.quotes if text is not None else ():
        start, end = quote.span
        bundle.count("spans")
        if text is not None and (not 0 <= start <= end <= len(text) or text[start:end] != quote.quote):
            yield "manifest.json", f"the words of footnote {note.number} are not at {start}:{end} of {name}", (note.number,)
    if not note.quotes:
        yield "manifest.json", f"footnote {note.number} quotes nothing", (note.number,)
    if text is None and name not in bundle.files:
        return  # missing or damaged, which is told already (bundle_whole, bundle_check)
    if text is None:
        yield name, "it is no text", (note.number,)


def _check_claim(note: ManifestNote, found: BundledClaim | None, texts: Mapping[str, str]) -> Iterator[Found]:
    where, number = CLAIMS, (note.number,)
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


def check_judgements(bundle: Opened) -> Iterator[Found]:
    """Yield the judgements whose ids do not follow from the rest of them, and the claims that do not follow from judgements."""
    judgements = bundle.judgements
    if judgements is None:
        return
    bundle.count("judgements", len(judgements))
    for one in judgements:
        if judgement_id(one) != one.id:
            yield JUDGEMENTS, f"the id of {one.id} does not follow from what it says", ()
    numbers = {note.ref: note.number for note in bundle.manifest.footnotes}
    for claim in bundle.claims or ():
        why = _not_so(claim, judgements, draft=bundle.manifest.draft)
        if why:
            yield CLAIMS, f"{claim.claim.id} {why}", (numbers.get(claim.claim.id, 0),)


def _not_so(found: BundledClaim, judgements: tuple[Judgement, ...], *, draft: bool) -> str:
    """Return how a claim is not what its judgements make of it; "" where it is, or where it went over to a newer reading."""
    own = [one for one in judgements if one.subject == found.claim.id]
    if any(one.kind == MOVED for one in own):
        return ""
    review = review_of(found.claim.id, own)
    if not draft and review.status != "accepted":
        return f"is {review.status} by the judgements"
    return "" if edited(found.found, review.edits) == found.claim else "is not as the judgements edited it"


def _text(data: bytes) -> str | None:
    try:
        return bytes_text(data)
    except UnicodeDecodeError:
        return None


"""A case as a bundle: every format, the archived bytes and texts, claims, judgements, and a manifest that ties them together.

Footnote -> claim -> text (by SHA-256) -> span -> quote; `verify_bundle` checks all of it without a ledger. Same ledger, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from pactwatch.casefile.archive import pack
from pactwatch.casefile.bibtex import bibliography
from pactwatch.casefile.case_file import CaseFile, Note
from pactwatch.casefile.case_html import render_html
from pactwatch.casefile.case_markdown import render_markdown
from pactwatch.casefile.case_provisions import evidence_key
from pactwatch.casefile.case_record import CASE, recorded
from pactwatch.casefile.rows import encode_json
from pactwatch.ids import sha256_hex
from pactwatch.model import Claim, Document, Engine, Frozen, Judgement, Span
from pactwatch.store.codec import text_bytes
from pactwatch.store.prepare import StoredCapture
from pactwatch.store.view import View

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
FORMAT: Literal[2] = 2
PARTS = ("case.html", "case.md", "case.pdf", "case.docx", "references.bib", "claims.json", "judgements.json", CASE)
"""The files that a bundle has, beside the manifest, its seal, captures and texts."""
FIRST_PARTS = PARTS[:-1]
"""Those of format 1."""


class ManifestFile(Frozen, frozen=True, kw_only=True):
    """A file of the bundle."""

    name: str
    size: int
    sha256: str


class ManifestQuote(Frozen, frozen=True, kw_only=True):
    """Words of a text: `span` in code points, and what stands there."""

    span: Span
    quote: str
    of: str = "evidence"


class ManifestNote(Frozen, frozen=True, kw_only=True):
    """A footnote: to which claim it leads, of which text, and in which captured bytes that text was found.

    That of a provision leads to the register's record of it, and quotes its first line.
    """

    number: int
    kind: Literal["claim", "provision"]
    ref: str
    words: str = ""
    document: str | None = None
    text_sha256: str | None = None
    capture_sha256: str | None = None
    quotes: tuple[ManifestQuote, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    modality: str | None = None
    standing: str = ""
    origins: str = ""
    grade: str = ""


class ManifestEvidence(Frozen, frozen=True, kw_only=True):
    """Words that an element of a provision rests on."""

    provision: str
    document: str
    text_sha256: str
    span: Span
    quote: str


class Manifest(Frozen, frozen=True, kw_only=True):
    """What a bundle holds. `files` are all but the manifest itself and its seal, in the archive's order.

    In format 1 there is no case.json, and the footnote of a provision leads to no text.
    """

    format: Literal[1, 2]
    case: str
    title: str
    version: int
    content: str
    draft: bool
    made: str
    program: str
    schema: int
    audit_head: str
    signed: tuple[str, ...]
    engines: tuple[str, ...]
    files: tuple[ManifestFile, ...]
    footnotes: tuple[ManifestNote, ...]
    evidence: tuple[ManifestEvidence, ...] = ()


class BundledClaim(Frozen, frozen=True, kw_only=True):
    """A cited claim: as it is cited, as the engine found it, with its document (without its text), engine, capture and review."""

    claim: Claim
    found: Claim
    document: Document
    engine: Engine
    reading: str
    capture: StoredCapture | None
    standing: str
    by: tuple[str, ...]
    edited_by: tuple[str, ...]


def bundle(file: CaseFile, view: View) -> bytes:
    """Return the bundle of a case file as bytes of a zip. LedgerError PW404 where a capture is damaged."""
    files = dict(_files(file, view))
    named = tuple(ManifestFile(name=name, size=len(data), sha256=sha256_hex(data)) for name, data in files.items())
    manifest = encode_json(manifest_of(file, named))
    seal = f"{sha256_hex(manifest)}  {MANIFEST}\n".encode()
    return pack([(MANIFEST, manifest), (SEAL, seal), *files.items()], file.day)


def _files(file: CaseFile, view: View) -> Iterator[tuple[str, bytes]]:
    from pactwatch.casefile.case_docx import render_docx
    from pactwatch.casefile.case_pdf import render_pdf

    page = render_html(file)
    yield "case.html", page.encode("utf-8", "backslashreplace")
    yield "case.md", render_markdown(file).encode("utf-8", "backslashreplace")
    yield "case.pdf", render_pdf(file, page)
    yield "case.docx", render_docx(file)
    yield "references.bib", bibliography(file.documents).encode("utf-8", "backslashreplace")
    claims = [note for note in file.notes if note.claim is not None]
    yield "claims.json", encode_json({"claims": [_claim(note, view) for note in claims]})
    yield "judgements.json", encode_json({"judgements": list(_judgements(file, claims, view))})
    yield CASE, encode_json(recorded(file))
    for sha256 in sorted({note.capture.sha256 for note in claims if note.capture is not None}):
        yield f"captures/{sha256}", view.capture_body(sha256)
    texts = {document.text_sha256: text_bytes(document.text) for document in file.documents}
    texts |= {sha256_hex(data): data for note in file.notes if note.record and (data := text_bytes(note.record))}
    for sha256, data in sorted(texts.items()):
        yield f"texts/{sha256}.txt", data


def _claim(note: Note, view: View) -> BundledClaim:
    if note.claim is None or note.found is None or note.document is None:
        raise ValueError(note.ref)
    document = msgspec.structs.replace(note.document, text="")
    return BundledClaim(
        claim=note.claim, found=note.found, document=document, engine=view.claim(note.ref).engine, reading=note.reading,
        capture=note.capture, standing=note.standing, by=note.by, edited_by=note.edited_by,
    )  # fmt: skip


def _judgements(file: CaseFile, notes: list[Note], view: View) -> Iterator[Judgement]:
    """Yield the judgements that the case rests on, and all on its claims; not those on what is not shown."""
    shown = {note.ref for note in notes} | {note.ref for note in file.notes if note.kind == "provision"}
    live = set(file.case.live)
    for one in view.judgements(subject=file.case.id, history=True):
        if one.id in live and (file.draft or one.value.get("what") != "claim" or one.value.get("ref") in shown):
            yield one
    for claim, review in view.reviews([note.ref for note in notes]).items():
        yield from (one for one in review.history if one.subject == claim or file.draft)


def manifest_of(file: CaseFile, files: tuple[ManifestFile, ...]) -> Manifest:
    """Return the manifest of a case file, as it is or as it is bundled, in a bundle that holds `files`."""
    return Manifest(
        format=FORMAT, case=file.case.id, title=file.case.title, version=file.case.version, content=file.case.content, draft=file.draft,
        made=file.day, program=file.program, schema=file.schema, audit_head=file.audit_head, signed=file.signed,
        engines=tuple(dict.fromkeys(note.engine for note in file.notes if note.engine)), files=files,
        footnotes=tuple(_note(note) for note in file.notes), evidence=tuple(_evidence(file)),
    )  # fmt: skip


def _note(note: Note) -> ManifestNote:
    known: dict[str, Any] = {"number": note.number, "kind": note.kind, "ref": note.ref, "words": note.words, "standing": note.standing}
    document, claim = note.document, note.claim
    if note.record:
        quote = ManifestQuote(span=(0, len(note.words)), quote=note.words, of="record")
        return ManifestNote(**known, text_sha256=sha256_hex(text_bytes(note.record)), quotes=(quote,))
    if document is None or claim is None:
        return ManifestNote(**known)
    return ManifestNote(
        **known, document=document.id, text_sha256=document.text_sha256, capture_sha256=note.capture.sha256 if note.capture else None,
        quotes=tuple(ManifestQuote(span=one.span, quote=one.text, of=one.of) for one in note.quotes), title=document.title,
        publisher=document.publisher, published=document.published, url=document.url, modality=claim.modality, origins=note.origin_words,
        grade=note.grade,
    )  # fmt: skip


def _evidence(file: CaseFile) -> Iterator[ManifestEvidence]:
    hashes = {document.id: document.text_sha256 for document in file.documents}
    for table in file.provisions:
        spans = dict.fromkeys((item.document, item.span) for one in table.findings for result in one.elements for item in result.evidence)
        for name, span in spans:
            if name in hashes:
                quote = table.quotes[evidence_key(name, span)]
                yield ManifestEvidence(provision=table.provision, document=name, text_sha256=hashes[name], span=span, quote=quote)

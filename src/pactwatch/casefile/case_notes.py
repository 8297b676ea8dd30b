"""Footnotes: what each reference of a case leads to, numbered in the order in which paragraphs and then exhibits come to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pactwatch.casefile.case_edited import as_read
from pactwatch.casefile.case_file import Note, OriginCount, Prose, Quote, Run, Standing
from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_sentences import origin_line
from pactwatch.casefile.case_text import Parsed, Ref, parse
from pactwatch.casefile.cases import Case, people
from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.provision_record import cited_words
from pactwatch.casefile.wording import source_words
from pactwatch.figures.grades import CREDIBILITY, unsupported_words
from pactwatch.figures.output import source_key
from pactwatch.ids import text_sha256
from pactwatch.model import Claim, Document, Review, Span
from pactwatch.origins.confirmation import origins_of, reports_of
from pactwatch.origins.types import Story
from pactwatch.store.codec import encode
from pactwatch.store.judgements import in_force
from pactwatch.store.prepare import StoredCapture
from pactwatch.store.review_edits import edited
from pactwatch.store.review_state import EDIT
from pactwatch.store.types import ClaimView

WITHHELD = "not shown, since it is not reviewed as the case asks, or left out of it"


def notes_of(case: Case, material: Material, *, draft: bool) -> tuple[Note, ...]:
    """Return the footnotes of a case; other than in a draft those of claims that are not reviewed are withheld, and not among exhibits."""
    spans: dict[str, list[Span]] = {}
    for figure, span in material.figures.items():
        spans.setdefault(material.cited[figure], []).append(span)
    found: dict[str, Note] = {}
    for key in _keys(case, material):
        note = _note(len(found) + 1, key, case, material, spans.get(key, ()), draft=draft)
        if note is not None:
            found[key] = note
    return tuple(found.values())


def _keys(case: Case, material: Material) -> Iterable[str]:
    """Return what has a footnote, in order, each once: claims by id, provisions as prov:ID."""
    cited = [key for paragraph in case.paragraphs for ref in parse(paragraph.text).refs if (key := key_of(ref, material))]
    return dict.fromkeys([*cited, *material.held])


def key_of(ref: Ref, material: Material) -> str | None:
    """Return the key of a reference's footnote, None where it leads to nothing."""
    if ref.kind == "provision":
        return f"prov:{ref.id}" if ref.id in material.provisions else None
    claim = material.cited.get(ref.id)
    return claim if claim in material.claims else None


def _note(number: int, key: str, case: Case, material: Material, figures: Iterable[Span], *, draft: bool) -> Note | None:
    if key.startswith("prov:"):
        provision = material.provisions[key.removeprefix("prov:")]
        words, record = cited_words(provision), material.records.get(provision.id, "")
        return Note(number=number, kind="provision", ref=provision.id, words=words, standing="accepted", record=record)
    review = material.reviews[key]
    stands = standing(review, case.rules)
    if draft or (stands == "accepted" and key not in material.excluded):
        return claim_note(number, material.claims[key], review, material, figures, stands)
    cited = key in material.cited.values() and any(key_of(ref, material) == key for p in case.paragraphs for ref in parse(p.text).refs)
    return Note(number=number, kind="claim", ref=key, words=WITHHELD, standing=stands) if cited else None


def claim_note(number: int, found: ClaimView, review: Review, material: Material, figures: Iterable[Span], stands: Standing) -> Note:
    """Return the footnote of a claim with all that it stands on."""
    claim, document = edited(found.claim, review.edits), found.reading.document
    spans = [(span, "evidence") for span in claim.evidence] + [(span, "figure") for span in figures]
    origins = origin_count(claim, document, material)
    statement = next((one for one in found.reading.statements if one.id == claim.statement), None)
    changed = people(one.who for one in in_force(review.history) if one.kind == EDIT)
    return Note(
        number=number, kind="claim", ref=claim.id, claim=claim, found=found.claim,
        quotes=tuple(Quote(span=span, text=document.text[span[0] : span[1]], of=of) for span, of in dict.fromkeys(spans)),
        document=document, capture=_capture(found), chain=source_words(claim.attributed_to), origins=origins,
        origin_words=origin_line(origins) if origins else "origins not traced", grade=grade_words(claim, document, review, material),
        stance=statement.stance if statement is not None and claim.attributed_to == found.claim.attributed_to else "",
        standing=stands, by=people(review.by), edited_by=(changed or ("a person",)) if review.edits else (),
        read=as_read(claim, found.claim, document.text), drawn=stands not in ("rejected", "retracted") and claim.id not in material.excluded,
        caveats=caveats(claim, found.reading), engine=f"{found.engine.name} {found.engine.version}", reading=found.reading_id,
    )  # fmt: skip


def _capture(found: ClaimView) -> StoredCapture | None:
    named = [one for one in found.captures if one.sha256 == found.reading.document.capture_sha256]
    return next(iter([*named, *found.captures]), None)


def origin_count(claim: Claim, document: Document, material: Material) -> OriginCount | None:
    """Return what stands behind a claim in its story, None where its document is in none."""
    story = next((one for one in material.stories if document.id in one.documents), None)
    if story is None:
        return None
    return counted(claim, document.id, story, material.story_claims)


def counted(claim: Claim, document: str, story: Story, claims: Mapping[str, Sequence[Claim]]) -> OriginCount:
    """Return what stands behind a claim of a story's document; `claims` are those that count, by document."""
    groups = origins_of(claim, story, claims)
    told = reports_of(claim, story, claims) | {document}
    known = told & {name for group in groups for one in group for name in one.documents}
    return OriginCount(
        reports=len(told), origins=tuple(" = ".join(dict.fromkeys(one.name for one in group)) for group in groups),
        same_origin=max(0, len(known) - len(groups)), unknown=len(told - known),
    )  # fmt: skip


def grade_words(claim: Claim, document: Document, review: Review, material: Material) -> str:
    """Return the Admiralty grade: reliability of the claimant (of the outlet where it asserts the claim), credibility of the claim."""
    source = claim.attributed_to[-1] if claim.attributed_to else None
    key = source_key(source.actor, source.name) if source else source_key(None, document.publisher or "")
    grade = material.sources.get(key)
    reliability = f"source {grade.grade} ({grade.meaning})" if grade else "source not graded"
    credibility = f"claim {review.grade} ({CREDIBILITY[review.grade]})" if review.grade else "claim not graded"
    if claim.id in material.unsupported:
        credibility = f"claim {unsupported_words(material.unsupported[claim.id])}"
    return f"{reliability}, {credibility}"


def claim_digest(claim: Claim) -> str:
    """Return the SHA-256 of a claim as it is cited: what a signature stands under."""
    return text_sha256(encode(claim))


def prose_of(case: Case, notes: Iterable[Note], material: Material) -> tuple[Prose, ...]:
    """Return the paragraphs with the numbers of their footnotes."""
    numbers = {(f"prov:{note.ref}" if note.kind == "provision" else note.ref): note.number for note in notes}
    return tuple(Prose(id=one.id, runs=tuple(_runs(parse(one.text), numbers, material))) for one in case.paragraphs)


def _runs(parsed: Parsed, numbers: dict[str, int], material: Material) -> Iterable[Run]:
    done = 0
    places: dict[int, list[int]] = {}
    for ref in parsed.refs:
        number = numbers.get(key_of(ref, material) or "")
        if number is not None and number not in places.setdefault(ref.at, []):
            places[ref.at].append(number)
    for at, marks in sorted(places.items()):
        yield Run(text=parsed.plain[done:at], notes=tuple(marks))
        done = at
    if parsed.plain[done:]:
        yield Run(text=parsed.plain[done:])

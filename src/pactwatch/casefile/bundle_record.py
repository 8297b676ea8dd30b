"""The case file of a bundle as data: its case is that of the judgements, its footnotes are the claims, its manifest follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pactwatch.casefile.bundle_opened import CLAIMS, JUDGEMENTS, Found, Opened
from pactwatch.casefile.case_build import standing_signatures
from pactwatch.casefile.case_bundle import MANIFEST, Manifest, manifest_of
from pactwatch.casefile.case_edited import as_read
from pactwatch.casefile.case_file import CaseFile, Note, Prose
from pactwatch.casefile.case_record import CASE, Record
from pactwatch.casefile.case_sentences import origin_line
from pactwatch.casefile.case_shown import shown_digest
from pactwatch.casefile.case_text import parse
from pactwatch.casefile.case_types import Case, Item, Paragraph, body_digest, content_digest
from pactwatch.casefile.wording import source_words
from pactwatch.model import Judgement
from pactwatch.people import people, person_key
from pactwatch.store.judgements import in_force
from pactwatch.store.review_state import EDIT, MOVED, review_of

PARTS = ("questions", "exhibits", "excluded", "signatures", "published")
FIELDS = ("id", "title", "by", "at", "standard", "rules")


def check_record(bundle: Opened) -> Iterator[Found]:
    """Yield where the case file as data is not what the rest of the bundle says."""
    record = bundle.record
    if record is None:
        return
    file = record.file
    yield from _manifest(bundle.manifest, manifest_of(file, bundle.manifest.files))
    if bundle.case is not None:
        yield from ((CASE, message, ()) for message in _case(file.case, bundle.case))
        yield from _signed(bundle, record)
    yield from ((CASE, message, ()) for message in _prose(file))
    yield from _notes(bundle, file)


def _manifest(given: Manifest, made: Manifest) -> Iterator[Found]:
    for name in given.__struct_fields__:
        if name == "footnotes":
            continue
        if getattr(given, name) != getattr(made, name) and name != "format":
            yield MANIFEST, f"its {name.replace('_', ' ')} is not that of {CASE}", ()
    known = {note.number: note for note in made.footnotes}
    for note in given.footnotes:
        if known.get(note.number) != note:
            yield MANIFEST, f"footnote {note.number} is not that of {CASE}", (note.number,)
    if len(known) != len(given.footnotes):
        yield MANIFEST, f"it has {len(given.footnotes)} footnotes, and {CASE} {len(known)}", ()


def _case(case: Case, made: Case) -> Iterator[str]:
    """Yield how a case is not the one that the judgements make; of replies these hold the newest words alone, of paragraphs no order."""
    for name in FIELDS:
        if getattr(case, name) != getattr(made, name):
            yield f"the {name} of the case is not that of the judgements"
    for name in PARTS:
        if sorted(getattr(case, name), key=_judgement) != sorted(getattr(made, name), key=_judgement):
            yield f"the {name} of the case are not those of the judgements"
    if sorted(map(_bare, case.paragraphs), key=_judgement) != sorted(map(_bare, made.paragraphs), key=_judgement):
        yield "the paragraphs of the case are not those of the judgements"
    replies = {one.id: one for one in made.replies}
    for reply in case.replies:
        known = replies.pop(reply.id, None)
        kept = {key: value for key, value in msgspec.structs.asdict(known).items() if value} if known else {"id": None}
        if any(getattr(reply, key) != value for key, value in kept.items()):
            yield f"the reply {reply.id} is not that of the judgements"
    if replies or not set(map(person_key, made.authors)) <= set(map(person_key, case.authors)):
        yield "replies or authors of the judgements are missing"
    if case.version < len(made.live):
        yield f"its version {case.version} is lower than the number of its judgements"


def _judgement(item: Item) -> str:
    return item.judgement


def _bare(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without authors: of earlier words the judgements are not bundled."""
    return msgspec.structs.replace(paragraph, authors=())


def _signed(bundle: Opened, record: Record) -> Iterator[Found]:
    """Yield where the content is not the one that its hash says, and where those who signed did not sign this."""
    file, case = record.file, record.file.case
    whole = content_digest(case) == case.content
    if not record.withheld and not whole:
        yield MANIFEST, "the content that it gives, and that people signed, is not that of the case", ()
    notes = [note for note in file.notes if note.claim is not None]
    shown = file.shown if file.draft else shown_digest(notes, file.provisions)
    if shown != file.shown:
        yield CASE, "its grades, elements and conclusions are not those of its hash", ()
    standing = standing_signatures(case, notes, shown)
    if tuple(one.by for one in standing) != bundle.manifest.signed:
        yield JUDGEMENTS, "others signed this state of the case than the manifest says", ()
    if whole:
        bundle.count("contents")
        return
    for one in standing:
        if one.body and one.body != body_digest(case):
            yield JUDGEMENTS, f"{one.by} signed other words than those of the case here", ()
    if not all(one.body for one in standing):
        bundle.unchecked.append(f"what the signatures are under: {record.withheld} exhibits that are not shown are not named in the bundle")


def _prose(file: CaseFile) -> Iterator[str]:
    if [one.id for one in file.prose] != [one.id for one in file.case.paragraphs]:
        yield "its paragraphs are in another order than the case has them"
    numbers: dict[tuple[str, str], int] = {(note.kind, note.ref): note.number for note in file.notes}
    for paragraph, prose in zip(file.case.paragraphs, file.prose, strict=False):
        parsed, places = parse(paragraph.text), _places(prose)
        if "".join(run.text for run in prose.runs) != parsed.plain:
            yield f"paragraph {prose.id} has other words than {paragraph.by} wrote"
        for at in places.keys() | {ref.at for ref in parsed.refs}:
            refs = [ref for ref in parsed.refs if ref.at == at]
            wanted = {number for ref in refs if (number := numbers.get((ref.kind, ref.id))) is not None}
            marks = places.get(at, set())
            figures = sum(ref.kind == "figure" for ref in refs)  # whose claims the bundle does not tell
            if not wanted <= marks or len(marks - wanted) > figures:
                yield f"the footnotes marked in paragraph {prose.id} are not those that it cites"


def _places(prose: Prose) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    at = 0
    for run in prose.runs:
        at += len(run.text)
        if run.notes:
            found.setdefault(at, set()).update(run.notes)
    return found


def _notes(bundle: Opened, file: CaseFile) -> Iterator[Found]:
    """Yield the footnotes that are not as the bundled claims and the reviews of them say."""
    claims = {one.claim.id: one for one in bundle.claims or ()}
    shown = {note.ref: note for note in file.notes if note.claim is not None}
    if bundle.claims is None:
        return
    for name in claims.keys() - shown.keys():
        yield CLAIMS, f"no footnote leads to {name}", ()
    for name, note in shown.items():
        found = claims.get(name)
        if found is None:
            continue  # told already (bundle_notes)
        here = (note.claim, note.found, note.document, note.capture, note.standing, note.by, note.edited_by, note.reading, note.engine)
        engine = f"{found.engine.name} {found.engine.version}"
        there = (found.claim, found.found, found.document, found.capture, found.standing, found.by, found.edited_by, found.reading, engine)
        if here != there or not _said(note) or not _read(bundle, note):
            yield CASE, f"footnote {note.number} is not as its claim {name} in {CLAIMS}", (note.number,)
        if bundle.judgements is not None and not _reviewed(note, [one for one in bundle.judgements if one.subject == name]):
            yield CASE, f"footnote {note.number} says otherwise than the judgements who accepted, edited or graded {name}", (note.number,)


def _said(note: Note) -> bool:
    """Whether the words of a footnote on sources and origins are those of its claim and counts."""
    origins = origin_line(note.origins) if note.origins is not None else "origins not traced"
    return note.claim is not None and note.chain == source_words(note.claim.attributed_to) and note.origin_words == origins


def _read(bundle: Opened, note: Note) -> bool:
    """Whether a footnote says what the program read of an edited claim, and is drawn unless people took it away."""
    raw = bundle.files.get(f"texts/{note.document.text_sha256}.txt") if note.document is not None else None
    if note.claim is None or note.found is None or raw is None:
        return True  # told already: the text failed, or there is none
    text = raw.decode("utf-8", "surrogatepass")
    taken = note.standing in ("rejected", "retracted")
    return note.read == as_read(note.claim, note.found, text) and not (taken and note.drawn)


def _reviewed(note: Note, own: Sequence[Judgement]) -> bool:
    """Whether a footnote names those who accepted and edited its claim, and the claim's grade, as the judgements on it have them."""
    if any(one.kind == MOVED for one in own):
        return True  # the review went over to another claim
    review = review_of(note.ref, own)
    changed = people(one.who for one in in_force(review.history) if one.kind == EDIT)
    edited_by = (changed or ("a person",)) if review.edits else ()
    grade = f", claim {review.grade} (" if review.grade else ", claim not graded"
    # a claim graded 1 may have lost what confirms it, which the bundle does not tell
    return (note.by, note.edited_by) == (people(review.by), edited_by) and (review.grade == 1 or grade in note.grade)

"""From a reading to the rows that keep it: checked first, so that nothing enters which `verify` would reject.

Pure functions without a database: writing uses them to store, verification to compare with what is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from pactwatch.errors import LedgerError
from pactwatch.ids import content_id, sha256_hex
from pactwatch.model import Block, Capture, Claim, Document, Engine, Figure, Frozen, Problem, Reading, Source, Statement
from pactwatch.store import codes
from pactwatch.store.codec import clean, decode, encode, fold, interval, rank, text_bytes
from pactwatch.store.identity import document_id, named_by_content
from pactwatch.store.spans import claim_spans, figure_spans, outside, quotes, statement_spans
from pactwatch.store.words import words_of

Row = dict[str, Any]


class ReadingBody(Frozen, frozen=True, kw_only=True):
    """What is stored of a reading: all but the document, which is kept once for all its readings."""

    document: str
    engine: Engine
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...] = ()


class StoredCapture(Capture, frozen=True, kw_only=True):
    """A capture without its bytes, with the extractor that made the document's text of them."""

    extractor: str | None = None


class Prepared(Frozen, frozen=True, kw_only=True):
    """The rows of one reading and its capture; what only the ledger knows (seqs, when, who) is filled in later.

    `words` are those that a text search finds each claim by; `sources` the rows of each claim's attribution chain.
    """

    engine: Row
    document: Row
    reading: Row
    statements: list[Row]
    claims: list[Row]
    sources: list[list[Row]]
    figures: list[Row]
    words: list[str]
    capture: Row | None
    body: bytes


def prepare(reading: Reading, capture: Capture | None) -> Prepared:
    """Return the rows of `reading`; LedgerError PW406 where its hashes, spans or ids would not verify."""
    document = reading.document
    stored, body = _stored(reading)
    data = text_bytes(document.text)
    digest = sha256_hex(body.encode())
    _check_document(document, data, capture)
    _check_reading(stored, len(document.text))
    return Prepared(
        engine=engine_row(reading.engine),
        document=document_row(document) | {"text": data},
        reading={"id": reading_id(stored, digest), "sha256": digest, "body": body},
        statements=[statement_row(n, item, document.text) for n, item in enumerate(stored.statements)],
        claims=[claim_row(n, item, document) for n, item in enumerate(stored.claims)],
        sources=[source_rows(claim.attributed_to) for claim in stored.claims],
        figures=[figure_row(n, item) for n, item in enumerate(stored.figures)],
        words=[searched(claim, quotes(document.text, claim.evidence), document.title) for claim in stored.claims],
        capture=None if capture is None else capture_row(document, capture),
        body=b"" if capture is None else capture.body,
    )


def body_of(reading: Reading) -> ReadingBody:
    """Return the stored part of `reading`."""
    return ReadingBody(
        document=reading.document.id,
        engine=reading.engine,
        statements=reading.statements,
        claims=reading.claims,
        problems=reading.problems,
        blocks=reading.blocks,
        figures=reading.figures,
    )


def canonical(reading: Reading) -> Reading:
    """Return `reading` as it comes back from the ledger: equal, and printed in the same bytes (1 becomes 1.0)."""
    body, _ = _stored(reading)
    return joined(body, reading.document)


def joined(body: ReadingBody, document: Document) -> Reading:
    """Return the reading of which `body` was stored."""
    return Reading(
        document=document,
        engine=body.engine,
        statements=body.statements,
        claims=body.claims,
        problems=body.problems,
        blocks=body.blocks,
        figures=body.figures,
    )


def reading_id(body: ReadingBody, digest: str) -> str:
    """Return a reading's id: its document, its engine's name and version, and the hash of all that it found."""
    return content_id("reading", body.document, body.engine.name, body.engine.version, digest)


def engine_row(engine: Engine) -> Row:
    """Return the row of an engine; its models are kept with each reading."""
    return {"name": clean(engine.name), "version": clean(engine.version), "rank": rank(engine.version)}


def document_row(document: Document) -> Row:
    """Return the row of a document, all but the bytes of its text."""
    return {
        "id": document.id,
        "published": clean(document.published),
        "url": clean(document.url),
        "title_key": fold(document.title),
        "text_sha256": document.text_sha256,
        "meta": encode(msgspec.structs.replace(document, text="")),
    }


def capture_row(document: Document, capture: Capture) -> Row:
    """Return the row of a capture: `meta` is its custody and how the document's text was made of it."""
    known = {name: getattr(capture, name) for name in Capture.__struct_fields__} | {"body": b""}
    meta = encode(StoredCapture(**known, extractor=document.extractor))
    return {"id": capture_id(document.id, capture), "sha256": capture.sha256, "meta": meta}


def capture_id(document: str, capture: Capture) -> str:
    """Return a capture's id; the same bytes from the same address again are no news, whenever that was."""
    return content_id("capture", document, capture.sha256, capture.final_url)


def statement_row(position: int, statement: Statement, text: str) -> Row:
    """Return the row of the reading's statement number `position`, with the words of its content."""
    return {
        "position": position,
        "id": clean(statement.id),
        "stance": clean(statement.stance),
        "quotes": encode(quotes(text, statement.content)),
        "body": encode(statement),
    }


def claim_row(position: int, claim: Claim, document: Document) -> Row:
    """Return the row of the reading's claim number `position`, with the words of its evidence and what filters need."""
    return {
        "position": position,
        "id": clean(claim.id),
        "type": clean(claim.type),
        **asked_row(claim, document.published),
        "quotes": encode(quotes(document.text, claim.evidence)),
        "body": encode(claim),
    }


def asked_row(claim: Claim, published: str | None) -> Row:
    """Return what filters ask of a claim of a document `published` then, but for its type and its sources."""
    time = claim.time
    first, last = interval(time.start if time else None, time.end if time else None, published)
    return {
        "modality": clean(claim.modality),
        "agent_key": fold(claim.agent.name if claim.agent else None),
        "agent_actor": fold(claim.agent.actor if claim.agent else None),
        "recipient_key": fold(claim.recipient.name if claim.recipient else None),
        "recipient_actor": fold(claim.recipient.actor if claim.recipient else None),
        "first_day": first,
        "last_day": last,
    }


def figure_row(position: int, figure: Figure) -> Row:
    """Return the row of the reading's figure number `position`, with what filters need."""
    return {
        "position": position,
        "id": clean(figure.id),
        "measure": clean(figure.measure),
        "party": clean(figure.party.actor if figure.party else None),
        "population_key": fold(figure.population),
        "body": encode(figure),
    }


def searched(claim: Claim, quoted: Iterable[str], title: str | None) -> str:
    """Return the words that a text search finds a claim by, cut and folded: of its evidence as `quoted`, its names, the document's title."""
    names = (claim.agent, claim.recipient, claim.object, claim.place, claim.origin, claim.destination)
    found = [*quoted, *(item.name for item in names if item)]
    return " ".join(words_of("\n".join([*found, *(source.name for source in claim.attributed_to), title or ""])))


def source_rows(sources: tuple[Source, ...]) -> list[Row]:
    """Return the rows of an attribution chain, outermost source first."""
    return [
        {"position": position, "key": fold(source.name), "actor": fold(source.actor)}
        for position, source in enumerate(sources)
    ]


def _check_document(document: Document, data: bytes, capture: Capture | None) -> None:
    if sha256_hex(data) != document.text_sha256:
        raise _refused(document.id, "the text does not give its text_sha256")
    if document.id != document_id(document):
        raise _refused(document.id, "its id is not the hash of its text and publication")
    if capture is None:
        return
    if sha256_hex(capture.body) != capture.sha256 or len(capture.body) != capture.size:
        raise _refused(document.id, "the captured bytes do not give the capture's sha256 and size")
    if document.capture_sha256 not in {None, capture.sha256}:
        raise _refused(document.id, "the document names another capture than the one given")


def _check_reading(body: ReadingBody, length: int) -> None:
    for kind, items in (("statement", body.statements), ("claim", body.claims), ("figure", body.figures)):
        twice = [item for item, times in Counter(each.id for each in items).items() if times > 1]
        if twice:
            raise _refused(body.document, f"{kind} {twice[0]} occurs more than once")
    for statement in body.statements:
        _check_spans(body.document, f"statement {statement.id}", outside(statement_spans(statement), length))
    for claim in body.claims:
        _check_spans(body.document, f"claim {claim.id}", outside(claim_spans(claim), length))
        if not named_by_content(claim, body.document, body.engine):
            raise _refused(body.document, f"the id of claim {claim.id} is not the hash of its content")
    for figure in body.figures:
        _check_spans(body.document, f"figure {figure.id}", outside(figure_spans(figure), length))


def _check_spans(document: str, subject: str, found: tuple[str, tuple[int, int]] | None) -> None:
    if found is not None:
        name, (start, end) = found
        raise _refused(document, f"{subject}: span {start}:{end} of {name} lies outside the text")


def _stored(reading: Reading) -> tuple[ReadingBody, str]:
    # infinities, figures beyond a float and values of other types than the model's would come back changed
    given = body_of(reading)
    try:
        body = decode(encode(given), ReadingBody, "the reading")
    except LedgerError as error:
        raise _refused(given.document, f"the reading cannot be stored without loss: {error}") from error
    if body != given:
        raise _refused(given.document, "the reading cannot be stored without loss: it reads back changed")
    return body, encode(body)


def _refused(document: str, why: str) -> LedgerError:
    return LedgerError(f"document {document} was not added: {why}", code=codes.REFUSED)

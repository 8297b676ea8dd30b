"""The types that travel through the house: documents, captures, statements, claims, figures, readings.

All are frozen msgspec Structs. Spans are half-open `(start, end)` pairs of code points into `Document.text`,
so `text[start:end]` is always the quoted words. `None` means "not known". Dates are ISO 8601 strings.
The field names are the public JSON interface; fields may be added, never renamed.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from pactwatch.ids import content_id, text_sha256

Span = tuple[int, int]

Modality = Literal["happened", "ongoing", "planned", "possible", "alleged", "denied", "demanded"]
Stance = Literal["asserts", "confirms", "denies", "does_not_confirm", "asks", "doubts", "demands", "retracts"]
Comparator = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between"]
Change = Literal["stock", "flow", "additional"]
ReviewStatus = Literal["unreviewed", "accepted", "rejected", "retracted"]


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every model type: immutable, keyword-only, compared by value."""


class Document(Frozen, frozen=True, kw_only=True):
    """A text as it was stored, with what is known about its publication."""

    id: str
    text: str
    text_sha256: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    capture_sha256: str | None = None
    extractor: str | None = None


class Capture(Frozen, frozen=True, kw_only=True):
    """Raw bytes as they were received, with their custody: where from, when, under which headers."""

    sha256: str
    source: str
    media_type: str
    size: int
    captured_at: str
    final_url: str | None = None
    status: int | None = None
    headers: dict[str, str] = {}
    body: bytes = b""


class Party(Frozen, frozen=True, kw_only=True):
    """An actor in a claim: `name` is the fullest known name, `actor` its register id, `span` its words.

    `country` is the ISO 3166-1 alpha-3 code of the one country that it is of, as far as register or name tell.
    """

    name: str
    actor: str | None = None
    span: Span | None = None
    country: str | None = None


class Source(Party, frozen=True, kw_only=True):
    """One link of an attribution chain; `cue` is the span of the attributing words ("said", "according to")."""

    cue: Span | None = None


class Quantity(Frozen, frozen=True, kw_only=True):
    """A figure with its bounds: `low`/`high` are None where open; `change` tells stock, flow and addition apart."""

    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    text: str
    span: Span
    part_of: Span | None = None
    change: Change | None = None
    vague: bool = False


class Time(Frozen, frozen=True, kw_only=True):
    """When an event took place: closed interval of ISO days, either end open (None), with its granularity.

    `edtf` is the same as an Extended Date/Time Format string (ISO 8601-2): "2024-11", "2024-11-05", "2024-11/..".
    """

    start: str | None
    end: str | None
    precision: str
    text: str
    span: Span
    edtf: str


class Place(Frozen, frozen=True, kw_only=True):
    """A place with its country (ISO 3166-1 alpha-3) and the precision its coordinates stand for."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    span: Span
    alternatives: tuple[str, ...] = ()


class Plover(Frozen, frozen=True, kw_only=True):
    """PLOVER event and mode (Open Event Data Alliance codebook)."""

    event: str
    mode: str | None = None


class Statement(Frozen, frozen=True, kw_only=True):
    """Somebody's speech act: who speaks, by which cue, in which words, with which stance."""

    id: str
    speakers: tuple[Source, ...]
    cue: Span | None
    content: tuple[Span, ...]
    direct: bool
    stance: Stance
    rule: str = ""


class Claim(Frozen, frozen=True, kw_only=True):
    """Who did what to whom, how many, where, when, how certain, said by whom, in which words.

    `rule` is what gave the type, `cues` name what spoke most for it (see reading/event_cues.py).
    """

    id: str
    type: str
    plover: Plover
    cameo: str
    agent: Party | None
    recipient: Party | None
    object: Party | None
    quantity: Quantity | None
    time: Time | None
    place: Place | None
    origin: Place | None
    destination: Place | None
    modality: Modality
    modality_cues: tuple[Span, ...]
    attributed_to: tuple[Source, ...]
    evidence: tuple[Span, ...]
    trigger: Span
    same_as: str | None
    rule: str
    cues: tuple[str, ...] = ()
    statement: str | None = None


class Figure(Frozen, frozen=True, kw_only=True):
    """One figure of something that is followed over time: what it measures, of whom, where, as of when, who says so.

    `low`, `high` are the bounds (None where open); `best` is the figure itself where one is given: of a bound the bound,
    of a range None. `kind` tells a level or running total (stock) from what happened in a period (flow); `additional`
    figures come on top of what there was, `initial` ones were the first part of it, `revised` ones are said to have risen or been
    corrected. `likelihood` are the speaker's own words of probability. `per` is the period of a rate. `part_of` is the figure that this is a part of,
    `derived` says what it was computed from. `as_of` is EDTF: the period of a flow, the day for which a stock holds.
    `claim` is the claim that carries the figure, or one without a figure on whose words it stands; None where there is none.
    """

    id: str
    measure: str
    unit: str
    population: str
    group: str | None
    party: Party | None
    place: Place | None
    low: float | None
    best: float | None
    high: float | None
    comparator: Comparator
    vague: bool
    text: str
    span: Span
    kind: Literal["stock", "flow"]
    additional: bool
    initial: bool
    revised: bool
    likelihood: str | None
    per: str | None
    part_of: str | None
    derived: str | None
    as_of: str | None
    modality: Modality
    attributed_to: tuple[Source, ...]
    evidence: Span
    claim: str | None
    rule: str


class Problem(Frozen, frozen=True, kw_only=True):
    """Something that the reader should know went less than well; never fatal."""

    code: str
    message: str
    span: Span | None = None


class Engine(Frozen, frozen=True, kw_only=True):
    """Which engine read: name, version, and the digest of each model it used."""

    name: str
    version: str
    models: dict[str, str]


class Block(Frozen, frozen=True, kw_only=True):
    """A stretch of layout: kind is heading, paragraph, bullet, caption, embed, table or noise."""

    kind: str
    start: int
    end: int


class Reading(Frozen, frozen=True, kw_only=True):
    """Everything that one engine found in one document. Pure: same document and engine, same bytes."""

    document: Document
    engine: Engine
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[Block, ...] = ()
    figures: tuple[Figure, ...] = ()


class Judgement(Frozen, frozen=True, kw_only=True):
    """What a person decided about a `subject` (an id), when and why; `value` is what, by the `kind`'s own fields.

    `undoes` is the id of the judgement that this one takes back. `at` is ISO 8601 in UTC, `seq` the place in the ledger.
    """

    id: str
    seq: int
    kind: str
    subject: str
    value: dict[str, Any]
    who: str
    at: str
    why: str
    undoes: str | None = None


class Note(Frozen, frozen=True, kw_only=True):
    """A remark on a claim; `judgement` is the id by which it can be undone."""

    judgement: str
    who: str
    at: str
    text: str


class Review(Frozen, frozen=True, kw_only=True):
    """Where a claim stands after all that people decided on it.

    `version` counts the judgements so far, undos included; give it as `expected` to notice those of others. `by` are the names of
    those who accept the claim as it is now, none twice, the first first. `at` is when the decision in force was made. `grade` is
    the credibility, 1 to 6. `edits` are the fields that were edited, as in the JSON of a claim, in force together. `history` is
    everything, oldest first. `now` is the claim's id in a newer reading that the review went over to, `differs` the fields
    that this reading has otherwise than the one that was reviewed: the claim is to be looked at again.
    """

    claim: str
    status: ReviewStatus = "unreviewed"
    version: int = 0
    by: tuple[str, ...] = ()
    at: str | None = None
    grade: int | None = None
    edits: dict[str, Any] = {}
    notes: tuple[Note, ...] = ()
    history: tuple[Judgement, ...] = ()
    now: str | None = None
    differs: tuple[str, ...] = ()


def make_document(text: str, **known: str | None) -> Document:
    """Return a Document over `text`, its id the hash of the text and of what is `known` about its publication.

    `known` takes Document's optional fields (url, title, author, publisher, published, language, capture_sha256,
    extractor); only url, title, publisher and published enter the id.
    """
    digest = text_sha256(text)
    identity = (digest, known.get("url"), known.get("title"), known.get("publisher"), known.get("published"))
    return Document(id=content_id("doc", *identity), text=text, text_sha256=digest, **known)

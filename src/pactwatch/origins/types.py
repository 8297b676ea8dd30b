"""What comparing works on and what it answers: frozen Structs, those of the answer with the names of the public JSON."""

from __future__ import annotations

from typing import Literal

from pactwatch.model import Comparator, Frozen, Span

Relation = Literal["near_verbatim", "same_origin_paraphrase", "independent", "unknown"]
"""How two documents of a story stand to each other: three states, of which "same origin" has two forms."""
Standing = Literal["own", "deny", "comment"]
"""What a claimant does: states it on its own account, denies it, or only comments."""
DriftKind = Literal["measure", "number", "attribution", "modality", "actor", "date", "place"]
Certainty = Literal["fact", "present", "open", "planned", "denied"]
"""`present`: a deed in the present tense ("sends", "are going"), which of reports may as well be one to come."""


class Figure(Frozen, frozen=True, kw_only=True):
    """One figure of a text: bounds, what it measures, who is counted, by which verb, how certain; `line` is its sentence.

    `measure` is what happened to those counted (killed, wounded, casualties, captured, missing) or "" for a plain count;
    `counted` are the stems of the noun phrase, `verb` the stem of the verb that it hangs on, `nations` the states that those
    counted belong to by their own words; a `base` is only what another figure is a part of ("of the 640 recruits 75 left").
    """

    span: Span
    line: int
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    measure: str
    counted: tuple[str, ...]
    verb: str
    certainty: Certainty
    vague: bool = False
    part: bool = False
    base: bool = False
    nations: tuple[str, ...] = ()
    heading: bool = False
    claim: str | None = None


class Line(Frozen, frozen=True, kw_only=True):
    """One sentence: stems, proper names among them, countries by code, days, places, hedges and denials that it holds.

    `roles` tell who does what to whom, `doers` who does what, whether or not to another state; `frames` are (deed, source, target),
    the same for converse words (frames.py); `speakers` and `subjects` are the parties that speak, and that stand at the head
    (speakers.py); `told` is the stem of the verb of what the sentence tells, `root` how certain that is.
    """

    span: Span
    words: tuple[str, ...]
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    roles: tuple[tuple[str, str, str, str], ...] = ()
    doers: tuple[tuple[str, str], ...] = ()
    frames: tuple[tuple[str, str, str], ...] = ()
    speakers: tuple[tuple[str, ...], ...] = ()
    subjects: tuple[tuple[str, ...], ...] = ()
    hedged: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    root: Certainty = "fact"
    told: str = ""


class Voice(Frozen, frozen=True, kw_only=True):
    """Somebody who speaks in a document, on whatever number of occasions: `name` for whom, `voice` who.

    `keys` are what it is recognised by elsewhere (register ids, surname, body), `side` whom it speaks for ("RUS",
    "org-un", a key of its own); `relays` the chains through which its words came, each from the first relay to the last.
    """

    name: str
    voice: str
    actor: str | None
    kind: str
    side: str
    keys: tuple[str, ...]
    standing: Standing
    lines: tuple[int, ...]
    spans: tuple[Span, ...]
    claims: tuple[str, ...] = ()
    relays: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    confirms: bool = False


class Matter(Frozen, frozen=True, kw_only=True):
    """What one claim is about: its type, who acts (country, "" where unknown), told, planned ...; `line` is its sentence.

    `modality` is that of the reading, finer than `state`.
    """

    claim: str
    line: int
    type: str
    country: str
    state: str
    modality: str = ""


class Facts(Frozen, frozen=True, kw_only=True):
    """What comparing needs of one document, taken from its reading alone. `own`: the outlet saw or checked it itself."""

    document: str
    title: str
    publisher: str | None
    published: str | None
    words: tuple[str, ...]
    names: tuple[str, ...]
    heading: tuple[str, ...]
    countries: tuple[str, ...]
    days: tuple[str, ...]
    types: tuple[str, ...]
    signature: tuple[int, ...]
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    voices: tuple[Voice, ...]
    claims: tuple[str, ...]
    evidence: tuple[Span, ...]
    modalities: tuple[tuple[str, str], ...] = ()
    own: bool = False
    matters: tuple[Matter, ...] = ()


class Claimant(Frozen, frozen=True, kw_only=True):
    """One origin of a story, however many speak for it: `voices` are the names it speaks under, `relays` end at the outlet."""

    name: str
    actor: str | None
    standing: Standing
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    relays: tuple[tuple[str, ...], ...]
    voices: tuple[str, ...] = ()


class Pair(Frozen, frozen=True, kw_only=True):
    """How two documents of a story relate, and why; `similarity` is the share of five-word runs in common."""

    a: str
    b: str
    relation: Relation
    similarity: float
    why: str


class Copy(Frozen, frozen=True, kw_only=True):
    """A document that has the same origin as an earlier one of its story."""

    document: str
    of: str
    relation: Literal["near_verbatim", "same_origin_paraphrase"]
    similarity: float


class Drift(Frozen, frozen=True, kw_only=True):
    """What a retelling changed: both claims (where the reading has them), both spans with their words, a sentence."""

    claim: str | None
    against: str | None
    kind: DriftKind
    explanation: str
    document: str
    span: Span
    words: str
    against_document: str
    against_span: Span
    against_words: str


class Link(Frozen, frozen=True, kw_only=True):
    """Why two documents were put into one story, or were not: the probability and what spoke for and against it."""

    a: str
    b: str
    joined: bool
    probability: float
    reasons: tuple[str, ...]


class Story(Frozen, frozen=True, kw_only=True):
    """Documents about one event with what stands behind them. Documents run from the earliest on.

    `left_out` are claimants who confirm nothing, as review rejected or retracted all of their claims.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    claimants: tuple[Claimant, ...]
    independent_confirmations: int
    unknown_lineage: tuple[str, ...]
    copies: tuple[Copy, ...]
    pairs: tuple[Pair, ...]
    drifts: tuple[Drift, ...]
    links: tuple[Link, ...] = ()
    left_out: tuple[str, ...] = ()

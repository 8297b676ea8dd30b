"""What the reading modules hand to each other: mentions, each anchored to the tokens it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field

from pactwatch.model import Change, Comparator, Modality, Span, Stance


@dataclass(slots=True)
class ActorMention:
    """A mention of a state, body, office, person, unit, company or group of people.

    `first`/`last`/`head` are token indices in sentence `sentence` (inclusive). `name` is the fullest name known
    in the document or register ("Shoigu" -> "Sergei Shoigu"; "Moscow" stays "Moscow"), `actor` the register id
    ("RUS", "RUS-MOD", "per-shoigu-sergei"), None when unknown. `kind` is one of state, government, ministry,
    person, unit, organisation, agency, media, instrument, people, pronoun, other. `country` is ISO 3166-1 alpha-3.
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    name: str
    actor: str | None
    kind: str
    country: str | None = None
    rule: str = ""


@dataclass(slots=True)
class PlaceMention:
    """A named place. `precision` is point, city, admin2, admin1, country, region or sea."""

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class QuantityMention:
    """A figure. `noun` is the token index of the counted noun (or None); `unit` its name ("troops", "USD", "percent").

    `part_of` is the span of the figure that this is a part of; `base` the span of what a share is of.
    `first`/`last` cover number words, comparator cue and unit noun. `subject`: what it counts is a subject of its sentence.
    """

    sentence: int
    first: int
    last: int
    number: int
    span: Span
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    noun: int | None = None
    vague: bool = False
    part_of: Span | None = None
    change: Change | None = None
    rule: str = ""
    subject: bool = False


@dataclass(slots=True)
class TimeMention:
    """A time expression resolved against the day of publication. `head` is the token that the tree hangs it on."""

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    start: str | None
    end: str | None
    precision: str
    edtf: str
    rule: str = ""


@dataclass(slots=True)
class SourceMention:
    """A speaker as found: tokens in sentence `sentence` (None when it is only known by name, e.g. a byline)."""

    name: str
    actor: str | None
    span: Span | None
    sentence: int | None = None
    head: int | None = None


@dataclass(slots=True)
class Attribution:
    """A speech act: source(s), cue, content; contents may be discontinuous. `parent` indexes the enclosing one.

    `cue_token` is the token index of the cue's head in sentence `sentence`.
    """

    sentence: int
    speakers: list[SourceMention]
    cue: Span | None
    cue_token: int | None
    content: list[Span]
    direct: bool
    stance: Stance
    rule: str
    parent: int | None = None


@dataclass(slots=True)
class EventMention:
    """An event as triggered: type, the argument heads found, and the evidence span.

    Argument fields are token indices in the same sentence, None when absent (they may be filled from elsewhere
    by coreference, as mentions). `rule` names the entry of the event data file that fired.
    """

    sentence: int
    trigger: int
    type: str
    rule: str
    evidence: Span
    agent: int | None = None
    recipient: int | None = None
    object: int | None = None
    agent_mention: ActorMention | None = None
    recipient_mention: ActorMention | None = None
    object_span: Span | None = None
    origin: int | None = None
    destination: int | None = None
    plover: tuple[str, str | None] | None = None
    cameo: str | None = None


@dataclass(slots=True)
class Certainty:
    """The state that an event is in, with the words that show it."""

    modality: Modality
    cues: list[Span] = field(default_factory=list)
    rule: str = ""

"""The types of instruments and provisions; `docs/how-to/bear-on-paragraphs.md` describes the file that they are read from."""

from __future__ import annotations

from typing import Literal

from pactwatch.model import Frozen

Status = Literal["met", "unknown", "not_met", "contested"]
ElementKind = Literal[
    "actor", "act", "object", "direction", "nexus", "purpose", "place", "time", "threshold", "condition", "exception", "legal_limit"
]
Binding = Literal["binding", "hortatory", "interpretive", "procedural", "treaty"]
Direction = Literal["to", "from", "-"]


class Period(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days on which something is in force: from the first to before `until`; None is open; `disputed` says that states differ.

    `renewal` is "unknown" where it may have been prolonged since this register was made: afterwards nothing is known.
    """

    start: str
    until: str | None = None
    disputed: bool = False
    renewal: Literal["ended", "unknown"] = "ended"
    basis: str = ""


class Reading(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of several ways in which a provision is read, and by whom. They are kept apart, never merged."""

    label: str
    text: str
    held_by: str = ""


class Element(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to be shown, as a question; `span` are its words in the folded official paragraph.

    `contested`, `not_met`, `unknown` and `met` are conditions (see conditions.py), tried in this order; `unknown` names
    words that leave the question open. Where none holds the element is unknown.
    """

    id: str
    kind: ElementKind
    question: str
    span: tuple[int, int] | None = None
    met: tuple[str, ...] = ()
    not_met: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Provision(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paragraph or article: where it stands, whom it binds, since when, and what of it can be looked for in a text.

    `when` are the conditions under which a sentence raises it; without any, it is shown but never raised.
    `sha256` is the hash of the official paragraph, folded as `official.fold_paragraph` folds it.
    """

    id: str
    cite: str
    gist: str
    verb: str = ""
    binding: Binding = "binding"
    kind: str = ""
    para: str | None = None
    sub: str | None = None
    article: str | None = None
    sha256: str | None = None
    characters: int | None = None
    bound: tuple[str, ...] = ()
    act: str = ""
    object: str = ""
    direction: Direction = "-"
    determination: bool = False
    in_force: tuple[Period, ...] = ()
    extends: tuple[str, ...] = ()
    changed_by: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    note: str = ""
    when: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    readings: tuple[Reading, ...] = ()


class Event(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated event in the life of an instrument: signature, ratification, entry into force; `names` are words for who did it."""

    event: str
    date: str
    place: str | None = None
    by: str | None = None
    names: tuple[str, ...] = ()


class Topic(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a paragraph or article of the instrument is about, in classes of words, so that wrong pinpoints show."""

    pinpoint: str
    about: tuple[str, ...]
    says: str = ""


class Figure(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure that the instrument sets, as a cap or a period, with the words (classes) by which a text speaks of it."""

    about: tuple[str, ...]
    value: float
    unit: str
    pinpoint: str
    says: str


class Instrument(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resolution or treaty with its dates and provisions.

    `names` are words by which texts name it; `about` classes of words that tell what it is on; `overbroad` holds
    conditions under which a text claims more than the instrument says, each with what it does say.
    """

    id: str
    title: str
    kind: Literal["resolution", "treaty"]
    symbol: str | None = None
    number: str | None = None
    year: int | None = None
    adopted: str | None = None
    issuer: str = ""
    regime: str = ""
    legal_basis: str = ""
    parties: tuple[str, ...] = ()
    work: str | None = None
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    replaces: str | None = None
    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()
    figures: tuple[Figure, ...] = ()
    provisions: tuple[Provision, ...] = ()

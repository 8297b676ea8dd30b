"""A reading made by hand, with every part of a claim that output can show."""

from __future__ import annotations

from pactwatch.ids import content_id
from pactwatch.model import (
    Block,
    Claim,
    Document,
    Engine,
    Modality,
    Party,
    Place,
    Plover,
    Problem,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
    Time,
    make_document,
)

TEXT = """Norland to send engineers to Eastmark

Norland will send at least 300 engineers to the port of Vessin within three months, its defence ministry said on \
Tuesday. Eastmark denied that any Norlander had arrived.

- About 40 tanks are said to have been shipped last year, Radio Vessin reported, citing a port official.

🚢 BREAKING — “they are here”"""


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return (start, start + len(words))


def party(words: str, name: str | None = None, actor: str | None = None) -> Party:
    return Party(name=name or words, actor=actor, span=span(words))


def claim(kind: str, modality: Modality, evidence: tuple[Span, ...], **parts: object) -> Claim:
    known: dict[str, object] = dict.fromkeys(
        ("agent", "recipient", "object", "quantity", "time", "place", "origin", "destination", "same_as")
    )
    known |= {"modality_cues": (), "attributed_to": (), "rule": "test.rule"} | parts
    return Claim(
        id=content_id("clm", kind, modality, evidence), type=kind, plover=Plover(event="AID", mode="military"),
        cameo="074", modality=modality, evidence=evidence, trigger=evidence[0], **known,  # type: ignore[arg-type]
    )  # fmt: skip


def document(text: str = TEXT, title: str | None = "Norland to send engineers") -> Document:
    return make_document(
        text, title=title, publisher="The Example Post", published="2025-06-18", language="en",
        url="https://post.example/1", capture_sha256="ab" * 32, extractor="text 1",
    )  # fmt: skip


def sample() -> Reading:
    blocks = []
    for kind, line in zip(("heading", "paragraph", "bullet", "embed"), TEXT.split("\n\n"), strict=True):
        start, end = span(line)
        blocks.append(Block(kind=kind, start=start, end=end))
    ministry = Source(name="Ministry of Defence of Norland", actor=None, span=span("its defence ministry"), cue=span("said on"))
    radio = Source(name="Radio Vessin", span=span("Radio Vessin"), cue=span("reported"))
    official = Source(name="port official", span=span("a port official"), cue=span("citing"))
    planned = claim(
        "demine_or_rebuild", "planned", (span("Norland will send at least 300 engineers to the port of Vessin"),),
        agent=party("Norland will"[:7], actor="NRL"), recipient=Party(name="Eastmark", actor="EMK"),
        quantity=Quantity(low=300.0, high=None, comparator="at_least", unit="engineers", text="at least 300 engineers",
                          span=span("at least 300 engineers"), change="flow"),
        time=Time(start="2025-06-18", end="2025-09-18", precision="month", text="within three months",
                  span=span("within three months"), edtf="2025-06-18/2025-09-18"),
        destination=Place(name="Vessin", country="EMK", lat=1.0, lon=2.0, precision="city", span=span("Vessin"),
                          alternatives=("Vessin Lake",)),
        modality_cues=(span("will"),), attributed_to=(ministry,),
    )  # fmt: skip
    headline = claim("demine_or_rebuild", "planned", (span("Norland to send engineers"),), same_as=planned.id)
    denied = claim(
        "troop_presence", "denied", (span("any Norlander had arrived"),), agent=party("Norlander"),
        modality_cues=(span("denied"),), attributed_to=(Source(name="Eastmark", span=span("Eastmark denied"[:8])),),
    )  # fmt: skip
    alleged = claim(
        "transfer_arms", "alleged", (span("About 40 tanks are said to have been shipped last year"),),
        object=party("tanks"), modality_cues=(span("are said to"),), attributed_to=(radio, official),
        quantity=Quantity(low=40.0, high=40.0, comparator="about", unit="tanks", text="About 40 tanks", span=span("About 40 tanks")),
        time=Time(start="2024-01-01", end="2024-12-31", precision="year", text="last year", span=span("last year"), edtf="2024"),
    )  # fmt: skip
    statement = Statement(id="sta-1", speakers=(ministry,), cue=span("said on"), content=(span("Norland will send"),),
                          direct=False, stance="asserts", rule="test.said")  # fmt: skip
    return Reading(
        document=document(), engine=Engine(name="rules", version="0", models={"model-1": "cd" * 32}),
        statements=(statement,), claims=(headline, planned, denied, alleged),
        problems=(Problem(code="PW310", message="an embedded post is told apart"),), blocks=tuple(blocks),
    )  # fmt: skip

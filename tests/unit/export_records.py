"""Records made by hand for the tests of exports: one that is full, and any that a ledger could hold."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import msgspec
from hypothesis import strategies as st

from pactwatch.exports.format import find_format
from pactwatch.exports.record import Behind, Captured, Cited, Edit, Graded, ReadBy, Record, Reviewed
from pactwatch.model import Party, Place, Plover, Quantity, Source, Time

KURSK = Place(name="Kursk Oblast", country="RUS", lat=51.7, lon=36.2, precision="admin1", span=(30, 42))
RUSSIA = Place(name="Russia", country="RUS", lat=61.5, lon=105.3, precision="country", span=(30, 36))
FULL = Record(
    id="cl-0000000000000001", type="deploy_forces", plover=Plover(event="AID", mode="military"), cameo="074",
    agent=Party(name="North Korea", actor="PRK", span=(0, 11)), recipient=Party(name="Russian defence ministry", actor="RUS-MOD", span=(20, 26)),
    object=Party(name="deminers"),
    quantity=Quantity(low=1000.0, high=1000.0, comparator="exact", unit="deminers", text="1,000 deminers", span=(12, 26)),
    time=Time(start="2025-06-01", end="2025-06-30", precision="month", text="in June", span=(50, 57), edtf="2025-06"),
    place=KURSK, origin=None, destination=RUSSIA, modality="planned", modality_cues=((5, 9),),
    attributed_to=(Source(name="TASS", actor=None, span=(60, 64), cue=(65, 69)), Source(name="Sergei Shoigu", actor="per-shoigu")),
    evidence=((0, 40), (50, 57)), trigger=(12, 16), same_as=None, rule="deploy.send", cues=("verb:send",), statement="st-1",
    words="[planned] North Korea → Russia", quotes=("North Korea will send 1,000 deminers", "in June"),
    document=Cited(id="doc-00000000000000aa", url="https://post.example/a?b=c&d=%20", title="Deminers & builders: 100% of {them}", author="A. Writer; B. Writer",
                   publisher="Harbour Post", published="2025-06-18", language="en", text_sha256="a" * 64, capture_sha256="b" * 64, extractor="text"),
    engine=ReadBy(name="hybrid", version="0.2.0", reading="reading-1", at="2025-06-18T10:00:00Z"),
    captures=(Captured(sha256="b" * 64, source="https://post.example/a", final_url=None, media_type="text/html", captured_at="2025-06-18T09:00:00Z"),),
    review=Reviewed(status="accepted", by=("A. Analyst",), at="2025-06-19T10:00:00Z", edits=(Edit(field="quantity.low", value="1000.0", machine="100.0"),),
                    notes=("seen",)),
    grades=Graded(credibility=2, source="C", publisher=None), origins=Behind(story="story-1", documents=3, independent=1, names=("Sergei Shoigu",)),
)  # fmt: skip


def changed(**fields: Any) -> Record:
    """Return the full record with some fields otherwise."""
    return msgspec.structs.replace(FULL, **fields)


def document(**fields: Any) -> Cited:
    """Return the full record's document with some fields otherwise."""
    return msgspec.structs.replace(FULL.document, **fields)


def export(name: str, records: Iterable[Record]) -> bytes:
    """Return what a format writes."""
    out = io.BytesIO()
    find_format(name).write(records, out)
    return out.getvalue()


NASTY = ("=1+1", "'", "''a", "-5", "@x", "+", "\ttab", "\rreturn", "a,b\"c", "line\nbreak", "＝x", "{", "}", "\\", "a and b", "%", "$x_y^z~#&",
         "http://", "javascript:alert(1)", "https://a b/ü?q={x}\\", "2025-13-99", "", " ", "\x00", "\u202e", "𝔘", "ß" * 40, "R&D—“x”")  # fmt: skip
TEXT = st.text(max_size=12) | st.sampled_from(NASTY)
ACTORS = st.sampled_from((None, "PRK", "RUS-MOD", "NOR-MFA", "per-shoigu", "org-un", "com-maersk", "ship-6401828", "PRK-KOMID", "nobody-knows", "SUN"))
SPAN = st.tuples(st.integers(0, 50), st.integers(50, 99))
PARTY = st.builds(Party, name=TEXT, actor=ACTORS, span=st.none() | SPAN)
SOURCE = st.builds(Source, name=TEXT, actor=ACTORS, span=st.none() | SPAN, cue=st.none() | SPAN)
NUMBER = st.none() | st.floats(0, 1e12, allow_nan=False) | st.integers(0, 10**9).map(float)
DAY = st.none() | st.dates().map(str)
PRECISION = st.sampled_from(("point", "city", "admin2", "admin1", "region", "country", "sea", "unknown"))
PLACE = st.builds(
    Place, name=TEXT, country=st.sampled_from((None, "RUS", "SUN", "PRK")), lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180),
    precision=PRECISION, span=SPAN, alternatives=st.sampled_from(((), ("A (city)", "A Oblast"), ("Tripoli (Libya)", "Tripoli (Lebanon)"))),
)  # fmt: skip
QUANTITY = st.builds(Quantity, low=NUMBER, high=NUMBER, comparator=st.sampled_from(("exact", "about", "at_least")), unit=TEXT | st.just("USD"), text=TEXT,
                     span=SPAN, part_of=st.none() | SPAN, change=st.sampled_from((None, "stock", "flow")), vague=st.booleans())  # fmt: skip
TIME = st.builds(Time, start=DAY, end=DAY, precision=st.sampled_from(("day", "month")), text=TEXT, span=SPAN, edtf=TEXT)
CITED = st.builds(
    Cited, id=st.integers(0, 3).map(lambda n: f"doc-{n:016x}"), url=st.none() | TEXT, title=st.none() | TEXT, author=st.none() | TEXT, publisher=st.none() | TEXT,
    published=st.sampled_from((None, "2025", "2025-06", "2025-06-18", "2025-06-18T10:00:00Z", "soon")), language=st.sampled_from((None, "en", "ko", "tlh")),
    text_sha256=st.just("a" * 64), capture_sha256=st.sampled_from((None, "b" * 64)), extractor=st.none() | TEXT,
)  # fmt: skip
RECORD = st.builds(
    Record, id=st.integers(0, 2**64 - 1).map(lambda n: f"cl-{n:016x}"), type=st.sampled_from(("deploy_forces", "payment_or_aid", "sanction_or_designate")),
    plover=st.builds(Plover, event=st.just("AID"), mode=st.none() | st.just("military")), cameo=st.sampled_from(("074", "", "07")),
    agent=st.none() | PARTY, recipient=st.none() | PARTY, object=st.none() | PARTY, quantity=st.none() | QUANTITY, time=st.none() | TIME,
    place=st.none() | PLACE, origin=st.none() | PLACE, destination=st.none() | PLACE,
    modality=st.sampled_from(("happened", "ongoing", "planned", "possible", "alleged", "denied", "demanded")), modality_cues=st.lists(SPAN, max_size=2).map(tuple),
    attributed_to=st.lists(SOURCE, max_size=3).map(tuple), evidence=st.lists(SPAN, min_size=1, max_size=2).map(tuple), trigger=SPAN, same_as=st.none(),
    rule=TEXT, cues=st.lists(TEXT, max_size=2).map(tuple), statement=st.none() | TEXT, words=st.just("[planned] somebody"),
    quotes=st.lists(TEXT, min_size=1, max_size=2).map(tuple), document=CITED, engine=st.just(FULL.engine), captures=st.sampled_from(((), FULL.captures)),
    review=st.builds(Reviewed, status=st.sampled_from(("accepted", "unreviewed", "rejected", "retracted")), by=st.lists(TEXT, max_size=2).map(tuple),
                     at=st.sampled_from((None, "2025-06-19T10:00:00Z")), edits=st.just(FULL.review.edits), notes=st.lists(TEXT, max_size=2).map(tuple)),
    grades=st.builds(Graded, credibility=st.sampled_from((None, 1, 6)), source=st.sampled_from((None, "A")), publisher=st.none()),
    origins=st.sampled_from((None, FULL.origins)),
)  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> list[Record]:
    """Draw records as a ledger lists them: each claim once, document by document, each document one way."""
    records = {record.id: record for record in draw(st.lists(RECORD, max_size=5))}.values()
    documents: dict[str, Cited] = {}
    for record in records:
        documents.setdefault(record.document.id, record.document)
    whole = [msgspec.structs.replace(record, document=documents[record.document.id]) for record in records]
    return sorted(whole, key=lambda record: record.document.id)

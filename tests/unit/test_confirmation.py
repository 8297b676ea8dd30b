"""Which origins stand behind a claim, on stories built by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from pactwatch.model import Claim, Party, Source, make_document
from pactwatch.origins.confirmation import agrees, origins_of, reports_of
from pactwatch.origins.independence import confirmations
from pactwatch.origins.types import Claimant, Drift, Pair, Story
from pactwatch.read import read

TEXT = "Norway has sent 140 sappers to Moldova, the Norwegian defence ministry said."


def claim(name: str = "cl-1", **changed: Any) -> Claim:
    found = next(c for c in read(make_document(TEXT)).claims if c.quantity is not None)
    return msgspec.structs.replace(found, **{"id": name, "type": "deploy_forces"} | changed)


def figure(low: float | None, high: float | None, unit: str = "sappers") -> Any:
    quantity = claim().quantity
    assert quantity is not None
    return msgspec.structs.replace(quantity, low=low, high=high, unit=unit)


def claimant(name: str, *documents: str, claims: tuple[str, ...] = (), standing: Any = "own") -> Claimant:
    return Claimant(name=name, actor=None, standing=standing, claims=claims, documents=documents, relays=())


def story(*claimants: Claimant, pairs: tuple[Pair, ...] = (), drifts: tuple[Drift, ...] = ()) -> Story:
    documents = tuple(sorted({document for one in claimants for document in one.documents}))
    return Story(
        id="story-1", title="", documents=documents, claimants=claimants, independent_confirmations=0, unknown_lineage=(), copies=(),
        pairs=pairs, drifts=drifts,
    )  # fmt: skip


def pair(relation: Any) -> Pair:
    return Pair(a="doc-a", b="doc-b", relation=relation, similarity=0.5, why="")


OSLO = claimant("Oslo", "doc-a", claims=("cl-1",))
CHISINAU = claimant("Chisinau", "doc-b", claims=("cl-2",))
MOVED = Drift(
    claim=None, against=None, kind="attribution", explanation="", document="doc-b", span=(0, 1), words="", against_document="doc-a",
    against_span=(0, 1), against_words="",
)  # fmt: skip


def count(other: Claim, *, of: Story | None = None) -> int:
    return len(origins_of(claim(), of or story(OSLO, CHISINAU), {"doc-a": [claim()], "doc-b": [other]}))


def test_two_that_say_so_are_two_origins() -> None:
    assert count(claim("cl-2")) == 2


@pytest.mark.parametrize("other", [
    {"quantity": None}, {"modality": "planned"}, {"modality": "denied"}, {"type": "treaty"}, {"agent": Party(name="Sweden", actor="SWE")},
])  # fmt: skip
def test_who_says_something_else_confirms_nothing(other: dict[str, Any]) -> None:
    assert count(claim("cl-2", **other)) == 1


def test_a_figure_is_confirmed_by_one_that_it_follows_from() -> None:
    assert agrees(claim(quantity=figure(100, None)), claim())
    assert agrees(claim(), claim(quantity=figure(140, 140, "deminers")))
    assert not agrees(claim(), claim(quantity=figure(100, None)))
    assert not agrees(claim(), claim(quantity=figure(200, 200)))
    assert not agrees(claim(), claim(quantity=figure(140, 140, "killed")))
    assert agrees(claim(quantity=None), claim())


def test_one_event_may_go_under_several_types_where_the_sender_is_known() -> None:
    assert agrees(claim(), claim(type="demine_or_rebuild"))
    assert not agrees(claim(), claim(type="demine_or_rebuild", agent=None))


def test_two_texts_of_which_one_copies_the_other_have_one_origin_whoever_they_name() -> None:
    assert count(claim("cl-2"), of=story(OSLO, CHISINAU, pairs=(pair("near_verbatim"),))) == 1
    assert count(claim("cl-2"), of=story(OSLO, CHISINAU, pairs=(pair("independent"),))) == 2


def near(a: str, b: str) -> Pair:
    return msgspec.structs.replace(pair("near_verbatim"), a=a, b=b)


def test_a_copy_of_a_copy_is_of_the_same_origin() -> None:
    far = claimant("Chisinau", "doc-c", claims=("cl-2",))
    claims = {"doc-a": [claim()], "doc-c": [claim("cl-2")]}
    apart = msgspec.structs.replace(pair("independent"), b="doc-c")
    for pairs, expected in (((near("doc-a", "doc-b"), near("doc-b", "doc-c"), apart), 1), ((near("doc-a", "doc-b"), apart), 2)):
        assert len(origins_of(claim(), story(OSLO, far, pairs=pairs), claims)) == expected
        assert confirmations((OSLO, far), pairs, ()) == expected - 1


def test_the_headline_counts_origins_and_not_names() -> None:
    heard = claimant("Kyiv", "doc-a", claims=("cl-4",))
    assert confirmations((OSLO, CHISINAU), (near("doc-a", "doc-b"),), ()) == 0
    assert confirmations((OSLO, CHISINAU), (), (MOVED,)) == 0
    assert confirmations((OSLO, CHISINAU, claimant("Paris", "doc-b", standing="comment")), (), ()) == 1
    assert confirmations((OSLO, heard), (near("doc-a", "doc-b"),), ()) == 1
    assert confirmations((), (), ()) == 0


def test_words_moved_into_another_mouth_are_one_origin() -> None:
    assert count(claim("cl-2"), of=story(OSLO, CHISINAU, drifts=(MOVED,))) == 1


def test_an_outlet_that_saw_it_counts_for_what_it_ascribes_to_nobody() -> None:
    outlet, own = claimant("Fjord Gazette (own reporting)", "doc-b"), claim("cl-2", attributed_to=())
    assert count(own, of=story(OSLO, outlet)) == 2
    assert count(claim("cl-2"), of=story(OSLO, outlet)) == 1
    assert count(own, of=story(OSLO, outlet, claimant("neighbour", "doc-b", claims=("cl-2",), standing="comment"))) == 1


def test_who_is_only_heard_in_the_same_text_is_no_origin_of_what_it_tells() -> None:
    """Two who speak of something else there, one of them of nothing that was read."""
    own, of = claim("cl-9", attributed_to=()), story(claimant("Western officials", "doc-a"), claimant("Vilnius", "doc-a", claims=("cl-7",)))
    claims = {"doc-a": [own, claim("cl-7", type="treaty")]}
    assert origins_of(own, of, claims) == ()
    assert reports_of(own, of, claims) == {"doc-a"}


def test_a_claim_of_somebody_whom_its_story_is_not_about_has_its_source_as_origin() -> None:
    governor = claim("cl-9", attributed_to=(Source(name="Oleh Holub", actor=None, span=None, cue=None),))
    of = story(OSLO, CHISINAU)
    assert names(origins_of(governor, of, {"doc-a": [governor]})) == [["Oleh Holub"]]
    agency = claim("cl-9", attributed_to=(Source(name="TASS", actor="med-tass", span=None, cue=None),))
    assert origins_of(agency, of, {"doc-a": [agency]}) == ()


def test_an_origin_goes_by_the_name_under_which_it_says_this() -> None:
    lawmaker = claim("cl-2", attributed_to=(Source(name="Liv Strand", actor=None, span=None, cue=None),))
    oslo = claimant("Norwegian government", "doc-a", "doc-b", claims=("cl-1", "cl-2"))
    claims = {"doc-a": [claim()], "doc-b": [lawmaker]}
    assert names(origins_of(lawmaker, story(oslo), claims)) == [["Liv Strand"]]
    assert names(origins_of(claim(), story(oslo), claims)) == [["Norwegian defence ministry"]]


def names(groups: tuple[tuple[Claimant, ...], ...]) -> list[list[str]]:
    return [[one.name for one in group] for group in groups]


def test_a_denial_is_confirmed_by_those_who_deny() -> None:
    denied = claim("cl-3", modality="denied", attributed_to=(Source(name="Moscow", actor="RUS", span=None, cue=None),))
    of = story(OSLO, claimant("Moscow", "doc-b", claims=("cl-3",), standing="deny"))
    assert names(origins_of(denied, of, {"doc-a": [claim()], "doc-b": [denied]})) == [["Moscow"]]
